"""Canonical text: marks in whatever order they stand, and letters that only look like Vietnamese ones."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text import NoteMark, TextBuilder, canonical, source_offset

LETTERS = [unicodedata.normalize("NFC", b + t) for b in "aăâeêioôơuưy" for t in ["", *"\u0300\u0301\u0303\u0309\u0323"]]


@pytest.mark.parametrize("letter", LETTERS)
def test_canonical_composes_marks_in_any_order(letter: str) -> None:
    base, *marks = unicodedata.normalize("NFD", letter)
    for order in itertools.permutations(marks):
        assert canonical(f"t{base}{''.join(order)}n").text == f"t{letter}n"
        half = unicodedata.normalize("NFC", base + "".join(order[:1])) + "".join(order[1:])
        assert canonical(f"t{half}n").text == f"t{letter}n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("trƣớc ĐƢỢC", "trước ĐƯỢC"), ("cǜng ngǜ kǶ", "cũng ngũ kỹ"), ("nǎm", "năm"), ("hu\u031b\u031bng", "hưng")],
)
def test_canonical_reads_what_only_looks_alike(written: str, meant: str) -> None:
    assert canonical(written).text == meant


@given(st.text(st.sampled_from("aeouyhq \u0300\u0301\u0302\u0306\u031b\u0323ơưƣđ"), max_size=20))
def test_canonical_of_canonical_text_changes_nothing(raw: str) -> None:
    once = canonical(raw)
    again = canonical(once.text)
    assert again.text == once.text
    assert 0 <= source_offset(once.offsets, len(once.text)) <= len(raw)


TEXTS = st.text(st.sampled_from("a ế\ue000\u200b\n"), min_size=1, max_size=6)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_builder_tells_its_note_marks_from_those_that_a_file_holds(texts: list[str]) -> None:
    builder = TextBuilder()
    builder.block([("Căn cứ", 0), NoteMark("1"), *((text, -1) for text in texts), NoteMark("2")])
    assert [reference.marker for reference in builder.note_references] == ["1", "2"]
    assert "\ue000" not in builder.text
