"""Tells a time that binds from one that describes the matter and from the date of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from extract.annotate.time_binding import BoundTime, attributive
from extract.annotate.time_grammar import TimeGrammar
from extract.model import TimeUse


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a bound time is used for, and the rule that says so."""

    use: TimeUse
    rule: str


def judge(time: BoundTime, text: str, grammar: TimeGrammar, year: int) -> Verdict:
    """Tell what a bound time is used for.

    Args:
        time: the time.
        text: the text it stands in.
        grammar: the rules.
        year: the year that the directive speaks of, 0 when it is not known.
    """
    rule = time.operator.rule if time.operator else time.point.rule
    binds = time.operates("before", "by") or (time.operates("until") and not _weak(time))
    binding = "strong" if _strong(time) else "binding" if binds else ""
    point = time.point
    context = grammar.context(text, time.floor, point.place_of_series, time.end, point.form, point.rule, binding)
    if context is not None and (context.use == "citation" or context.always or not (time.value or time.session)):
        return Verdict("citation" if context.use == "citation" else "content", context.rule.id)
    if time.value or (time.whole and _fills_line(time)):
        return Verdict("deadline", rule)
    return Verdict("deadline" if _BINDS[time.point.kind](time, text, grammar, year) else "content", rule)


def _fills_line(time: BoundTime) -> bool:
    """Tell whether a time that is all of its line is a value: a year is a heading there, a day a datum, an event the
    beginning of a rule."""
    point = time.point
    if point.kind == "event" or point.place == "line" or point.form == "day":
        return False
    return point.form != "years" or (point.bare and time.spans_years)


def _strong(time: BoundTime) -> bool:
    return time.operator is not None and time.operator.strong


def _weak(time: BoundTime) -> bool:
    return time.operator is not None and time.operator.weak


def _calendar_binds(time: BoundTime, text: str, grammar: TimeGrammar, year: int) -> bool:
    if _strong(time) or time.session or time.operates("from-now"):
        return True
    form, interval = time.point.form, time.interval
    if time.rhythm is not None or form in ("days", "months"):
        return not time.operates("from")
    if form in ("years", "part-of-year", "school-year") and interval is not None:
        one = (form == "school-year" or not time.spans_years) and not time.point.open_end
        soon = interval.year <= (year or 9999) + 1
        if time.operates("until", "before") and grammar.invites("finish", text, time.floor, time.start, time.end):
            return one
        if time.operates("until"):
            return one and soon and not _weak(time)
        return one and ((time.operates("in") and soon) or (time.bracketed and not time.point.bare))
    if time.operates("until") and _weak(time):
        return form == "day"
    if time.operates("before", "by", "until", "in"):
        return True
    return time.bracketed and form != "day"


def _day_of_month_binds(time: BoundTime, text: str, grammar: TimeGrammar, year: int) -> bool:
    del text, grammar, year
    return time.rhythm is not None and not time.operates("from")


def _rhythm_binds(time: BoundTime, text: str, grammar: TimeGrammar, year: int) -> bool:
    del year
    return not attributive(time, text, grammar)


def _always_binds(time: BoundTime, text: str, grammar: TimeGrammar, year: int) -> bool:
    del text, grammar, year
    return not time.point.place or (time.point.place == "value" and time.bracketed)


def _event_binds(time: BoundTime, text: str, grammar: TimeGrammar, year: int) -> bool:
    del year
    place = time.point.place
    if place in ("", "opening") and (time.bracketed or not place):
        return True
    if place == "opening":
        return time.opening
    if place in ("report", "submit"):
        return grammar.invites(place, text, time.floor, time.start, time.end)
    return place == "value" and time.bracketed


_BINDS: Final = {
    "calendar": _calendar_binds,
    "day-of-month": _day_of_month_binds,
    "rhythm": _rhythm_binds,
    "continuous": _always_binds,
    "span": _always_binds,
    "event": _event_binds,
}


def outermost(times: Iterable[tuple[BoundTime, Verdict]]) -> list[tuple[BoundTime, Verdict]]:
    """Settle overlaps: what lies inside an earlier deadline falls away, and what is no deadline where one stands."""
    ordered = sorted(times, key=lambda pair: (pair[0].start, -pair[0].end))
    kept: list[tuple[BoundTime, Verdict]] = []
    for pair in ordered:
        overlaps = kept and pair[0].start < kept[-1][0].end
        if overlaps and (kept[-1][1].use == "deadline" or pair[1].use != "deadline"):
            continue
        if overlaps:
            kept.pop()
        kept.append(pair)
    return kept
