"""Numbers, symbols, dates and ids of cited documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalize.references import (
    citation_date,
    issuer_code,
    parse_reference,
    reference_id,
    slug,
    title_id,
    type_code,
)


@pytest.mark.parametrize(
    ("raw", "text", "number", "symbol", "year", "system"),
    [
        ("01 /STC-QLNS", "01/STC-QLNS", "01", "STC-QLNS", "", "state"),
        ("45/2021/NĐ-CP", "45/2021/NĐ-CP", "45", "NĐ-CP", "2021", "state"),
        ("45/21/NĐ-CP", "45/21/NĐ-CP", "45", "NĐ-CP", "2021", "state"),
        ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP", "66.7", "NQ-CP", "2025", "state"),
        ("50/2019/QH14", "50/2019/QH14", "50", "QH14", "2019", "state"),
        ("/SGDĐT-VP&TH", "/SGDĐT-VP&TH", "", "SGDĐT-VP&TH", "", "state"),
        ("……/KH-UBND", "/KH-UBND", "", "KH-UBND", "", "state"),
        ("12- TB-TW", "12-TB-TW", "12", "TB-TW", "", "party"),
        ("35\u2013CT/TW", "35-CT/TW", "35", "CT/TW", "", "party"),
        ("TCVN 11930 : 2017", "TCVN11930:2017", "11930", "TCVN", "2017", "standard"),
    ],
)
def test_parse_reference_takes_every_grammar_apart(
    raw: str, text: str, number: str, symbol: str, year: str, system: str
) -> None:
    found = parse_reference(raw)
    assert (found.text, found.number, found.symbol, found.year, found.system) == (text, number, symbol, year, system)


@given(st.text(max_size=40))
def test_parse_reference_keeps_all_that_is_no_blank(raw: str) -> None:
    found = parse_reference(raw)
    assert not any(char.isspace() for char in found.text)
    assert found.symbol in found.text or found.system == "standard"


@pytest.mark.parametrize(
    ("reference", "kind", "issuer"),
    [("15/QĐ-TTg", "QĐ", "TTG"), ("35-CT/TW", "CT", "TW"), ("21/SXD-QLN", "SXD", "QLN"), ("50/2019/QH14", "QH14", "")],
)
def test_codes_of_type_and_issuer(reference: str, kind: str, issuer: str) -> None:
    found = parse_reference(reference)
    assert (type_code(found), issuer_code(found)) == (kind, issuer)


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        (("8", "6", "2018"), "2018-06-08"),
        ((None, "9", "2025"), "2025-09"),
        ((None, None, "2019"), "2019"),
        (("31", "6", "2024"), "2024-06"),
        (("5", "13", "2024"), "2024"),
        (("5", "4", None), ""),
    ],
)
def test_citation_date_is_cut_to_what_is_known(parts: tuple[str | None, str | None, str | None], iso: str) -> None:
    assert citation_date(*parts) == iso


@pytest.mark.parametrize(
    ("reference", "cited_on", "expected"),
    [
        ("045/2021/NĐ-CP", "2021-04-02", "45-2021-nd-cp"),
        ("45/2021/NĐ-CP", "", "45-2021-nd-cp"),
        ("560/KH-UBND", "2022-08-16", "560-kh-ubnd-2022-08-16"),
        ("04/2025/QĐ-UBND", "2025-02-13", "4-2025-qd-ubnd-2025-02-13"),
        ("35-CT/TW", "", "35-ct-tw"),
        ("TCVN 11930:2017", "2017-12-29", "tcvn-11930-2017"),
        ("35-CT/TƯ", "", "35-ct-tw"),
        ("45/2021/ND-CP", "", "45-2021-nd-cp"),
        ("15/QĐ - TTG", "2021-04-02", "15-qd-ttg-2021-04-02"),
        ("9/2024/TT-BNN&MT", "2024-05-06", "9-2024-tt-bnnmt"),
    ],
)
def test_reference_id_holds_the_date_where_it_belongs_to_the_identity(
    reference: str, cited_on: str, expected: str
) -> None:
    assert reference_id(parse_reference(reference), cited_on) == expected


def test_title_id_does_not_depend_on_punctuation_or_repeat_the_type() -> None:
    with_comma = title_id("chiến lược", "Chiến lược quốc gia về trẻ em, giai đoạn 2021 - 2030")
    assert with_comma == title_id("chiến lược", "quốc gia về trẻ em giai đoạn 2021-2030")
    assert with_comma == "chien-luoc-quoc-gia-ve-tre-em-giai-doan-2021-2030"


@given(st.text(max_size=60))
def test_slug_is_ascii_and_stable(text: str) -> None:
    once = slug(text)
    assert once.isascii()
    assert slug(once) == once
