"""PDF with a text layer -> `Source`: paragraphs, cells, notes and furniture, each with its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from extract.errors import DamagedFileError, EmptyInputError, NoTextError
from extract.ingest.container import locked
from extract.ingest.pdf_compose import Composer
from extract.ingest.pdf_page import PdfPage, read_page
from extract.ingest.pdf_quality import garbled
from extract.model import Problem, Source
from extract.text import TextBuilder

if TYPE_CHECKING:
    from collections.abc import Sequence

MEDIA_TYPE: Final = "application/pdf"


def read_pdf(data: bytes, path: str, sha256: str, passwords: Sequence[str] = ()) -> Source:
    """Read a PDF through its text layer.

    pdfium is not safe for threads: call this from one thread of a process at a time.

    Args:
        data: the bytes of the file.
        path: the path to record.
        sha256: the hash of the bytes to record.
        passwords: tried one after the other where one is needed.

    Returns:
        the source; its problems name pages without text (``page-without-text``), pages that cannot be opened
        (``page-unreadable``), and pages whose text layer is nonsense (``garbled-text-layer``).

    Raises:
        EmptyInputError: there are no bytes.
        EncryptedFileError: a password is needed.
        DamagedFileError: this is no PDF that can be opened, or it has no page.
        NoTextError: no page has text, or all text is nonsense.
    """
    pages, problems = _read_pages(data, path, passwords)
    if not any(page.lines for page in pages):
        raise NoTextError(
            f"Tệp PDF {path} là bản quét: không trang nào có lớp chữ.",
            "Bản quét cần nhận dạng chữ (OCR), bản này chưa làm được: hãy tạo lớp chữ hoặc dùng tệp gốc.",
            message_en=f"The PDF {path} is a scan: no page has a text layer.",
            remedy_en="Scans need OCR, which this version does not read yet: add a text layer, or use the original.",
        )
    problems += _quality_problems(pages, path)
    builder = TextBuilder()
    for draft in Composer(pages).drafts():
        draft.write(builder)
    return Source(
        path=path,
        sha256=sha256,
        media_type=MEDIA_TYPE,
        read_method="pdf-text",
        text=builder.text,
        blocks=tuple(builder.blocks),
        page_count=len(pages),
        note_references=tuple(builder.note_references),
        offsets=builder.offsets,
        problems=tuple(problems),
    )


def _read_pages(data: bytes, path: str, passwords: Sequence[str]) -> tuple[list[PdfPage], list[Problem]]:
    document = _open(data, path, passwords)
    pages: list[PdfPage] = []
    problems: list[Problem] = []
    try:
        for number in range(1, len(document) + 1):
            handle = pdfium.FPDF_LoadPage(document.raw, number - 1)
            if not handle:
                pages.append(PdfPage(number, 0, 0))
                problems.append(_page_problem("page-unreadable", number))
                continue
            try:
                pages.append(read_page(handle, number))
            finally:
                pdfium.FPDF_ClosePage(handle)
    finally:
        document.close()
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


_PAGE_PROBLEMS: Final = {
    "page-unreadable": ("Không mở được trang {0}.", "Page {0} cannot be opened."),
    "page-without-text": (
        "Trang {0} không có lớp chữ (ảnh quét?), nội dung trang này không được đọc.",
        "Page {0} has no text layer (a scan?): what it says is not read.",
    ),
    "garbled-text-layer": (
        "Lớp chữ của trang {0} bị hỏng (phông thiếu bảng mã), nội dung trang này không đáng tin.",
        "The text layer of page {0} is garbled (a font without a code table): do not trust what was read from it.",
    ),
}


def _page_problem(code: str, number: int) -> Problem:
    message, message_en = _PAGE_PROBLEMS[code]
    return Problem("warning", code, message.format(number), message_en.format(number), page=number)


def _quality_problems(pages: Sequence[PdfPage], path: str) -> list[Problem]:
    """Return what is wrong with the text layers of pages.

    Raises:
        NoTextError: all pages with text are garbled.
    """
    bad = {page.number for page in pages if garbled(page.text)}
    if bad and all(page.number in bad or not page.lines for page in pages):
        raise NoTextError(
            f"Lớp chữ của tệp PDF {path} bị hỏng ở mọi trang (phông thiếu bảng mã): chữ đọc ra vô nghĩa.",
            "Hãy dùng tệp gốc (Word) hoặc tạo lại lớp chữ bằng một chương trình OCR.",
            message_en=f"The text layer of the PDF {path} is garbled on every page (fonts without a code table).",
            remedy_en="Use the original (Word) file, or make the text layer anew with an OCR program.",
        )
    problems = []
    for page in pages:
        if page.number in bad:
            problems.append(_page_problem("garbled-text-layer", page.number))
        elif not page.lines and page.objects:
            problems.append(_page_problem("page-without-text", page.number))
    return problems
