"""Ruled tables: the lines of their cells, and the same table going on over pages."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from extract.ingest.pdf_draft import Draft, ends, first_word_width, labelled, rows, runs_on
from extract.model import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.pdf_grid import Grid
    from extract.ingest.pdf_lines import Line

_SAME_PLACE: Final = 6.0
_SHIFT: Final = 45.0
"""In points: how far a scanned page may lie beside the one before."""
_ALIKE: Final = 0.85  # of the letters of a heading that is repeated on a scanned page: each time others are misread
_DASHES: Final = ("- ", "– ")
_PADDING: Final = 5.4
"""In points: the usual distance of text from the rules of a cell, left and right."""


@dataclass(slots=True)
class _TableCell:
    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    right: float
    lines: list[Line]

    @property
    def text(self) -> str:
        return " ".join(" ".join(line.text for line in self.lines).split())


class Table:
    """A ruled table that may go on over several pages."""

    def __init__(self, index: int, grid: Grid, lines: Sequence[Line]) -> None:
        """Begin the ``index``-th table of the document with the ``grid`` of a page and the lines that stand in it."""
        self.index = index
        self._xs = grid.xs
        self._cells = _cells(grid, lines)
        self._rows = len(grid.ys) - 1

    def goes_on(self, grid: Grid, *, scanned: bool = False) -> bool:
        """Tell whether a grid on the next page has the columns of this table.

        Args:
            grid: the grid.
            scanned: whether that page is a picture, which may lie beside the one before and be a little larger.
        """
        if len(grid.xs) != len(self._xs):
            return False
        places: Sequence[float] = grid.xs
        if scanned and abs(places[0] - self._xs[0]) < _SHIFT and abs(places[-1] - self._xs[-1]) < _SHIFT:
            stretch = (self._xs[-1] - self._xs[0]) / (places[-1] - places[0])
            places = [self._xs[0] + (place - places[0]) * stretch for place in places]
        return all(abs(one - other) < _SAME_PLACE for one, other in zip(places, self._xs, strict=True))

    def extend(self, grid: Grid, lines: Sequence[Line], *, scanned: bool = False) -> list[Draft]:
        """Add the rows of the next page; return its repeated header rows as furniture.

        The first row is joined to the last one when its first cell is empty and the text of a cell goes on in it.

        Args:
            grid: the grid of that page.
            lines: the lines that stand in it.
            scanned: whether they were recognised, so that letters may be misread.
        """
        cells = _cells(grid, lines)
        header = self._repeated_rows(cells, _ALIKE if scanned else 1.0)
        dropped = [Draft(cell.lines, "furniture") for cell in cells if cell.row < header and cell.lines]
        cells = [cell for cell in cells if cell.row >= header]
        shift = self._rows - header
        if self._splits_row(cells, header):
            self._join_row([cell for cell in cells if cell.row == header])
            cells = [cell for cell in cells if cell.row > header]
            shift -= 1
        for cell in cells:
            cell.row += shift
        self._cells += cells
        self._rows = shift + len(grid.ys) - 1
        return dropped

    def _repeated_rows(self, cells: Sequence[_TableCell], least: float) -> int:
        count = 0
        while (row := _texts(cells, count)) and any(row) and _alike(row, _texts(self._cells, count), least):
            count += 1
        return count

    def _splits_row(self, cells: Sequence[_TableCell], row: int) -> bool:
        first = [cell for cell in cells if cell.row == row]
        if not first or first[0].column or first[0].lines:
            return False
        pairs = [(above, cell) for cell in first if cell.lines and (above := self._above(cell)) and above.lines]
        if any(runs_on(cell.lines[0]) for _, cell in pairs):
            return True
        return bool(pairs) and all(not ends(above.lines[-1]) and not labelled(cell.lines[0]) for above, cell in pairs)

    def _above(self, cell: _TableCell) -> _TableCell | None:
        """Return the cell of the last row that stands in the same column."""
        for other in reversed(self._cells):
            if other.row + other.row_span >= self._rows and other.column <= cell.column < (
                other.column + other.column_span
            ):
                return other
        return None

    def _join_row(self, cells: Sequence[_TableCell]) -> None:
        for cell in cells:
            above = self._above(cell)
            if above:
                above.lines += cell.lines
            elif cell.lines:
                cell.row = self._rows - 1
                self._cells.append(cell)

    def drafts(self) -> Iterator[Draft]:
        """Yield the paragraphs of the cells, row by row."""
        for cell in sorted(self._cells, key=lambda cell: (cell.row, cell.column)):
            place = Cell(self.index, cell.row, cell.column, cell.row_span, cell.column_span)
            for lines in _paragraphs(cell):
                yield Draft(lines, "cell", cell=place)


def _texts(cells: Sequence[_TableCell], row: int) -> list[str]:
    return [cell.text for cell in cells if cell.row == row]


def _alike(row: Sequence[str], above: Sequence[str], least: float) -> bool:
    if row == above or least >= 1 or len(row) != len(above):
        return row == above
    return SequenceMatcher(None, "\n".join(row), "\n".join(above), autojunk=False).ratio() >= least


def _cells(grid: Grid, lines: Sequence[Line]) -> list[_TableCell]:
    """Put lines into the cells in which their middle stands."""
    cells = {
        id(cell): _TableCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.box[0], cell.box[2], [])
        for cell in grid.cells
    }
    for line in lines:
        found = grid.cell_at(line.centre, line.y - 0.3 * line.size)
        if found:
            cells[id(found)].lines.append(line)
    for cell in cells.values():
        cell.lines = rows(cell.lines)
    return list(cells.values())


def _paragraphs(cell: _TableCell) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in cell.lines:
        if paragraph and _begins(paragraph[-1], line, cell):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _begins(before: Line, line: Line, cell: _TableCell) -> bool:
    """Tell whether a line begins a paragraph of its cell."""
    if labelled(line):
        return not _dash_of_name(before, line, cell)
    if before.page == line.page and line.y - before.y > 2 * line.size:
        return True
    if runs_on(line):
        return False
    room = cell.right - _PADDING - before.x1
    middle = (cell.left + cell.right) / 2
    if abs(before.centre - middle) < _PADDING and abs(line.centre - middle) < _PADDING:
        room *= 2
        return ends(before) and room > 1.2 * first_word_width(line)
    return room > 1.2 * first_word_width(line) + 2


def _dash_of_name(before: Line, line: Line, cell: _TableCell) -> bool:
    """Tell whether a dash at the start of a line stands within a name: "Phòng Văn hóa" / "- Xã hội".

    A list of points has a dash before its first one or a stop after it, and room for the dash above.
    """
    listed = any(other is not line and other.text.lstrip().startswith(_DASHES) for other in cell.lines)
    if not line.text.lstrip().startswith(_DASHES) or listed or ends(before) or before.text.rstrip().endswith(","):
        return False
    return cell.right - _PADDING - before.x1 <= _words_width(line, 2) + line.size


def _words_width(line: Line, count: int) -> float:
    words = line.text.lstrip().split(maxsplit=count)[:count]
    return (line.x1 - line.x0) / max(len(line.text.strip()), 1) * len(" ".join(words))
