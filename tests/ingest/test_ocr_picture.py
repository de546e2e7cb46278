"""A page picture is made upright and clean before it is read."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from scan_builder import Pixels, scanned

from extract.ingest.ocr_picture import prepare
from extract.ingest.ocr_raised import find_raised
from extract.ingest.ocr_regions import lay_out

SCALE = 200 / 72
A4 = (2339, 1654)


def paper(colour: bool = False) -> Pixels:
    return np.full((*A4, 3) if colour else A4, 255, np.uint8)


def line_of_words(page: Pixels, top: int, left: int = 250, right: int = 1400) -> None:
    """Draw words as rows of blocks about as large as letters of 14 points."""
    x = left
    while x + 15 < right:
        page[top : top + 20, x : x + 3] = 0
        page[top + 17 : top + 20, x : x + 15] = 0
        page[top : top + 20, x + 12 : x + 15] = 0
        x += 19 if (x // 19) % 6 else 34


@pytest.mark.parametrize("skew", [-3.2, -0.7, 0.0, 0.35, 2.0])
def test_prepare_turns_a_page_level(skew: float) -> None:
    page = paper()
    for top in range(300, 1900, 45):
        line_of_words(page, top)
    picture = prepare(scanned(page, skew=skew), SCALE)
    assert picture.angle == pytest.approx(-skew, abs=0.12)


def test_prepare_wipes_stamp_and_signature_and_keeps_print_below_and_coloured_numbers() -> None:
    page = paper(colour=True)
    line_of_words(page[:, :, 0], 600)
    page[:, :, 1] = page[:, :, 2] = page[:, :, 0]
    before = (page < 100).all(axis=2)
    cv2.circle(page, (800, 610), 150, (200, 30, 40), 6)
    cv2.line(page, (1000, 900), (1250, 1050), (30, 40, 200), 5)
    cv2.putText(page, "1894", (300, 400), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (30, 40, 200), 3)
    picture = prepare(page, SCALE)
    dark = picture.grey < 128
    assert not dark[470:560, 700:900].any()
    assert not dark[890:1060, 990:1260].any()
    assert dark[370:410, 300:400].any()
    assert dark[600:620][before[600:620]].mean() > 0.8


def test_prepare_finds_rules_and_takes_them_out() -> None:
    page = paper()
    for y in (500, 600, 700):
        page[y : y + 3, 200:1400] = 0
    for x in (200, 600, 1397):
        page[500:703, x : x + 3] = 0
    line_of_words(page, 540, 250, 560)
    picture = prepare(page, SCALE)
    assert len(picture.rules.horizontal) == 3
    assert len(picture.rules.vertical) == 3
    assert not (picture.grey[495:510] < 128).any()
    layout = lay_out(picture)
    assert [len(grid.cells) for grid in layout.grids] == [4]


def test_prepare_finds_the_short_rules_of_a_row_that_stands_over_a_merged_one() -> None:
    """The vertical rules of a heading of one line end at the row below it, which is one cell."""
    page = paper()
    for y in (500, 550, 610, 800):
        page[y : y + 3, 200:1400] = 0
    for x in (200, 1397):
        page[500:803, x : x + 3] = 0
    for x in (600, 900):
        page[500:553, x : x + 3] = 0
        page[610:803, x : x + 3] = 0
        line_of_words(page, 515, x - 250, x - 20)
    line_of_words(page, 570, 250, 1300)
    page[502:540, 1000:1003] = 0  # hangs from one rule only: no rule
    layout = lay_out(prepare(page, SCALE))
    assert [[cell.column_span for cell in grid.cells] for grid in layout.grids] == [[1, 1, 1, 3, 1, 1, 1]]


def test_lay_out_parts_two_columns_and_leads_back_to_the_page() -> None:
    page = paper()
    for top in (300, 345, 390):
        line_of_words(page, top, 200, 700)
        line_of_words(page, top + 12, 900, 1450)
    for top in range(500, 800, 45):
        line_of_words(page, top)
    sheet = lay_out(prepare(page, SCALE)).sheet
    assert sheet is not None
    assert len(sheet.regions) == 3
    left, right, _ = sorted(sheet.regions, key=lambda box: (box.top > 450, box.left))
    assert left.right < right.left
    for top, region in zip(sheet.tops, sheet.regions, strict=True):
        x, y = sheet.back(sheet.margin, top + sheet.margin)
        assert (x, y) == (region.left, region.top)


@pytest.mark.parametrize(("lift", "found"), [(0, 0), (12, 1)])
def test_find_raised_takes_small_digits_above_the_line_alone(lift: int, found: int) -> None:
    page = paper()
    line_of_words(page, 600, 250, 900)
    left = int(np.flatnonzero((page[600:620] == 0).any(axis=0)).max()) + 3
    page[604 - lift : 620 - lift, left : left + 9] = 0
    assert len(find_raised(255 - page, SCALE)) == found
