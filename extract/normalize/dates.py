"""The calendar of directives: partial dates, quarters, half-years, periods, rhythms and spans of time.

Pure functions on numbers. Dates leave this module as ISO 8601 strings, rhythms as RFC 5545 rules, spans of time as
ISO 8601 durations (``P15D``) or as working days (``15WD``). An impossible date (31/02) becomes an empty string.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from extract.normalize.workdays import WorkCalendar

Unit = Literal["hour", "day", "workday", "week", "month", "quarter", "year"]
Part = Literal["start", "middle", "end"]

LAST: Final = 0
"""The day number that stands for the last day of a month."""

_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS: Final[dict[str, int]] = {"month": 1, "quarter": 3, "year": 12}
_SYMBOLS: Final[dict[str, str]] = {"hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day of which the year may not be said (0); ``day`` is `LAST` for the last day of the month."""

    year: int
    month: int
    day: int

    def known(self) -> date | None:
        """Return the day, None when its year is not said or no such day exists."""
        if not (self.year and 1 <= self.month <= 12):
            return None
        last = monthrange(self.year, self.month)[1]
        if self.day > last:
            return None
        return date(self.year, self.month, self.day or last)

    def iso(self) -> str:
        """Return the day as ISO 8601, empty when it is not known."""
        known = self.known()
        return known.isoformat() if known else ""


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from ``begin`` to ``end``, both counted; ``end`` None means that it stays open."""

    begin: PartialDate
    end: PartialDate | None

    @property
    def year(self) -> int:
        """The year in which the interval ends (starts, when it is open), 0 when none is said."""
        return self.end.year if self.end else self.begin.year

    def in_year(self, year: int) -> Interval:
        """Return the interval with ``year`` where none is said; one that runs over New Year begins a year earlier."""
        end = self.end and (self.end if self.end.year else replace(self.end, year=self.begin.year or year))
        begin = self.begin
        if not begin.year:
            last = end.year if end else year
            over = end is not None and (begin.month, begin.day) > (end.month, end.day or 31)
            begin = replace(begin, year=last - 1 if over and last else last)
        elif end and not (self.end and self.end.year) and (end.month, end.day or 31) < (begin.month, begin.day):
            end = replace(end, year=end.year + 1)
        return Interval(begin, end)

    def days(self) -> tuple[str, str]:
        """Return first and last day as ISO 8601; either is empty when it is open, not known or impossible."""
        return self.begin.iso(), self.end.iso() if self.end else ""

    def day_before(self) -> str:
        """Return the day before the interval begins: "trước tháng 9/2023" ends on 31 August (convention C6b)."""
        first = self.begin.known()
        return (first - timedelta(days=1)).isoformat() if first else ""


def day(year: int, month: int, number: int) -> Interval:
    """Return one day as an interval; ``year`` 0 when it is not said."""
    only = PartialDate(year, month, number)
    return Interval(only, only)


def months(year: int, first: int, last: int | None = None) -> Interval:
    """Return the whole months ``first`` to ``last`` (1 to 12) of a year."""
    return Interval(PartialDate(year, first, 1), PartialDate(year, last or first, LAST))


def quarters(year: int, first: int, last: int | None = None) -> Interval:
    """Return the quarters ``first`` to ``last`` (1 to 4) of a year."""
    return months(year, 3 * first - 2, 3 * (last or first))


def years(first: int, last: int | None = None) -> Interval:
    """Return the whole years ``first`` to ``last``."""
    return Interval(PartialDate(first, 1, 1), PartialDate(last or first, 12, LAST))


def week(year: int, month: int, number: int) -> Interval:
    """Return week ``number`` of a month as days 7n-6 to 7n, -1 as its last seven days (convention C10)."""
    last = monthrange(year or 2001, month)[1]
    first = last - 6 if number < 0 else 7 * number - 6
    return Interval(PartialDate(year, month, first), PartialDate(year, month, min(first + 6, last)))


def part_of(whole: Interval, part: Part) -> Interval:
    """Return đầu, giữa or cuối of a month, a quarter or a year (convention C9).

    Thirds of a month are ten days, of a quarter months; the start of a year is its first quarter, its middle June, its
    end December.
    """
    year, first = whole.begin.year, whole.begin.month
    length = 1 + (whole.end.month if whole.end else first) - first
    if length == 1:
        bounds = {"start": (1, 10), "middle": (11, 20), "end": (21, LAST)}[part]
        return Interval(PartialDate(year, first, bounds[0]), PartialDate(year, first, bounds[1]))
    if length == 3:
        return months(year, first + {"start": 0, "middle": 1, "end": 2}[part])
    return {"start": quarters(year, 1), "middle": months(year, 6), "end": months(year, 12)}[part]


def months_of_year(year: int, count: int, part: Part) -> Interval:
    """Return the first (``start``) or last (``end``) ``count`` months of a year: "6 tháng đầu năm"."""
    return months(year, 1, count) if part == "start" else months(year, 13 - count, 12)


def full_year(digits: str) -> int:
    """Return a year written with two or four digits (23 is 2023, convention C8); 0 for an empty string."""
    return int(digits) + (2000 if len(digits) == 2 else 0) if digits else 0


def quarter_number(text: str) -> int:
    """Return the number of a quarter written as I to IV or 1 to 4.

    Raises:
        ValueError: it is neither.
    """
    folded = text.strip().lower().replace("\u0307", "").lstrip("0")  # a dotted capital I leaves its dot
    number = _ROMAN.get(folded) or int(folded)
    if not 1 <= number <= 4:
        raise ValueError(text)
    return number


def consecutive(numbers: Sequence[int]) -> bool:
    """Tell whether each number is one more than the number before it."""
    return all(after == before + 1 for before, after in pairwise(numbers))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something returns: every ``count`` units; ``months`` names the months of the year it is bound to.

    ``unit`` is empty for "định kỳ" without frequency. ``weekday`` is a day of RFC 5545 (MO to SU) or several with
    commas; ``place`` tells which of them in the month is meant: 1 the first, -1 the last, 0 all.
    """

    unit: Unit | Literal[""] = ""
    count: int = 1
    months: tuple[int, ...] = ()
    weekday: str = ""
    place: int = 0


WORKING_WEEK: Final = "MO,TU,WE,TH,FR"
"""The weekdays of offices as in RFC 5545."""


def rrule(rhythm: Rhythm, month: int = 0, numbers: Sequence[int] = ()) -> str:
    """Return the RFC 5545 rule of a rhythm due on days ``numbers`` (-1 for the last) of ``month`` (0: of every month).

    A month of every year without a day stays without one; a quarter without months named is due in its last month; a
    day that some months lack is due on their last (convention C14). Empty when neither rhythm nor day is known.
    """
    named = tuple(number for number in numbers if number)
    if month and named:
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={_joined(named)}"
    if month:
        return f"FREQ=YEARLY;BYMONTH={month}"
    bound = rhythm.months or ((3, 6, 9, 12) if rhythm.unit == "quarter" else ())
    if rhythm.weekday:
        return _weekday_rule(rhythm, bound)
    if named == (-1,) and rhythm.unit == "year":
        return "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"
    if named and bound:
        ends = [-1 if number > 30 else number for number in named]
        return f"FREQ=YEARLY;BYMONTH={_joined(bound)};BYMONTHDAY={_joined(ends)}"
    if named and rhythm.unit == "month":
        return f"FREQ=MONTHLY;BYMONTHDAY={_month_days(named)}"
    base, step = {"quarter": ("month", 3)}.get(rhythm.unit, (rhythm.unit, 1))
    name = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}.get(base, "")
    every = step * rhythm.count
    return "" if not name else f"FREQ={name};INTERVAL={every}" if every > 1 else f"FREQ={name}"


def _weekday_rule(rhythm: Rhythm, bound: Sequence[int]) -> str:
    if not rhythm.place:
        return f"FREQ=WEEKLY;BYDAY={rhythm.weekday}"
    months = f";BYMONTH={_joined(bound)}" if bound else ""
    if "," in rhythm.weekday:
        return f"FREQ=MONTHLY{months};BYDAY={rhythm.weekday};BYSETPOS={rhythm.place}"
    return f"FREQ=MONTHLY{months};BYDAY={rhythm.place}{rhythm.weekday}"


def _month_days(numbers: Sequence[int]) -> str:
    """Return days of every month; February lacks the 29th and 30th, and half a dozen months lack the 31st."""
    if len(numbers) > 1 or numbers[0] < 29:
        return _joined(numbers)
    return "-1" if numbers[0] > 30 else f"{_joined(range(28, numbers[0] + 1))};BYSETPOS=-1"


def _joined(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))


def first_yearly(month: int, number: int, since: date) -> str:
    """Return the first ``number``/``month`` on or after ``since``, empty when the day does not exist in that year."""
    this_year = PartialDate(since.year, month, number)
    known = this_year.known()
    return replace(this_year, year=since.year + 1).iso() if known and known < since else this_year.iso()


def offset(count: int, unit: Unit) -> str:
    """Return a span of time as ISO 8601 duration, working days as ``15WD``."""
    if unit == "workday":
        return f"{count}WD"
    if unit == "quarter":
        return f"P{3 * count}M"
    return f"P{'T' if unit == 'hour' else ''}{count}{_SYMBOLS[unit]}"


def due_after(start: date, count: int, unit: Unit, calendar: WorkCalendar) -> str:
    """Return the last day of a span that begins after ``start`` (its first day is not counted).

    A last day on a weekend or holiday moves to the next working day (Bộ luật Dân sự 2015, Điều 147, Điều 148 khoản 5).
    """
    if unit == "workday":
        return calendar.add_workdays(start, count).isoformat()
    if unit == "hour":
        return (start + timedelta(days=-(-count // 24))).isoformat()
    if unit in _MONTHS:
        index = start.year * 12 + start.month - 1 + count * _MONTHS[unit]
        year, month = divmod(index, 12)
        last = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    else:
        last = start + timedelta(days=count * (7 if unit == "week" else 1))
    return calendar.next_workday(last).isoformat()


def current(today: date, unit: Unit) -> Interval:
    """Return the day, week (Monday to Sunday), month, quarter or year in which a day lies."""
    if unit == "month":
        return months(today.year, today.month)
    if unit == "quarter":
        return quarters(today.year, (today.month + 2) // 3)
    if unit == "year":
        return years(today.year)
    monday = today - timedelta(days=today.weekday())
    first, last = (monday, monday + timedelta(days=6)) if unit == "week" else (today, today)
    return Interval(PartialDate(first.year, first.month, first.day), PartialDate(last.year, last.month, last.day))


def earliest_day(partial: str) -> date | None:
    """Return the first day that a partial date can mean (``2020-08`` is 2020-08-01), None for an empty one."""
    parts = [int(part) for part in partial.split("-") if part.isdigit()]
    if not parts:
        return None
    return PartialDate(*[*parts, 1, 1][:3]).known()
