"""The ruled tables of a PDF page, found by pdfplumber.

pdfium reads pages many times as fast, so pdfplumber is imported, and given the file, only when pdfium has seen a page
whose rules may make a table. It is asked for the boxes of cells alone: their text is read elsewhere.
"""

from __future__ import annotations

import io
import logging
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from extract.ingest.pdf_rules import NEAR, THIN, Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.ingest.pdf_rules import Box, Point

_SETTINGS: Final = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
_SILENT: Final = logging.NullHandler()
_SAME_BOX: Final = 1.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its box on the page and the rows and columns of the grid that it covers."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table of one page.

    ``xs`` and ``ys`` are the places of its rules, cells run row by row. ``squares`` leads from each row and column to
    the cell that covers it; it has gaps where the rules close no cell.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    squares: Mapping[tuple[int, int], GridCell]

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """Return the cell that holds a point of the page."""
        return self.squares.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in a cell."""
        return self.cell_at(x, y) is not None


class TableFinder:
    """Finds the ruled tables of one file; the file is opened when the first page is asked for."""

    def __init__(self, data: bytes, page_count: int) -> None:
        """Take the bytes of the file and how many pages pdfium sees in it."""
        self._data, self._page_count = data, page_count
        self._pages: Sequence[Any] | None = None

    def grids(self, number: int, frame: Frame) -> tuple[Grid, ...] | None:
        """Return the tables of page ``number`` (from 1) as they lie in ``frame``, from top to bottom.

        A box round text and a single column of boxes are no tables. None tells that pdfplumber cannot read the page, or
        reads another one than pdfium.
        """
        try:
            page = self._open()[number - 1]
            shown = _frame(page)
            if not _holds(shown, frame):
                return None
            origin = page.mediabox[:2]
            tables = [
                [_laid(box, origin, shown, frame) for box in table.cells]
                for table in page.filter(_draws_rules).find_tables(_SETTINGS)
            ]
            page.close()
        except Exception:  # pdfminer fails in every way there is on files that pdfium still reads
            return None
        found = [grid for boxes in tables if (grid := _grid(boxes))]
        return tuple(sorted(found, key=lambda grid: grid.ys[0]))

    def _open(self) -> Sequence[Any]:
        if self._pages is None:
            import pdfplumber

            self._pages = ()  # a file that cannot be opened is not tried again for each page
            for name in ("pdfminer", "pdfplumber"):
                logging.getLogger(name).addHandler(_SILENT)
            self._pages = pdfplumber.open(io.BytesIO(self._data)).pages
        if len(self._pages) != self._page_count:
            raise ValueError("pdfplumber and pdfium see different pages")
        return self._pages


def _frame(page: Any) -> Frame:
    """Return how pdfplumber lays the page: it turns it, and leaves the whole media box in sight."""
    left, top, right, bottom = page.mediabox
    turns = page.rotation // 90
    if turns % 2:
        return Frame(-top, left, bottom - 2 * top, right, turns)
    return Frame(left, -top, right, bottom - 2 * top, turns)


def _holds(media: Frame, frame: Frame) -> bool:
    return (
        media.left - _SAME_BOX <= frame.left < frame.right <= media.right + _SAME_BOX
        and media.bottom - _SAME_BOX <= frame.bottom < frame.top <= media.top + _SAME_BOX
    )


def _laid(box: Box, origin: Point, shown: Frame, frame: Frame) -> Box:
    """Return where a box, as pdfplumber lays the page, lies in ``frame``."""
    left, top = origin
    corners = (shown.source(box[0] - left, box[1] - top), shown.source(box[2] - left, box[3] - top))
    return frame.box(*corners[0], *corners[1])


def _draws_rules(item: Mapping[str, Any]) -> bool:
    """Tell whether pdfplumber may take an object for rules: shaded and highlighted boxes have edges but no rules."""
    if item["object_type"] not in {"line", "rect", "curve"}:
        return False
    return bool(item["stroke"]) or min(item["width"], item["height"]) <= THIN


def _grid(boxes: Sequence[Box]) -> Grid | None:
    """Return the grid that the boxes of cells make; None when they stand in one column."""
    xs = _places(x for left, _, right, _ in boxes for x in (left, right))
    ys = _places(y for _, top, _, bottom in boxes for y in (top, bottom))
    if len(xs) < 3:
        return None
    cells = []
    for box in boxes:
        left, top, right, bottom = _index(xs, box[0]), _index(ys, box[1]), _index(xs, box[2]), _index(ys, box[3])
        cells.append(GridCell(box, top, left, bottom - top, right - left))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    squares = {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return Grid(tuple(xs), tuple(ys), tuple(cells), squares)


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > NEAR / 2:
            places.append(value)
    return places


def _index(places: Sequence[float], value: float) -> int:
    return bisect_right(places, value) - 1
