"""Which files hold files: told by their bytes, and opened by their kind."""

from __future__ import annotations

import io
import zipfile
from enum import Enum
from typing import TYPE_CHECKING, Final

import olefile
import regex

from extract.ingest.container_eml import EmlContainer
from extract.ingest.container_msg import MsgContainer
from extract.ingest.container_zip import ZIP_FAULTS, ZipContainer, is_bounded

if TYPE_CHECKING:
    from typing import BinaryIO

    from extract.ingest.container import Container
    from extract.model import Limits, ReadOptions

_HEAD: Final = 8192
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS: Final = ("word/", "xl/", "ppt/")  # of Office files whose list of content types is lost
# The first lines of a mail: names of headers with values, some of which only a mail has (RFC 5322 3.6, RFC 2045 4).
_HEADERS = regex.compile(
    rb"\A(?:From [^\r\n]{1,200}\r?\n)?(?:(?!\r?\n)[!-9;-~]{1,60}:[^\r\n]*+\r?\n(?:[ \t][^\r\n]*+\r?\n)*+)+"
)
_NAME = regex.compile(rb"^([!-9;-~]{1,60}):", regex.MULTILINE)
_OF_MAIL: Final = frozenset({b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"x-mailer"})
_COMMON: Final = frozenset({b"from", b"to", b"cc", b"subject", b"date", b"content-type"})
_SAVED_PAGE = regex.compile(rb"^From: ?<Saved by", regex.MULTILINE | regex.IGNORECASE)


class Kind(Enum):
    """A kind of file that holds documents."""

    ZIP = "zip"
    EML = "eml"
    MSG = "msg"


def kind_of(handle: BinaryIO, limits: Limits) -> Kind | None:
    """Return what kind of container a file is, None when it is none (a .docx, say) or cannot be opened.

    Args:
        handle: the file; it is left at its beginning.
        limits: a directory that is larger is not looked into, and the file taken for an archive.
    """
    handle.seek(0)
    head = handle.read(_HEAD)
    try:
        if head.startswith((b"PK\3\4", b"PK\5\6")):
            return Kind.ZIP if _is_archive(handle, limits) else None
        if head.startswith(_OLE):
            return Kind.MSG if _is_outlook(handle) else None
        return Kind.EML if _is_mail(head) else None
    finally:
        handle.seek(0)


def opened(handle: BinaryIO, kind: Kind, options: ReadOptions) -> Container:
    """Open a container.

    Raises:
        InputError: it is damaged or too large.
    """
    if kind is Kind.ZIP:
        return ZipContainer(handle, options)
    limits = options.limits
    return MsgContainer(handle, limits) if kind is Kind.MSG else EmlContainer(handle, limits)


def kind_of_bytes(data: bytes, limits: Limits) -> Kind | None:
    """Return what kind of container some bytes are; see `kind_of`."""
    return kind_of(io.BytesIO(data), limits)


def _is_archive(handle: BinaryIO, limits: Limits) -> bool:
    if not is_bounded(handle, limits):
        return True
    try:
        with zipfile.ZipFile(handle) as archive:
            names = archive.namelist()
    except ZIP_FAULTS:
        return False
    slashed = [name.replace("\\", "/") for name in names]
    if "[Content_Types].xml" in slashed or "mimetype" in slashed:
        return False
    return not any(name.startswith(_PARTS) and name.endswith((".xml", ".rels")) for name in slashed)


def _is_outlook(handle: BinaryIO) -> bool:
    try:
        with olefile.OleFileIO(handle) as ole:
            return bool(ole.exists("__properties_version1.0"))
    except Exception:  # olefile meets broken files with whatever its code happens to raise
        return False


def _is_mail(head: bytes) -> bool:
    block = _HEADERS.match(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    if not block or _SAVED_PAGE.search(block[0]):
        return False
    named = {name.lower() for name in _NAME.findall(block[0])}
    return b"from" in named and bool(named & _OF_MAIL or len(named & _COMMON) >= 4)
