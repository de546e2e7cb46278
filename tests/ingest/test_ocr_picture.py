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


def test_prepare_takes_no_arc_of_a_stamp_for_a_rule() -> None:
    page = paper(colour=True)
    line_of_words(page[:, :, 0], 740, 700, 900)
    page[:, :, 1] = page[:, :, 2] = page[:, :, 0]
    before = (page < 100).all(axis=2)
    ring = np.zeros(A4, np.uint8)
    cv2.circle(ring, (800, 610), 140, (255,), 9)
    page[(ring > 0) & ~before] = (200, 30, 40)
    picture = prepare(page, SCALE)
    assert not picture.rules.horizontal
    assert (picture.grey < 128)[before].mean() > 0.95


def test_prepare_wipes_a_signature_in_the_shade() -> None:
    page = paper(colour=True)
    cv2.line(page, (900, 900), (1250, 1050), (15, 20, 90), 5)
    cv2.putText(page, "TM", (300, 700), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 3)
    dark = prepare(page, SCALE).grey < 128
    assert not dark[890:1060, 890:1260].any()
    assert dark[670:705, 300:400].any()


@pytest.mark.parametrize("colour", [(0, 0, 0), (40, 60, 190)])
def test_prepare_finds_the_rules_of_a_table_drawn_in_colour_and_below_a_stamp(colour: tuple[int, int, int]) -> None:
    page = paper(colour=True)
    for y in (500, 560, 620):
        page[y : y + 3, 200:1400] = colour
    for x in (200, 600, 1397):
        page[500:623, x : x + 3] = colour
    cv2.circle(page, (620, 560), 90, (200, 30, 40), 6)
    layout = lay_out(prepare(page, SCALE))
    assert [len(grid.cells) for grid in layout.grids] == [4]


def test_prepare_takes_no_feet_of_bold_letters_for_a_rule() -> None:
    page = paper()
    for x in range(300, 420, 13):
        page[600:626, x + 3 : x + 9] = 0
        page[622:626, x : x + 11] = 0
    picture = prepare(page, SCALE)
    assert not picture.rules.horizontal


def test_prepare_leaves_out_the_black_borders_of_a_scanner() -> None:
    page = paper()
    for top in range(300, 1900, 45):
        line_of_words(page, top)
    inked = int((page < 128).sum())
    page[:, :25] = page[:18] = 10
    cv2.fillPoly(page, [np.array([[1654, 0], [1600, 0], [1640, 2339], [1654, 2339]])], (10,))
    picture = prepare(page, SCALE)
    assert picture.angle == pytest.approx(0, abs=0.15)
    assert int((picture.grey < 128).sum()) == pytest.approx(inked, rel=0.05)
    sheet = lay_out(picture).sheet
    assert sheet is not None
    assert len(sheet.regions) == 1


@pytest.mark.parametrize("lit", [(250, 250), (250, 110)])
def test_prepare_lays_a_photographed_page_flat(lit: tuple[int, int]) -> None:
    page = paper()
    for y in range(300, 2100, 150):
        page[y : y + 4, 200:1450] = 0
        line_of_words(page, y + 60, 250, 560)
    for x in (200, 600, 1000, 1446):
        page[300:1954, x : x + 4] = 0
    corners = np.array([[0, 0], [1654, 0], [1654, 2339], [0, 2339]], np.float32)
    seen = np.array([[130, 90], [1640, 60], [1700, 2420], [70, 2380]], np.float32)
    there = cv2.getPerspectiveTransform(corners, seen)
    photo = cv2.warpPerspective(page, there, (1800, 2480), flags=cv2.INTER_CUBIC, borderValue=(80,))
    light = np.linspace(lit[0], lit[1], 1800) / 255
    picture = prepare(np.clip(photo * light, 0, 255).astype(np.uint8), SCALE)
    (grid,) = lay_out(picture).grids
    assert (len(grid.xs), len(grid.cells)) == (4, 33)
    x, y, depth = np.linalg.inv(there) @ picture.back @ (grid.xs[1] * picture.scale, grid.ys[2] * picture.scale, 1)
    assert (x / depth, y / depth) == pytest.approx((602, 602), abs=8)


def test_prepare_keeps_a_dark_banner_that_is_printed_on() -> None:
    page = paper()
    page[:400] = 60
    cv2.putText(page, "THONG BAO CUA UY BAN NHAN DAN TINH", (150, 230), cv2.FONT_HERSHEY_SIMPLEX, 2, (255,), 5)
    for top in range(600, 1900, 45):
        line_of_words(page, top)
    assert (prepare(page, SCALE).grey[180:240, 150:1400] < 128).mean() > 0.3


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
