"""File to source: what a file holds, as canonical text in logical paragraphs, cells and notes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.errors import (
    DamagedFileError,
    EmptyInputError,
    InputError,
    MissingInputError,
    TooLargeError,
    UnreadableEncodingError,
)
from extract.ingest.detect import PICTURES, Format, decode, detect
from extract.ingest.legacy_fonts import legacy_problem
from extract.ingest.reading_quality import rated
from extract.model import LIMITS, Limits, MoreTime, Problem, Source, no_more_time
from extract.normalize.syllables import Syllables

if TYPE_CHECKING:
    from pathlib import Path

    from extract.rulebook import Rulebook

__all__ = ["read"]

_CONTAINERS: Final = frozenset({".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".xls", ".xlsx"})
_PROMISES: Final = _CONTAINERS.union(*(format_.suffixes for format_ in Format))
_LEAST_TEXT: Final = 100  # characters below which text under the name of another format is what is left of that format


def read(path: Path, rulebook: Rulebook, *, limits: Limits = LIMITS, more_time: MoreTime = no_more_time) -> Source:
    """Read a file of any supported format; the format is told by its content.

    Args:
        path: the file.
        rulebook: the rules; group ``ingest`` says what begins a paragraph.
        limits: how large the file and what it holds may be.
        more_time: how a reader asks for time to recognise scanned pages.

    Returns:
        the source; its problems say when the name promises another format or the encoding was guessed.

    Raises:
        InputError: the file is missing, empty, damaged, encrypted, too large, of another format, or no text.
    """
    data = _bytes(path, limits)
    format_ = detect(data)
    sha256 = hashlib.sha256(data).hexdigest()
    suffix = path.suffix.lower()
    try:
        source = _read(format_, data, path.name, sha256, rulebook, limits)
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
    if source.quality is None:
        source = rated(source, Syllables.of(rulebook))
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


def _bytes(path: Path, limits: Limits) -> bytes:
    if not path.exists():
        raise MissingInputError(
            f"Không có tệp {path}.",
            "Hãy kiểm tra lại đường dẫn.",
            message_en=f"There is no file {path}.",
            remedy_en="Check the path.",
        )
    try:
        with path.open("rb") as handle:
            data = handle.read(limits.file_bytes + 1)
    except OSError as cause:
        raise InputError(
            f"Không mở được {path.name}: {cause.strerror}.",
            "Hãy kiểm tra quyền truy cập, và đây là tệp chứ không phải thư mục.",
            message_en=f"{path.name} cannot be opened: {cause.strerror}.",
            remedy_en="Check the permissions, and that it is a file and no folder.",
        ) from cause
    if len(data) > limits.file_bytes:
        raise too_large_file(limits)
    return data


def too_large_file(limits: Limits) -> TooLargeError:
    """Return the error for a file with more bytes than ``limits`` allow."""
    megabytes = f"{limits.file_bytes / 1e6:.0f} MB"
    return TooLargeError(
        f"Tệp lớn hơn {megabytes} nên không đọc.",
        "Hãy chia nhỏ tệp, hoặc quét lại với độ phân giải thấp hơn.",
        message_en=f"The file is larger than {megabytes} and was not read.",
        remedy_en="Split it, or scan it again at a lower resolution.",
    )


def _read(format_: Format, data: bytes, path: str, sha256: str, rulebook: Rulebook, limits: Limits) -> Source:
    """Hand the bytes to the reader of their format; readers are loaded when first needed."""
    if format_ is Format.DOCX:
        from extract.ingest.docx import read_docx

        return read_docx(data, path, sha256, rulebook, limits)
    if format_ is Format.PDF:
        from extract.ingest.pdf import read_pdf

        return read_pdf(data, path, sha256, rulebook)
    if format_ in PICTURES:
        from extract.ingest.picture_file import read_picture

        return read_picture(data, path, sha256, rulebook, format_.value)
    text, encodings = decode(data, rulebook)
    problems = legacy_problem(encodings)
    if format_ is Format.HTML:
        from extract.ingest.html import read_html

        return read_html(text, path, sha256, rulebook, problems)
    from extract.ingest.plain import read_plain

    return read_plain(text, path, sha256, rulebook, problems)
