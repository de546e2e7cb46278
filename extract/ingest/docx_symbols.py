"""Characters of the fonts Symbol and Wingdings, which Word keeps as private-use code points U+F020 to U+F0FF.

Sources: the mapping table of Adobe Symbol (Unicode Consortium, VENDORS/ADOBE/symbol.txt) and the chart of Wingdings.
Only what office documents use is listed; of the rest, what Symbol shares with ASCII is computed.
"""

from __future__ import annotations

from typing import Final

import regex

_PRIVATE: Final = regex.compile(r"[\uf020-\uf0ff]")
_BULLET: Final = "•"
_SYMBOL: Final = {
    0x2D: "-", 0xA3: "≤", 0xA5: "∞", 0xA7: _BULLET, 0xA8: _BULLET, 0xAC: "←", 0xAE: "→", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: _BULLET, 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…",
    0xBE: "-", 0xC6: "∅", 0xCE: "∈", 0xD0: "°", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD7: "·",
    0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑", 0x44: "Δ", 0x57: "Ω", 0x61: "α", 0x62: "β",
    0x64: "δ", 0x65: "ε", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
}  # fmt: skip
_WINGDINGS: Final = {
    0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0xDF: "←", 0xE0: "→", 0xE8: "→",
    0xF0: "⇒", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_ASCII: Final = frozenset("0123456789()[]{}+=/%&,.:;!?#<>| ")


def printed_symbols(text: str, font: str) -> str:
    """Return text with the private-use characters of symbol fonts replaced by the signs that they print."""
    if text.isascii():
        return text
    return str(_PRIVATE.sub(lambda match: _sign(ord(match.group()) - 0xF000, font), text))


def symbol(char: str, font: str) -> str:
    """Return the sign of a ``w:sym`` with the hexadecimal code ``char`` in ``font``; empty when the code is none."""
    try:
        code = int(char, 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF:
        return _sign(code - 0xF000, font)
    if code <= 0xFF and _is_symbol_font(font):
        return _sign(code, font)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 < code < 0x110000 else ""


def _is_symbol_font(font: str) -> bool:
    name = font.casefold()
    return name == "symbol" or "dings" in name


def _sign(code: int, font: str) -> str:
    """Return the sign at ``code`` (0x20 to 0xFF); a code that is not known prints as a bullet."""
    if "dings" in font.casefold():
        return _WINGDINGS.get(code, _BULLET)
    if code in _SYMBOL:
        return _SYMBOL[code]
    return chr(code) if chr(code) in _ASCII else _WINGDINGS.get(code, _BULLET)
