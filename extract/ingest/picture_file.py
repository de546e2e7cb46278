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
from extract.ingest.ocr_paper import SHORT_SIDE
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

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
_LONG: Final = 2.2  # times the short side: no page is so long
_MOST_ENLARGED: Final = 4.0  # times: letters of fewer pixels are beyond reading
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
        DamagedFileError: it cannot be opened.
        TooLargeError: it has more pages or pixels than are read.
        OcrUnavailableError: Tesseract or its Vietnamese data is missing.
        NoTextError: there is no text on it.
    """
    scanned = read_scans(_pages(data, path, limits), partial(more_time, limits.seconds_per_scanned_page))
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


def _pages(data: bytes, path: str, limits: Limits) -> Iterator[Scan]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit on pixels is told below
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                    if number > limits.pages or frame.width * frame.height > limits.pixels:
                        raise _too_large(f"{number}, {frame.width} x {frame.height}")
                    yield _scan(number, frame)
    except Image.DecompressionBombError as cause:
        raise _too_large("1") from cause
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as cause:
        raise DamagedFileError(
            f"Không mở được ảnh {path} ({type(cause).__name__}).",
            "Hãy quét hoặc chụp lại, hoặc lưu lại ảnh bằng chương trình khác.",
            message_en=f"The picture {path} cannot be opened ({type(cause).__name__}).",
            remedy_en="Scan or take it again, or save it by another program.",
        ) from cause


def _too_large(page: str) -> TooLargeError:
    return TooLargeError(
        f"Ảnh có quá nhiều điểm ảnh hoặc quá nhiều trang (trang {page}).",
        "Hãy tách trang, hoặc quét lại ở 200-300 dpi.",
        message_en=f"The picture has too many pixels or pages (page {page}).",
        remedy_en="Split it, or scan it again at 200 to 300 dpi.",
    )


def _scan(number: int, frame: Image.Image) -> Scan:
    upright = _opaque(ImageOps.exif_transpose(frame))
    # Strips and long pictures of screens are as wide as a page.
    long = max(upright.size) > _LONG * min(upright.size)
    scale = (upright.width if long else min(upright.size)) / SHORT_SIDE
    density = scale * POINTS
    if not _DENSITIES[0] <= density <= _DENSITIES[1]:
        factor = min(RESOLUTION / density, _MOST_ENLARGED)
        size = (max(1, round(upright.width * factor)), max(1, round(upright.height * factor)))
        upright = upright.resize(size, Image.Resampling.LANCZOS)
        scale *= factor
    return Scan(number, np.asarray(upright), scale)


def _opaque(picture: Image.Image) -> Image.Image:
    """Return a picture in 256 levels of grey or in colours, on white where it is transparent."""
    if picture.mode in {"I", "I;16", "I;16B", "F"}:
        levels = np.asarray(picture, np.float32)
        depth = 255.0 if levels.max(initial=0) <= 255 else 65535.0
        return Image.fromarray(np.asarray(np.clip(levels * (255 / depth), 0, 255), np.uint8))
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")
