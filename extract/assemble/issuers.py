"""Who issued a cited document: as the text says, else as another mention, the symbol or the type tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.model import Citation, Directive
from extract.normalize.references import (
    Reference,
    issuer_code,
    parse_reference,
    slug,
    spelled_alike,
    type_code,
)
from extract.normalize.registry import Entry, Registry
from extract.rulebook import Rulebook

_GROUP = "citations"
_DIGITS_AT_END = regex.compile(r"(?<=\D)\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued a cited document: ``source`` is ``explicit``, ``derived`` or empty when nobody is known."""

    name: str
    source: str


def issuers(
    directive: Directive, citations: Sequence[Citation], ids: Sequence[str], rulebook: Rulebook
) -> tuple[Issuer, ...]:
    """Return the issuer of every citation: as its own words say, else derived.

    It is derived from another mention of the same instrument, else from the symbol ("QĐ-TTg", "TT-BYT"), else from the
    type ("Luật"); a symbol tells it only where one body bore the code on the day of the document.

    Args:
        directive: its issuer tells whose an unsaid "QĐ-UBND" is.
        citations: all citations.
        ids: their instruments, as `canonical_ids` gives them.
        rulebook: groups ``citations`` and ``bodies``.
    """
    codes = BodyCodes.of(rulebook)
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for citation, one in sorted(zip(citations, ids, strict=True), key=lambda pair: pair[0].issuer.isupper()):
        if citation.issuer:
            said[one].setdefault(slug(citation.issuer), citation.issuer)
    found = []
    for citation, one in zip(citations, ids, strict=True):
        name = citation.issuer or _surer(_only(said[one]), codes.issuer(citation, directive))
        found.append(Issuer(name, ("explicit" if citation.issuer else "derived") if name else ""))
    return tuple(found)


def _only(said: Mapping[str, str]) -> str:
    return next(iter(said.values())) if len(said) == 1 else ""


def _surer(said: str, coded: str) -> str:
    """Return the issuer that another mention names, unless it is not the body of the symbol or stands in capitals."""
    return said if said and slug(coded) in slug(said) and not said.isupper() else coded or said


class BodyCodes:
    """The bodies that codes of symbols stand for. Build it with `BodyCodes.of`.

    Args:
        rulebook: groups ``citations`` and ``bodies``.

    Raises:
        RulebookError: a table is missing.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Read the tables."""
        self._registry = Registry.of(rulebook)
        self._types = {row["code"].upper() for row in rulebook.rows(f"{_GROUP}/type_codes")}
        rows = rulebook.rows(f"{_GROUP}/issuers")
        self._fixed = {row["code"]: row["issuer"] for row in rows if row["code"]}
        self._by_type = {row["type"]: row["issuer"] for row in rows if row["type"]}
        self._provincial = {row["short"]: row["full"] for row in rulebook.rows(f"{_GROUP}/abbreviations")}
        self._issuing = next(rule.regex for rule in rulebook.rules(_GROUP) if rule.id == "citation.provincial-issuer")
        self._councils = frozenset(rulebook.words(_GROUP, "provincial_codes"))
        self._bodies: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._registry.entries:
            if entry.abbreviation and entry.area == "none" and entry.level in {"central", "party"}:
                self._bodies[spelled_alike(entry.abbreviation)].append(entry)

    @staticmethod
    def of(rulebook: Rulebook) -> BodyCodes:
        """Return the codes of a rulebook, read once for each."""
        return _body_codes(rulebook)

    def knows(self, reference: Reference) -> bool:
        """Tell whether the code of the issuing body is one in use, whatever body bore it when."""
        code = self._code(reference)
        return code in self._councils or code in self._fixed or code in self._bodies

    def issuer(self, citation: Citation, directive: Directive) -> str:
        """Return the body that issued a cited document as its symbol or type tells, empty when neither is sure."""
        if not citation.reference:
            return self._by_type.get(citation.cited_type, "")
        reference = parse_reference(citation.reference)
        day = citation.cited_on or reference.year
        code = self._code(reference)
        if code in self._councils:
            return self._provincial_body(code, day, directive.header.issuer.text)
        names = [self._body(part, day) for part in (code, code.partition("-")[0])]
        if type_code(reference).upper() == "TTLT":
            names = [" và ".join(parts) if all(parts := [self._body(part, day) for part in code.split("-")]) else ""]
        return next(filter(None, names), "") or self._by_type.get(citation.cited_type, "")

    def _code(self, reference: Reference) -> str:
        """Return the code of the issuing body: of a letter the first part, of all others what follows the type."""
        first = type_code(reference)
        code = issuer_code(reference) if first.upper() in self._types else first
        return str(_DIGITS_AT_END.sub("", spelled_alike(code).replace("/", "-")))

    def _body(self, code: str, day: str) -> str:
        if code in self._fixed:
            return self._fixed[code]
        bodies = [entry.name for entry in self._bodies.get(code, ()) if _existed(entry, day)]
        return bodies[0] if len(bodies) == 1 else ""

    def _provincial_body(self, code: str, day: str, issuer: str) -> str:
        """Return the committee or council of the issuing province, unless the province was another one on that day."""
        own = self._issuing.match(issuer)
        province = self._registry.province_in(own["area"]) if own else None
        if not own or not province or day < province.enlarged_on:
            return ""
        return f"{self._provincial[code]} {own['area']}"


def _existed(entry: Entry, day: str) -> bool:
    """Tell whether a body existed on a day; dates cut to year or month are compared as far as both go."""
    began = not day or not entry.valid_from or entry.valid_from[: len(day)] <= day[: len(entry.valid_from)]
    ended = bool(day and entry.valid_to) and entry.valid_to[: len(day)] < day[: len(entry.valid_to)]
    return began and not ended


@lru_cache(maxsize=4)
def _body_codes(rulebook: Rulebook) -> BodyCodes:
    return BodyCodes(rulebook)
