"""Instruments: which mentions of documents mean one and the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import regex

from extract.assemble.issuers import BodyCodes
from extract.model import Citation
from extract.normalize.known_laws import KnownLaws, name_key, number_key
from extract.normalize.references import parse_reference, reference_id, slug, spelled_alike, title_id
from extract.rulebook import Rulebook

_GROUP = "citations"
_WHOLE_DATE = len("2025-01-31")


def canonical_ids(citations: Sequence[Citation], rulebook: Rulebook, year: int = 0) -> tuple[str, ...]:
    """Return for every citation the id of the instrument, one for all its mentions.

    A mention without date takes the date that the same number has elsewhere in the directive when there is only one; a
    number with one letter misprinted takes the spelling that the directive has more often for the same number of the
    same day; a law cited by name takes the number it has elsewhere in the directive, else its number among the known
    laws when only one law bears the name in ``year``; a short name stands for what it was defined for; a name without
    period stands for the only one in the directive that goes on with a period; a bare number stands for the only one
    of its type that has a symbol.
    """
    return _Identities(citations, rulebook, year).ids()


class _Identities:
    def __init__(self, citations: Sequence[Citation], rulebook: Rulebook, year: int) -> None:
        self._citations, self._year = citations, year
        self._laws = KnownLaws.of(rulebook)
        self._law_types = frozenset(rulebook.words(_GROUP, "law_types"))
        self._period = regex.compile(f"-(?:{'|'.join(slug(word) for word in rulebook.words(_GROUP, 'period_words'))})-")
        self._dates: dict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, set[str]] = defaultdict(set)
        self._symbols: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._usual = _usual_spellings(citations, BodyCodes.of(rulebook))
        for citation in citations:
            if citation.symbol:
                self._symbols[citation.cited_type, citation.number.lstrip("0")].add(citation.reference)
            if citation.symbol and len(citation.cited_on) == _WHOLE_DATE:
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
        whole = self._with_period({one for one, said in zip(ids, self._citations, strict=True) if not said.reference})
        return tuple(whole.get(one, one) for one in ids)

    def _own_id(self, citation: Citation) -> str:
        number = citation.reference
        if not number and citation.cited_type in self._law_types:
            number = self._law_number(citation)
        if number and not citation.symbol and citation.reference:
            whole = self._symbols[citation.cited_type, number.lstrip("0")]
            if len(whole) != 1:
                return title_id(citation.cited_type, f"{number.lstrip('0')} {citation.cited_on}")
            number = min(whole)
        if number:
            number = self._usual.get(number_key(number), number)
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

    def _with_period(self, named: set[str]) -> dict[str, str]:
        """Return for names without period the one name that goes on with a period, where there is only one."""
        longer: dict[str, set[str]] = defaultdict(set)
        for one in named:
            for match in self._period.finditer(one):
                longer[one[: match.start()]].add(one)
        return {one: others.pop() for one, others in longer.items() if len(others) == 1}


def _usual_spellings(citations: Sequence[Citation], codes: BodyCodes) -> dict[str, str]:
    """Return the usual spelling for the keys of misprinted numbers ("27/CTTg" beside "27/CT-TTg" of the same day).

    A code that a body bears is no misprint of another one ("TT-BCT" beside "TT-BTC").
    """
    spellings: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for citation in citations:
        reference = parse_reference(citation.reference) if citation.reference else None
        day = (reference.year or citation.cited_on) if reference else ""
        if reference and len(day) in (len("2025"), _WHOLE_DATE):
            spellings[citation.cited_type, reference.number.lstrip("0"), day][citation.reference] += 1
    usual: dict[str, str] = {}
    for counted in spellings.values():
        ordered = [spelling for spelling, _ in counted.most_common()]
        for at, spelling in enumerate(ordered):
            likely = next((one for one in ordered[:at] if _one_letter_apart(_letters(one), _letters(spelling))), "")
            if likely and not codes.knows(parse_reference(spelling)):
                usual[number_key(spelling)] = likely
    return usual


def _letters(reference: str) -> str:
    return "".join(char for char in spelled_alike(parse_reference(reference).symbol) if char.isalnum())


def _one_letter_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter left out, put in or changed, or by two neighbours exchanged."""
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    changed = one[1:] == other[1:] or one[1:] == other or one == other[1:]
    return changed or (one[:2] == other[1::-1] and one[2:] == other[2:])
