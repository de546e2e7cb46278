"""The printed lines of a PDF page, with place and style.

Most lines are one text object: one place, one style, and no raised digits. Where a line has several, samples tell its
style; only lines with wide gaps, and lines that run through the rules of a table, are looked at character by character.
All places are in points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

import regex

from extract.text import NoteMark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.pdf_grid import Grid
    from extract.ingest.pdf_rules import Box
    from extract.ingest.pdf_text import TextLayer

# Fonts whose tables name Ơ-like letters for Ư are common in Vietnamese PDFs; U+01A2/3 occur in no Vietnamese word.
_REPAIR: Final = {0x01A2: "Ư", 0x01A3: "ư", 0xFFFE: "-", 0x02: "-", 0x00A0: " ", 0x09: " "}
_ODD: Final = re.compile(r"[\u01a2\u01a3\ufffe\x02\xa0\t]")
_WIDE_BLANK: Final = "   "
_DIGITS: Final = re.compile(r"\d+")
_UNIT: Final = regex.compile(r"(?<!\p{L})[kcdmh]?m$")
WIDE_GAP: Final = 0.8
"""In ems: a gap that may part two columns. No word gap of unjustified text comes near it."""
_RAISED_SIZE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or the part of one on one side of a wide gap.

    ``y`` is the baseline. ``pieces`` holds text and note marks in order, ``text`` the text alone. ``bold_start`` tells
    that the first letter is bold, ``bold`` and ``italic`` that the whole line is, by samples at start, middle and end.
    """

    page: int
    x0: float
    x1: float
    y: float
    size: float
    text: str
    pieces: tuple[str | NoteMark, ...]
    bold: bool = False
    bold_start: bool = False
    italic: bool = False

    @property
    def top(self) -> float:
        """Height of the tallest letters without tone marks."""
        return self.y - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Depth of the descenders."""
        return self.y + 0.22 * self.size

    @property
    def centre(self) -> float:
        """Middle between both ends."""
        return (self.x0 + self.x1) / 2

    def beside(self, other: Line) -> bool:
        """Tell whether both stand on the same height: the middle of the smaller one beside the larger one."""
        smaller, larger = (self, other) if self.size < other.size else (other, self)
        return larger.y - 0.75 * larger.size < smaller.y - 0.265 * smaller.size < larger.y + 0.22 * larger.size


def is_power(before: str, digits: str) -> bool:
    """Tell whether raised digits are the power of a unit (m2, km3) and no note mark."""
    return digits in {"2", "3"} and _UNIT.search(before) is not None


def read_lines(layer: TextLayer, number: int, grids: Sequence[Grid]) -> Iterator[Line]:
    """Yield the printed lines of a page in the order in which they stand in the file.

    Args:
        layer: the text of the page.
        number: the 1-based number of the page.
        grids: its tables, whose rules part lines.
    """
    reader = _LineReader(layer, number, grids)
    text = reader.text
    for start, end in layer.printed_lines():
        boxes = layer.boxes(start, end)
        if len(boxes) != 1 or grids or text.find(_WIDE_BLANK, start, end) >= 0:
            yield from reader.parts(start, end, boxes)
            continue
        at = (start + end) // 2
        while text[at] == " ":
            at += 1
        size, y = layer.measure(at)
        bold, italic = layer.style(at)
        words = text[start:end]
        yield Line(number, boxes[0][0], boxes[0][2], y, size, words, (words,), bold, bold, italic)


class _LineReader:
    """Reads lines that are set in several text objects, or may have to be cut."""

    def __init__(self, layer: TextLayer, number: int, grids: Sequence[Grid]) -> None:
        self._layer, self._number, self._grids = layer, number, grids
        self.text = layer.text.translate(_REPAIR) if _ODD.search(layer.text) else layer.text

    def parts(self, start: int, end: int, boxes: Sequence[Box]) -> Iterator[Line]:
        """Yield what stands between two characters, cut at wide gaps and at the rules of a table."""
        if not boxes:
            return
        middle = self._middle(start, end)
        size, y = self._layer.measure(middle)
        left, right = boxes[0][0], max(box[2] for box in boxes)
        cuts = self._cuts(left, right, y) if self._grids else []
        if not cuts and _close(boxes, size) and self.text.find(_WIDE_BLANK, start, end) < 0:
            yield self._line(start, end, left, right, middle, size, y)
            return
        for first, last, left, right in self._pieces(start, end, WIDE_GAP * size, cuts):
            middle = self._middle(first, last)
            yield self._line(first, last, left, right, middle, *self._layer.measure(middle))

    def _middle(self, start: int, end: int) -> int:
        """Return the index of a letter about the middle of a line: digits may be raised note marks."""
        text, half = self.text, (start + end) // 2
        for at in chain(range(half, end), range(start, half)):
            if text[at].isalpha():
                return at
        return next((at for at in chain(range(half, end), range(start, half)) if text[at].isdigit()), start)

    def _pieces(
        self, start: int, end: int, wide: float, cuts: Sequence[float]
    ) -> Iterator[tuple[int, int, float, float]]:
        """Yield the parts of a line as (start, end, left, right), seen character by character."""
        first, left, right, top, bottom = start, None, 0.0, 0.0, 0.0
        last = start
        for index in range(start, end):
            if self.text[index].isspace():
                continue
            box = self._layer.box(index)
            if box is None:
                continue
            if left is not None and (
                box[0] - right > wide
                or right - box[0] > 3 * wide
                or min(bottom, box[3]) < max(top, box[1]) - wide
                or any(right - 1 <= cut <= box[0] + 1 for cut in cuts)
            ):
                yield first, last + 1, left, right
                first, left, right = index, None, 0.0
            left = box[0] if left is None else left
            right, top, bottom, last = max(right, box[2]), box[1], box[3], index
        if left is not None:
            yield first, last + 1, left, right

    def _cuts(self, left: float, right: float, y: float) -> list[float]:
        """Return the places of table rules that run through a line."""
        return [
            x
            for grid in self._grids
            if grid.ys[0] <= y <= grid.ys[-1]
            for x in grid.xs
            if left < x < right
        ]  # fmt: skip

    def _line(self, start: int, end: int, left: float, right: float, middle: int, size: float, y: float) -> Line:
        style = self._layer.style
        first, last = start, end - 1
        while first < middle and not self.text[first].isalnum():
            first += 1
        while last > middle and not self.text[last].isalnum():
            last -= 1
        bold_start, italic_start = style(first)
        bold_middle, italic_middle = style(middle)
        bold_end, italic_end = style(last)
        pieces = self._split_marks(start, end, size, y)
        text = "".join(piece for piece in pieces if isinstance(piece, str))
        bold = bold_start and bold_middle and bold_end
        italic = italic_start and italic_middle and italic_end
        return Line(self._number, left, right, y, size, text, pieces, bold, bold_start, italic)

    def _split_marks(self, start: int, end: int, size: float, y: float) -> tuple[str | NoteMark, ...]:
        """Return the text between two characters with small raised digits turned into note marks."""
        text, at = self.text, start
        pieces: list[str | NoteMark] = []
        for match in _DIGITS.finditer(text, start, end):
            begin, stop = match.span()
            first = stop
            while first > begin and self._raised(first - 1, size, y):
                first -= 1
            if first < stop <= first + 3 and not is_power(text[at:first], text[begin:stop]):
                if text[at:first].strip():
                    pieces.append(text[at:first])
                pieces.append(NoteMark(text[first:stop]))
                at = stop
        if at == start or text[at:end].strip():
            pieces.append(text[at:end])
        return tuple(pieces)

    def _raised(self, index: int, size: float, y: float) -> bool:
        small, place = self._layer.measure(index)
        return small < _RAISED_SIZE * size and place < y - 0.1 * size


def _close(boxes: Sequence[Box], size: float) -> bool:
    """Tell whether text objects follow each other as they do within one printed line or one part of it."""
    wide, back = WIDE_GAP * size, 2 * size
    return all(
        left - end < wide and end - left < back and bottom - next_top > -size and next_bottom - top > -size
        for (_, top, end, bottom), (left, next_top, _, next_bottom) in pairwise(boxes)
    )
