"""Walks the tree once: what every block is, and by whose words work is handed out there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.assemble.clauses import Clauses, RoleReading
from extract.assemble.duties import DutyJudge, Verdict
from extract.assemble.grammar import Grammar
from extract.assemble.holders import ACTING, Holders, Share
from extract.assemble.tree import Tree
from extract.model import BodyMention, Directive, Item, Mentions
from extract.nlp import opens_with_verb

_LETTER_TYPES = ("công văn", "công điện")
# These tell and ask those above; they hand out work only where they say so.
_REPORTING_TYPES = ("tờ trình", "báo cáo")
_NEAR = 80


@dataclass(frozen=True, slots=True)
class Mandate:
    """The words that hand out work to all that follows: their bodies and modality."""

    shares: tuple[Share, ...]
    modality: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts on every item by its index, the mandate in force at each, and the one that the last words give.

    ``opening`` is the index of the first item of the operative part; ``tone`` the modality of what a letter asks in its
    annexes, mandatory for any other kind of document.
    """

    verdicts: dict[int, list[Verdict]]
    mandates: dict[int, Mandate | None]
    closing: Mandate | None
    opening: int
    tone: str


class Walk:
    """Judges all items of a directive in text order.

    Args:
        directive: its parts.
        mentions: what was marked in it.
        tree: the relations of its parts.
        clauses: reads roles.
        holders: looks up who bears a part.
        grammar: patterns of the duty grammar.
    """

    def __init__(
        self,
        directive: Directive,
        mentions: Mentions,
        tree: Tree,
        clauses: Clauses,
        holders: Holders,
        grammar: Grammar,
    ) -> None:
        self.directive = directive
        self.holders = holders
        self.clauses = clauses
        self.grammar = grammar
        self._mentions = mentions
        self._tree = tree
        self._text = directive.text
        self._judge = DutyJudge(tree, clauses, grammar)

    def judged(self) -> Judged:
        """Return what the walk finds."""
        opening = self._operative_from()
        verdicts, mandates = self._verdicts(opening)
        return Judged(verdicts, mandates, self._closing_mandate(verdicts), opening, self._tone(mandates))

    def _tone(self, mandates: dict[int, Mandate | None]) -> str:
        if self.directive.header.type.text not in _LETTER_TYPES:
            return "mandatory"
        return next((mandate.modality for mandate in mandates.values() if mandate and mandate.modality), "mandatory")

    def _verdicts(self, opening: int) -> tuple[dict[int, list[Verdict]], dict[int, Mandate | None]]:
        """Judge every item; on the way, keep the mandate in force at each of them."""
        verdicts: dict[int, list[Verdict]] = {}
        mandates: dict[int, Mandate | None] = {}
        in_force: list[tuple[int, Mandate]] = []
        addressees = self._addressees()
        if addressees is not None:
            in_force.append((-1, addressees))
        for item in self._tree.items:
            operative = item.index >= opening or item.zone == "annex"
            verdicts[item.index] = self._judge.judge(item, operative=operative)
            above = {-1, *(part.index for part in self._tree.ancestors(item))}
            # What a paragraph hands out under a heading holds only below that heading.
            in_force = [(scope, mandate) for scope, mandate in in_force if scope in above]
            current = in_force[-1][1] if in_force else None
            mandates[item.index] = current if item.zone == "body" else None
            named = self._mandate(item, verdicts[item.index])
            if named is not None:
                shares = named.shares or (current.shares if current else ())
                in_force = [
                    *(pair for pair in in_force if pair[0] != item.parent),
                    (item.parent, replace(named, shares=shares)),
                ]
        self._ask_part_of_speech(verdicts)
        if self.directive.header.type.text in _REPORTING_TYPES:
            self._keep_what_is_handed_out(verdicts, mandates)
        return verdicts, mandates

    def _keep_what_is_handed_out(self, verdicts: dict[int, list[Verdict]], mandates: dict[int, Mandate | None]) -> None:
        """In a report or submission only what it hands out by giao or yêu cầu is a duty, or stands below such words."""
        for index, found in verdicts.items():
            mandate = mandates[index]
            if mandate is not None and mandate.shares and mandate.modality == "mandatory":
                continue
            verdicts[index] = [
                verdict
                if not verdict.is_task or self._hands_out(verdict)
                else replace(verdict, use="statement", rule="duty.reporting-document")
                for verdict in found
            ]

    def _hands_out(self, verdict: Verdict) -> bool:
        handed = (role.body.start for role in verdict.roles if role.role == "subject" and role.rule == "role.assign")
        hands_out = self.grammar["clause.hands-out"]
        return any(hands_out.search(self._text, max(verdict.start, start - _NEAR), start) for start in handed)

    def _ask_part_of_speech(self, verdicts: dict[int, list[Verdict]]) -> None:
        """Where the word lists fall silent on an item among duties, let the part of speech of its head word decide."""
        for item in self._tree.items:
            if not item.label or [verdict.rule for verdict in verdicts[item.index]] != ["duty.no-cue"]:
                continue
            siblings = [
                other for other in self._tree.children[item.parent] if other.label and other.index != item.index
            ]
            duties = sum(any(verdict.is_task for verdict in verdicts[other.index]) for other in siblings)
            verdict = verdicts[item.index][0]
            near = self._text[verdict.start : min(verdict.end, verdict.start + _NEAR)]
            named = ":" in near and not self.grammar.predicate.match(self._text, verdict.start)
            if not named and len(siblings) > 1 and 3 * duties >= 2 * len(siblings) and self.grammar.says_verb(near):
                verdicts[item.index] = [replace(verdict, use="task", rule="duty.among-duties")]
                continue
            bound = bool(self.holders.times_in(verdict.start, verdict.end))
            likely = not siblings or (duties and 2 * duties >= len(siblings))
            if bound and likely:
                verdicts[item.index] = [replace(verdict, use="task", rule="duty.has-deadline")]
            elif likely and opens_with_verb(self._text[verdict.start : verdict.end]):
                verdicts[item.index] = [replace(verdict, use="task", rule="duty.part-of-speech")]

    def _operative_from(self) -> int:
        """Return the index of the first item of the operative part.

        After the words that open it, or the first labelled one.
        """
        first_label = next(
            (
                item.index
                for item in self._tree.items
                if item.label and item.zone == "body" and not self._judge.block_rule(self._tree.text(item), "ground")
            ),
            None,
        )
        opened = None
        for item in self._tree.items:
            if item.zone != "body" or (first_label is not None and item.index >= first_label):
                break
            text = self._tree.text(item)
            if self._judge.block_rule(text, "introducer"):
                return item.index + 1
            if text.rstrip(" *").endswith(":") and len(text) > 12:
                opened = item.index + 1
        if opened is not None:
            return opened
        if first_label is not None:
            return first_label
        return self._after_grounds()

    def _after_grounds(self) -> int:
        for item in self._tree.items:
            text = self._tree.text(item)
            if not self._judge.block_rule(text, "preamble") and len(text) > 20:
                return item.index
        return len(self._tree.items)

    def _mandate(self, item: Item, verdicts: Sequence[Verdict]) -> Mandate | None:
        """Return what an introducing paragraph hands out, None when it hands out nothing."""
        text = self._tree.text(item)
        if item.label or item.zone != "body" or not text.rstrip(" *").endswith(":") or item.kind == "heading":
            return None
        readings = self.clauses.read(item.start, item.end)
        assigned = [
            reading
            for reading in readings
            if reading.role == "subject" and reading.rule in ("role.assign", "role.giver")
        ]
        modality = self._handing_modality(text)
        shares = [share for share in self._shares(readings, "mandate") if share.role in ACTING] if assigned else []
        return Mandate(tuple(shares), modality) if modality or shares else None

    def _handing_modality(self, text: str) -> str:
        words = text.lower()
        if self.grammar["bearer.requests"].search(words):
            return "requested"
        return "mandatory" if self.grammar["bearer.orders"].search(words) else ""

    def _addressees(self) -> Mandate | None:
        """A letter without words that hand out the work hands it to its addressees."""
        if self.directive.header.type.text not in _LETTER_TYPES:
            return None
        bodies = [
            body
            for line in self.directive.recipients
            if line.section == "to" and line.purpose != "báo cáo"
            for body in (self._body_at(line.start, line.end) or [])
        ]
        return Mandate(tuple(self.holders.performers(bodies, source="mandate", rule="mandate.addressees")), "")

    def _body_at(self, start: int, end: int) -> list[BodyMention]:
        return [body for body in self._mentions.bodies if start <= body.start < max(end, start + 1)]

    def _closing_mandate(self, verdicts: dict[int, list[Verdict]]) -> Mandate | None:
        """A plan that names nobody may hand everything out in its last sentence.

        "yêu cầu ... tổ chức triển khai thực hiện".
        """
        for item in reversed([item for item in self._tree.items if item.zone == "body"][-4:]):
            if item.label or not self.grammar["bearer.closing"].search(self._tree.text(item)):
                continue
            for verdict in verdicts[item.index]:
                shares = [share for share in self._shares(verdict.roles, "mandate") if share.role in ACTING]
                if shares:
                    return Mandate(tuple(replace(share, source="mandate") for share in shares), "")
        return None

    def _shares(self, readings: Sequence[RoleReading], source: str) -> list[Share]:
        if not readings:
            return []
        start = min(reading.body.start for reading in readings)
        end = max(reading.body.end for reading in readings) + 120
        return self.holders.readings_to_shares(readings, start, min(end, len(self._text)), source)
