"""The rules of times, compiled for looking: what may be a time, what stands before it, what stands round it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern
from re import compile as compile_plain

import regex

from extract.annotate.time_words import Lexicon
from extract.normalize.openings import Openings
from extract.rulebook import Rule, Rulebook

_GROUP = "times"
_BEFORE = 70  # code points before a time in which an operator or a context can stand
_WORD = compile_plain(r"\W{0,3}\w*")
_HERE = regex.compile(r"\$\{(?:point|time_here)\}")


@dataclass(frozen=True, slots=True)
class Context:
    """A rule about the words round a time: where they stand, what they make of it, of which forms it speaks."""

    rule: Rule
    look: regex.Pattern[str]
    side: str
    use: str
    yields: str
    always: bool
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Operator:
    """Words right before a time that say how it binds; ``start`` is their place in the text."""

    start: int
    name: str
    rule: str
    strong: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What is due (``báo cáo 6 tháng``), the unit in which it returns, and where the words that say so end."""

    text: str
    unit: str
    end: int


class TimeGrammar:
    """The group ``times`` of a rulebook, ready for use.

    Args:
        rulebook: where the rules stand; a rule is an operator, a context, a label, the head of a time line or a point.

    Raises:
        RulebookError: a rule of the group is not valid.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        rules = rulebook.rules(_GROUP)
        # The one pattern that looks at every code point: the plain engine is twice as fast at it.
        self.anchor: Pattern[str] = compile_plain(rulebook.expanded(_GROUP, "${anchor}"))
        self.lexicon: Lexicon = {(row["kind"], row["words"]): row["value"] for row in rulebook.rows(f"{_GROUP}/words")}
        self.remark = rulebook.pattern(_GROUP, "${remark}")
        self.joiner = rulebook.pattern(_GROUP, "${joiner}")
        self.opening = rulebook.pattern(_GROUP, "(?r)${opening}")
        self.purpose = rulebook.pattern(_GROUP, "${purpose}")
        self.reported = rulebook.pattern(_GROUP, "${reported}")
        self.from_signing = rulebook.pattern(_GROUP, "${from_signing}")
        self.from_receipt = rulebook.pattern(_GROUP, "${from_receipt}")
        self.from_issue = frozenset(rule.id for rule in rules if rule.gives.get("from") == "issue")
        self.lunar = frozenset(rule.id for rule in rules if rule.gives.get("lunar"))
        self.before_event = rulebook.pattern(_GROUP, "${before_event}")
        self._invitations = tuple(
            (rule, _leftwards(rulebook, rule) if rule.gives.get("from") == "start" else rule.regex)
            for rule in rules
            if "invites" in rule.gives
        )
        points = tuple(rule for rule in rules if rule.gives.get("shape") not in (None, "tail"))
        tails = tuple(rule for rule in rules if rule.gives.get("shape") == "tail")
        self._points = Openings((rule, rule.regex) for rule in points)
        self._tails = Openings((rule, rule.regex) for rule in tails)
        operators = tuple(
            (rule, _leftwards(rulebook, rule, r"(?:${daytime} )?\(?")) for rule in rules if "operator" in rule.gives
        )
        self._operators = Openings((operator, operator[1]) for operator in operators)
        self._contexts = tuple(_context(rulebook, rule) for rule in rules if "side" in rule.gives)
        self._before = Openings((one.rule.id, one.look) for one in self._contexts if one.side == "before")
        self._after = Openings((one.rule.id, one.look) for one in self._contexts if one.side == "after")
        self._labels = tuple(rule for rule in rules if "label" in rule.gives)
        self._head = _any_of(
            rulebook, tuple(rule for rule in rules if rule.gives.get("place") == "value" and "shape" not in rule.gives)
        )

    def point(self, text: str, start: int) -> tuple[Rule, regex.Match[str]] | None:
        """Return the rule and match of the time that begins exactly at ``start``, None where there is none."""
        for rule in self._points[_word_at(text, start)]:
            if match := rule.regex.match(text, start):
                return rule, match
        return None

    def tail(self, text: str, start: int) -> tuple[Rule, regex.Match[str]] | None:
        """Return what follows a day at ``start`` and tells its rhythm or year ("hằng tháng", "năm sau")."""
        for rule in self._tails[_word_at(text, start)]:
            if match := rule.regex.match(text, start):
                return rule, match
        return None

    def operator(self, text: str, floor: int, start: int) -> Operator | None:
        """Return the operator that ends where the time starts, looking no further left than ``floor``."""
        floor = max(floor, start - _BEFORE)
        for rule, look in self._operators[_word_before(text, floor, start)]:
            match = look.match(text, floor, start)
            if match:
                gives = rule.gives
                return Operator(
                    match.start(), gives["operator"], rule.id, bool(gives.get("strong")), bool(gives.get("weak"))
                )
        return None

    def context(
        self, text: str, floor: int, start: int, end: int, form: str, rule: str, binding: str
    ) -> Context | None:
        """Return the first context that takes the time from ``start`` to ``end`` out of the deadlines.

        Args:
            text: the whole text.
            floor: where the sentence of the time begins.
            start: where the time begins, its operator left out.
            end: where it ends.
            form: the shape of the time.
            rule: the rule that found it.
            binding: ``strong`` or ``binding`` when such an operator stands before it; contexts that yield to it are
                then not asked.
        """
        line = max(text.rfind("\n", 0, start) + 1, start - _BEFORE)
        before = self._before[_word_before(text, line, start)]
        after = self._after[_word_at(text, end)]
        for context in self._contexts:
            if (context.yields and binding in ("strong", context.yields)) or (
                context.forms and form not in context.forms and rule not in context.forms
            ):
                continue
            if context.side == "before":
                found = context.rule.id in before and context.look.match(text, line, start)
            elif context.side == "after":
                found = context.rule.id in after and context.look.match(text, end)
            else:
                found = context.look.search(text, max(floor, start - _BEFORE), start)
            if found:
                return context
        return None

    def label(self, text: str, floor: int, start: int, end: int) -> Label | None:
        """Return what is due at a time: by a remark or a purpose right after it, else by the last words before."""
        remark = self.remark.match(text, end)
        if remark:
            for rule in self._labels:
                if rule.gives["unit"] and rule.regex.search(text, remark.start(), remark.end("remark")):
                    return Label(str(rule.gives["label"]), str(rule.gives["unit"]), remark.end())
        purpose = self.purpose.match(text, end)
        if purpose:
            for rule in self._labels:
                match = rule.regex.match(text, purpose.end())
                if match:
                    return Label(_label(rule, match), str(rule.gives["unit"]), match.end())
        best: tuple[int, int] = (-1, -1)
        found = None
        for rule in self._labels:
            for match in rule.regex.finditer(text, max(floor, start - 2 * _BEFORE), start):
                if (match.end(), -match.start()) > best:
                    best = (match.end(), -match.start())
                    found = Label(_label(rule, match), str(rule.gives["unit"]), match.end())
        return found

    def invites(self, what: str, text: str, floor: int, start: int, end: int) -> bool:
        """Tell whether the words round a time give it something to bind: a report, a submission, a verb."""
        for rule, look in self._invitations:
            if rule.gives["invites"] != what:
                continue
            place = rule.gives.get("from")
            if place == "end":
                found = look.match(text, end)
            elif place == "start":
                found = look.match(text, floor, start)
            else:
                found = look.search(text, max(floor, start - 2 * _BEFORE), start)
            if found:
                return True
        return False

    def value_lines(self, text: str) -> Iterator[int]:
        """Yield the offsets at which the value of a time line ("Thời gian thực hiện:") begins."""
        return (match.end() for match in self._head.finditer(text))


def _label(rule: Rule, match: regex.Match[str]) -> str:
    """Return the label that a rule gives, else its own words as they would stand inside a sentence."""
    said = str(rule.gives["label"]) or match["label"]
    return said[:1].lower() + said[1:]


def _context(rulebook: Rulebook, rule: Rule) -> Context:
    side = str(rule.gives["side"])
    look = rule.regex
    if side == "before":
        look = _leftwards(rulebook, rule)
    always = bool(rule.gives.get("always"))
    forms = frozenset(rule.gives.get("of", ()))
    return Context(rule, look, side, str(rule.gives["use"]), str(rule.gives.get("yields", "")), always, forms)


def _leftwards(rulebook: Rulebook, rule: Rule, between: str = "") -> regex.Pattern[str]:
    """Compile a rule whose words end where a time starts: it is matched from there to the left."""
    exact = not rule.regex.flags & regex.IGNORECASE
    return rulebook.pattern(_GROUP, rf"(?r)(?<!\p{{L}})(?:{_HERE.sub('', rule.pattern)}) ?{between}", exact=exact)


def _any_of(rulebook: Rulebook, rules: Sequence[Rule]) -> regex.Pattern[str]:
    """Compile the rules into one pattern."""
    return rulebook.pattern(_GROUP, "|".join(f"(?:{rule.pattern})" for rule in rules))


def _word_at(text: str, start: int) -> str:
    """Return the word that begins at ``start``, else what stands there with the word after it."""
    found = _WORD.match(text, start)
    return found[0] if found else ""


def _word_before(text: str, floor: int, start: int) -> str:
    """Return the last word before ``start`` with all that stands behind it, looking no further left than ``floor``."""
    return text[max(text.rfind(" ", floor, start - 1) + 1, floor) : start] if start > floor else ""


@lru_cache(maxsize=4)
def time_grammar(rulebook: Rulebook) -> TimeGrammar:
    """Return the grammar of a rulebook, compiled once for each rulebook object."""
    return TimeGrammar(rulebook)
