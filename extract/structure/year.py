"""The year a directive speaks of: a date without year takes it."""

from __future__ import annotations

from collections.abc import Iterable

from extract.model import Header, Source
from extract.structure.frame_rules import FrameRules
from extract.structure.zones import Borders

_OPENING_BLOCKS = 12


def find_year(source: Source, borders: Borders, header: Header, rules: FrameRules) -> tuple[int, str]:
    """Return the year and where it was found.

    Args:
        source: what was read.
        borders: its zones.
        header: its head.
        rules: the rules of the frame.

    Returns:
        the year of the plan in the abstract, else that of the date of issue, else the year that the opening speaks of
        or the latest date of a cited document; 0 and an empty string when there is none.
    """
    planned = rules.search("plan-year", header.subject.text.lower())
    if planned:
        return int(planned["year"]), "subject"
    if header.issued_on:
        return int(header.issued_on.text[:4]), "issued_on"
    opening = [source.of(source.blocks[at]) for at in borders.body[:_OPENING_BLOCKS]]
    spoken = [int(match["year"]) for text in opening for match in rules.find("plan-year", text)]
    cited = _cited(opening, rules) or _cited((source.of(source.blocks[at]) for at in borders.body), rules)
    years = spoken[:1] if spoken and spoken[0] >= max(cited, default=0) else cited or spoken
    return (max(years), "citations") if years else (0, "")


def _cited(texts: Iterable[str], rules: FrameRules) -> list[int]:
    return [int(match["year"]) for text in texts for match in rules.find("cited-date", text)]
