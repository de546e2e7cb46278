"""ZIP archives (PKWARE APPNOTE 6.3): their files by name, unpacked one at a time into memory."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final

from extract.ingest.container import (
    Entry,
    damaged,
    locked,
    strongly_locked,
    too_large,
    too_many,
    unknown_method,
)
from extract.ingest.container_names import distinct, reason_to_pass_over, safe_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.errors import DamagedFileError
    from extract.ingest.container_names import NameReader
    from extract.model import Limits, ReadOptions

_UNICODE_PATH: Final = 0x7075  # APPNOTE 4.6.9
_UTF8: Final = 1 << 11  # APPNOTE 4.4.4, bit 11
_ENCRYPTED: Final = 1
_STRONG: Final = 1 << 6
_AES: Final = 99
# LZMA is left out: an entry may ask for a dictionary of 4 GB before its first byte is unpacked.
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_LONGEST_RECORD: Final = 4096  # of an honest one, its name and extra fields included
_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")  # APPNOTE 4.3.15
_IN_ZIP64: Final = 0xFFFFFFFF
ZIP_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    struct.error,
)


class ZipContainer:
    """An opened archive.

    Args:
        handle: its bytes.
        options: passwords.

    Raises:
        DamagedFileError: it cannot be opened.
        TooLargeError: its directory alone is too large.
    """

    def __init__(self, handle: BinaryIO, options: ReadOptions) -> None:
        limits = options.limits
        if not is_bounded(handle, limits):
            raise too_many(limits.entries)
        try:
            self._archive = zipfile.ZipFile(handle)
        except ZIP_FAULTS as cause:
            raise _damaged_archive() from cause
        self._passwords = options.passwords
        self._limits = limits

    def count(self) -> int:
        """Return how many entries there are, folders included."""
        return len(self._archive.infolist())

    def entries(self, names: NameReader) -> Iterator[Entry]:
        """Yield the files in the order of their names."""
        taken: dict[str, int] = {}
        found = []
        for index, info in enumerate(self._archive.infolist()):
            name = safe_name(_name(info, names))
            if info.is_dir() or (not name and not info.file_size):
                continue
            found.append(Entry(index, distinct(name or "file.bin", taken), info.file_size, _reason(info, name)))
        yield from sorted(found, key=lambda entry: entry.name)

    def read(self, index: int) -> bytes:
        """Return the bytes of an entry; see `Container.read`."""
        info = self._archive.infolist()[index]
        if info.compress_type == _AES or info.flag_bits & _STRONG:
            raise strongly_locked()
        if info.compress_type not in _METHODS:
            raise unknown_method(info.compress_type)
        limits = self._limits
        if info.file_size > limits.file_bytes:
            raise too_large(limits.file_bytes)
        if limits.expands(info.compress_size, info.file_size):
            raise too_large(min(limits.unpacked_bytes, int(info.compress_size * limits.expansion)))
        if info.flag_bits & _ENCRYPTED:
            return self._decrypted(info)
        try:
            return self._archive.read(info)  # no more than it declares: zipfile stops there
        except ZIP_FAULTS as cause:
            raise damaged("Tệp trong tệp nén", "The file in the archive") from cause

    def _decrypted(self, info: zipfile.ZipInfo) -> bytes:
        for password in self._passwords:
            try:
                return self._archive.read(info, password.encode())
            except ZIP_FAULTS:  # a wrong password; one of 256 is only known by the nonsense that comes out
                continue
        raise locked(bool(self._passwords))


def is_bounded(handle: BinaryIO, limits: Limits) -> bool:
    """Tell whether the directory of an archive, which is read whole, can be that of so many files as may be."""
    return _directory_size(handle) <= limits.entries * _LONGEST_RECORD


def _damaged_archive() -> DamagedFileError:
    return damaged("Tệp nén", "The archive")


def _directory_size(handle: BinaryIO) -> int:
    """Return how many bytes the directory takes that zipfile would read whole; 0 when its end is not found."""
    size = handle.seek(0, io.SEEK_END)
    handle.seek(max(size - (1 << 16) - _END.size, 0))
    tail = handle.read()
    at = tail.rfind(b"PK\5\6")
    handle.seek(0)
    if at < 0 or len(tail) - at < _END.size:
        return 0
    declared = int(_END.unpack_from(tail, at)[5])
    if declared == _IN_ZIP64 and at >= _LOCATOR.size:
        signature, _, place, _ = _LOCATOR.unpack_from(tail, at - _LOCATOR.size)
        if signature == b"PK\6\7" and place < size:
            handle.seek(place + 40)  # APPNOTE 4.3.14: the size of the directory
            declared = int.from_bytes(handle.read(8), "little")
            handle.seek(0)
    return min(declared, size)


def _reason(info: zipfile.ZipInfo, name: str) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "linked-file"
    return next(filter(None, map(reason_to_pass_over, name.split("/"))), "")


def _name(info: zipfile.ZipInfo, names: NameReader) -> str:
    """Return the name of an entry: what is told to be UTF-8 is, all else is looked at."""
    raw = info.orig_filename
    if info.flag_bits & _UTF8:
        return raw
    try:
        data = raw.encode("cp437")
    except UnicodeEncodeError:
        return raw
    return _unicode_path(info.extra, data) or names.decoded(data)


def _unicode_path(extra: bytes, name: bytes) -> str:
    """Return the name that the extra field 0x7075 gives, "" when there is none or it belongs to another name."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(name):
            try:
                return field[5:].decode()
            except UnicodeDecodeError:
                return ""
        at += 4 + size
    return ""
