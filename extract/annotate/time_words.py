"""The words of one matched time as numbers and names: what its named groups say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

import regex

from extract.normalize.dates import Part, Rhythm, Unit, full_year
from extract.rulebook import Rule

_NOON: Final = 12

Lexicon = Mapping[tuple[str, str], str]
"""The value of a word by its kind (``unit``, ``number``, ``part``, ``weekday``) and its spelling in lower case."""


class TimeWords:
    """What a rule matched, and what its named groups mean.

    Args:
        rule: the rule of the point.
        match: its match; a group that the pattern does not know says nothing.
        lexicon: the table ``times/words``.
    """

    def __init__(self, rule: Rule, match: regex.Match[str], lexicon: Lexicon) -> None:
        self.rule = rule
        self.match = match
        self._lexicon = lexicon
        self._groups = match.re.groupindex

    def said(self, group: str) -> str:
        """Return the words of a group as they stand, empty when they are not there."""
        return (self.match[group] or "") if group in self._groups else ""

    def every(self, group: str) -> list[str]:
        """Return the words of each time that a group matched."""
        return self.match.captures(group) if group in self._groups else []

    def spans(self, group: str) -> list[tuple[int, int]]:
        """Return where each time stands that a group matched."""
        return self.match.spans(group) if group in self._groups else []

    def start(self, group: str) -> int:
        """Return where a group begins, -1 when it is not there."""
        return self.match.start(group) if group in self._groups else -1

    def word(self, group: str) -> str:
        """Return the words of a group in lower case, empty when they are not there."""
        return self.said(group).lower()

    def number(self, group: str) -> int:
        """Return a number in digits or words, 0 when there is none."""
        said = self.word(group)
        return int(said) if said.isdigit() else int(self._lexicon.get(("number", said), 0))

    def year(self, group: str = "year") -> int:
        """Return a year of two or four digits, 0 when none is said."""
        return full_year(self.word(group))

    def part(self, group: str = "part") -> Part | None:
        """Return which part of a month, quarter or year is meant, None for the whole."""
        return cast("Part | None", self._lexicon.get(("part", self.word(group))))

    def unit(self) -> Unit | None:
        """Return the unit of time, None when none is said; "ngày" with "làm việc" behind it is a working day."""
        unit = cast("Unit | None", self._lexicon.get(("unit", self.word("unit"))))
        return "workday" if unit == "day" and self.word("working") else unit

    def frequency(self, words: str) -> Rhythm:
        """Return how often something returns that is named in a series: "quý", "6 tháng", "năm"."""
        unit, count = self._lexicon["series", words.lower()].split()
        return Rhythm(cast("Unit", unit), int(count))

    def weekday(self) -> str:
        """Return the days of the week as in RFC 5545 (MO to SU, joined by commas), empty when none is said."""
        said = (self._lexicon.get(("weekday", word.lower()), "") for word in self.every("weekday"))
        return ",".join(dict.fromkeys(filter(None, said)))

    def clock(self) -> str:
        """Return the hour as HH:MM, empty when none is said; "3 giờ chiều" is 15:00."""
        said = self.word("hour")
        if not said:
            return ""
        late = self._lexicon.get(("daytime", self.word("daytime"))) == "late" and int(said) < _NOON
        return f"{int(said) + (_NOON if late else 0):02}:{int(self.word('minute') or 0):02}"
