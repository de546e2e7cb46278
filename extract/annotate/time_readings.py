"""Reads the words of one time into values of the calendar: days, rhythms, spans, events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from extract.annotate.time_words import TimeWords
from extract.normalize.dates import (
    LAST,
    WORKING_WEEK,
    Interval,
    Part,
    PartialDate,
    Rhythm,
    Unit,
    consecutive,
    day,
    months,
    months_of_year,
    part_of,
    quarter_number,
    quarters,
    week,
    years,
)

Kind = Literal["calendar", "day-of-month", "rhythm", "continuous", "span", "event"]


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A time as its own words tell it, before it is known how it binds.

    ``form`` is the shape that the rule gives (day, month, quarters ...); ``interval`` holds the days of a calendar
    time, with year 0 where none is said; ``days`` are the day numbers of a time without month; ``part`` tells đầu, giữa
    or cuối; ``tail`` is the length of the words after the day that tell how it returns. ``weekday`` is a day of the
    week that is a time only where something returns every week; ``series`` is where the
    series begins, -1 for none. ``lunar`` tells that the day is one of the moon.
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
    days: tuple[int, ...] = ()
    weekday: str = ""
    lunar: bool = False
    clock: str = ""
    rhythm: Rhythm | None = None
    year_shift: int = 0
    open_end: bool = False
    count: int = 0
    unit: Unit = "day"
    anchor: str = ""
    tail: int = 0
    adverb: bool = False
    ahead: bool = False
    series: int = -1

    @property
    def place_of_series(self) -> int:
        """Where the series of times begins of which this is one, else where it begins itself."""
        return self.start if self.series < 0 else self.series


def read_points(words: TimeWords) -> Iterator[TimePoint]:
    """Yield the points that one match says: mostly one, one for each of a list of times that are no neighbours."""
    return _READERS[str(words.rule.gives["shape"])](words)


def _point(
    words: TimeWords, kind: Kind, *, start: int | None = None, end: int | None = None, **values: Any
) -> TimePoint:
    """Return a point with the words of its match, or those from ``start`` to ``end``."""
    gives, match = words.rule.gives, words.match
    return TimePoint(
        start=match.start() if start is None else start,
        end=match.start() + len(match.group().rstrip(" ,")) if end is None else end,
        kind=kind,
        form=str(gives["shape"]),
        rule=words.rule.id,
        place=str(gives.get("place", "")),
        bare=bool(gives.get("bare")),
        adverb=bool(gives.get("adverb")),
        ahead=bool(gives.get("ahead")),
        **values,
    )


def _read_day(words: TimeWords) -> Iterator[TimePoint]:
    only = day(words.year(), words.number("month"), words.number("day"))
    yield _point(words, "calendar", interval=only, clock=words.clock())


def _read_days(words: TimeWords) -> Iterator[TimePoint]:
    last = PartialDate(words.year(), words.number("month"), words.number("day"))
    month = words.number("from_month")
    first = PartialDate(words.year("from_year"), month or last.month, words.number("from_day"))
    if not month:
        first = replace(first, year=last.year)
    yield _point(words, "calendar", interval=Interval(first, last), clock=words.clock())


def _read_day_of_month(words: TimeWords) -> Iterator[TimePoint]:
    numbers = tuple(int(number) for number in words.every("day"))
    yield _point(words, "day-of-month", days=numbers, clock=words.clock())


def _read_last_day(words: TimeWords) -> Iterator[TimePoint]:
    end = words.match.end()
    if words.word("working"):
        yield _point(words, "day-of-month", rhythm=Rhythm(weekday=WORKING_WEEK, place=-1), end=end)
    else:
        yield _point(words, "day-of-month", days=(-1,), end=end)


def _read_days_of_months(words: TimeWords) -> Iterator[TimePoint]:
    numbers = [int(item) for item in words.every("item")]
    number = words.number("day")
    yield from _each(words, numbers, words.spans("item"), lambda year, month, _: day(year, month, number))


def _read_school_year(words: TimeWords) -> Iterator[TimePoint]:
    begin, end = PartialDate(words.year("from_year"), 9, 1), PartialDate(words.year(), 5, LAST)
    whole = Interval(begin, end)
    if words.part() == "start":
        whole = months(words.year("from_year"), 9)
    elif words.part() == "end":
        whole = months(words.year(), 5)
    yield _point(words, "calendar", interval=whole, part=words.part() or "")


def _read_summer(words: TimeWords) -> Iterator[TimePoint]:
    yield _point(words, "calendar", interval=months(words.year(), 6, 8))


def _read_current(words: TimeWords) -> Iterator[TimePoint]:
    yield _point(words, "calendar", unit=words.unit() or "day")


def _read_months(words: TimeWords) -> Iterator[TimePoint]:
    first, last = words.number("from_month"), words.number("month")
    begin = PartialDate(words.year("from_year"), first, 1)
    yield _point(words, "calendar", interval=Interval(begin, PartialDate(words.year(), last, LAST)))


def _read_month_list(words: TimeWords) -> Iterator[TimePoint]:
    numbers = [int(item) for item in words.every("item")]
    yield from _list(words, numbers, words.spans("item"), months)


def _read_quarters(words: TimeWords) -> Iterator[TimePoint]:
    numbers = [quarter_number(item) for item in words.every("quarter")]
    first_year = words.year("from_year")
    if first_year:
        begin, end = quarters(first_year, numbers[0]).begin, quarters(words.year(), numbers[-1]).end
        yield _point(words, "calendar", interval=Interval(begin, end))
        return
    if words.word("until"):
        numbers = list(range(numbers[0], max(numbers) + 1))
    yield from _list(words, numbers, words.spans("quarter"), quarters)


def _list(
    words: TimeWords,
    numbers: list[int],
    spans: list[tuple[int, int]],
    build: Callable[[int, int, int], Interval],
) -> Iterator[TimePoint]:
    """Read neighbours ("Quý II, III") as one stretch, others ("Quý II và Quý IV") as one time each."""
    if consecutive(numbers):
        whole = build(words.year(), numbers[0], numbers[-1])
        yield _parted(_point(words, "calendar", interval=whole), words)
    else:
        yield from _each(words, numbers, spans, build)


def _each(
    words: TimeWords,
    numbers: list[int],
    spans: list[tuple[int, int]],
    build: Callable[[int, int, int], Interval],
) -> Iterator[TimePoint]:
    """Read every item of a list as a time of its own that spans its own words."""
    starts = [words.match.start(), *(start for start, _ in spans[1:])]
    ends = [*(end for _, end in spans[:-1]), words.match.end()]
    for number, start, end in zip(numbers, starts, ends, strict=True):
        yield _point(words, "calendar", interval=build(words.year(), number, number), start=start, end=end)


def _parted(point: TimePoint, words: TimeWords) -> TimePoint:
    part = words.part()
    return replace(point, interval=part_of(point.interval, part), part=part) if part and point.interval else point


def _read_month(words: TimeWords) -> Iterator[TimePoint]:
    whole = months(words.year(), words.number("month"))
    yield _parted(_point(words, "calendar", interval=whole), words)


def _read_week(words: TimeWords) -> Iterator[TimePoint]:
    span = week(words.year(), words.number("month"), words.number("week"))
    yield _point(words, "calendar", interval=span)


def _read_months_of_year(words: TimeWords) -> Iterator[TimePoint]:
    part = words.part() or words.part("half") or "start"
    yield _point(words, "calendar", interval=months_of_year(words.year(), words.number("count") or 6, part))


def _read_years(words: TimeWords) -> Iterator[TimePoint]:
    last = words.year()
    yield _point(words, "calendar", interval=years(words.year("from_year") or last, last))


def _read_part_of_year(words: TimeWords) -> Iterator[TimePoint]:
    yield _parted(_point(words, "calendar", interval=years(words.year())), words)


def _read_weekday(words: TimeWords) -> Iterator[TimePoint]:
    yield _point(words, "day-of-month", rhythm=Rhythm("week", weekday=words.weekday()), clock=words.clock())


def _read_weekday_of_month(words: TimeWords) -> Iterator[TimePoint]:
    rhythm = Rhythm("month", weekday=words.weekday(), place=-1 if words.part() == "end" else 1)
    yield _point(words, "day-of-month", rhythm=rhythm, clock=words.clock())


def _read_weekday_name(words: TimeWords) -> Iterator[TimePoint]:
    yield _point(words, "day-of-month", weekday=words.weekday(), clock=words.clock())


def _read_hour(words: TimeWords) -> Iterator[TimePoint]:
    yield _point(words, "day-of-month", rhythm=Rhythm("day"), clock=words.clock())


def _read_rhythm(words: TimeWords) -> Iterator[TimePoint]:
    unit = words.unit() or ""
    count = words.number("count") or 1
    times = words.number("times") or 1
    rhythm = Rhythm(unit, count)
    if unit == "year" and times > 1 and 12 % times == 0:
        rhythm = Rhythm("month", 12 // times)
    yearly = words.start("yearly")
    if yearly < 0:
        yield _point(words, "rhythm", rhythm=rhythm)
        return
    yield _point(words, "rhythm", rhythm=rhythm, end=words.start("joined"))
    yield _point(words, "rhythm", rhythm=Rhythm("year"), start=yearly)


def _read_series(words: TimeWords) -> Iterator[TimePoint]:
    """Read "hằng tháng, quý và năm" as a rhythm for each of its items."""
    spans = words.spans("item")
    starts = [words.match.start(), *(start for start, _ in words.spans("entry")[1:])]
    for item, start, (_, end) in zip(words.every("item"), starts, spans, strict=True):
        yield _point(words, "rhythm", rhythm=words.frequency(item), start=start, end=end, series=words.match.start())


def _read_continuous(words: TimeWords) -> Iterator[TimePoint]:
    year = words.year()
    bounded = bool(year or words.word("within"))
    yield _point(words, "continuous", interval=years(year) if bounded else None)


def _read_span(words: TimeWords) -> Iterator[TimePoint]:
    anchor = words.said("anchor").rstrip()
    yield _point(words, "span", count=words.number("count"), unit=words.unit(), anchor=anchor)


def _read_event(words: TimeWords) -> Iterator[TimePoint]:
    yield _point(words, "event", anchor=words.match.group().rstrip(" ,"))


_READERS: Final[dict[str, Callable[[TimeWords], Iterator[TimePoint]]]] = {
    "day": _read_day,
    "days": _read_days,
    "days-of-months": _read_days_of_months,
    "school-year": _read_school_year,
    "summer": _read_summer,
    "current": _read_current,
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
    "weekday-of-month": _read_weekday_of_month,
    "weekday-name": _read_weekday_name,
    "hour": _read_hour,
    "rhythm": _read_rhythm,
    "series": _read_series,
    "continuous": _read_continuous,
    "span": _read_span,
    "event": _read_event,
}
