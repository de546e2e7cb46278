"""Instruments: which mentions of documents mean one and the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.model import Citation
from extract.normalize.known_laws import KnownLaws, name_key, number_key
from extract.normalize.references import parse_reference, reference_id, slug, title_id
from extract.rulebook import Rulebook

_GROUP = "citations"
_WHOLE_DATE = len("2025-01-31")


def canonical_ids(citations: Sequence[Citation], rulebook: Rulebook, year: int = 0) -> tuple[str, ...]:
    """Return for every citation the id of the instrument, one for all its mentions.

    A mention without date takes the date that the same number has elsewhere in the directive when there is only one; a
    law cited by name takes the number it has elsewhere in the directive, else its number among the known laws when only
    one law bears the name in ``year``; a short name stands for what it was defined for; a name without period stands
    for the only one in the directive that goes on with a period.
    """
    return _Identities(citations, rulebook, year).ids()


class _Identities:
    def __init__(self, citations: Sequence[Citation], rulebook: Rulebook, year: int) -> None:
        self._citations, self._year = citations, year
        self._laws = KnownLaws.of(rulebook)
        self._law_types = frozenset(rulebook.words(_GROUP, "law_types"))
        self._periods = tuple(slug(word) for word in rulebook.words(_GROUP, "period_words"))
        self._dates: dict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, set[str]] = defaultdict(set)
        for citation in citations:
            if citation.reference and len(citation.cited_on) == _WHOLE_DATE:
                self._dates[number_key(citation.reference)].add(citation.cited_on)
            if citation.reference and citation.cited_type in self._law_types and citation.title:
                self._numbers[name_key(citation.title)].add(citation.reference)

    def ids(self) -> tuple[str, ...]:
        ids: list[str] = []
        short_names: dict[str, str] = {}
        for citation in self._citations:
            defined = short_names.get(citation.title) if citation.rule == "citation.definition" else None
            ids.append(defined or self._own_id(citation))
            if citation.defined_as:
                short_names.setdefault(citation.defined_as, ids[-1])
        named = {one for one, citation in zip(ids, self._citations, strict=True) if not citation.reference}
        whole = {one: self._with_period(one, named) for one in named}
        return tuple(whole.get(one, one) for one in ids)

    def _own_id(self, citation: Citation) -> str:
        number = citation.reference
        if not number and citation.cited_type in self._law_types:
            number = self._law_number(citation)
        if number:
            return reference_id(parse_reference(number), self._date(number, citation.cited_on))
        if citation.cited_type in self._law_types and citation.cited_on:
            return f"{name_key(title_id(citation.cited_type, citation.title))}-{citation.cited_on[:4]}"
        return title_id(citation.cited_type, citation.title or f"{citation.issuer} {citation.cited_on}")

    def _date(self, number: str, cited_on: str) -> str:
        known = self._dates.get(number_key(number), set())
        only = min(known) if len(known) == 1 else ""
        return only if only.startswith(cited_on) and only else cited_on

    def _law_number(self, citation: Citation) -> str:
        here = self._numbers.get(name_key(citation.title), set())
        dated = {number for number in here if not citation.cited_on or f"/{citation.cited_on[:4]}/" in number}
        if len(dated) == 1:
            return min(dated)
        known = self._laws.number(citation.title, citation.cited_on, self._year)
        return known or (self._laws.number(citation.title, citation.cited_on[:4]) if citation.cited_on else "")

    def _with_period(self, one: str, named: set[str]) -> str:
        """Return the only id that goes on from ``one`` with a period, else ``one``."""
        longer = {other for other in named if other.startswith(tuple(f"{one}-{word}-" for word in self._periods))}
        return longer.pop() if len(longer) == 1 else one
