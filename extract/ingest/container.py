"""What every file that holds files has in common: its entries, what may be unpacked of it, and what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from extract.errors import DamagedFileError, EncryptedFileError, TooLargeError, UnsupportedFormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.ingest.container_names import NameReader
    from extract.model import Limits


@dataclass(frozen=True, slots=True)
class Entry:
    """A file within a container.

    Attributes:
        index: its number as the container counts, by which its bytes are found.
        name: what it is called, safe to show, distinct within the container.
        size: how many bytes it unpacks to.
        reason: why it is passed over (as in ``run.json``), "" for a document.
    """

    index: int
    name: str
    size: int
    reason: str = ""


class Container(Protocol):
    """An opened archive or mail."""

    def count(self) -> int:
        """Return how many entries there are, at most, without looking at each."""

    def entries(self, names: NameReader) -> Iterator[Entry]:
        """Yield the files, folders left out."""

    def read(self, index: int) -> bytes:
        """Return the bytes of an entry.

        Raises:
            InputError: it is encrypted, damaged, too large or packed in a way that is not read.
        """


class Allowance:
    """What may still be unpacked of a file and all that lies within it.

    Args:
        limits: what may be unpacked in the beginning.
    """

    def __init__(self, limits: Limits) -> None:
        self._entries = limits.entries
        self._bytes = limits.unpacked_bytes
        self._limits = limits

    def take(self, entries: int, size: int) -> None:
        """Take entries and their bytes off.

        Raises:
            TooLargeError: there is not so much left; nothing is taken.
        """
        if entries > self._entries:
            raise too_many(self._limits.entries)
        if size > self._bytes:
            raise too_large(self._limits.unpacked_bytes)
        self._entries -= entries
        self._bytes -= size


def too_many(entries: int) -> TooLargeError:
    """Return the error for more files than are unpacked."""
    return TooLargeError(
        f"Tệp nén hoặc thư chứa quá nhiều tệp (hơn {entries}).",
        "Hãy giải nén rồi đưa thư mục vào, hoặc chia nhỏ.",
        message_en=f"The archive or mail holds too many files (more than {entries}).",
        remedy_en="Unpack it and name the folder, or split it.",
    )


def too_large(size: int) -> TooLargeError:
    """Return the error for more bytes than are unpacked."""
    shown = f"{size / 1e6:.0f} MB"
    return TooLargeError(
        f"Nội dung giải nén ra quá lớn (hơn {shown}); có thể là “bom nén”.",
        "Nếu tin cậy nguồn gửi, hãy giải nén rồi đưa thư mục vào, hoặc chia nhỏ.",
        message_en=f"It unpacks to too much (more than {shown}); it may be a “zip bomb”.",
        remedy_en="If you trust its source, unpack it and name the folder, or split it.",
    )


def too_deep(depth: int) -> TooLargeError:
    """Return the error for containers too deep within each other."""
    return TooLargeError(
        f"Tệp nén hoặc thư lồng trong nhau quá sâu (hơn {depth} lớp).",
        "Hãy giải nén các lớp ngoài rồi đưa thư mục vào.",
        message_en=f"Archives or mails lie too deep within each other (more than {depth} levels).",
        remedy_en="Unpack the outer ones and name the folder.",
    )


def damaged(what: str, what_en: str) -> DamagedFileError:
    """Return the error for a container, or a file in it, that cannot be opened."""
    return DamagedFileError(
        f"{what} bị hỏng, không mở được.",
        "Hãy tải, sao chép hoặc xin gửi lại tệp.",
        message_en=f"{what_en} is damaged and cannot be opened.",
        remedy_en="Download or copy it again, or ask for it to be sent again.",
    )


def locked(tried: bool) -> EncryptedFileError:
    """Return the error for what a password protects; ``tried`` says whether there were passwords and none fits."""
    return EncryptedFileError(
        "Được đặt mật khẩu" + ("; không mật khẩu nào đã cho là đúng." if tried else "."),
        "Hãy cho mật khẩu bằng --password-file TỆP (mỗi dòng một mật khẩu), hoặc bỏ mật khẩu rồi lưu lại.",
        message_en="A password protects it" + ("; none of those that were given fits." if tried else "."),
        remedy_en="Give the password with --password-file FILE (one a line), or remove it and save the file again.",
    )


def strongly_locked() -> EncryptedFileError:
    """Return the error for an archive whose way of encrypting is not read."""
    return EncryptedFileError(
        "Tệp nén được mã hóa AES, chưa đọc được kể cả khi có mật khẩu.",
        "Hãy giải nén (7-Zip, WinRAR) rồi đưa thư mục vào.",
        message_en="The archive is encrypted with AES, which is not read even with its password.",
        remedy_en="Unpack it (7-Zip, WinRAR) and name the folder.",
    )


def unknown_method(method: int) -> UnsupportedFormatError:
    """Return the error for a way of compressing that is not read."""
    return UnsupportedFormatError(
        f"Tệp nén dùng cách nén chưa hỗ trợ (mã {method}).",
        "Hãy giải nén rồi đưa thư mục vào, hoặc nén lại kiểu ZIP thông thường.",
        message_en=f"The archive is compressed in a way that is not read (method {method}).",
        remedy_en="Unpack it and name the folder, or pack it anew as a plain ZIP.",
    )
