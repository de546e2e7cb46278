"""Rows of an RTF table: where cells stand, told by their right edges ([RTF 1.9.1], "Table Definitions")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.ingest.word_blocks import Place, TableCell, WordBlock

_SAME_EDGE: Final = (
    30  # twips: rows that were drawn apart differ by a hair; no column is narrower than half a millimetre
)


@dataclass(frozen=True, slots=True)
class CellEdge:
    """The right edge of a cell, and whether the cell goes on one to its left (``beside``) or above it (``below``)."""

    right: int
    beside: bool = False
    below: bool = False


@dataclass(slots=True)
class RowDefinition:
    """What ``\\trowd`` and the control words after it say of a row; ``first`` tells that it begins a table."""

    left: int = 0
    alignment: str = "trql"
    edges: list[CellEdge] = field(default_factory=list)
    first: bool = False
    _beside: bool = False
    _below: bool = False

    def take(self, word: str, number: int | None) -> None:
        """Take one control word of the definition."""
        if word == "cellx":
            self.edges.append(CellEdge(number or 0, self._beside, self._below))
            self._beside = self._below = False
        elif word == "clmrg":
            self._beside = True
        elif word == "clvmrg":
            self._below = True
        elif word == "trleft":
            self.left = number or 0
        elif word == "irow":
            self.first = number == 0
        elif word in WORDS:
            self.alignment = word

    def begins_table(self, before: RowDefinition) -> bool:
        """Tell whether this row begins a table although no paragraph parts it from the row before it."""
        return self.first or self.alignment != before.alignment


WORDS: Final = frozenset({"cellx", "clmrg", "clvmrg", "trleft", "irow", "trql", "trqc", "trqr"})
"""The control words that a row definition is made of, as far as they matter here."""


@dataclass(slots=True)
class Row:
    """A row: what its cells hold, and its definition."""

    cells: list[list[WordBlock]]
    definition: RowDefinition


def placed(rows: Sequence[Row]) -> list[TableCell]:
    """Return the cells that print, row by row; what is merged into another cell only widens that one."""
    columns = _columns(edge for row in rows for edge in _edges_of(row.definition))
    cells: list[TableCell] = []
    above: dict[int, Place] = {}
    for index, row in enumerate(rows):
        here: dict[int, Place] = {}
        last: Place | None = None
        column, left = 0, row.definition.left
        for number, blocks in enumerate(row.cells):
            edge = row.definition.edges[number] if number < len(row.definition.edges) else None
            if edge is not None:
                column = _column(columns, left)
                left = edge.right
            span = max(_column(columns, left) - column, 1) if edge else 1
            merged = above.get(column) if edge and edge.below else None
            if merged is not None:
                merged.row_span = index - merged.row + 1
            elif edge and edge.beside and last is not None:
                last.column_span = max(column + span - last.column, last.column_span)
            else:
                last = Place(index, column, 1, span)
                cells.append(TableCell(last, blocks))
            here[column] = merged or last or Place(index, column)
            column += span
        above = here
    return cells


def _edges_of(definition: RowDefinition) -> list[int]:
    return [definition.left, *(edge.right for edge in definition.edges)] if definition.edges else []


def _columns(edges: Iterable[int]) -> list[int]:
    """Return where the columns of a table begin and end, each edge once."""
    found: list[int] = []
    for edge in sorted(set(edges)):
        if not found or edge - found[-1] > _SAME_EDGE:
            found.append(edge)
    return found


def _column(columns: Sequence[int], edge: int) -> int:
    return max(bisect_right(columns, edge) - 1, 0)
