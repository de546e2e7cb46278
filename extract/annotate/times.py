"""Finds the words that say when, reads them into dates, periods, rhythms and spans, and tells what of it binds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from extract.annotate.time_binding import BoundTime, bind
from extract.annotate.time_grammar import TimeGrammar, time_grammar
from extract.annotate.time_use import Verdict, judge, outermost
from extract.model import Directive, Problem, TimeExpression
from extract.normalize.dates import Interval, Rhythm, due_after, earliest_day, first_yearly, offset, rrule
from extract.rulebook import Rulebook

_LONGEST_VALUE: Final = 120  # code points of a line that can be the value of the head above it
_ROLL: Final = timedelta(days=180)  # "trước ngày 15/01" in a directive of November is next January
_STALE: Final = timedelta(days=60)  # a weakly bound date so long before the directive tells of the past
_SILENT: Final = ("head", "closing", "furniture")  # zones that give nobody a deadline


def find_times(directive: Directive, rulebook: Rulebook) -> tuple[TimeExpression, ...]:
    """Return every time of a directive with its normal value.

    Args:
        directive: its text, zones, year and date of issue are read; a year that is not said is the directive's.
        rulebook: group ``times``.

    Returns:
        expressions in text order, without overlaps. Where year or date of the directive are needed and not known,
        ``due_on`` stays empty. Values follow the annotation guide and Bộ luật Dân sự 2015, Điều 145 to 148.
    """
    grammar = time_grammar(rulebook)
    text = directive.text
    found = _Reader(directive, grammar).read(text, _values(text, grammar))
    starts = [block.start for block in directive.source.blocks]
    return tuple(
        replace(time, use="content")
        if time.use == "deadline" and directive.zones[bisect_right(starts, time.start) - 1] in _SILENT
        else time
        for time in found
    )


def read_time_cell(text: str, start: int, directive: Directive, rulebook: Rulebook) -> tuple[TimeExpression, ...]:
    """Return the times of a cell of a time column, each a deadline however bare ("2026", "Quý II, III").

    Args:
        text: the words of the cell.
        start: where they stand in the text of the directive.
        directive: its year and date of issue are read.
        rulebook: group ``times``.
    """
    found = _Reader(directive, time_grammar(rulebook)).read(text, [(0, len(text) + 1)])
    return tuple(replace(time, start=time.start + start, end=time.end + start) for time in found)


def time_problems(times: Sequence[TimeExpression], directive: Directive) -> Iterator[Problem]:
    """Yield a problem for every deadline whose date is impossible, or whose year is not known."""
    for time in times:
        if time.use != "deadline" or time.kind not in ("by_date", "period") or time.due_on or time.start_on:
            continue
        words = directive.text[time.start : time.end]
        if directive.year:
            yield Problem(
                "warning",
                "impossible-date",
                f"“{words}” không phải là ngày có thật; thời hạn để trống.",
                f"“{words}” is no day of the calendar; the deadline stays empty.",
                time.start,
                time.end,
            )
        else:
            yield Problem(
                "warning",
                "date-without-year",
                f"“{words}” không có năm và không rõ năm của văn bản; thời hạn để trống.",
                f"“{words}” has no year and the directive's year is not known; the deadline stays empty.",
                time.start,
                time.end,
            )


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


@dataclass(frozen=True, slots=True)
class _Value:
    """The value of a deadline: the fields of `TimeExpression` that say when."""

    kind: str
    start_on: str = ""
    due_on: str = ""
    rrule: str = ""
    anchor: str = ""
    offset: str = ""


class _Reader:
    """Reads texts of one directive: knows its year and its day."""

    def __init__(self, directive: Directive, grammar: TimeGrammar) -> None:
        self._grammar = grammar
        self._year = directive.year
        issued = directive.header.issued_on.text
        self._issued_on = issued if len(issued) == len("2020-08-31") else ""
        self._since = earliest_day(issued) or (date(self._year, 1, 1) if self._year else None)

    def read(self, text: str, values: Sequence[tuple[int, int]]) -> tuple[TimeExpression, ...]:
        """Return the times of a text; what lies in ``values`` is a deadline however bare."""
        bound = bind(text, self._grammar, values)
        judged = ((time, judge(time, text, self._grammar, self._year)) for time in bound)
        telling = (
            (time, verdict)
            for time, verdict in judged
            if verdict.use == "deadline" or not (time.point.anchor or time.point.place)
        )
        return tuple(self._expression(time, verdict) for time, verdict in outermost(telling))

    def _expression(self, time: BoundTime, verdict: Verdict) -> TimeExpression:
        value = self._value(time)
        if verdict.use == "deadline" and self._stale(time, value):
            verdict = Verdict("content", verdict.rule)
        inferred = (
            time.interval is not None
            and not time.said_year
            and value.kind in ("by_date", "period")
            and bool(value.due_on)
        )
        return TimeExpression(
            start=time.start,
            end=time.end,
            kind=value.kind,  # type: ignore[arg-type]
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

    def _stale(self, time: BoundTime, value: _Value) -> bool:
        """Tell whether a weakly bound date lies so far before the directive that it tells of the past."""
        if (
            time.value
            or time.session
            or not value.due_on
            or value.kind not in ("by_date", "period")
            or self._since is None
        ):
            return False
        binds = time.operates("before", "by")
        if (time.operator is not None and time.operator.strong) or (binds and not time.said_year):
            return False
        long_ago = date.fromisoformat(value.start_on or value.due_on).year < self._since.year - 1
        margin = _STALE if binds else timedelta(0)
        return long_ago or date.fromisoformat(value.due_on) < self._since - margin

    def _value(self, time: BoundTime) -> _Value:
        point = time.point
        if point.kind == "calendar" and point.interval is not None:
            return self._rhythm_of(time, point.interval) if time.rhythm else self._days(time, point.interval)
        if point.kind == "continuous":
            first, last = point.interval.in_year(self._year).days() if point.interval else ("", "")
            return _Value("continuous", first, last)
        if point.kind == "span":
            before = "-" if point.ahead or self._grammar.before_event.match(point.anchor) else ""
            span = before + offset(point.count, point.unit)
            return _Value("relative", due_on=self._due(time), anchor=point.anchor, offset=span)
        if point.kind == "event":
            return _Value("relative", anchor=point.anchor[: time.end - point.start])
        return _Value("recurring", rrule=rrule(time.rhythm or Rhythm(), number=point.day))

    def _rhythm_of(self, time: BoundTime, interval: Interval) -> _Value:
        last = interval.end or interval.begin
        number = last.day or int((interval.in_year(self._year or 2001).days()[1] or "0")[-2:])
        due = first_yearly(last.month, number, self._since) if self._since and number else ""
        start = ""
        if due and interval.begin != interval.end:
            start = Interval(interval.begin, replace(last, year=int(due[:4]), day=number)).in_year(self._year).days()[0]
        return _Value("recurring", start, due, rrule(time.rhythm or Rhythm(), last.month, number))

    def _days(self, time: BoundTime, said: Interval) -> _Value:
        interval = self._in_year(said, time)
        first, last = interval.days()
        single = interval.begin == interval.end
        if time.operates("from-now"):
            return _Value("period", self._issued_on, last)
        ranged = time.point.form in ("days", "months", "school-year") or time.spans_years
        if (time.operates("from") and not ranged) or time.point.open_end:
            return _Value("period", first)
        if time.operates("before") and not single and not time.point.part:
            return _Value("by_date", due_on=interval.day_before())
        if single or time.point.part == "end" or time.operates("before", "by", "until"):
            return _Value("by_date", due_on=last)
        return _Value("period", first, last)

    def _in_year(self, said: Interval, time: BoundTime) -> Interval:
        """Return the interval in its year: the directive's, or the next when that day was past and this is near."""
        if said.year:
            return said.in_year(said.year)
        interval = said.in_year(self._year + time.point.year_shift if self._year else 0)
        last = interval.end.known() if interval.end else None
        if last and self._issued_on and last < date.fromisoformat(self._issued_on):
            later = said.in_year(self._year + 1)
            end = later.end.known() if later.end else None
            if end and end - date.fromisoformat(self._issued_on) <= _ROLL:
                return later
        return interval

    def _due(self, time: BoundTime) -> str:
        """Return the last day of a span that runs from the signing of the directive."""
        if not self._issued_on or not self._grammar.from_signing.match(time.point.anchor):
            return ""
        return due_after(date.fromisoformat(self._issued_on), time.point.count, time.point.unit)


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
