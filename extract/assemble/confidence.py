"""How sure a row is: the share of like rows that proved right, as ``rules/assemble/confidence.csv`` has it.

The rates are measured on the dev half of the corpus (``scripts/fit_confidence.py``) and drawn towards the mean of their
table, the more so the fewer rows they rest on.
"""

from __future__ import annotations

from functools import lru_cache

from extract.rulebook import Rulebook

_KEPT = 4
_LOWEST, _HIGHEST = 0.05, 0.99


class Confidence:
    """Rates by table and by what is known of a row.

    Args:
        rates: by table, feature and value; the feature ``all`` holds the mean of the table.
    """

    def __init__(self, rates: dict[tuple[str, str, str], float]) -> None:
        self._rates = rates

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
        mean = self._rates.get((table, "all", ""), 0.9)
        rate = mean
        for feature, value in features.items():
            rate *= self._rates.get((table, feature, value), mean) / mean
        return round(min(max(rate, _LOWEST), _HIGHEST), 2)


@lru_cache(maxsize=_KEPT)
def _confidence(rulebook: Rulebook) -> Confidence:
    rows = rulebook.rows("assemble/confidence")
    return Confidence({(row["table"], row["feature"], row["value"]): float(row["rate"]) for row in rows})
