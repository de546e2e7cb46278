"""Every stretch of the text of a PDF knows its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_builder import HEIGHT, WIDTH, PdfBuilder

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


@pytest.mark.parametrize(
    ("turned", "box"),
    [(0, (10, 20, 60, 30)), (2, (60, 20, 110, 30)), (1, (10, 20, 110, 25)), (3, (10, 25, 110, 30))],
)
def test_locate_cuts_a_line_along_the_way_it_runs(turned: int, box: tuple[float, float, float, float]) -> None:
    (place,) = locate([Place(0, 4, 1, 10, 20, 110, 30, turned)], "aaaa", 0, 2)
    assert (place.left, place.top, place.right, place.bottom) == box


@pytest.mark.parametrize(("stored", "turned"), [(0, 0), (90, 3), (180, 2), (270, 1)])
def test_read_pdf_places_lines_of_a_page_that_is_shown_on_its_side(
    rulebook: Rulebook, stored: int, turned: int
) -> None:
    def placed(stored: int) -> Place:
        builder = PdfBuilder(stored=stored)
        builder.text(85, 100, "Giao Sở Y tế chủ trì, hoàn thành trước 15/6.")
        return read_pdf(builder.data(), "a.pdf", "", rulebook).places[0]

    box = placed(0)
    corners = {
        0: (box.left, box.top, box.right, box.bottom),
        3: (box.top, WIDTH - box.right, box.bottom, WIDTH - box.left),
        2: (WIDTH - box.right, HEIGHT - box.bottom, WIDTH - box.left, HEIGHT - box.top),
        1: (HEIGHT - box.bottom, box.left, HEIGHT - box.top, box.right),
    }[turned]
    place = placed(stored)
    assert place.turned == turned
    assert (place.left, place.top, place.right, place.bottom) == pytest.approx(corners, abs=0.2)
