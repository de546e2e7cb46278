"""File to source: what a file holds, as canonical text in logical paragraphs, cells and notes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.errors import DamagedFileError, MissingInputError
from extract.ingest.detect import Format, decode, detect
from extract.model import Problem, Source

if TYPE_CHECKING:
    from pathlib import Path

    from extract.rulebook import Rulebook

__all__ = ["read"]


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
    source = _read(format_, data, str(path), sha256, rulebook)
    suffix = path.suffix.lower()
    if suffix in format_.suffixes or suffix not in _PROMISES:
        return source
    problem = Problem(
        "warning",
        "wrong-extension",
        f"Tên tệp có đuôi {suffix} nhưng nội dung là {format_.value}; đã đọc theo nội dung.",
        f"The file is named {suffix} but holds {format_.value}; it was read as what it holds.",
    )
    return replace(source, problems=(*source.problems, problem))


_PROMISES = frozenset().union(*(format_.suffixes for format_ in Format)) | {".doc", ".rtf", ".odt", ".xls", ".xlsx"}


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
        raise DamagedFileError(
            f"Không mở được {path}: {cause.strerror}.",
            "Hãy kiểm tra quyền truy cập, và đây là tệp chứ không phải thư mục.",
            message_en=f"{path} cannot be opened: {cause.strerror}.",
            remedy_en="Check the permissions, and that it is a file and no folder.",
        ) from cause


def _read(format_: Format, data: bytes, path: str, sha256: str, rulebook: Rulebook) -> Source:
    """Hand the bytes to the reader of their format; readers are loaded when first needed."""
    if format_ is Format.DOCX:
        from extract.ingest.docx import read_docx

        return read_docx(data, path, sha256)
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
    if codec != "windows-1258":
        return ()
    return (
        Problem(
            "info",
            "legacy-encoding",
            "Tệp dùng bảng mã windows-1258; đã chuyển sang Unicode.",
            "The file is in windows-1258; it was converted to Unicode.",
        ),
    )
