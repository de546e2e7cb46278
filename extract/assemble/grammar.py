"""The patterns of the duty grammar, compiled once per rulebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.rulebook import Rule, Rulebook

_KEPT = 4
_STEPS = 6
_BLANK = regex.compile(r" ")
_LETTER = r"[^\W\d_]"
_TO_NEXT_COMMA = regex.compile(r"[^.;:,]{1,200},\s*")


@dataclass(frozen=True, slots=True)
class PlainRule:
    """A rule that is asked of whole blocks; ``pattern`` is for small letters: the plain engine reads them faster.

    ``gives`` is what the rule gives under the key by which it was chosen.
    """

    id: str
    gives: str
    pattern: re.Pattern[str]


class Grammar:
    """What the assembler asks of the language: does a predicate begin here, what heads an attribute line, and so on.

    Args:
        rulebook: groups ``duties`` and ``assemble``.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        # The plain engine is several times as fast at these long lists of words, which are asked for most of all.
        def compiled(pattern: str) -> re.Pattern[str]:
            return re.compile(rulebook.expanded("duties", pattern), re.IGNORECASE)

        adverb, verb, stop = "${words:adverbs}", "${words:verbs}", f"(?!{_LETTER})"
        # Up to five adverbs may stand before the verb: "khẩn trương, nghiêm túc tổ chức thực hiện".
        self.predicate = compiled(rf"(?:{adverb}{stop},? (?:và )?){{0,5}}(?P<verb>{verb}){stop}")
        self.action = compiled(
            rf"(?:{adverb}{stop},? (?:và )?){{0,5}}"
            rf"(?P<head>{verb}{stop}(?:(?:, | và |, và | )(?-i:{verb}){stop}){{0,3}})"
        )
        self.beneficiary = compiled(r"(?:các |những )?${words:beneficiaries}" + stop)
        self._patterns = {rule.id: rule.regex for rule in rulebook.rules("grammar")}
        reports = (rule.pattern for rule in rulebook.rules("grammar") if rule.gives.get("report") == "opens")
        self.reports = rulebook.pattern("grammar", "|".join(f"(?:{pattern})" for pattern in reports))
        self._words = {
            name: frozenset(rulebook.words("grammar", name))
            for name in (
                "ground_verbs",
                "attendant_verbs",
                "following_verbs",
                "handing_verbs",
                "attributive_verbs",
                "single_verbs",
                "own_kinds",
            )
        }
        # For small letters, as a `PlainRule`: it is asked of every block.
        heading_words = rulebook.expanded("grammar", "${words:heading_words}").casefold()
        self.heading_words = re.compile(rf"(?<!{_LETTER}){heading_words}(?!{_LETTER})")
        self.attribute_rules = tuple(rule for rule in rulebook.rules("assemble") if "attribute" in rule.gives)
        self.section_rules = tuple(rule for rule in rulebook.rules("assemble") if "section" in rule.gives)
        self.block_rules = tuple(_plain(rule, "block") for rule in rulebook.rules("assemble") if "block" in rule.gives)
        self.deliverables = tuple(
            _plain(rule, "deliverable") for rule in rulebook.rules("assemble") if "deliverable" in rule.gives
        )
        self.conditions = {
            kind: tuple(rule.regex for rule in rulebook.rules("assemble") if rule.gives.get("condition") == kind)
            for kind in ("condition", "exception", "then", "main", "listed")
        }
        self.modality_rules = tuple(rule for rule in rulebook.rules("duties") if "modality" in rule.gives)
        attendant = rulebook.expanded("grammar", "${words:attendant_verbs}")
        self.attendant = compiled(rf"(?:{adverb}{stop},? (?:và )?){{0,5}}(?P<verb>{attendant}){stop}")

    def __getitem__(self, rule: str) -> regex.Pattern[str]:
        """Return the pattern of a rule of group ``grammar``."""
        return self._patterns[rule]

    def words(self, name: str) -> frozenset[str]:
        """Return a word list of group ``grammar``, for example ground_verbs or attendant_verbs."""
        return self._words[name]

    def says_verb(self, text: str) -> bool:
        """Tell whether a known verb stands in ``text`` after its first word."""
        return any(self.predicate.match(text, blank.end()) for blank in _BLANK.finditer(text))

    def openings(self, text: str, start: int, end: int) -> list[int]:
        """Return where the main clause of a sentence may open: at its start, and after each adverbial and lead-in.

        Args:
            text: any text.
            start: where the sentence begins.
            end: where it ends.
        """
        openings, led_in = [start], False
        for _ in range(_STEPS):
            step = self["clause.adverbial"].match(text, openings[-1], end)
            lead_in = None if step else self["clause.lead-in"].match(text, openings[-1], end)
            if step is None and lead_in is None and len(openings) > 1 and not led_in:
                # The adverbial itself may hold commas: "Trên cơ sở Nghị quyết số ..., Kế hoạch số ..., xây dựng ..."
                step = _TO_NEXT_COMMA.match(text, openings[-1], end)
            found = step or lead_in
            if found is None:
                break
            led_in = lead_in is not None
            openings.append(found.end())
        return openings

    @classmethod
    def of(cls, rulebook: Rulebook) -> Grammar:
        """Return the grammar of ``rulebook``, compiled at its first use."""
        return _grammar(rulebook)


def _plain(rule: Rule, key: str) -> PlainRule:
    words = rule.regex.pattern.replace(r"[\p{L}\p{M}]", _LETTER).replace(r"\p{L}", _LETTER)
    return PlainRule(rule.id, str(rule.gives[key]), re.compile(words))


@lru_cache(maxsize=_KEPT)
def _grammar(rulebook: Rulebook) -> Grammar:
    return Grammar(rulebook)
