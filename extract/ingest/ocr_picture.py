"""A page as a picture, made ready for recognition: upright, grey, without stamps, signatures and drawn rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

from extract.ingest.ocr_raised import RaisedMark, find_raised
from extract.ingest.pdf_rules import Rules, merged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extract.ingest.pdf_rules import Span

    Pixels = NDArray[np.uint8]

POINTS: Final = 72.0  # an inch
_COLOURED: Final = 40  # difference of the strongest and the weakest colour from which a pixel is ink of a stamp or pen
_UNEVEN: Final = 30  # levels of grey between the lightest and the darkest paper of a page
_PRINT: Final = 110
_INK_REACH: Final = 10.0  # in points: strokes of one stamp or signature come so near to each other
_INK_HEIGHT: Final = 36.0  # in points: no coloured line of text is so high, stamps and signatures are
_MOST_SKEW: Final = 5.0  # in degrees
_SKEW_STEP: Final = 0.05
_LEAST_SKEW: Final = 0.1
_RULE_LENGTH: Final = 30.0  # in points: no stroke of a letter is so long
_SHORT_RULE: Final = 11.0  # in points: a row of one line; only between two rules is so short a stroke one
_TOUCH: Final = 2.0  # in points
_RULE_THICKNESS: Final = 3.5
_SPECK: Final = 1.0  # in points: connected ink no larger than this both ways is dust, and no dot of an i


@dataclass(frozen=True, slots=True)
class Picture:
    """A page ready for recognition.

    ``grey`` holds its pixels, upright, without rules and raised marks; ``ink`` is 255 where there is ink, 0 elsewhere.
    ``scale`` is pixels a point, ``angle`` the degrees by which the page was turned clockwise to stand upright.
    ``rules`` are the drawn rules, in points from the top left corner, ``raised`` the marks of footnotes, ``marks``
    their pixels.
    """

    grey: Pixels
    ink: Pixels
    scale: float
    angle: float
    rules: Rules
    raised: tuple[RaisedMark, ...] = ()
    marks: tuple[Pixels, ...] = ()

    @property
    def width(self) -> float:
        """Width in points."""
        return float(self.grey.shape[1] / self.scale)

    @property
    def height(self) -> float:
        """Height in points."""
        return float(self.grey.shape[0] / self.scale)


def prepare(pixels: Pixels, scale: float) -> Picture:
    """Make a page ready for recognition.

    Args:
        pixels: height x width (grey) or height x width x 3 (red, green, blue), 0 is black.
        scale: pixels a point.

    Returns:
        the picture; the page keeps its size, what turning moves out of it was margin.
    """
    whole = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8) if pixels.ndim == 3 else pixels
    whole = _evenly_lit(whole, scale)
    grey = _without_coloured_ink(pixels, whole, scale) if pixels.ndim == 3 else whole
    angle = _skew(grey, scale)
    if abs(angle) < _LEAST_SKEW:
        angle = 0.0
    else:
        stamped = grey is not whole
        whole = _turned(whole, angle)
        grey = _turned(grey, angle) if stamped else whole
    # Rules are sought where the stamps still stand: they run through below them.
    drawn, rules = _rules(_ink(whole), scale)
    grey = grey.copy()
    grey[drawn] = 255
    ink = _ink(grey)
    raised = find_raised(ink, scale)
    marks = tuple(grey[mark.top : mark.bottom, mark.left : mark.right].copy() for mark in raised)
    for mark in raised:
        grey[mark.top - 1 : mark.bottom + 1, mark.left - 1 : mark.right + 1] = 255
        ink[mark.top - 1 : mark.bottom + 1, mark.left - 1 : mark.right + 1] = 0
    return Picture(grey, ink, scale, angle, rules, raised, marks)


def _evenly_lit(grey: Pixels, scale: float) -> Pixels:
    """Return a page without the shadows of a photo or of a fold; evenly lit pages stay as they are."""
    factor = min(1.0, 0.25 / scale)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 11)
    dim, bright = np.percentile(paper, (5, 95))
    if bright - dim < _UNEVEN:
        return grey
    height, width = grey.shape
    light = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(light, 32), scale=245), np.uint8)


def _without_coloured_ink(pixels: Pixels, grey: Pixels, scale: float) -> Pixels:
    """Return the page in grey with stamps and signatures wiped out: what is coloured and higher than lines of text.

    Small coloured words stay: numbers and dates are often stamped or written in blue or red.
    """
    red, green, blue = cv2.split(pixels)
    strongest = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(strongest, cv2.min(cv2.min(red, green), blue))
    coloured = np.asarray(cv2.inRange(spread, np.array([_COLOURED + 1]), np.array([255])), np.uint8)
    if not coloured.any():
        return grey
    reach = max(3, round(_INK_REACH * scale))
    near = cv2.dilate(coloured, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near)
    high = [label for label in range(1, count) if stats[label, cv2.CC_STAT_HEIGHT] > (_INK_HEIGHT + _INK_REACH) * scale]
    if not high:
        return grey
    wiped = np.isin(labels, high) & (cv2.dilate(coloured, np.ones((5, 5), np.uint8)) > 0)
    # Where a stamp lies over letters, what is dark in every colour is print.
    wiped &= np.asarray(strongest) > _PRINT
    grey = grey.copy()
    grey[wiped] = 255
    return grey


def _skew(grey: Pixels, scale: float) -> float:
    """Return the degrees by which the page must be turned clockwise for its lines to lie level.

    Level lines make the sharpest profile of ink by rows; it is sought on a small copy, first roughly, then finely.
    """
    fine = _darkness(grey, 1.0 / scale)
    coarse = _darkness(grey, 0.5 / scale)
    best = 0.0
    for dark, step, reach in ((coarse, 0.5, _MOST_SKEW), (fine, 0.1, 0.5), (fine, _SKEW_STEP, 0.1)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=partial(_sharpness, dark)))
    return best if abs(best) < _MOST_SKEW else 0.0


def _darkness(grey: Pixels, factor: float) -> NDArray[np.float32]:
    """Return a small copy of a page in which paper is 0."""
    small = cv2.resize(grey, None, fx=min(factor, 1.0), fy=min(factor, 1.0), interpolation=cv2.INTER_AREA)
    dark = (255 - small).astype(np.float32)
    dark[dark < 64] = 0
    return dark


def _sharpness(dark: NDArray[np.float32], angle: float) -> float:
    """Return how sharply rows of ink and of paper part when the page is sheared by an angle."""
    height, width = dark.shape
    slope = float(np.tan(np.radians(angle)))
    shear = np.array([[1, 0, 0], [slope, 1, -slope * width / 2]], np.float32)
    profile = cv2.warpAffine(dark, shear, (width, height)).sum(axis=1)
    return float(np.square(np.diff(profile)).sum())


def _turned(grey: Pixels, angle: float) -> Pixels:
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    paper = float(np.percentile(grey[::8, ::8], 90))
    turned: Any = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,))
    return np.asarray(turned, np.uint8)


def _ink(grey: Pixels) -> Pixels:
    blurred = cv2.GaussianBlur(grey, (3, 3), 0)
    _, ink = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return np.asarray(ink, np.uint8)


def halved(ink: Pixels) -> Pixels:
    """Return ink at half its size: enough to see where lines and rules run, at a quarter of the work."""
    small = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.inRange(small, np.array([64]), np.array([255])), np.uint8)


def _rules(ink: Pixels, scale: float) -> tuple[NDArray[np.bool_], Rules]:
    """Return the pixels of the drawn rules of a page, and the rules."""
    half, scale = halved(ink), scale / 2
    length, thickness = round(_RULE_LENGTH * scale), max(1, round(_RULE_THICKNESS * scale))
    across = _strokes(half, length, thickness, horizontal=True)
    down = _with_short(_strokes(half, length, thickness, horizontal=False), across, half, scale)
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


@dataclass(frozen=True, slots=True)
class _Strokes:
    mask: Pixels
    boxes: list[tuple[int, int, int, int]]


def _strokes(ink: Pixels, length: int, thickness: int, *, horizontal: bool) -> _Strokes:
    """Return the long thin strokes of one direction: their pixels and their boxes (left, top, width, height)."""
    bridged = cv2.dilate(ink, np.ones((3, 1) if horizontal else (1, 3), np.uint8))
    shape = np.ones((1, length) if horizontal else (length, 1), np.uint8)
    long = np.asarray(cv2.morphologyEx(bridged, cv2.MORPH_OPEN, shape), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(long)
    kept, boxes = np.zeros(count, np.uint8), []
    for label in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[label])
        if area / max(width, height) <= thickness + 2:
            kept[label] = 255
            boxes.append((left, top, width, height))
    return _Strokes(np.asarray(kept[labels] & bridged, np.uint8), boxes)


def _with_short(down: _Strokes, across: _Strokes, ink: Pixels, scale: float) -> _Strokes:
    """Return the vertical strokes with those that are short and run from one horizontal stroke to another.

    A heading of one line over a row that is one cell has such rules; without them its words would be read as one.
    """
    if len(across.boxes) < 2:
        return down
    rest = ink.copy()
    rest[cv2.dilate(down.mask, np.ones((1, 5), np.uint8)) > 0] = 0
    short = _strokes(rest, round(_SHORT_RULE * scale), max(1, round(_RULE_THICKNESS * scale)), horizontal=False)
    reach = max(1, round(_TOUCH * scale))
    mask, boxes = down.mask.copy(), list(down.boxes)
    for left, top, width, height in short.boxes:
        columns = slice(left, left + width)
        ends = (slice(max(top - reach, 0), top + reach), slice(max(top + height - reach, 0), top + height + reach))
        if all(across.mask[rows, columns].any() for rows in ends):
            mask[top : top + height, columns] |= short.mask[top : top + height, columns]
            boxes.append((left, top, width, height))
    return _Strokes(mask, boxes)
