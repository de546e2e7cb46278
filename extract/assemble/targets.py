"""Chỉ tiêu: the quantified aims that a directive sets, with what is counted, how much and by when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.assemble.duties import Verdict
from extract.assemble.tree import Tree
from extract.model import Directive, Item, Mentions, Quantity, TimeExpression
from extract.rulebook import Rulebook

_KEPT = 4
_CLAUSE = regex.compile(r"[.;:!?](?=\s|$)|\n")
_COMMA = regex.compile(r",\s")
_OPENS = regex.compile(r"(?:,|(?<!\p{L})và|;)\s*$")
_TRIM = " ,;:.-+*•(\n"
_REACH = 160
_VERB = 2
_PLACE_OF_YEAR = 40
_SILENT_USES = frozenset({"preamble", "notice", "effect"})


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """A target before it has ids: its clause, its quantity, the time that bounds it."""

    start: int
    end: int
    indicator: str
    quantity: Quantity
    start_on: str
    due_on: str
    item: Item
    rule: str


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
        self._rules = _rules(rulebook)
        self._quantities = mentions.quantities
        self._starts = [quantity.start for quantity in mentions.quantities]
        self._times = mentions.times
        self._time_starts = [time.start for time in mentions.times]

    def drafts(self, verdicts: dict[int, list[Verdict]]) -> list[TargetDraft]:
        """Return the targets in text order.

        Args:
            verdicts: what each item of the tree is; openings, notices and reports of the past set no targets.
        """
        return [draft for item in self._tree.items for draft in self._of_item(item, verdicts.get(item.index, []))]

    def _of_item(self, item: Item, verdicts: Sequence[Verdict]) -> Iterator[TargetDraft]:
        quantities = self._quantities[bisect_left(self._starts, item.start) : bisect_left(self._starts, item.end)]
        if not quantities or any(verdict.use in _SILENT_USES for verdict in verdicts):
            return
        if self._tree.section(item) in ("assessment", "funding"):
            return
        aimed = self._under_aims(item)
        for start, end, quantity in self._clauses(quantities, item):
            if not self._is_aim(quantity, start, aimed=aimed):
                continue
            time = self._time(quantity, item, start, end)
            yield TargetDraft(
                start,
                end,
                self._indicator(start, quantity, end),
                quantity,
                time.start_on if time and time.kind == "period" else "",
                time.due_on if time else "",
                item,
                "target.under-aims" if aimed else "target.sought",
            )

    def _is_aim(self, quantity: Quantity, start: int, *, aimed: bool) -> bool:
        """Weigh the words before the number, the nearest deciding: "phấn đấu" against "ngân sách hỗ trợ"."""
        lead = self._text[max(start, quantity.start - _REACH) : quantity.start]
        sought, norm = self._last(lead, "sought"), self._last(lead, "norm")
        if norm > sought:
            return False
        share = quantity.unit[:1] == "%"
        # A bare count without striving words is a duty's object ("mở 02 lớp"), not an aim.
        return aimed or sought >= 0 or (share and (quantity.bound == "min" or self._last(lead, "assured") >= 0))

    def _clauses(self, quantities: Sequence[Quantity], item: Item) -> list[tuple[int, int, Quantity]]:
        """Return each quantity with its clause; of several in one clause the one that is reached: "1 Gb/s đạt 100%"."""
        found: list[tuple[int, int, Quantity]] = []
        for quantity in quantities:
            start, end = self._clause(quantity, item)
            if found and start < found[-1][1]:
                begin, _, earlier = found[-1]
                commas = list(_COMMA.finditer(self._text, earlier.end, quantity.start))
                if _OPENS.search(self._text, earlier.end, quantity.start):
                    found[-1] = (begin, quantity.start, earlier)
                    start = quantity.start
                elif commas:
                    found[-1] = (begin, commas[0].start(), earlier)
                    start = commas[0].end()
                else:
                    reached = self._rules["reached"].search(
                        self._text[max(start, quantity.start - 40) : quantity.start]
                    )
                    found[-1] = (begin, end, quantity if reached else earlier)
                    continue
            found.append((start, end, quantity))
        return found

    def _under_aims(self, item: Item) -> bool:
        """The item or a heading above it speaks of aims, not only of purposes."""
        for part in [item, *self._tree.ancestors(item)]:
            heading = self._text[part.start : min(part.end, part.start + _REACH)]
            if part is not item and self._rules["heading"].search(heading):
                return True
            if part is item and self._tree.section(part) == "aim" and self._rules["heading"].search(heading):
                return True
        return False

    def _clause(self, quantity: Quantity, item: Item) -> tuple[int, int]:
        """Return the clause of a quantity: up to the marks round it."""
        marks = [match.end() for match in _CLAUSE.finditer(self._text, item.start, quantity.start)]
        start = marks[-1] if marks else item.start
        stop = _CLAUSE.search(self._text, quantity.end, item.end)
        end = stop.start() if stop else item.end
        while start < quantity.start and self._text[start] in _TRIM:
            start += 1
        while end > quantity.end and self._text[end - 1] in _TRIM:
            end -= 1
        return start, end

    def _indicator(self, start: int, quantity: Quantity, end: int) -> str:
        """What is counted: the words before the number, or those after it where none of them says so."""
        before = self._rules["opens"].sub("", self._text[start : quantity.start].strip(_TRIM) + " ")
        before = self._rules["closes"].sub("", before.strip(_TRIM))
        after = self._text[quantity.end : end].strip(_TRIM)
        if quantity.unit[:1] != "%":
            after = f"{quantity.unit} {after}"
        words = before.split()
        # "Thu hút 3 tổ chức ...": a verb alone says little.
        return " ".join(words if len(words) > _VERB else [*words, *after.split()])

    def _time(self, quantity: Quantity, item: Item, start: int, end: int) -> TimeExpression | None:
        """The time of the clause, else of its sentence, else of a heading above, else of the title."""
        spans = [(start, end), (item.start, item.end)]
        spans += [(above.start, above.end) for above in self._tree.ancestors(item)]
        subject = self._directive.header.subject
        spans.append((subject.start, subject.end))
        for first, last in spans:
            times = [time for time in self._times_in(first, last) if not self._is_base(time)]
            if times:
                earlier = [time for time in times if time.start < quantity.start] if first <= quantity.start else times
                return (earlier or times)[-1 if earlier else 0]
        return None

    def _times_in(self, start: int, end: int) -> Iterator[TimeExpression]:
        for time in self._times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]:
            if time.use != "citation" and time.due_on:
                yield time

    def _is_base(self, time: TimeExpression) -> bool:
        return bool(self._rules["base"].search(self._text[max(0, time.start - _PLACE_OF_YEAR) : time.start]))

    def _last(self, words: str, aim: str) -> int:
        """Return where the last words of a kind end, -1 when there are none."""
        return max((match.end() for match in self._rules[aim].finditer(words)), default=-1)


@lru_cache(maxsize=_KEPT)
def _rules(rulebook: Rulebook) -> dict[str, regex.Pattern[str]]:
    return {str(rule.gives["aim"]): rule.regex for rule in rulebook.rules("targets") if "aim" in rule.gives}
