"""Every stretch of the text of a PDF knows its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ingest.pdf import read_pdf
from extract.model import Place, locate
from extract.rulebook import Rulebook

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PDFS = sorted([*CORPUS.glob("dev/*.pdf"), *CORPUS.glob("inbox/*.pdf")])
TEXT = "Giao Sở Y tế chủ trì\nhoàn thành trước 15/6"
LINES = (Place(0, 20, 1, 100.0, 50.0, 300.0, 64.0), Place(21, 42, 2, 100.0, 70.0, 310.0, 84.0))


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem[:12])
def test_read_pdf_places_every_word_on_its_page(path: Path, rulebook: Rulebook) -> None:
    source = read_pdf(path.read_bytes(), path.name, "", rulebook)
    printed = "".join(source.text[place.start : place.end] for place in source.places)
    assert "".join(printed.split()) == "".join(source.text.split())
    assert all(one.end <= other.start for one, other in zip(source.places, source.places[1:], strict=False))
    for place in source.places:
        assert 1 <= place.page <= (source.page_count or 0)
        assert place.left < place.right
        assert place.top < place.bottom


def test_locate_gives_a_box_for_each_line_of_the_stretch() -> None:
    found = locate(LINES, TEXT, 13, 31)
    assert [(place.page, TEXT[place.start : place.end]) for place in found] == [(1, "chủ trì"), (2, "hoàn thành")]
    assert found[0].left > 200
    assert found[0].right == 300.0
    assert found[1].left == 100.0


@given(st.integers(0, 41), st.integers(1, 42))
def test_locate_stays_within_the_lines_and_covers_the_stretch(start: int, length: int) -> None:
    end = min(start + length, len(TEXT))
    found = locate(LINES, TEXT, start, end)
    assert all(100 <= place.left <= place.right <= 310 for place in found)
    assert sum(place.end - place.start for place in found) == len(TEXT[start:end].replace("\n", ""))


def test_locate_finds_nothing_without_pages() -> None:
    assert locate((), TEXT, 0, 5) == ()
