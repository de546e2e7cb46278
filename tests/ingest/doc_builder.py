"""Builds small Word 97-2003 files byte by byte, so that a test shows exactly what Word would find in the file."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import accumulate, pairwise

from extract.ingest.doc import read_opened
from extract.ingest.doc_file import Lengths, WordFile
from extract.model import Source
from extract.rulebook import Rulebook

RULES = Rulebook()

_TEXT_AT = 512
_PARTS = 93
STYLES, FONTS, LISTS, OVERRIDES = 1, 15, 73, 74
NOTE_REFERENCES, NOTE_TEXTS, ANCHORS, BOXES, SECTIONS = 2, 3, 40, 56, 6


@dataclass(frozen=True, slots=True)
class P:
    """A paragraph: its runs with their modifiers, its own modifiers, its style, and its mark with modifiers."""

    runs: tuple[tuple[str, bytes], ...]
    said: bytes = b""
    style: int = 0
    mark: str = "\r"
    mark_said: bytes = b""


def p(*runs: str | tuple[str, bytes], said: bytes = b"", style: int = 0, mark: str = "\r", mark_said: bytes = b"") -> P:
    """Return a paragraph; a run without modifiers may be a string."""
    return P(tuple((r, b"") if isinstance(r, str) else r for r in runs), said, style, mark, mark_said)


def sprm(code: int, value: int | bytes) -> bytes:
    """Return a modifier; its topmost bits say how long a number is, bytes bring their length themselves."""
    if isinstance(value, bytes):
        return struct.pack("<H", code) + value
    size = (1, 1, 2, 4, 2, 2, 0, 3)[code >> 13]
    return struct.pack("<H", code) + (value & (1 << 8 * size) - 1).to_bytes(size, "little")


def cell(*paragraphs: P) -> tuple[P, ...]:
    """Return paragraphs as a cell of a table: the last mark ends it."""
    *first, last = [P(q.runs, q.said + sprm(0x2416, 1), q.style, q.mark, q.mark_said) for q in paragraphs]
    return (*first, P(last.runs, last.said, last.style, "\x07", last.mark_said))


def row_end(edges: list[int], flags: list[int] | None = None, mark_said: bytes = b"") -> P:
    """Return the paragraph that ends a row whose cells lie between edges and have flags of merging."""
    flags = flags or [0] * (len(edges) - 1)
    body = struct.pack(f"<B{len(edges)}h", len(edges) - 1, *edges)
    body += b"".join(struct.pack("<HH16x", flag, 0) for flag in flags)
    said = sprm(0x2416, 1) + sprm(0x2417, 1) + sprm(0xD608, struct.pack("<H", len(body) + 1) + body)
    return P((), said, 0, "\x07", mark_said)


def plc(positions: list[int], entries: list[bytes]) -> bytes:
    """Return a table of positions and entries."""
    return struct.pack(f"<{len(positions)}I", *positions) + b"".join(entries)


def word_file(
    *paragraphs: P, parts: dict[int, bytes] | None = None, further: dict[str, int] | None = None, behind: bytes = b""
) -> WordFile:
    """Return the streams of a file.

    Args:
        paragraphs: the text, all parts of it one after the other.
        parts: structures of the table stream by their index.
        further: the lengths of the parts behind the body, by the names of `Lengths`.
        behind: what stands right behind the last of the structures.
    """
    runs = [run for q in paragraphs for run in (*q.runs, (q.mark, q.mark_said))]
    text = "".join(text for text, _ in runs).encode("utf-16-le")
    ends = list(accumulate(len("".join(t for t, _ in q.runs) + q.mark) * 2 for q in paragraphs))
    bounds = [_TEXT_AT + at for at in (0, *accumulate(len(t.encode("utf-16-le")) for t, _ in runs))]
    word = bytes(_TEXT_AT) + text
    word += bytes(-len(word) % 512)
    word, characters = _pages(
        word, [(b, said) for b, (_, said) in zip(pairwise(bounds), runs, strict=True) if b[0] < b[1]], 1
    )
    marks = pairwise([_TEXT_AT, *(_TEXT_AT + end for end in ends)])
    styled = [(b, struct.pack("<H", q.style) + q.said) for b, q in zip(marks, paragraphs, strict=True)]
    word, paragraphed = _pages(word, styled, 13)
    units = len(text) // 2
    piece = plc([0, units], [struct.pack("<HIH", 0, _TEXT_AT, 0)])
    all_parts = {12: characters, 13: paragraphed, 33: b"\x02" + struct.pack("<I", len(piece)) + piece} | (parts or {})
    table, places = b"", [(0, 0)] * _PARTS
    for index, content in sorted(all_parts.items(), key=lambda part: (part[0] in (LISTS,), part[0])):
        places[index] = (len(table), len(content))
        table += content
    lengths = dict.fromkeys(Lengths.__slots__, 0) | (further or {})
    lengths["main"] = units - sum((further or {}).values())
    return WordFile(word, table + behind, b"", Lengths(**lengths), tuple(places))


def _pages(word: bytes, said: list[tuple[tuple[int, int], bytes]], width: int) -> tuple[bytes, bytes]:
    """Add pages of formatting to the stream, one for each stretch; return it with the table that leads to them."""
    numbers: list[bytes] = []
    for (start, end), modifiers in said:
        page = bytearray(512)
        struct.pack_into("<II", page, 0, start, end)
        stored = bytes((len(modifiers),)) + modifiers
        if width > 1:  # lengths of paragraphs count in pairs of bytes
            padded = modifiers + bytes(len(modifiers) % 2)
            stored = bytes((0, len(padded) // 2)) + padded
        at = 510 - len(stored) - len(stored) % 2
        page[at : at + len(stored)] = stored
        page[8], page[511] = at // 2, 1
        numbers.append(struct.pack("<I", len(word) // 512))
        word += bytes(page)
    positions = [start for (start, _), _ in said] + [said[-1][0][1]]
    return word, plc(positions, numbers)


def style(kind: int, base: int = 0xFFF, paragraph: bytes = b"", character: bytes = b"", built_in: int = 0xFFE) -> bytes:
    """Return a style of a kind (1 of paragraphs, 2 of characters)."""
    parts = [struct.pack("<H", 0) + paragraph, character] if kind == 1 else [character]
    std = struct.pack("<HHHHH", built_in, kind | base << 4, len(parts), 0, 0) + struct.pack("<HHH", 1, ord("S"), 0)
    for part in parts:
        std += bytes(len(std) % 2) + struct.pack("<H", len(part)) + part
    return std


def stylesheet(*styles: bytes) -> bytes:
    """Return a stylesheet."""
    data = struct.pack("<H", 18) + struct.pack("<HH14x", len(styles), 10)
    for std in styles:
        data += struct.pack("<H", len(std)) + std + bytes(len(std) % 2)
    return data


def fonts(*names: str) -> bytes:
    """Return a table of fonts."""
    data = struct.pack("<HH", len(names), 0)
    for name in names:
        entry = bytes(39) + name.encode("utf-16-le") + b"\0\0"
        data += bytes((len(entry),)) + entry
    return data


def level(
    text: str, number_format: int = 0, start: int = 1, flags: int = 0, look: bytes = b"", limit: int = 0
) -> bytes:
    """Return a level of a list; the characters U+0000 to U+0008 of its text stand for counts."""
    head = struct.pack("<iBB9sBii", start, number_format, flags, bytes(9), 0, 0, 0)
    return head + bytes((len(look), 0, 0, 0)) + look + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def lists(*of_levels: int, first: int = 100) -> bytes:
    """Return the heads of lists with one or nine levels; the levels themselves stand behind it."""
    data = struct.pack("<h", len(of_levels))
    for index, count in enumerate(of_levels):
        data += struct.pack("<ii9HBB", first + index, 0, *(0xFFF,) * 9, int(count == 1), 0)
    return data


def overrides(*of: int, starts: dict[int, int] | None = None, first: int = 100) -> bytes:
    """Return lists by the heads that they count in; ``starts`` names those that begin anew, with their number."""
    starts = starts or {}
    data = struct.pack("<I", len(of))
    data += b"".join(struct.pack("<iiiBBBB", first + at, 0, 0, int(n in starts), 0, 0, 0) for n, at in enumerate(of))
    for n in range(len(of)):
        data += b"\xff\xff\xff\xff" + (struct.pack("<iI", starts[n], 0x10) if n in starts else b"")
    return data


def numbered(list_id: int, at: int = 0) -> bytes:
    """Return the modifiers of a paragraph in a list."""
    return sprm(0x460B, list_id) + sprm(0x260A, at)


def read(file: WordFile) -> Source:
    """Read the streams of a file."""
    return read_opened(file, "thu.doc", "0" * 64, RULES)


def lines(*paragraphs: P, parts: dict[int, bytes] | None = None, behind: bytes = b"") -> list[str]:
    """Return the texts of the blocks of a file."""
    source = read(word_file(*paragraphs, parts=parts, behind=behind))
    return [source.of(block) for block in source.blocks]
