"""What a task's own words say of it: kind, modality, action, deliverable, funding."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.assemble.clauses import RoleReading
from extract.assemble.grammar import Grammar

_JOINT = regex.compile(r",? ?(?:và )?")
_CLAUSE = regex.compile(r"[;.] ?(?:đồng thời,? )?|, (?=tham mưu|xây dựng|ban hành|chủ trì)")
_ASKED = 26
_SUBJECT_REACH = 320
_VERB_REACH = 260
_WORD = regex.compile(r"(?<![\p{L}\p{M}])\p{L}")
_LEAD_IN = regex.compile(r"^[^:.;]{2,90}:\s*")


class Wording:
    """Reads a task's words.

    Args:
        text: canonical text.
        grammar: patterns of the duty grammar.
    """

    def __init__(self, text: str, grammar: Grammar) -> None:
        self._text = text
        self._grammar = grammar
        # Items and rows of one directive repeat each other's words.
        self._modalities: dict[str, str] = {}
        self._products: dict[tuple[str, str], str] = {}

    def predicate_start(self, start: int, end: int, readings: Sequence[RoleReading]) -> int:
        """Return where the task's own predicate begins.

        After its opening subject, else after lead-ins and adverbials.
        """
        acting = [reading for reading in readings if reading.role == "subject"]
        if not acting or acting[0].body.start - start >= _SUBJECT_REACH:
            openings = self._grammar.openings(self._text, start, end)
            return next((at for at in openings if self._grammar.predicate.match(self._text, at, end)), start)
        at = max(reading.body.end for reading in acting if reading.group == acting[0].group)
        for match in _WORD.finditer(self._text, at, min(end, at + _VERB_REACH)):
            found = self._grammar.predicate.match(self._text, match.start(), end)
            if found and found["verb"].lower() not in self._grammar.words("ground_verbs"):
                return int(match.start())
        return at

    def action(self, start: int, end: int) -> str:
        """Return the head verb phrase at ``start`` in lower case, "" when no known verb stands there."""
        match = self._grammar.action.match(self._text, start, end)
        return match["head"].lower() if match else ""

    def kind(self, start: int, end: int, predicate: int, readings: Sequence[RoleReading] = ()) -> str:
        """Return ``report`` when the task's point is to send a report or information, else ``action``."""
        openings = {self._after_partners(predicate, end, readings), _LEAD_IN.sub("", self._text[start:end])}
        if any(map(self._grammar.reports.match, openings)):
            return "report"
        if self._grammar["report.late"].search(self._text, start, end):
            return "report"
        return "action"

    def _after_partners(self, predicate: int, end: int, readings: Sequence[RoleReading]) -> str:
        """Return the words of the work itself: "chủ trì, phối hợp với A, B" before it says only with whom."""
        leads = self._text[predicate:end].lower().startswith(("chủ trì", "phối hợp"))
        partners = [reading for reading in readings if reading.role == "coordinate" and reading.body.start > predicate]
        if not leads or not partners or partners[0].body.start - predicate > _ASKED + 20:
            return self._text[predicate:end]
        at = max(reading.body.end for reading in partners if reading.group == partners[0].group)
        return self._text[at:end].lstrip(" ,")

    def modality(
        self, start: int, end: int, inherited: str, readings: Sequence[RoleReading], *, contact: bool = False
    ) -> str:
        """Return the modality that the words of the task give, else the inherited one.

        A closing invitation to report difficulties is requested wherever it says đề nghị; so is what a body is asked
        for by that word.
        """
        words = self._text[start:end]
        asked = next((reading.body.start for reading in readings if reading.rule == "role.assign"), -1)
        before = self._text[max(start, asked - _ASKED) : asked].lower() if asked >= 0 else ""
        if "đề nghị" in (words.lower() if contact else before):
            return "requested"
        if words not in self._modalities:
            self._modalities[words] = self._modality(words)
        return self._modalities[words] or inherited

    def _modality(self, words: str) -> str:
        for rule in self._grammar.modality_rules:
            if rule.regex.search(words[:400] if rule.gives["modality"] != "requested" else words):
                return str(rule.gives["modality"])
        return ""

    def deliverable(self, start: int, end: int, kind: str) -> str:
        """Return the document or thing that the task makes, "" when none is named.

        Args:
            start: where the task begins.
            end: where it ends.
            kind: of the task; a report makes one even where no other word says so.
        """
        asked = (" ".join(self._text[start:end].lower().split()), kind)
        if asked not in self._products:
            self._products[asked] = self._product(*asked)
        return self._products[asked]

    def _product(self, words: str, kind: str) -> str:
        rules = self._grammar.deliverables
        made = (match for rule in rules if rule.gives in ("thing", kind) for match in rule.pattern.finditer(words))
        return next((match["thing"] for match in made if not self._cites(words, *match.span())), "")

    def _cites(self, words: str, start: int, end: int) -> bool:
        """Tell whether a part of the words belongs to the name of a document that is cited."""
        return any(
            match.start() < end and start < match.end()
            for rule in self._grammar.deliverables
            if rule.gives == "none"
            for match in rule.pattern.finditer(words)
        )

    def supervises(self, predicate: int, end: int) -> bool:
        """Tell whether following and checking the work of others is the whole duty."""
        at, verbs = predicate, set[str]()
        while match := self._grammar.attendant.match(self._text, at, end):
            verbs.add(match["verb"].lower())
            joint = _JOINT.match(self._text, match.end(), end)
            at = joint.end() if joint else match.end()
        # Checking alone is work of one's own ("kiểm tra, rà soát"), and so is watching the weather; following and
        # urging is work on others.
        follows = bool(verbs & self._grammar.words("following_verbs")) or verbs == {"giám sát"}
        if not follows or self._grammar["clause.watched"].match(self._text[at:end]):
            return False
        clauses = [at, *(stop.end() for stop in _CLAUSE.finditer(self._text, at, end))]
        return not any(
            (action := self._grammar.predicate.match(self._text, clause, end))
            and action["verb"].lower() not in self._grammar.words("attendant_verbs")
            for clause in clauses
        )
