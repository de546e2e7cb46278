"""What became of each thing that the gold holds and of each row that was found: the rows of an evaluation."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from extract.evaluate.gold import HEADER, GoldAssignment, GoldBasis, GoldDeadline, GoldDirective, GoldTask
from extract.evaluate.likeness import ALIKE, SAME_TEXT, fold, fold_body, likeness, overlap, pairs, words
from extract.model import Assignment, Deadline, LegalBasis, Result, Task
from extract.text import canonical

_SHOWN: Final = 80  # characters of a task by which a person knows it again
_BOOKKEEPING: Final = ("DTSTART", "WKST", "COUNT", "UNTIL")
_CHANGES: Final = frozenset({"amends", "replaces", "repeals"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing wanted, found, or both.

    ``wanted`` is empty for a row that the gold does not hold, ``found`` for what was missed. ``right`` is the measure
    of the figures (the same passage, the same body by another spelling); ``exact`` is stricter: the very same words.
    ``confidence`` is that of the row found, None where a row has none.
    """

    document: str
    kind: str
    figure: str
    wanted: str
    found: str
    right: bool
    exact: bool
    confidence: float | None = None


def outcomes(gold: GoldDirective, result: Result) -> tuple[Outcome, ...]:
    """Compare one directive's rows with its gold.

    The gold tells three relations of a cited document; ``amends``, ``replaces`` and ``repeals`` say more exactly what
    is ``mentions`` there and count as right where it stands, and nowhere else.
    """
    return tuple(_Comparison(gold, result).all())


class _Comparison:
    def __init__(self, gold: GoldDirective, result: Result) -> None:
        self._gold = gold
        self._result = result
        self._text = " ".join(result.text.split())
        self._assignments: defaultdict[str, list[Assignment]] = defaultdict(list)
        self._deadlines: defaultdict[str, list[Deadline]] = defaultdict(list)
        for assignment in result.assignments:
            self._assignments[assignment.task_id].append(assignment)
        for deadline in result.deadlines:
            self._deadlines[deadline.task_id].append(deadline)

    def all(self) -> Iterator[Outcome]:
        yield from self._header()
        yield from self._legal_bases()
        yield from self._tasks()
        yield from self._targets()

    def _outcome(
        self,
        figure: str,
        wanted: str,
        found: str,
        *,
        right: bool = False,
        exact: bool = False,
        confidence: float | None = None,
    ) -> Outcome:
        kind = self._gold.document["type"]
        return Outcome(self._gold.name, kind, figure, wanted, found, right, exact, confidence)

    def _header(self) -> Iterator[Outcome]:
        for name in HEADER:
            want, have = canonical(self._gold.document[name]).text, str(getattr(self._result.document, name))
            exact = fold(want) == fold(have)
            right = exact or (name in ("issuer", "subject") and likeness(fold(want), fold(have)) >= ALIKE)
            right = right or (name == "signing_authority" and want != "" and want in have.split("/"))
            # A field that the directive does not have is right when it stays empty.
            yield self._outcome(f"header.{name}", want or "-", have or "-", right=right, exact=exact)

    def _legal_bases(self) -> Iterator[Outcome]:
        want = [one for one in self._gold.legal_bases if one.cited_reference]
        have = [row for row in self._result.legal_bases if row.cited_reference]
        matched = pairs([_cited(one) for one in want], [_cited(row) for row in have], _equal, 1.0)
        yield from self._paired("legal_bases.numbered", want, have, matched)
        for i, j in matched.items():
            exact = want[i].relation == have[j].relation
            right = exact or _refines(want[i].relation, have[j].relation)
            place = f"{want[i].cited_reference}: "
            yield self._outcome(
                "legal_bases.relation", place + want[i].relation, place + have[j].relation, right=right, exact=exact
            )
        named = [one for one in self._gold.legal_bases if not one.cited_reference]
        rows = [row for row in self._result.legal_bases if not row.cited_reference]
        matched = pairs([fold(one.quote) for one in named], [fold(row.quote) for row in rows], likeness, SAME_TEXT)
        yield from self._paired("legal_bases.named", named, rows, matched)

    def _paired(
        self, figure: str, want: list[GoldBasis], have: list[LegalBasis], matched: dict[int, int]
    ) -> Iterator[Outcome]:
        for i, one in enumerate(want):
            row = have[matched[i]] if i in matched else None
            exact = row is not None and fold(one.quote) == fold(row.quote)
            yield self._outcome(
                figure,
                one.quote,
                row.quote if row else "",
                right=row is not None,
                exact=exact,
                confidence=row.confidence if row else None,
            )
        for j, row in enumerate(have):
            if j not in matched.values():
                yield self._outcome(figure, "", row.quote, confidence=row.confidence)

    def _tasks(self) -> Iterator[Outcome]:
        rows = list(self._result.tasks)
        wanted = [self._words_of(task) for task in self._gold.tasks]
        matched = pairs([words(text) for text in wanted], [words(row.content) for row in rows], overlap, SAME_TEXT)
        for i, task in enumerate(self._gold.tasks):
            row = rows[matched[i]] if i in matched else None
            yield from self._task(task, wanted[i], row)
        for j, row in enumerate(rows):
            if j not in matched.values():
                yield self._outcome("tasks", "", row.content[:_SHOWN], confidence=row.confidence)
                yield self._outcome("tasks.whole", "", row.content[:_SHOWN])
                yield from self._who(row.content[:_SHOWN], (), self._assignments[row.task_id])
                yield from self._when(row.content[:_SHOWN], (), self._deadlines[row.task_id])

    def _task(self, task: GoldTask, wanted: str, row: Task | None) -> Iterator[Outcome]:
        name = task.quote_start[:_SHOWN]
        exact = row is not None and fold(wanted) == fold(row.content)
        yield self._outcome(
            "tasks",
            name,
            row.content[:_SHOWN] if row else "",
            right=row is not None,
            exact=exact,
            confidence=row.confidence if row else None,
        )
        if row is not None:
            for field, want, have in (("kind", task.kind, row.kind), ("modality", task.modality, row.modality)):
                same = want == have
                yield self._outcome(f"tasks.{field}", f"{name}: {want}", f"{name}: {have}", right=same, exact=same)
        who = list(self._who(name, task.assignments, self._assignments[row.task_id] if row else []))
        when = list(self._when(name, task.deadlines, self._deadlines[row.task_id] if row else []))
        yield from who
        yield from when
        whole = row is not None and all(one.right for one in (*who, *when))
        yield self._outcome("tasks.whole", name, name if row else "", right=whole, exact=whole and exact)

    def _who(self, name: str, want: tuple[GoldAssignment, ...], have: list[Assignment]) -> Iterator[Outcome]:
        gold = [(fold_body(one.body), one.role) for one in want]
        rows = [(fold_body(row.body_name), row.role) for row in have]
        matched = pairs(gold, rows, lambda a, b: likeness(a[0], b[0]) if a[1] == b[1] else 0.0, ALIKE)
        for i, one in enumerate(want):
            row = have[matched[i]] if i in matched else None
            yield self._outcome(
                "assignments",
                f"{name}: {one.role} {one.body}",
                f"{name}: {row.role} {row.body_name}" if row else "",
                right=row is not None,
                exact=row is not None and fold(one.body) == fold(row.body_name),
                confidence=row.confidence if row else None,
            )
        for j, row in enumerate(have):
            if j not in matched.values():
                yield self._outcome("assignments", "", f"{name}: {row.role} {row.body_name}", confidence=row.confidence)

    def _when(self, name: str, want: tuple[GoldDeadline, ...], have: list[Deadline]) -> Iterator[Outcome]:
        gold = [_due(one.kind, one.start, one.due, one.rrule, one.offset) for one in want]
        rows = [_due(row.kind, row.start_on, row.due_on, row.rrule, row.offset) for row in have]
        matched = pairs(gold, rows, _equal, 1.0)
        for i, one in enumerate(want):
            row = have[matched[i]] if i in matched else None
            yield self._outcome(
                "deadlines",
                f"{name}: {' '.join(gold[i])} ({one.quote})",
                f"{name}: {' '.join(gold[i])} ({row.quote})" if row else "",
                right=row is not None,
                exact=row is not None and fold(one.quote) == fold(row.quote),
                confidence=row.confidence if row else None,
            )
        for j, row in enumerate(have):
            if j not in matched.values():
                yield self._outcome(
                    "deadlines", "", f"{name}: {' '.join(rows[j])} ({row.quote})", confidence=row.confidence
                )

    def _targets(self) -> Iterator[Outcome]:
        if self._gold.targets is None:
            return
        want = [(one.value, fold(one.quote)) for one in self._gold.targets]
        have = [(row.value, fold(row.quote)) for row in self._result.targets]
        matched = pairs(want, have, lambda a, b: float(a[0] == b[0] and _within(a[1], b[1])), 1.0)
        for i, one in enumerate(self._gold.targets):
            row = self._result.targets[matched[i]] if i in matched else None
            yield self._outcome(
                "targets",
                f"{one.value} {one.unit}: {one.quote}",
                f"{row.value} {row.unit}: {row.quote}" if row else "",
                right=row is not None,
                exact=row is not None and fold(one.unit) == fold(row.unit) and _last_day(one.due) == row.due_on,
                confidence=row.confidence if row else None,
            )
        for j, row in enumerate(self._result.targets):
            if j not in matched.values():
                yield self._outcome("targets", "", f"{row.value} {row.unit}: {row.quote}", confidence=row.confidence)

    def _words_of(self, task: GoldTask) -> str:
        """Return a task's words, from its first to its last; only its first where the text does not hold them."""
        at = -1
        for _ in range(task.nth + 1):
            at = self._text.find(" ".join(task.quote_start.split()), at + 1)
        last = " ".join(task.quote_end.split())
        end = self._text.find(last, at)
        return self._text[at : end + len(last)] if at >= 0 and end >= 0 else task.quote_start


def _refines(want: str, have: str) -> bool:
    """Tell whether a relation says more exactly what the gold says: changes are ``mentions`` there."""
    return want == "mentions" and have in _CHANGES


def _cited(one: GoldBasis | LegalBasis) -> tuple[str, ...]:
    return "".join(fold(one.cited_reference).split()).upper(), one.cited_on


def _equal(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return float(one == other)


def _last_day(cut: str) -> str:
    """Return the last day of a date that is cut to what is known: "2030" is 2030-12-31."""
    year, month, day = (*cut.split("-"), "", "")[:3]
    if not year or day:
        return cut
    number = int(month or 12)
    return f"{year}-{number:02}-{monthrange(int(year), number)[1]}"


def _within(one: str, other: str) -> bool:
    return one in other or other in one or overlap(words(one), words(other)) >= SAME_TEXT / 2


def _due(kind: str, start: str, due: str, rrule: str, offset: str) -> tuple[str, ...]:
    """Return what of a deadline must be right; the year of a recurring one follows from its rule."""
    match kind:
        case "recurring":
            parts = [part for part in rrule.upper().split(";") if part and part.split("=")[0] not in _BOOKKEEPING]
            return kind, ";".join(sorted(part for part in parts if part != "INTERVAL=1")), due[5:]
        case "relative":
            return kind, offset.upper()
        case "by_date":
            return kind, due
    return kind, start, due


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 of one kind of value; ``exact`` counts the hits with the very same words."""

    gold: int = 0
    found: int = 0
    hits: int = 0
    exact: int = 0

    @property
    def precision(self) -> float:
        """Hits among what was found; 1 where nothing was."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Hits among what the gold holds; 1 where it holds nothing."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.gold + self.found
        return 2 * self.hits / total if total else 1.0

    @property
    def exact_f1(self) -> float:
        """The same, of the hits with the very same words."""
        total = self.gold + self.found
        return 2 * self.exact / total if total else 1.0


def figure(rows: Iterable[Outcome]) -> Figure:
    """Sum outcomes up."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted["gold"] += bool(row.wanted)
        counted["found"] += bool(row.found)
        counted["hits"] += row.right
        counted["exact"] += row.exact
    return Figure(counted["gold"], counted["found"], counted["hits"], counted["exact"])
