"""Recognised words -> printed lines as the composer of PDF pages takes them: places in points, sizes, bold."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from extract.ingest.pdf_lines import Line
from extract.text import NoteMark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.ocr_picture import Picture
    from extract.ingest.ocr_raised import RaisedMark
    from extract.ingest.ocr_regions import Sheet
    from extract.ingest.ocr_tesseract import ReadLine, ReadWord

_LETTER_HEIGHT: Final = 1.1  # ems of the type size in what Tesseract calls the size of a line
_SMALLER: Final = 0.88  # of the size of the text: lines below it are set smaller
_WIDE: Final = 2.0  # in ems: a blank that parts what stands in columns
_BOLDER: Final = 1.22  # times the usual thickness of strokes
_NEIGHBOURS: Final = 2
_CLOSING: Final = frozenset(",.;:)”")
_BEHIND: Final = 0.35  # in ems: how far from the end of its word a raised mark stands
_LEAST_CONFIDENCE: Final = 0.3  # below it, what was read is dirt more often than a word
_SURE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """A recognised line with what was measured of it.

    Places and ``size`` are in points; ``region`` is the region of the sheet in which it stands, ``weight`` how thick
    its strokes are, in pixels, ``confidence`` the mean of its letters, 0 to 1.
    """

    pieces: tuple[str | NoteMark, ...]
    page: int
    region: int
    x0: float
    x1: float
    y: float
    size: float
    weight: float
    confidence: float

    @property
    def text(self) -> str:
        """The words."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


def readings(picture: Picture, sheet: Sheet, found: Sequence[ReadLine], page: int) -> tuple[Reading, ...]:
    """Return the lines of a page, parted at wide blanks, with their places; dirt is left out.

    Args:
        picture: the page that was read.
        sheet: its regions as they were recognised.
        found: the recognised lines of the sheet.
        page: the 1-based number of the page.
    """
    text = [line for line in found if line.baseline < sheet.marks_top]
    marks = _numbered(picture, sheet, [word for line in found[len(text) :] for word in line.words])
    return tuple(reading for line in text for reading in _measured(picture, sheet, line, page, marks))


def _numbered(picture: Picture, sheet: Sheet, words: Sequence[ReadWord]) -> list[tuple[RaisedMark, str]]:
    """Return the raised marks with the digits that were read in their row, "" where these are none."""
    read = []
    for mark, place in zip(picture.raised, sheet.marks, strict=True):
        text = next((word.text for word in words if word.left - 2 <= place <= word.right + 2), "")
        read.append((mark, text if text.isascii() and text.isdigit() else ""))
    return read


def as_lines(pages: Sequence[Sequence[Reading]]) -> list[tuple[Line, ...]]:
    """Return the printed lines of all recognised pages of a document.

    Sizes are told over the whole document: text, and what is set smaller (recipients, footnotes); a line is bold where
    its strokes are thicker than usual on its page.
    """
    sizes = [_smoothed(page) for page in pages]
    weighed = [
        (size, len(line.text))
        for page, own in zip(pages, sizes, strict=True)
        for line, size in zip(page, own, strict=True)
    ]
    if not weighed:
        return [() for _ in pages]
    body = _weighted_median(weighed)
    small = [size for size, _ in weighed if size < _SMALLER * body]
    smaller = median(small) if small else body
    result = []
    for page, own in zip(pages, sizes, strict=True):
        usual = _weighted_median([(line.weight, len(line.text)) for line in page])
        result.append(
            tuple(
                _line(line, (smaller if size < _SMALLER * body else body) * _LETTER_HEIGHT, usual)
                for line, size in zip(page, own, strict=True)
            )
        )
    return result


def _measured(
    picture: Picture, sheet: Sheet, line: ReadLine, page: int, marks: Sequence[tuple[RaisedMark, str]]
) -> Iterator[Reading]:
    scale = picture.scale
    for words in _parted(_without_dirt(line.words), line.size):
        left, y = sheet.back(words[0].left, line.baseline)
        right, _ = sheet.back(words[-1].right, line.baseline)
        letters = sum(len(word.text) for word in words)
        yield Reading(
            pieces=tuple(_pieces(sheet, words, y, line.size, marks)),
            page=page,
            region=sheet.region_at(words[0].top),
            x0=left / scale,
            x1=right / scale,
            y=y / scale,
            size=line.size / scale,
            weight=_thickness(sheet, words),
            confidence=sum(word.confidence * len(word.text) for word in words) / letters,
        )


def _pieces(
    sheet: Sheet, words: Sequence[ReadWord], baseline: float, size: float, marks: Sequence[tuple[RaisedMark, str]]
) -> Iterator[str | NoteMark]:
    """Yield the words of a line with the raised marks of its height put between them."""
    here = [(mark, text) for mark, text in marks if baseline - 1.2 * size < mark.bottom < baseline]
    text, begun = "", False
    for word in words:
        text += " " + word.text if begun and word.text not in _CLOSING else word.text
        begun = True
        right, _ = sheet.back(word.right, word.top)
        for mark, digits in here:
            if abs(mark.left - right) < _BEHIND * size and digits:
                yield text
                yield NoteMark(digits)
                text = ""
    if text:
        yield text


def _without_dirt(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Leave out at both ends what holds no letter or digit and is unsure, and a line of which nothing is sure."""
    if words and max(word.confidence for word in words) < _LEAST_CONFIDENCE:
        return []
    kept = list(words)
    for at in (-1, 0):
        while kept and kept[at].confidence < _SURE and not any(char.isalnum() for char in kept[at].text):
            kept.pop(at)
    return kept


def _parted(words: Sequence[ReadWord], size: float) -> Iterator[Sequence[ReadWord]]:
    start = 0
    for at, (word, following) in enumerate(pairwise(words), 1):
        if following.left - word.right > _WIDE * size:
            yield words[start:at]
            start = at
    if words:
        yield words[start:]


def _smoothed(lines: Sequence[Reading]) -> list[float]:
    """Return the size of each line, at most the median of its neighbours in its region: single lines err upwards."""
    sizes = []
    for at, line in enumerate(lines):
        near = lines[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS + 1]
        sizes.append(min(line.size, median(other.size for other in near if other.region == line.region)))
    return sizes


def _weighted_median(weighed: Sequence[tuple[float, int]]) -> float:
    """Return the median of values with weights, 0 where there are none."""
    half = sum(weight for _, weight in weighed) / 2
    for value, weight in sorted(weighed):
        half -= weight
        if half <= 0:
            return value
    return 0.0


def _thickness(sheet: Sheet, words: Sequence[ReadWord]) -> float:
    """Return how thick the strokes of words are, in pixels: twice their ink by the length of their edges."""
    box = (
        int(min(word.left for word in words)),
        int(min(word.top for word in words)),
        int(max(word.right for word in words)),
        int(max(word.bottom for word in words)),
    )
    dark = 255 - sheet.pixels[box[1] : box[3], box[0] : box[2]]
    ink = (dark > 96).astype(np.uint8)
    edge = ink - cv2.erode(ink, np.ones((3, 3), np.uint8))
    length = int(edge.sum())
    return 2 * float(dark[ink > 0].sum()) / 255 / length if length else 0.0


def _line(read: Reading, size: float, usual: float) -> Line:
    bold = read.weight > _BOLDER * usual
    return Line(read.page, read.x0, read.x1, read.y, size, read.text, read.pieces, bold, bold)
