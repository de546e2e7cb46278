"""Tesseract as a process: pixels in, words with their places and confidences out."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import cv2
import regex
from lxml import etree

from extract.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.ingest.ocr_picture import Pixels

_LANGUAGE: Final = "vie"
_BLOCK_OF_TEXT: Final = "6"  # page segmentation mode: the sheet is one column of lines
_SECONDS: Final = 120  # a page takes one or two
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_BBOX: Final = regex.compile(rf"\bbbox ({_NUMBER}) ({_NUMBER}) ({_NUMBER}) ({_NUMBER})")
_BASELINE: Final = regex.compile(rf"\bbaseline ({_NUMBER}) ({_NUMBER})")
_SIZE: Final = regex.compile(rf"\bx_size ({_NUMBER})")
_CONFIDENCE: Final = regex.compile(rf"\bx_wconf ({_NUMBER})")


class OcrUnavailableError(InputError):
    """Tesseract or its Vietnamese data is not installed."""

    code = "ocr-unavailable"


class OcrFailedError(InputError):
    """Tesseract ended without a result."""

    code = "ocr-failed"


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A recognised word: its box in pixels and how sure Tesseract is of it, 0 to 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A recognised line; ``baseline`` is its height under the first word, ``size`` the height of its letters."""

    words: tuple[ReadWord, ...]
    baseline: float
    size: float


@cache
def ensure_tesseract() -> str:
    """Return the path of the program; asked once per process.

    Raises:
        OcrUnavailableError: it or its Vietnamese data is missing.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise _unavailable("chưa cài chương trình Tesseract", "Tesseract is not installed")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
    if _LANGUAGE.encode() not in listed.stdout.split() + listed.stderr.split():
        raise _unavailable("Tesseract chưa có dữ liệu tiếng Việt", "Tesseract lacks its Vietnamese data")
    return program


def _unavailable(cause: str, cause_en: str) -> OcrUnavailableError:
    return OcrUnavailableError(
        f"Tệp là bản quét, cần nhận dạng chữ, nhưng {cause}.",
        "Hãy cài đặt: sudo apt-get install tesseract-ocr tesseract-ocr-vie",
        message_en=f"The file is a scan that needs character recognition, but {cause_en}.",
        remedy_en="Install it: sudo apt-get install tesseract-ocr tesseract-ocr-vie",
    )


def recognise(program: str, pixels: Pixels, dots_per_inch: int) -> tuple[ReadLine, ...]:
    """Read a sheet of lines.

    Args:
        program: the path of Tesseract.
        pixels: the sheet, grey.
        dots_per_inch: its resolution.

    Returns:
        the lines from top to bottom, words with at least one character.

    Raises:
        OcrFailedError: Tesseract failed or took too long.
    """
    encoded = cv2.imencode(".pgm", pixels)[1].tobytes()
    command = [program, "-", "-", "-l", _LANGUAGE, "--dpi", str(dots_per_inch), "--psm", _BLOCK_OF_TEXT, "hocr"]
    try:
        # One thread a process: several slow each other down; pages run side by side instead.
        done = subprocess.run(  # noqa: S603
            command,
            input=encoded,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.SubprocessError, OSError) as cause:
        raise OcrFailedError(
            f"Tesseract không nhận dạng được trang ({type(cause).__name__}).",
            "Hãy thử quét lại trang ở độ phân giải 300 dpi.",
            message_en=f"Tesseract could not read the page ({type(cause).__name__}).",
            remedy_en="Scan the page again at 300 dpi.",
        ) from cause
    return tuple(_lines(done.stdout))


def _lines(hocr: bytes) -> Iterator[ReadLine]:
    root = etree.fromstring(hocr, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    for element in root.iter(_XHTML + "span"):
        if element.get("class") in {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}:
            title = element.get("title") or ""
            box, baseline, size = _BBOX.search(title), _BASELINE.search(title), _SIZE.search(title)
            words = tuple(_words(element))
            if box and size and words:
                offset = float(baseline[2]) if baseline else 0.0
                yield ReadLine(words, float(box[4]) + offset, float(size[1]))


def _words(line: etree._Element) -> Iterator[ReadWord]:
    for element in line.iter(_XHTML + "span"):
        if element.get("class") != "ocrx_word":
            continue
        title = element.get("title") or ""
        box, confidence = _BBOX.search(title), _CONFIDENCE.search(title)
        text = "".join(map(str, element.itertext())).strip()
        if box and text:
            left, top, right, bottom = (float(value) for value in box.groups())
            yield ReadWord(text, left, top, right, bottom, float(confidence[1]) / 100 if confidence else 0.0)
