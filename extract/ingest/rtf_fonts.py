"""The font table of an RTF file, and the characters that bytes stand for in its fonts ([RTF 1.9.1], "Font Table")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import regex

_CODE_PAGE_OF_CHARSET: Final = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_CODE_PAGE_OF_WORD: Final = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_NUMBERED: Final = {65001: "utf-8", 10000: "mac_roman", 936: "gbk", 1361: "johab"}
_WIDE: Final = frozenset({"utf-8", "cp932", "cp949", "johab", "gbk", "cp950"})
_SYMBOL_FONT: Final = regex.compile(r"symbol\b|.{0,40}dings|marlett|mt extra", regex.IGNORECASE)
# Fonts whose letters are Vietnamese at the code points of Western ones: their bytes are Western whatever their charset.
_ONE_BYTE_FONT: Final = regex.compile(r"\.vn|vni|vps", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Font:
    """A font: its name, and the encoding of bytes set in it, empty where the document's own holds."""

    name: str = ""
    codec: str = ""


class Fonts:
    """The fonts of one document, filled as the font table is read."""

    def __init__(self) -> None:
        self.default = 0
        self._fonts: dict[int, Font] = {}
        self._codec = "cp1252"
        self._number = 0

    def set_code_page(self, word: str, number: int | None) -> None:
        """Take the code page of the document from ``\\ansi``, ``\\mac``, ``\\pc``, ``\\pca`` or ``\\ansicpg``."""
        self._codec = _codec(number) if word == "ansicpg" else _CODE_PAGE_OF_WORD.get(word, self._codec)

    def begin(self, number: int) -> None:
        """Begin the description of a font of the font table."""
        self._number = number
        self._fonts[number] = Font()

    def describe(self, word: str, number: int | None) -> None:
        """Take what a control word of the font table says of the font begun last."""
        font = self._fonts.get(self._number, Font())
        if word == "fcharset":
            self._fonts[self._number] = replace(font, codec=_CODE_PAGE_OF_CHARSET.get(number or 0, ""))
        elif word == "cpg":
            self._fonts[self._number] = replace(font, codec=_codec(number))

    def name_part(self, data: bytes) -> None:
        """Take a part of the name of the font begun last; a semicolon ends it."""
        font = self._fonts.get(self._number, Font())
        if not font.name.endswith(";"):
            self._fonts[self._number] = replace(font, name=font.name + decoded(data, font.codec or self._codec))

    def name(self, number: int) -> str:
        """Return the name of a font, empty when the table does not list it."""
        font = self._fonts.get(number)
        return font.name.partition(";")[0].strip() if font else ""

    def text(self, data: bytes, number: int) -> str:
        """Return the characters that bytes stand for in a font.

        Fonts of signs give private-use characters U+F020 to U+F0FF, as Word does; one-byte Vietnamese fonts give
        Western letters, to be converted by the name of the font.
        """
        name = self.name(number)
        if _SYMBOL_FONT.match(name):
            return "".join(chr(0xF000 + byte) if byte >= 0x20 else chr(byte) for byte in data)
        if data.isascii():
            return data.decode("ascii")
        font = self._fonts.get(number)
        if _ONE_BYTE_FONT.match(name):
            return decoded(data, "cp1252")
        return decoded(data, (font.codec if font else "") or self._codec)


def decoded(data: bytes, codec: str) -> str:
    """Return bytes as text; a byte without a character in a one-byte encoding gives the control code of its number."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        if codec in _WIDE:
            return data.decode(codec, "replace")
        return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in data)


def _codec(number: int | None) -> str:
    if number in _NUMBERED:
        return _NUMBERED[number]
    name = f"cp{number}"
    try:
        "x".encode(name)
    except LookupError:
        return "cp1252"
    return name
