"""File to source: what a file holds, as canonical text in logical paragraphs, cells and notes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.errors import DamagedFileError, EmptyInputError, InputError, MissingInputError, UnreadableEncodingError
from extract.ingest.detect import Format, decode, detect
from extract.model import Problem, Source

if TYPE_CHECKING:
    from pathlib import Path

    from extract.rulebook import Rulebook

__all__ = ["read"]

_CONTAINERS: Final = frozenset({".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".xls", ".xlsx"})
_PROMISES: Final = _CONTAINERS.union(*(format_.suffixes for format_ in Format))
_LEAST_TEXT: Final = 100  # characters below which text under the name of another format is what is left of that format


def read(path: Path, rulebook: Rulebook) -> Source:
    """Read a file of any supported format; the format is told by its content.

    Args:
        path: the file.
        rulebook: the rules; group ``ingest`` says what begins a paragraph.

    Returns:
        the source; its problems say when the name promises another format or the encoding was guessed.

    Raises:
        InputError: the file is missing, empty, damaged, encrypted, of another format, or not readable as text.
    """
    data = _bytes(path)
    format_ = detect(data)
    sha256 = hashlib.sha256(data).hexdigest()
    suffix = path.suffix.lower()
    try:
        source = _read(format_, data, path.name, sha256, rulebook)
    except UnreadableEncodingError as cause:
        if suffix not in _CONTAINERS:
            raise
        raise _damaged(suffix) from cause
    if format_ is Format.TEXT and suffix in _CONTAINERS and len(source.text) < _LEAST_TEXT:
        raise _damaged(suffix)
    if not source.blocks:
        raise EmptyInputError(
            "Tệp không có chữ nào.",
            "Hãy kiểm tra lại nội dung tệp.",
            message_en="There are no words in the file.",
            remedy_en="Check what the file holds.",
        )
    if suffix in format_.suffixes or suffix not in _PROMISES:
        return source
    problem = Problem(
        "warning",
        "wrong-extension",
        f"Tên tệp có đuôi {suffix} nhưng nội dung là {format_.value}; đã đọc theo nội dung.",
        f"The file is named {suffix} but holds {format_.value}; it was read as what it holds.",
    )
    return replace(source, problems=(*source.problems, problem))


def _damaged(suffix: str) -> DamagedFileError:
    return DamagedFileError(
        f"Tệp có đuôi {suffix} nhưng nội dung không phải là {suffix} và cũng không phải văn bản.",
        "Hãy tải hoặc sao chép lại tệp.",
        message_en=f"The file is named {suffix} but is none, nor is it text.",
        remedy_en="Download or copy the file again.",
    )


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise MissingInputError(
            f"Không có tệp {path}.",
            "Hãy kiểm tra lại đường dẫn.",
            message_en=f"There is no file {path}.",
            remedy_en="Check the path.",
        )
    try:
        return path.read_bytes()
    except OSError as cause:
        raise InputError(
            f"Không mở được {path.name}: {cause.strerror}.",
            "Hãy kiểm tra quyền truy cập, và đây là tệp chứ không phải thư mục.",
            message_en=f"{path.name} cannot be opened: {cause.strerror}.",
            remedy_en="Check the permissions, and that it is a file and no folder.",
        ) from cause


def _read(format_: Format, data: bytes, path: str, sha256: str, rulebook: Rulebook) -> Source:
    """Hand the bytes to the reader of their format; readers are loaded when first needed."""
    if format_ is Format.DOCX:
        from extract.ingest.docx import read_docx

        return read_docx(data, path, sha256)
    if format_ is Format.DOC:
        from extract.ingest.doc import read_doc

        return read_doc(data, path, sha256)
    if format_ in (Format.XLSX, Format.XLS):
        from extract.ingest.sheet import read_sheet

        return read_sheet(data, path, sha256)
    if format_ is Format.PDF:
        from extract.ingest.pdf import read_pdf

        return read_pdf(data, path, sha256)
    text, codec = decode(data)
    problems = _encoding_problems(codec)
    if format_ is Format.HTML:
        from extract.ingest.html import read_html

        return read_html(text, path, sha256, rulebook, problems)
    from extract.ingest.plain import read_plain

    return read_plain(text, path, sha256, rulebook, problems)


def _encoding_problems(codec: str) -> tuple[Problem, ...]:
    if codec != "cp1258":
        return ()
    return (
        Problem(
            "info",
            "legacy-encoding",
            "Tệp dùng bảng mã windows-1258; đã chuyển sang Unicode.",
            "The file is in windows-1258; it was converted to Unicode.",
        ),
    )
