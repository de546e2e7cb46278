"""Mails as they are sent (.eml; RFC 5322, MIME RFC 2045-2049): what was typed into them, and what is attached."""

from __future__ import annotations

import re
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import collapse_rfc2231_value
from typing import TYPE_CHECKING, Any, Final

from extract.errors import UnsupportedFormatError
from extract.ingest.container import damaged, too_large, too_many
from extract.ingest.container_letter import Part, is_told_by_tables, letters, mail_entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from extract.ingest.container import Entry
    from extract.ingest.container_names import NameReader
    from extract.model import Limits

    _Mail = Message[Any, Any]


_MAILBOX: Final = re.compile(rb"From \S[^\r\n]{0,200}\r?\n")
_NEXT_MAIL: Final = re.compile(rb"\n\r?\nFrom \S[^\r\n]{0,100}\d{4}[^\r\n]{0,20}\r?\n[!-9;-~]{1,60}:")

_MOST_LOOKS: Final = 40_000_000  # lines times boundaries, some 15 seconds; 100 MB with three parts are 4 million
_HEADER: Final = re.compile(rb"^content-(?:type|disposition):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEADER: Final = 16_384


class EmlContainer:
    """An opened mail.

    Args:
        handle: its bytes.
        limits: how large it may be.

    Raises:
        DamagedFileError: it cannot be parsed.
        UnsupportedFormatError: it is a whole mailbox (RFC 4155), whose mails would run into each other.
        TooLargeError: it is larger than what is read at a time.
    """

    def __init__(self, handle: BinaryIO, limits: Limits) -> None:
        data = handle.read(limits.file_bytes + 1)
        if len(data) > limits.file_bytes:
            raise too_large(limits.file_bytes)
        if _MAILBOX.match(data) and _NEXT_MAIL.search(data):
            raise _mailbox()
        _guard(data, limits)
        try:
            # compat32 keeps headers as they are: the newer policies parse them all, which hostile ones make slow.
            mail = BytesParser(policy=policy.compat32).parsebytes(data)
            self._parts = _leaves(mail)
        except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as cause:
            raise damaged("Thư", "The mail") from cause

    def count(self) -> int:
        """Return how many parts there are."""
        return len(self._parts)

    def entries(self, names: NameReader) -> Iterator[Entry]:
        """Yield the body and what is attached, in the order of the mail."""
        left_out = self._other_ways()
        parts = [self._part(at, mail, names) for at, (mail, _) in enumerate(self._parts) if at not in left_out]
        yield from mail_entries(parts)

    def read(self, index: int) -> bytes:
        """Return the bytes of a part, a body in UTF-8; see `Container.read`."""
        mail, _ = self._parts[index]
        try:
            data = _content(mail)
            return _as_utf8(data, mail) if _is_body(mail) else data
        except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as cause:
            raise damaged("Phần này của thư", "This part of the mail") from cause

    def _part(self, index: int, mail: _Mail, names: NameReader) -> Part:
        data = self.read(index)
        body = _is_body(mail)
        media_type = mail.get_content_type()
        return Part(
            index=index,
            size=len(data),
            name="" if body else _file_name(mail, names),
            media_type=media_type,
            body=body,
            letters=letters(data, marked_up=media_type == "text/html") if body else 0,
            inline=mail["Content-ID"] is not None or mail.get_content_disposition() == "inline",
        )

    def _other_ways(self) -> set[int]:
        """Return the bodies beside which the same stands in a better way of writing (multipart/alternative)."""
        choices: dict[int, list[int]] = {}
        for index, (mail, choice) in enumerate(self._parts):
            if choice and _is_body(mail):
                choices.setdefault(choice, []).append(index)
        return {index for ways in choices.values() for index in ways if index != self._best(ways)}

    def _best(self, ways: list[int]) -> int:
        """Return the body with its tables, else the plain one, unless nothing stands in it."""
        by_type = {self._parts[at][0].get_content_type(): at for at in ways}
        plain, marked_up = by_type.get("text/plain"), by_type.get("text/html")
        if plain is None or marked_up is None:
            return ways[0]
        if is_told_by_tables(self.read(marked_up)) or not letters(self.read(plain), marked_up=False):
            return marked_up
        return plain


def _guard(data: bytes, limits: Limits) -> None:
    """Refuse mails that keep the parser busy: it looks at each line for all boundaries, and at headers again and again.

    Raises:
        TooLargeError: there are too many parts, or parts within parts, for so long a mail.
        DamagedFileError: a header is far longer than any name.
    """
    if data.count(b"\n--") > 3 * limits.entries or data.count(b"\n") * data.count(b"boundary") > _MOST_LOOKS:
        raise too_many(limits.entries)
    if any(len(header[0]) > _LONGEST_HEADER for header in _HEADER.finditer(data)):
        raise damaged("Thư", "The mail")


def _mailbox() -> UnsupportedFormatError:
    return UnsupportedFormatError(
        "Đây là cả một hộp thư (mbox), chưa được hỗ trợ.",
        "Hãy xuất từng thư thành .eml.",
        message_en="This is a whole mailbox (mbox), which is not read.",
        remedy_en="Export each mail as .eml.",
    )


def _leaves(mail: _Mail) -> list[tuple[_Mail, int]]:
    """Return the parts that have no parts, each with the number of the choice that it is one of, 0 for none.

    A mail within the mail is a part of its own and is not looked into here.
    """
    leaves: list[tuple[_Mail, int]] = []
    waiting: list[tuple[_Mail, int]] = [(mail, 0)]
    choices = 0
    while waiting:
        part, choice = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() != "multipart" or not isinstance(payload, list):
            leaves.append((part, choice))
            continue
        if part.get_content_subtype() == "alternative":
            choices += 1
            choice = choices
        waiting.extend((child, choice) for child in reversed(payload) if isinstance(child, Message))
    return leaves


def _is_body(mail: _Mail) -> bool:
    typed = mail.get_content_type() in {"text/plain", "text/html"}
    return typed and mail.get_content_disposition() != "attachment" and not mail.get_filename()


def _content(mail: _Mail) -> bytes:
    payload = mail.get_payload()
    if isinstance(payload, list):
        return payload[0].as_bytes() if payload and isinstance(payload[0], Message) else b""
    data = mail.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _as_utf8(data: bytes, mail: _Mail) -> bytes:
    """Return a body in UTF-8 where that is sure; else as it is, for the reader of the text to find out."""
    try:
        data.decode()
        return data
    except UnicodeDecodeError:
        declared = str(mail.get_content_charset() or "ascii")
    try:
        return data.decode(declared).encode()
    except (UnicodeError, LookupError):
        return data


def _file_name(mail: _Mail, names: NameReader) -> str:
    """Return the name of an attachment (RFC 2231, RFC 2047 where it should not stand, or raw bytes)."""
    for header, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        value = _raw(mail, header)
        if value:
            alone: _Mail = Message()
            alone[header] = names.header(value) if not value.isascii() else value
            found = alone.get_param(parameter, header=header)
            if isinstance(found, tuple):
                charset, _, text = found
                return names.decoded(text.encode("latin-1", "replace"), charset or "", other="utf-8")
            if found:
                return names.header(collapse_rfc2231_value(found))
    if mail.get_content_type() == "message/rfc822":
        payload = mail.get_payload()
        subject = _raw(payload[0], "Subject") if isinstance(payload, list) and payload else ""
        return f"{names.header(subject)}.eml" if subject else ""
    return ""


def _raw(mail: Any, header: str) -> str:
    """Return a header as it stands, raw bytes as surrogates: asked by name, compat32 gives question marks for them."""
    values = (value for name, value in mail.raw_items() if name.lower() == header.lower())
    return str(next(values, ""))
