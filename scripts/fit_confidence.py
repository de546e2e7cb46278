"""Measures how often rows of each kind are right and writes the rates: ``python -m scripts.fit_confidence``.

Only the dev half of the corpus is read. Rules were written while looking at it, so its rates are taken down by what
such a look gains; they are drawn towards the mean of their table by as many rows as `WEIGHT` says.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.evaluate import load_gold, outcomes
from extract.pipeline import process
from extract.rulebook import Rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.evaluate import GoldDirective
    from extract.model import Result

CHECKOUT: Final = Path(__file__).resolve().parent.parent
TABLE: Final = CHECKOUT / "rules" / "assemble" / "confidence.csv"
WEIGHT: Final = 12
# What a row loses on directives that no rule was written on: measured once between the halves of the corpus.
UNSEEN: Final = {"tasks": 0.96, "assignments": 0.93, "deadlines": 0.97, "targets": 0.96}
FEATURES: Final = {
    "tasks": ("rule",),
    "assignments": ("source", "role", "named"),
    "deadlines": ("source", "kind"),
    "targets": ("rule",),
}


def fit() -> None:
    """Write the rates."""
    seen: defaultdict[tuple[str, str, str], list[bool]] = defaultdict(list)
    rulebook = Rulebook(CHECKOUT / "rules")
    for gold in load_gold(CHECKOUT / "corpus" / "gold", split="dev"):
        for table, features, right in _rows(gold, process(gold.text, rulebook, as_of=None)):
            seen[table, "all", ""].append(right)
            for feature, value in features.items():
                seen[table, feature, value].append(right)
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["table", "feature", "value", "rate", "rows"])
        for (table, feature, value), rights in sorted(seen.items()):
            everything = seen[table, "all", ""]
            mean = sum(everything) / len(everything)
            rate = (sum(rights) + WEIGHT * mean) / (len(rights) + WEIGHT) * UNSEEN[table]
            writer.writerow([table, feature, value, f"{rate:.3f}", len(rights)])


def _rows(gold: GoldDirective, result: Result) -> Iterator[tuple[str, dict[str, str], bool]]:
    """Yield table, features and truth of every row; each carries its place in the list as its confidence."""
    rows: list[tuple[str, Any]] = [(table, row) for table in FEATURES for row in getattr(result, table)]
    marked: defaultdict[str, list[Any]] = defaultdict(list)
    for at, (table, row) in enumerate(rows):
        marked[table].append(replace(row, confidence=float(at)))
    numbered = replace(result, **{table: tuple(ones) for table, ones in marked.items()})
    named = {(body.start, body.end): body.confidence for body in result.mentions.bodies}
    for outcome in outcomes(gold, numbered):
        if outcome.confidence is None or outcome.figure.startswith("legal_bases"):
            continue
        table, row = rows[int(outcome.confidence)]
        features = {name: getattr(row, name) for name in FEATURES[table] if name != "named"}
        if table == "assignments":
            features["named"] = f"{named.get((row.start, row.end), 1.0):.2f}"
        yield table, features, outcome.right


if __name__ == "__main__":
    fit()
