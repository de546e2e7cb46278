"""What is a written Vietnamese syllable and what is not, and how much of a text is made of such syllables.

Vietnamese writes each syllable apart, and few strings of letters are one: eighteen thousand of the millions that could
be. So the share of words that are syllables tells sound text from nonsense without any dictionary. The forms follow the
spelling taught in schools: c, g, ng before back vowels and k, gh, ngh before front ones; a syllable closed by c, ch, p
or t bears only sắc or nặng; the tone stands on the marked vowel, else by position.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.rulebook import Rulebook

_KEPT: Final = 4
_MOST_WORDS: Final = 50_000  # remembered: a text may hold any number of words that are none
_GOOD: Final = 1 << 32  # more than a text has words
_GROUP: Final = "ingest"
_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_TONES_BEFORE_STOP: Final = ("\u0301", "\u0323")
_STOPS: Final = ("c", "ch", "p", "t")
_FRONT: Final = tuple("eêi")
_MARKED: Final = frozenset("ăâêôơư")
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_TWO_PLACES: Final = frozenset(("oa", "oe", "uy"))  # hòa and hoà, khỏe and khoẻ, thủy and thuỷ
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# UBND, HĐND, TTHC; TTg, PTTgCP. Initials keep the letters' own marks and never bear a tone.
_INITIALS: Final = re.compile(r"[A-ZĐƯƠÔÂĂÊ]{2,10}(?:[a-zđ]{1,2}[A-ZĐƯƠÔÂĂÊ]{0,4})?")


class Syllables:
    """The syllables of written Vietnamese; all forms are made once, when first asked for.

    Args:
        rulebook: the word lists of ``ingest/syllables.yaml``.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    @staticmethod
    def of(rulebook: Rulebook) -> Syllables:
        """Return the syllables of a rulebook, made once for each."""
        return _syllables(rulebook)

    def valid(self, word: str) -> bool:
        """Tell whether a word, in NFC and any case, is a syllable; the tone may stand in the old or the new place."""
        return word.lower() in self.forms

    def share(self, text: str) -> tuple[int, int]:
        """Return how many words of a text are syllables, and how many were counted.

        Single letters, initials (UBND, TTg) and words that are at home in directives without being Vietnamese
        (online, km, Krông) are not counted.

        Args:
            text: any text in NFC.
        """
        told = sum(map(self._weights.__getitem__, _WORD.findall(text)))
        return told // _GOOD, told % _GOOD

    @cached_property
    def forms(self) -> frozenset[str]:
        """All syllables in lower case and NFC."""
        return frozenset(form for onset, rhyme in self._toneless() for form in _toned(onset, rhyme))

    @cached_property
    def _weights(self) -> _Weights:
        return _Weights(self.forms, self._neutral)

    @cached_property
    def _neutral(self) -> frozenset[str]:
        return frozenset(self._words("neutral_words")) - self.forms

    def _words(self, name: str) -> tuple[str, ...]:
        return self._rulebook.words(_GROUP, name)

    def _toneless(self) -> Iterator[tuple[str, str]]:
        """Yield onsets with the rhymes that may follow them."""
        rhymes = self._words("rhymes")
        front = [rhyme for rhyme in rhymes if rhyme.startswith(_FRONT)]
        back = [rhyme for rhyme in rhymes if not rhyme.startswith(_FRONT)]
        yield from ((onset, rhyme) for onset in self._words("onsets") for rhyme in rhymes)
        yield from ((onset, rhyme) for onset in self._words("onsets_before_front") for rhyme in front)
        yield from ((onset, rhyme) for onset in self._words("onsets_before_back") for rhyme in back)
        yield from ((onset, "y") for onset in self._words("onsets_before_y"))
        yield from (("", rhyme) for rhyme in self._words("rhymes_alone"))
        yield from (("qu", rhyme) for rhyme in self._words("rhymes_after_qu"))
        # gi swallows the i of its rhyme: giếng, gìn, gì.
        yield from (("g" if rhyme.startswith("i") else "gi", rhyme) for rhyme in rhymes)


class _Weights(dict[str, int]):
    """What each word adds to a share: 1 when it counts, and `_GOOD` more when it is a syllable; judged once a word."""

    def __init__(self, forms: frozenset[str], neutral: frozenset[str]) -> None:
        super().__init__()
        self._forms = forms
        self._neutral = neutral

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        folded = word.lower()
        if folded in self._forms:
            weight = _GOOD + 1
        else:
            weight = 0 if folded in self._neutral or _INITIALS.fullmatch(word) else 1
        self[word] = weight
        return weight


@lru_cache(maxsize=_KEPT)
def _syllables(rulebook: Rulebook) -> Syllables:
    return Syllables(rulebook)


def _toned(onset: str, rhyme: str) -> Iterator[str]:
    tones = _TONES_BEFORE_STOP if rhyme.endswith(_STOPS) else _TONES
    for place in _tone_places(onset, rhyme):
        head, tail = onset + rhyme[: place + 1], rhyme[place + 1 :]
        for tone in tones:
            yield unicodedata.normalize("NFC", head + tone) + tail


def _tone_places(onset: str, rhyme: str) -> tuple[int, ...]:
    """Return the positions in the rhyme at which the tone may stand."""
    marked = [at for at, letter in enumerate(rhyme) if letter in _MARKED]
    if marked:
        return (marked[-1],)
    vowels = sum(letter in _VOWELS for letter in rhyme)
    if rhyme in _TWO_PLACES and onset != "qu":
        return (0, 1)
    if vowels == 1 or (vowels == 2 and len(rhyme) == 2):
        return (0,)
    return (1,)
