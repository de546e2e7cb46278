"""Whether the text layer of a PDF says what the page shows.

Fonts without, or with a false, ToUnicode table print well and read as nonsense, and so do fonts of the time before
Unicode (TCVN3, VNI). Vietnamese uses few characters beyond ASCII, so the share of letters that no Vietnamese word holds
tells such a page; the odd foreign name does not reach it.
"""

from __future__ import annotations

import re
from typing import Final

import regex

GARBLED_SHARE: Final = 0.03
"""From this share of strange characters on, a page is taken as garbled. Sound pages have none; broken ones have a tenth
and more."""
_LEAST_CHARACTERS: Final = 40
_VIETNAMESE: Final = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđÐĨĩŨũƠơƯưƢƣ\u1ea0-\u1ef9\u0300-\u0303\u0306\u0309\u031b\u0323"
# The standard library's engine passes over what is usual several times as fast as `regex`.
_UNUSUAL: Final = re.compile(rf"[^\s\x21-\x7e{_VIETNAMESE}]")
_COUNTED: Final = regex.compile(r"[^\s\d\p{P}\p{Sm}\p{Sc}\p{Sk}]")
_SOUND: Final = regex.compile(
    r"[\p{P}\p{Sm}\p{Sc}\p{Sk}"
    r"°º²³¹⁰-⁹₀-₉®™€₫№αβγδμΩ•◦●○▪▫■□◆➢→✓✔\u200b-\u200f\u00ad\ufeff\ufffe\x02"
    r"\uf0b7\uf02d\uf0a7\uf0d8\uf0fc]"
)


def garbled(text: str) -> bool:
    """Tell whether the text of a page is nonsense.

    Args:
        text: all text of one page.

    Returns:
        True when at least `GARBLED_SHARE` of its letters and symbols are strange; False where there is too little text.
    """
    strange = sum(not _SOUND.match(char) for char in _UNUSUAL.findall(text))
    if not strange:
        return False
    counted = sum(text.count(char) for char in set(text) if _COUNTED.match(char))
    return counted >= _LEAST_CHARACTERS and strange >= GARBLED_SHARE * counted
