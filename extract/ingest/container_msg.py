"""Mails as Outlook keeps them (.msg; [MS-OXMSG]): properties and attachments in a compound file."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import olefile

from extract.errors import InputError, UnsupportedFormatError
from extract.ingest.container import damaged, too_deep, too_large, too_many
from extract.ingest.container_letter import Part, is_told_by_tables, letters, mail_entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from extract.ingest.container import Entry
    from extract.ingest.container_names import NameReader
    from extract.model import Limits

# Property ids and types, [MS-OXPROPS] 2 and [MS-OXCDATA] 2.11.1.
_SUBJECT, _BODY, _RTF, _HTML = 0x0037, 0x1000, 0x1009, 0x1013
_DATA, _METHOD, _SHORT_NAME, _LONG_NAME = 0x3701, 0x3705, 0x3704, 0x3707
_MIME, _CONTENT_ID, _FLAGS, _HIDDEN = 0x370E, 0x3712, 0x3714, 0x7FFE
_CODE_PAGE, _BODY_CODE_PAGE = 0x3FFD, 0x3FDE
_UNICODE, _STRING, _BINARY, _OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_UNKNOWN: Final = 10_000  # letters of a body that cannot be looked into: no covering note
_STREAMS_PER_FILE: Final = 10  # a property of any length is a stream of its own; an attachment has some ten
_SHOWN_IN_BODY: Final = 4  # PidTagAttachFlags: attRenderedInBody
# Bytes before the properties of a mail, a mail within a mail, an attachment ([MS-OXMSG] 2.4.1).
_OUTER_HEADER, _INNER_HEADER, _ATTACHMENT_HEADER = 32, 24, 8
_FAULTS: Final = (OSError, ValueError, KeyError, IndexError, struct.error, AttributeError, TypeError, RecursionError)

_Path = tuple[str, ...]


class MsgContainer:
    """An opened Outlook mail; a mail attached to it counts as part of it, named as a container of its own.

    Args:
        handle: its bytes.
        limits: how large and deep it may be.

    Raises:
        DamagedFileError: it cannot be opened.
        TooLargeError: it is larger than what is read at a time, or mails lie too deep within it.
    """

    def __init__(self, handle: BinaryIO, limits: Limits) -> None:
        self._limits = limits
        try:
            self._ole: Any = olefile.OleFileIO(handle)
            self._streams: dict[_Path, int] = {
                tuple(path): self._ole.get_size(path) for path in self._ole.listdir(streams=True, storages=False)
            }
        except _FAULTS as cause:
            raise damaged("Thư Outlook", "The Outlook mail") from cause
        if any(size > limits.file_bytes for size in self._streams.values()):
            raise too_large(limits.file_bytes)
        if len(self._streams) > limits.entries * _STREAMS_PER_FILE:
            raise too_many(limits.entries)
        self._mails = tuple(self._find_mails())

    def count(self) -> int:
        """Return how many bodies and attachments there are."""
        return sum(1 + len(attachments) for _, attachments in self._mails)

    def entries(self, names: NameReader) -> Iterator[Entry]:
        """Yield body and attachments, those of attached mails behind the name of their mail."""
        first = 0
        for mail, attachments in self._mails:
            prefix = self._prefix(mail, names)
            parts = [self._body_part(mail, first), *self._attachments(attachments, first + 1, names)]
            for entry in mail_entries(parts):
                yield replace(entry, name=prefix + entry.name)
            first += 1 + len(attachments)

    def read(self, index: int) -> bytes:
        """Return the bytes of a body in UTF-8, or of an attachment; see `Container.read`."""
        for mail, attachments in self._mails:
            if index <= len(attachments):
                return self._attached(attachments[index - 1]) if index else self._body(mail)[0]
            index -= 1 + len(attachments)
        raise damaged("Thư Outlook", "The Outlook mail")

    def _find_mails(self) -> Iterator[tuple[_Path, tuple[_Path, ...]]]:
        """Yield each mail with its attachments, those that are mails themselves left out."""
        below: dict[_Path, list[_Path]] = {}
        for storage in sorted({path[:at] for path in self._streams for at in range(1, len(path))}):
            below.setdefault(storage[:-1], []).append(storage)
        waiting: list[_Path] = [()]
        while waiting:
            mail = waiting.pop(0)
            if len(mail) > 2 * self._limits.depth:
                raise too_deep(self._limits.depth)
            attachments = [path for path in below.get(mail, ()) if path[-1].startswith("__attach_version1.0_#")]
            inner = {path: (*path, f"__substg1.0_{_DATA:04X}{_OBJECT:04X}") for path in attachments}
            mails = {path for path, storage in inner.items() if (*storage, "__properties_version1.0") in self._streams}
            waiting += [inner[path] for path in attachments if path in mails]
            yield mail, tuple(path for path in attachments if path not in mails)

    def _prefix(self, mail: _Path, names: NameReader) -> str:
        """Return the names of the mails around a mail within another, each with "!" behind it."""
        shown = ""
        for length in range(2, len(mail) + 1, 2):
            subject = self._text(mail[:length], _SUBJECT, names).replace("/", "-")
            shown += f"{subject.strip() or mail[length - 2][-8:]}.msg!"
        return shown

    def _body_part(self, mail: _Path, index: int) -> Part:
        try:
            data, marked_up = self._body(mail)
        except UnsupportedFormatError:  # told when it is read
            return Part(index, 0, media_type="application/rtf", body=True, letters=_UNKNOWN)
        media_type = "text/html" if marked_up else "text/plain"
        return Part(index, len(data), "", media_type, body=True, letters=letters(data, marked_up=marked_up))

    def _body(self, mail: _Path) -> tuple[bytes, bool]:
        """Return the body in UTF-8 and whether it is HTML.

        Raises:
            UnsupportedFormatError: it is there as compressed RTF only.
        """
        plain = self._as_utf8(mail, _BODY, _BODY_CODE_PAGE)
        marked_up = self._as_utf8(mail, _HTML, _BODY_CODE_PAGE)
        if marked_up and (is_told_by_tables(marked_up) or not plain.strip()):
            return marked_up, True
        if not plain.strip() and (*mail, f"__substg1.0_{_RTF:04X}{_BINARY:04X}") in self._streams:
            raise _only_rtf()
        return plain, False

    def _attachments(self, paths: tuple[_Path, ...], first: int, names: NameReader) -> Iterator[Part]:
        for index, path in enumerate(paths, start=first):
            numbers = self._numbers(path)
            inline = bool(numbers.get(_HIDDEN) or numbers.get(_FLAGS, 0) & _SHOWN_IN_BODY)
            yield Part(
                index=index,
                size=self._streams.get((*path, f"__substg1.0_{_DATA:04X}{_BINARY:04X}"), 0),
                name=self._text(path, _LONG_NAME, names) or self._text(path, _SHORT_NAME, names),
                media_type=self._text(path, _MIME, names).lower(),
                inline=inline or bool(self._text(path, _CONTENT_ID, names)),
            )

    def _attached(self, path: _Path) -> bytes:
        stream = (*path, f"__substg1.0_{_DATA:04X}{_BINARY:04X}")
        if stream not in self._streams:
            raise _only_linked()
        return self._stream(stream)

    def _text(self, storage: _Path, prop: int, names: NameReader) -> str:
        wide = self._stream((*storage, f"__substg1.0_{prop:04X}{_UNICODE:04X}"))
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream((*storage, f"__substg1.0_{prop:04X}{_STRING:04X}")).rstrip(b"\0")
        return names.decoded(narrow, self._codec((), _CODE_PAGE), other="utf-8") if narrow else ""

    def _as_utf8(self, mail: _Path, prop: int, code_page: int) -> bytes:
        """Return a body in UTF-8 where its encoding is sure, else as it is."""
        wide = self._stream((*mail, f"__substg1.0_{prop:04X}{_UNICODE:04X}"))
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0").encode()
        for kind in (_BINARY, _STRING):
            data = self._stream((*mail, f"__substg1.0_{prop:04X}{kind:04X}")).rstrip(b"\0")
            if data:
                return _utf8(data, self._codec(mail, code_page))
        return b""

    def _codec(self, storage: _Path, code_page: int) -> str:
        number = self._numbers(storage).get(code_page, 0)
        return {65001: "utf-8", 1200: "utf-16-le", 0: ""}.get(number, f"cp{number}")

    def _numbers(self, storage: _Path) -> dict[int, int]:
        """Return the properties that are numbers, by id ([MS-OXMSG] 2.4.2)."""
        data = self._stream((*storage, "__properties_version1.0"))
        header = _OUTER_HEADER
        if storage:
            header = _ATTACHMENT_HEADER if storage[-1].startswith("__attach") else _INNER_HEADER
        rows = (struct.unpack_from("<HHLL", data, at) for at in range(header, len(data) - 15, 16))
        return {prop: value for _, prop, _, value in rows}

    def _stream(self, path: _Path) -> bytes:
        if path not in self._streams:
            return b""
        try:
            with self._ole.openstream(list(path)) as stream:
                return bytes(stream.read())
        except _FAULTS as cause:
            raise damaged("Thư Outlook", "The Outlook mail") from cause


def _utf8(data: bytes, codec: str) -> bytes:
    for known in ("utf-8", codec):
        try:
            return data.decode(known).encode() if known else data
        except (UnicodeError, LookupError):
            continue
    return data


def _only_rtf() -> InputError:
    return UnsupportedFormatError(
        "Thân thư chỉ được lưu ở dạng RTF nén của Outlook, chưa đọc được.",
        "Hãy mở thư bằng Outlook rồi lưu thành .html hoặc .txt.",
        message_en="The mail keeps its body only as Outlook's compressed RTF, which is not read.",
        remedy_en="Open the mail in Outlook and save it as .html or .txt.",
    )


def _only_linked() -> InputError:
    return UnsupportedFormatError(
        "Tệp đính kèm không nằm trong thư (chỉ có liên kết), hoặc là đối tượng nhúng.",
        "Hãy mở thư bằng Outlook, tải tệp đính kèm về rồi đưa vào.",
        message_en="The attachment is not within the mail (only a link to it), or it is an embedded object.",
        remedy_en="Open the mail in Outlook, save the attachment and name it.",
    )
