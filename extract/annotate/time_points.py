"""Finds the points of time in a text and reads their words into values of the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import regex

from extract.annotate.time_grammar import TimeGrammar
from extract.normalize.dates import (
    LAST,
    Interval,
    Part,
    PartialDate,
    Rhythm,
    Unit,
    consecutive,
    day,
    full_year,
    months,
    months_of_year,
    part_of,
    quarter_number,
    quarters,
    week,
    years,
)
from extract.rulebook import Rule

Kind = Literal["calendar", "day-of-month", "rhythm", "continuous", "span", "event"]

_UNITS: Final[dict[str, Unit]] = {
    "giờ": "hour",
    "ngày": "day",
    "ngày làm việc": "workday",
    "tuần": "week",
    "tháng": "month",
    "quý": "quarter",
    "quí": "quarter",
    "năm": "year",
}
_NUMBERS: Final = {"một": 1, "nhất": 1, "đầu": 1, "hai": 2, "ba": 3, "tư": 4, "sáu": 6, "chín": 9, "cuối": -1}
_PARTS: Final[dict[str, Part]] = {
    "đầu": "start",
    "nửa đầu": "start",
    "giữa": "middle",
    "cuối": "end",
    "nửa cuối": "end",
}
_WEEKDAYS: Final = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "nhật": "SU"}
_WEEKDAY_NUMBERS: Final = {"2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA"}


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A time as its own words tell it, before it is known how it binds.

    ``form`` is the shape that the rule gives (day, month, quarters ...); ``interval`` holds the days of a calendar
    time, with year 0 where none is said; ``day`` is the day number of a time without month; ``part`` tells đầu, giữa
    or cuối.
    """

    start: int
    end: int
    kind: Kind
    form: str
    rule: str
    place: str = ""
    bare: bool = False
    interval: Interval | None = None
    part: Part | Literal[""] = ""
    day: int = 0
    clock: str = ""
    rhythm: Rhythm | None = None
    year_shift: int = 0
    open_end: bool = False
    count: int = 0
    unit: Unit = "day"
    anchor: str = ""
    adverb: bool = False


def find_points(text: str, grammar: TimeGrammar) -> Iterator[TimePoint]:
    """Yield the points of time by their start.

    Args:
        text: canonical text; a point never runs over a line feed.
        grammar: what a point may be.

    Yields:
        points free of overlaps, but that the words of an event may hold further points.
    """
    at = 0
    for anchor in grammar.anchor.finditer(_lower(text)):
        start = anchor.start()
        found = grammar.point(text, start) if start >= at else None
        if not found:
            continue
        rule, match = found
        for point in _READERS[str(rule.gives["shape"])](rule, match):
            whole = _with_tail(point, text, grammar)
            at = start + 1 if whole.kind == "event" or whole.place else whole.end
            yield whole


def _lower(text: str) -> str:
    """Return the text in lower case, code point by code point where a letter would become two."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[:1] for char in text)


def _point(rule: Rule, match: regex.Match[str], kind: Kind, **values: object) -> TimePoint:
    gives = rule.gives
    end = match.start() + len(match.group().rstrip(" ,"))
    base = TimePoint(
        match.start(),
        end,
        kind,
        str(gives["shape"]),
        rule.id,
        place=str(gives.get("place", "")),
        bare=bool(gives.get("bare")),
        adverb=bool(gives.get("adverb")),
    )
    return replace(base, **values)  # type: ignore[arg-type]


def _number(match: regex.Match[str], name: str) -> int:
    digits = _word(match, name)
    return int(digits) if digits.isdigit() else _NUMBERS.get(digits, 0)


def _word(match: regex.Match[str], name: str) -> str:
    return (match[name] or "").lower()


def _year(match: regex.Match[str], name: str = "year") -> int:
    return full_year(_word(match, name))


def _clock(match: regex.Match[str]) -> str:
    hour = _word(match, "hour")
    return f"{int(hour):02}:{int(_word(match, 'minute') or 0):02}" if hour else ""


def _weekday(match: regex.Match[str]) -> str:
    name = _word(match, "weekday").split(" ")[-1]
    return _WEEKDAYS.get(name) or _WEEKDAY_NUMBERS.get(name, "")


def _unit(match: regex.Match[str]) -> Unit:
    unit = _UNITS[_word(match, "unit")]
    return "workday" if unit == "day" and _word(match, "working") else unit


def _read_day(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    only = day(_year(match), _number(match, "month"), _number(match, "day"))
    yield _point(rule, match, "calendar", interval=only, clock=_clock(match))


def _read_days(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    last = PartialDate(_year(match), _number(match, "month"), _number(match, "day"))
    month = _number(match, "from_month")
    first = PartialDate(_year(match, "from_year"), month or last.month, _number(match, "from_day"))
    if not month:
        first = replace(first, year=last.year)
    yield _point(rule, match, "calendar", interval=Interval(first, last), clock=_clock(match))


def _read_day_of_month(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    yield _point(rule, match, "day-of-month", day=_number(match, "day"), clock=_clock(match))


def _read_last_day(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    yield _point(rule, match, "day-of-month", day=-1, end=match.end())


def _read_months(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    first, last = _number(match, "from_month"), _number(match, "month")
    begin = PartialDate(_year(match, "from_year"), first, 1)
    yield _point(rule, match, "calendar", interval=Interval(begin, PartialDate(_year(match), last, LAST)))


def _read_month_list(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    numbers = [int(item) for item in match.captures("item")]
    yield from _list(rule, match, numbers, match.spans("item"), months)


def _read_quarters(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    numbers = [quarter_number(item) for item in match.captures("quarter")]
    if _word(match, "until"):
        numbers = list(range(numbers[0], max(numbers) + 1))
    yield from _list(rule, match, numbers, match.spans("quarter"), quarters)


def _list(
    rule: Rule,
    match: regex.Match[str],
    numbers: list[int],
    spans: list[tuple[int, int]],
    build: Callable[[int, int, int], Interval],
) -> Iterator[TimePoint]:
    """Read neighbours ("Quý II, III") as one stretch, others ("Quý II và Quý IV") as one time each."""
    year = _year(match)
    if consecutive(numbers):
        whole = build(year, numbers[0], numbers[-1])
        yield _parted(_point(rule, match, "calendar", interval=whole), match)
        return
    starts = [match.start(), *(start for start, _ in spans[1:])]
    ends = [*(end for _, end in spans[:-1]), match.end()]
    for number, start, end in zip(numbers, starts, ends, strict=True):
        yield _point(rule, match, "calendar", interval=build(year, number, number), start=start, end=end)


def _parted(point: TimePoint, match: regex.Match[str]) -> TimePoint:
    part = _PARTS.get(_word(match, "part"))
    return replace(point, interval=part_of(point.interval, part), part=part) if part and point.interval else point


def _read_month(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    whole = months(_year(match), _number(match, "month"))
    yield _parted(_point(rule, match, "calendar", interval=whole), match)


def _read_week(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    span = week(_year(match), _number(match, "month"), _number(match, "week"))
    yield _point(rule, match, "calendar", interval=span)


def _read_months_of_year(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    part = _PARTS[_word(match, "part") or _word(match, "half")]
    yield _point(rule, match, "calendar", interval=months_of_year(_year(match), _number(match, "count") or 6, part))


def _read_years(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    last = _year(match)
    yield _point(rule, match, "calendar", interval=years(_year(match, "from_year") or last, last))


def _read_part_of_year(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    yield _parted(_point(rule, match, "calendar", interval=years(_year(match))), match)


def _read_weekday(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    yield _point(rule, match, "day-of-month", rhythm=Rhythm("week", weekday=_weekday(match)), clock=_clock(match))


def _read_hour(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    yield _point(rule, match, "day-of-month", rhythm=Rhythm("day"), clock=_clock(match))


def _read_rhythm(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    name = _word(match, "unit")
    unit: Unit | Literal[""] = _UNITS[name] if name else ""
    count = _number(match, "count") or 1
    times = _number(match, "times") or 1
    rhythm = Rhythm(unit, count)
    if unit == "year" and times > 1 and 12 % times == 0:
        rhythm = Rhythm("month", 12 // times)
    yield _point(rule, match, "rhythm", rhythm=rhythm)


def _read_continuous(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    year = _year(match)
    bounded = bool(year or _word(match, "within") or match.group().lower().endswith("năm"))
    yield _point(rule, match, "continuous", interval=years(year) if bounded else None)


def _read_span(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    anchor = (match["anchor"] or "").rstrip()
    yield _point(rule, match, "span", count=_number(match, "count"), unit=_unit(match), anchor=anchor)


def _read_event(rule: Rule, match: regex.Match[str]) -> Iterator[TimePoint]:
    yield _point(rule, match, "event", anchor=match.group().rstrip(" ,"))


_READERS: Final[dict[str, Callable[[Rule, regex.Match[str]], Iterator[TimePoint]]]] = {
    "day": _read_day,
    "days": _read_days,
    "day-of-month": _read_day_of_month,
    "last-day": _read_last_day,
    "months": _read_months,
    "month-list": _read_month_list,
    "month": _read_month,
    "week": _read_week,
    "quarters": _read_quarters,
    "months-of-year": _read_months_of_year,
    "years": _read_years,
    "part-of-year": _read_part_of_year,
    "weekday": _read_weekday,
    "hour": _read_hour,
    "rhythm": _read_rhythm,
    "continuous": _read_continuous,
    "span": _read_span,
    "event": _read_event,
}


def _with_tail(point: TimePoint, text: str, grammar: TimeGrammar) -> TimePoint:
    """Read what follows a calendar time and tells how it returns or goes on."""
    if point.kind not in ("calendar", "day-of-month"):
        return point
    found = grammar.tail(text, point.end)
    if not found:
        return point
    rule, match = found
    if rule.gives.get("unit") == "open":
        return replace(point, end=match.end(), open_end=True) if point.interval else point
    if rule.gives.get("unit") in ("next-year", "this-year"):
        return replace(point, end=match.end(), year_shift=int(rule.gives["unit"] == "next-year"))
    unit: Unit = rule.gives.get("unit") or _UNITS[match["unit"].lower()]
    known = point.rhythm or Rhythm()
    rhythm = replace(known, unit=unit, months=tuple(rule.gives.get("months", ())))
    return replace(point, end=match.end(), rhythm=rhythm)
