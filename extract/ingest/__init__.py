"""File to source: what a file holds, as canonical text in logical paragraphs, cells and notes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from extract.errors import (
    DamagedFileError,
    EmptyInputError,
    InputError,
    MissingInputError,
    TooLargeError,
    UnreadableEncodingError,
)
from extract.ingest.classified import checked
from extract.ingest.container_kind import kind_of_bytes
from extract.ingest.containers import SEPARATOR, find_member, member_bytes, named_member, several_documents
from extract.ingest.detect import Format, detect
from extract.ingest.readers import Given, read_as
from extract.ingest.reading_quality import rated
from extract.ingest.unlocking import unlocked
from extract.model import PLAIN, Limits, MoreTime, Problem, Source, no_more_time
from extract.normalize.syllables import Syllables

if TYPE_CHECKING:
    from pathlib import Path

    from extract.model import Member, ReadOptions
    from extract.rulebook import Rulebook

__all__ = ["read"]

_CONTAINERS: Final = frozenset({".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".xls", ".xlsx"})
_PROMISES: Final = _CONTAINERS.union(*(format_.suffixes for format_ in Format))
_LEAST_TEXT: Final = 100  # characters below which text under the name of another format is what is left of that format


def read(
    path: Path,
    rulebook: Rulebook,
    *,
    member: Member | None = None,
    options: ReadOptions = PLAIN,
    more_time: MoreTime = no_more_time,
) -> Source:
    """Read a file of any supported format; the format is told by its content.

    Args:
        path: the file; ``inbox.zip!cv.docx`` names a document within an archive or mail.
        rulebook: the rules; group ``ingest`` says what begins a paragraph, and what marks a state secret.
        member: the document within ``path``, as `extract.ingest.containers.list_members` found it.
        options: passwords, limits, and whether documents that are classified are read.
        more_time: how a reader asks for time to recognise scanned pages.

    Returns:
        the source; its problems say when the name promises another format or the encoding was guessed.

    Raises:
        InputError: the file is missing, empty, damaged, encrypted, classified, too large, of another format, an archive
            or mail that holds documents, or not readable as text.
    """
    named = None if member else named_member(path)
    if named:
        path, member = named[0], find_member(*named, rulebook, options)
    data = _bytes(path, member, options)
    sha256 = hashlib.sha256(data).hexdigest()
    name = f"{path.name}{SEPARATOR}{member.name}" if member else path.name
    if kind_of_bytes(data, options.limits):
        raise several_documents(name)
    plain = unlocked(data, options.passwords)
    source = _told(Given(plain, name, sha256, rulebook, options, more_time))
    return checked(source, rulebook, options)


def _told(given: Given) -> Source:
    """Read the bytes of a document as what they are, with a problem where its name promises another format."""
    format_ = detect(given.data)
    suffix = PurePosixPath(given.name).suffix.lower()
    try:
        source = read_as(format_, given)
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
        source = rated(source, Syllables.of(given.rulebook))
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
        if member:
            return member_bytes(path, member, options)
        with path.open("rb") as handle:
            data = handle.read(options.limits.file_bytes + 1)
    except OSError as cause:
        raise InputError(
            f"Không mở được {path.name}: {cause.strerror}.",
            "Hãy kiểm tra quyền truy cập, và đây là tệp chứ không phải thư mục.",
            message_en=f"{path.name} cannot be opened: {cause.strerror}.",
            remedy_en="Check the permissions, and that it is a file and no folder.",
        ) from cause
    if len(data) > options.limits.file_bytes:
        raise too_large_file(options.limits)
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
