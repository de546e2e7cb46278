"""What an earlier run had right and this one has not, and the other way round, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extract.evaluate.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: ``gain`` when this run is better by ``row``, which it has right or the other had too much."""

    gain: bool
    row: Outcome


def changes(before: Iterable[Outcome], after: Iterable[Outcome]) -> tuple[Change, ...]:
    """Return gains and losses between two runs over the same gold, in the order of the runs' rows.

    A gain is a wanted row newly right, or a spurious row gone; a loss the opposite.
    """
    before, after = list(before), list(after)
    right_before, right_after = _right(before), _right(after)
    extra_before, extra_after = _spurious(before), _spurious(after)
    rows = [
        *(Change(True, row) for row in _beyond(after, right_before, right=True)),
        *(Change(True, row) for row in _beyond(before, extra_after, right=False)),
        *(Change(False, row) for row in _beyond(before, right_after, right=True)),
        *(Change(False, row) for row in _beyond(after, extra_before, right=False)),
    ]
    return tuple(sorted(rows, key=lambda change: (change.row.document, not change.gain, change.row.figure)))


def _key(row: Outcome) -> tuple[str, str, str]:
    return row.document, row.figure, row.wanted or row.found


def _right(rows: Iterable[Outcome]) -> Counter[tuple[str, str, str]]:
    return Counter(_key(row) for row in rows if row.right)


def _spurious(rows: Iterable[Outcome]) -> Counter[tuple[str, str, str]]:
    return Counter(_key(row) for row in rows if not row.wanted)


def _beyond(rows: Iterable[Outcome], other: Counter[tuple[str, str, str]], *, right: bool) -> list[Outcome]:
    """Return the right (or the spurious) rows that the other run does not have as often."""
    left = other.copy()
    out = []
    for row in rows:
        if row.right if right else not row.wanted:
            if left[_key(row)] > 0:
                left[_key(row)] -= 1
            else:
                out.append(row)
    return out
