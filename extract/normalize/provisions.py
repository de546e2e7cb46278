"""Provisions of a document in one normal form: lists and ranges of articles, clauses and points written out.

"điểm a, b khoản 2 và khoản 4 Điều 7" holds three provisions: "điểm a khoản 2 Điều 7", "điểm b khoản 2 Điều 7", "khoản 4
Điều 7". A provision is never put together from parts that the words do not tie to one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import regex

from extract.rulebook import Rulebook

_GROUP: Final = "citations"
_LONGEST_RANGE: Final = 60
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_RANGE = regex.compile(r"(\d{1,3})-(\d{1,3})")
_KEPT: Final = 4


@dataclass(frozen=True, slots=True)
class _Group:
    """Provisions of one unit that stand together ("điểm a, b"); ``after_and``: "và" parts them from those before."""

    rank: int
    names: tuple[str, ...]
    after_and: bool


class Provisions:
    """Writes provisions out. Build it with `Provisions.of`.

    Args:
        rulebook: group ``citations``: rules ``provision.*``, words ``point_letters``, table ``provision_units``.

    Raises:
        RulebookError: one of them is missing.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Point to the rules and read the table."""
        rules = {rule.id: rule.regex for rule in rulebook.rules(_GROUP)}
        self._group, self._id = rules["provision.group"], rules["provision.id"]
        self._letters = tuple(rulebook.words(_GROUP, "point_letters"))
        rows = rulebook.rows(f"{_GROUP}/provision_units")
        self._units = {row["unit"]: (int(row["rank"]), row["written"]) for row in rows}

    @staticmethod
    def of(rulebook: Rulebook) -> Provisions:
        """Return the provisions of a rulebook, built once for each."""
        return _provisions(rulebook)

    def expand(self, words: str) -> tuple[str, ...]:
        """Return each provision that ``words`` name, in their order.

        Args:
            words: as printed: "các Điều 5, 6", "từ khoản 1 đến khoản 3 Điều 7", "Điều 9, khoản 2".

        Returns:
            each from the innermost unit outwards, every one once; a unit that stands in a list takes what holds it from
            the words that follow, else from those before. A range of which an end is no plain number, letter or Roman
            numeral keeps its two ends.
        """
        groups = self._groups(words)
        paths = [path for at in range(len(groups)) if _is_cited(groups, at) for path in _paths(groups, at)]
        return tuple(dict.fromkeys(paths))

    def _groups(self, words: str) -> list[_Group]:
        groups: list[_Group] = []
        word, last = "", ""
        for match in self._group.finditer(words):
            before, word = word, match["unit"].casefold()
            goes_on = bool(match["to"]) and before == word
            ids = tuple(self._ids(match["ids"], since=last if goes_on else ""))
            rank, written = self._units[word]
            names = tuple(f"{written} {one}" for one in ids)
            last = ids[-1]
            if goes_on:
                groups[-1] = replace(groups[-1], names=groups[-1].names + names)
            else:
                groups.append(_Group(rank, names, bool(match["and"])))
        return groups

    def _ids(self, ids: str, since: str = "") -> Iterator[str]:
        """Yield the numbers and letters with ranges written out; ``since`` opened a range before them."""
        last = since
        for match in self._id.finditer(ids):
            if whole := _RANGE.fullmatch(match["id"]):
                yield from (whole[1], *self._between(whole[1], whole[2]), whole[2])
                last = whole[2]
                continue
            if last and (match["to"] or since):
                yield from self._between(last, match["id"])
            since, last = "", match["id"]
            yield match["id"]

    def _between(self, first: str, last: str) -> Sequence[str]:
        """Return what lies between the ends of a range, nothing where the ends are not of one plain kind."""
        if first.isdigit() and last.isdigit():
            return [str(number) for number in range(int(first) + 1, int(last))][:_LONGEST_RANGE]
        if first.casefold() in self._letters and last.casefold() in self._letters and first.islower():
            return self._letters[self._letters.index(first.casefold()) + 1 : self._letters.index(last.casefold())]
        one, other = _arabic(first), _arabic(last)
        return [_roman(number) for number in range(one + 1, other)][:_LONGEST_RANGE] if one and other else ()


def _is_cited(groups: Sequence[_Group], at: int) -> bool:
    """Tell a unit that is cited itself from one that only holds a neighbour ("*Điều 7*" in "khoản 2 Điều 7")."""
    rank = groups[at].rank
    if at and groups[at - 1].rank < rank and not groups[at].after_and:
        return False
    following = groups[at + 1].rank if at + 1 < len(groups) else rank
    return following >= rank or any(group.rank > following for group in groups[at + 2 :])


def _paths(groups: Sequence[_Group], at: int) -> Iterator[str]:
    """Yield the provisions of group ``at``, each with what holds it.

    Of a list that holds ("khoản 2 Điều 5, 6") only the first holds what stands before it; the others are cited whole.
    """
    holders = _holders(groups, at)
    outer = [group.names[0] for group in holders]
    for name in groups[at].names:
        yield " ".join((name, *outer))
    if holders and holders[0] in groups[at + 1 : at + 2]:
        for name in holders[0].names[1:]:
            yield " ".join((name, *outer[1:]))


def _holders(groups: Sequence[_Group], at: int) -> list[_Group]:
    """Return what holds group ``at``, the nearest first: from the words that follow, else from those before."""
    rank, holders = groups[at].rank, list[_Group]()
    for group in groups[at + 1 :]:
        if group.rank > rank:
            if group.after_and:
                break
            holders.append(group)
            rank = group.rank
    for group in reversed(groups[:at]) if not holders else ():
        if group.rank > rank:
            holders.append(group)
            rank = group.rank
    return holders


def _arabic(numeral: str) -> int:
    """Return the value of a Roman numeral in capitals, 0 when it is none."""
    values = [_ROMAN.get(char, 0) for char in numeral]
    if not values or 0 in values:
        return 0
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _roman(number: int) -> str:
    parts = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    words = ""
    for value, sign in parts:
        words += sign * (number // value)
        number %= value
    return words


@lru_cache(maxsize=_KEPT)
def _provisions(rulebook: Rulebook) -> Provisions:
    return Provisions(rulebook)
