"""Cells that lost their columns put back under the headings that they suit: times under times, bodies under bodies."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extract.normalize.columns import column_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.ingest.openings import LineRules
    from extract.rulebook import Rulebook

BODIES: Final = frozenset({"lead", "perform", "coordinate", "approve", "appraise", "submit", "supervise"})
_TIMES: Final = frozenset({"time", "former"})
_LONG: Final = 200
# How well a cell suits a column, and what it costs to leave a column empty or to put two lines into one cell.
_SUITS: Final = 3.0
_CLASHES: Final = -3.0
_OVERLONG: Final = -4.0
_LEAVES: Final = {"task": 5.0, "lead": 2.0, "perform": 2.0, "time": 1.5, "coordinate": 1.0, "note": 0.1}
_LEAVES_MERGED: Final = {"task": 5.0, "lead": 0.7, "perform": 0.7, "time": 1.5, "coordinate": 1.0, "note": 0.9}
_LEAVES_OTHER: Final = 0.6
_SEEN: Final = 0.5
_SECOND_LINE: Final = 1.8
_GOES_ON: Final = 0.4
_NEVER: Final = -1000.0


class Headings:
    """The columns of a table by their headings.

    Args:
        headings: the words of the cells that name the columns, from the left.
        rules: what cells begin with.
        rulebook: group ``tables``.
    """

    def __init__(self, headings: Sequence[str], rules: LineRules, rulebook: Rulebook) -> None:
        """Look up what each heading says."""
        self.roles = tuple(column_role(heading, rulebook) for heading in headings)
        self._kind = lru_cache(maxsize=None)(rules.cell_kind)
        self._seen: set[tuple[int, str]] = set()

    @property
    def numbered(self) -> bool:
        """Whether the first column holds running numbers."""
        return self.roles[:1] == ("number",)

    @property
    def lists_tasks(self) -> bool:
        """Whether the headings tell at least two of: what is to be done, by whom, until when."""
        named = {"bodies" if role in BODIES else "times" if role in _TIMES else role for role in self.roles}
        return len(named & {"task", "bodies", "times"}) > 1

    def learn(self, rows: Iterable[Sequence[str]]) -> None:
        """Remember the cells of whole rows: who leads once is likely to lead again."""
        self._seen.update((at, cell) for row in rows if len(row) == len(self.roles) for at, cell in enumerate(row))

    def fit(self, cells: Sequence[str], first: int, *, merged: bool) -> tuple[float, tuple[int, ...]]:
        """Put the cells of a row, in order, under the columns from ``first`` on.

        Args:
            cells: their words, from the left.
            first: the column from which on there is room.
            merged: whether a missing cell is merged with the one above, as is most often who leads; else it was
                empty, as is most often who takes part, and several of the cells may be lines of one.

        Returns:
            how well they suit, and the column of each; no columns where there is no room.
        """
        width = len(self.roles)
        best: list[tuple[float, tuple[int, ...]]] = [(_NEVER, ())] * width  # by the column of the last cell
        for at, cell in enumerate(cells):
            here: list[tuple[float, tuple[int, ...]]] = [(_NEVER, ())] * width
            for column in range(first, width):
                ways: list[tuple[float, tuple[int, ...]]] = []
                if at == 0:
                    ways.append((-self._left(first, column, merged), ()))
                ways += [
                    (score - self._left(before + 1, column, merged), places)
                    for before, (score, places) in enumerate(best[:column])
                    if places
                ]
                if not merged and at and best[column][1]:
                    ways.append((best[column][0] - self._second(cells[at - 1], cell), best[column][1]))
                if ways:
                    score, places = max(ways, key=lambda way: way[0])
                    here[column] = (score + self._suits(cell, column), (*places, column))
            best = here
        closed = [
            (score - self._left(at + 1, width, merged), places) for at, (score, places) in enumerate(best) if places
        ]
        return max(closed, key=lambda way: way[0], default=(_NEVER, ()))

    def _left(self, start: int, end: int, merged: bool) -> float:
        costs = _LEAVES_MERGED if merged else _LEAVES
        return sum(costs.get(role, _LEAVES_OTHER) for role in self.roles[start:end])

    def _second(self, before: str, cell: str) -> float:
        goes_on = cell[:1].islower() or cell[:1] in "-+" or before.endswith((",", ";"))
        return _GOES_ON if goes_on else _SECOND_LINE

    def _suits(self, cell: str, column: int) -> float:
        return self._means(cell, self.roles[column]) + _SEEN * ((column, cell) in self._seen)

    def _means(self, cell: str, role: str) -> float:
        kind = self._kind(cell)
        if kind == "repeats":
            return _CLASHES if role in ("task", "number") else 1.0
        if kind == "document" and (role in _TIMES or role in BODIES):
            return _CLASHES
        if role in _TIMES:
            return _SUITS if kind == "time" else _CLASHES if kind == "body" or len(cell) > _LONG else 0.0
        if role in BODIES:
            return _OVERLONG if len(cell) > _LONG else _SUITS if kind == "body" else _CLASHES if kind == "time" else 0.0
        if role == "task":
            return _CLASHES if kind else 1.0
        return _OVERLONG if len(cell) > _LONG else -1.0 if kind in ("body", "time") else 0.0
