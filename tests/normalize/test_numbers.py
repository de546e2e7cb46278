"""Numbers and symbols of documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalize.numbers import build_number, parse_number
from extract.rulebook import Rulebook
from extract.structure.frame_rules import FrameRules


@pytest.mark.parametrize(
    ("text", "system", "number", "year", "symbol"),
    [
        ("48/UBND-KGVX", "state", "48", "", "UBND-KGVX"),
        ("/STC-QLNS", "state", "", "", "STC-QLNS"),
        ("12 /2025/ QĐ-UBND", "state", "12", "2025", "QĐ-UBND"),
        ("66.19/2026/NQ-CP", "state", "66.19", "2026", "NQ-CP"),
        ("73/2006/QH11", "state", "73", "2006", "QH11"),
        ("27-KH/TU", "party", "27", "", "KH/TU"),
        ("-CV/BTGDV", "party", "", "", "CV/BTGDV"),
    ],
)
def test_number_is_taken_apart(text: str, system: str, number: str, year: str, symbol: str) -> None:
    found = parse_number(text)
    assert found is not None
    assert (found.system, found.number, found.year, found.symbol) == (system, number, year, symbol)
    assert found.reference == text.replace(" ", "")


@pytest.mark.parametrize("text", ["", "2021-2025", "15/11", "24/7", "abc"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("placeholder", ["", " ", "……", "....", "__", " … "])
def test_placeholder_of_a_number_is_blank(placeholder: str) -> None:
    number = build_number(placeholder, "/", "", "BC-SNV")
    assert number.is_blank
    assert number.reference == "/BC-SNV"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("48/UBND-KGVX", "công văn"),
        ("48/KH-UBND", "kế hoạch"),
        ("48/QĐ-TTg", "quyết định"),
        ("48/CĐ-TTg", "công điện"),
        ("27-CT/TW", "chỉ thị"),
        ("27-CV/TU", "công văn"),
        ("02/2021/TT-BNV", "thông tư"),
    ],
)
def test_symbol_tells_the_type(text: str, kind: str, rulebook: Rulebook) -> None:
    number = parse_number(text)
    assert number is not None
    assert FrameRules.of(rulebook).types.of_symbol(number) == kind


@given(
    number=st.integers(1, 99999).map(str),
    separator=st.sampled_from("/-"),
    symbol=st.sampled_from(["KH/TU", "QĐ/ĐU"]) | st.sampled_from(["KH-UBND", "STC-QLNS"]),
)
def test_reference_is_read_back(number: str, separator: str, symbol: str) -> None:
    built = build_number(number, separator, "", symbol)
    assert parse_number(built.reference) == built
