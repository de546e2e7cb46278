"""Finds the words that say when, reads them into dates, periods, rhythms and spans, and tells what of it binds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from extract.annotate.time_binding import BoundTime, bind
from extract.annotate.time_grammar import TimeGrammar, time_grammar
from extract.annotate.time_use import Verdict, judge, outermost
from extract.annotate.time_values import Reckoning
from extract.model import Directive, TimeExpression
from extract.rulebook import Rulebook

_LONGEST_VALUE: Final = 120  # code points of a line that can be the value of the head above it
_SILENT: Final = ("head", "closing", "furniture")  # zones that give nobody a deadline


def find_times(
    directive: Directive, rulebook: Rulebook, *, received_on: date | None = None
) -> tuple[TimeExpression, ...]:
    """Return every time of a directive with its normal value.

    Args:
        directive: its text, zones, year and date of issue are read; a year that is not said is the directive's.
        rulebook: group ``times``.
        received_on: when the directive was received; None leaves open what runs from that day.

    Returns:
        expressions in text order, without overlaps. Where year or date of the directive are needed and not known,
        ``due_on`` stays empty. Values follow the annotation guide and Bộ luật Dân sự 2015, Điều 145 to 148.
    """
    grammar = time_grammar(rulebook)
    text = directive.text
    reckoning = Reckoning(directive, rulebook, grammar, received_on)
    found = _joined(text, _values(text, grammar), grammar, reckoning)
    starts = [block.start for block in directive.source.blocks]
    return tuple(
        replace(time, use="content")
        if time.use == "deadline" and directive.zones[bisect_right(starts, time.start) - 1] in _SILENT
        else time
        for time in found
    )


def read_time_cell(
    text: str, start: int, directive: Directive, rulebook: Rulebook, *, received_on: date | None = None
) -> tuple[TimeExpression, ...]:
    """Return the times of a cell of a time column, each a deadline however bare ("2026", "Quý II, III").

    Args:
        text: the words of the cell.
        start: where they stand in the text of the directive.
        directive: its year and date of issue are read.
        rulebook: group ``times``.
        received_on: when the directive was received; None leaves open what runs from that day.
    """
    grammar = time_grammar(rulebook)
    found = _joined(text, [(0, len(text) + 1)], grammar, Reckoning(directive, rulebook, grammar, received_on))
    return tuple(replace(time, start=time.start + start, end=time.end + start) for time in found)


def _joined(
    text: str, values: Sequence[tuple[int, int]], grammar: TimeGrammar, reckoning: Reckoning
) -> list[TimeExpression]:
    """Read times, and join periods that follow on each other: "năm 2026 và năm 2027" is one."""
    joined: list[TimeExpression] = []
    for time in _read(text, values, grammar, reckoning):
        last = joined[-1] if joined else None
        if last is not None and last.use == time.use == "deadline" and _follows_on(text, last, time):
            joined[-1] = replace(last, end=time.end, due_on=time.due_on)
        else:
            joined.append(time)
    return joined


def _follows_on(text: str, last: TimeExpression, time: TimeExpression) -> bool:
    if last.kind != "period" or time.kind != "period" or not last.start_on or not last.due_on or not time.start_on:
        return False
    beside = text[last.end : time.start] in (" và ", ", ", " - ")
    return beside and date.fromisoformat(last.due_on) + timedelta(days=1) == date.fromisoformat(time.start_on)


def _values(text: str, grammar: TimeGrammar) -> list[tuple[int, int]]:
    """Return the spans of the values of time lines, ascending: each ends with its sentence.

    The value of a head that stands alone in its line is the next line, when that is short.
    """
    spans = []
    for head_end in grammar.value_lines(text):
        start, end = head_end, _line_end(text, head_end)
        if not text[start:end].strip(" .:"):
            start, end = end + 1, _line_end(text, end + 1)
            if end - start > _LONGEST_VALUE:
                continue
        stops = [stop for mark in (". ", "; ") if (stop := text.find(mark, start, end)) >= 0]
        spans.append((start, min(stops, default=end)))
    return spans


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _read(
    text: str, values: Sequence[tuple[int, int]], grammar: TimeGrammar, reckoning: Reckoning
) -> tuple[TimeExpression, ...]:
    """Return the times of a text; what lies in ``values`` is a deadline however bare."""
    judged = ((time, judge(time, text, grammar, reckoning.year)) for time in bind(text, grammar, values))
    telling = (
        (time, verdict)
        for time, verdict in judged
        if verdict.use == "deadline" or not (time.point.anchor or time.point.place)
    )
    return tuple(_expression(time, verdict, text, reckoning) for time, verdict in outermost(telling))


def _expression(time: BoundTime, verdict: Verdict, text: str, reckoning: Reckoning) -> TimeExpression:
    value = reckoning.value(time, text[time.start : time.end])
    if verdict.use == "deadline" and reckoning.is_stale(time, value):
        verdict = Verdict("content", verdict.rule)
    inferred = (
        time.interval is not None and not time.said_year and value.kind in ("by_date", "period") and bool(value.due_on)
    )
    return TimeExpression(
        start=time.start,
        end=time.end,
        kind=value.kind,
        use=verdict.use,
        start_on=value.start_on,
        due_on=value.due_on,
        due_time=time.point.clock,
        rrule=value.rrule,
        anchor=value.anchor,
        offset=value.offset,
        label=time.label.text if time.label else "",
        year_inferred=inferred,
        rule=verdict.rule,
        confidence=_confidence(time, inferred),
    )


def _confidence(time: BoundTime, inferred: bool) -> float:
    """Return how sure the reading is: operators and time lines speak clearly, adverbs and events less so."""
    if time.value or (time.operator is not None and time.operator.strong):
        sure = 0.96
    elif time.operates("before", "by", "until"):
        sure = 0.93
    elif time.point.kind in ("calendar", "day-of-month", "span"):
        sure = 0.85
    else:
        sure = 0.75
    return round(sure - (0.05 if inferred else 0.0), 2)
