"""Reads who does what in a stretch of text: which bodies act, lead, take part, decide or receive.

A role hangs on the words right before a list of bodies ("phối hợp với A, B"), right after it ("A, B chủ trì") and
on the place of the list in its clause, never on the nearest cue word somewhere round it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extract.assemble.grammar import Grammar
from extract.model import BodyMention, DutyCue

_TOPIC = 600
_OPENING = 3
_PASSING_ON = 30
_BINDING = 12
_LABEL = regex.compile(r"[\s\-+*•“\"(]*")
_FULL_STOP = regex.compile(r"[.!?\n]\s")
_BREAK = regex.compile(r"[.;!?\n]")
_CLAUSE_START = regex.compile(r"(?:^|[.;:\n])\s*(?:[-+*•]\s*)?(?:[“\"(]\s*)?$")
_HONORIFIC = regex.compile(r"(?:[Cc]ác )?(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à) $")
_WORD_GAP = regex.compile(r"(?<=[,)\p{L}]) (?=\p{Ll})")
_GAP = regex.compile(r"\s*(?:\([^()]{0,160}\))?\s*[,:]?\s*")


_CONTINUED = ("with", "recipient", "approver")
_ROLES = {"with": "coordinate", "approver": "approve", "recipient": "report_to", "opinion": "coordinate"}


@dataclass(frozen=True, slots=True)
class RoleReading:
    """A body with the role that its clause gives it; role ``subject`` is still to become lead or perform."""

    body: BodyMention
    role: str
    rule: str
    group: int


class Clauses:
    """Reads roles in stretches of one text.

    Args:
        text: canonical text.
        bodies: its body mentions in text order.
        cues: its role cues.
        grammar: patterns of the duty grammar.
    """

    def __init__(self, text: str, bodies: Sequence[BodyMention], cues: Sequence[DutyCue], grammar: Grammar) -> None:
        self._text = text
        self._bodies = bodies
        self._starts = [body.start for body in bodies]
        self._ends = frozenset(body.end for body in bodies)
        self._grammar = grammar
        # Where a body ends whose apposition is passed over: "Sở Nội vụ - Cơ quan thường trực Ban Chỉ đạo".
        self._reach: dict[int, int] = {}
        self._cues = cues
        self._cue_starts = [cue.start for cue in cues]
        self._fronted: dict[int, frozenset[int]] = {}
        self._read: dict[tuple[int, int, bool], tuple[RoleReading, ...]] = {}
        self._by_end: dict[int, list[DutyCue]] = {}
        for cue in cues:
            self._by_end.setdefault(cue.end, []).append(cue)

    def bodies_in(self, start: int, end: int) -> Sequence[BodyMention]:
        """Return the bodies that lie in ``[start, end)``."""
        return [
            body
            for body in self._bodies[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
            if body.end <= end
        ]

    def groups(self, start: int, end: int) -> list[list[BodyMention]]:
        """Return the bodies of a stretch as coordinated lists."""
        groups: list[list[BodyMention]] = []
        for body in self._without_appositions(self.bodies_in(start, end)):
            if groups and self._grammar["clause.joiner"].fullmatch(
                self._text, groups[-1][-1].end, max(body.start, groups[-1][-1].end)
            ):
                groups[-1].append(body)
            else:
                groups.append([body])
        return groups

    def _without_appositions(self, bodies: Sequence[BodyMention]) -> list[BodyMention]:
        """Drop what only says who a body is: "Sở Nội vụ - Cơ quan thường trực Ban Chỉ đạo"."""
        kept: list[BodyMention] = []
        dropped_to = -1
        for body in bodies:
            before = kept[-1].end if kept else -1
            names_role = bool(self._grammar["clause.apposition"].match(body.name))
            if kept and names_role and self._grammar["clause.beside"].match(self._text[before : body.start]):
                dropped_to = body.end
                self._reach[before] = dropped_to
            elif dropped_to >= 0 and not self._text[dropped_to : body.start].strip(" của"):
                self._reach[before] = dropped_to = body.end
            else:
                kept.append(body)
                dropped_to = -1
        return kept

    def read(self, start: int, end: int, *, listing: bool = False) -> tuple[RoleReading, ...]:
        """Return the roles of the bodies in ``[start, end)``.

        Args:
            start: where the block begins.
            end: where it ends.
            listing: the stretch is an attribute line or a table cell: a list runs on over semicolons, and a bare list
                is a subject.

        Returns:
            one reading for each body that has a role; with ``listing`` also, as ``none``, for those whose words deny
            one.
        """
        asked = (start, end, listing)
        if asked not in self._read:
            self._read[asked] = tuple(self._readings(start, end, listing=listing))
        return self._read[asked]

    def _readings(self, start: int, end: int, *, listing: bool) -> list[RoleReading]:
        found: list[RoleReading] = []
        start = self.after_topic(start, end)
        previous_end, previous_role = start, ""
        subject_seen, received = False, -1
        for number, group in enumerate(self._split(self.groups(start, end), start, listing=listing)):
            first, last = group[0].start, self._reach.get(group[-1].end, group[-1].end)
            role, rule = self._role(first, last, start, subject_seen=subject_seen, listing=listing)
            role = self._passed_on(role, first, start, received)
            if not role and previous_role in _CONTINUED and self._continues(previous_end, first):
                role, rule = previous_role, "role.continued"
            subject_seen = subject_seen or role == "subject"
            received = last if role == "recipient" else received
            if role and (listing or role != "none"):
                found += [RoleReading(body, _ROLES.get(role, role), rule, number) for body in group]
            previous_end, previous_role = last, role
        return found

    def _passed_on(self, role: str, first: int, start: int, received: int) -> str:
        """Settle roles inside a purpose: after "gửi A để ...", what is then reported or submitted is A's own work."""
        if role == "reported":
            return "none" if self._same_sentence(received, first) else "recipient"
        if role == "approver" and self._in_purpose(first, start) and self._same_sentence(received, first):
            return "none"
        return role

    def after_topic(self, start: int, end: int) -> int:
        """Return where the duty begins after a topic: "Về việc bố trí vốn cho ...: giao Sở Tài chính ..."."""
        topic = self._grammar["clause.topic"].match(self._text[start : min(end, start + _TOPIC)])
        return start + topic.end() if topic else start

    def _split(self, groups: list[list[BodyMention]], start: int, *, listing: bool) -> list[list[BodyMention]]:
        """Cut a list where a later member opens a clause of its own: "phối hợp với A; B chủ trì ..."."""
        if listing:
            return groups
        out: list[list[BodyMention]] = []
        for group in groups:
            current = [group[0]]
            for before, body in pairwise(group):
                between = self._text[before.end : body.start]
                if ";" in between and self._predicate_at(body.end) and self._holds(current[0].start, start):
                    out.append(current)
                    current = [body]
                else:
                    current.append(body)
            out.append(current)
        return out

    def _role(self, first: int, last: int, start: int, *, subject_seen: bool, listing: bool) -> tuple[str, str]:
        left = self._text[max(start, first - 120) : first]
        cue = self._cue_before(first, start)
        bare = _HONORIFIC.sub("", left)
        fronted = not subject_seen and first in self._openings_of(start, last)
        opens = fronted or first == start or bool(_CLAUSE_START.search(bare)) or not bare.strip(' -+*(“"')
        if (
            cue is not None
            and self._grammar["clause.concerning"].match(cue.value)
            and (cue.start - start <= _OPENING or self._text[cue.start - 2 : cue.start] in (". ", "; "))
            and (
                self._text[last : last + 2].lstrip()[:1] == ":"
                or self._grammar["clause.concerned-acts"].match(self._text, last)
                or self._grammar["clause.singled-out"].match(cue.value)
            )
        ):
            return "subject", "role.concerning"
        if cue is not None:
            return self._governed_role(cue, first, last, start, subject_seen=subject_seen)
        if self._cue_after(last, "join") and (listing or not opens or self._is_end(last)):
            return "coordinate", "role.join"
        if opens:
            if self._cue_after(last, "giver"):
                return "none", "role.giver"
            if listing or self._predicate_after(last):
                return "subject", "role.subject"
            leads_block = first - start <= _OPENING or fronted
            if self._modified_predicate(last, any_words=leads_block):
                return "subject", "role.subject-modified"
            return "", ""
        if self._grammar.beneficiary.match(self._text, first):
            return "", ""
        if (
            self._grammar["clause.after-comma"].search(left)
            and not self._cue_after(last, "giver")
            and self._predicate_after(last)
            and not self._led(first, start)
        ):
            return "subject", "role.subject-after-comma"
        if self._cue_after(last, "lead"):
            return "subject", "role.subject-leads"
        return "", ""

    def _openings_of(self, start: int, last: int) -> frozenset[int]:
        """Return where main clauses may open after adverbials: "Trường hợp có bão, Sở Xây dựng (khi cần) phải ..."."""
        line_end = self._text.find("\n", last)
        end = line_end if line_end >= 0 else len(self._text)
        if start not in self._fronted:
            self._fronted[start] = frozenset(self._grammar.openings(self._text, start, end)[1:])
        return self._fronted[start]

    def _governed_role(self, cue: DutyCue, first: int, last: int, start: int, *, subject_seen: bool) -> tuple[str, str]:
        """The role that the cue right before the list gives it."""
        purpose = self._in_purpose(cue.start, start)
        passive = self._text[max(start, cue.start - _BINDING) : cue.end]
        if not subject_seen and self._grammar["clause.passive"].search(passive) and self._predicate_after(last):
            return "subject", "role.agent"
        if not subject_seen and cue.value == "do" and self._grammar["clause.agent"].match(self._text, last):
            return "subject", "role.agent"
        if cue.kind in ("link", "object", "sending", "purpose", "giver", "join", "lead"):
            return ("subject", cue.rule) if cue.kind == "giver" and not subject_seen else ("none", cue.rule)
        if cue.kind == "assign":
            if cue.value.endswith("chỉ đạo") or (subject_seen and not cue.value.startswith("giao")) or purpose:
                return "none", cue.rule
            if not self._hands_out(cue.start, start) or self._text[max(start, cue.start - 3) : cue.start] == "sẽ ":
                return "none", cue.rule
            return "subject", cue.rule
        if cue.kind == "to":
            again = self._text[max(start, cue.start - 3) : cue.start].endswith("và ")
            return (
                ("recipient", cue.rule)
                if self._sends(cue.start, start) and (again or not purpose)
                else ("none", cue.rule)
            )
        if cue.kind == "recipient":
            if not purpose:
                return "recipient", cue.rule
            # "..., để triển khai Dự án, báo cáo Thủ tướng": the report closes the duty unless it only passes things on.
            before = self._text[max(start, cue.start - _PASSING_ON) : cue.start]
            closes = before.endswith((", ", "để ")) and "tổng hợp" not in before
            return ("reported" if closes else "none"), cue.rule
        if cue.kind == "approver":
            if purpose and not cue.value.endswith("trình"):
                return "none", cue.rule
            return "approver", cue.rule
        if cue.kind in ("with", "opinion"):
            return ("none", cue.rule) if purpose and cue.kind == "opinion" else (cue.kind, cue.rule)
        return "none", cue.rule

    def _cue_before(self, first: int, start: int) -> DutyCue | None:
        """Return the longest cue that ends right before ``first`` (thin words may stand between)."""
        best: DutyCue | None = None
        for at in range(first, max(start, first - 24) - 1, -1):
            for cue in self._by_end.get(at, ()):
                if cue.start < start or not self._grammar["clause.thin"].fullmatch(self._text, at, first):
                    continue
                if best is None or cue.start < best.start or (cue.start == best.start and cue.end > best.end):
                    best = cue
        return best

    def _holds(self, first: int, start: int) -> bool:
        """A cue before the list keeps it from acting, so a member with a verb opens a clause of its own."""
        cue = self._cue_before(first, start)
        return cue is not None and cue.kind != "assign"

    def _cue_after(self, last: int, kind: str) -> DutyCue | None:
        gap = _GAP.match(self._text, last)
        reach = gap.end() if gap else last
        at = bisect_left(self._cue_starts, last)
        while at < len(self._cues) and self._cues[at].start <= reach:
            cue = self._cues[at]
            if cue.kind == kind and cue.start in (last, last + 1, reach):
                return cue
            at += 1
        return None

    def _predicate_at(self, last: int) -> bool:
        gap = _GAP.match(self._text, last)
        at = gap.end() if gap else last
        # A verb after its subject is not capitalised; "Chi cục" is no "chi".
        return self._text[at : at + 1].islower() and bool(self._grammar.predicate.match(self._text, at))

    def _predicate_after(self, last: int) -> bool:
        return self._predicate_at(last) or bool(self._cue_after(last, "lead")) or self._text[last : last + 1] == ":"

    def _modified_predicate(self, last: int, *, any_words: bool) -> bool:
        """Allow words between subject and verb: "các đơn vị có liên quan, theo chức năng được giao, tổ chức ..."."""
        line_end = self._text.find("\n", last)
        limit = min(last + 240, line_end if line_end >= 0 else len(self._text))
        if not any_words and not self._grammar["clause.modifier"].match(self._text[last:limit]):
            return False
        for match in _WORD_GAP.finditer(self._text, last, limit):
            found = self._grammar.predicate.match(self._text, match.end())
            remark = self._text.rfind("(", last, match.end()) > self._text.rfind(")", last, match.end())
            if found and not remark and (not any_words or " " in found.group()):
                return True
            if _BREAK.search(self._text, last, match.end()):
                return False
        return False

    def _sends(self, at: int, start: int) -> bool:
        """Tell whether the clause before ``at`` holds a verb that sends something."""
        clause = start
        for match in _BREAK.finditer(self._text, start, at):
            clause = match.end()
        begin = bisect_left(self._cue_starts, clause)
        return any(
            cue.kind == "sending" and not self._text[max(clause, cue.start - 6) : cue.start].endswith("không ")
            for cue in self._cues[begin : bisect_left(self._cue_starts, at)]
        )

    def _in_purpose(self, at: int, start: int) -> bool:
        """Tell whether a purpose clause ("để tổng hợp ...") is open at ``at``."""
        clause = start
        for match in _BREAK.finditer(self._text, start, at):
            clause = match.end()
        begin = bisect_left(self._cue_starts, clause)
        return any(
            cue.kind == "purpose" and cue.start > clause + 3
            for cue in self._cues[begin : bisect_left(self._cue_starts, at)]
        )

    def _hands_out(self, at: int, start: int) -> bool:
        """Tell whether giao or đề nghị is the main verb of its clause and not the work of somebody else ("...

        Đề nghị X chi trả").
        """
        clause = max([start, *(match.end() for match in _BREAK.finditer(self._text, start, at))])
        opening = _LABEL.match(self._text, clause, at)
        clause = opening.end() if opening else clause
        if clause >= at - 1 or self._ends & {at, at - 1, at - 2}:
            return True
        if self._grammar["clause.arrangement"].match(self._text, clause, at):
            return False
        opening_verb = self._grammar.predicate.match(self._text, clause, at)
        grounds = (
            opening_verb is not None
            and opening_verb["verb"].lower() in self._grammar.words("ground_verbs")
            and self._text[at - 2 : at] == ", "
        )
        return opening_verb is None or grounds

    def _led(self, at: int, start: int) -> bool:
        """Tell whether the clause is inside a purpose, or somebody there directs others: those others carry nothing."""
        if self._in_purpose(at, start):
            return True
        clause = max([start, *(match.end() for match in _BREAK.finditer(self._text, start, at))])
        begin = bisect_left(self._cue_starts, clause)
        return any(
            cue.kind == "assign" and cue.value == "chỉ đạo"
            for cue in self._cues[begin : bisect_left(self._cue_starts, at)]
        )

    def _same_sentence(self, earlier: int, later: int) -> bool:
        return earlier >= 0 and not _FULL_STOP.search(self._text, earlier, later)

    def _continues(self, previous_end: int, first: int) -> bool:
        return bool(self._grammar["clause.continued"].match(self._text[previous_end:first]))

    def _is_end(self, last: int) -> bool:
        return not self._text[last : last + 1].strip(" ")
