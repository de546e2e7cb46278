"""Parts a page picture into regions that are read one by one: columns side by side, cells of tables, and the rest.

Recognition reads whole rows: two columns whose lines do not lie level, or cells of a table, would be read across. All
regions of a page are therefore set one below the other on one sheet, which is recognised in one go; what is found on
the sheet is led back to its place on the page.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from extract.ingest.ocr_picture import halved
from extract.ingest.pdf_grid import find_grids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.ingest.ocr_picture import Picture, Pixels
    from extract.ingest.pdf_grid import Grid

_GAP: Final = 14.0  # in points: blanks within justified text are seldom wider
_MARK_GAP: Final = 3.0  # in points: tone marks stand no further above their letters
_GUTTER: Final = 10.0  # in points
_LEVEL: Final = 1.0
_CLEAR: Final = 8.0  # in points: white round each region on the sheet
_LEAST: Final = 3.0  # in points: what is smaller both ways is dust
_EDGE: Final = 2.0  # in points: within this of the edges of a page ink is the shadow of its border
_INSET: Final = 1.5  # in points: what is left of a rule beside its erased middle
_ENLARGED: Final = 1.7
_ENLARGED_GAP: Final = 30.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, half-open."""

    left: int
    top: int
    right: int
    bottom: int

    def around(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """The regions of a page set one below the other.

    ``tops`` are the rows at which they begin on the sheet, ascending; ``regions`` their boxes on the page. Below the
    last one stands a row of the raised marks of the page, enlarged: it begins at ``marks_top``, each mark is centred on
    its place of ``marks``.
    """

    pixels: Pixels
    tops: tuple[int, ...]
    regions: tuple[Box, ...]
    margin: int
    marks_top: int
    marks: tuple[int, ...] = ()

    def region_at(self, y: float) -> int:
        """Return the number of the region in which a row of the sheet lies."""
        return max(bisect_right(self.tops, y) - 1, 0)

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Return where on the page a point of the sheet lies."""
        at = self.region_at(y)
        region = self.regions[at]
        return x - self.margin + region.left, y - self.tops[at] - self.margin + region.top


@dataclass(frozen=True, slots=True)
class Layout:
    """A page parted: its ruled tables and the sheet of its regions; no sheet where there is no ink."""

    grids: tuple[Grid, ...]
    sheet: Sheet | None


def lay_out(picture: Picture) -> Layout:
    """Part a page into regions.

    Args:
        picture: the page, ready for recognition.
    """
    grids = find_grids(picture.rules, picture.width, picture.height) if picture.rules.gridded else ()
    cells = [_scaled(cell.box, picture.scale) for grid in grids for cell in grid.cells]
    pieces = _pieces(picture, cells)
    regions = []
    for above in range(len(grids) + 1):  # what stands above a table and below it is no one band
        between = [piece for piece in pieces if sum(grid.ys[0] * picture.scale < piece.top for grid in grids) == above]
        regions += _bands(between, picture.scale)
    regions += [filled for cell in cells if (filled := _filled(picture, cell))]
    return Layout(grids, _sheet(picture, sorted(regions, key=lambda box: (box.top, box.left))))


def _scaled(box: tuple[float, float, float, float], scale: float) -> Box:
    left, top, right, bottom = (round(value * scale) for value in box)
    return Box(left, top, right, bottom)


def _filled(picture: Picture, cell: Box) -> Box | None:
    """Return the part of a cell that holds ink, None where it is empty."""
    inset, least = round(_INSET * picture.scale), round(_LEAST * picture.scale)
    top, left = cell.top + inset, cell.left + inset
    rows, columns = np.nonzero(picture.ink[top : cell.bottom - inset, left : cell.right - inset])
    if not rows.size or (np.ptp(rows) < least and np.ptp(columns) < least):
        return None
    return Box(
        left + int(columns.min()), top + int(rows.min()), left + int(columns.max()) + 1, top + int(rows.max()) + 1
    )


def _pieces(picture: Picture, cells: Sequence[Box]) -> list[Box]:
    """Return the boxes of ink outside of cells, parted by wide blanks: lines, or their parts in columns."""
    ink, scale = halved(picture.ink), picture.scale / 2
    reach = round(_INSET * scale)
    for cell in cells:
        top, left = max(cell.top // 2 - reach, 0), max(cell.left // 2 - reach, 0)
        ink[top : cell.bottom // 2 + reach, left : cell.right // 2 + reach] = 0
    gap = max(3, round(_GAP * scale) | 1)
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    marks = max(3, round(_MARK_GAP * scale) | 1)
    bridged = cv2.morphologyEx(bridged, cv2.MORPH_CLOSE, np.ones((marks, 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(bridged)
    least, edge = _LEAST * scale, _EDGE * scale
    height, width = ink.shape
    pieces = []
    for label in range(1, count):
        left, top, across, down = (int(value) for value in stats[label][:4])
        small = across < least and down < least
        border = left < edge or top < edge or left + across > width - edge or top + down > height - edge
        if not small and not (border and min(across, down) < 4 * least):
            right, bottom = left + across, top + down
            pieces.append(Box(max(2 * left - 1, 0), max(2 * top - 1, 0), 2 * right + 1, 2 * bottom + 1))
    return pieces


def _bands(pieces: Sequence[Box], scale: float) -> list[Box]:
    """Return full-width bands of text, and the two columns where text stands side by side with a gutter between."""
    lines = _lines(pieces, scale)
    gutter = round(_GUTTER * scale)
    regions: list[Box] = []
    run: list[Box] = []
    at = 0
    while at < len(lines):
        block = _columns(lines, at, gutter)
        if block is None:
            run.append(_hull(lines[at]))
            at += 1
            continue
        if run:
            regions.append(_hull(run))
            run = []
        end, left, right = block
        regions += [_hull(left), _hull(right)]
        at = end
    if run:
        regions.append(_hull(run))
    return regions


def _lines(pieces: Sequence[Box], scale: float) -> list[list[Box]]:
    """Group the pieces whose heights overlap; lines from top to bottom, each from left to right."""
    lines: list[list[Box]] = []
    bottom = -1.0
    for piece in sorted(pieces, key=lambda box: box.top):
        if lines and piece.top < bottom - _LEVEL * scale:
            lines[-1].append(piece)
            bottom = max(bottom, float(piece.bottom))
        else:
            lines.append([piece])
            bottom = float(piece.bottom)
    return [sorted(line, key=lambda box: box.left) for line in lines]


def _columns(lines: Sequence[Sequence[Box]], at: int, gutter: int) -> tuple[int, list[Box], list[Box]] | None:
    """Return where columns that begin with a line end, and the pieces of both; None when none begin here."""
    cut = _gutters(lines[at], gutter)
    if not cut:
        return None
    low, high = max(cut, key=lambda gap: gap[1] - gap[0])
    left: list[Box] = []
    right: list[Box] = []
    end = at
    both = at
    for line in lines[at:]:
        here = [piece for piece in line if piece.left < high and piece.right > low]
        for piece in here:
            if piece.left <= low and piece.right + gutter <= high:
                low = max(low, piece.right)
            elif piece.right >= high and piece.left - gutter >= low:
                high = min(high, piece.left)
            else:
                break
        else:
            sides = [piece.right <= low for piece in line]
            left += [piece for piece in line if piece.right <= low]
            right += [piece for piece in line if piece.right > low]
            end += 1
            if len(set(sides)) == 2 or len(line) > 2:
                both = end
            continue
        break
    while end > both:
        end -= 1
        for piece in lines[end]:
            (left if piece in left else right).remove(piece)
    return (end, left, right) if left and right else None


def _gutters(line: Sequence[Box], gutter: int) -> list[tuple[int, int]]:
    gaps, reach = [], line[0].right
    for piece in line[1:]:
        if piece.left - reach >= gutter:
            gaps.append((reach, piece.left))
        reach = max(reach, piece.right)
    return gaps


def _hull(boxes: Iterable[Box]) -> Box:
    first, *rest = boxes
    for box in rest:
        first = first.around(box)
    return first


def _sheet(picture: Picture, regions: Sequence[Box]) -> Sheet | None:
    if not regions:
        return None
    margin = round(_CLEAR * picture.scale)
    row, places = _marks_row(picture.marks, round(_ENLARGED_GAP * picture.scale))
    width = max(row.shape[1], *(region.right - region.left for region in regions)) + 2 * margin
    tops, top = [], 0
    for region in regions:
        tops.append(top)
        top += region.bottom - region.top + 2 * margin
    height = top + (row.shape[0] + 2 * margin if places else 0)
    pixels = np.full((height, width), 255, np.uint8)
    for region, start in zip(regions, tops, strict=True):
        box = picture.grey[region.top : region.bottom, region.left : region.right]
        pixels[start + margin : start + margin + box.shape[0], margin : margin + box.shape[1]] = box
    if places:
        pixels[top + margin : top + margin + row.shape[0], margin : margin + row.shape[1]] = row
    return Sheet(pixels, tuple(tops), tuple(regions), margin, top, tuple(margin + place for place in places))


def _marks_row(marks: Sequence[Pixels], gap: int) -> tuple[Pixels, list[int]]:
    """Return raised marks side by side, as large as the text, and the middle of each."""
    large = [cv2.resize(mark, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_CUBIC) for mark in marks]
    height = max((mark.shape[0] for mark in large), default=1)
    row = np.full((height, sum(mark.shape[1] + gap for mark in large) or 1), 255, np.uint8)
    places, left = [], 0
    for mark in large:
        row[height - mark.shape[0] :, left : left + mark.shape[1]] = mark
        places.append(left + mark.shape[1] // 2)
        left += mark.shape[1] + gap
    return row, places
