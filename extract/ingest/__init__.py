"""File to source: what a file holds, as canonical text in logical paragraphs, cells and notes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from extract.errors import DamagedFileError, EmptyInputError, InputError, MissingInputError, UnreadableEncodingError
from extract.ingest.classified import checked
from extract.ingest.container import USUAL
from extract.ingest.container_kind import kind_of_bytes
from extract.ingest.containers import SEPARATOR, find_member, member_bytes, named_member, several_documents
from extract.ingest.detect import Format, decode, detect
from extract.ingest.unlocking import unlocked
from extract.model import PLAIN, Problem, Source

if TYPE_CHECKING:
    from pathlib import Path

    from extract.model import Member, ReadOptions
    from extract.rulebook import Rulebook

__all__ = ["read"]

_CONTAINERS: Final = frozenset({".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".xls", ".xlsx"})
_PROMISES: Final = _CONTAINERS.union(*(format_.suffixes for format_ in Format))
_LEAST_TEXT: Final = 100  # characters below which text under the name of another format is what is left of that format


def read(path: Path, rulebook: Rulebook, *, member: Member | None = None, options: ReadOptions = PLAIN) -> Source:
    """Read a file of any supported format; the format is told by its content.

    Args:
        path: the file; ``inbox.zip!cv.docx`` names a document within an archive or mail.
        rulebook: the rules; group ``ingest`` says what begins a paragraph, and what marks a state secret.
        member: the document within ``path``, as `extract.ingest.containers.list_members` found it.
        options: passwords, and whether documents that are classified are read.

    Returns:
        the source; its problems say when the name promises another format or the encoding was guessed.

    Raises:
        InputError: the file is missing, empty, damaged, encrypted, classified, of another format, an archive or mail
            that holds documents, or not readable as text.
    """
    named = None if member else named_member(path)
    if named:
        path, member = named[0], find_member(*named, rulebook, options)
    data = _bytes(path, member, options)
    sha256 = hashlib.sha256(data).hexdigest()
    name = f"{path.name}{SEPARATOR}{member.name}" if member else path.name
    if kind_of_bytes(data, USUAL):
        raise several_documents(name)
    source = _told(unlocked(data, options.passwords), name, sha256, rulebook, options)
    return checked(source, rulebook, options)


def _told(data: bytes, name: str, sha256: str, rulebook: Rulebook, options: ReadOptions) -> Source:
    """Read the bytes of a document as what they are, with a problem where its name promises another format."""
    format_ = detect(data)
    suffix = PurePosixPath(name).suffix.lower()
    try:
        source = _read(format_, data, name, sha256, rulebook, options)
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


def _bytes(path: Path, member: Member | None, options: ReadOptions) -> bytes:
    if not path.exists():
        raise MissingInputError(
            f"Không có tệp {path}.",
            "Hãy kiểm tra lại đường dẫn.",
            message_en=f"There is no file {path}.",
            remedy_en="Check the path.",
        )
    try:
        return member_bytes(path, member, options) if member else path.read_bytes()
    except OSError as cause:
        raise InputError(
            f"Không mở được {path.name}: {cause.strerror}.",
            "Hãy kiểm tra quyền truy cập, và đây là tệp chứ không phải thư mục.",
            message_en=f"{path.name} cannot be opened: {cause.strerror}.",
            remedy_en="Check the permissions, and that it is a file and no folder.",
        ) from cause


def _read(format_: Format, data: bytes, path: str, sha256: str, rulebook: Rulebook, options: ReadOptions) -> Source:
    """Hand the bytes to the reader of their format; readers are loaded when first needed."""
    if format_ is Format.DOCX:
        from extract.ingest.docx import read_docx

        return read_docx(data, path, sha256)
    if format_ is Format.PDF:
        from extract.ingest.pdf import read_pdf

        return read_pdf(data, path, sha256, options.passwords)
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
