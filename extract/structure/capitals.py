"""Words printed in capitals, written as they stand within a sentence: names of bodies and abstracts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import regex

from extract.normalize.names import NameTree, Words
from extract.normalize.registry import Registry

_LONGEST: Final = 6
_OCCURRENCES: Final = 6
_PARTING: Final = frozenset(",;:()")
_PLACED_AREAS: Final = frozenset({"may", "must"})
_OPENING_QUOTES: Final = ("“", ' "')
_NUMERAL: Final = regex.compile(r"[IVX]{1,5}")


class Sample:
    """Running text of the directive, which shows how its words are spelled.

    Args:
        text: canonical text in mixed case.
    """

    def __init__(self, text: str = "") -> None:
        folded = text.lower()
        self._text = text
        self._folded = folded if len(folded) == len(text) else ""

    def with_name(self, name: str) -> Sample:
        """Return a sample that also spells ``name`` as it stands."""
        return Sample(f"{self._text}\n, {name}")

    def spelling(self, phrase: str) -> str:
        """Return ``phrase`` (in lower case) as the text spells it within a sentence, empty when it does not."""
        at = self._folded.find(phrase)
        for _ in range(_OCCURRENCES):
            if at < 0:
                break
            printed = self._text[at : at + len(phrase)]
            if self._is_within(at, len(phrase)) and not printed.isupper():
                return printed
            at = self._folded.find(phrase, at + 1)
        return ""

    def _is_within(self, start: int, length: int) -> bool:
        """Whether whole words stand there, and none that a sentence or an item begins with."""
        before, after = self._text[max(start - 2, 0) : start], self._text[start + length : start + length + 1]
        goes_on = len(before) > 1 and before[1] in " /-" and (before[0].isalnum() or before[0] in ",)")
        return goes_on and not after.isalnum()


@dataclass(frozen=True, slots=True)
class CapitalWords:
    """What the speller knows of words; all lists are in lower case but ``proper``.

    ``small`` stay small in names; ``place_kinds`` precede the name of a place; ``heads`` precede the field of a body;
    ``compounds`` hold a word that looks like one of these; ``proper`` are spelled as they stand here; ``syllable``
    matches a Vietnamese syllable, so that all else is an abbreviation; ``before_numerals`` precede Roman numerals;
    ``cited`` matches the kinds of documents that begin with a capital where their number follows.
    """

    small: Collection[str]
    place_kinds: Iterable[str]
    heads: Iterable[str]
    compounds: Iterable[str]
    proper: Iterable[str]
    before_numerals: Collection[str]
    syllable: regex.Pattern[str]
    cited: regex.Pattern[str]


class CapitalSpeller:
    """Spells what is printed in capitals; words in mixed case stay as they are.

    Args:
        registry: the known bodies and provinces.
        words: what is known of other words.
    """

    def __init__(self, registry: Registry, words: CapitalWords) -> None:
        self._registry = registry
        self._words = words
        self._small = frozenset(words.small)
        self._before_numerals = frozenset(words.before_numerals)
        self._proper = tuple(words.proper)
        self._proper_tree = _tree(self._proper)
        self._kinds, self._heads, self._compounds = map(_tree, (words.place_kinds, words.heads, words.compounds))

    def name(self, text: str, sample: Sample) -> str:
        """Return the name of a body in proper case ("SỞ Y TẾ TỈNH HÀ NAM" gives "Sở Y tế tỉnh Hà Nam")."""
        words = Words(text)
        out: list[str] = []
        at = index = 0
        placed = named = False
        while index < words.size:
            gap = text[at : words.starts[index]]
            placed = placed and not _PARTING & set(gap)
            named = named or gap == " - "
            spelt, following, placed, named = self._named(words, index, sample, placed=placed, named=named)
            out += (gap, spelt)
            at, index = words.ends[following - 1], following
        return "".join(out) + text[at:]

    def sentence(self, text: str, sample: Sample) -> str:
        """Return an abstract in lower case, with the capitals of names, symbols and abbreviations."""
        words = Words(text)
        out: list[str] = []
        at = index = 0
        while index < words.size:
            gap = text[at : words.starts[index]]
            spelt, following = self._spoken(words, index, sample)
            out += (gap, spelt[:1].upper() + spelt[1:] if gap.endswith(_OPENING_QUOTES) else spelt)
            at, index = words.ends[following - 1], following
        spelled = "".join(out) + text[at:]
        return self._words.cited.sub(lambda match: match[0][:1].upper() + match[0][1:], spelled)

    def _named(  # noqa: PLR0911  (one return per kind of word)
        self, words: Words, index: int, sample: Sample, *, placed: bool, named: bool
    ) -> tuple[str, int, bool, bool]:
        """Return the spelling at a word of a name, the next word, and whether a place or a field follows."""
        word = words.words[index]
        if not word.isupper():
            return word, index + 1, False, False
        compound = self._compounds.longest(words, index)
        known = None if compound else self._registry.match(words, index)
        if known:
            return known[0].name, known[1], known[0].area in _PLACED_AREAS, False
        province = self._registry.match_province(words, index)
        if province:
            return province[0].name, province[1], False, False
        proper = self._proper_tree.longest(words, index)
        if proper:
            return self._proper[proper[0]], proper[1], False, False
        following = compound[1] if compound else 0
        if following:
            low = _lower(words, index, following)
            return (low[:1].upper() + low[1:] if named or placed else low), following, False, False
        kind = self._kinds.longest(words, index)
        if kind:
            spelt = _lower(words, index, kind[1])
            return (spelt if self._words.syllable.match(spelt) else word), kind[1], True, False
        head = self._heads.longest(words, index)
        if head:
            low = _lower(words, index, head[1])
            return low[:1].upper() + low[1:], head[1], False, True
        return self._single_of_name(words, index, sample, placed=placed, named=named)

    def _single_of_name(
        self, words: Words, index: int, sample: Sample, *, placed: bool, named: bool
    ) -> tuple[str, int, bool, bool]:
        word, low = words.words[index], words.folded[index]
        if not self._words.syllable.fullmatch(low):
            return word, index + 1, placed, named
        if low in self._small:
            return low, index + 1, False, False
        sampled = self._sampled(words, index, sample)
        if sampled and all(part[0].isupper() for part in sampled[0].split()):
            return *sampled, placed, False
        return (low.capitalize() if placed or named else low), index + 1, placed, False

    def _spoken(self, words: Words, index: int, sample: Sample) -> tuple[str, int]:
        """Return the spelling at a word of an abstract and the index of the next word."""
        word, low = words.words[index], words.folded[index]
        if not word.isupper():
            return word, index + 1
        sampled = self._sampled(words, index, sample)
        if sampled:
            return sampled
        compound = self._compounds.longest(words, index)
        if compound:
            return _lower(words, index, compound[1]), compound[1]
        proper = self._proper_tree.longest(words, index)
        if proper:
            return self._proper[proper[0]], proper[1]
        known = self._registry.match(words, index)
        if known and known[1] > index + 1:
            return known[0].name, known[1]
        province = self._registry.match_province(words, index)
        if province:
            return province[0].name, province[1]
        if not self._words.syllable.fullmatch(low):
            return sample.spelling(low) or word, index + 1
        numeral = index > 0 and words.folded[index - 1] in self._before_numerals and _NUMERAL.fullmatch(word)
        return (word if numeral else low), index + 1

    @staticmethod
    def _sampled(words: Words, index: int, sample: Sample) -> tuple[str, int] | None:
        """Return the longest run of two or more words that the sample spells, and the index of the next word."""
        for following in range(min(index + _LONGEST, words.size), index + 1, -1):
            spelt = sample.spelling(_lower(words, index, following))
            if spelt:
                return spelt, following
        return None


def _lower(words: Words, index: int, following: int) -> str:
    return words.text[words.starts[index] : words.ends[following - 1]].lower()


def _tree(names: Iterable[str]) -> NameTree:
    tree = NameTree()
    for value, name in enumerate(names):
        tree.add(name, value)
    return tree
