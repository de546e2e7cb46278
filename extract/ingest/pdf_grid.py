"""The ruled tables of a PDF page.

A table is found from its rules alone: rules that touch make a net, the net makes a grid, and neighbours in the grid
that no rule parts are one merged cell. Text plays no part, so empty cells and spans come out right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.ingest.pdf_rules import MOST_RULES, NEAR, Box, Rules, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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
    """A ruled table of one page; ``xs`` and ``ys`` are the places of its rules, cells run row by row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies within the outer rules."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """Return the cell that holds a point of the page."""
        for cell in self.cells:
            left, top, right, bottom = cell.box
            if left <= x <= right and top <= y <= bottom:
                return cell
        return None


def find_grids(rules: Rules) -> tuple[Grid, ...]:
    """Return the tables that the rules make, from top to bottom; a lone box is none."""
    if len(rules.horizontal) < 2 or len(rules.vertical) < 2:
        return ()
    grids = [
        grid
        for across, down in _nets(rules.horizontal, rules.vertical)
        if len(across) > 1 and len(down) > 2 and (grid := _grid(across, down))
    ]
    return tuple(sorted(grids, key=lambda grid: grid.ys[0]))


def _nets(across: Sequence[Span], down: Sequence[Span]) -> Iterator[tuple[list[Span], list[Span]]]:
    """Yield the sets of rules that hang together."""
    free = set(range(len(down)))
    unused = set(range(len(across)))
    while unused:
        queue = [min(unused)]
        unused -= set(queue)
        mine: list[Span] = []
        theirs: list[Span] = []
        while queue:
            rule = across[queue.pop()]
            mine.append(rule)
            met = [index for index in free if _cross(rule, down[index])]
            free.difference_update(met)
            theirs += [down[index] for index in met]
            for index in met:
                reached = [other for other in unused if _cross(across[other], down[index])]
                unused.difference_update(reached)
                queue += reached
        yield mine, theirs


def _cross(across: Span, down: Span) -> bool:
    return (
        across[0] - NEAR <= down[2] <= across[1] + NEAR
        and down[0] - NEAR <= across[2] <= down[1] + NEAR
    )  # fmt: skip


def _grid(across: Sequence[Span], down: Sequence[Span]) -> Grid | None:
    xs, ys = _places(down), _places(across)
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_RULES:
        return None
    cells = _Cells(xs, ys)
    for column in range(1, len(xs) - 1):
        for row in range(len(ys) - 1):
            if not _drawn(down, xs[column], (ys[row] + ys[row + 1]) / 2):
                cells.join((row, column - 1), (row, column))
    for row in range(1, len(ys) - 1):
        for column in range(len(xs) - 1):
            if not _drawn(across, ys[row], (xs[column] + xs[column + 1]) / 2):
                cells.join((row - 1, column), (row, column))
    found = tuple(cells.cells())
    return Grid(tuple(xs), tuple(ys), found) if len(found) > 1 else None


def _places(spans: Iterable[Span]) -> list[float]:
    places: list[float] = []
    for place in sorted(span[2] for span in spans):
        if not places or place - places[-1] > NEAR:
            places.append(place)
    return places


def _drawn(spans: Iterable[Span], place: float, at: float) -> bool:
    return any(abs(span[2] - place) <= NEAR and span[0] - NEAR <= at <= span[1] + NEAR for span in spans)


class _Cells:
    """Squares of a grid, joined where no rule parts them."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        self.xs, self.ys = xs, ys
        self._root = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((self._find(one), self._find(other)))
        self._root[second] = first

    def _find(self, square: tuple[int, int]) -> tuple[int, int]:
        while self._root[square] != square:
            square = self._root[square]
        return square

    def cells(self) -> Iterator[GridCell]:
        """Yield the cells by their upper left square."""
        members: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for square in self._root:
            members.setdefault(self._find(square), []).append(square)
        for squares in members.values():
            rows, columns = [row for row, _ in squares], [column for _, column in squares]
            top, left, bottom, right = min(rows), min(columns), max(rows) + 1, max(columns) + 1
            box = (self.xs[left], self.ys[top], self.xs[right], self.ys[bottom])
            yield GridCell(box, top, left, bottom - top, right - left)
