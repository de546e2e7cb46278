"""Which of many patterns may match at a place, told by the first word there, so that the others need not be tried.

The engine itself tells, by a partial match of the word: no rule says twice how it begins, and none can say it wrongly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_WORDS: Final = 8192
_LOOK_BEHIND: Final = regex.compile(r"\(\?<[=!](?P<inside>[^()\[\\]|\\.|\[(?:\\.|[^\]\\])+\]|\((?&inside)*\))*\)")
_ANYTHING: Final = regex.compile("")

Item = TypeVar("Item")


class Openings(dict[str, tuple[Item, ...]], Generic[Item]):
    """The items whose patterns may match where a given word stands, in their order; asked of the engine once a word.

    The word is what a match takes first: for a pattern that matches from right to left, the last word before the place.
    It must be cut where the text goes on, never be longer than the text that a match may take.

    Args:
        items: each with its pattern.
    """

    def __init__(self, items: Iterable[tuple[Item, regex.Pattern[str]]]) -> None:
        super().__init__()
        self._items = tuple((item, without_look_behind(pattern)) for item, pattern in items)

    def __missing__(self, word: str) -> tuple[Item, ...]:
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = tuple(item for item, pattern in self._items if pattern.match(word, partial=True))
        self[word] = found
        return found


def without_look_behind(pattern: regex.Pattern[str]) -> regex.Pattern[str]:
    """Return a pattern without what must or must not stand before its parts: that is no matter of how it begins.

    A pattern that only says what must not stand there stays as it is: before the first word nothing stands.
    Where the rest is no pattern, the one that matches everywhere is returned.
    """
    if "(?<=" not in pattern.pattern:
        return pattern
    rest = _LOOK_BEHIND.sub("", pattern.pattern)
    try:
        return _ANYTHING if "(?<=" in rest else regex.compile(rest, pattern.flags & regex.IGNORECASE)
    except regex.error:
        return _ANYTHING
