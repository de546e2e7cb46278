"""Names as sequences of words: cutting a text into words, and a tree that finds the longest known name at a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = re.compile(r"(\W+)")
# What may stand between two words of one name: "Lao động-Thương binh", "GD&ĐT", "Văn hóa, Thể thao".
_GAPS: Final = frozenset({" ", "", "-", " - ", " -", "- ", ", ", ",", " , ", "&", " & ", " &", "& "})
_AND: Final = "và"


@lru_cache(maxsize=8192)
def slug(text: str) -> str:
    """Return ``text`` as a readable id: ASCII letters without marks, digits and single hyphens."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class Words:
    """A text cut into words; every list runs parallel to the words.

    Args:
        text: canonical text of one block.
    """

    __slots__ = ("_index_at", "ends", "folded", "gaps", "size", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        """Cut the text."""
        self.text = text
        # Words and what stands between them alternate; either end may be an empty word.
        pieces = _BETWEEN.split(text)
        bounds = list(accumulate(map(len, pieces), initial=0))
        first, last = int(not pieces[0]), len(pieces) // 2 + int(bool(pieces[-1]))
        self.words = pieces[2 * first : 2 * last : 2]
        self.starts = bounds[2 * first : 2 * last : 2]
        self.ends = bounds[2 * first + 1 : 2 * last + 1 : 2]
        self.gaps = pieces[2 * first + 1 : 2 * last + 1 : 2]
        self.folded = [word.lower() for word in self.words]
        self.size = len(self.words)
        self._index_at: dict[int, int] | None = None

    def index_at(self, start: int) -> int | None:
        """Return the index of the word that begins at character ``start``, None when none does."""
        if self._index_at is None:
            self._index_at = {start: index for index, start in enumerate(self.starts)}
        return self._index_at.get(start)

    def gap(self, index: int) -> str:
        """Return what stands between word ``index - 1`` and word ``index``."""
        return self.gaps[index - 1]


@dataclass(slots=True)
class _Node:
    """A place in the tree: ``folded`` leads on by words whatever their case, ``exact`` by abbreviations as printed."""

    folded: dict[str, _Node] = field(default_factory=dict)
    exact: dict[str, _Node] = field(default_factory=dict)
    value: int = -1


def is_abbreviation(word: str) -> bool:
    """Tell whether a word is written in several capitals ("UBND", "KH")."""
    # Most words are told by their small letters; counting capitals takes five times as long.
    return not word[1:].islower() and sum(map(str.isupper, word)) > 1


class NameTree:
    """Finds the longest of many names at a word, blind to case, dashes, commas and "và" inside the name.

    Args:
        abbreviations: short forms (as printed) with the words that they stand for, in lower case.
    """

    def __init__(self, abbreviations: Sequence[tuple[str, tuple[str, ...]]] = ()) -> None:
        """Start an empty tree."""
        self._root = _Node()
        self._beginnings: dict[str, set[str]] = {}
        self._abbreviations: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for short, full in abbreviations:
            self._abbreviations.setdefault(full[0], []).append((short, full))

    def add(self, name: str, value: int, *, initials: bool = False) -> None:
        """Add a name; the first value of a name stays.

        Args:
            name: the name in any of its spellings.
            value: what ``longest`` shall return for it, 0 or more.
            initials: also take the initials of the parts after the first word ("Sở KH&CN", "Sở LĐTBXH").
        """
        self._note_beginning(name)
        if not initials:
            self._insert(self._root, _plain(name), 0, value)
            return
        head, _, rest = name.partition(" ")
        self._branch(self._step(self._root, head), [_plain(part) for part in re.split(r", | - | và ", rest)], 0, value)

    def beginnings(self) -> dict[str, set[str]]:
        """Return the first words of all names with the words that may follow them, "" for names of one word.

        Words are in lower case.
        """
        found = {first: set(seconds) for first, seconds in self._beginnings.items()}
        for first, node in (*self._root.folded.items(), *self._root.exact.items()):
            seconds = found.setdefault(first.lower(), set())
            seconds.update(node.folded, map(str.lower, node.exact), {""} if node.value >= 0 else ())
        return found

    def _note_beginning(self, name: str) -> None:
        words = _WORD.findall(name.lower())
        if len(words) > 1:
            self._beginnings.setdefault(words[0], set()).add(words[1])

    def longest(self, words: Words, at: int) -> tuple[int, int] | None:
        """Return value and end (a word index) of the longest name that begins at word ``at``, None when none does."""
        if at >= words.size:
            return None
        root = self._root
        node = root.folded.get(words.folded[at]) or (root.exact and root.exact.get(words.words[at]))
        return self._walk(node, words, at + 1) if node else None

    def rest(self, head: str, words: Words, at: int) -> tuple[int, int] | None:
        """Return value and end of the longest name that ``head`` begins and whose other words begin at ``at``."""
        node: _Node | None = self._root
        for word in head.lower().split():
            node = node.folded.get(word) if node else None
        if node is None or at >= words.size:
            return None
        node = node.folded.get(words.folded[at]) or node.exact.get(words.words[at])
        return self._walk(node, words, at + 1) if node else None

    @staticmethod
    def _walk(node: _Node, words: Words, at: int) -> tuple[int, int] | None:
        found = (node.value, at) if node.value >= 0 else None
        folded, gaps, size = words.folded, words.gaps, words.size
        while at < size and gaps[at - 1] in _GAPS:
            if folded[at] == _AND and at + 1 < size and gaps[at] == " ":
                at += 1
            following = node.folded.get(folded[at]) or (node.exact and node.exact.get(words.words[at]))
            if not following:
                break
            node = following
            at += 1
            if node.value >= 0:
                found = node.value, at
        return found

    def _insert(self, node: _Node, parts: tuple[str, ...], at: int, value: int) -> None:
        if at == len(parts):
            node.value = value if node.value < 0 else node.value
            return
        self._insert(self._step(node, parts[at]), parts, at + 1, value)
        for short, full in self._abbreviations.get(parts[at].lower(), ()):
            if tuple(map(str.lower, parts[at : at + len(full)])) == full:
                self._insert(self._step(node, short), parts, at + len(full), value)

    def _branch(self, node: _Node, parts: list[tuple[str, ...]], at: int, value: int) -> None:
        """Insert the parts from ``at`` on in full and, for every run of parts, as their joined initials."""
        if at == len(parts):
            node.value = value if node.value < 0 else node.value
            return
        full = node
        for word in parts[at]:
            full = self._step(full, word)
        self._branch(full, parts, at + 1, value)
        initials = ""
        for last in range(at, len(parts)):
            initials += "".join(word[0].upper() for word in parts[last])
            if len(initials) > 1:
                self._branch(self._step(node, initials), parts, last + 1, value)

    @staticmethod
    def _step(node: _Node, word: str) -> _Node:
        if is_abbreviation(word):
            return node.exact.setdefault(word, _Node())
        return node.folded.setdefault(word.lower(), _Node())


def _plain(name: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(name) if word.lower() != _AND)
