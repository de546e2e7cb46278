"""Marks what is said: documents cited, bodies, times, cues of duty, quantities.

Each finder is blind to the others; overlaps are settled here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from operator import itemgetter
from typing import Final

from extract.annotate.bodies import find_bodies
from extract.annotate.citations import find_citations
from extract.annotate.duties import find_cues
from extract.annotate.quantities import find_quantities
from extract.annotate.time_problems import time_problems
from extract.annotate.times import find_times, read_time_cell
from extract.model import Citation, Directive, Mentions, Quantity, Table, TimeExpression
from extract.normalize.columns import column_role
from extract.rulebook import Rulebook

__all__ = ["annotate"]

_SPANS_OF_TIME: Final = "quantity.span"


def annotate(directive: Directive, rulebook: Rulebook, *, received_on: date | None = None) -> Mentions:
    """Return all mentions of a directive.

    Args:
        directive: its text, zones, tables and year are read.
        rulebook: groups ``citations``, ``bodies``, ``times``, ``duties``, ``targets`` and ``tables``.
        received_on: when it was received; None leaves open what is due so many days after that.
    """
    citations = find_citations(directive, rulebook)
    found = find_times(directive, rulebook, received_on=received_on)
    times = _settle(_with_time_columns(found, directive, rulebook, received_on), citations)
    return Mentions(
        citations=citations,
        bodies=find_bodies(directive, rulebook),
        times=times,
        cues=find_cues(directive, rulebook),
        quantities=_outside(find_quantities(directive, rulebook), citations, times),
        problems=tuple(time_problems(times, directive, rulebook, received_on=received_on)),
    )


def _outside(
    quantities: tuple[Quantity, ...], citations: tuple[Citation, ...], times: tuple[TimeExpression, ...]
) -> tuple[Quantity, ...]:
    """Drop the numbers that lie inside a citation or a time; a span of time that is an aim is both time and number."""
    cited = sorted((one.start, one.end) for one in citations)
    timed = sorted(cited + [(one.start, one.end) for one in times])

    def inside(quantity: Quantity) -> bool:
        spans = cited if quantity.rule.startswith(_SPANS_OF_TIME) else timed
        at = bisect_right(spans, quantity.start, key=itemgetter(0)) - 1
        return at >= 0 and quantity.start < spans[at][1]

    return tuple(quantity for quantity in quantities if not inside(quantity))


def _with_time_columns(
    times: tuple[TimeExpression, ...], directive: Directive, rulebook: Rulebook, received_on: date | None
) -> tuple[TimeExpression, ...]:
    """Read the cells of time columns as deadlines, in place of what was read there as running text."""
    cells = [
        cell
        for table in directive.tables
        if table.header_rows
        for column in _time_columns(table, directive, rulebook)
        for cell in table.cells
        if cell.column == column and cell.row >= table.header_rows and cell.column_span == 1
    ]
    if not cells:
        return times
    inside = [(cell.start, cell.end) for cell in cells]
    reach = _Reach(inside)
    kept = [time for time in times if reach.at(time.start) <= time.start]
    for start, end in inside:
        kept += read_time_cell(directive.text[start:end], start, directive, rulebook, received_on=received_on)
    return tuple(sorted(kept, key=lambda time: (time.start, time.end)))


def _time_columns(table: Table, directive: Directive, rulebook: Rulebook) -> set[int]:
    return {
        cell.column
        for cell in table.cells
        if cell.row < table.header_rows
        and cell.column_span == 1
        and column_role(directive.text[cell.start : cell.end], rulebook) == "time"
    }


def _settle(times: tuple[TimeExpression, ...], citations: tuple[Citation, ...]) -> tuple[TimeExpression, ...]:
    """Drop the times that lie inside a citation: the date of a document and the period in its title bind nobody."""
    reach = _Reach((citation.start, citation.end) for citation in citations)
    return tuple(time for time in times if reach.at(time.start) < time.end)


class _Reach:
    """How far the spans reach that begin at or before a place; spans may overlap and hold each other.

    Args:
        spans: their starts and ends, in any order.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def at(self, place: int) -> int:
        """Return the furthest end among the spans that begin at or before ``place``, -1 where none does."""
        at = bisect_right(self._starts, place) - 1
        return self._ends[at] if at >= 0 else -1
