"""Pages of a PDF that are pictures: rendered and recognised."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pypdfium2 as pdfium2

from extract.ingest.ocr import RESOLUTION, Scan, read_scans, told
from extract.ingest.ocr_paper import SHORT_SIDE
from extract.ingest.ocr_picture import POINTS
from extract.ingest.ocr_tesseract import OcrUnavailableError
from extract.model import LIMITS, Limits, Problem, no_more_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.ocr import ScannedPage
    from extract.model import MoreTime

_PAGES: Final = (290.0, 900.0)  # in points: the short side of A6 and, with something to spare, of A3


def recognised(
    document: Any, numbers: Sequence[int], *, alone: bool, limits: Limits = LIMITS, more_time: MoreTime = no_more_time
) -> tuple[Sequence[ScannedPage], list[Problem]]:
    """Read pages of an open PDF by character recognition.

    Args:
        document: the open document.
        numbers: the 1-based numbers of its pages that are pictures.
        alone: whether no other page has text.
        limits: pages are drawn with no more pixels: posters and broken page sizes would fill the memory.
        more_time: is asked for the time that each page takes.

    Returns:
        the pages that were read, and what the reader of the tables should know.

    Raises:
        OcrUnavailableError: Tesseract or its Vietnamese data is missing and no other page has text.
    """
    try:
        scanned = read_scans(
            _rendered(document, numbers, limits.pixels), partial(more_time, limits.seconds_per_scanned_page)
        )
    except OcrUnavailableError as cause:
        if alone:
            raise
        return (), [_unread(number, cause) for number in numbers]
    return scanned, told(scanned)


def _rendered(document: Any, numbers: Sequence[int], most: int) -> Iterator[Scan]:
    for number in numbers:
        page: pdfium2.PdfPage = document[number - 1]
        try:
            width, height = page.get_size()
            density, drawn_at = _densities(width, height, most)
            pixels = page.render(scale=drawn_at, rev_byteorder=True).to_numpy()
            page_pixels = np.ascontiguousarray(pixels[..., :3] if pixels.ndim == 3 else pixels)
            yield Scan(number, page_pixels, density, drawn_at)
        finally:
            page.close()


def _densities(width: float, height: float, most: int) -> tuple[float, float]:
    """Return how many pixels a point of print has, and a point in which the page is measured.

    Photos are put into pages a metre wide, or as small as a stamp: what is no page of A3 to A6 is taken for one of A4.
    """
    short = max(min(width, height), 1.0)
    usual = _PAGES[0] <= short <= _PAGES[1]
    zoom = 1.0 if usual else SHORT_SIDE / short
    density = min(RESOLUTION / POINTS, (most / max(width * height, 1)) ** 0.5 / zoom)
    return density, density * zoom


def _unread(number: int, cause: OcrUnavailableError) -> Problem:
    return Problem(
        "error",
        "page-not-recognised",
        f"Trang {number} là ảnh, chưa đọc được. {cause.text('vi')}",
        f"Page {number} is a picture and was not read. {cause.text('en')}",
        page=number,
    )
