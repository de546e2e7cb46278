"""The rules (drawn lines) of a PDF page, and how the page lies when it is shown."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as pdfium

from extract.ingest.pdf_calls import address, handed, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

THIN: Final = 3.0
"""A filled path no thicker than this, in points, is a rule."""
NEAR: Final = 3.0
"""In points: rules that come so near to each other touch."""
_MOST_RULES: Final = 2000
"""A page with more rules holds a drawing, not tables."""
_MOST_CROSSINGS: Final = 3000
_MOST_STROKES: Final = 10 * _MOST_RULES
_MOST_POINTS: Final = 400

_object_at: Final = address(pdfium.FPDFPage_GetObject)
_type_of: Final = whole(pdfium.FPDFPageObj_GetType)

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Span = tuple[float, float, float]
"""A rule as (start, end, place): x0, x1, y of a horizontal one, y0, y1, x of a vertical one."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How the space of a page lies on the page as shown: its box in PDF units and its quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @classmethod
    def of(cls, page: Any) -> Frame:
        """Return the frame of a loaded page."""
        box = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page, box):
            return cls(0, 0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
        return cls(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page) % 4)

    def turned(self, turns: int) -> Frame:
        """Return the frame after ``turns`` more quarter turns clockwise."""
        return Frame(self.left, self.bottom, self.right, self.top, (self.turns + turns) % 4)

    @property
    def width(self) -> float:
        """Width of the page as shown."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as shown."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> Point:
        """Return where a point of PDF space lies, from the top left corner."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return a box of PDF space as (left, top, right, bottom)."""
        if self.turns == 0 and x0 <= x1 and y0 <= y1:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def boxes(self, corners: Iterable[Box]) -> list[Box]:
        """Return many boxes as `box` does."""
        if self.turns:
            return [self.box(*corner) for corner in corners]
        left, top = self.left, self.top
        return [
            (x0 - left, top - y1, x1 - left, top - y0) if x0 <= x1 and y0 <= y1 else self.box(x0, y0, x1, y1)
            for x0, y0, x1, y1 in corners
        ]


@dataclass(frozen=True, slots=True)
class Rules:
    """The horizontal and vertical rules of a page; ``objects`` counts all that is drawn on it."""

    horizontal: tuple[Span, ...]
    vertical: tuple[Span, ...]
    objects: int

    @property
    def gridded(self) -> bool:
        """Whether two or more horizontal rules are each met by three or more vertical ones, as in a table.

        Short rules, underlines and boxes round text have fewer vertical rules, drawings have more crossings.
        """
        if len(self.horizontal) < 2 or len(self.vertical) < 3:
            return False
        met = [sum(_cross(across, down) for down in self.vertical) for across in self.horizontal]
        return sum(count > 2 for count in met) > 1 and sum(met) <= _MOST_CROSSINGS


def _cross(across: Span, down: Span) -> bool:
    return (
        across[0] - NEAR <= down[2] <= across[1] + NEAR
        and down[0] - NEAR <= across[2] <= down[1] + NEAR
    )  # fmt: skip


def read_rules(page: Any, frame: Frame) -> Rules:
    """Return the rules drawn on a loaded page: stroked lines, thin filled boxes, and the edges of stroked boxes."""
    count = pdfium.FPDFPage_CountObjects(page)
    horizontal: list[Span] = []
    vertical: list[Span] = []
    for index in _paths(page, count):
        for left, top, right, bottom in _boxes(pdfium.FPDFPage_GetObject(page, index), frame):
            if bottom - top <= THIN < right - left:
                horizontal.append((left, right, (top + bottom) / 2))
            elif right - left <= THIN < bottom - top:
                vertical.append((top, bottom, (left + right) / 2))
        if len(horizontal) + len(vertical) > _MOST_STROKES:
            return Rules((), (), count)
    across, down = merged(horizontal), merged(vertical)
    return Rules(tuple(across), tuple(down), count) if len(across) + len(down) <= _MOST_RULES else Rules((), (), count)


def _paths(page: Any, count: int) -> list[int]:
    """Return the indices of the paths among the objects of a page: each word may be an object, few are paths."""
    place, path, pointer = handed(page), pdfium.FPDF_PAGEOBJ_PATH, ctypes.c_void_p
    return [index for index in range(count) if _type_of(pointer(_object_at(place, index))) == path]


def _boxes(path: Any, frame: Frame) -> Iterator[Box]:
    """Yield the box of a thin path, or else the boxes of its straight edges when it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return
    bounds = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *bounds):
        return
    whole = frame.box(*(bound.value for bound in bounds))
    if min(whole[2] - whole[0], whole[3] - whole[1]) <= THIN:
        yield whole
    elif stroke.value:
        points = list(_points(path))
        for (ax, ay), (bx, by) in pairwise(points):
            yield frame.box(ax, ay, bx, by)


def _points(path: Any) -> Iterator[Point]:
    """Yield the corners of a path; a closed one ends where it began."""
    count = pdfium.FPDFPath_CountSegments(path)
    matrix = pdfium.FS_MATRIX()
    if count > _MOST_POINTS or not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans on one line that touch or overlap."""
    joined: list[Span] = []
    for group in _near(sorted(spans, key=lambda span: span[2])):
        place = sum(span[2] for span in group) / len(group)
        start, end, _ = min(group)
        for span in sorted(group):
            if span[0] > end + NEAR:
                joined.append((start, end, place))
                start, end = span[0], span[1]
            end = max(end, span[1])
        joined.append((start, end, place))
    return joined


def _near(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Part spans that are sorted by place into groups that lie on one line."""
    group: list[Span] = []
    for span in spans:
        if group and span[2] - group[0][2] > 1.5:
            yield group
            group = []
        group.append(span)
    if group:
        yield group
