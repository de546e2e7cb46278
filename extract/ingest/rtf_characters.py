"""The characters of an RTF file between two marks: bytes in the encoding of their font, and Unicode with stand-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ingest.word_fonts import shown

if TYPE_CHECKING:
    from extract.ingest.legacy_fonts import LegacyFonts
    from extract.ingest.rtf_fonts import Fonts


class Characters:
    """Collects characters of one look.

    Args:
        fonts: the fonts of the document, which tell what bytes stand for.
        legacy: reads those of the time before Unicode.
    """

    def __init__(self, fonts: Fonts, legacy: LegacyFonts) -> None:
        self._fonts = fonts
        self._legacy = legacy
        self._bytes = bytearray()
        self._units: list[tuple[bytes, str]] = []
        self._skip = 0

    def add_bytes(self, data: bytes) -> None:
        """Add bytes, but for those that stand in for a Unicode character just added."""
        if self._skip:
            passed = min(self._skip, len(data))
            self._skip -= passed
            data = data[passed:]
        self._bytes += data

    def add_unicode(self, number: int, stand_ins: int) -> None:
        """Add a UTF-16 unit (``\\u``), after which so many stand-ins are passed over."""
        self._add(chr(number % 0x10000))
        self._skip = stand_ins

    def add_sign(self, sign: str) -> None:
        """Add a character that has a mark of its own, unless it is a stand-in; "" is the optional hyphen."""
        if self._skip:
            self._skip -= 1
        else:
            self._add(sign)

    def expect_no_stand_in(self) -> None:
        """Take note that a brace or another mark ends the stand-ins."""
        self._skip = 0

    def take_bytes(self) -> bytes:
        """Return the bytes added and forget all."""
        data = b"".join(part for part, _ in self._units) + bytes(self._bytes)
        self._bytes.clear()
        self._units.clear()
        return data

    def take_text(self, font: int) -> str:
        """Return the text added, as it shows in the font, and forget it."""
        if not self._bytes and not self._units:
            return ""
        stored = "".join(self._fonts.text(data, font) + unit for data, unit in self._units)
        stored += self._fonts.text(bytes(self._bytes), font)
        self._bytes.clear()
        self._units.clear()
        # Characters beyond the first plane are written as two surrogates; one alone means nothing.
        whole = stored.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        return shown(whole, self._fonts.name(font), self._legacy)

    def _add(self, character: str) -> None:
        self._units.append((bytes(self._bytes), character))
        self._bytes.clear()
