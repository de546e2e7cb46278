"""Opens a Word 97-2003 file: its streams, and the header that says where everything lies ([MS-DOC] 2.1, 2.5)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import olefile

from extract.errors import DamagedFileError
from extract.ingest.packed import encrypted

_MAGIC: Final = 0xA5EC
_FIRST_UNICODE: Final = 0x00C1  # nFib of Word 97; what is older has another layout
_COUNTS_AT: Final = 0x4C
_PLACES_AT: Final = 0x9A


class OldWordError(DamagedFileError):
    """A file of Word 6 or 95, whose header has another layout."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many characters each part of the text has, in the order in which they follow on each other."""

    main: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int

    @property
    def total(self) -> int:
        """How many characters all parts have together."""
        return sum(getattr(self, name) for name in self.__slots__)

    def start(self, part: str) -> int:
        """Return the position of the first character of a part, by its name here."""
        at = 0
        for name in self.__slots__:
            if name == part:
                break
            at += getattr(self, name)
        return at


@dataclass(frozen=True, slots=True)
class WordFile:
    """The streams of a Word 97-2003 file and what its header says of them."""

    word: bytes
    """The stream WordDocument: text and formatting pages."""
    table: bytes
    """The stream 0Table or 1Table: all tables that lead to them."""
    data: bytes
    """The stream Data: formatting that is too long for a page."""
    lengths: Lengths
    places: tuple[tuple[int, int], ...]
    """Offset and length of each structure of the table stream, by the order of FibRgFcLcb97 ([MS-DOC] 2.5.6)."""

    def part(self, index: int) -> bytes:
        """Return a structure of the table stream, empty where the file has none.

        Raises:
            DamagedFileError: it does not lie in the stream.
        """
        at, length = self.places[index] if index < len(self.places) else (0, 0)
        return cut(self.table, at, length) if length else b""


def cut(data: bytes, at: int, length: int) -> bytes:
    """Return ``length`` bytes at ``at``.

    Raises:
        DamagedFileError: they do not lie in ``data``.
    """
    if at < 0 or length < 0 or at + length > len(data):
        raise damaged(
            f"vị trí {at}+{length} nằm ngoài {len(data)} byte / offset {at}+{length} beyond {len(data)} bytes"
        )
    return data[at : at + length]


def damaged(detail: str) -> DamagedFileError:
    """Return the error for a file that contradicts its format."""
    return DamagedFileError(
        f"Tệp Word 97-2003 bị hỏng ({detail}).",
        "Hãy mở tệp bằng Word, lưu thành .docx rồi chạy lại.",
        message_en=f"The Word 97-2003 file is damaged ({detail}).",
        remedy_en="Open it in Word, save it as .docx and run once more.",
    )


def open_word(data: bytes) -> WordFile:
    """Open a Word 97-2003 file; embedded objects and macros are left alone.

    Args:
        data: the bytes of a .doc or .dot file.

    Raises:
        EncryptedFileError: a password is needed.
        OldWordError: it was written by Word 6 or 95.
        DamagedFileError: the container or the header is broken.
    """
    with olefile.OleFileIO(BytesIO(data)) as container:
        word = _stream(container, "WordDocument", len(data))
        magic, version, flags = (*struct.unpack_from("<HH", word), *struct.unpack_from("<H", word, 10))
        if flags & 0x0100:
            raise encrypted()
        if version < _FIRST_UNICODE:
            raise OldWordError(
                "Tệp thuộc Word 6 hoặc Word 95.",
                "Hãy mở tệp bằng Word hoặc LibreOffice và lưu thành .docx.",
                message_en="The file is of Word 6 or Word 95.",
                remedy_en="Open it in Word or LibreOffice and save it as .docx.",
            )
        if magic != _MAGIC:
            raise damaged("sai dấu hiệu đầu tệp / wrong signature")
        names = ("1Table", "0Table") if flags & 0x0200 else ("0Table", "1Table")
        table = next((_stream(container, name, len(data)) for name in names if container.exists(name)), b"")
        extra = _stream(container, "Data", len(data)) if container.exists("Data") else b""
    (count,) = struct.unpack_from("<H", word, _PLACES_AT - 2)
    numbers = struct.unpack_from(f"<{2 * min(count, 0x100)}I", word, _PLACES_AT)
    places = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    lengths = Lengths(*struct.unpack_from("<8i", word, _COUNTS_AT))
    if any(getattr(lengths, name) < 0 for name in lengths.__slots__):
        raise damaged("độ dài âm / a negative length")
    return WordFile(word, table, extra, lengths, places)


def _stream(container: olefile.OleFileIO, name: str, limit: int) -> bytes:
    """Return a stream; a declared size beyond that of the file would let a cycle of sectors fill the memory."""
    if container.get_size(name) > limit:
        raise damaged(f"luồng {name} quá dài / stream {name} too long")
    return bytes(container.openstream(name).read())


def plc(data: bytes, size: int) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    """Return the positions and the entries of a PLC ([MS-DOC] 2.2.2): one position more than entries.

    Args:
        data: the bytes of the structure; empty for one that the file does not have.
        size: the bytes of an entry.
    """
    count = max((len(data) - 4) // (4 + size), 0)
    if not count and len(data) < 4:
        return (), ()
    positions = struct.unpack_from(f"<{count + 1}I", data)
    at = 4 * (count + 1)
    return positions, tuple(data[at + size * index : at + size * (index + 1)] for index in range(count))
