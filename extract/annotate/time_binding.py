"""Binds points of time to the words round them (operator, rhythm, place) and tells which are deadlines."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.annotate.time_grammar import Label, Operator, TimeGrammar
from extract.annotate.time_points import find_points
from extract.annotate.time_readings import TimePoint
from extract.normalize.dates import Interval, Rhythm

_SENTENCE_ENDS: Final = (". ", "; ")
_DATED: Final = ("calendar", "day-of-month")
_WHOLE: Final = ("month", "quarters", "months-of-year", "years")  # bare, they may name a report: "báo cáo quý I"
_NEAR: Final = 60  # code points within which a rhythm governs a date that has its year


@dataclass(frozen=True, slots=True)
class BoundTime:
    """A point of time with the words that bind it; ``start`` takes in the operator.

    ``floor`` is where the sentence starts; ``value`` tells that it stands in a time line or column, ``bracketed`` that
    it fills a bracket, ``opening`` that it opens a sentence, ``whole`` that it fills its line.
    """

    point: TimePoint
    start: int
    end: int
    floor: int
    operator: Operator | None = None
    label: Label | None = None
    rhythm: Rhythm | None = None
    value: bool = False
    bracketed: bool = False
    opening: bool = False
    whole: bool = False
    session: bool = False

    @property
    def interval(self) -> Interval | None:
        """The days of a calendar time."""
        return self.point.interval

    @property
    def said_year(self) -> bool:
        """Whether the words name the year."""
        return self.point.interval is not None and self.point.interval.year > 0

    @property
    def spans_years(self) -> bool:
        """Whether a calendar time runs from one year into another."""
        interval = self.point.interval
        return interval is not None and interval.end is not None and interval.begin.year != interval.end.year

    def operates(self, *names: str) -> bool:
        """Tell whether an operator of one of these names stands before the time."""
        return self.operator is not None and self.operator.name in names


def bind(text: str, grammar: TimeGrammar, values: Sequence[tuple[int, int]]) -> list[BoundTime]:
    """Return the times of a text bound to the words round them, by start.

    Args:
        text: canonical text, its blocks divided by line feeds.
        grammar: the rules.
        values: the spans of time lines and time columns, ascending.
    """
    bound: list[BoundTime] = []
    taken = dated = 0
    for point in find_points(text, grammar):
        time = _bound(point, text, grammar, values, taken, dated)
        bound.append(time)
        taken = taken if point.kind == "event" else point.end
        if point.kind in _DATED and (time.operator or point.form not in _WHOLE):
            dated = max(point.end, time.label.end if time.label else 0)
    bound = [time for time in bound if _speaks(time)]
    governed = _govern(_coordinate(bound, text, grammar), text, grammar)
    return _merge([time for time in governed if time.rhythm or time.point.kind != "day-of-month"], text)


def _bound(
    point: TimePoint, text: str, grammar: TimeGrammar, values: Sequence[tuple[int, int]], taken: int, dated: int
) -> BoundTime:
    """Bind one point; ``taken`` is where the point before it ends, ``dated`` where the last day before it does."""
    line = text.rfind("\n", 0, point.start) + 1
    stops = [stop + len(mark) for mark in _SENTENCE_ENDS if (stop := text.rfind(mark, line, point.start)) >= 0]
    floor = max(stops, default=line)
    calendar = point.kind in _DATED
    value = _holding(values, point.start)
    operator = grammar.operator(text, max(line, taken, value), point.start) if calendar else None
    start = operator.start if operator else point.start
    opening = grammar.opening.search(text, line, start) is not None
    line_end = text.find("\n", point.end)
    rest = text[point.end : line_end if line_end >= 0 else len(text)].strip(" .,;:)/")
    label = None
    if (calendar and (value < 0 or grammar.reported.search(text, value, start))) or point.place == "report":
        label = grammar.label(text, max(floor, dated), start, point.end - point.tail)
    end = point.end
    if point.place == "opening" and opening and value < 0 and text[start - 1 : start] != "(":
        end = point.start + len(point.anchor.partition(", ")[0])
    return BoundTime(
        point=point,
        start=start,
        end=end,
        floor=floor if floor <= start else line,
        operator=operator,
        label=label,
        rhythm=point.rhythm,
        value=value >= 0 and (point.place not in ("line", "value") or not text[value : point.start].strip(" -+*")),
        bracketed=text[start - 1 : start] == "(" and text[point.end : point.end + 1] == ")",
        opening=opening,
        whole=opening and not rest and floor == line,
    )


def _holding(values: Sequence[tuple[int, int]], start: int) -> int:
    """Return where the value begins that holds ``start``, -1 where none does."""
    at = bisect_right(values, (start, sys.maxsize)) - 1
    return values[at][0] if at >= 0 and start < values[at][1] else -1


def _speaks(time: BoundTime) -> bool:
    """Tell whether the place lets the words be a time: digits and numbers of days need one."""
    if time.point.place == "line":
        return time.value
    if not time.point.bare or time.value or time.whole:
        return True
    return time.operator is not None or (time.point.form == "day" and not time.opening)


def _coordinate(bound: list[BoundTime], text: str, grammar: TimeGrammar) -> list[BoundTime]:
    """Share operator (forwards), rhythm and year (backwards) among times that "và" or a comma joins."""
    joined = [False] * (len(bound) + 1)
    for index in range(1, len(bound)):
        before, time = bound[index - 1], bound[index]
        gap = text[before.end : time.point.start]
        if before.point.form == time.point.form and time.interval and grammar.joiner.fullmatch(gap):
            joined[index] = True
            if before.operator and not time.operator:
                inherited = replace(before.operator, start=time.start)
                bound[index] = replace(time, operator=inherited, label=time.label or before.label)
    for index in range(len(bound) - 1, 0, -1):
        if joined[index]:
            bound[index - 1] = _share_back(bound[index - 1], bound[index], text)
    for index in range(1, len(bound)):
        if joined[index] and bound[index - 1].bracketed:
            bound[index] = replace(bound[index], bracketed=True)
    return [
        time
        for index, time in enumerate(bound)
        if time.operator or joined[index] or joined[index + 1] or not time.point.bare or time.value or time.whole
    ]


def _share_back(before: BoundTime, time: BoundTime, text: str) -> BoundTime:
    if text[before.start - 1 : before.start] == "(" and (time.bracketed or text[time.end : time.end + 1] == ")"):
        before = replace(before, bracketed=True)
    if before.said_year or before.interval is None or time.interval is None:
        return before
    shared = replace(before, rhythm=before.rhythm or time.rhythm)
    if time.said_year and before.point.form == "day":
        shared = replace(shared, point=replace(before.point, interval=before.interval.in_year(time.interval.year)))
    return shared


def _govern(bound: list[BoundTime], text: str, grammar: TimeGrammar) -> list[BoundTime]:
    """Let a rhythm of the sentence govern the days after it: "hằng năm ... từ ngày 15/11 đến ngày 15/12"."""
    kept: list[BoundTime] = []
    ruling: BoundTime | None = None
    named: BoundTime | None = None  # a rhythm that belongs to a thing governs only what is due in the year after
    said: set[int] = set()
    for time in bound:
        if ruling is not None and ruling.floor != time.floor:
            ruling = None
        if named is not None and named.floor != time.floor:
            named = None
        if time.point.kind == "rhythm" and not attributive(time, text, grammar):
            ruling = time
        elif time.point.kind == "rhythm":
            named = time
        above = ruling or (named if time.point.year_shift > 0 else None)
        governed = _governed(time, above) if time.point.kind in _DATED and time.point.form != "years" else None
        kept.append(governed[0] if governed else time)
        if governed and governed[1] and ruling is not None:
            said.add(id(ruling))
    return [time for time in kept if id(time) not in said]


def _governed(time: BoundTime, ruling: BoundTime | None) -> tuple[BoundTime, bool] | None:
    """Return the day with its rhythm, and whether the ruling rhythm is thereby said."""
    near = ruling is not None and time.start - ruling.end < _NEAR
    if time.said_year:
        return time, near and time.operator is not None
    rhythm = ruling.rhythm if ruling else None
    if time.point.weekday:
        return _on_weekday(time, rhythm)
    if time.rhythm is not None:
        return time, near and (rhythm is None or rhythm.unit in ("", time.rhythm.unit))
    yearly = time.point.kind == "calendar"
    if time.label and time.label.unit and time.point.form in ("day", "day-of-month"):
        unit = time.label.unit
        if yearly == (unit == "year"):
            return replace(time, rhythm=Rhythm(unit)), near  # type: ignore[arg-type]
    if rhythm is None or time.point.form in ("months-of-year", "part-of-year"):
        return None
    if yearly and (rhythm.unit in ("", "year") or rhythm.count > 1):
        return replace(time, rhythm=Rhythm("year")), True
    if not yearly and rhythm.unit in ("", "month", "quarter"):
        return replace(time, rhythm=rhythm if rhythm.unit else Rhythm("month")), True
    return None


def _on_weekday(time: BoundTime, ruling: Rhythm | None) -> tuple[BoundTime, bool] | None:
    """Return a day of the week with its rhythm where a week rules ("báo cáo tuần trước thứ Tư"), None elsewhere."""
    weekly = bool(time.label and time.label.unit == "week") or (ruling is not None and ruling.unit == "week")
    if not weekly or time.operator is None:
        return None
    return replace(time, rhythm=Rhythm("week", weekday=time.point.weekday)), ruling is not None


def _merge(bound: list[BoundTime], text: str) -> list[BoundTime]:
    """Merge neighbours that say one time: a session and its month, a year and its day, an emphasis."""
    merged: list[BoundTime] = []
    for time in bound:
        before = merged[-1] if merged else None
        whole = _merged(before, time, text) if before else None
        if whole is None:
            merged.append(time)
        else:
            merged[-1] = whole
    return merged


def _merged(before: BoundTime, time: BoundTime, text: str) -> BoundTime | None:
    gap = text[before.end : time.start]
    if time.interval is None or "\n" in gap:
        return None
    if before.operates("from") and time.operates("until") and before.interval and not gap.strip():
        whole = replace(before.point, interval=Interval(before.interval.begin, time.interval.end), form="days")
        return replace(before, end=time.end, point=whole, operator=None)
    if before.point.place == "submit" and gap == " (" and text[time.end : time.end + 1] == ")":
        return replace(time, start=before.start, end=time.end + 1, floor=before.floor, session=True)
    if not (before.value or before.bracketed or before.whole) and before.point.kind != "continuous":
        return None
    if before.point.open_end and time.operates("until") and before.interval and not gap.strip(" ,"):
        bounded = replace(before.point, interval=Interval(before.interval.begin, time.interval.end), open_end=False)
        return replace(before, end=time.end, point=bounded)
    if time.operates("emphasis") and before.floor == time.floor:
        return replace(before, end=time.end)
    if gap.strip() not in ("", ",", "(", "-"):
        return None
    if before.point.kind == "continuous" and before.interval is None and not time.operates("before", "by", "until"):
        interval = Interval(time.interval.begin, None) if time.operates("from") else time.interval
        return replace(before, end=time.end, point=replace(before.point, interval=interval))
    if before.said_year and not time.said_year and before.interval is not None and time.rhythm is None:
        year = before.interval.year
        return replace(time, start=before.start, point=replace(time.point, interval=time.interval.in_year(year)))
    return None


def attributive(time: BoundTime, text: str, grammar: TimeGrammar) -> bool:
    """Tell whether a rhythm belongs to a thing ("kế hoạch hằng năm"), not to the duty ("Hằng năm, tổ chức ...")."""
    if time.value or time.bracketed or time.whole or time.opening:
        return False
    point = time.point
    if (
        grammar.context(text, time.floor, point.place_of_series, time.end, point.form, point.rule, binding="")
        is not None
    ):
        return True
    if point.adverb or (time.rhythm is not None and not time.rhythm.unit):
        return False
    return not grammar.invites("rhythm", text, time.floor, time.start, time.end)
