"""Drafts the tasks of running text: each duty with who bears it, until when, and what its words say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import regex

from extract.assemble.clauses import Clauses
from extract.assemble.conditions import Conditions
from extract.assemble.drafts import TaskDraft, unique
from extract.assemble.duties import Verdict
from extract.assemble.grammar import Grammar
from extract.assemble.holders import ACTING, Holders, Share, Timing
from extract.assemble.mandates import Judged, Mandate, Walk
from extract.assemble.tree import Tree
from extract.assemble.wording import Wording
from extract.model import Directive, Item, Mentions

_WORD = regex.compile(r"(?<!\p{L})\p{L}{2,}")


class Prose:
    """Drafts the tasks of a directive's running text.

    Args:
        directive: its parts.
        mentions: what was marked in it.
        grammar: patterns of the duty grammar.
    """

    def __init__(self, directive: Directive, mentions: Mentions, grammar: Grammar) -> None:
        self.directive = directive
        self.grammar = grammar
        self.clauses = Clauses(directive.text, mentions.bodies, mentions.cues, grammar)
        self.tree = Tree(directive, grammar)
        self.holders = Holders(directive, mentions, self.tree, self.clauses, grammar)
        self.wording = Wording(directive.text, grammar)
        self.conditions = Conditions(directive.text, self.clauses, grammar)
        self._text = directive.text
        self._walk = Walk(directive, mentions, self.tree, self.clauses, self.holders, grammar)

    @cached_property
    def judged(self) -> Judged:
        """What every block is."""
        return self._walk.judged()

    def drafts(self) -> list[TaskDraft]:
        """Return the tasks in text order."""
        judged = self.judged
        self.holders.cover(judged.verdicts)
        return [
            self._draft(item, verdict, judged.mandates[item.index], judged.closing)
            for item in self.tree.items
            for verdict in judged.verdicts[item.index]
            if verdict.is_task
        ]

    def _draft(self, item: Item, verdict: Verdict, mandate: Mandate | None, closing: Mandate | None) -> TaskDraft:
        start, end = verdict.start, verdict.end
        predicate = self.wording.predicate_start(start, end, verdict.roles)
        shares, bearer = self._who(item, verdict, mandate, closing, predicate)
        inherited = (mandate.modality if mandate else "") or "mandatory"
        if bearer is not None and self._text[bearer.start : bearer.end].lower().startswith("đề nghị"):
            inherited = "requested"
        heading = self.tree.heading(item)
        kind = "contact" if verdict.use == "contact" else self.wording.kind(start, end, predicate, verdict.roles)
        begin = (
            item.start if start < item.end and self.tree.attributes.get(item.index) and start > item.start else start
        )
        return TaskDraft(
            start=begin,
            end=end,
            path=item.path,
            heading=self._text[heading.start : heading.end] if heading else "",
            kind=kind,
            modality="prohibited"
            if self.tree.forbids(item)
            else self.wording.modality(start, end, inherited, verdict.roles, contact=kind == "contact"),
            action=self.wording.action(predicate, end),
            deliverable=self.wording.deliverable(start, end, kind),
            funding=self._funding(item),
            rule=verdict.rule,
            shares=tuple(unique(shares)),
            timings=tuple(self._when(item, begin, end)),
            terms=self.conditions.read(begin, end),
        )

    def _who(
        self, item: Item, verdict: Verdict, mandate: Mandate | None, closing: Mandate | None, predicate: int
    ) -> tuple[list[Share], Item | None]:
        """Return the shares of a task: its own words, the lines that cover it, else headings, else the mandate."""
        inline = self.tree.inline_attributes(verdict.start, verdict.end)
        prose_end = inline[0].start if inline else verdict.end
        readings = [reading for reading in verdict.roles if reading.body.start < prose_end]
        own = self.holders.readings_to_shares(readings, verdict.start, prose_end, "explicit")
        own += [share for attribute in inline for share in self.holders.from_attribute(attribute, "explicit")]
        if self._under_partners(item):
            # Below "Chủ trì, phối hợp với:" those who are named take part; who leads stands further up.
            own = [replace(share, role="coordinate") if share.role in ACTING else share for share in own]
        shares = list(own)
        lines = self.holders.from_lines(item)
        bearer: Item | None = None
        if self._asks_others(item, verdict, own):
            own = [share for share in own if share.role not in ACTING]
            shares = list(own)
        if self._speaks_of_others(verdict, own):
            above, bearer = self.holders.from_headings(item)
            shares = [*above, *own]
        if not any(share.role in ACTING for share in own):
            inherited: list[Share] = []
            if not any(share.role in ACTING for share in lines):
                inherited, bearer = self.holders.from_headings(item)
                if not inherited and mandate is not None:
                    inherited = list(mandate.shares)
                if not inherited and closing is not None and item.zone == "body":
                    inherited = list(closing.shares)
            if self.holders.leads_in(verdict.start, verdict.end) or self._led_above(item, bearer):
                inherited = [replace(share, role="lead") if share.role == "perform" else share for share in inherited]
            shares = [*inherited, *own]
        shares += lines
        if self.wording.supervises(predicate, verdict.end) and not self.holders.leads_in(verdict.start, verdict.end):
            shares = [
                replace(share, role="supervise") if share.role in ("lead", "perform") else share for share in shares
            ]
        return shares, bearer

    def _speaks_of_others(self, verdict: Verdict, own: Sequence[Share]) -> bool:
        """Those named do only what a later sentence says: "Mở dữ liệu. Ủy ban nhân dân cấp xã chú trọng đất đai."."""
        first = min((share.body.start for share in own if share.role in ACTING), default=verdict.start)
        if not self._text[verdict.start : first].rstrip().endswith("."):
            return False
        opens = min((match.start() for match in _WORD.finditer(self._text, verdict.start, first)), default=first)
        return self.grammar.predicate.match(self._text, opens) is not None

    def _led_above(self, item: Item, bearer: Item | None) -> bool:
        """A heading between the item and its bearer says chủ trì: "a) Chủ trì, phối hợp với các sở, ngành"."""
        for above in self.tree.ancestors(item):
            if bearer is None or above.index == bearer.index:
                return False
            if self.grammar["heading.led"].match(self.tree.text(above)):
                return True
        return False

    def _under_partners(self, item: Item) -> bool:
        above = self.tree.items[item.parent] if item.parent >= 0 else None
        return above is not None and self.grammar["heading.with"].match(self.tree.text(above).strip(" *_")) is not None

    def _asks_others(self, item: Item, verdict: Verdict, own: Sequence[Share]) -> bool:
        """Below a heading that names who does it, "Yêu cầu các báo, đài ..." is that body's own work on others."""
        asks = self.grammar["clause.asks"].match(self._text[verdict.start : verdict.end]) is not None
        assigned = any(share.rule == "role.assign" and share.role in ACTING for share in own)
        if not (asks and assigned and item.label):
            return False
        # A heading that names its bearers by kind only ("Trách nhiệm của các cơ quan, đơn vị") asks nobody itself.
        return any(share.body.kind in ("body", "office") for share in self.holders.from_headings(item)[0])

    def _when(self, item: Item, start: int, end: int) -> list[Timing]:
        own = [Timing(time, "explicit") for time in self.holders.times_in(self.clauses.after_topic(start, end), end)]
        return own + self.holders.line_times(item)

    def _funding(self, item: Item) -> str:
        for _, attribute in self.holders.lines_of(item):
            if attribute.kind == "funding":
                return self._text[attribute.value_start : attribute.value_end].strip(" .;")
        return ""
