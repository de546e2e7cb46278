"""Where on the pages a stretch of the canonical text stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROW: Final = frozenset("iljftrI.,;:'|!()[]/ -1")
_WIDE: Final = frozenset("mwMWOQGDHNĐƠƯÔ%@")


@dataclass(frozen=True, slots=True)
class Place:
    """The box in which ``text[start:end]`` is printed, in points from the top left corner of the 1-based page.

    ``turned`` counts the quarter turns clockwise by which the line lies on the page: 0 runs to the right, 1 down.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    turned: int = 0


def locate(places: Sequence[Place], text: str, start: int, end: int) -> tuple[Place, ...]:
    """Return the boxes of a stretch of text, one for each printed line it runs over.

    A line that is only partly asked for is cut where the widths of its letters let expect it.

    Args:
        places: the printed lines of the document, by offset.
        text: its canonical text.
        start: where the stretch begins.
        end: where it ends.

    Returns:
        the boxes in reading order; none where the format has no pages.
    """
    found = []
    for place in places[max(bisect_right(places, start, key=attrgetter("start")) - 1, 0) :]:
        if place.start >= end:
            break
        first, last = max(place.start, start), min(place.end, end)
        if first < last:
            found.append(_cut(place, text, first, last))
    return tuple(found)


def _cut(place: Place, text: str, start: int, end: int) -> Place:
    whole = _width(text[place.start : place.end]) or 1.0
    shares = [_width(text[place.start : at]) / whole for at in (start, end)]
    if place.turned in (2, 3):  # to the left, and up
        shares = [1 - share for share in reversed(shares)]
    if place.turned % 2:
        top, bottom = (round(place.top + (place.bottom - place.top) * share, 1) for share in shares)
        return replace(place, start=start, end=end, top=top, bottom=bottom)
    left, right = (round(place.left + (place.right - place.left) * share, 1) for share in shares)
    return replace(place, start=start, end=end, left=left, right=right)


def _width(text: str) -> float:
    """Return about how wide a text is, in the widths of a usual small letter."""
    narrow = sum(char in _NARROW for char in text)
    wide = sum(char in _WIDE or char.isupper() for char in text)
    return len(text) - 0.45 * narrow + 0.4 * wide
