"""Pictures of directives (scans and photos as .png, .jpg, .tif, .webp, .bmp) -> `Source`, by character recognition."""

from __future__ import annotations

import io
import warnings
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extract.errors import DamagedFileError, NoTextError, TooLargeError
from extract.ingest.ocr import RESOLUTION, Scan, read_scans, told
from extract.ingest.ocr_picture import POINTS
from extract.ingest.ocr_repairs import Repairs
from extract.ingest.paged import compose
from extract.ingest.reading_quality import rated
from extract.model import LIMITS, Limits, no_more_time
from extract.normalize.syllables import Syllables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.model import MoreTime, Source
    from extract.rulebook import Rulebook

_SHORT_SIDE: Final = 595.0  # in points: pictures are taken for pages of A4
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
_DENSITIES: Final = (150.0, 300.0)  # dots per inch between which a picture is read as it is


def read_picture(
    data: bytes,
    path: str,
    sha256: str,
    rulebook: Rulebook,
    media_type: str,
    limits: Limits = LIMITS,
    more_time: MoreTime = no_more_time,
) -> Source:
    """Read a picture, or all pages of one that holds several (TIFF).

    Args:
        data: the bytes of the file.
        path: the path to record.
        sha256: the hash of the bytes to record.
        rulebook: the rules; group ``scans`` says what recognition misreads.
        media_type: of the file.
        limits: how many pages, of how many pixels, are read.
        more_time: is asked for the time that each page takes.

    Raises:
        DamagedFileError: it cannot be opened, or is larger than any page.
        OcrUnavailableError: Tesseract or its Vietnamese data is missing.
        NoTextError: there is no text on it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                scanned = read_scans(_pages(image, limits), partial(more_time, limits.seconds_per_scanned_page))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as cause:
        raise DamagedFileError(
            f"Không mở được ảnh {path} ({type(cause).__name__}).",
            "Hãy quét hoặc chụp lại, hoặc lưu lại ảnh bằng chương trình khác.",
            message_en=f"The picture {path} cannot be opened ({type(cause).__name__}).",
            remedy_en="Scan or take it again, or save it by another program.",
        ) from cause
    if not any(page.page.lines for page in scanned):
        raise NoTextError(
            f"Không nhận ra chữ nào trong ảnh {path}.",
            "Hãy quét lại ở độ phân giải 200-300 dpi, trang thẳng và đủ sáng.",
            message_en=f"No text was recognised in the picture {path}.",
            remedy_en="Scan it again at 200 to 300 dpi, straight and well lit.",
        )
    pages = [page.page for page in scanned]
    source = compose(pages, path, sha256, media_type, "ocr", told(scanned), repairs=Repairs(rulebook))
    sure = {page.page.number: page.confidence for page in scanned if page.confidence is not None}
    return rated(source, Syllables.of(rulebook), sure)


def _pages(image: Image.Image, limits: Limits) -> Iterator[Scan]:
    for number, frame in enumerate(ImageSequence.Iterator(image), 1):
        if number > limits.pages or frame.width * frame.height > limits.pixels:
            raise TooLargeError(
                f"Ảnh quá lớn: trang {number}, {frame.width} x {frame.height} điểm ảnh.",
                "Hãy tách trang, hoặc quét lại ở 200-300 dpi.",
                message_en=f"The picture is too large: page {number}, {frame.width} x {frame.height} pixels.",
                remedy_en="Split it, or scan it again at 200 to 300 dpi.",
            )
        upright = ImageOps.exif_transpose(frame)
        grey = upright.mode in {"1", "L", "I", "I;16", "F"}
        upright = upright.convert("L" if grey else "RGB")
        scale = min(upright.width, upright.height) / _SHORT_SIDE
        density = scale * POINTS
        if not _DENSITIES[0] <= density <= _DENSITIES[1]:
            factor = RESOLUTION / density
            size = (max(1, round(upright.width * factor)), max(1, round(upright.height * factor)))
            upright = upright.resize(size, Image.Resampling.LANCZOS)
            scale = min(size) / _SHORT_SIDE
        yield Scan(number, np.asarray(upright), scale)
