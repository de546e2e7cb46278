"""Working days in Viet Nam: all but Saturdays, Sundays and public holidays (Bộ luật Lao động 2019, Điều 112).

The public holidays, days off in lieu included, come from the package `holidays`. Days that offices exchange by decision
of the year (hoán đổi ngày làm việc) are in part unknown to it: they stand in the table ``times/swapped_days``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from extract.errors import RulebookError
from extract.rulebook import Rulebook

_TABLE: Final = "times/swapped_days"


class WorkCalendar:
    """The days on which offices work.

    Args:
        swapped: each working day that is taken off, with the day of rest that is worked in its stead.
    """

    def __init__(self, swapped: Mapping[date, date]) -> None:
        self._off = frozenset(swapped)
        self._worked = frozenset(swapped.values())

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on a day."""
        if day in self._off or day in self._worked:
            return day in self._worked
        off, worked = _public_days(day.year)
        return day in worked or (day.weekday() < 5 and day not in off)

    def next_workday(self, day: date) -> date:
        """Return the day itself when it is a working day, else the next one."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def add_workdays(self, start: date, count: int) -> date:
        """Return the ``count``-th working day after ``start``, itself not counted (Bộ luật Dân sự 2015, Điều 147)."""
        day = start
        for _ in range(count):
            day = self.next_workday(day + timedelta(days=1))
        return day


@lru_cache(maxsize=4)
def work_calendar(rulebook: Rulebook) -> WorkCalendar:
    """Return the calendar with the swapped days of a rulebook, read once for each rulebook object.

    Raises:
        RulebookError: a row of the table holds no dates.
    """
    if not (rulebook.root / f"{_TABLE}.csv").is_file():
        return WorkCalendar({})
    rows = rulebook.rows(_TABLE)
    try:
        return WorkCalendar({date.fromisoformat(row["day_off"]): date.fromisoformat(row["worked_on"]) for row in rows})
    except (KeyError, ValueError) as cause:
        raise RulebookError(
            f"Bảng {_TABLE} hỏng ({cause}).",
            "Hãy ghi ngày như 2026-01-31 ở hai cột day_off và worked_on.",
            message_en=f"The table {_TABLE} is damaged ({cause}).",
            remedy_en="Write dates as 2026-01-31 in the columns day_off and worked_on.",
        ) from cause


@lru_cache(maxsize=64)
def _public_days(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the public holidays of a year and the days of rest that are known to be worked in it."""
    import holidays  # a fifth of a second to load, and most directives count no days

    calendar = holidays.country_holidays("VN", years=year)
    return frozenset(calendar), frozenset(calendar.weekend_workdays)
