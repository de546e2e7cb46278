"""Scores against gold: what was found, missed and invented, how sure it was, and what changed since an earlier run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.evaluate.calibration import Bin, Reliability, reliability
from extract.evaluate.change import Change, changes
from extract.evaluate.gold import GoldDirective, load_gold
from extract.evaluate.outcomes import Figure, Outcome, figure, outcomes

if TYPE_CHECKING:
    from pathlib import Path

    from extract.model import Result
    from extract.rulebook import Rulebook

__all__ = [
    "Bin",
    "Change",
    "Evaluation",
    "Figure",
    "GoldDirective",
    "Outcome",
    "Reliability",
    "changes",
    "evaluate",
    "evaluate_run",
    "figure",
    "load_gold",
    "outcomes",
    "reliability",
]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcomes of all directives of a gold set, and the names of those that could not be read."""

    rows: tuple[Outcome, ...]
    failed: tuple[str, ...] = ()

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of document, by name."""
        return tuple(sorted({row.kind for row in self.rows}))

    def figures(self) -> tuple[str, ...]:
        """Return the names of the figures, header fields last and folded into one."""
        return tuple(sorted({_folded(row.figure) for row in self.rows}))

    def of(self, name: str, *, kind: str = "") -> Figure:
        """Return one figure, of all documents or of one kind; ``header`` sums up all its fields."""
        return figure(self.select(name, kind=kind))

    def select(self, name: str, *, kind: str = "") -> Sequence[Outcome]:
        """Return the outcomes of one figure; ``header`` stands for all its fields."""
        return [
            row for row in self.rows if (row.figure == name or _folded(row.figure) == name) and kind in ("", row.kind)
        ]


def evaluate(gold: Iterable[GoldDirective], rulebook: Rulebook) -> Evaluation:
    """Read the text of every gold directive and compare.

    Args:
        gold: from `load_gold`.
        rulebook: the rules to read by.
    """
    from extract.errors import InputError
    from extract.pipeline import failed, process

    rows: list[Outcome] = []
    unread = []
    for directive in gold:
        try:
            result = process(directive.text, rulebook, as_of=None)
        except InputError as error:
            result = failed(directive.text, error)
            unread.append(directive.name)
        rows += outcomes(directive, result)
    return Evaluation(tuple(rows), tuple(unread))


def evaluate_run(gold: Iterable[GoldDirective], run: Path) -> Evaluation:
    """Compare the tables of an earlier run with the gold; a directive that the run does not hold is all missed.

    Args:
        gold: from `load_gold`.
        run: the output folder of a run in any format but the workbook.

    Raises:
        UnreadableRunError: the tables cannot be read.
    """
    from extract.evaluate.run_tables import results

    found = results(run)
    rows: list[Outcome] = []
    absent = []
    for directive in gold:
        result = found.get(directive.name)
        if result is None:
            absent.append(directive.name)
            result = _nothing(directive)
        rows += outcomes(directive, result)
    return Evaluation(tuple(rows), tuple(absent))


def _nothing(directive: GoldDirective) -> Result:
    from extract.model import Document, Result

    return Result(Document("", directive.text.name, "", status="failed"), "")


def _folded(name: str) -> str:
    return "header" if name.startswith("header.") else name
