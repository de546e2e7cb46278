"""Provisions: lists and ranges written out, nothing put together that the words do not tie."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extract.normalize.provisions import Provisions
from extract.rulebook import Rulebook

PROVISIONS = Provisions.of(Rulebook())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Điều 5", "Điều 5"),
        ("Khoản 2, điều 17", "khoản 2 Điều 17"),
        ("điểm a, b khoản 2 và khoản 4 Điều 7", "điểm a khoản 2 Điều 7; điểm b khoản 2 Điều 7; khoản 4 Điều 7"),
        ("các Điều 5, 6 và 7", "Điều 5; Điều 6; Điều 7"),
        ("khoản 2 Điều 15, khoản 1, khoản 2 Điều 16", "khoản 2 Điều 15; khoản 1 Điều 16; khoản 2 Điều 16"),
        ("điểm đ khoản 1, điểm d khoản 2 Điều 9", "điểm đ khoản 1 Điều 9; điểm d khoản 2 Điều 9"),
        ("Điều 3 và khoản 2 Điều 4", "Điều 3; khoản 2 Điều 4"),
        ("khoản 1 Điều 21 và Phụ lục II", "khoản 1 Điều 21; Phụ lục II"),
        # outermost first
        ("Điều 9, khoản 2", "khoản 2 Điều 9"),
        ("Mục II, khoản 3, khoản 4", "khoản 3 Mục II; khoản 4 Mục II"),
        # only the first of several holds what stands before them
        ("khoản 2 Điều 5, 6", "khoản 2 Điều 5; Điều 6"),
        # ranges
        ("từ khoản 1 đến khoản 3 Điều 7", "khoản 1 Điều 7; khoản 2 Điều 7; khoản 3 Điều 7"),
        ("Điều 5 đến Điều 7", "Điều 5; Điều 6; Điều 7"),
        ("khoản 1-3 Điều 4", "khoản 1 Điều 4; khoản 2 Điều 4; khoản 3 Điều 4"),
        ("điểm c đến e Điều 2", "điểm c Điều 2; điểm d Điều 2; điểm đ Điều 2; điểm e Điều 2"),
        ("Mục VIII đến Mục X", "Mục VIII; Mục IX; Mục X"),
        ("từ Điều 8a đến Điều 10", "Điều 8a; Điều 10"),
        # plans and annexes
        ("mục 3 Phần II", "Mục 3 Phần II"),
        ("điểm 2.2 khoản 2 Mục I", "điểm 2.2 khoản 2 Mục I"),
        ("Mẫu số 01 Phụ lục số III", "Mẫu số 01 Phụ lục III"),
        ("", ""),
    ],
)
def test_expand_names_each_provision_from_the_innermost(words: str, expected: str) -> None:
    assert "; ".join(PROVISIONS.expand(words)) == expected


@given(st.lists(st.tuples(
    st.sampled_from(["điểm ", "khoản ", "Điều ", "Mục ", "Phụ lục "]), st.sampled_from(["1", "2, 3", "a và b", "IV"]),
    st.sampled_from([" ", ", ", " và ", "; "]),
), max_size=8))  # fmt: skip
def test_expand_of_lists_says_only_what_the_words_say(parts: list[tuple[str, str, str]]) -> None:
    words = "".join("".join(part) for part in parts)
    found = PROVISIONS.expand(words)
    assert len(set(found)) == len(found)
    named = {(unit.casefold().strip(), one) for unit, ids, _ in parts for one in regex.split(", | và ", ids)}
    for provision in found:
        units = regex.findall(r"(điểm|khoản|điều|mục|phụ lục) (\S+)", provision.casefold())
        assert units
        assert {(unit, one) for unit, one in units} <= {(unit, one.casefold()) for unit, one in named}
        assert len({unit for unit, _ in units}) == len(units)


@given(st.text(alphabet="điểmkhoảu ềaạ123,;-VIX", max_size=80))
def test_expand_takes_any_words(words: str) -> None:
    assert all(PROVISIONS.expand(words))
