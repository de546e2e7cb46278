"""Words printed in capitals, written as they stand within a sentence: names of bodies and abstracts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal

import regex

from extract.normalize.names import NameTree, Words
from extract.normalize.registry import Registry

_OCCURRENCES: Final = 6
_PARTING: Final = frozenset(",;:()")
_PLACED_AREAS: Final = frozenset({"may", "must"})
# What the next word of a name is: one like any other, the first of the field of a body, or part of a place name.
_State = Literal["plain", "field", "place"]
_PLAIN: Final = "plain"
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
    """What the speller knows of words; lists are in lower case but ``proper`` and ``abbreviations``.

    ``small`` stay small in names; ``place_kinds`` precede the name of a place; ``heads`` precede the field of a body;
    ``compounds`` hold a word that looks like one of these; ``proper`` and ``abbreviations`` are spelled as they
    stand here; ``syllable`` matches a Vietnamese syllable, so that all else is an abbreviation; ``before_numerals``
    precede Roman numerals; ``cited`` matches the kinds of documents whose number follows: they begin with a capital.
    """

    small: Collection[str]
    place_kinds: Iterable[str]
    heads: Iterable[str]
    compounds: Iterable[str]
    proper: Iterable[str]
    abbreviations: Iterable[str]
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
        self._abbreviations = {word.lower(): word for word in words.abbreviations}
        self._before_numerals = frozenset(words.before_numerals)
        self._proper = tuple(words.proper)
        self._proper_tree = _tree(self._proper)
        self._kinds, self._heads, self._compounds = map(_tree, (words.place_kinds, words.heads, words.compounds))

    def name(self, text: str, sample: Sample) -> str:
        """Return the name of a body in proper case ("SỞ Y TẾ TỈNH HÀ NAM" gives "Sở Y tế tỉnh Hà Nam")."""
        words = Words(text)
        out: list[str] = []
        at = index = 0
        state: _State = _PLAIN
        while index < words.size:
            gap = text[at : words.starts[index]]
            if _PARTING & set(gap):
                state = _PLAIN
            elif gap == " - " and state == _PLAIN:
                state = "field"
            spelt, following, state = self._named(words, index, sample, state)
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
            out += (gap, _capitalized(spelt) if gap.endswith(_OPENING_QUOTES) else spelt)
            at, index = words.ends[following - 1], following
        spelled = "".join(out) + text[at:]
        return str(self._words.cited.sub(lambda match: _capitalized(match[0]), spelled))

    def _named(self, words: Words, index: int, sample: Sample, state: _State) -> tuple[str, int, _State]:
        """Return the spelling at a word of a name, the index of the next word, and what the next word may be."""
        word = words.words[index]
        if not word.isupper():
            return word, index + 1, _PLAIN
        compound = self._compounds.longest(words, index)
        if compound:
            low = _lower(words, index, compound[1])
            return (low if state == _PLAIN else _capitalized(low)), compound[1], _PLAIN
        known = self._registry.match(words, index)
        if known:
            return known[0].name, known[1], "place" if known[0].area in _PLACED_AREAS else _PLAIN
        listed = self._province(words, index) or self._phrase(words, index)
        if listed:
            return *listed, _PLAIN
        kind = self._kinds.longest(words, index)
        if kind:
            spelt = _lower(words, index, kind[1])
            return (spelt if self._words.syllable.match(spelt) else word), kind[1], "place"
        head = self._heads.longest(words, index)
        if head:
            return _capitalized(_lower(words, index, head[1])), head[1], "field"
        return self._single_of_name(words, index, sample, state)

    def _single_of_name(self, words: Words, index: int, sample: Sample, state: _State) -> tuple[str, int, _State]:
        word, low = words.words[index], words.folded[index]
        if not self._words.syllable.fullmatch(low):
            return word, index + 1, state
        if low in self._small:
            return low, index + 1, _PLAIN
        after: _State = "place" if state == "place" else _PLAIN
        sampled = self._sampled(words, index, sample)
        if sampled and all(part[0].isupper() for part in sampled[0].split()):
            return *sampled, after
        return (low if state == _PLAIN else low.capitalize()), index + 1, after

    def _province(self, words: Words, index: int) -> tuple[str, int] | None:
        """Return the name of the province at a word and the index of the next word."""
        found = self._registry.match_province(words, index)
        return (found[0].name, found[1]) if found else None

    def _phrase(self, words: Words, index: int) -> tuple[str, int] | None:
        """Return the proper phrase at a word as it is spelled and the index of the next word."""
        found = self._proper_tree.longest(words, index)
        return (self._proper[found[0]], found[1]) if found else None

    def _spoken(self, words: Words, index: int, sample: Sample) -> tuple[str, int]:
        """Return the spelling at a word of an abstract and the index of the next word."""
        word, low = words.words[index], words.folded[index]
        if not word.isupper() or low in self._abbreviations:
            return self._abbreviations.get(low, word), index + 1
        sampled = self._sampled(words, index, sample)
        if sampled:
            return sampled
        compound = self._compounds.longest(words, index)
        if compound:
            return _lower(words, index, compound[1]), compound[1]
        phrase = self._phrase(words, index)
        if phrase:
            return phrase
        known = self._registry.match(words, index)
        if known and known[1] > index + 1:
            return known[0].name, known[1]
        province = self._province(words, index)
        if province:
            return province
        if not self._words.syllable.fullmatch(low):
            return sample.spelling(low) or word, index + 1
        numeral = index > 0 and words.folded[index - 1] in self._before_numerals and _NUMERAL.fullmatch(word)
        return (word if numeral else low), index + 1

    @staticmethod
    def _sampled(words: Words, index: int, sample: Sample) -> tuple[str, int] | None:
        """Return the longest run of two or more words that the sample spells, and the index of the next word."""
        found = None
        for following in range(index + 2, words.size + 1):
            spelt = sample.spelling(_lower(words, index, following))
            if not spelt:
                break
            found = spelt, following
        return found


def _lower(words: Words, index: int, following: int) -> str:
    return words.text[words.starts[index] : words.ends[following - 1]].lower()


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tree(names: Iterable[str]) -> NameTree:
    tree = NameTree()
    for value, name in enumerate(names):
        tree.add(name, value)
    return tree
