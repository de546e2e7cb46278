"""PDF -> `Source`: paragraphs, cells, notes and furniture, each with its page.

Pages are read through their text layer; those that have none, or one that says nonsense, by character recognition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from extract.errors import DamagedFileError, EmptyInputError, NoTextError, TooLargeError
from extract.ingest.container import locked
from extract.ingest.legacy_fonts import LegacyFonts, legacy_problem
from extract.ingest.paged import compose
from extract.ingest.pdf_page import PdfPage, read_page
from extract.ingest.reading_quality import nonsense, rated
from extract.model import PLAIN, Problem, Source, no_more_time
from extract.normalize.syllables import Syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.ingest.ocr import ScannedPage
    from extract.model import MoreTime, ReadOptions
    from extract.rulebook import Rulebook

MEDIA_TYPE: Final = "application/pdf"


def read_pdf(
    data: bytes,
    path: str,
    sha256: str,
    rulebook: Rulebook,
    options: ReadOptions = PLAIN,
    more_time: MoreTime = no_more_time,
) -> Source:
    """Read a PDF.

    pdfium is not safe for threads: call this from one thread of a process at a time.

    Args:
        data: the bytes of the file.
        path: the path to record.
        sha256: the hash of the bytes to record.
        rulebook: the rules; group ``scans`` says what recognition misreads.
        options: passwords, tried one after the other where one is needed, and limits.
        more_time: is asked for the time that pictures of pages take.

    Returns:
        the source; its problems name pages that were recognised (``read-by-ocr``), that could not be opened
        (``page-unreadable``) or recognised (``page-not-recognised``).

    Raises:
        EmptyInputError: there are no bytes.
        EncryptedFileError: a password is needed.
        DamagedFileError: this is no PDF that can be opened, or it has no page.
        OcrUnavailableError: all pages are pictures, and Tesseract or its Vietnamese data is missing.
        NoTextError: there is no text on any page.
        TooLargeError: it has more pages than are read.
    """
    document = _open(data, path, options.passwords)
    try:
        if len(document) > options.limits.pages:
            raise _too_many_pages(len(document), options.limits.pages)
        return _Reading(document, path, rulebook).source(sha256, options, more_time)
    finally:
        document.close()


class _Reading:
    """One open PDF on its way to its source."""

    def __init__(self, document: Any, path: str, rulebook: Rulebook) -> None:
        self._document = document
        self._path = path
        self._rulebook = rulebook
        self._syllables = Syllables.of(rulebook)

    def source(self, sha256: str, options: ReadOptions, more_time: MoreTime) -> Source:
        """Return what the pages say."""
        fonts = LegacyFonts(self._rulebook)
        pages, problems = _read_pages(self._document, self._path, fonts)
        problems += legacy_problem(fonts.converted)
        sound = {page.number for page in pages if page.lines and not nonsense(page.text, self._syllables)}
        pictures = [page.number for page in pages if page.number not in sound and page.objects]
        scanned: Sequence[ScannedPage] = ()
        if pictures:
            from extract.ingest.pdf_pictures import recognised  # loads what most documents never need

            alone = not sound
            scanned, found = recognised(
                self._document, pictures, alone=alone, limits=options.limits, more_time=more_time
            )
            problems += found
        return self._composed(pages, scanned, problems, sha256)

    def _composed(
        self, pages: list[PdfPage], scanned: Sequence[ScannedPage], problems: list[Problem], sha256: str
    ) -> Source:
        seen = {page.page.number: page.page for page in scanned}
        pages = [seen.get(page.number, page) for page in pages]
        if not any(page.lines for page in pages):
            raise NoTextError(
                f"Không trang nào của tệp PDF {self._path} có chữ.",
                "Hãy kiểm tra lại bản quét hoặc dùng tệp gốc.",
                message_en=f"No page of the PDF {self._path} has any text.",
                remedy_en="Check the scan, or use the original file.",
            )
        method = "pdf-text" if not seen else "ocr" if len(seen) == len(pages) else "pdf-text+ocr"
        repairs = None
        if seen:
            from extract.ingest.ocr_repairs import Repairs

            repairs = Repairs(self._rulebook)
        source = compose(pages, self._path, sha256, MEDIA_TYPE, method, problems, repairs=repairs)
        sure = {page.page.number: page.confidence for page in scanned if page.confidence is not None}
        return rated(source, self._syllables, sure)


def _too_many_pages(pages: int, most: int) -> TooLargeError:
    return TooLargeError(
        f"Tệp PDF có {pages} trang, nhiều hơn {most} trang được đọc.",
        "Hãy tách tệp rồi chạy lại.",
        message_en=f"The PDF has {pages} pages, more than the {most} that are read.",
        remedy_en="Split it and run again.",
    )


def _read_pages(document: Any, path: str, fonts: LegacyFonts) -> tuple[list[PdfPage], list[Problem]]:
    pages: list[PdfPage] = []
    problems: list[Problem] = []
    for number in range(1, len(document) + 1):
        handle = pdfium.FPDF_LoadPage(document.raw, number - 1)
        if not handle:
            pages.append(PdfPage(number, 0, 0))
            problems.append(
                Problem(
                    "error",
                    "page-unreadable",
                    f"Không mở được trang {number}.",
                    f"Page {number} cannot be opened.",
                    page=number,
                )
            )
            continue
        try:
            pages.append(read_page(handle, number, fonts))
        finally:
            pdfium.FPDF_ClosePage(handle)
    if not pages or len(problems) == len(pages):
        raise _damaged(path)
    return pages, problems


def _open(data: bytes, path: str, passwords: Sequence[str]) -> Any:
    if not data:
        raise EmptyInputError(f"Tệp {path} rỗng.", message_en=f"The file {path} is empty.")
    for password in (None, *passwords):
        try:
            return pdfium2.PdfDocument(data, password=password)
        except pdfium2.PdfiumError as cause:
            if getattr(cause, "err_code", None) != pdfium.FPDF_ERR_PASSWORD:
                raise _damaged(path) from cause
    raise locked(bool(passwords))


def _damaged(path: str) -> DamagedFileError:
    return DamagedFileError(
        f"Tệp PDF {path} bị hỏng, không mở được.",
        "Hãy lấy lại tệp từ nguồn.",
        message_en=f"The PDF {path} is damaged and cannot be opened.",
        remedy_en="Fetch the file from its source again.",
    )
