"""Small raised digits of a page picture: the marks of footnotes, taken out before the words are read.

Recognition reads "thông³" as "thông?" or "thông°" and loses both the word and the mark. A raised digit is told by its
place: small, high on the line, close behind a letter, and with white paper below it, where a tone mark has its letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

# All in points; the text of directives is set in 13 or 14 points, their raised digits in 8 or 9.
_HEIGHTS: Final = (4.2, 7.2)
_WIDTHS: Final = (1.4, 5.5)
_LIFT: Final = 1.8
_LETTER: Final = 3.5
_LINE: Final = 16.0
_NEIGHBOURS: Final = 60.0
_ENOUGH: Final = 4
_BELOW: Final = 4.0
_NEAR: Final = 3.2
_ONE: Final = 1.6
_SOLID: Final = 0.25  # share of its box that a digit fills with ink


@dataclass(frozen=True, slots=True)
class RaisedMark:
    """The box of raised digits that stand together, in pixels of the page; ``digits`` is their number."""

    left: int
    top: int
    right: int
    bottom: int
    digits: int


def find_raised(ink: Pixels, scale: float) -> tuple[RaisedMark, ...]:
    """Return the raised marks of a page in reading order of their boxes, from the top.

    Args:
        ink: 255 where there is ink.
        scale: pixels a point.
    """
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    parts = np.asarray(stats[1:], np.int32)
    heights, widths, areas = (parts[:, at] / scale for at in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA))
    likely = (heights >= _HEIGHTS[0]) & (heights <= _HEIGHTS[1]) & (widths >= _WIDTHS[0]) & (widths <= _WIDTHS[1])
    likely &= areas / scale >= _SOLID * heights * widths
    boxes = []
    for left, top, width, height, _ in (map(int, part) for part in parts[likely]):
        box = RaisedMark(left, top, left + width, top + height, 1)
        if _behind_letter(ink, box, scale) and _above_baseline(parts, box, scale):
            boxes.append(box)
    return tuple(_joined(sorted(boxes, key=lambda box: (box.top, box.left)), scale))


def _above_baseline(parts: NDArray[np.int32], box: RaisedMark, scale: float) -> bool:
    """Tell whether a box ends clearly above the line on which its neighbours stand."""
    near = np.abs(parts[:, cv2.CC_STAT_LEFT] - box.left) < _NEIGHBOURS * scale
    bottoms = parts[:, cv2.CC_STAT_TOP] + parts[:, cv2.CC_STAT_HEIGHT]
    near &= (bottoms > box.top) & (bottoms < box.top + _LINE * scale) & (parts[:, cv2.CC_STAT_HEIGHT] > _LETTER * scale)
    if near.sum() < _ENOUGH:
        return False
    baseline = float(np.median(bottoms[near]))
    return _LIFT * scale < baseline - box.bottom < _HEIGHTS[1] * scale


def _behind_letter(ink: Pixels, box: RaisedMark, scale: float) -> bool:
    """Tell whether there is white below a box, and ink of a letter before that white."""
    below, near, skip = round(_BELOW * scale), round(_NEAR * scale), max(1, round(0.4 * scale))
    lower = slice(box.bottom + skip, box.bottom + below)
    inner = slice(box.left + (box.right - box.left) // 4, box.right - (box.right - box.left) // 4)  # commas come close
    if ink[lower, inner].any():
        return False
    return bool(ink[lower, max(box.left - near, 0) : box.left].any())


def _joined(boxes: Sequence[RaisedMark], scale: float) -> list[RaisedMark]:
    """Join digits that stand beside each other."""
    joined: list[RaisedMark] = []
    for box in sorted(boxes, key=lambda box: box.left):
        at = next(
            (
                index
                for index, other in enumerate(joined)
                if 0 <= box.left - other.right < _ONE * scale and abs(box.top - other.top) < scale
            ),
            None,
        )
        if at is None:
            joined.append(box)
        else:
            other = joined[at]
            joined[at] = RaisedMark(
                other.left,
                min(other.top, box.top),
                box.right,
                max(other.bottom, box.bottom),
                other.digits + 1,
            )
    return sorted(joined, key=lambda box: (box.top, box.left))
