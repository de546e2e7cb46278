"""The tables of a Word 97-2003 file: rows and cells told by the marks that end them, columns by their edges.

Sources: [MS-DOC] 2.4.3 (marks), 2.9.313 (sprmTDefTable), 2.9.317 (merged cells).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.ingest import doc_sprms as sprm
from extract.ingest.doc_styles import Layout

_MAX_DEPTH: Final = 12
_MAX_CELLS: Final = 64  # Word allows 63 columns
_NARROW: Final = 57  # twips: edges less than a millimetre apart are one, moved by hand
_CELL_SIZE: Final = 20
_CONTINUED: Final = 1  # a cell that goes on below; one that restarts has 3


@dataclass(frozen=True, slots=True)
class DocParagraph:
    """A paragraph: the positions of its first character and of its mark, and what is said of it."""

    start: int
    mark: int
    sign: str
    layout: Layout
    printed: bool
    """Whether its mark is neither deleted nor hidden."""


@dataclass(frozen=True, slots=True)
class DocRow:
    """A row: the content of its cells, and the modifiers of the row."""

    cells: tuple[tuple[DocBlock, ...], ...]
    modifiers: bytes
    printed: bool


@dataclass(frozen=True, slots=True)
class DocTable:
    """A table, that may stand in a cell of another."""

    rows: tuple[DocRow, ...]


DocBlock = DocParagraph | DocTable


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: 0-based row and column, and how many it spans."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class _Open:
    """A table that is being read: what is finished of it, of its row and of its cell."""

    rows: list[DocRow] = field(default_factory=list)
    cells: list[tuple[DocBlock, ...]] = field(default_factory=list)
    blocks: list[DocBlock] = field(default_factory=list)

    def end_cell(self) -> None:
        self.cells.append(tuple(self.blocks))
        self.blocks = []

    def end_row(self, modifiers: bytes, *, printed: bool) -> None:
        self.rows.append(DocRow(tuple(self.cells), modifiers, printed))
        self.cells = []

    def closed(self) -> DocTable:
        """Return the table; what no mark has ended is its last cell and row."""
        if self.blocks:
            self.end_cell()
        if self.cells:
            self.end_row(b"", printed=True)
        return DocTable(tuple(self.rows))


def with_tables(paragraphs: Iterable[DocParagraph]) -> tuple[DocBlock, ...]:
    """Return the paragraphs of a story with those of tables put into rows and cells."""
    stack = [_Open()]
    for paragraph in paragraphs:
        layout = paragraph.layout
        depth = min(layout.depth, _MAX_DEPTH)
        _to_depth(stack, depth)
        if depth and layout.ends_row:
            stack[-1].end_row(layout.table, printed=paragraph.printed)
            continue
        stack[-1].blocks.append(paragraph)
        if depth and (layout.ends_cell or (depth == 1 and paragraph.sign == "\x07")):
            stack[-1].end_cell()
    _to_depth(stack, 0)
    return tuple(stack[0].blocks)


def _to_depth(stack: list[_Open], depth: int) -> None:
    while len(stack) - 1 > depth:
        table = stack.pop().closed()
        stack[-1].blocks.append(table)
    while len(stack) - 1 < depth:
        stack.append(_Open())


@dataclass(frozen=True, slots=True)
class _Shape:
    """The cells of a row: their edges from the left, and how each is merged with its neighbours."""

    edges: tuple[int, ...]
    across: tuple[bool, ...]
    down: tuple[int, ...]


def grid(table: DocTable) -> list[tuple[tuple[DocBlock, ...], Place]]:
    """Return the cells of a table that print, row by row; what is merged into another cell only widens that one."""
    rows = [row for row in table.rows if row.printed]
    shapes = [_shape(row) for row in rows]
    columns = _columns(shapes)
    found: list[tuple[tuple[DocBlock, ...], Place]] = []
    above: dict[int, int] = {}
    for at, (row, shape) in enumerate(zip(rows, shapes, strict=True)):
        here: dict[int, int] = {}
        next_column, last = 0, -1
        for index, content in enumerate(row.cells):
            column = max(_column(columns, shape.edges[index]), next_column)
            next_column = max(_column(columns, shape.edges[index + 1]), column + 1)
            merged = above.get(column, -1) if shape.down[index] == _CONTINUED else -1
            if merged >= 0:
                cell, place = found[merged]
                found[merged] = (cell, replace(place, row_span=at - place.row + 1))
                last = merged
            elif shape.across[index] and last >= 0 and found[last][1].row == at:
                cell, place = found[last]
                found[last] = (cell, replace(place, column_span=next_column - place.column))
            else:
                last = len(found)
                found.append((content, Place(at, column, 1, next_column - column)))
            here[column] = last
        above = here
    return found


def _columns(shapes: Sequence[_Shape]) -> list[int]:
    """Return the left edges of the columns of a table."""
    columns: list[int] = []
    for edge in sorted({edge for shape in shapes for edge in shape.edges}):
        if not columns or edge - columns[-1] > _NARROW:
            columns.append(edge)
    return columns


def _column(columns: Sequence[int], edge: int) -> int:
    return max(bisect_right(columns, edge) - 1, 0)


def _shape(row: DocRow) -> _Shape:
    """Return the shape of a row by its modifiers; cells that these do not know are added on the right."""
    edges: list[int] = []
    flags: list[int] = []
    for code, operand in sprm.sprms(row.modifiers):
        if code == sprm.T_DEFINITION and len(operand) > 2:
            count = min(operand[2], _MAX_CELLS)
            known = min((len(operand) - 3) // 2, count + 1)
            edges = list(struct.unpack_from(f"<{known}h", operand, 3))
            first = 3 + 2 * (count + 1)
            flags = [sprm.unsigned(operand[at : at + 2]) for at in range(first, len(operand), _CELL_SIZE)][:count]
        elif code == sprm.T_MERGE:
            flags = [
                (flag & ~3) | (2 if at == operand[0] else 1) if operand[0] <= at < operand[1] else flag
                for at, flag in enumerate(flags)
            ]
        elif code == sprm.T_VERTICAL_MERGE and len(operand) > 2:
            flags = [
                (flag & ~0x60) | (operand[2] & 3) << 5 if at == operand[1] else flag for at, flag in enumerate(flags)
            ]
    cells = len(row.cells)
    while len(edges) <= cells:
        edges.append((edges[-1] if edges else 0) + 20 * _NARROW)
    flags += [0] * (cells - len(flags))
    return _Shape(tuple(edges[: cells + 1]), _across(flags), tuple(flag >> 5 & 3 for flag in flags))


def _across(flags: Sequence[int]) -> tuple[bool, ...]:
    """Tell which cells are merged with the one before them.

    The first of a merged set and those that follow have different values; the documentations of different years say
    which is which in opposite ways.
    """
    merged: list[bool] = []
    first = 0
    for flag in flags:
        value = min(flag & 3, 2)
        merged.append(bool(value and first and value != first))
        first = (first if merged[-1] else value) if value else 0
    return tuple(merged)
