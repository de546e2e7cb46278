"""Reliability: whether of the rows given about 0.9, about nine in ten are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from extract.evaluate.outcomes import Outcome

_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows of like confidence: how many, how sure they were on average, and how many in a hundred were right."""

    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins of one kind of value and the expected calibration error, in [0, 1]."""

    bins: tuple[Bin, ...]
    error: float


def reliability(rows: Iterable[Outcome]) -> Reliability:
    """Compare confidence with what came true (Naeini et al. 2015: expected calibration error over equal-width bins).

    Args:
        rows: outcomes; those without a confidence are passed over.
    """
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        if row.confidence is not None:
            bins[min(int(row.confidence * _BINS), _BINS - 1)].append((row.confidence, row.right))
    made = tuple(
        Bin(len(ones), sum(one[0] for one in ones) / len(ones), sum(one[1] for one in ones) / len(ones))
        for _, ones in sorted(bins.items())
    )
    total = sum(one.count for one in made)
    error = sum(one.count * abs(one.confidence - one.accuracy) for one in made) / total if total else 0.0
    return Reliability(made, error)
