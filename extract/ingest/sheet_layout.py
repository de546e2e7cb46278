"""What the rows of a sheet are: lines above a table, the table itself, lines below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.ingest.word_lines import Break, Line, Text, broken_lines
from extract.model import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.word_lines import Token

_LEAST_CELLS: Final = 2
Row = tuple[int, tuple[str, ...]]
"""The number of a row in the sheet and its cells, of which at least one has content."""


@dataclass(frozen=True, slots=True)
class Span:
    """An area of merged cells, whose first cell holds what it shows."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet that have content, and its merged areas."""

    rows: tuple[Row, ...]
    spans: tuple[Span, ...]


def sheet_lines(grid: Grid, new_table: Iterator[int]) -> Iterator[Line]:
    """Yield the lines of a sheet.

    The table begins with the first row that fills more than half as many cells as the fullest row; it ends with the
    last such row, or with the next empty one. What stands above and below is a line for each row with one filled cell;
    rows with several are columns of their own, as heads and signatures have them.

    Args:
        grid: the sheet.
        new_table: yields the number of a table not yet used.
    """
    start, end = _table(grid.rows)
    yield from _outside(grid, grid.rows[:start], new_table)
    if start < end:
        yield from _cells(grid, grid.rows[start:end], next(new_table))
    yield from _outside(grid, grid.rows[end:], new_table)


def _table(rows: Sequence[Row]) -> tuple[int, int]:
    """Return where the table begins and ends, the same where there is none."""
    filled = [sum(bool(cell.strip()) for cell in cells) for _, cells in rows]
    widest = max(filled, default=0)
    if widest < _LEAST_CELLS:
        return len(rows), len(rows)
    full = [at for at, number in enumerate(filled) if number >= _LEAST_CELLS and 2 * number > widest]
    start, end = full[0], full[-1] + 1
    while end < len(rows) and rows[end][0] == rows[end - 1][0] + 1:
        end += 1
    return start, end


def _outside(grid: Grid, rows: Sequence[Row], new_table: Iterator[int]) -> Iterator[Line]:
    columns: list[Row] = []
    for row in rows:
        texts = [cell for cell in row[1] if cell.strip()]
        if len(texts) > 1:
            columns.append(row)
            continue
        if columns:
            yield from _cells(grid, columns, next(new_table))
            columns = []
        for pieces in broken_lines(_tokens(texts[0]), set_apart=False):
            yield Line(pieces)
    if columns:
        yield from _cells(grid, columns, next(new_table))


def _cells(grid: Grid, rows: Sequence[Row], table: int) -> Iterator[Line]:
    """Yield the filled cells of rows that follow on each other; empty rows and columns at the edges do not count."""
    left = min(at for _, cells in rows for at, cell in enumerate(cells) if cell.strip())
    spans = {(span.row, span.column): span for span in grid.spans}
    for at, (number, cells) in enumerate(rows):
        for column, text in enumerate(cells):
            if not text.strip():
                continue
            span = spans.get((number, column))
            down, across = 1, 1
            if span is not None:
                down = sum(number <= other < number + span.rows for other, _ in rows[at:])
                across = span.columns
            cell = Cell(table, at, column - left, down, across)
            for pieces in broken_lines(_tokens(text), set_apart=True):
                yield Line(pieces, cell=cell)


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    for part in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        tokens += [Text(part), Break.LINE]
    return tokens[:-1]
