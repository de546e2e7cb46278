"""Finds the points of time in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, cast

from extract.annotate.time_grammar import TimeGrammar
from extract.annotate.time_readings import TimePoint, read_points
from extract.annotate.time_words import TimeWords
from extract.normalize.dates import Rhythm, Unit
from extract.text import lower_in_place

_SHIFTS: Final = {"next-year": 1, "this-year": 0, "last-year": -1}


def find_points(text: str, grammar: TimeGrammar) -> Iterator[TimePoint]:
    """Yield the points of time by their start.

    Args:
        text: canonical text; a point never runs over a line feed.
        grammar: what a point may be.

    Yields:
        points free of overlaps, but that the words of an event may hold further points.
    """
    at = 0
    for anchor in grammar.anchor.finditer(lower_in_place(text)):
        start = anchor.start()
        found = grammar.point(text, start) if start >= at else None
        if not found:
            continue
        rule, match = found
        for point in read_points(TimeWords(rule, match, grammar.lexicon)):
            whole = _with_tail(point, text, grammar)
            at = start + 1 if whole.kind == "event" or whole.place else whole.end
            yield whole


def _with_tail(point: TimePoint, text: str, grammar: TimeGrammar) -> TimePoint:
    """Read what follows a calendar time and tells how it returns or goes on."""
    if point.kind not in ("calendar", "day-of-month"):
        return point
    remark = grammar.remark.match(text, point.end)
    found = grammar.tail(text, point.end) or (grammar.tail(text, remark.end()) if remark else None)
    if not found:
        return point
    rule, match = found
    told = rule.gives.get("unit")
    tailed = replace(point, end=match.end(), tail=match.end() - point.end)
    if told == "open":
        return replace(tailed, open_end=True) if point.interval else point
    if told == "lunar":
        return replace(tailed, lunar=True)
    if told in _SHIFTS:
        return replace(tailed, year_shift=_SHIFTS[told])
    unit = cast("Unit", told or grammar.lexicon["unit", match["unit"].lower()])
    known = point.rhythm or Rhythm()
    return replace(tailed, rhythm=replace(known, unit=unit, months=tuple(rule.gives.get("months", ()))))
