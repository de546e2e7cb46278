"""The register of known laws and central documents: the number that a name stands for, the date that a number has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from extract.normalize.references import parse_reference, reference_id, slug
from extract.rulebook import Rulebook

_TABLE: Final = "citations/laws"
_KEPT: Final = 4
_REMEMBERED: Final = 4096
_YEAR_AT_END = regex.compile(r"(?:-nam)?-(?:19|20)\d\d$")
_YEAR = regex.compile(r"/((?:19|20)\d\d)/")


@dataclass(frozen=True, slots=True)
class KnownLaw:
    """A row of the register: ``date`` is ISO, ``replaced_in`` the year of what replaced it, 0 when nothing did."""

    number: str
    title: str
    date: str
    replaced_in: int

    def may_hold(self, year: int) -> bool:
        """True when it may be the one in force in ``year``; in the year of a change both are possible."""
        if not year:
            return not self.replaced_in
        return int(self.date[:4]) <= year and (not self.replaced_in or year <= self.replaced_in + 1)


class KnownLaws:
    """Laws by name, so that "Luật Bình đẳng giới" and "Luật số 73/2006/QH11" share an id, and by number.

    Args:
        rows: known laws with the columns ``number``, ``title``, ``date``, ``replaced_by`` and ``variants``.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._by_name: dict[str, list[KnownLaw]] = {}
        self._by_number: dict[str, list[KnownLaw]] = {}
        for row in rows:
            law = KnownLaw(row["number"], row["title"], row["date"], _last_year(row["replaced_by"]))
            if not law.number:
                continue
            self._by_number.setdefault(number_key(law.number), []).append(law)
            for name in filter(str.strip, [row["title"], *row["variants"].split(";")]):
                self._by_name.setdefault(slug(name), []).append(law)

    @staticmethod
    def of(rulebook: Rulebook) -> KnownLaws:
        """Return the register of a rulebook, read once for each.

        Raises:
            RulebookError: the table is missing.
        """
        return _known_laws(rulebook)

    def number(self, name: str, dated: str = "", year: int = 0) -> str:
        """Return the number of the law called ``name``, empty when it is unknown or several laws may be meant.

        Args:
            name: name with its type word; a closing "năm 2019" may stand in it.
            dated: ISO date or year of the law where the text gives it; it chooses among laws of one name.
            year: the year the citing directive speaks of, 0 when unknown; without ``dated`` it leaves out laws that
                were not yet passed or had been replaced by then.
        """
        known = self.named(name)
        if dated:
            numbers = {law.number for law in known if law.date.startswith(dated)}
        else:
            numbers = {law.number for law in known if law.may_hold(year)}
        return numbers.pop() if len(numbers) == 1 else ""

    def named(self, name: str) -> tuple[KnownLaw, ...]:
        """Return the laws called ``name``, of all times; a closing "năm 2019" in it does not choose among them."""
        return tuple(self._by_name.get(slug(name), ()) or self._by_name.get(name_key(name), ()))

    def numbered(self, reference: str) -> tuple[KnownLaw, ...]:
        """Return the known documents with this number and symbol, of all years."""
        return tuple(self._by_number.get(number_key(reference), ()))


def name_key(name: str) -> str:
    """Return a name as a slug without the year at its end, by which mentions of one law find each other."""
    return str(_YEAR_AT_END.sub("", slug(name)))


@lru_cache(maxsize=_REMEMBERED)
def number_key(reference: str) -> str:
    """Return number and symbol in one spelling without a date, by which mentions of one number find each other."""
    return reference_id(parse_reference(reference), "")


def _last_year(numbers: str) -> int:
    return max((int(year) for year in _YEAR.findall(numbers)), default=0)


@lru_cache(maxsize=_KEPT)
def _known_laws(rulebook: Rulebook) -> KnownLaws:
    return KnownLaws(rulebook.rows(_TABLE))
