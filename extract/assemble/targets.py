"""Chỉ tiêu: the quantified aims that a directive sets, with what is counted, how much and by when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extract.assemble.drafts import TaskDraft
from extract.assemble.duties import Verdict
from extract.assemble.figures import Figure, Figures, aim_patterns
from extract.assemble.table_rows import TaskRow
from extract.assemble.tree import Tree
from extract.model import Directive, Item, Mentions, Quantity, TableCell, TimeExpression
from extract.rulebook import Rulebook

_REACH = 160
_PLACE_OF_YEAR = 40
_OPENING = 60
_SILENT_USES = frozenset({"preamble", "notice", "effect"})
# Blocks that say what is to be done, though not all of them become tasks.
_DIRECTING_USES = frozenset({"task", "contact", "introducer"})


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """A target before it has ids: its clause, its quantity, the time that bounds it.

    ``holder`` is a place in the words of the task that holds it.
    """

    start: int
    end: int
    indicator: str
    quantity: Quantity
    start_on: str
    due_on: str
    path: tuple[str, ...]
    heading: str
    rule: str
    holder: int


class Targets:
    """Decides which quantities of a directive are targets.

    Args:
        directive: its text and year are read.
        mentions: quantities and times.
        tree: its parts.
        rulebook: group ``targets``.
    """

    def __init__(self, directive: Directive, mentions: Mentions, tree: Tree, rulebook: Rulebook) -> None:
        self._directive = directive
        self._text = directive.text
        self._tree = tree
        self._rules = aim_patterns(rulebook)
        self._figures = Figures(directive.text, mentions.quantities, rulebook)
        self._times = mentions.times
        self._time_starts = [time.start for time in mentions.times]

    def of_items(self, verdicts: dict[int, list[Verdict]]) -> Iterator[TargetDraft]:
        """Yield the targets of running text, in text order.

        Args:
            verdicts: what each item of the tree is; openings, notices and reports of the past set no targets.
        """
        for item in self._tree.items:
            if self._tree.section(item) not in ("assessment", "funding"):
                yield from self._of_item(item, verdicts.get(item.index, []))

    def of_rows(self, rows: Sequence[TaskRow], tasks: Mapping[int, TaskDraft]) -> Iterator[TargetDraft]:
        """Yield the targets that the tasks and products of task tables hold; ``tasks`` by where they start."""
        for row in rows:
            columns = dict(row.columns)
            for cell in filter(None, (row.task, columns.get("product"))):
                for figure in self._aims(cell.start, cell.end, aimed=False, tasked=True):
                    time = self._time_of_row(figure, cell, columns.get("time"))
                    task = tasks.get(row.task.start)
                    path, heading = (task.path, task.heading) if task else (row.path, "")
                    yield _draft(figure, time, path, heading, "target.row", row.task.start)

    def _of_item(self, item: Item, verdicts: Sequence[Verdict]) -> Iterator[TargetDraft]:
        if any(verdict.use in _SILENT_USES for verdict in verdicts):
            return
        aimed = self._under_aims(item)
        tasked = any(verdict.use in _DIRECTING_USES for verdict in verdicts)
        figures = self._figures.read(item.start, item.end)
        heading = self._tree.items[item.parent] if item.parent >= 0 else None
        words = self._text[heading.start : heading.end] if heading else ""
        for figure in self._chosen(figures, aimed=aimed, tasked=tasked):
            time = self._time(figure, figures, item, aimed=aimed)
            rule = "target.under-aims" if aimed else "target.sought"
            yield _draft(figure, time, item.path, words, rule, figure.quantity.start)

    def _aims(self, start: int, end: int, *, aimed: bool, tasked: bool) -> Iterator[Figure]:
        return self._chosen(self._figures.read(start, end), aimed=aimed, tasked=tasked)

    def _chosen(self, figures: Sequence[Figure], *, aimed: bool, tasked: bool) -> Iterator[Figure]:
        """Yield the figures that are aims; one that goes on with a series is what the one before it is."""
        before = False
        for figure in figures:
            lead = self._text[max(figure.start, figure.quantity.start - _REACH) : figure.quantity.start]
            norm = self._last(lead, "norm") > self._last(lead, "sought")
            before = not norm and ((figure.joined and before) or self._is_aim(figure, lead, aimed=aimed, tasked=tasked))
            if before:
                yield figure

    def _is_aim(self, figure: Figure, lead: str, *, aimed: bool, tasked: bool) -> bool:
        """Weigh the words before a number that no norm gives: "phấn đấu" against a bare count."""
        if aimed:
            return True
        if not tasked:
            sentence = self._text[max(0, figure.quantity.start - 2 * _REACH) : figure.quantity.start].rpartition(". ")[
                2
            ]
            return self._last(sentence.rpartition("\n")[2], "striving") >= 0
        if self._last(lead, "sought") >= 0:
            return True
        # A bare count without striving words is a duty's object ("mở 02 lớp"), and so is a share of money.
        quantity = figure.quantity
        if quantity.unit[:1] != "%":
            return False
        if quantity.value == "100":
            after = self._text[quantity.end : quantity.end + _PLACE_OF_YEAR]
            return not self._rules["share-of-money"].match(after)
        return quantity.bound == "min" or self._last(lead, "assured") >= 0

    def _under_aims(self, item: Item) -> bool:
        """The item or a heading above it speaks of aims, not only of purposes."""
        for part in [item, *self._tree.ancestors(item)]:
            heading = self._text[part.start : min(part.end, part.start + _REACH)]
            if part is not item and self._rules["heading"].search(heading):
                return True
            if part is item and self._tree.section(part) == "aim" and self._rules["heading"].search(heading):
                return True
        return False

    def _time(self, figure: Figure, figures: Sequence[Figure], item: Item, *, aimed: bool) -> TimeExpression | None:
        """The time of the clause, else one that spans it, else of a heading above, else of the title."""
        own = self._in_clause(figure) or self._spanning(figure, figures, item) or self._behind_series(figure, figures)
        if own is not None:
            return own
        spans = [(above.start, above.end) for above in self._tree.ancestors(item)]
        if aimed:
            spans.append((self._directive.header.subject.start, self._directive.header.subject.end))
        above = (list(self._times_in(start, end)) for start, end in spans)
        return next((times[-1] for times in above if times), None)

    def _in_clause(self, figure: Figure) -> TimeExpression | None:
        """The last time before the number, else the first after it; a period before it may only be part of a name."""
        times = list(self._times_in(figure.start, figure.end))
        earlier = [time for time in times if time.start < figure.quantity.start]
        days = [time for time in earlier if time.kind != "period"]
        later = times[len(earlier) :]
        return next(iter([*reversed(days), *later, *reversed(earlier)]), None)

    def _spanning(self, figure: Figure, figures: Sequence[Figure], item: Item) -> TimeExpression | None:
        """A time that speaks of more than its own clause.

        In front of a number it holds for all that follow, behind one for that one alone; behind all numbers of the
        sentence ("...; hoàn thành trong năm 2026") for all of them.
        """
        behind = [(one.quantity.end, one.end) for one in figures]
        times = [
            time
            for time in self._times_in(item.start, item.end)
            if not any(start <= time.start < end for start, end in behind)
        ]
        earlier = [time for time in times if time.start < figure.start and self._reaches(time, figure, item)]
        later = [
            time
            for time in times
            if time.start > behind[-1][0]
            and "." not in self._text[figure.end : time.start]
            and self._rules["done"].search(self._text[figure.end : time.end])
        ]
        return earlier[-1] if earlier else later[0] if later else None

    def _behind_series(self, figure: Figure, figures: Sequence[Figure]) -> TimeExpression | None:
        """The time that ends a series of numbers: "60 km đường xã và 20 km đường thôn trong năm 2026"."""
        following = takewhile(lambda one: one.joined, figures[figures.index(figure) + 1 :])
        times = (time for one in following for time in self._times_in(one.quantity.end, one.end))
        return next(times, None)

    def _reaches(self, time: TimeExpression, figure: Figure, item: Item) -> bool:
        return time.start - item.start < _OPENING or ". " not in self._text[time.end : figure.start]

    def _time_of_row(self, figure: Figure, cell: TableCell, column: TableCell | None) -> TimeExpression | None:
        own = self._in_clause(figure)
        if own is not None or column is None or column is cell:
            return own
        return next(self._times_in(column.start, column.end), None)

    def _times_in(self, start: int, end: int) -> Iterator[TimeExpression]:
        for time in self._times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]:
            if time.use != "citation" and time.due_on and not self._is_base(time):
                yield time

    def _is_base(self, time: TimeExpression) -> bool:
        return bool(self._rules["base"].search(self._text[max(0, time.start - _PLACE_OF_YEAR) : time.start]))

    def _last(self, words: str, aim: str) -> int:
        """Return where the last words of a kind end, -1 when there are none."""
        return max((match.end() for match in self._rules[aim].finditer(words)), default=-1)


def _draft(
    figure: Figure, time: TimeExpression | None, path: tuple[str, ...], heading: str, rule: str, holder: int
) -> TargetDraft:
    return TargetDraft(
        figure.start,
        figure.end,
        figure.indicator,
        figure.quantity,
        time.start_on if time and time.kind == "period" else "",
        time.due_on if time else "",
        path,
        heading,
        rule,
        holder,
    )
