"""What a run of a word processor's file shows in its font: the one place where stored characters become text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ingest.docx_symbols import printed_symbols

if TYPE_CHECKING:
    from extract.ingest.legacy_fonts import LegacyFonts


def shown(text: str, font: str, fonts: LegacyFonts) -> str:
    """Return the text that readers of the page see.

    Args:
        text: the characters as they are stored; bytes of one-byte fonts as the characters of windows-1252, among them
            U+00AD, which is a letter in some of these fonts.
        font: the name of the font, empty when none is named.
        fonts: the fonts of the time before Unicode in this document.
    """
    if font and fonts.implies(font):
        return fonts.read(text, font)
    return printed_symbols(text, font)
