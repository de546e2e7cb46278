"""Mends what character recognition misreads and context decides; every repair is told."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from extract.normalize.syllables import Syllables
from extract.text import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.rulebook import Rulebook

_SYLLABLE: Final = regex.compile(r"\p{L}+")
_LONGEST: Final = 4  # syllables of a term
_SECTION: Final = regex.compile(r"(?:(?P<number>[IVX]{1,5})|(?P<misread>[IVXHL1lTY]{1,4}))\. ?(?=\p{Lu}{2})")
_SHORTEST: Final = 3  # letters of a syllable that is mended for being none
_DOTLESS: Final = regex.compile(r"(I{1,3}|IV|V|VII|VIII|IX|X) (?=\p{Lu}{2})")  # "VI" begins "VI PHẠM"
_ANNEX: Final = regex.compile(r"PHỤ LỤC (?:SỐ )?(?:(?P<number>[IVX]{1,5})|(?P<misread>[IVXHL1lTYịị]{1,4}))(?:\.|$)")
_FIRST: Final = frozenset("Ll")  # nothing but I is read so where no section stands before
ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True, slots=True)
class Repair:
    """Letters of a text that were misread, half-open, and what stands in their place."""

    start: int
    end: int
    by: str


class Repairs:
    """Finds what was misread in the paragraphs of one document, given in reading order.

    Args:
        rulebook: the rules; group ``scans`` says what can be nothing else.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Look the rules up; no section has been seen yet."""
        self._rules = rulebook.rules("scans")
        terms = {canonical(term).text for name in ("terms", "core") for term in rulebook.words("scans", name)}
        shared = Counter(map(_letters, terms))
        self._terms = {letters: term for term in terms if shared[letters := _letters(term)] == 1}
        self._syllables = Syllables.of(rulebook)
        self._after: defaultdict[str, set[str]] = defaultdict(set)
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        for term in self._terms.values():
            for one, other in pairwise(term.split(" ")):
                self._after[one].add(other)
                self._before[other].add(one)
        self._section = self._annex = 0

    def of(self, text: str) -> list[Repair]:
        """Return the repairs of a paragraph, in order, none overlapping.

        Args:
            text: the paragraph as it was read.
        """
        found = [*self._label(text), *self._annex_number(text)]
        found += [*self._ruled(text), *self._misspelt(text), *self._no_syllables(text)]
        kept: list[Repair] = []
        for repair in sorted(found, key=lambda one: (one.start, one.end)):
            if not kept or repair.start >= kept[-1].end:
                kept.append(repair)
        return kept

    def _ruled(self, text: str) -> Iterator[Repair]:
        for rule in self._rules:
            by = str(rule.gives["by"])
            for match in rule.regex.finditer(text):
                yield Repair(match.start(), match.end(), by)

    def _label(self, text: str) -> Iterator[Repair]:
        """Mend the Roman number of a section in capitals that follows the section before: after "I." comes no "H."."""
        match = _SECTION.match(text)
        if not match:
            yield from self._without_dot(text)
            return
        if match["number"] in ROMAN and ROMAN.index(match["number"]) != self._section:
            self._section = ROMAN.index(match["number"])
        elif 0 < self._section < len(ROMAN) - 1 or (not self._section and match["misread"] in _FIRST):
            self._section += 1
            yield Repair(0, match.end(), ROMAN[self._section] + ". ")
            return
        if match.end() and text[match.end() - 1] == ".":
            yield Repair(match.end() - 1, match.end(), ". ")

    def _without_dot(self, text: str) -> Iterator[Repair]:
        """Put back the dot after the Roman number of a section in capitals that comes next."""
        match = _DOTLESS.match(text)
        if match and text.isupper() and self._section + 1 < len(ROMAN) and match[1] == ROMAN[self._section + 1]:
            self._section += 1
            yield Repair(match.end(1), match.end(1), ".")

    def _annex_number(self, text: str) -> Iterator[Repair]:
        """Mend the Roman number of an annex that follows the annex before; "PHỤ LỤC H" follows "PHỤ LỤC G" alone."""
        match = _ANNEX.match(text)
        if not match:
            return
        if match["number"]:
            self._annex = ROMAN.index(match["number"]) if match["number"] in ROMAN else 0
        elif 0 < self._annex < len(ROMAN) - 1:
            self._annex += 1
            yield Repair(match.start("misread"), match.end("misread"), ROMAN[self._annex])

    def _misspelt(self, text: str) -> Iterator[Repair]:
        """Mend the one syllable in which a run of syllables differs from a word, by its diacritics alone."""
        found = list(_SYLLABLE.finditer(text))
        letters = [_letters(match.group().lower()) for match in found]
        sound = self._sound(text, found, letters)
        at = 0
        while at < len(found):
            for length in range(min(_LONGEST, len(found) - at), 1, -1):
                run = found[at : at + length]
                term = self._terms.get(" ".join(letters[at : at + length]))
                if term and _one_run(text, run):
                    yield from _mended(run, term.split(" "), sound, at)
                    at += length - 1
                    break
            at += 1

    def _no_syllables(self, text: str) -> Iterator[Repair]:
        """Mend what is no syllable, where it is but one letter from the only one that makes a word beside it."""
        found = list(_SYLLABLE.finditer(text))
        for at, match in enumerate(found):
            word = match.group()
            if len(word) < _SHORTEST or word.isupper() or self._syllables.valid(word):
                continue
            likely: set[str] = set()
            if at and _one_run(text, found[at - 1 : at + 1]):
                likely |= self._after.get(found[at - 1].group().lower(), set())
            if _one_run(text, found[at : at + 2]) and at + 1 < len(found):
                likely |= self._before.get(found[at + 1].group().lower(), set())
            near = {other for other in likely if _one_letter_apart(_letters(word.lower()), _letters(other))}
            if len(near) == 1:
                new = near.pop()
                yield Repair(match.start(), match.end(), new.capitalize() if word[0].isupper() else new)

    def _sound(self, text: str, found: Sequence[regex.Match[str]], letters: Sequence[str]) -> set[int]:
        """Return which syllables stand in a word that is spelt as it should be."""
        sound: set[int] = set()
        for at in range(len(found)):
            for length in range(2, min(_LONGEST, len(found) - at) + 1):
                term = self._terms.get(" ".join(letters[at : at + length]))
                if term == text[found[at].start() : found[at + length - 1].end()].lower():
                    sound.update(range(at, at + length))
        return sound


def _one_run(text: str, run: Sequence[regex.Match[str]]) -> bool:
    return all(text[one.end() : other.start()] == " " for one, other in pairwise(run))


def _mended(run: Sequence[regex.Match[str]], term: Sequence[str], sound: set[int], at: int) -> Iterator[Repair]:
    """Yield the repair of a run of syllables: in capitals any of them may have lost its marks, else only one."""
    wrong = [index for index, match in enumerate(run) if match.group().lower() != term[index]]
    capitals = all(match.group().isupper() for match in run)
    if not wrong or (len(wrong) > 1 and not capitals) or any(at + index in sound for index in wrong):
        return
    if not capitals and any(match.group()[0].isupper() for match in run[1:]):
        return  # a name
    for index in wrong:
        old = run[index].group()
        new = term[index]
        new = new.upper() if old.isupper() and len(old) > 1 else new.capitalize() if old[0].isupper() else new
        yield Repair(run[index].start(), run[index].end(), new)


def _one_letter_apart(one: str, other: str) -> bool:
    """Tell whether two words differ in at most one letter that is another, missing or too many."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:]


def _letters(text: str) -> str:
    """Return a text in small letters without its diacritics."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(char for char in parts if not unicodedata.combining(char))
