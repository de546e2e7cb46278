"""Reckons what a bound time means for one directive: days, rhythms, spans, with its year and its days filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from extract.annotate.time_binding import BoundTime
from extract.annotate.time_grammar import TimeGrammar
from extract.model import Directive, TimeKind
from extract.normalize.dates import Interval, Rhythm, current, day, due_after, earliest_day, first_yearly, offset, rrule
from extract.normalize.workdays import work_calendar
from extract.rulebook import Rulebook

_ROLL: Final = timedelta(days=240)  # "trước ngày 30/4" in a directive of October is next April
_STALE: Final = timedelta(days=60)  # a weakly bound date so long before the directive tells of the past


@dataclass(frozen=True, slots=True)
class TimeValue:
    """The value of a time: the fields of `TimeExpression` that say when."""

    kind: TimeKind
    start_on: str = ""
    due_on: str = ""
    rrule: str = ""
    anchor: str = ""
    offset: str = ""


class Reckoning:
    """Reckons the times of one directive.

    Args:
        directive: its year and its date of issue are read.
        rulebook: the swapped working days.
        grammar: what runs from the signing, what from the receipt.
        received_on: when the directive was received; None when that is not known.
    """

    def __init__(
        self, directive: Directive, rulebook: Rulebook, grammar: TimeGrammar, received_on: date | None
    ) -> None:
        self._rulebook = rulebook
        self._grammar = grammar
        self.year = directive.year
        self._issued_on = issue_day(directive)
        self._received_on = receipt_day(directive, received_on)
        since = earliest_day(directive.header.issued_on.text)
        self._since = since or (date(self.year, 1, 1) if self.year else None)

    def value(self, time: BoundTime, words: str) -> TimeValue:
        """Return what a time means; ``words`` are its own, its operator taken in."""
        point = time.point
        if point.lunar:
            return TimeValue("relative", anchor=words)
        if point.form == "current":
            return self._current(time)
        if point.kind == "calendar" and point.interval is not None:
            return self._rhythm_of(time, point.interval) if time.rhythm else self._days(time, point.interval)
        if point.kind == "continuous":
            first, last = point.interval.in_year(self.year).days() if point.interval else ("", "")
            return TimeValue("continuous", first, last)
        if point.kind == "span":
            before = "-" if point.ahead or self._grammar.before_event.match(point.anchor) else ""
            span = before + offset(point.count, point.unit)
            return TimeValue("relative", due_on=self._due(time), anchor=point.anchor, offset=span)
        if point.kind == "event":
            return TimeValue("relative", anchor=point.anchor[: time.end - point.start])
        return TimeValue("recurring", rrule=rrule(time.rhythm or Rhythm(), numbers=point.days))

    def is_stale(self, time: BoundTime, value: TimeValue) -> bool:
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

    def _current(self, time: BoundTime) -> TimeValue:
        """Return the day, week or month of the directive itself: "trong tuần này"."""
        unit = time.point.unit
        first, last = current(self._issued_on, unit).days() if self._issued_on else ("", "")
        return TimeValue("by_date", due_on=last) if unit == "day" else TimeValue("period", first, last)

    def _rhythm_of(self, time: BoundTime, interval: Interval) -> TimeValue:
        if time.operates("before") and interval.begin != interval.end and not time.point.part:
            interval = self._day_before(interval)
        last = interval.end or interval.begin
        if time.point.form == "month" and not time.point.part and not time.operates("before", "by", "until"):
            return TimeValue("recurring", rrule=rrule(time.rhythm or Rhythm(), last.month))
        number = last.day or int((interval.in_year(self.year or 2001).days()[1] or "0")[-2:])
        due = first_yearly(last.month, number, self._since) if self._since and number else ""
        start = ""
        if due and interval.begin != interval.end and not time.operates("before", "by", "until"):
            start = Interval(interval.begin, replace(last, year=int(due[:4]), day=number)).in_year(self.year).days()[0]
        return TimeValue("recurring", start, due, rrule(time.rhythm or Rhythm(), last.month, (number,)))

    def _day_before(self, interval: Interval) -> Interval:
        """Return the day before a stretch of every year: "hằng năm, trước quý IV" is 30 September."""
        before = earliest_day(interval.in_year(self.year or 2001).day_before())
        return day(0, before.month, before.day) if before else interval

    def _days(self, time: BoundTime, said: Interval) -> TimeValue:
        interval = self._in_year(said, time)
        first, last = interval.days()
        single = interval.begin == interval.end
        if time.operates("from-now"):
            return TimeValue("period", self._issued_on.isoformat() if self._issued_on else "", last)
        ranged = time.point.form in ("days", "months") or (time.spans_years and time.point.form != "school-year")
        if (time.operates("from") and not ranged) or time.point.open_end:
            return TimeValue("period", first)
        if time.operates("before") and not single and not time.point.part:
            return TimeValue("by_date", due_on=interval.day_before())
        if single or time.point.part == "end" or time.operates("before", "by", "until"):
            return TimeValue("by_date", due_on=last)
        return TimeValue("period", first, last)

    def _in_year(self, said: Interval, time: BoundTime) -> Interval:
        """Return the interval in its year: the directive's, or the next when that day was past and this is near."""
        if said.year:
            return said.in_year(said.year)
        interval = said.in_year(self.year + time.point.year_shift if self.year else 0)
        last = interval.end.known() if interval.end else None
        if last and self._issued_on and last < self._issued_on:
            later = said.in_year(self.year + 1)
            end = later.end.known() if later.end else None
            if end and end - self._issued_on <= _ROLL:
                return later
        return interval

    def _due(self, time: BoundTime) -> str:
        """Return the last day of a span that runs from the signing or the receipt of the directive."""
        base = base_day(time.point.anchor, time.point.rule, self._grammar, self._issued_on, self._received_on)
        if base is None or time.point.ahead:
            return ""
        return due_after(base, time.point.count, time.point.unit, work_calendar(self._rulebook))


def issue_day(directive: Directive) -> date | None:
    """Return the date of a directive, None when day or month are not known."""
    issued = directive.header.issued_on.text
    return date.fromisoformat(issued) if len(issued) == len("2020-08-31") else None


def receipt_day(directive: Directive, received_on: date | None) -> date | None:
    """Return the day of receipt that was told, None when it lies before the date of the directive and so cannot be."""
    issued_on = issue_day(directive)
    return None if received_on and issued_on and received_on < issued_on else received_on


def base_day(
    anchor: str, rule: str, grammar: TimeGrammar, issued_on: date | None, received_on: date | None
) -> date | None:
    """Return the day from which a span is counted: that of issue or of receipt, None for other events."""
    if rule in grammar.from_issue or grammar.from_signing.match(anchor):
        return issued_on
    return received_on if grammar.from_receipt.match(anchor) else None
