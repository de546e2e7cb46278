"""The numbers and signs that word processors print before paragraphs and notes, in the formats that they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

LEVELS: Final = 9
_TYPED_BULLETS: Final = frozenset("-+*")
_CLOSING: Final = (".", ")", ":", "-", "/")
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    printed = ""
    for worth, sign in _ROMAN:
        while count >= worth:
            printed += sign
            count -= worth
    return printed


def _letter(count: int) -> str:
    """Return Word's letters: A to Z, then AA, BB ... (never đ: Word counts in the English alphabet)."""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 26 * LEVELS else str(count)


def _ordinal(count: int) -> str:
    ending = "th" if 10 < count % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": lambda count: f"{count:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda count: _letter(count).lower(),
    "ordinal": _ordinal,
    "numberInDash": lambda count: f"- {count} -",
    "chicago": lambda count: "*†‡§"[(count - 1) % 4] * ((count - 1) // 4 + 1) if 0 < count < 40 else str(count),
    "none": lambda _: "",
}


def printed(count: int, number_format: str) -> str:
    """Return a count as Word prints it in a ``w:numFmt``; formats that are not known print as decimal."""
    return _FORMATS.get(number_format, str)(count)


def bullet(sign: str, *, drawn: bool = False) -> str:
    """Return a bullet as text: typed signs and words stay, every drawn sign is a dash (•, Wingdings, Courier's o).

    Args:
        sign: what the list prints, without blanks.
        drawn: whether its font has pictures in the place of letters.
    """
    if sign in _TYPED_BULLETS:
        return sign
    return sign if len(sign) > 1 and not drawn and sign[0].isalpha() else "-"


def draws(font: str) -> bool:
    """Tell whether bullets of a font are drawn signs whatever letter stands for them."""
    name = font.casefold()
    return "symbol" in name or "dings" in name or "courier" in name


def spaced(label: str, *, glued: bool) -> str:
    """Return a label with the blank after it; one that is glued to its text has none unless it ends in a closing sign.

    Args:
        label: the printed label, without blanks round it.
        glued: whether nothing stands between the label and the text.
    """
    return label if not label or (glued and not label.endswith(_CLOSING)) else label + " "


def as_label(printed_label: str, font: str) -> str:
    """Return the label of a numbered paragraph with the blank after it.

    Args:
        printed_label: the label as it is printed, with the tab or blank that ends it.
        font: the font in which it is set.
    """
    sign = printed_label.strip()
    if not sign:
        return ""
    if not any(char.isalnum() for char in sign) or (len(sign) == 1 and draws(font)):
        return bullet(sign, drawn=draws(font)) + " "
    return spaced(sign, glued=printed_label == printed_label.rstrip())
