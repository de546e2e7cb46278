"""What a run of a word processor's file shows in its font: the one place where stored characters become text."""

from __future__ import annotations

from extract.ingest.docx_symbols import printed_symbols


def shown(text: str, font: str) -> str:
    """Return the text that readers of the page see.

    Args:
        text: the characters as they are stored; bytes of one-byte fonts as the characters of windows-1252, among them
            U+00AD, which is a letter in some of these fonts.
        font: the name of the font, empty when none is named.
    """
    # A conversion of one-byte Vietnamese fonts, told by their names, belongs here: before anything drops U+00AD.
    return printed_symbols(text, font)
