"""The text layer of a PDF page, asked of pdfium with few calls: each of them costs more than its answer.

pdfium keeps characters in text objects, each set in one font, size and direction on one baseline: what holds for one
character of an object holds for all of them. Generated characters (blanks, line ends) have none.
"""

from __future__ import annotations

import ctypes
import re
from itertools import groupby, islice
from math import hypot
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as pdfium

from extract.ingest.legacy import seems_legacy
from extract.ingest.pdf_calls import address, count, double, handed, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.ingest.legacy_fonts import LegacyFonts
    from extract.ingest.pdf_rules import Box, Frame

_object_of: Final = address(pdfium.FPDFText_GetTextObject)
_font_of: Final = count(pdfium.FPDFText_GetFontInfo)
_size_of: Final = double(pdfium.FPDFText_GetFontSize)
_matrix_of: Final = whole(pdfium.FPDFText_GetMatrix)
_box_of: Final = whole(pdfium.FPDFText_GetCharBox)
_count_boxes: Final = whole(pdfium.FPDFText_CountRects)
_box_at: Final = whole(pdfium.FPDFText_GetRect)

# pdfium ends a line so, or, after a word broken at its end, with a mark in place of the hyphen.
_PRINTED_LINE: Final = re.compile(r"[^\s\ufffe\x02][^\r\n\ufffe\x02]*[\ufffe\x02]?")
_QUARTER_TURN: Final = 1.5707963
_SAMPLED_LINES: Final = 12
_BOLD: Final = (b"bold", b"black", b"heavy", b"demi")
_ITALIC: Final = (b"italic", b"oblique")


class TextLayer:
    """The text of one page, its places and its styles; ``frame`` lays the page so that most of it stands upright."""

    def __init__(self, handle: Any, frame: Frame, fonts: LegacyFonts | None = None) -> None:
        """Take the text handle of a page and how the page lies when it is shown; fetch the text, in Unicode."""
        self._handle = handle
        self._page = handed(handle)
        self._sides = (ctypes.c_double * 4)()
        self._side_at = tuple(ctypes.byref(self._sides, 8 * side) for side in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_at = ctypes.byref(self._matrix)
        self._name = ctypes.create_string_buffer(128)
        self._name_at = ctypes.byref(self._name)
        self._flags_at = ctypes.byref(ctypes.c_int())
        self._styles: dict[bytes, tuple[bool, bool]] = {}
        self.text = self._read_text()
        if fonts and seems_legacy(self.text):
            self.text = self._in_unicode(fonts)
        self.frame = frame.turned(self._turns(frame))

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

    def _in_unicode(self, fonts: LegacyFonts) -> str:
        """Return the text with what is set in legacy fonts read by them, every character at its place."""
        text = list(self.text)
        objects: dict[int | None, str] = {None: ""}

        def font_of(index: int) -> str:
            item = _object_of(self._page, index)
            if item not in objects:
                objects[item] = self._font(index)
            return objects[item]

        for start, end in self.printed_lines():
            for font, run in groupby(range(start, end), key=font_of):
                if not fonts.implies(font):
                    continue
                places = list(run)
                text[places[0] : places[-1] + 1] = fonts.read_in_place(self.text[places[0] : places[-1] + 1], font)
        return "".join(text)

    def _font(self, index: int) -> str:
        written = _font_of(self._page, index, self._name_at, 128, self._flags_at)
        return self._name.value.decode("utf-8", "replace") if 0 < written <= 128 else ""

    def _turns(self, frame: Frame) -> int:
        """Return the quarter turns clockwise by which most of the text comes to stand upright."""
        upright = [0, 0, 0, 0]
        for start, end in islice(self.printed_lines(), _SAMPLED_LINES):
            angle = pdfium.FPDFText_GetCharAngle(self._handle, start)
            upright[round(-angle / _QUARTER_TURN) % 4] += end - start
        most = max(range(4), key=lambda turn: upright[turn])
        return (most - frame.turns) % 4 if upright[most] else 0

    def printed_lines(self) -> Iterator[tuple[int, int]]:
        """Yield where the lines of the text begin and end, blanks at both ends left out."""
        text = self.text
        for match in _PRINTED_LINE.finditer(text):
            start, end = match.span()
            while text[end - 1].isspace():
                end -= 1
            yield start, end

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return the boxes of the text objects between two characters, in their order."""
        page, sides, (left, top, right, bottom) = self._page, self._sides, self._side_at
        boxes = []
        for index in range(_count_boxes(page, start, end - start)):
            _box_at(page, index, left, top, right, bottom)
            x0, y1, x1, y0 = sides
            boxes.append((x0, y0, x1, y1))
        return self.frame.boxes(boxes)

    def box(self, index: int) -> Box | None:
        """Return the box of a character."""
        if not _box_of(self._page, index, *self._side_at):
            return None
        left, right, bottom, top = self._sides
        return self.frame.box(left, bottom, right, top)

    def measure(self, index: int) -> tuple[float, float]:
        """Return size and baseline of the text object of a character."""
        size, matrix = _size_of(self._page, index), self._matrix
        if not _matrix_of(self._page, index, self._matrix_at):
            return max(abs(size), 1.0), 0.0
        size *= hypot(matrix.c, matrix.d) or 1.0
        return max(abs(size), 1.0), self.frame.point(matrix.e, matrix.f)[1]

    def style(self, index: int) -> tuple[bool, bool]:
        """Tell whether a character is bold, and whether it is italic, by the name of its font."""
        written = _font_of(self._page, index, self._name_at, 128, self._flags_at)
        name = self._name.value if 0 < written <= 128 else b""
        style = self._styles.get(name)
        if style is None:
            folded = name.lower()
            style = any(word in folded for word in _BOLD), any(word in folded for word in _ITALIC)
            self._styles[name] = style
        return style
