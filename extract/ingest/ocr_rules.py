"""The drawn rules of a page picture: long thin strokes, level or upright."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from extract.ingest.pdf_rules import Rules, merged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extract.ingest.pdf_rules import Span

    Pixels = NDArray[np.uint8]

_RULE_LENGTH: Final = 30.0  # in points: no stroke of a letter is so long
_SHORT_RULE: Final = 11.0  # in points: a row of one line; only between two rules is so short a stroke one
_TOUCH: Final = 2.0  # in points
_RULE_THICKNESS: Final = 3.5
_OF_STAMP: Final = 110.0  # in points: stamps are 36 mm wide; rules of tables drawn in colour are longer
_IN_PRINT: Final = 15.0  # in points: of a rule that a stamp covers in part, so much is seen beside it


def find_rules(ink: Pixels, sure: Pixels | None, scale: float) -> tuple[NDArray[np.bool_], Rules]:
    """Return the pixels of the drawn rules of a page, and the rules.

    Args:
        ink: 255 where there is ink, that of stamps and signatures too: rules run on below them.
        sure: the same without stamps and signatures, None if there are none; short strokes of theirs are no rules.
        scale: pixels a point.
    """
    scale /= 2
    across, down = (_strokes(_halved_along(ink, across=way), scale, horizontal=way) for way in (True, False))
    if sure is not None:
        across = _not_of_stamps(across, _halved_along(sure, across=True), scale, horizontal=True)
        down = _not_of_stamps(down, _halved_along(sure, across=False), scale, horizontal=False)
    down = _with_short(down, across, _halved_along(ink, across=False), scale)
    horizontal: list[Span] = [
        (left / scale, (left + width) / scale, (top + height / 2) / scale) for left, top, width, height in across.boxes
    ]
    vertical: list[Span] = [
        (top / scale, (top + height) / scale, (left + width / 2) / scale) for left, top, width, height in down.boxes
    ]
    height, width = ink.shape
    mask = cv2.resize(across.mask | down.mask, (width, height), interpolation=cv2.INTER_NEAREST)
    drawn = cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0
    return np.asarray(drawn, np.bool_), Rules(tuple(merged(horizontal)), tuple(merged(vertical)), 1)


def _halved_along(ink: Pixels, *, across: bool) -> Pixels:
    """Return ink at half its size, no gap along a direction closed: the feet of bold letters all but touch."""
    height, width = ink.shape
    even = ink[: height // 2 * 2, : width // 2 * 2]
    if across:
        thin = even[:, ::2] & even[:, 1::2]
        return np.asarray(thin[::2] | thin[1::2], np.uint8)
    thin = even[::2] & even[1::2]
    return np.asarray(thin[:, ::2] | thin[:, 1::2], np.uint8)


@dataclass(frozen=True, slots=True)
class _Strokes:
    mask: Pixels
    boxes: list[tuple[int, int, int, int]]


def _strokes(ink: Pixels, scale: float, *, horizontal: bool, length: float = _RULE_LENGTH) -> _Strokes:
    """Return the long thin strokes of one direction: their pixels and their boxes (left, top, width, height)."""
    least, thickness = round(length * scale), max(1, round(_RULE_THICKNESS * scale))
    bridged = cv2.dilate(ink, np.ones((3, 1) if horizontal else (1, 3), np.uint8))
    shape = np.ones((1, least) if horizontal else (least, 1), np.uint8)
    long = np.asarray(cv2.morphologyEx(bridged, cv2.MORPH_OPEN, shape), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(long)
    kept, boxes = np.zeros(count, np.uint8), []
    for label in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[label])
        if area / max(width, height) <= thickness + 2:
            kept[label] = 255
            boxes.append((left, top, width, height))
    return _Strokes(np.asarray(kept[labels] & bridged, np.uint8), boxes)


def _not_of_stamps(strokes: _Strokes, sure: Pixels, scale: float, *, horizontal: bool) -> _Strokes:
    """Return the strokes without those that are short and fall apart without the stamps: arcs that run over letters."""
    run = round(_IN_PRINT * scale)
    shape = np.ones((1, run) if horizontal else (run, 1), np.uint8)
    bridged = cv2.dilate(sure, np.ones((3, 1) if horizontal else (1, 3), np.uint8))
    drawn = np.asarray(cv2.morphologyEx(bridged, cv2.MORPH_OPEN, shape), np.uint8)
    mask, boxes = strokes.mask.copy(), []
    for left, top, width, height in strokes.boxes:
        box = (slice(top, top + height), slice(left, left + width))
        if max(width, height) >= _OF_STAMP * scale or (mask[box] & drawn[box]).any():
            boxes.append((left, top, width, height))
        else:
            mask[box] = 0
    return _Strokes(mask, boxes)


def _with_short(down: _Strokes, across: _Strokes, ink: Pixels, scale: float) -> _Strokes:
    """Return the vertical strokes with those that are short and run from one horizontal stroke to another.

    A heading of one line over a row that is one cell has such rules; without them its words would be read as one.
    """
    if len(across.boxes) < 2:
        return down
    rest = ink.copy()
    rest[cv2.dilate(down.mask, np.ones((1, 5), np.uint8)) > 0] = 0
    short = _strokes(rest, scale, horizontal=False, length=_SHORT_RULE)
    reach = max(1, round(_TOUCH * scale))
    mask, boxes = down.mask.copy(), list(down.boxes)
    for left, top, width, height in short.boxes:
        columns = slice(left, left + width)
        ends = (slice(max(top - reach, 0), top + reach), slice(max(top + height - reach, 0), top + height + reach))
        if all(across.mask[rows, columns].any() for rows in ends):
            mask[top : top + height, columns] |= short.mask[top : top + height, columns]
            boxes.append((left, top, width, height))
    return _Strokes(mask, boxes)
