"""Who carries a task and until when.

Where the block itself does not say: attribute lines, headings, footnotes, the mandate.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extract.assemble.clauses import Clauses, RoleReading
from extract.assemble.duties import Verdict
from extract.assemble.grammar import Grammar
from extract.assemble.tree import Attribute, Tree
from extract.assemble.unnamed import generic
from extract.model import BodyMention, Directive, DutyCue, Item, Mentions, Note, TimeExpression

_ITEM_NUMBER = regex.compile(r"\d{1,2}(?:\.\d{1,2})*|(?<![\p{L}])[IVX]{1,5}(?![\p{L}])")


@dataclass(frozen=True, slots=True)
class Share:
    """A body's part in a task and how it came by it."""

    body: BodyMention
    role: str
    source: str
    rule: str


@dataclass(frozen=True, slots=True)
class Timing:
    """A time that binds a task and how it came by it."""

    time: TimeExpression
    source: str


ACTING = ("lead", "perform", "supervise")
_COLLECTIVE = 140
_CLAUSE_END = regex.compile(r"[.;\n]")


class Holders:
    """Looks up what attribute lines, headings and the mandate give to a task.

    Args:
        directive: the directive.
        mentions: what was marked in it.
        tree: its parts.
        clauses: reads roles.
        grammar: patterns of the duty grammar.
    """

    def __init__(
        self, directive: Directive, mentions: Mentions, tree: Tree, clauses: Clauses, grammar: Grammar
    ) -> None:
        self._grammar = grammar
        self._directive = directive
        self._text = directive.text
        self._tree = tree
        self._clauses = clauses
        self._times = [time for time in mentions.times if time.use == "deadline"]
        self._said = mentions.times
        self._time_starts = [time.start for time in self._times]
        self._cues = mentions.cues
        self._cue_starts = [cue.start for cue in mentions.cues]
        self._notes = [note for note in directive.notes if note.anchor >= 0]
        self._line_items: dict[int, list[Item]] = {}
        self._plan_time_by_zone: dict[str, list[TimeExpression]] = {}

    def is_plural(self, body: BodyMention) -> bool:
        """Tell whether a name stands for several bodies ("các sở, ban, ngành", "Thủ trưởng các cơ quan")."""
        by_kind = body.kind == "group" or body.rule == "heading.by-kind"
        of_many = self._text[max(0, body.start - 4) : body.start].lower() == "các "
        return by_kind or of_many or bool(self._grammar["bearer.plural"].match(body.name))

    def performers(self, bodies: Sequence[BodyMention], *, source: str, rule: str) -> list[Share]:
        """Return the shares of those who do the work: the one body leads, several or a group each perform.

        Args:
            bodies: the acting bodies.
            source: how they were found.
            rule: the rule that found them.
        """
        role = "lead" if len(bodies) == 1 and not self.is_plural(bodies[0]) else "perform"
        return [Share(body, role, source, rule) for body in bodies]

    def times_in(self, start: int, end: int) -> list[TimeExpression]:
        """Return the binding times whose words begin in ``[start, end)``."""
        return self._times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]

    def cover(self, verdicts: dict[int, list[Verdict]]) -> None:
        """Give every attribute line to the run of tasks that it covers.

        A line closes the run of tasks before it since the last line under the same heading; a line with no task before
        it under its heading holds for those that follow there.
        """
        run: list[int] = []
        after_line = False
        ahead: list[Item] = []
        for item in self._tree.items:
            attribute = self._tree.attributes.get(item.index)
            if attribute is not None and attribute.kind not in ("task", "other"):
                if run:
                    for index in run:
                        self._line_items.setdefault(index, []).append(item)
                else:
                    ahead.append(item)
                after_line = True
            elif any(verdict.is_task for verdict in verdicts.get(item.index, [])):
                if after_line:
                    run, after_line = [], False
                run.append(item.index)
                ahead = [line for line in ahead if self._below(item, line)]
                self._line_items.setdefault(item.index, []).extend(ahead)
            elif item.label or item.kind == "heading":
                run, after_line = [], False
                ahead = [line for line in ahead if self._below(item, line)]

    def _below(self, item: Item, line: Item) -> bool:
        """The item stands under the part that the line hangs on."""
        part = line.parent
        while part >= 0 and part in self._tree.attributes:
            part = self._tree.items[part].parent
        return part >= 0 and any(above.index == part for above in self._tree.ancestors(item))

    def lines_of(self, item: Item) -> list[tuple[Item, Attribute]]:
        """Return the attribute lines that cover a task."""
        return [
            (line, attribute)
            for line in self._line_items.get(item.index, [])
            for attribute in self._tree.attributes_of(line)
        ]

    def from_lines(self, item: Item) -> list[Share]:
        """Return the shares that attribute lines give to a task."""
        return [
            share
            for _, attribute in self.lines_of(item)
            for share in self.from_attribute(attribute, "section", task_label=item.label)
        ]

    def line_times(self, item: Item) -> list[Timing]:
        """Return the times that attribute lines and introducing headings give to a task."""
        found = [
            Timing(time, "section")
            for _, attribute in self.lines_of(item)
            for time in self.times_in(attribute.value_start, attribute.value_end)
        ]
        found += [Timing(time, "document") for time in self._plan_times(item.zone)]
        for above in self._tree.ancestors(item):
            if above.index not in self._tree.attributes and above.zone == item.zone:
                found += [
                    Timing(time, "section") for time in self.times_in(above.start, above.end) if self._heads(above)
                ] or [Timing(time, "section") for time in self._only_times(above)]
        return found

    def _only_times(self, above: Item) -> list[TimeExpression]:
        """Return the time of a heading that says nothing else: "1. Giai đoạn 2026 - 2030"."""
        if not self._grammar["heading.only-time"].match(self._text[above.start : above.end].strip(" *_")):
            return []
        return [time for time in self._said if above.start <= time.start < above.end and time.use != "citation"]

    def _plan_times(self, zone: str) -> list[TimeExpression]:
        """Times of a line under a heading of its own, with no duty: "II. THỜI GIAN: từ nay đến năm 2030"."""
        if zone not in self._plan_time_by_zone:
            self._plan_time_by_zone[zone] = [
                time
                for line in self._tree.items
                if line.zone == zone and self._speaks_of_all(line)
                for attribute in self._tree.attributes_of(line)
                if attribute.kind == "time"
                for time in self.times_in(attribute.value_start, attribute.value_end)
            ]
        return self._plan_time_by_zone[zone]

    def _speaks_of_all(self, line: Item) -> bool:
        above = self._tree.items[line.parent] if line.parent >= 0 else None
        if above is None or self._tree.section(above) != "scope":
            return False
        return not any(line in lines for lines in self._line_items.values())

    def _heads(self, item: Item) -> bool:
        """A heading's time binds its parts when the heading introduces them and does not merely name them."""
        return self._text[item.start : item.end].rstrip(" *_").endswith(":")

    def from_attribute(self, attribute: Attribute, source: str, *, task_label: str = "") -> list[Share]:
        """Return the shares that one attribute gives; none when it says something else than who."""
        if attribute.kind not in ("lead", "perform", "coordinate", "approve", "supervise"):
            return []
        return self.attribute_shares(
            attribute.value_start, attribute.value_end, attribute.kind, source, task_label=task_label
        )

    def attribute_shares(self, start: int, end: int, kind: str, source: str, *, task_label: str = "") -> list[Share]:
        """Read the value of an attribute line or table cell.

        Args:
            start: where the value begins.
            end: where it ends.
            kind: what the head of the line or column says: lead, perform, coordinate, approve, supervise, submit.
            source: ``section`` or ``table``.
            task_label: label of the task, for footnotes that allot items to bodies.

        Returns:
            the shares of the bodies named there.
        """
        bodies = self._clauses.bodies_in(start, end)
        readings = {reading.body.start: reading for reading in self._clauses.read(start, end, listing=True)}
        if kind == "submit":
            return [Share(body, "perform", source, "attribute.submit") for body in bodies]
        leads = "chủ trì" in self._text[start:end].lower()
        shares: list[Share] = []
        acting = [body for body in bodies if readings.get(body.start) and readings[body.start].role == "subject"]
        head = (
            kind
            if kind != "perform"
            else ("lead" if leads or (len(acting) == 1 and not self.is_plural(acting[0])) else "perform")
        )
        for body in bodies:
            reading = readings.get(body.start)
            if reading is None:
                role = head if kind != "perform" and not self._governed(body, start) else ""
            elif reading.role == "subject":
                role = head
            else:
                role = reading.role
            if role and role != "none":
                shares.append(Share(body, role, source, reading.rule if reading else f"attribute.{kind}"))
        return self._allotted(shares, start, end, task_label) + self._handed_on(start, end)

    def _handed_on(self, start: int, end: int) -> list[Share]:
        """Heed footnotes that hand the work of a cell or line on: "nội dung này sẽ do Ủy ban X thực hiện"."""
        return [
            Share(body, "lead", "footnote", "footnote.hands-on")
            for note in self._notes
            if start <= note.anchor <= end + 1
            for body in self._clauses.bodies_in(note.start, note.end)
            if self._grammar["bearer.done-by"].search(self._text, note.start, body.start)
            and self._grammar["bearer.does"].match(self._text[body.end : body.end + 120])
        ]

    def _governed(self, body: BodyMention, start: int) -> bool:
        return bool(self._grammar["bearer.governed"].search(self._text[max(start, body.start - 12) : body.start]))

    def _allotted(self, shares: list[Share], start: int, end: int, task_label: str) -> list[Share]:
        """Heed footnotes that hand item numbers to bodies: "Chủ trì thực hiện nội dung tại các mục 2.1; 2.2"."""
        allotments = {
            share.body.start: numbers
            for share in shares
            for note in self._notes
            if start <= note.anchor <= end and 0 <= note.anchor - share.body.end <= 1
            if (numbers := self._numbers(note))
        }
        if not allotments or not task_label:
            return shares
        mine = {at for at, numbers in allotments.items() if task_label in numbers}
        kept: list[Share] = []
        for share in shares:
            if share.role not in ("lead", "perform"):
                kept.append(share)
            elif share.body.start in mine:
                kept.append(replace(share, role="lead", source="footnote", rule="footnote.allots"))
            elif not mine and share.body.start not in allotments:
                kept.append(share)
        return kept

    def _numbers(self, note: Note) -> frozenset[str]:
        match = self._grammar["bearer.allots"].search(self._text, note.start, note.end)
        return (
            frozenset(found.group() for found in _ITEM_NUMBER.finditer(self._text, match.end(), note.end))
            if match
            else frozenset()
        )

    def from_headings(self, item: Item) -> tuple[list[Share], Item | None]:
        """Return the shares that the nearest heading with bodies gives, and that heading."""
        partners: list[Share] = []
        for above in self._tree.ancestors(item):
            if above.index in self._tree.attributes:
                continue
            readings = self._clauses.read(above.start, above.end)
            shares = self.readings_to_shares(readings, above.start, above.end, "section")
            if any(share.role in ACTING for share in shares):
                return [*shares, *partners], above
            bearer = self._bearer(above) or self._bearer_by_kind(above)
            if bearer:
                return [*self.performers(bearer, source="section", rule="heading.bears"), *partners], above
            # "Phối hợp với các Bộ liên quan:" adds its partners to all that stands below it.
            if self._heads(above) or self._grammar["heading.partners"].match(self._text[above.start : above.end]):
                partners += shares
        return [], None

    def _bearer(self, above: Item) -> list[BodyMention]:
        """Return the bodies of "Trách nhiệm của Sở Y tế".

        "Nhiệm vụ thường xuyên của Ban", or of a heading that only names bodies.
        """
        groups = self._clauses.groups(above.start, above.end)
        if not groups:
            return []
        first = groups[0]
        before = self._text[above.start : first[0].start]
        bears = bool(self._grammar["bearer.heading"].search(before))
        if bears and above.end - first[-1].end <= 60:
            return [body for group in groups for body in group] if above.end - above.start < 400 else first
        return []

    def _bearer_by_kind(self, above: Item) -> list[BodyMention]:
        """A heading beside headings that name bodies names one too: "3. Chủ rừng" after "1. Hạt Kiểm lâm"."""
        words = self._text[above.start : above.end]
        if (match := self._grammar["bearer.of-class"].match(words)) and not self._clauses.groups(
            above.start, above.end
        ):
            return [self._by_kind(above.start + match.start("name"), above.start + match.end("name"))]
        match = self._grammar["bearer.collective"].match(words)
        if match is None or not above.label or len(words) > _COLLECTIVE:
            return []
        if self._grammar.predicate.match(words, match.start("name")):
            return []
        beside = [part for part in self._tree.children[above.parent] if part.label and part.index != above.index]
        if not any(self._bearer(part) or self._acts(part) for part in beside):
            return []
        start = above.start + match.start("name")
        name = self._text[start : above.end].partition("(")[0].rstrip(" :.;*")
        return [self._by_kind(start, start + len(name))]

    def _by_kind(self, start: int, end: int) -> BodyMention:
        name = self._text[start:end].strip()
        name = name.lower() if name.isupper() else name
        return replace(generic(start, name, "heading.by-kind", 0.7), end=end)

    def _acts(self, part: Item) -> bool:
        return any(reading.role == "subject" for reading in self._clauses.read(part.start, part.end))

    def readings_to_shares(self, readings: Sequence[RoleReading], start: int, end: int, source: str) -> list[Share]:
        """Turn readings into shares: a subject leads or performs, or only follows the work."""
        acting = [reading for reading in readings if reading.role == "subject"]
        leads = any(cue.kind == "lead" and start <= cue.start < end for cue in self._cues_in(start, end))
        shares: list[Share] = []
        groups: dict[int, list[RoleReading]] = {}
        for reading in acting:
            groups.setdefault(reading.group, []).append(reading)
        total = len({reading.body.name for reading in acting})
        for group in groups.values():
            last = max(reading.body.end for reading in group)
            group_leads = leads and self._leads_after(last, end)
            bodies = [reading.body for reading in group]
            role = "lead" if group_leads or (total == 1 and not self.is_plural(bodies[0])) else "perform"
            shares += [Share(reading.body, role, source, reading.rule) for reading in group]
        shares += [
            Share(reading.body, reading.role, source, reading.rule) for reading in readings if reading.role != "subject"
        ]
        return shares

    def leads_in(self, start: int, end: int) -> bool:
        """Tell whether "chủ trì" stands in a stretch."""
        return any(cue.kind == "lead" for cue in self._cues_in(start, end))

    def _leads_after(self, at: int, end: int) -> bool:
        """ "chủ trì" stands in the clause that begins at ``at``."""
        stop = _CLAUSE_END.search(self._text, at, end)
        limit = stop.start() if stop else end
        return any(cue.kind == "lead" for cue in self._cues_in(at, limit))

    def _cues_in(self, start: int, end: int) -> Sequence[DutyCue]:
        return self._cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]
