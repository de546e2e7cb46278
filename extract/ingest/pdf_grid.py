"""The ruled tables of a PDF page, found by pdfplumber among the rules that pdfium sees.

pdfium reads pages many times as fast, so pdfplumber is spared the file: it is imported only when a page has rules that
may make a table, given those rules as edges, and asked for the boxes of cells; their text is read elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from extract.ingest.pdf_rules import NEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.ingest.pdf_rules import Box, Rules

_SETTINGS: Final = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}


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


@dataclass(frozen=True, slots=True)
class _RuledPage:
    """What pdfplumber asks of a page whose tables stand between rules."""

    edges: list[dict[str, Any]]
    bbox: Box


def find_grids(rules: Rules, width: float, height: float) -> tuple[Grid, ...]:
    """Return the tables that the rules of a page make, from top to bottom.

    A box round text and a single column of boxes are no tables.

    Args:
        rules: the rules, in points from the top left corner of the page as shown.
        width: of the page, in points.
        height: of the page, in points.
    """
    from pdfplumber.table import TableFinder

    edges = [_edge(x0, y, x1, y, "h") for x0, x1, y in rules.horizontal]
    edges += [_edge(x, y0, x, y1, "v") for y0, y1, x in rules.vertical]
    tables = TableFinder(cast("Any", _RuledPage(edges, (0, 0, width, height))), _SETTINGS).tables
    found = [grid for table in tables if (grid := _grid(table.cells))]
    return tuple(sorted(found, key=lambda grid: grid.ys[0]))


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, Any]:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }


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
