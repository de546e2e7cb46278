"""Contradictions among citations: one number with two dates, a number or date that the register has otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extract.model import Citation, Directive, Problem, Severity
from extract.normalize.known_laws import KnownLaw, KnownLaws, name_key, number_key
from extract.normalize.references import parse_reference, slug
from extract.rulebook import Rulebook

_WHOLE_DATE = len("2025-01-31")


def contradictions(directive: Directive, citations: Sequence[Citation], rulebook: Rulebook) -> tuple[Problem, ...]:
    """Return a problem for every contradiction, each once, with the places that contradict one another.

    Args:
        directive: its text is quoted.
        citations: all citations.
        rulebook: group ``citations``: words ``law_types`` and the register ``laws``.
    """
    law_types = frozenset(rulebook.words("citations", "law_types"))
    register = KnownLaws.of(rulebook)
    text = directive.text
    found = list(_two_dates(text, citations))
    starts = {problem.start for problem in found}
    told = {number_key(citation.reference) for citation in citations if citation.start in starts}
    seen: set[tuple[str, str]] = set()
    for citation in citations:
        key = (number_key(citation.reference) if citation.reference else slug(citation.title), citation.cited_on)
        if key in seen or key[0] in told:
            continue
        seen.add(key)
        found += _with_itself(text, citation)
        found += _with_register(text, citation, law_types, register)
    return tuple(sorted(found, key=lambda problem: problem.start or 0))


def _two_dates(text: str, citations: Sequence[Citation]) -> Iterator[Problem]:
    """Yield a problem for each further date of a number; the first is of its own year or what it has most often."""
    dated: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.symbol and len(citation.cited_on) == _WHOLE_DATE:
            dated[number_key(citation.reference)].append(citation)
    for mentions in dated.values():
        year = parse_reference(mentions[0].reference).year
        counted = Counter(citation.cited_on for citation in mentions)
        usual = max(counted, key=lambda date: (bool(year) and date.startswith(year), counted[date]))
        first = next(citation for citation in mentions if citation.cited_on == usual)
        others = {citation.cited_on: citation for citation in reversed(mentions) if citation.cited_on != usual}
        for other in others.values():
            severity = _severity(first, other)
            if severity:
                yield _problem(severity, "citation-date-conflict", other, *_dates_told(text, first, other, severity))


def _severity(one: Citation, other: Citation) -> Severity | None:
    """Return how grave two dates of one number are: other bodies use it too, and where it has no year, other years."""
    if one.issuer and other.issuer and slug(one.issuer) != slug(other.issuer):
        return None
    same_year = one.cited_on[:4] == other.cited_on[:4]
    return "warning" if same_year or parse_reference(one.reference).year else "info"


def _dates_told(text: str, one: Citation, other: Citation, severity: Severity) -> tuple[str, str]:
    number = one.reference
    vi = f"{number} được ghi hai ngày: {_place_vi(text, one)} và {_place_vi(text, other)}."
    en = f"{number} is cited with two dates: {_place_en(text, one)} and {_place_en(text, other)}."
    if severity == "info":
        vi += " Có thể là hai văn bản của hai năm."
        en += " They may be two documents of two years."
    return vi, en


def _with_itself(text: str, citation: Citation) -> Iterator[Problem]:
    """Yield a problem when the year in the number is not the year of the date."""
    year = parse_reference(citation.reference).year if citation.reference else ""
    if not year or not citation.cited_on or citation.cited_on.startswith(year) or not citation.number:
        return
    if parse_reference(citation.reference).system == "standard":
        return
    yield _problem(
        "warning",
        "citation-year-mismatch",
        citation,
        f"Năm trong số hiệu khác năm ban hành: {_place_vi(text, citation)}.",
        f"The year in the number is not the year of the date: {_place_en(text, citation)}.",
    )


def _with_register(text: str, citation: Citation, law_types: frozenset[str], register: KnownLaws) -> Iterator[Problem]:
    known = register.numbered(citation.reference) if citation.reference else register.named(citation.title)
    law = _other_date(citation, known, law_types) or _other_name(citation, known, law_types, register)
    if law:
        told = f"{law.number} - {law.title}, {law.date}"
        yield _problem(
            "warning",
            "citation-contradicts-register",
            citation,
            f"Khác với danh mục văn bản đã biết ({told}): {_place_vi(text, citation)}.",
            f"Not as in the register of known documents ({told}): {_place_en(text, citation)}.",
        )


def _other_date(citation: Citation, known: Sequence[KnownLaw], law_types: frozenset[str]) -> KnownLaw | None:
    """Return the known document of the same number, or law of the same name, that has another day in the same year.

    A number that carries its year has one date only; without it, and for a name, the same may come back in other years.
    """
    if len(citation.cited_on) != _WHOLE_DATE or (not citation.reference and citation.cited_type not in law_types):
        return None
    if any(law.date == citation.cited_on for law in known):
        return None
    if citation.reference and parse_reference(citation.reference).year:
        return known[0] if known else None
    same_year = [law for law in known if law.date[:4] == citation.cited_on[:4]]
    return same_year[0] if len(same_year) == 1 else None


def _other_name(
    citation: Citation, known: Sequence[KnownLaw], law_types: frozenset[str], register: KnownLaws
) -> KnownLaw | None:
    """Return the known law of this number when the citation gives the number to another known law."""
    if not citation.reference or citation.cited_type not in law_types or len(known) != 1:
        return None
    bearing = {law.number for law in register.named(citation.title)}
    if not bearing or known[0].number in bearing or name_key(known[0].title) == name_key(citation.title):
        return None
    return known[0]


def _problem(severity: Severity, code: str, citation: Citation, vi: str, en: str) -> Problem:
    return Problem(severity, code, vi, en, citation.start, citation.end)


def _place_vi(text: str, citation: Citation) -> str:
    return f"“{_quote(text, citation)}” (vị trí {citation.start})"


def _place_en(text: str, citation: Citation) -> str:
    return f"“{_quote(text, citation)}” (offset {citation.start})"


def _quote(text: str, citation: Citation) -> str:
    return " ".join(text[citation.start : citation.end].split())
