"""Rows as they were written, laid on the grid of their table: group rows, merged cells, two-storey heads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.model import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.ingest.cell_columns import Headings

_LABEL_LENGTH: Final = 5
_LEAST_CELLS: Final = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """The cell of a written row (by row and index in it) with its place on the grid."""

    written_row: int
    written_index: int
    cell: Cell


def place(rows: Sequence[Sequence[str]], table: int, columns: Headings) -> tuple[Placed, ...]:
    """Lay written rows on a grid whose width is that of the longest row.

    In a task table the cells of a shorter row go under the headings that they suit; those that it misses are merged
    with those above. In other tables a shorter row that begins with a label, or heads those below it, spans with its
    last cell; a shorter row at the top shares the grid with the row below it; any other misses what is merged above.

    Args:
        rows: the words of the written cells, row by row.
        table: the index of the table.
        columns: the headings in the first row.

    Returns:
        the cells with words, row by row.
    """
    width = max(len(row) for row in rows)
    placed: list[Placed] = []
    columns.learn(rows)
    for at, row in enumerate(rows):
        fitted = _fitted(row, width, columns) if at else ()
        spans = [(column, 1, 1) for column in fitted] or _spans(rows, at, width)
        if fitted:
            _reach_down(placed, at, set(range(width)) - set(fitted))
        for index, (column, across, down) in enumerate(spans):
            if row[index]:
                placed.append(Placed(at, index, Cell(table, at, column, min(down, len(rows) - at), across)))
    return tuple(placed)


def _fitted(row: Sequence[str], width: int, columns: Headings) -> tuple[int, ...]:
    """Return the columns of a row that misses cells of a task table; nothing where the row tells no columns."""
    if not (_LEAST_CELLS <= len(row) < width == len(columns.roles)) or len(row[0]) > _LABEL_LENGTH:
        return ()
    if not (columns.numbered and columns.lists_tasks):
        return ()
    _, places = columns.fit(row[1:], 1, merged=True)
    return (0, *places) if places else ()


def _reach_down(placed: list[Placed], row: int, missing: set[int]) -> None:
    """Let the cells above reach down to a row that has none of its own below them."""
    for at, above in enumerate(placed):
        cell = above.cell
        if cell.column in missing and cell.column_span == 1 and cell.row + cell.row_span == row:
            placed[at] = replace(above, cell=replace(cell, row_span=cell.row_span + 1))


def _spans(rows: Sequence[Sequence[str]], at: int, width: int) -> list[tuple[int, int, int]]:
    """Return column, column span and row span of each cell of a row."""
    row = rows[at]
    if len(row) == width:
        shift = int(_lost_number(rows[0], row))
        return [(min(column + shift, width - 1), 1, 1) for column in range(width)]
    if at == 0 and len(rows) > 1 and len(row) > 1 and len(row) + len(rows[1]) >= width > len(rows[1]):
        return _upper_head(len(row), len(rows[1]), width)
    if at == 1 and 1 < len(rows[0]) < width < len(rows[0]) + len(row):
        return _lower_head(_upper_head(len(rows[0]), len(row), width))
    if len(row[0]) <= _LABEL_LENGTH or (len(row) == 1 and _is_group(row[0])):
        spans = [(column, 1, 1) for column in range(len(row))]
        return [*spans[:-1], (len(row) - 1, width - len(row) + 1, 1)]
    start = _likely_start(row, rows[:at], width)
    return [(start + column, 1, 1) for column in range(len(row))]


def _lost_number(head: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether a row lost its empty first cell: long words in the column of row numbers, nothing in the last."""
    return len(head) == len(row) and len(head[0]) <= _LABEL_LENGTH and len(row[0]) > 2 * _LABEL_LENGTH and not row[-1]


def _is_group(words: str) -> bool:
    """Tell whether the only cell of a row heads the rows below it: capitals or a label of its own."""
    first = words.split(maxsplit=1)[0]
    return words.isupper() or (first.rstrip(".)-").isupper() and len(first) <= _LABEL_LENGTH)


def _likely_start(row: Sequence[str], above: Sequence[Sequence[str]], width: int) -> int:
    """Return the column where a short row begins: where most cells begin like those above, else the last that fits."""
    whole = [other for other in above if len(other) == width]
    if not whole:
        return width - len(row)
    first = [cell.split(maxsplit=1)[0] if cell else "" for cell in whole[-1]]
    scores = [
        sum(cell.startswith(first[start + step]) for step, cell in enumerate(row) if cell and first[start + step])
        for start in range(width - len(row) + 1)
    ]
    return max(range(len(scores)), key=lambda start: (scores[start], start))


def _upper_head(upper: int, lower: int, width: int) -> list[tuple[int, int, int]]:
    """Spread the first row of a two-storey head: its last cells span the second row, the others reach down."""
    wide = upper + lower - width
    if wide <= 0:
        return [(column, 1, 1) for column in range(upper)]
    spans = [(column, 1, 2) for column in range(upper - wide)]
    column = upper - wide
    for index in range(wide):
        across = lower // wide + (index < lower % wide)
        spans.append((column, across, 1))
        column += across
    return spans


def _lower_head(upper: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return [(column + step, 1, 1) for column, across, down in upper if down == 1 for step in range(across)]
