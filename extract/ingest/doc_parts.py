"""The parts of a Word 97-2003 file beside its body: notes, headers and footers, text boxes, ends of sections."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from extract.ingest import doc_sprms as sprm
from extract.ingest.doc_file import cut, plc
from extract.ingest.doc_numbering import number_format
from extract.ingest.word_numbers import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.ingest.doc_file import WordFile

_SECTIONS: Final = 6
_HEADERS: Final = 11
_PROPERTIES: Final = 31
_FOOTNOTES: Final = (2, 3)
_ENDNOTES: Final = (46, 47)
_BOXES: Final = (40, 56)
_HEADER_BOXES: Final = (41, 58)
_DRAWINGS: Final = 50
_SECTION_SIZE: Final = 12
_ANCHOR_SIZE: Final = 26
_BOX_SIZE: Final = 22
_SEPARATORS: Final = 6
_STORIES: Final = 6  # of each section: even, odd header; even, odd footer; first header, first footer
_NO_MODIFIERS: Final = 0xFFFFFFFF
_MAX_SHAPES: Final = 50_000


@dataclass(frozen=True, slots=True)
class Extent:
    """A story of its own: the positions of its first character and behind its last one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocNote:
    """A note: where the text refers to it, its printed marker (empty when the author typed one), and its text."""

    reference: int
    marker: str
    extent: Extent


def footnotes(file: WordFile) -> tuple[DocNote, ...]:
    """Return the footnotes in the order of their references."""
    return _notes(file, _FOOTNOTES, file.lengths.start("footnotes"), file.lengths.footnotes, 492, 0)


def endnotes(file: WordFile) -> tuple[DocNote, ...]:
    """Return the endnotes in the order of their references."""
    return _notes(file, _ENDNOTES, file.lengths.start("endnotes"), file.lengths.endnotes, 494, 2)


def _notes(
    file: WordFile, parts: tuple[int, int], first: int, length: int, format_at: int, default: int
) -> tuple[DocNote, ...]:
    """Return the notes of one kind ([MS-DOC] 2.8.17, 2.8.18); Dop97 says how they are numbered ([MS-DOC] 2.7.3)."""
    references, automatic = plc(file.part(parts[0]), 2)
    bounds = _bounds(file, parts[1], 0)
    dop = file.part(_PROPERTIES)
    said = struct.unpack_from("<H", dop, format_at)[0] if len(dop) >= format_at + 2 else default
    found: list[DocNote] = []
    count = 0
    for index, flag in enumerate(automatic):
        if index + 1 >= len(bounds):
            break
        count += any(flag)
        marker = printed(count, number_format(said)) if any(flag) else ""
        found.append(DocNote(references[index], marker, _extent(first, bounds, index, length)))
    return tuple(found)


def _bounds(file: WordFile, part: int, size: int) -> tuple[int, ...]:
    """Return where stories begin that follow on each other; none begins before the one above it."""
    positions, _ = plc(file.part(part), size)
    return tuple(accumulate(positions, max))


def _extent(first: int, bounds: tuple[int, ...], index: int, length: int) -> Extent:
    """Return one of the stories that follow on each other in a part of the text, kept inside that part."""
    start, end = (min(bounds[at], length) for at in (index, index + 1))
    return Extent(first + start, first + max(start, end))


def section_ends(file: WordFile) -> frozenset[int]:
    """Return the positions of the marks that end a section; elsewhere the same sign is a new page."""
    positions, _ = plc(file.part(_SECTIONS), _SECTION_SIZE)
    return frozenset(position - 1 for position in positions[1:])


def running(file: WordFile) -> Iterator[Extent]:
    """Yield the headers and footers that print, section by section ([MS-DOC] 2.3.3)."""
    first = file.lengths.start("headers")
    bounds = _bounds(file, _HEADERS, 0)
    dop = file.part(_PROPERTIES)
    even = bool(dop[:1] and dop[0] & 1)
    _, sections = plc(file.part(_SECTIONS), _SECTION_SIZE)
    for number, section in enumerate(sections):
        title = _has_title_page(file, section)
        for story, prints in ((0, even), (1, True), (4, title), (2, even), (3, True), (5, title)):
            index = _SEPARATORS + _STORIES * number + story
            if prints and index + 1 < len(bounds):
                yield _extent(first, bounds, index, file.lengths.headers)


def _has_title_page(file: WordFile, section: bytes) -> bool:
    at = struct.unpack_from("<I", section, 2)[0]
    if at == _NO_MODIFIERS:
        return False
    said = cut(file.word, at + 2, struct.unpack("<H", cut(file.word, at, 2))[0])
    return any(code == sprm.S_TITLE_PAGE and operand[0] for code, operand in sprm.sprms(said))


@dataclass(frozen=True, slots=True)
class Boxes:
    """The text boxes of the body or of the headers: by the position of their anchor, and those without one."""

    anchored: dict[int, tuple[Extent, ...]]
    loose: tuple[Extent, ...]


def body_boxes(file: WordFile) -> Boxes:
    """Return the text boxes that are anchored in the body."""
    return _boxes(file, _BOXES, 0, file.lengths.start("boxes"), file.lengths.boxes)


def header_boxes(file: WordFile) -> Boxes:
    """Return the text boxes that are anchored in headers and footers."""
    lengths = file.lengths
    return _boxes(file, _HEADER_BOXES, lengths.start("headers"), lengths.start("header_boxes"), lengths.header_boxes)


def _boxes(file: WordFile, parts: tuple[int, int], anchors_from: int, first: int, length: int) -> Boxes:
    """Return the text boxes of one part of the text ([MS-DOC] 2.8.13, 2.8.37): shapes lead from text to anchor."""
    bounds = _bounds(file, parts[1], _BOX_SIZE)
    _, entries = plc(file.part(parts[1]), _BOX_SIZE)
    if not entries or not length:
        return Boxes({}, ())
    positions, anchors = plc(file.part(parts[0]), _ANCHOR_SIZE)
    by_shape = {int.from_bytes(anchor[:4], "little"): positions[at] for at, anchor in enumerate(anchors)}
    groups = _groups(file.part(_DRAWINGS))
    anchored: dict[int, tuple[Extent, ...]] = {}
    loose: list[Extent] = []
    for index, entry in enumerate(entries):
        extent = _extent(first, bounds, index, length)
        reusable = any(entry[8:10])
        shape = int.from_bytes(entry[14:18], "little")
        if reusable or extent.end - extent.start < 2:
            continue
        anchor = by_shape.get(shape, by_shape.get(groups.get(shape, 0)))
        if anchor is None:
            loose.append(extent)
        else:
            anchored[anchors_from + anchor] = (*anchored.get(anchors_from + anchor, ()), extent)
    return Boxes(anchored, tuple(loose))


def _groups(data: bytes) -> dict[int, int]:
    """Return the outermost group of each drawn shape that stands in one ([MS-ODRAW] 2.2.13 to 2.2.16, 2.2.40).

    Only groups bear an anchor. A record of version 15 holds records; the first shape of a group is the group itself.
    """
    outermost: dict[int, int] = {}
    ends: list[tuple[int, int]] = []  # groups that are open: where each ends, and the shape that it is
    at = 0
    while at + 8 <= len(data) and len(outermost) < _MAX_SHAPES:
        version, kind, size = struct.unpack_from("<HHI", data, at)
        if not 0xF000 <= kind <= 0xF1FF:
            at += 1  # a byte before each drawing tells whether it belongs to the body
            continue
        ends = [group for group in ends if at < group[0]]
        if kind == 0xF003:
            ends.append((at + 8 + size, 0))
        elif kind == 0xF00A and size >= 4:
            shape = struct.unpack_from("<I", data, at + 8)[0]
            if ends and not ends[-1][1]:
                ends[-1] = (ends[-1][0], shape)
            # The outermost group is the drawing itself, which has no anchor.
            if len(ends) > 1 and ends[1][1]:
                outermost[shape] = ends[1][1]
        at += 8 if version & 0xF == 0xF else 8 + size
    return outermost
