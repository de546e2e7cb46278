"""The text of a Word 97-2003 file and the formatting that lies on it ([MS-DOC] 2.4.1, 2.4.6).

Positions ("CP") count UTF-16 units; text lies in pieces that may stand anywhere in the stream, and formatting is kept
by the offset of the bytes ("FC") in pages of 512 bytes.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.ingest.doc_file import cut, damaged, plc
from extract.ingest.doc_sprms import of_piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extract.ingest.doc_file import WordFile

_CLX: Final = 33
_CHARACTER_PAGES: Final = 12
_PARAGRAPH_PAGES: Final = 13
_PAGE: Final = 512
_COMPRESSED: Final = 0x40000000
_MAX_SAID: Final = 20_000_000  # bytes; a piece of a real file says some ten of itself


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    at: int
    width: int
    said: bytes
    """Modifiers of the whole piece, which come after those of its paragraphs and characters."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look: positions and the modifiers that were set directly."""

    start: int
    end: int
    modifiers: bytes


@dataclass(frozen=True, slots=True)
class _Formatting:
    """Modifiers by the bytes that they lie on: ascending first bytes, ends and lists of modifiers."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    modifiers: tuple[bytes, ...]


class DocText:
    """The whole text of a file in the order of its parts, with its formatting.

    Args:
        file: the opened file.

    Raises:
        DamagedFileError: the piece table or a page of formatting is broken.
    """

    def __init__(self, file: WordFile) -> None:
        self._pieces = _pieces(file)
        self._starts = [piece.start for piece in self._pieces]
        self.text = "".join(_decoded(file.word, piece) for piece in self._pieces)
        """One character for each UTF-16 unit."""
        self._characters = _formatting(file, _CHARACTER_PAGES, _character_page)
        self._paragraphs = _formatting(file, _PARAGRAPH_PAGES, _paragraph_page)

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """Yield the runs between two positions, without gaps."""
        at = start
        while at < end:
            piece = self._piece(at)
            byte = piece.at + (at - piece.start) * piece.width
            index = bisect_right(self._characters.starts, byte) - 1
            stop, modifiers = piece.end, b""
            if index >= 0 and byte < self._characters.ends[index]:
                modifiers, until = self._characters.modifiers[index], self._characters.ends[index]
            else:
                after = index + 1
                until = self._characters.starts[after] if after < len(self._characters.starts) else -1
            if until > byte:
                stop = min(stop, at + max((until - byte) // piece.width, 1))
            stop = min(stop, end)
            yield Run(at, stop, modifiers + piece.said)
            at = stop

    def paragraph(self, mark: int) -> bytes:
        """Return what the paragraph says whose mark stands at a position: style (two bytes), then modifiers."""
        piece = self._piece(mark)
        byte = piece.at + (mark - piece.start) * piece.width
        index = bisect_right(self._paragraphs.starts, byte) - 1
        found = index >= 0 and byte < self._paragraphs.ends[index]
        return (self._paragraphs.modifiers[index] if found else b"\0\0") + piece.said

    def _piece(self, position: int) -> _Piece:
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._pieces[index].end:
            raise damaged(f"không có chữ ở vị trí {position} / no text at position {position}")
        return self._pieces[index]


def _pieces(file: WordFile) -> tuple[_Piece, ...]:
    clx = file.part(_CLX)
    groups: list[bytes] = []
    at = 0
    while clx[at : at + 1] == b"\x01":
        size = struct.unpack_from("<H", clx, at + 1)[0]
        groups.append(cut(clx, at + 3, size))
        at += 3 + size
    if clx[at : at + 1] != b"\x02":
        raise damaged("không có bảng mảnh văn bản / no piece table")
    positions, entries = plc(cut(clx, at + 5, struct.unpack_from("<I", clx, at + 1)[0]), 8)
    # Each character has a byte of its own: a text longer than its stream would be made of the same bytes many times.
    if not entries or positions[-1] > len(file.word) or list(positions) != sorted(positions):
        raise damaged("bảng mảnh văn bản sai / the piece table is wrong")
    pieces: list[_Piece] = []
    said = 0
    for index, entry in enumerate(entries):
        offset, modifier = struct.unpack_from("<IH", entry, 2)
        width = 1 if offset & _COMPRESSED else 2
        place = (offset & ~_COMPRESSED) // 2 if width == 1 else offset
        start, end = positions[index], positions[index + 1]
        if start == end:
            continue
        if place + (end - start) * width > len(file.word):
            raise damaged("văn bản nằm ngoài tệp / text beyond the end of the file")
        pieces.append(_Piece(start, end, place, width, of_piece(modifier, groups)))
        said += len(pieces[-1].said)
    if said > _MAX_SAID:
        raise damaged("mảnh văn bản có quá nhiều thuộc tính / pieces say too much of themselves")
    return tuple(pieces)


def _decoded(word: bytes, piece: _Piece) -> str:
    count = piece.end - piece.start
    if piece.width == 1:
        data = word[piece.at : piece.at + count]
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:  # five bytes have no sign in windows-1252
            return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in data)
    data = word[piece.at : piece.at + 2 * count]
    text = data.decode("utf-16-le", "surrogatepass")
    return text if len(text) == count else "".join(map(chr, struct.unpack(f"<{count}H", data)))


_Page = tuple[tuple[int, ...], list[bytes]]


def _formatting(file: WordFile, index: int, read_page: Callable[[bytes], _Page]) -> _Formatting:
    """Read all pages of one kind of formatting, each once."""
    _, entries = plc(file.part(index), 4)
    runs: list[tuple[int, int, bytes]] = []
    seen: set[int] = set()
    for entry in entries:
        number = int.from_bytes(entry, "little") & 0x3FFFFF
        if number in seen:
            continue
        seen.add(number)
        bounds, modifiers = read_page(cut(file.word, number * _PAGE, _PAGE))
        runs += [(start, end, said) for start, end, said in zip(bounds, bounds[1:], modifiers, strict=False)]
    runs.sort(key=lambda run: run[:2])
    return _Formatting(tuple(r[0] for r in runs), tuple(r[1] for r in runs), tuple(r[2] for r in runs))


def _character_page(page: bytes) -> _Page:
    """Return the bounds and modifiers of a ChpxFkp ([MS-DOC] 2.9.33)."""
    count = page[-1]
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    first = 4 * (count + 1)
    found = []
    for index in range(count):
        at = 2 * page[first + index]
        found.append(page[at + 1 : at + 1 + page[at]] if at else b"")
    return bounds, found


def _paragraph_page(page: bytes) -> _Page:
    """Return the bounds and modifiers of a PapxFkp ([MS-DOC] 2.9.175)."""
    count = page[-1]
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    first = 4 * (count + 1)
    found = []
    for index in range(count):
        at = 2 * page[first + 13 * index]
        if not at:
            found.append(b"\0\0")
        elif page[at]:
            found.append(page[at + 1 : at + 2 * page[at]])
        else:
            found.append(page[at + 2 : at + 2 + 2 * page[at + 1]])
    return bounds, found
