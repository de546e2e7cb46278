from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalize.dates import (
    WORKING_WEEK,
    Interval,
    PartialDate,
    Rhythm,
    current,
    day,
    due_after,
    earliest_day,
    first_yearly,
    full_year,
    months,
    months_of_year,
    offset,
    part_of,
    quarter_number,
    quarters,
    rrule,
    week,
    years,
)
from extract.normalize.workdays import WorkCalendar, work_calendar
from extract.rulebook import Rulebook

OFFICES = work_calendar(Rulebook())


@pytest.mark.parametrize(
    ("interval", "days"),
    [
        (months(2024, 2), ("2024-02-01", "2024-02-29")),
        (quarters(2025, 2, 3), ("2025-04-01", "2025-09-30")),
        (months_of_year(2025, 6, "start"), ("2025-01-01", "2025-06-30")),
        (months_of_year(2025, 6, "end"), ("2025-07-01", "2025-12-31")),
        (years(2021, 2025), ("2021-01-01", "2025-12-31")),
        (week(2025, 5, 3), ("2025-05-15", "2025-05-21")),
        (week(2025, 6, -1), ("2025-06-24", "2025-06-30")),
        (part_of(months(2025, 5), "middle"), ("2025-05-11", "2025-05-20")),
        (part_of(quarters(2025, 3), "start"), ("2025-07-01", "2025-07-31")),
        (part_of(years(2025), "end"), ("2025-12-01", "2025-12-31")),
        (day(2025, 2, 31), ("", "")),
        (day(0, 2, 3), ("", "")),
        (Interval(PartialDate(2025, 4, 1), None), ("2025-04-01", "")),
    ],
)
def test_interval_days(interval: Interval, days: tuple[str, str]) -> None:
    assert interval.days() == days


def test_interval_in_year_fills_what_is_not_said() -> None:
    over = Interval(PartialDate(0, 12, 15), PartialDate(2026, 1, 15))
    begun = Interval(PartialDate(2025, 12, 15), PartialDate(0, 1, 15))
    assert over.in_year(2030).days() == begun.in_year(2030).days() == ("2025-12-15", "2026-01-15")
    assert day(0, 6, 5).in_year(2025).days() == ("2025-06-05", "2025-06-05")


def test_day_before_a_quarter_is_the_last_of_the_one_before() -> None:
    assert quarters(2025, 4).day_before() == "2025-09-30"


@pytest.mark.parametrize(
    ("rhythm", "month", "number", "rule"),
    [
        (Rhythm("year"), 6, 5, "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=5"),
        (Rhythm("month"), 0, 20, "FREQ=MONTHLY;BYMONTHDAY=20"),
        (Rhythm("quarter"), 0, 15, "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"),
        (Rhythm("quarter", months=(1, 4, 7, 10)), 0, 5, "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"),
        (Rhythm("week", weekday="TH"), 0, 0, "FREQ=WEEKLY;BYDAY=TH"),
        (Rhythm("month"), 0, 30, "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        (Rhythm("month"), 0, 31, "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (Rhythm("quarter"), 0, 31, "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        (Rhythm("year"), 0, -1, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        (Rhythm("month", weekday="MO", place=1), 0, 0, "FREQ=MONTHLY;BYDAY=1MO"),
        (Rhythm("month", weekday=WORKING_WEEK, place=-1), 0, 0, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        (Rhythm("quarter"), 0, 0, "FREQ=MONTHLY;INTERVAL=3"),
        (Rhythm("month", 6), 0, 0, "FREQ=MONTHLY;INTERVAL=6"),
        (Rhythm("year"), 0, 0, "FREQ=YEARLY"),
        (Rhythm(), 0, 0, ""),
    ],
)
def test_rrule(rhythm: Rhythm, month: int, number: int, rule: str) -> None:
    assert rrule(rhythm, month, (number,)) == rule


def test_first_yearly_is_on_or_after_its_day() -> None:
    assert first_yearly(6, 5, date(2025, 6, 5)) == "2025-06-05"
    assert first_yearly(6, 4, date(2025, 6, 5)) == "2026-06-04"


@pytest.mark.parametrize(
    ("count", "unit", "text", "due"),
    [
        (15, "workday", "15WD", "2023-04-13"),
        (30, "workday", "30WD", "2023-05-09"),
        (30, "day", "P30D", "2023-04-24"),
        (1, "month", "P1M", "2023-04-24"),
        (2, "week", "P2W", "2023-04-06"),
        (24, "hour", "PT24H", "2023-03-24"),
    ],
)
def test_spans_skip_the_first_day_and_end_on_a_working_day(count: int, unit: str, text: str, due: str) -> None:
    assert offset(count, unit) == text  # type: ignore[arg-type]
    assert due_after(date(2023, 3, 23), count, unit, OFFICES) == due  # type: ignore[arg-type]


@given(st.dates(date(2016, 1, 1), date(2035, 12, 31)), st.integers(1, 40))
def test_add_workdays_counts_every_working_day_once(start: date, count: int) -> None:
    last = OFFICES.add_workdays(start, count)
    between = [start + timedelta(days=step) for step in range(1, (last - start).days + 1)]
    assert sum(map(OFFICES.is_workday, between)) == count
    assert OFFICES.is_workday(last)


@pytest.mark.parametrize(
    ("off", "worked"), [(date(2024, 4, 29), date(2024, 5, 4)), (date(2026, 1, 2), date(2026, 1, 10))]
)
def test_swapped_days_are_off_and_worked(off: date, worked: date) -> None:
    assert (OFFICES.is_workday(off), OFFICES.is_workday(worked)) == (False, True)


def test_a_table_of_swapped_days_outranks_the_public_calendar() -> None:
    office = WorkCalendar({date(2027, 3, 5): date(2027, 3, 6)})
    assert office.add_workdays(date(2027, 3, 4), 1) == date(2027, 3, 6)


@pytest.mark.parametrize(
    ("unit", "days"),
    [
        ("day", ("2025-12-31", "2025-12-31")),
        ("week", ("2025-12-29", "2026-01-04")),
        ("month", ("2025-12-01", "2025-12-31")),
        ("quarter", ("2025-10-01", "2025-12-31")),
        ("year", ("2025-01-01", "2025-12-31")),
    ],
)
def test_current_is_the_unit_in_which_the_day_lies(unit: str, days: tuple[str, str]) -> None:
    assert current(date(2025, 12, 31), unit).days() == days  # type: ignore[arg-type]


def test_small_readings() -> None:
    assert [quarter_number("IV"), quarter_number("02")] == [4, 2]
    assert [full_year("23"), full_year("1998"), full_year("")] == [2023, 1998, 0]
    assert [earliest_day("2020-08"), earliest_day("2023"), earliest_day("")] == [
        date(2020, 8, 1),
        date(2023, 1, 1),
        None,
    ]
    with pytest.raises(ValueError, match="5"):
        quarter_number("5")
