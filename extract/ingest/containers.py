"""The documents within archives and mails, at all depths: listed by name, read one at a time, never put on disk."""

from __future__ import annotations

import hashlib
import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from extract.errors import EmptyInputError, EncryptedFileError, InputError, MissingInputError, SeveralDocumentsError
from extract.ingest.container import Allowance, damaged, too_deep
from extract.ingest.container_kind import kind_of, kind_of_bytes, opened
from extract.ingest.container_names import NameReader
from extract.model import PLAIN, Member, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extract.ingest.container import Container
    from extract.rulebook import Rulebook

SEPARATOR = "!"


@dataclass(frozen=True, slots=True)
class Found:
    """A document within a container; ``error`` says why its bytes cannot be had, else ``sha256`` is their hash."""

    member: Member
    sha256: str = ""
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file within a container that is no document of its own, and why (as in ``run.json``)."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a container holds."""

    documents: tuple[Found, ...]
    passed_over: tuple[PassedOver, ...]


def list_members(path: Path, rulebook: Rulebook, options: ReadOptions = PLAIN) -> Contents | None:
    """Return what an archive or mail holds, with all that lies within what it holds; None when it is neither.

    Args:
        path: the file.
        rulebook: the rules; group ``ingest`` says what names are Vietnamese.
        options: passwords, and how much is unpacked, one file at a time.

    Raises:
        InputError: it cannot be opened, holds nothing, or more than its limits allow.
        OSError: the file cannot be read.
    """
    with path.open("rb") as handle:
        kind = kind_of(handle, options.limits)
        if kind is None:
            return None
        listing = _Listing(NameReader(rulebook), options)
        listing.add(opened(handle, kind, options), "", ())
    return listing.contents()


def member_bytes(path: Path, member: Member, options: ReadOptions = PLAIN) -> bytes:
    """Return the bytes of a document within a container.

    Args:
        path: the container.
        member: the document, as `list_members` found it.
        options: passwords, and how much is unpacked.

    Raises:
        InputError: they cannot be had.
        OSError: the container cannot be read.
    """
    with path.open("rb") as handle:
        inner: BinaryIO = handle
        data = b""
        for index in member.place:
            kind = kind_of(inner, options.limits)
            if kind is None:
                raise damaged(f"“{path.name}”", f"“{path.name}”")
            with _as_damaged(path.name):
                data = opened(inner, kind, options).read(index)
            inner = io.BytesIO(data)
    return data


def named_member(path: Path) -> tuple[Path, str] | None:
    """Return container and name of what is written as ``inbox.zip!thu/cv.docx``, None when nothing is.

    Args:
        path: a path as it was given.
    """
    if path.exists():
        return None
    text = str(path)
    for at, letter in enumerate(text):
        container = type(path)(text[:at])
        if letter == SEPARATOR and container.is_file():
            return container, type(path)(text[at + 1 :]).as_posix()
    return None


def find_member(path: Path, name: str, rulebook: Rulebook, options: ReadOptions = PLAIN) -> Member:
    """Return a document within a container by its name.

    Raises:
        MissingInputError: there is none of this name.
        InputError: the container cannot be opened.
    """
    contents = list_members(path, rulebook, options)
    documents = contents.documents if contents else ()
    for found in documents:
        if found.member.name == name:
            if found.error:
                raise found.error
            return found.member
    named = ", ".join(found.member.name for found in documents[:10]) or "–"
    raise MissingInputError(
        f"Trong “{path.name}” không có văn bản “{name}”.",
        f"Có: {named}.",
        message_en=f"There is no document “{name}” in “{path.name}”.",
        remedy_en=f"There are: {named}.",
    )


def several_documents(name: str) -> SeveralDocumentsError:
    """Return the error for a container where one document was asked for."""
    return SeveralDocumentsError(
        f"“{name}” là tệp nén hoặc thư, chứa các văn bản chứ không phải một văn bản.",
        f"Hãy dùng lệnh “nhiemvu run”, hoặc chỉ rõ một văn bản: {name}{SEPARATOR}TÊN_TỆP.",
        message_en=f"“{name}” is an archive or a mail: it holds documents and is none itself.",
        remedy_en=f"Use the command “nhiemvu run”, or name one document: {name}{SEPARATOR}FILE_NAME.",
    )


class _Listing:
    """Gathers what a container holds; what cannot be opened within it is told beside the rest."""

    def __init__(self, names: NameReader, options: ReadOptions) -> None:
        self._names = names
        self._options = options
        self._limits = options.limits
        self._allowance = Allowance(options.limits)
        self._documents: list[Found] = []
        self._passed_over: list[PassedOver] = []

    def contents(self) -> Contents:
        """Return what was gathered.

        Raises:
            EncryptedFileError: nothing opens without a password.
            EmptyInputError: there is no document.
        """
        if not self._documents:
            raise _empty()
        errors = [found.error for found in self._documents]
        if len(errors) > 1 and all(isinstance(error, EncryptedFileError) for error in errors) and errors[0]:
            raise errors[0]
        return Contents(tuple(self._documents), tuple(self._passed_over))

    def add(self, container: Container, prefix: str, place: tuple[int, ...]) -> None:
        """Add the documents of a container and of all within it, at most as deep as the limits allow."""
        self._allowance.take(container.count(), 0)
        with _as_damaged(prefix):
            entries = list(container.entries(self._names))
        self._allowance.take(0, sum(entry.size for entry in entries if not entry.reason))
        for entry in entries:
            name = prefix + entry.name
            if entry.reason:
                self._passed_over.append(PassedOver(name, entry.reason))
            else:
                self._add_file(container, Member(name, (*place, entry.index)))

    def _add_file(self, container: Container, member: Member) -> None:
        try:
            with _as_damaged(member.name):
                data = container.read(member.place[-1])
            kind = kind_of_bytes(data, self._limits)
            if kind is None:
                self._documents.append(Found(member, hashlib.sha256(data).hexdigest()))
                return
            if len(member.place) >= self._limits.depth:
                raise too_deep(self._limits.depth)
            before = len(self._documents)
            inner = opened(io.BytesIO(data), kind, self._options)
            self.add(inner, member.name + SEPARATOR, member.place)
            if len(self._documents) == before:
                raise _empty()
        except InputError as error:
            self._documents.append(Found(member, error=error))


@contextmanager
def _as_damaged(name: str) -> Iterator[None]:
    """Turn whatever the libraries raise on hostile bytes into an error that says so."""
    try:
        yield
    except InputError:
        raise
    except Exception as cause:
        raise damaged(f"“{name}”", f"“{name}”") from cause


def _empty() -> EmptyInputError:
    return EmptyInputError(
        "Tệp nén hoặc thư không chứa văn bản nào.",
        "Hãy kiểm tra lại tệp gốc.",
        message_en="The archive or mail holds no document.",
        remedy_en="Check the original.",
    )
