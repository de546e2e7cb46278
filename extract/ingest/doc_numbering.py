"""Reads the lists of a Word 97-2003 file ([MS-DOC] 2.9.131 to 2.9.150)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from extract.ingest import doc_sprms as sprm
from extract.ingest.doc_file import cut
from extract.ingest.docx_symbols import printed_symbols
from extract.ingest.word_numbering import Level, NumberedList, Numbering, Override
from extract.ingest.word_numbers import LEVELS, draws

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.ingest.doc_file import WordFile

_LISTS: Final = 73
_OVERRIDES: Final = 74
_LIST_SIZE: Final = 28
_OVERRIDE_SIZE: Final = 16
_NO_STYLE: Final = 0xFFF
# Numbers of formats ([MS-OSHARED] 2.2.1.3) by the names of WordprocessingML.
_FORMATS: Final = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal", 9: "chicago",
    22: "decimalZero", 23: "bullet", 57: "numberInDash", 255: "none",
}  # fmt: skip
_SUFFIXES: Final = ("tab", "space", "nothing")


def number_format(code: int) -> str:
    """Return the name of a number format; what is not known prints as decimal."""
    return _FORMATS.get(code, "decimal")


def read_numbering(file: WordFile, font_name: Callable[[int | None], str]) -> Numbering:
    """Return the numbering of a document: its lists by their place in it, counted from 1.

    Args:
        file: the opened file.
        font_name: tells the name of a font.

    Raises:
        DamagedFileError: the definitions break off.
    """
    table = file.part(_LISTS)
    if not table:
        return Numbering({}, {})
    # The levels of all lists stand behind the table of lists, which does not count them into its length.
    at = file.places[_LISTS][0] + file.places[_LISTS][1]
    abstracts: dict[str, dict[int, Level]] = {}
    (count,) = struct.unpack_from("<h", table)
    for index in range(count):
        entry = cut(table, 2 + _LIST_SIZE * index, _LIST_SIZE)
        styles = struct.unpack_from(f"<{LEVELS}H", entry, 8)
        levels: dict[int, Level] = {}
        for number in range(1 if entry[26] & 1 else LEVELS):
            levels[number], at = _level(file.table, at, styles[number], font_name)
        abstracts[str(struct.unpack_from("<i", entry)[0])] = levels
    return Numbering(abstracts, _lists(file, font_name))


def _lists(file: WordFile, font_name: Callable[[int | None], str]) -> dict[str, NumberedList]:
    """Return the lists of a PlfLfo: first all their heads, then what each overrides."""
    table = file.part(_OVERRIDES)
    if not table:
        return {}
    (count,) = struct.unpack_from("<I", table)
    entries = [cut(table, 4 + _OVERRIDE_SIZE * index, _OVERRIDE_SIZE) for index in range(min(count, 0x7FE))]
    at = file.places[_OVERRIDES][0] + 4 + _OVERRIDE_SIZE * count
    lists: dict[str, NumberedList] = {}
    for index, entry in enumerate(entries):
        at += 4
        overrides: dict[int, Override] = {}
        for _ in range(entry[12]):
            start, flags = struct.unpack_from("<iI", file.table, at)
            at += 8
            level = None
            if flags & 0x20:
                level, at = _level(file.table, at, _NO_STYLE, font_name)
                start = level.start
            overrides[flags & 0xF] = Override(start if flags & 0x10 else None, level)
        lists[str(index + 1)] = NumberedList(str(struct.unpack_from("<i", entry)[0]), overrides)
    return lists


def _level(table: bytes, at: int, style: int, font_name: Callable[[int | None], str]) -> tuple[Level, int]:
    """Return the level (LVL) that stands at an offset, and the offset behind it."""
    head = cut(table, at, 28)
    start, code, flags = struct.unpack_from("<iBB", head)
    characters_size, paragraph_size, restart_limit = head[24], head[25], head[26]
    at += 28 + paragraph_size
    look = cut(table, at, characters_size)
    at += characters_size
    length = struct.unpack("<H", cut(table, at, 2))[0]
    template = cut(table, at + 2, 2 * length).decode("utf-16-le", "replace")
    font = hidden = None
    for said, operand in sprm.sprms(look):
        if said == sprm.C_FONT:
            font = sprm.unsigned(operand)
        elif said == sprm.C_HIDDEN:
            hidden = operand[0] == 1
    name = "" if font is None else font_name(font).casefold()
    if name == "symbol":
        template = printed_symbols(template, name)
    level = Level(
        start=start,
        number_format=number_format(code),
        text="".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in template),
        suffix=_SUFFIXES[min(head[15], 2)],
        restart=restart_limit if flags & 0x08 else -1,
        legal=bool(flags & 0x04),
        hidden=bool(hidden),
        symbol=draws(name),
        style="" if style == _NO_STYLE else str(style),
    )
    return level, at + 2 + 2 * length
