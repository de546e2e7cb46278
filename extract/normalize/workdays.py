"""Working days in Viet Nam: all but Saturdays, Sundays and public holidays (Bộ luật Lao động 2019, Điều 112).

The dates of the lunar holidays come from the `holidays` package. Working days that are exchanged by decision of the
year (hoán đổi ngày làm việc) are not known in advance and not heeded.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year, days off in lieu included."""
    import holidays  # a fifth of a second to load, and most directives count no working days

    return frozenset(holidays.country_holidays("VN", years=year))


def is_workday(day: date) -> bool:
    """Tell whether offices work on a day."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def next_workday(day: date) -> date:
    """Return the day itself when it is a working day, else the next one."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def add_workdays(start: date, count: int) -> date:
    """Return the ``count``-th working day after ``start``, itself not counted (Bộ luật Dân sự 2015, Điều 147)."""
    day = start
    for _ in range(count):
        day = next_workday(day + timedelta(days=1))
    return day
