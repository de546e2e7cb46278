"""Pages as pictures -> pages with lines, tables and confidences, by optical character recognition (OCR)."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from extract.ingest.ocr_picture import POINTS, prepare
from extract.ingest.ocr_regions import Layout, lay_out
from extract.ingest.ocr_tesseract import OcrFailedError, ensure_tesseract, recognise
from extract.ingest.ocr_words import Reading, as_lines, readings
from extract.ingest.pdf_page import PdfPage
from extract.ingest.way_back import WayBack
from extract.model import Problem, processors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from extract.ingest.ocr_picture import Picture, Pixels
    from extract.ingest.pdf_grid import Grid
    from extract.ingest.pdf_rules import Span

RESOLUTION: Final = 200
"""Dots per inch: measured, more costs time and reads no better (200 and 300 differ by noise)."""
_UPSIDE_DOWN: Final = 0.55  # mean confidence below which a page is tried the other ways round
_MOST_NAMED: Final = 10
_STROKES: Final = frozenset("|lI!¡_-—–~'`")
_RISE: Final = 0.3  # of the size of a line: its middle lies so high above the baseline
_TURNS: Final = {2: cv2.ROTATE_180, 1: cv2.ROTATE_90_CLOCKWISE, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class Scan:
    """A page to be read: its 1-based number and its pixels at ``scale`` pixels a point (see `ocr_picture.prepare`).

    ``drawn_at`` is how many pixels a point has in which the page itself is measured, where that is no point of print:
    photos are put into files at any size. ``back`` leads from the page as it is here to the page itself.
    """

    number: int
    pixels: Pixels
    scale: float
    drawn_at: float | None = None
    back: WayBack | None = None


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page as it was read, and how sure the reading is: the mean over its letters, 0 to 1, None without letters.

    ``failure`` says why nothing was read.
    """

    page: PdfPage
    confidence: float | None
    failure: OcrFailedError | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """What is kept of a page: its pixels are not, those of some hundred pages would fill the memory."""

    number: int
    width: float
    height: float
    back: WayBack | None
    rules: tuple[Span, ...]
    grids: tuple[Grid, ...]
    readings: tuple[Reading, ...] = ()
    failure: OcrFailedError | None = None

    @property
    def confidence(self) -> float | None:
        letters = sum(len(reading.text) for reading in self.readings)
        if not letters:
            return None
        return sum(reading.confidence * len(reading.text) for reading in self.readings) / letters


def read_scans(scans: Iterable[Scan], room: Callable[[], int] = processors) -> list[ScannedPage]:
    """Read the scanned pages of one document, several at a time.

    Args:
        scans: the pages; they are asked for one by one in this thread, one of them ahead.
        room: tells, before each page, how many pages may be read at a time.

    Raises:
        OcrUnavailableError: Tesseract or its Vietnamese data is missing.
        OcrFailedError: Tesseract ended without a result on every page.
    """
    program = ensure_tesseract()
    read = _side_by_side(program, scans, room)
    failures = [page.failure for page in read if page.failure]
    if failures and len(failures) == len(read):
        raise failures[0]
    lines = as_lines([page.readings for page in read])
    return [
        ScannedPage(
            failure=page.failure,
            confidence=page.confidence,
            page=PdfPage(
                page.number,
                page.width,
                page.height,
                own,
                page.rules,
                page.grids,
                "\n".join(line.text for line in own),
                objects=1,
                recognised=True,
                back=page.back,
            ),
        )
        for page, own in zip(read, lines, strict=True)
    ]


def told(scanned: Sequence[ScannedPage]) -> list[Problem]:
    """Return what the reader of the tables should know of recognised pages."""
    problems = []
    read = [page.page.number for page in scanned if page.page.lines]
    if read:
        named = ", ".join(map(str, read)) if len(read) <= _MOST_NAMED else f"{read[0]}-{read[-1]}"
        problems.append(
            Problem(
                "info",
                "read-by-ocr",
                f"Nhận dạng chữ (OCR) từ ảnh các trang: {named}.",
                f"Read by character recognition (OCR), pages: {named}.",
                page=read[0],
            )
        )
    for page in scanned:
        number = page.page.number
        if page.failure:
            vi, en = page.failure.text("vi"), page.failure.text("en")
            problems.append(
                Problem("error", "page-not-recognised", f"Trang {number}: {vi}", f"Page {number}: {en}", page=number)
            )
        elif not page.page.lines:
            vi, en = f"Trang {number} không có chữ nào nhận ra được.", f"No text was recognised on page {number}."
            problems.append(Problem("info", "page-without-text", vi, en, page=number))
    return problems


def _side_by_side(program: str, scans: Iterable[Scan], room: Callable[[], int]) -> list[_Read]:
    pages: list[Future[_Read]] = []
    running: set[Future[_Read]] = set()
    with ThreadPoolExecutor(processors()) as pool:
        for scan in scans:
            most = room()
            while len(running) >= most:
                running = wait(running, return_when=FIRST_COMPLETED).not_done
            pages.append(pool.submit(_upright, program, scan))
            running.add(pages[-1])
    return [page.result() for page in pages]


def _upright(program: str, scan: Scan) -> _Read:
    """Read a page; where little is sure, try it turned, and keep the surest reading."""
    read = _read(program, scan)
    if read.confidence is None or read.confidence >= _UPSIDE_DOWN:
        return read
    turned = [read]
    for turns in _TURNS:
        turned.append(_read(program, _turned(scan, turns)))
        if (turned[-1].confidence or 0) >= _UPSIDE_DOWN:
            break
    return max(turned, key=lambda one: one.confidence or 0)


def _turned(scan: Scan, turns: int) -> Scan:
    """Return a page turned clockwise by quarter turns."""
    height, width = scan.pixels.shape[:2]
    points = scan.drawn_at or scan.scale
    pixels = np.asarray(cv2.rotate(scan.pixels, _TURNS[turns]), np.uint8)
    return replace(scan, pixels=pixels, back=WayBack.quarter_turns(turns, width / points, height / points))


def _read(program: str, scan: Scan) -> _Read:
    picture = prepare(scan.pixels, scan.scale)
    layout = lay_out(picture)
    rules = picture.rules.horizontal
    blank = _Read(scan.number, picture.width, picture.height, _way_back(scan, picture), rules, layout.grids)
    if layout.sheet is None:
        return blank
    try:
        found = recognise(program, layout.sheet.pixels, round(picture.scale * POINTS))
    except OcrFailedError as failure:
        return replace(blank, failure=failure)
    lines = readings(picture, layout.sheet, found, scan.number)
    return replace(blank, readings=tuple(line for line in lines if not _stray(line, layout)))


def _way_back(scan: Scan, picture: Picture) -> WayBack | None:
    """Return how the page as it was read leads back to the page itself, None where they are the same."""
    drawn_at = scan.drawn_at or scan.scale
    if scan.back is None and drawn_at == picture.scale and np.array_equal(picture.back, np.eye(3)):
        return None
    way = WayBack.of(picture.back, drawn_at, picture.scale)
    return way.then(scan.back) if scan.back else way


def _stray(line: Reading, layout: Layout) -> bool:
    """Tell whether a reading is a stroke outside of tables, and no number in one."""
    lone = line.text in _STROKES
    return lone and not any(grid.holds((line.x0 + line.x1) / 2, line.y - _RISE * line.size) for grid in layout.grids)
