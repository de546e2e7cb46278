"""Ruled tables of the PDF files of the corpus: merged cells, rows that go over pages, the head row repeated."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from scripts.corpus_grid import column_widths
from scripts.corpus_pdf_sheet import Face, Line, Sheet

if TYPE_CHECKING:
    from scripts.corpus_layout import Layout
    from scripts.corpus_model import Cell, Table

_TEXT: Final = Face("", 11, 5.4)
_BOLD: Final = Face("B", 11, 5.4)
_PAD: Final = 1.2  # mm above and below the words
_SIDE: Final = 1.5  # mm beside them
_SHORT: Final = 5  # letters below which a cell is centred


@dataclass(slots=True)
class _Open:
    """A cell that is being printed: the lines still to come, and where the next one goes."""

    lines: list[Line]
    y: float


def draw_table(sheet: Sheet, table: Table, layout: Layout) -> None:
    """Print a table from the present height on.

    Args:
        sheet: the pages.
        table: as wide as the text.
        layout: ``repeat`` and ``split`` count.
    """
    _Flow(sheet, table, layout).draw()


class _Flow:
    """Prints row by row; a cell over several rows prints as many lines in each as there is room for."""

    def __init__(self, sheet: Sheet, table: Table, layout: Layout) -> None:
        self._sheet = sheet
        self._table = table
        self._layout = layout
        self._edges = [sheet.l_margin + at for at in accumulate(column_widths(table, sheet.epw), initial=0.0)]
        self._open: dict[Cell, _Open] = {}

    def draw(self) -> None:
        for row in range(self._table.rows):
            self._row(row)

    def _row(self, row: int) -> None:
        for cell in self._cells(row):
            if cell.row == row:
                self._open[cell] = _Open(self._lines(cell), self._sheet.get_y() + _PAD)
        marks = [
            mark
            for cell in self._cells(row)
            if cell.row == row
            for line in self._open[cell].lines
            for mark in line.marks
        ]
        height, notes = self._height(row), self._sheet.notes_height(marks)
        page = self._sheet.page_break_trigger - self._sheet.t_margin - notes
        while self._sheet.get_y() + height + notes > self._sheet.limit + 0.01:
            room = self._sheet.limit - self._sheet.get_y() - notes
            if room > 2 * _TEXT.line + 2 * _PAD and (self._layout.split or height > page):
                self._slice(row, room)
            elif self._sheet.get_y() <= self._sheet.t_margin:
                break
            self._turn(row)
            height = self._height(row)
        self._sheet.need(0, marks)
        self._slice(row, height)
        for cell in self._cells(row):
            if cell.row + cell.rows == row + 1:
                self._horizontal(cell)
                del self._open[cell]

    def _cells(self, row: int) -> list[Cell]:
        return [cell for cell in self._table.cells if cell.row <= row < cell.row + cell.rows]

    def _height(self, row: int) -> float:
        """Return what the row needs so that all cells that end in it find room for their lines."""
        top = self._sheet.get_y()
        ends = [self._open[cell] for cell in self._cells(row) if cell.row + cell.rows == row + 1]
        return max(
            [_TEXT.line + 2 * _PAD, *(one.y + len(one.lines) * _TEXT.line + _PAD - top for one in ends if one.lines)]
        )

    def _slice(self, row: int, height: float) -> None:
        """Print the part of a row that stands on one page."""
        top = self._sheet.get_y()
        for cell in self._cells(row):
            left, right = self._edges[cell.column], self._edges[cell.column + cell.columns]
            if cell.row == row and top + _PAD >= self._open[cell].y:
                self._horizontal(cell)
            self._sheet.line(left, top, left, top + height)
            self._sheet.line(right, top, right, top + height)
            self._print(cell, left + _SIDE, right - left - 2 * _SIDE, top + height)
        self._sheet.set_y(top + height)

    def _print(self, cell: Cell, x: float, width: float, bottom: float) -> None:
        stream = self._open[cell]
        align = "C" if cell.row < self._table.head_rows or len(cell.text) < _SHORT else "L"
        while stream.lines and stream.y + _TEXT.line <= bottom + 0.01:
            self._sheet.print_line(stream.lines.pop(0), x, stream.y, width, align)
            stream.y += _TEXT.line

    def _turn(self, row: int) -> None:
        """Close the table at the foot of the page and open it on the next one."""
        begun = [cell for cell in self._cells(row) if cell.row < row or self._open[cell].y < self._sheet.get_y()]
        for cell in begun:
            self._horizontal(cell)
        self._sheet.add_page(same=True)
        if self._layout.repeat and row >= self._table.head_rows:
            kept, self._open = self._open, {}
            for head in range(self._table.head_rows):
                self._row(head)
            self._open = kept
        for cell in self._cells(row):
            self._open[cell].y = self._sheet.get_y() + _PAD
            self._horizontal(cell)

    def _horizontal(self, cell: Cell) -> None:
        y = self._sheet.get_y()
        self._sheet.line(self._edges[cell.column], y, self._edges[cell.column + cell.columns], y)

    def _lines(self, cell: Cell) -> list[Line]:
        width = self._edges[cell.column + cell.columns] - self._edges[cell.column] - 2 * _SIDE
        return self._sheet.lines(cell.pieces, width, _BOLD if self._table.is_bold(cell) else _TEXT)
