"""What a Word 97-2003 file says of the look of characters and paragraphs: directly, and by styles ([MS-DOC] 2.9.271).

Styles inherit from each other; what is set directly comes last. Properties that are on or off may also be said
relatively: as in the style, or opposite to it ([MS-DOC] 2.9.327).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from extract.ingest import doc_sprms as sprm
from extract.ingest.doc_file import cut, damaged

if TYPE_CHECKING:
    from extract.ingest.doc_file import WordFile

_STYLES: Final = 1
_FONTS: Final = 15
_NO_STYLE: Final = 0xFFF
_PARAGRAPH: Final = 1
_CHARACTER: Final = 2
_BODY_LEVEL: Final = 9
_MAX_UNFOLDED: Final = 50_000_000  # bytes; a table of a thousand wide rows has some two million
_CENTERED: Final = 1
_LISTLESS: Final = 0xF801
_AS_STYLE, _UNLIKE_STYLE = 0x80, 0x81
_TOGGLES: Final = {
    sprm.C_BOLD: "bold",
    sprm.C_ITALIC: "italic",
    sprm.C_CAPITALS: "capitals",
    sprm.C_HIDDEN: "hidden",
}


@dataclass(frozen=True, slots=True)
class Look:
    """The look of characters; None where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    font: int | None = None
    style: int = 0
    """The character style, 0 for none."""
    special: bool = False
    """Whether a character stands for something else: a note, a field, a drawing."""
    deleted: bool = False
    inserted: bool = False
    symbol: tuple[int, int] | None = None
    """Font and code of a sign, which prints instead of the character."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is said of a paragraph; None where nothing is said."""

    style: int = 0
    centered: bool | None = None
    outline: int | None = None
    list_id: int | None = None
    """The list, counted from 1; 0 where numbering is switched off."""
    level: int | None = None
    depth: int = 0
    """In how many tables, one in the cell of another, the paragraph stands."""
    ends_cell: bool = False
    ends_row: bool = False
    table: bytes = b""
    """Modifiers of the row that the paragraph ends."""

    @property
    def heading(self) -> int:
        """The level of a heading, 1 to 9, or 0 when it is none."""
        return 0 if self.outline is None or self.outline >= _BODY_LEVEL else self.outline + 1


@dataclass(frozen=True, slots=True)
class _Definition:
    kind: int
    base: int
    outline: int | None
    paragraph: bytes
    character: bytes


@dataclass(frozen=True, slots=True)
class _Style:
    layout: Layout
    look: Look
    numbered_by: int
    """The style of the chain that asks for the numbering."""


_PLAIN: Final = _Style(Layout(), Look(), 0)


class DocStyles:
    """The styles and fonts of one document.

    Args:
        file: the opened file.

    Raises:
        DamagedFileError: the stylesheet breaks off.
    """

    def __init__(self, file: WordFile) -> None:
        self._data = file.data
        self._definitions, self._font = _stylesheet(file.part(_STYLES))
        self._fonts = _fonts(file.part(_FONTS))
        self._resolved: dict[int, _Style] = {}
        self._unfolded_bytes = 0
        self._looks: dict[tuple[int, bytes], Look] = {}

    def look(self, paragraph_style: int, modifiers: bytes) -> Look:
        """Return how characters look that stand in a paragraph of a style and have modifiers of their own."""
        known = self._looks.get((paragraph_style, modifiers))
        if known is None:
            known = self._looks[paragraph_style, modifiers] = self._combined(paragraph_style, modifiers)
        return known

    def _combined(self, paragraph_style: int, modifiers: bytes) -> Look:
        said = _said(modifiers, Look())
        below = self._style(paragraph_style).look
        if said.style and self._kind(said.style) == _CHARACTER:
            above = self._style(said.style).look
            # A toggle that the styles of paragraph and characters both set is off again.
            both: dict[str, Any] = {
                name: bool(getattr(above, name)) != bool(getattr(below, name)) for name in _TOGGLES.values()
            }
            both["font"] = below.font if above.font is None else above.font
            below = replace(below, **both)
        return _said(modifiers, below)

    def layout(self, said: bytes) -> Layout:
        """Return what a paragraph says itself: style, then modifiers."""
        if len(said) < 2:
            return Layout()
        return _laid_out(self._unfolded(said[2:]), Layout(style=sprm.unsigned(said[:2])))

    def under(self, layout: Layout) -> Layout:
        """Return what the style of a paragraph says."""
        return self._style(layout.style).layout

    def numbered_by(self, layout: Layout) -> int:
        """Return the style that asks for the numbering of a paragraph."""
        return self._style(layout.style).numbered_by

    def font_name(self, font: int | None) -> str:
        """Return the name of a font, empty when there is none."""
        index = self._font if font is None else font
        return self._fonts[index] if 0 <= index < len(self._fonts) else ""

    def _unfolded(self, modifiers: bytes) -> bytes:
        """Return modifiers with those that lie in the stream Data (rows of many cells) in their place."""
        for code, operand in sprm.sprms(modifiers):
            if code in sprm.P_IN_DATA and self._data:
                at = sprm.unsigned(operand)
                further = cut(self._data, at + 2, sprm.unsigned(cut(self._data, at, 2)))
                self._unfolded_bytes += len(further)
                if self._unfolded_bytes > _MAX_UNFOLDED:
                    raise damaged("quá nhiều định dạng / too much formatting")
                modifiers += further
        return modifiers

    def _kind(self, index: int) -> int:
        return self._definitions[index].kind if index in self._definitions else 0

    def _style(self, index: int) -> _Style:
        if index not in self._resolved:
            self._resolved[index] = self._inherited(index)
        return self._resolved[index]

    def _inherited(self, index: int) -> _Style:
        chain: list[int] = []
        while index in self._definitions and index not in chain:
            chain.append(index)
            index = self._definitions[index].base
        result = _PLAIN
        for name in reversed(chain):
            definition = self._definitions[name]
            outlined = result.layout
            if definition.outline is not None:
                outlined = replace(outlined, outline=definition.outline)
            layout = _laid_out(self._unfolded(definition.paragraph), outlined)
            asks = layout.list_id is not result.layout.list_id
            look = _said(definition.character, result.look)
            result = _Style(layout, look, name if asks else result.numbered_by)
        return result


def _said(modifiers: bytes, below: Look) -> Look:
    """Return a look with what modifiers say laid over it."""
    changes: dict[str, Any] = {}
    for code, operand in sprm.sprms(modifiers):
        toggled = _TOGGLES.get(code)
        if toggled:
            value = operand[0]
            if value in (_AS_STYLE, _UNLIKE_STYLE):
                changes[toggled] = bool(getattr(below, toggled)) != (value == _UNLIKE_STYLE)
            else:
                changes[toggled] = value != 0
        elif code == sprm.C_PLAIN:
            changes = {}
        elif code == sprm.C_FONT:
            changes["font"] = sprm.unsigned(operand)
        elif code == sprm.C_STYLE:
            changes["style"] = sprm.unsigned(operand)
        elif code == sprm.C_SPECIAL:
            changes["special"] = operand[0] != 0
        elif code == sprm.C_DELETED:
            changes["deleted"] = operand[0] != 0
        elif code == sprm.C_INSERTED:
            changes["inserted"] = operand[0] != 0
        elif code == sprm.C_SYMBOL:
            changes["symbol"] = struct.unpack("<HH", operand)
    return replace(below, **changes) if changes else below


def _laid_out(modifiers: bytes, below: Layout) -> Layout:
    """Return a layout with what modifiers say laid over it."""
    changes: dict[str, Any] = {}
    depth, in_table, of_table = below.depth, below.depth > 0, False
    for code, operand in sprm.sprms(modifiers):
        if code in (sprm.P_ALIGNMENT, sprm.P_ALIGNMENT_PHYSICAL):
            changes["centered"] = operand[0] == _CENTERED
        elif code == sprm.P_OUTLINE:
            changes["outline"] = operand[0]
        elif code == sprm.P_LIST:
            changes["list_id"] = _list_id(sprm.unsigned(operand))
        elif code == sprm.P_LEVEL:
            changes["level"] = operand[0]
        elif code == sprm.P_IN_TABLE:
            in_table = operand[0] != 0
        elif code == sprm.P_TABLE_DEPTH:
            depth = sprm.signed(operand)
        elif code == sprm.P_TABLE_DEPTH_MORE:
            depth += sprm.signed(operand)
        elif code in (sprm.P_ROW_END, sprm.P_INNER_ROW_END):
            changes["ends_row"] = operand[0] != 0
        elif code == sprm.P_INNER_CELL_END:
            changes["ends_cell"] = operand[0] != 0
        of_table = of_table or code >> 10 & 7 == 5
    if of_table:
        changes["table"] = modifiers
    changes["depth"] = max(depth, 1) if in_table else 0
    return replace(below, **changes)


def _list_id(value: int) -> int:
    """Return the list of a paragraph: from 0xF802 on the number is negated ([MS-DOC] 2.6.2, sprmPIlfo)."""
    return 0 if value == _LISTLESS else 0x10000 - value if value > _LISTLESS else value


def _stylesheet(data: bytes) -> tuple[dict[int, _Definition], int]:
    """Return the definitions of an STSH by their index, and the font of text without one."""
    if not data:
        return {}, 0
    header = struct.unpack_from("<H", data)[0]
    count, base_size = struct.unpack_from("<HH", data, 2)
    font = struct.unpack_from("<H", data, 14)[0] if header >= 14 else 0
    at = 2 + header
    found: dict[int, _Definition] = {}
    for index in range(min(count, _NO_STYLE)):
        if at + 2 > len(data):
            break
        size = struct.unpack_from("<H", data, at)[0]
        if size:
            found[index] = _definition(cut(data, at + 2, size), base_size)
        at += 2 + size + size % 2
    return found, font


def _definition(std: bytes, base_size: int) -> _Definition:
    """Return one style ([MS-DOC] 2.9.258)."""
    known, kind, count = struct.unpack_from("<HHH", std)
    built_in, base = known & 0xFFF, kind >> 4
    name_at = base_size
    at = name_at + 2 + 2 * struct.unpack_from("<H", std, name_at)[0] + 2
    parts: list[bytes] = []
    for _ in range(min(count & 0xF, 2)):
        at += at % 2
        if at + 2 > len(std):
            break
        size = struct.unpack_from("<H", std, at)[0]
        parts.append(cut(std, at + 2, size))
        at += 2 + size
    parts += [b""] * (2 - len(parts))
    kind &= 0xF
    outline = built_in - 1 if 0 < built_in < 10 else None
    if kind == _PARAGRAPH:
        return _Definition(kind, base, outline, parts[0][2:], parts[1])
    return _Definition(kind, base, None, b"", parts[0] if kind == _CHARACTER else b"")


def _fonts(data: bytes) -> list[str]:
    """Return the names of an SttbfFfn ([MS-DOC] 2.9.286, 2.9.82)."""
    if not data:
        return []
    count = struct.unpack_from("<H", data)[0]
    names: list[str] = []
    at = 4
    for _ in range(count):
        if at >= len(data):
            raise damaged("bảng phông chữ bị cụt / the table of fonts breaks off")
        entry = data[at + 1 : at + 1 + data[at]]
        names.append(entry[39:].decode("utf-16-le", "ignore").split("\0")[0])
        at += 1 + data[at]
    return names
