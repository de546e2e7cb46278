"""The property modifiers of Word 97-2003 files ("sprms", [MS-DOC] 2.2.5, 2.6)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Paragraphs
P_STYLE: Final = 0x4600
P_ALIGNMENT_PHYSICAL: Final = 0x2403
P_ALIGNMENT: Final = 0x2461
P_IN_TABLE: Final = 0x2416
P_ROW_END: Final = 0x2417
P_TABLE_DEPTH: Final = 0x6649
P_TABLE_DEPTH_MORE: Final = 0x664A
P_INNER_CELL_END: Final = 0x244B
P_INNER_ROW_END: Final = 0x244C
P_LIST: Final = 0x460B
P_LEVEL: Final = 0x260A
P_OUTLINE: Final = 0x2640
P_IN_DATA: Final = (0x6645, 0x6646, 0x646B)  # the properties themselves lie in the stream Data

# Characters
C_DELETED: Final = 0x0800
C_INSERTED: Final = 0x0801
C_STYLE: Final = 0x4A30
C_PLAIN: Final = 0x2A33
C_BOLD: Final = 0x0835
C_ITALIC: Final = 0x0836
C_CAPITALS: Final = 0x083B
C_HIDDEN: Final = 0x083C
C_SPECIAL: Final = 0x0855
C_FONT: Final = 0x4A4F
C_SYMBOL: Final = 0x6A09

# Tables and sections
T_DEFINITION: Final = 0xD608
T_MERGE: Final = 0x5624
T_VERTICAL_MERGE: Final = 0xD62B
S_TITLE_PAGE: Final = 0x300A

_TABS: Final = 0xC615
_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)  # by the three topmost bits; 0 for what tells its length itself
# What a piece of text may say in one byte ([MS-DOC] 2.9.215), of what is read here.
_SHORT: Final = {
    0x05: P_ALIGNMENT, 0x0C: P_LEVEL, 0x18: P_IN_TABLE, 0x19: P_ROW_END, 0x41: C_DELETED, 0x42: C_INSERTED,
    0x53: C_PLAIN, 0x55: C_BOLD, 0x56: C_ITALIC, 0x5B: C_CAPITALS, 0x5C: C_HIDDEN,
}  # fmt: skip


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield code and operand of each modifier, up to the first that breaks off."""
    at, end = 0, len(grpprl)
    while at + 2 < end:
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if not size:
            size = _variable(code, grpprl, at)
        if at + size > end:
            return
        yield code, grpprl[at : at + size]
        at += size


def _variable(code: int, grpprl: bytes, at: int) -> int:
    """Return the size of an operand with its own length, which counts the bytes after it (but see sprmTDefTable)."""
    if code == T_DEFINITION:
        return 1 + int.from_bytes(grpprl[at : at + 2], "little")
    if code == _TABS and grpprl[at] == 0xFF and at + 1 < len(grpprl):
        deleted = grpprl[at + 1]
        added_at = at + 2 + 4 * deleted
        added = grpprl[added_at] if added_at < len(grpprl) else 0
        return 3 + 4 * deleted + 3 * added
    return 1 + grpprl[at]


def signed(operand: bytes) -> int:
    """Return an operand as a signed number."""
    return int.from_bytes(operand, "little", signed=True)


def unsigned(operand: bytes) -> int:
    """Return an operand as an unsigned number."""
    return int.from_bytes(operand, "little")


def of_piece(modifier: int, groups: Sequence[bytes]) -> bytes:
    """Return what a piece of text says of itself ([MS-DOC] 2.9.214) as a list of modifiers.

    Args:
        modifier: the Prm of the piece.
        groups: the lists of modifiers that stand before the piece table.
    """
    if modifier & 1:
        return groups[modifier >> 1] if modifier >> 1 < len(groups) else b""
    code = _SHORT.get(modifier >> 1 & 0x7F)
    return b"" if code is None else struct.pack("<HB", code, modifier >> 8)
