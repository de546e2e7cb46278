"""Recovers the labels that Word prints before numbered paragraphs (ECMA-376, part 1, 17.9).

Where the standard is silent, what docx4j measured in Word is followed (docx4j, model.listnumbering and its tests): each
story counts for itself, levels that are skipped count as begun, and w:isLgl changes only the levels above its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import regex

from extract.ingest.docx_styles import run_format
from extract.ingest.docx_xml import COMPATIBILITY, RUN_PROPERTIES, WORD, Element, child_value, number, value
from extract.ingest.word_numbers import LEVELS, bullet, draws, printed, spaced

_MAX_LINKS: Final = 8
_PLACE: Final = regex.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    suffix: str
    restart: int
    """The 1-based level whose use restarts this one; 0 never, -1 any higher level."""
    legal: bool
    hidden: bool
    drawn: bool
    style: str


@dataclass(frozen=True, slots=True)
class _Override:
    start: int | None
    level: _Level | None


@dataclass(frozen=True, slots=True)
class _List:
    """A ``w:num``: the abstract numbering that it counts in, and what it overrides by level."""

    abstract: str
    overrides: dict[int, _Override]


@dataclass(slots=True)
class Counts:
    """How far the lists of one story have been counted: by abstract numbering, and which lists had their first turn."""

    counters: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """The numbering definitions of a document. Lists (``w:num``) of one abstract numbering share its counters.

    Args:
        root: ``w:numbering``, or None.
        style_num_id: tells the numbering that a style asks for (``w:numStyleLink`` leads through a style).
    """

    def __init__(self, root: Element | None, style_num_id: Callable[[str], str]) -> None:
        self._abstracts: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._style_num_id = style_num_id
        if root is None:
            return
        for element in root.iterchildren(WORD + "abstractNum"):
            abstract = value(element, WORD + "abstractNumId")
            self._abstracts[abstract] = {
                number(value(level, WORD + "ilvl")): _level(level) for level in element.iterchildren(WORD + "lvl")
            }
            self._links[abstract] = child_value(element, "numStyleLink")
        for element in root.iterchildren(WORD + "num"):
            self._lists[value(element, WORD + "numId")] = _List(
                child_value(element, "abstractNumId"),
                {number(value(o, WORD + "ilvl")): _override(o) for o in element.iterchildren(WORD + "lvlOverride")},
            )

    def level_of(self, num_id: str, style_id: str) -> int | None:
        """Return the level that a list ties to a paragraph style, None when it ties none to it."""
        if num_id not in self._lists:
            return None
        levels = self._abstracts.get(self._abstract(num_id), {})
        return next((index for index, level in sorted(levels.items()) if level.style == style_id), None)

    def label(self, counts: Counts, num_id: str, level: int) -> str:
        """Count one paragraph and return its printed label with the blank after it; ask in document order.

        Args:
            counts: the counts of the story that holds the paragraph; they are advanced.
            num_id: ``w:numId`` of the paragraph or of its style.
            level: its level, 0 to 8.

        Returns:
            for instance "1. ", "1.1. ", "a) ", "- "; empty when the list is unknown or prints nothing.
        """
        found = self._lists.get(num_id)
        if found is None or not 0 <= level < LEVELS:
            return ""
        abstract = self._abstract(num_id)
        shown = self._shape(found, abstract, level)
        if shown is None:
            return ""
        counters = counts.counters.setdefault(abstract, [None] * LEVELS)
        first = (num_id, level) not in counts.started
        counts.started.add((num_id, level))
        self._count(found, abstract, counters, level, first=first)
        return "" if shown.hidden else self._print(found, abstract, level, counters)

    def _abstract(self, num_id: str) -> str:
        """Return the abstract numbering that holds the levels of a list, following links through numbering styles."""
        abstract = self._lists[num_id].abstract
        for _ in range(_MAX_LINKS):
            linked = self._lists.get(self._style_num_id(self._links.get(abstract, "")))
            if not self._links.get(abstract) or linked is None:
                break
            abstract = linked.abstract
        return abstract

    def _shape(self, found: _List, abstract: str, level: int) -> _Level | None:
        override = found.overrides.get(level)
        return (override.level if override else None) or self._abstracts.get(abstract, {}).get(level)

    def _start(self, found: _List, abstract: str, level: int) -> int:
        override = found.overrides.get(level)
        if override and override.start is not None:
            return override.start
        shape = self._shape(found, abstract, level)
        return shape.start if shape else 1

    def _count(self, found: _List, abstract: str, counters: list[int | None], level: int, *, first: bool) -> None:
        for upper in range(level):
            if counters[upper] is None:
                counters[upper] = self._start(found, abstract, upper)
        override = found.overrides.get(level)
        restarts = first and override is not None and override.start is not None
        current = counters[level]
        counters[level] = self._start(found, abstract, level) if restarts or current is None else current + 1
        for lower in range(level + 1, LEVELS):
            shape = self._shape(found, abstract, lower)
            if shape is None or shape.restart < 0 or level < shape.restart:
                counters[lower] = None

    def _print(self, found: _List, abstract: str, level: int, counters: list[int | None]) -> str:
        shown = self._shape(found, abstract, level)
        if shown is None:
            return ""
        if shown.number_format == "bullet":
            return bullet(shown.text.strip(), drawn=shown.drawn) + " "

        def place(match: regex.Match[str]) -> str:
            at = int(match[1]) - 1
            shape = self._shape(found, abstract, at)
            form = shape.number_format if shape else "decimal"
            if form == "bullet":
                return ""
            return printed(counters[at] or 0, "decimal" if shown.legal and at < level else form)

        return spaced(_PLACE.sub(place, shown.text).strip(), glued=shown.suffix == "nothing")


def _level(element: Element) -> _Level:
    look = run_format(element.find(RUN_PROPERTIES))
    restart = child_value(element, "lvlRestart")
    legal = element.find(WORD + "isLgl")
    return _Level(
        start=number(child_value(element, "start"), 0 if element.find(WORD + "start") is None else 1),
        number_format=_number_format(element),
        text=child_value(element, "lvlText"),
        suffix=child_value(element, "suff") or "tab",
        restart=number(restart, -1),
        legal=legal is not None and value(legal) not in ("0", "false"),
        hidden=bool(look.hidden),
        drawn=draws(look.font),
        style=child_value(element, "pStyle"),
    )


def _number_format(element: Element) -> str:
    """Return ``w:numFmt``; newer formats hide it in a fallback branch."""
    fallback = element.find(f"{COMPATIBILITY}AlternateContent/{COMPATIBILITY}Fallback")
    return child_value(element, "numFmt") or child_value(fallback, "numFmt") or "decimal"


def _override(element: Element) -> _Override:
    start = child_value(element, "startOverride")
    level = element.find(WORD + "lvl")
    return _Override(number(start) if start else None, None if level is None else _level(level))
