"""What the search for citations knows: its rules by id, and what a found document is before it is a citation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from extract.model import Citation
from extract.normalize.references import Reference
from extract.rulebook import Rulebook

GROUP: Final = "citations"
_KEPT: Final = 4
_LEAST_BLANKS: Final = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A document found in a block, before its title and its place among its neighbours are known.

    ``lead`` is where what is said of it begins (its provisions included), ``start``/``end`` bound the quote, ``after``
    is where number, date and issuer end and a title may begin. ``named`` tells a document without number.
    """

    lead: int
    start: int
    end: int
    after: int
    cited_type: str
    rule: str
    confidence: float
    reference: Reference | None = None
    cited_on: str = ""
    issuer: str = ""
    title: str = ""
    provision: str = ""

    @property
    def named(self) -> bool:
        """True when the document is cited by name alone."""
        return self.reference is None


class Grammar:
    """The rules of the group by id, with the two small tables that belong to them.

    Args:
        rulebook: the rules are compiled once by it; a grammar only points to them.

    Raises:
        RulebookError: the group is missing or not valid.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._patterns = {rule.id: rule.regex for rule in rulebook.rules(GROUP)}
        self._needs = {rule.id: rule.needs for rule in rulebook.rules(GROUP)}
        self.laws = frozenset(rulebook.words(GROUP, "law_types"))
        self.law_papers = frozenset(rulebook.words(GROUP, "law_papers"))
        self.bare = frozenset(rulebook.words(GROUP, "bare_types"))
        self.letters = frozenset(rulebook.words(GROUP, "letter_types"))
        self.issuing = frozenset(rulebook.words(GROUP, "issuing_types"))
        self.acts = frozenset(rulebook.words(GROUP, "act_heads"))
        self.ranks = {kind: rank for rank, kind in enumerate(rulebook.words(GROUP, "ranked_types"))}
        self.types = {row["code"].upper(): row["type"] for row in rulebook.rows(f"{GROUP}/type_codes")}
        self._full = {row["short"]: row["full"] for row in rulebook.rows(f"{GROUP}/abbreviations")}

    @classmethod
    def of(cls, rulebook: Rulebook) -> Grammar:
        """Return the grammar of ``rulebook``, made at its first use."""
        return _grammar(rulebook)

    def __getitem__(self, rule: str) -> regex.Pattern[str]:
        """Return the pattern of a rule."""
        return self._patterns[rule]

    def found(self, rule: str, text: str, start: int, end: int) -> Iterable[regex.Match[str]]:
        """Return the matches of a rule in ``text[start:end]``, none where nothing stands that the rule needs."""
        needs = self._needs[rule]
        if needs and all(text.find(needed, start, end) < 0 for needed in needs):
            return ()
        matches: Iterable[regex.Match[str]] = self._patterns[rule].finditer(text, start, end)
        return matches

    def expand(self, body: str) -> str:
        """Return the name of a body with its abbreviations written out ("UBND tỉnh" → "Ủy ban nhân dân tỉnh").

        An abbreviation in brackets, which only tells the short name, is left out.
        """
        words = (word for word in body.split() if not (word[0] == "(" and word[-1] == ")"))
        return " ".join(self._full.get(word, word) for word in words)

    def provision(self, match: regex.Match[str] | None) -> str:
        """Return the articles, clauses and points found before a document without the words that tie them to it."""
        return self["citation.provision-tie"].sub("", match.group()).strip(" ,;") if match else ""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the directive has called documents so far.

    ``short`` names were defined; what begins with one is a name of its own only with a period. Names ``without_period``
    (folded) were cited with one; they may come again without it. ``bare`` are types with numbers that were cited
    without symbol but with title or issuer; they may come again without these.
    """

    short: frozenset[str] = frozenset()
    without_period: frozenset[str] = frozenset()
    bare: frozenset[tuple[str, str]] = frozenset()

    def after(self, citations: Iterable[Citation], grammar: Grammar) -> KnownNames:
        """Return these names and those in ``citations``, the next in the text."""
        short, without_period, bare = set[str](), set[str](), set[tuple[str, str]]()
        for citation in citations:
            if citation.rule == "citation.bare-number":
                bare.add((citation.cited_type, citation.reference))
            if citation.defined_as:
                short.add(citation.defined_as)
            end = grammar["name.period"].search(citation.title) if not citation.reference else None
            if end and citation.title.count(" ", 0, end.start()) >= _LEAST_BLANKS:
                without_period.add(citation.title[: end.start()].casefold())
        if not short and not without_period and not bare:
            return self
        return KnownNames(self.short | short, self.without_period | without_period, self.bare | bare)


@lru_cache(maxsize=_KEPT)
def _grammar(rulebook: Rulebook) -> Grammar:
    return Grammar(rulebook)
