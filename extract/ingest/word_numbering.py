"""Recovers the labels that Word prints before numbered paragraphs (ECMA-376, part 1, 17.9; [MS-DOC] 2.9.150).

Where the standard is silent, what docx4j measured in Word is followed (docx4j, model.listnumbering and its tests): each
story counts for itself, levels that are skipped count as begun, and w:isLgl changes only the levels above its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import regex

from extract.ingest.word_numbers import LEVELS, bullet, printed, spaced

_PLACE: Final = regex.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints."""

    start: int
    number_format: str
    """A name of ``w:numFmt``; ``bullet`` does not count."""
    text: str
    """The printed template, in which %1 to %9 stand for the counts of the levels."""
    suffix: str
    """What stands between label and text: ``tab``, ``space`` or ``nothing``."""
    restart: int
    """The 1-based level whose use restarts this one; 0 never, -1 any higher level."""
    legal: bool
    """Whether the counts of higher levels print as decimal."""
    hidden: bool
    symbol: bool
    """Whether the bullet is of a font whose letters are signs."""
    style: str
    """The paragraph style tied to this level, empty when none is."""


@dataclass(frozen=True, slots=True)
class Override:
    """What a list says otherwise than the numbering that it counts in."""

    start: int | None
    level: Level | None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list (``w:num``): the abstract numbering that it counts in, and what it overrides by level."""

    abstract: str
    overrides: Mapping[int, Override]


@dataclass(slots=True)
class Counts:
    """How far the lists of one story have been counted: by abstract numbering, and which lists had their first turn."""

    counters: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """The numbering definitions of a document. Lists of one abstract numbering share its counters.

    Args:
        abstracts: the levels of each abstract numbering, by its id.
        lists: the lists by their id.
    """

    def __init__(self, abstracts: Mapping[str, Mapping[int, Level]], lists: Mapping[str, NumberedList]) -> None:
        self._abstracts = abstracts
        self._lists = lists

    def level_of(self, num_id: str, style_id: str) -> int | None:
        """Return the level that a list ties to a paragraph style, None when it ties none to it."""
        if num_id not in self._lists:
            return None
        levels = self._abstracts.get(self._lists[num_id].abstract, {})
        return next((index for index, level in sorted(levels.items()) if level.style == style_id), None)

    def label(self, counts: Counts, num_id: str, level: int) -> str:
        """Count one paragraph and return its printed label with the blank after it; ask in document order.

        Args:
            counts: the counts of the story that holds the paragraph; they are advanced.
            num_id: the list of the paragraph or of its style.
            level: its level, 0 to 8.

        Returns:
            for instance "1. ", "1.1. ", "a) ", "- "; empty when the list is unknown or prints nothing.
        """
        found = self._lists.get(num_id)
        if found is None or not 0 <= level < LEVELS:
            return ""
        shown = self._shape(found, level)
        if shown is None:
            return ""
        counters = counts.counters.setdefault(found.abstract, [None] * LEVELS)
        first = (num_id, level) not in counts.started
        counts.started.add((num_id, level))
        self._count(found, counters, level, first=first)
        return "" if shown.hidden else self._print(found, level, counters)

    def _shape(self, found: NumberedList, level: int) -> Level | None:
        override = found.overrides.get(level)
        return (override.level if override else None) or self._abstracts.get(found.abstract, {}).get(level)

    def _start(self, found: NumberedList, level: int) -> int:
        override = found.overrides.get(level)
        if override and override.start is not None:
            return override.start
        shape = self._shape(found, level)
        return shape.start if shape else 1

    def _count(self, found: NumberedList, counters: list[int | None], level: int, *, first: bool) -> None:
        for upper in range(level):
            if counters[upper] is None:
                counters[upper] = self._start(found, upper)
        override = found.overrides.get(level)
        restarts = first and override is not None and override.start is not None
        current = counters[level]
        counters[level] = self._start(found, level) if restarts or current is None else current + 1
        for lower in range(level + 1, LEVELS):
            shape = self._shape(found, lower)
            if shape is None or shape.restart < 0 or level < shape.restart:
                counters[lower] = None

    def _print(self, found: NumberedList, level: int, counters: list[int | None]) -> str:
        shown = self._shape(found, level)
        if shown is None:
            return ""
        if shown.number_format == "bullet":
            return bullet(shown.text.strip(), drawn=shown.symbol) + " "

        def place(match: regex.Match[str]) -> str:
            at = int(match[1]) - 1
            shape = self._shape(found, at)
            form = shape.number_format if shape else "decimal"
            if form == "bullet":
                return ""
            return printed(counters[at] or 0, "decimal" if shown.legal and at < level else form)

        return spaced(_PLACE.sub(place, shown.text).strip(), glued=shown.suffix == "nothing")
