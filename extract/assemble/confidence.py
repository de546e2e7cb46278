"""How sure a row is: the share of like rows that proved right, as ``rules/assemble/confidence.csv`` has it.

The rates are measured on the dev half of the corpus (``scripts/fit_confidence.py``) and drawn towards the mean of their
table, the more so the fewer rows they rest on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from extract.model import Assignment, Deadline, Document, LegalBasis, Result, Target, Task
from extract.rulebook import Rulebook

_KEPT = 4
_LOWEST, _HIGHEST = 0.05, 0.99
_SOUND_QUALITY = 0.97

_Judged = TypeVar("_Judged", Document, LegalBasis, Task, Assignment, Deadline, Target)


class Confidence:
    """Rates by table and by what is known of a row.

    Args:
        rates: by table, feature and value; the feature ``all`` holds the mean of the table.
    """

    def __init__(self, rates: dict[tuple[str, str, str], float]) -> None:
        self._rates = rates
        self._told: dict[tuple[str, ...], float] = {}

    @staticmethod
    def of(rulebook: Rulebook) -> Confidence:
        """Return the rates of a rulebook, read once for each."""
        return _confidence(rulebook)

    def rate(self, table: str, **features: str) -> float:
        """Return the confidence of a row, in [0.05, 0.99].

        Args:
            table: ``tasks``, ``assignments``, ``deadlines`` or ``targets``.
            features: what is known of the row, such as its rule or its source; what the table of rates does not know
                says nothing.
        """
        asked = (table, *features, *features.values())
        if asked not in self._told:
            self._told[asked] = self._rate(table, features)
        return self._told[asked]

    def _rate(self, table: str, features: Mapping[str, str]) -> float:
        mean = self._rates.get((table, "all", ""), 0.9)
        rate = mean
        for feature, value in features.items():
            rate *= self._rates.get((table, feature, value), mean) / mean
        return round(min(max(rate, _LOWEST), _HIGHEST), 2)


def tempered(result: Result) -> Result:
    """Return the rows of a document with confidences that heed how well it was read.

    A row rests on many words, so its confidence falls faster than the share of words that were read well: it is
    multiplied by ``(quality / 0.97) ** 2``. From 0.97 on, the quality of any sound text, nothing changes.
    """
    quality = result.document.quality
    if quality is None or quality >= _SOUND_QUALITY:
        return result
    factor = (quality / _SOUND_QUALITY) ** 2

    def lowered(row: _Judged) -> _Judged:
        return replace(row, confidence=round(max(_LOWEST, row.confidence * factor), 2))

    return replace(
        result,
        document=lowered(result.document),
        legal_bases=tuple(map(lowered, result.legal_bases)),
        tasks=tuple(map(lowered, result.tasks)),
        assignments=tuple(map(lowered, result.assignments)),
        deadlines=tuple(map(lowered, result.deadlines)),
        targets=tuple(map(lowered, result.targets)),
    )


@lru_cache(maxsize=_KEPT)
def _confidence(rulebook: Rulebook) -> Confidence:
    rows = rulebook.rows("assemble/confidence")
    return Confidence({(row["table"], row["feature"], row["value"]): float(row["rate"]) for row in rows})
