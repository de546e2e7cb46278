"""The printed lines of a PDF page, with place and style.

pdfium is asked in bulk: the text of a page in one call, places once per printed line. Only lines with wide gaps, and
lines that run through the rules of a table, are looked at character by character.
All places are in points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as pdfium
import regex

from extract.text import NoteMark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.pdf_grid import Grid
    from extract.ingest.pdf_rules import Box, Frame

_PRINTED_LINE: Final = regex.compile(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?")
_WIDE_BLANK: Final = regex.compile(r"[ \u00a0\t]{3}")
_DIGITS: Final = regex.compile(r"\d+")
_LETTER: Final = regex.compile(r"\p{L}")
_INKED: Final = regex.compile(r"[\p{L}\d]")
_LAST_INKED: Final = regex.compile(r"(?r)[\p{L}\d]")
# Fonts whose tables name Ơ-like letters for Ư are common in Vietnamese PDFs; U+01A2/3 occur in no Vietnamese word.
_REPAIR: Final = {0x01A2: "Ư", 0x01A3: "ư", 0xFFFE: "-", 0x02: "-", 0x00A0: " "}
_UNIT: Final = regex.compile(r"(?<!\p{L})[kcdmh]?m$")
_ODD: Final = regex.compile(r"[\u01a2\u01a3\ufffe\x02\xa0]")
WIDE_GAP: Final = 0.8
"""In ems: a gap that may part two columns. No word gap of unjustified text comes near it."""
_RAISED_SIZE: Final = 0.8
_BOLD: Final = (b"bold", b"black", b"heavy", b"demi")
_ITALIC: Final = (b"italic", b"oblique")


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


class LineReader:
    """Reads the text of one page line by line through the raw interface."""

    def __init__(self, handle: Any, frame: Frame, number: int, grids: Sequence[Grid]) -> None:
        """Take the text handle of page ``number``, how the page lies, and the tables whose rules part lines."""
        self._handle, self._frame, self._number, self._grids = handle, frame, number, grids
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._styles: dict[bytes, tuple[bool, bool]] = {}
        self.text = self._read_text()

    def _read_text(self) -> str:
        """Return the text so that its code points are pdfium's characters one to one."""
        count = pdfium.FPDFText_CountChars(self._handle)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._handle, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self._handle, index) for index in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)

    def turns(self) -> int:
        """Return the quarter turns clockwise that set most of the text upright."""
        angles = [0, 0, 0, 0]
        for match in list(_PRINTED_LINE.finditer(self.text))[:12]:
            middle = (match.start() + match.end()) // 2
            angle = pdfium.FPDFText_GetCharAngle(self._handle, middle)
            angles[round(angle / 1.5707963) % 4] += len(match[0])
        most = max(range(4), key=lambda turn: angles[turn])
        return (most - self._frame.turns) % 4 if angles[most] else 0

    def lines(self) -> Iterator[Line]:
        """Yield the lines in the order in which they stand in the file."""
        for match in _PRINTED_LINE.finditer(self.text):
            text = match[0]
            start = match.start() + len(text) - len(text.lstrip())
            end = match.start() + len(text.rstrip())
            if start < end:
                yield from self._parts(start, end)

    def _parts(self, start: int, end: int) -> Iterator[Line]:
        """Yield what stands between two characters, cut at wide gaps and at the rules of a table."""
        boxes = self._boxes(start, end)
        if not boxes:
            return
        middle = self._middle(start, end)
        size, y = self._measure(middle)
        cuts = self._cuts(boxes, y)
        wide = WIDE_GAP * size
        whole = all(
            after[0] - before[2] < wide and before[2] - after[0] < 2 * size
            and min(before[3], after[3]) - max(before[1], after[1]) > -size
            for before, after in pairwise(boxes)
        )  # fmt: skip
        if whole and not cuts and not _WIDE_BLANK.search(self.text, start, end):
            yield self._line(start, end, boxes[0][0], max(box[2] for box in boxes), middle, (size, y))
            return
        for first, last, left, right in self._pieces(start, end, wide, cuts):
            middle = self._middle(first, last)
            yield self._line(first, last, left, right, middle, self._measure(middle))

    def _middle(self, start: int, end: int) -> int:
        """Return the index of a letter about the middle of a line: digits may be raised note marks."""
        for pattern in (_LETTER, _INKED):
            found = pattern.search(self.text, (start + end) // 2, end) or pattern.search(self.text, start, end)
            if found:
                return int(found.start())
        return start

    def _pieces(
        self, start: int, end: int, wide: float, cuts: Sequence[float]
    ) -> Iterator[tuple[int, int, float, float]]:
        """Yield the parts of a line as (start, end, left, right), seen character by character."""
        first, left, right, top, bottom = start, None, 0.0, 0.0, 0.0
        last = start
        for index in range(start, end):
            if self.text[index].isspace():
                continue
            box = self._char_box(index)
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

    def _cuts(self, boxes: Sequence[Box], y: float) -> list[float]:
        """Return the places of table rules that run through the line."""
        left, right = boxes[0][0], max(box[2] for box in boxes)
        return [
            x
            for grid in self._grids
            if grid.ys[0] <= y <= grid.ys[-1]
            for x in grid.xs
            if left < x < right
        ]  # fmt: skip

    def _boxes(self, start: int, end: int) -> list[Box]:
        """Return the boxes of the text objects of a line."""
        left, top, right, bottom = self._sides
        boxes = []
        for index in range(pdfium.FPDFText_CountRects(self._handle, start, end - start)):
            pdfium.FPDFText_GetRect(self._handle, index, left, top, right, bottom)
            boxes.append(self._frame.box(left.value, bottom.value, right.value, top.value))
        return boxes

    def _char_box(self, index: int) -> Box | None:
        left, right, bottom, top = self._sides
        if not pdfium.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top):
            return None
        return self._frame.box(left.value, bottom.value, right.value, top.value)

    def _measure(self, index: int) -> tuple[float, float]:
        """Return size and baseline of a character."""
        x, y = self._sides[:2]
        size = pdfium.FPDFText_GetFontSize(self._handle, index)
        if pdfium.FPDFText_GetMatrix(self._handle, index, self._matrix):
            size *= (self._matrix.c**2 + self._matrix.d**2) ** 0.5 or 1.0
        pdfium.FPDFText_GetCharOrigin(self._handle, index, x, y)
        return max(abs(size), 1.0), self._frame.point(x.value, y.value)[1]

    def _style(self, index: int) -> tuple[bool, bool]:
        """Tell whether a character is bold, and whether it is italic."""
        written = pdfium.FPDFText_GetFontInfo(self._handle, index, self._name, len(self._name), self._flags)
        name = self._name.value if 0 < written <= len(self._name) else b""
        if name not in self._styles:
            folded = name.lower()
            self._styles[name] = any(word in folded for word in _BOLD), any(word in folded for word in _ITALIC)
        return self._styles[name]

    def _line(self, start: int, end: int, x0: float, x1: float, middle: int, measure: tuple[float, float]) -> Line:
        text = self.text[start:end]
        size, y = measure
        first, last = _INKED.search(self.text, start, end), _LAST_INKED.search(self.text, start, end)
        samples = (first.start() if first else start, middle, last.start() if last else middle)
        styles = [self._style(at) for at in samples]
        pieces = tuple(self._split_marks(text, start, size, y))
        return Line(
            page=self._number,
            x0=x0,
            x1=x1,
            y=y,
            size=size,
            text="".join(piece for piece in pieces if isinstance(piece, str)),
            pieces=pieces,
            bold=all(bold for bold, _ in styles),
            bold_start=styles[0][0],
            italic=all(italic for _, italic in styles),
        )

    def _split_marks(self, text: str, start: int, size: float, y: float) -> Iterator[str | NoteMark]:
        """Yield the text with small raised digits turned into note marks."""
        at = 0
        text = text.translate(_REPAIR) if _ODD.search(text) else text
        for match in _DIGITS.finditer(text):
            first = match.end()
            while first > match.start() and self._raised(start + first - 1, size, y):
                first -= 1
            if first < match.end() and match.end() - first <= 3 and not is_power(text[at:first], match[0]):
                if text[at:first].strip():
                    yield text[at:first]
                yield NoteMark(text[first : match.end()])
                at = match.end()
        if text[at:].strip() or not at:
            yield text[at:]

    def _raised(self, index: int, size: float, y: float) -> bool:
        small, place = self._measure(index)
        return small < _RAISED_SIZE * size and place < y - 0.1 * size
