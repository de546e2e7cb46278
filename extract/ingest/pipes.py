"""Flattened tables: cells parted by ``|``, on lines of their own or within lines, with rows that lost their shape.

A ``|`` opens a row, each following one closes a cell, and the one after a closing ``|`` opens the next row; empty cells
look just like the joint between two rows. Which reading is meant is settled for all gaps between the marks at once: the
one with the most regular rows wins.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

import regex

from extract.ingest.pipe_gaps import Gap, find_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.openings import LineRules

_WORDLESS = regex.compile(r"[\s*_\\]*\Z")
_LABEL = regex.compile(r"[\s*_\\]*(?:\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,6}|[A-Za-zđ])[.)]?[\s*_\\]*\Z")
_PARTED = regex.compile(r"[ \t\r]*\n[ \t\r]*\n")
_TITLE = regex.compile(r"[^\p{L}]{0,9}\p{Lu}[^\p{Ll}\n]{5,}(?:\n|\Z)")
_MARKS: Final = " \t\r\n*_\\"
_MOST_GAPS: Final = 20_000
_LONGEST_ROW: Final = 30
_CANDIDATES: Final = 10
# What a reading costs: the fewer new tables, ragged rows, odd joints and cells that look like joints, the better.
_NEW_TABLE: Final = 2.0
_RAGGED: Final = 0.8
_RAGGED_LABEL: Final = 1.6
_EMPTY_ROW: Final = 2.5
_LONE_NUMBER: Final = 1.5
_EMPTY_FIRST: Final = 0.5
_EMPTY_CELL: Final = 0.1
_JOINT_AS_CELL: Final = 1.3
_ODD_JOINT: Final = 2.0
_LABEL_INSIDE: Final = 1.5
_ASTRAY: Final = 4.0
_UNLIKELY: Final = 6.0
_SHORT_PROSE: Final = 1.0
_NEVER: Final = 100.0
_LONGEST_CELL: Final = 1500  # characters from which a gap is rather running text


Row = tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text between tables."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, each with the cells that it was written with."""

    rows: tuple[Row, ...]


def split(text: str, rules: LineRules) -> list[Prose | Table]:
    """Split a file's text into running text and flattened tables, in order.

    Args:
        text: the text of the file.
        rules: which cells always begin a row, and which words title running text.

    Returns:
        parts that together hold every word of the text.
    """
    gaps = find_gaps(text)
    if not 3 <= len(gaps) <= _MOST_GAPS:
        return [Prose(0, len(text))]
    return _Reading(text, gaps, rules).parts()


class _Reading:
    """Finds the cheapest reading of the gaps as cells, joints between rows, and running text."""

    def __init__(self, text: str, gaps: Sequence[Gap], rules: LineRules) -> None:
        texts = [text[gap.start : gap.end] for gap in gaps]
        titled = [rules.titles_prose(one.lstrip(_MARKS).replace("*", "")) for one in texts]
        self._gaps = gaps
        self._empty = [bool(_WORDLESS.match(one)) for one in texts]
        self._joint = [
            empty and not one.strip() and ("\n" in one) for empty, one in zip(self._empty, texts, strict=True)
        ]
        self._words = [any(map(str.isalpha, one)) for one in texts]
        self._labels = [bool(_LABEL.match(one)) for one in texts]
        self._outside = [0.0, *(_outside_cost(one, titled[at]) for at, one in enumerate(texts[1:-1], 1)), 0.0]
        self._cells = list(accumulate((_cell_cost(one, titled[at]) for at, one in enumerate(texts)), initial=0.0))
        self._astray = list(
            accumulate(
                (self._astray_cost(at, rules.opens_row(one.strip(_MARKS))) for at, one in enumerate(texts)), initial=0.0
            )
        )
        self._filled = list(accumulate((not empty for empty in self._empty), initial=0))

    def parts(self) -> list[Prose | Table]:
        """Return the running text and the tables of the best reading."""
        last = len(self._gaps) - 1
        steps: list[dict[int, _Step]] = [{} for _ in self._gaps]
        steps[0][0] = _Step(0.0, -1, 0, False)
        columns = self._candidates()
        for at in range(last):
            for width, start in self._starts(at, steps[at], columns).items():
                for end, cost in self._rows(at, width, start.fresh):
                    known = steps[end].get(width)
                    if known is None or start.cost + cost < known.cost:
                        steps[end][width] = _Step(start.cost + cost, at, start.width, start.fresh)
        return self._trace(steps)

    def _astray_cost(self, at: int, opens_row: bool) -> float:
        """Return how unlikely a gap is a cell other than the first of its row."""
        if opens_row:
            return _ASTRAY
        return _LABEL_INSIDE if self._labels[at] and self._joint[at - 1] else 0.0

    def _candidates(self) -> list[int]:
        """Return the likely numbers of columns: distances between joints, and between successive row labels."""
        ends = [at for at, empty in enumerate(self._empty) if empty or not self._outside[at]]
        starts = [one for one, two in zip(ends, [*ends[1:], -1], strict=True) if two != one + 1]
        counts = Counter(two - one - 1 for one, two in pairwise(starts))
        counts.update(three - one - 1 for one, three in zip(starts, starts[2:], strict=False))
        labels = [at for at, label in enumerate(self._labels) if label and self._empty[at - 1]]
        counts.update(two - one - 1 for one, two in pairwise(labels))
        sizes = sorted((size for size in counts if 1 < size <= _LONGEST_ROW), key=lambda size: -size * counts[size])
        return sorted({2, *sizes[:_CANDIDATES]})

    def _starts(self, at: int, reached: dict[int, _Step], columns: list[int]) -> dict[int, _Step]:
        """Return, for each number of columns, the cheapest way to begin a row after the gap ``at``."""
        if not reached:
            return {}
        starts: dict[int, _Step] = {}
        if self._outside[at] < _NEVER:
            before, step = min(reached.items(), key=lambda item: item[1].cost)
            cost = step.cost + self._outside[at] + _NEW_TABLE
            starts = {width: _Step(cost, at, before, True) for width in columns}
        if self._empty[at] and at:
            for width, step in reached.items():
                cost = step.cost + (0.0 if self._joint[at] else _ODD_JOINT)
                if width and (width not in starts or cost < starts[width].cost):
                    starts[width] = _Step(cost, at, width, False)
        return starts

    def _rows(self, at: int, width: int, first: bool) -> Iterator[tuple[int, float]]:
        """Yield where a row that begins after ``at`` may end, with its cost."""
        for size in range(1, min(width, len(self._gaps) - at - 2) + 1):
            end = at + size + 1
            if not self._empty[end] and self._outside[end] >= _NEVER:
                continue
            cost = self._cells[end] - self._cells[at + 1]
            if self._filled[end] == self._filled[at + 1]:
                cost = _EMPTY_ROW
            elif self._empty[at + 1]:
                cost += _EMPTY_FIRST
            if size == 1 and not self._words[at + 1]:
                cost += _LONE_NUMBER
            cost += self._astray[end] - self._astray[at + 2]
            if size < width:
                ragged = _RAGGED_LABEL if self._labels[at + 1] else _RAGGED
                cost += ragged / 2 if first else ragged
            yield end, cost

    def _trace(self, steps: list[dict[int, _Step]]) -> list[Prose | Table]:
        at = len(steps) - 1
        if not steps[at]:
            return [Prose(self._gaps[0].start, self._gaps[-1].end)]
        width = min(steps[at], key=lambda key: steps[at][key].cost)
        parts: list[Prose | Table] = [self._prose(at)]
        rows: list[Row] = []
        while at > 0:
            step = steps[at][width]
            rows.append(tuple(self._gaps[step.before + 1 : at]))
            at, width = step.before, step.width
            if step.fresh:
                parts += [Table(tuple(reversed(rows))), self._prose(at)]
                rows = []
        return list(reversed(parts))

    def _prose(self, at: int) -> Prose:
        return Prose(self._gaps[at].start, self._gaps[at].end)


@dataclass(frozen=True, slots=True)
class _Step:
    """The cheapest way to a gap: the gap before the row, the columns of the table there, whether a table began."""

    cost: float
    before: int
    width: int
    fresh: bool


def _outside_cost(text: str, titled: bool) -> float:
    """Return how unlikely a gap is running text between tables."""
    words = text.strip()
    if not words or len(words) > _LONGEST_CELL or _PARTED.match(text) or titled or words.endswith("./."):
        return 0.0
    if _TITLE.match(words):
        return _SHORT_PROSE
    return 2 * _SHORT_PROSE if len(words) > _LONGEST_CELL / 4 else _NEVER


def _cell_cost(text: str, titled: bool) -> float:
    """Return how unlikely a gap is a cell."""
    words = text.strip()
    if not words:
        return _JOINT_AS_CELL if "\n" in text else _EMPTY_CELL
    cost = _UNLIKELY if _PARTED.match(text) or titled or words.endswith("./.") else 0.0
    return cost + (2.0 * len(words) / _LONGEST_CELL if len(words) > _LONGEST_CELL / 2 else 0.0)
