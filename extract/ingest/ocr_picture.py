"""A page as a picture, made ready for recognition: upright, grey, without stamps, signatures and drawn rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

from extract.ingest.ocr_paper import laid_flat
from extract.ingest.ocr_raised import RaisedMark, find_raised
from extract.ingest.ocr_rules import find_rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extract.ingest.pdf_rules import Rules
    from extract.ingest.way_back import Matrix

    Pixels = NDArray[np.uint8]

POINTS: Final = 72.0  # an inch
_COLOURED: Final = 40  # difference of the strongest and the weakest colour from which a pixel is ink of a stamp or pen
_UNEVEN: Final = 30  # levels of grey between the lightest and the darkest paper of a page
_PRINT: Final = 110
_INK_REACH: Final = 10.0  # in points: strokes of one stamp or signature come so near to each other
_INK_HEIGHT: Final = 36.0  # in points: no coloured line of text is so high, stamps and signatures are
_MOST_SKEW: Final = 10.0  # in degrees
_SKEW_STEP: Final = 0.05
_LEAST_SKEW: Final = 0.1
_SPECK: Final = 1.0  # in points: connected ink no larger than this both ways is dust, and no dot of an i


@dataclass(frozen=True, slots=True)
class Picture:
    """A page ready for recognition.

    ``grey`` holds its pixels, upright, without rules and raised marks; ``ink`` is 255 where there is ink, 0 elsewhere.
    ``scale`` is pixels a point, ``angle`` the degrees by which the page was turned clockwise to stand upright; ``back``
    leads from its pixels to those of the page as it was given.
    ``rules`` are the drawn rules, in points from the top left corner, ``raised`` the marks of footnotes, ``marks``
    their pixels.
    """

    grey: Pixels
    ink: Pixels
    scale: float
    angle: float
    rules: Rules
    back: Matrix
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
        the picture; what lay round the paper is left out, what turning moves out of it was margin.
    """
    flat = laid_flat(pixels, scale, _sharpness_both_ways)
    pixels, scale, back = flat.pixels, flat.scale, flat.back
    whole = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8) if pixels.ndim == 3 else pixels
    light = _light(whole, scale)
    if light is not None:
        whole = _evenly_lit(whole, light)
    if pixels.ndim == 3:
        coloured = pixels if light is None else _evenly_lit(pixels, cv2.merge([light] * 3))
        grey = _without_coloured_ink(coloured, whole, scale)
    else:
        grey = whole
    angle = _skew(grey, scale)
    if abs(angle) < _LEAST_SKEW:
        angle = 0.0
    else:
        stamped, turn = grey is not whole, _turn(whole, angle)
        whole = _turned(whole, turn)
        grey = _turned(grey, turn) if stamped else whole
        back = back @ np.linalg.inv(turn)
    # Rules are sought where the stamps still stand: they run through below them.
    drawn, rules = find_rules(_ink(whole), _ink(grey) if grey is not whole else None, scale)
    grey = grey.copy()
    grey[drawn] = 255
    ink = _ink(grey)
    raised = find_raised(ink, scale)
    marks = tuple(grey[mark.top : mark.bottom, mark.left : mark.right].copy() for mark in raised)
    for mark in raised:
        grey[mark.top - 1 : mark.bottom + 1, mark.left - 1 : mark.right + 1] = 255
        ink[mark.top - 1 : mark.bottom + 1, mark.left - 1 : mark.right + 1] = 0
    return Picture(grey, ink, scale, angle, rules, back, raised, marks)


def _light(grey: Pixels, scale: float) -> Pixels | None:
    """Return the light on each place of a page with the shadows of a photo or of a fold; None if it is lit evenly."""
    factor = min(1.0, 0.25 / scale)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 11)
    dim, bright = np.percentile(paper, (5, 95))
    if bright - dim < _UNEVEN:
        return None
    height, width = grey.shape
    light = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.maximum(light, 32), np.uint8)


def _evenly_lit(pixels: Pixels, light: Any) -> Pixels:
    return np.asarray(cv2.divide(pixels, light, scale=245), np.uint8)


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
    # Where a stamp lies over letters, what is dark in every colour is print; the ink of a pen may be dark itself.
    wiped &= (np.asarray(strongest) > _PRINT) | ((coloured > 0) & (np.asarray(blue) == np.asarray(strongest)))
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


def _sharpness_both_ways(grey: Pixels, scale: float) -> tuple[float, float]:
    """Return how sharply the rows and the columns of a page part, each when it is turned as is best for them."""
    light = _light(grey, scale)
    dark = _darkness(grey if light is None else _evenly_lit(grey, light), 0.5 / scale)
    angles = np.arange(-_MOST_SKEW, _MOST_SKEW, 0.5)
    rows, columns = (max(_sharpness(way, float(angle)) for angle in angles) for way in (dark, dark.T.copy()))
    return rows, columns


def _turn(grey: Pixels, angle: float) -> Matrix:
    height, width = grey.shape
    return np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0), [0.0, 0.0, 1.0]])


def _turned(grey: Pixels, turn: Matrix) -> Pixels:
    height, width = grey.shape
    paper = float(np.percentile(grey[::8, ::8], 90))
    turned: Any = cv2.warpAffine(grey, turn[:2], (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,))
    return np.asarray(turned, np.uint8)


def _ink(grey: Pixels) -> Pixels:
    blurred = cv2.GaussianBlur(grey, (3, 3), 0)
    _, ink = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return np.asarray(ink, np.uint8)


def halved(ink: Pixels) -> Pixels:
    """Return ink at half its size: enough to see where lines and rules run, at a quarter of the work."""
    small = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.inRange(small, np.array([64]), np.array([255])), np.uint8)
