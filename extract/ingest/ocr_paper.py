"""The sheet of paper on a picture: what lies round it is left out, and one that was photographed askew is laid flat.

Scanners leave black borders where the paper ends, photos show the table below it. Both would be taken for drawings and
frames. A photo moreover shows lines that meet in the distance: of a table no rule then runs level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from extract.ingest.way_back import Matrix

    Pixels = NDArray[np.uint8]

_SEEN_AT: Final = 0.5  # pixels a point at which paper and table are told apart
_STROKE: Final = 9  # pixels there: no stroke of print is so thick
_DARKER: Final = 0.6  # of the light of the paper: what lies round it has less
_LEAP: Final = 0.35  # of the logarithm of light
_NOISE: Final = 20.0  # levels of grey that are no light in the dark
_LEAST_AROUND: Final = 0.004  # of the picture: narrower borders are left to the edges of the page
_LEAST_PAPER: Final = 0.3
_PRINTED: Final = 0.01  # share of the surroundings that stands out from it, as letters on a dark ground do
_STANDS_OUT: Final = (12, 0.2)  # levels of grey, and share of the light of the surroundings
_FOUR_SIDED: Final = 0.97  # of the outline of the paper lies within the four corners
_SHARPER: Final = 1.03
_AS_SHARP: Final = 0.97
_SMALL: Final = 0.85  # of the picture: paper below it is cut out
_INSET: Final = 3.0  # in points: so much of the edge of the paper is left out, its shadow is
_RATIOS: Final = (1.25, 1.6)  # of the sides of paper of the A sizes, which are 1.41, as far as photos tell
SHORT_SIDE: Final = 595.0
"""In points: the short side of A4, for which paper of unknown size is taken."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Where the sheet lies: its outline and, if it has four, its corners from the top left one clockwise, in pixels."""

    outline: NDArray[np.float32]
    corners: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class Flat:
    """A page without what lay round the paper.

    ``back`` leads from its pixels to those of the picture that it was made of.
    """

    pixels: Pixels
    scale: float
    back: Matrix


def laid_flat(pixels: Pixels, scale: float, sharpness: Callable[[Pixels, float], tuple[float, float]]) -> Flat:
    """Return a page as it would look lying flat and alone on the glass of a scanner.

    Args:
        pixels: the picture, grey or coloured.
        scale: pixels a point, if the paper fills the picture.
        sharpness: tells of a grey picture and its scale how well rows and columns of ink part when it stands upright.
    """
    as_it_is = Flat(pixels, scale, np.eye(3))
    grey = _grey(pixels)
    paper = find_paper(grey, scale)
    if paper is None:
        return as_it_is
    alone = Flat(_alone(pixels, paper, scale), scale, as_it_is.back)
    if paper.corners is None:
        return alone
    unfolded = _unfolded(alone, paper.corners)
    small = cv2.contourArea(paper.corners) < _SMALL * grey.size
    before, after = (sharpness(_grey(one.pixels), scale) for one in (alone, unfolded))
    gains = [new / max(old, 1.0) for old, new in zip(before, after, strict=True)]
    # The border of a scanner may lie aslant beside paper that does not: then what is unfolded gets worse.
    better = min(gains) > _AS_SHARP and (small or max(gains) > _SHARPER)
    return unfolded if better else alone


def find_paper(grey: Pixels, scale: float) -> Paper | None:
    """Return where the sheet lies, None where it fills the picture or nothing tells it from what lies round it.

    Args:
        grey: the picture.
        scale: pixels a point.
    """
    factor = min(1.0, _SEEN_AT / scale)
    small = np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    ground = _ground(small)
    sheet = _largest_even(ground)
    outlines, _ = cv2.findContours(sheet, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea)
    inside = np.zeros(small.shape, np.uint8)
    cv2.drawContours(inside, [outline], -1, 255, cv2.FILLED)
    around = inside == 0
    share = float(around.mean())
    if not _LEAST_AROUND < share < 1 - _LEAST_PAPER:
        return None
    if np.median(ground[around]) > _DARKER * np.median(ground[~around]) or _is_printed(small, ground, around):
        return None
    hull = cv2.convexHull(outline)
    corners = _corners(hull)
    return Paper(_enlarged(hull, factor), None if corners is None else _enlarged(corners, factor))


def _ground(small: Pixels) -> Pixels:
    """Return a picture without its print; a dark border is no stroke of print, however narrow."""
    framed = cv2.copyMakeBorder(small, _STROKE, _STROKE, _STROKE, _STROKE, cv2.BORDER_CONSTANT, value=(0,))
    closed = cv2.morphologyEx(framed, cv2.MORPH_CLOSE, np.ones((_STROKE, _STROKE), np.uint8))
    return np.asarray(closed[_STROKE:-_STROKE, _STROKE:-_STROKE], np.uint8)


def _largest_even(ground: Pixels) -> Pixels:
    """Return the largest area, 255, whose light changes nowhere by leaps; shadows are softer than the edge of paper."""
    light = np.log(cv2.GaussianBlur(ground, (3, 3), 0).astype(np.float32) + _NOISE)
    around = np.ones((3, 3), np.uint8)
    even = (cv2.morphologyEx(light, cv2.MORPH_GRADIENT, around) < _LEAP).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(even, connectivity=4)
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])) if len(stats) > 1 else 0
    return np.asarray(cv2.dilate(np.where(labels == largest, 255, 0).astype(np.uint8), around), np.uint8)


def _enlarged(points: Any, factor: float) -> NDArray[np.float32]:
    return np.asarray((points.reshape(-1, 2) + 0.5) / factor, np.float32)


def _is_printed(small: Pixels, ground: Pixels, around: NDArray[np.bool_]) -> bool:
    """Tell whether something is printed on what seems to lie round the paper: then it is part of the page."""
    deep = cv2.erode(around.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if not deep.any():
        return False
    apart = cv2.absdiff(small, cv2.medianBlur(small, _STROKE))
    least = max(_STANDS_OUT[0], _STANDS_OUT[1] * float(np.median(ground[deep])))
    return bool((apart[deep] > least).mean() > _PRINTED)


def _corners(hull: Any) -> Any:
    """Return the four corners of an outline, from the top left one clockwise; None when it is no quadrangle."""
    length = cv2.arcLength(hull, closed=True)
    for share in (0.01, 0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, share * length, closed=True).reshape(-1, 2)
        if len(corners) == 4:
            break
    else:
        return None
    whole = cv2.contourArea(hull)
    if not whole or abs(cv2.contourArea(corners) / whole - 1) > 1 - _FOUR_SIDED:
        return None
    top, low = np.argsort(corners.sum(axis=1), kind="stable")[[0, -1]]
    right, left = np.argsort(corners[:, 0] - corners[:, 1], kind="stable")[[-1, 0]]
    return corners[[top, right, low, left]] if len({int(at) for at in (top, right, low, left)}) == 4 else None


def _alone(pixels: Pixels, paper: Paper, scale: float) -> Pixels:
    """Return the picture with what lies round the paper made as light as the paper."""
    inside = np.zeros(pixels.shape[:2], np.uint8)
    cv2.fillPoly(inside, [np.round(paper.outline).astype(np.int32)], (255,))
    inset = max(1, round(_INSET * scale))
    edges = cv2.copyMakeBorder(inside, 1, 1, 1, 1, cv2.BORDER_REPLICATE)  # where paper fills the picture is no edge
    kept = np.asarray(cv2.erode(edges, np.ones((2 * inset + 1, 2 * inset + 1), np.uint8))[1:-1, 1:-1], np.uint8)
    alone = pixels.copy()
    around = kept == 0
    alone[around] = _light_beside(pixels, kept, scale)[around]
    return alone


def _light_beside(pixels: Pixels, inside: Pixels, scale: float) -> Pixels:
    """Return a picture in which all that is not inside has the light of the nearest paper that is: no edge is left."""
    factor = min(1.0, _SEEN_AT / scale)
    within = cv2.resize(inside, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) == 255
    small = cv2.resize(pixels, (within.shape[1], within.shape[0]), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((_STROKE, _STROKE), np.uint8)), _STROKE)
    _, nearest = cv2.distanceTransformWithLabels(
        np.where(within, 0, 255).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    light = np.zeros((int(nearest.max()) + 1, *paper.shape[2:]), np.uint8)
    light[nearest[within]] = paper[within]
    height, width = inside.shape
    return np.asarray(cv2.resize(light[nearest], (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _unfolded(page: Flat, corners: NDArray[np.float32]) -> Flat:
    """Return the page with its corners moved to those of a rectangle."""
    sides = [float(np.linalg.norm(corners[at] - corners[at - 1])) for at in range(4)]
    width, height = round((sides[1] + sides[3]) / 2), round((sides[0] + sides[2]) / 2)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = cv2.getPerspectiveTransform(corners, target)
    pixels: Any = cv2.warpPerspective(
        page.pixels, there, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    short, long = sorted((width, height))
    scale = short / SHORT_SIDE if _RATIOS[0] < long / short < _RATIOS[1] else page.scale
    return Flat(np.asarray(pixels, np.uint8), scale, np.linalg.inv(np.asarray(there, np.float64)))


def _grey(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8) if pixels.ndim == 3 else pixels
