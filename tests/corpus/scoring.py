"""Scores the rows of one directive against its hand-made gold: rows are matched by what they say, never by offsets.

The gold's form and what counts as correct stand in ``corpus/README.md``.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from extract.model import Result, Task

T = TypeVar("T")
_HEADER = (
    "type",
    "reference",
    "issuer",
    "place",
    "issued_on",
    "subject",
    "signer",
    "signer_position",
    "signing_authority",
)
_ALIKE = 0.9  # likeness from which two names, or two texts, are the same
_SAME_TASK = 0.8  # shared words (F1) from which a row is the task that the gold means


@dataclass
class Figure:
    """Hits among what the gold holds and what was found."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    def add(self, hits: int, gold: int, found: int) -> None:
        self.hits, self.gold, self.found = self.hits + hits, self.gold + gold, self.found + found

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing is to be found and nothing was."""
        total = self.gold + self.found
        return 2 * self.hits / total if total else 1.0


@dataclass
class Scores:
    """Figures by name, summed over directives, and the misses in words."""

    figures: defaultdict[str, Figure] = field(default_factory=lambda: defaultdict(Figure))
    misses: list[str] = field(default_factory=list)

    def add(self, gold_file: Path, result: Result) -> None:
        """Add the figures of one directive."""
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        self._name = gold_file.stem
        self._header(gold["document"], result)
        self._legal_bases(gold["legal_bases"], result)
        self._tasks(gold["tasks"], result)

    def _header(self, gold: dict[str, Any], result: Result) -> None:
        for name in _HEADER:
            want, have = fold(gold[name]), fold(getattr(result.document, name))
            right = want == have or (name in ("issuer", "subject") and likeness(want, have) >= _ALIKE)
            right = right or (name == "signing_authority" and want != "" and want in have.split("/"))
            self.figures["header"].add(int(right), 1, 1)
            if not right:
                self._miss(f"header.{name}", want, have)

    def _legal_bases(self, gold: list[dict[str, Any]], result: Result) -> None:
        want = [
            (fold(one["cited_reference"]), one["cited_on"] or "", one["relation"])
            for one in gold
            if one["cited_reference"]
        ]
        have = [(fold(row.cited_reference), row.cited_on, row.relation) for row in result.legal_bases]
        have = [row for row in have if row[0]]
        cited = self._count("legal_bases.numbered", [row[:2] for row in want], [row[:2] for row in have])
        related = (Counter(want) & Counter(have)).total()
        self.figures["legal_bases.relation"].add(related, cited, cited)
        named = [fold(one["quote"]) for one in gold if not one["cited_reference"]]
        found = [fold(row.quote) for row in result.legal_bases if not row.cited_reference]
        self.figures["legal_bases.named"].add(len(matched(named, found, likeness, _SAME_TASK)), len(named), len(found))

    def _tasks(self, gold: list[dict[str, Any]], result: Result) -> None:
        wanted = [_words(_between(result.text, one)) for one in gold]
        rows = list(result.tasks)
        match = dict(matched(wanted, [_words(row.content) for row in rows], _overlap, _SAME_TASK))
        self.figures["tasks"].add(len(match), len(gold), len(rows))
        for at, task in enumerate(gold):
            self._task(task, rows[match[at]] if at in match else None, result)
        for at, row in enumerate(rows):
            if at not in match.values():
                self._miss("tasks", "-", row.content[:70])
                self.figures["tasks.whole"].add(0, 0, 1)
                self.figures["assignments"].add(0, 0, sum(one.task_id == row.task_id for one in result.assignments))
                self.figures["deadlines"].add(0, 0, sum(one.task_id == row.task_id for one in result.deadlines))

    def _task(self, gold: dict[str, Any], row: Task | None, result: Result) -> None:
        start = gold["quote_start"]
        if row is None:
            self._miss("tasks", start, "-")
        else:
            right = int(row.kind == gold["kind"]) + int(row.modality == gold["modality"])
            self.figures["tasks.kind_modality"].add(right, 2, 2)
            if right < 2:
                self._miss(
                    "tasks.kind_modality", f"{start}: {gold['kind']} {gold['modality']}", f"{row.kind} {row.modality}"
                )
        task_id = row.task_id if row else ""
        want = [(_body(one["body"]), one["role"]) for one in gold["assignments"]]
        have = [(_body(one.body_name), one.role) for one in result.assignments if one.task_id == task_id]
        same = len(matched(want, have, _same_assignment, _ALIKE))
        self.figures["assignments"].add(same, len(want), len(have))
        whole = row is not None and same == len(want) == len(have)
        if not whole:
            self._miss("assignments", f"{start}: {want}", have)
        due = [_deadline(one["kind"], one) for one in gold["deadlines"]]
        found = [
            _deadline(one.kind, {"start": one.start_on, "due": one.due_on, "rrule": one.rrule, "offset": one.offset})
            for one in result.deadlines
            if one.task_id == task_id
        ]
        self._count("deadlines", due, found)
        self.figures["tasks.whole"].add(int(whole and Counter(due) == Counter(found)), 1, int(row is not None))

    def _count(self, name: str, want: Iterable[Any], have: Iterable[Any]) -> int:
        wanted, had = Counter(want), Counter(have)
        self.figures[name].add((wanted & had).total(), wanted.total(), had.total())
        if wanted != had:
            self._miss(name, sorted((wanted - had).elements()), sorted((had - wanted).elements()))
        return (wanted & had).total()

    def _miss(self, figure: str, want: object, have: object) -> None:
        self.misses.append(f"{self._name} {figure}: want {want}, have {have}")


def matched(
    gold: Sequence[T], found: Sequence[T], like: Callable[[T, T], float], floor: float
) -> list[tuple[int, int]]:
    """Return pairs of indices, one to one, most alike first."""
    scored = sorted(
        ((like(one, other), -abs(i - j), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)),
        reverse=True,
    )
    left, right, pairs = set[int](), set[int](), []
    for score, _, i, j in scored:
        if score >= floor and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def fold(text: str | None) -> str:
    """Fold what carries no meaning: case, blanks, kinds of quotes and dashes, outer punctuation."""
    text = unicodedata.normalize("NFC", text or "").casefold()
    text = re.sub(r"[“”\"'’‘*_]", "", re.sub(r"[‐-―−]", "-", text))
    return re.sub(r"\s+", " ", re.sub(r"\s*([-/,;:])\s*", r"\1", text)).strip(" .,;:-+()")


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1."""
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _body(name: str) -> str:
    return re.sub(r"[ ,-]+| và ", " ", re.sub(r"^các ", "", fold(name)))


def _same_assignment(one: tuple[str, str], other: tuple[str, str]) -> float:
    return likeness(one[0], other[0]) if one[1] == other[1] else 0.0


def _deadline(kind: str, value: dict[str, Any]) -> tuple[str, ...]:
    """Return what of a deadline must be right; the year of a recurring one follows from its rule."""
    start, due, rule, offset = (str(value.get(name) or "") for name in ("start", "due", "rrule", "offset"))
    match kind:
        case "recurring":
            return kind, ";".join(sorted(rule.split(";"))), due[5:]
        case "relative":
            return kind, offset
        case "by_date":
            return kind, due
    return kind, start, due


def _between(text: str, task: dict[str, Any]) -> str:
    """Return a task's words: from its first words to its last, blanks folded."""
    text = " ".join(text.split())
    start = text.index(task["quote_start"])
    return text[start : text.index(task["quote_end"], start) + len(task["quote_end"])]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", fold(text)))


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)
