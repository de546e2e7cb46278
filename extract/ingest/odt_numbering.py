"""Recovers the labels that lists and headings of an OpenDocument text print (ODF 1.3, part 3, 5.3, 16.30 and 16.34)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from extract.ingest.odt_xml import ID, LIBREOFFICE, STYLE, TEXT, Element, number, value
from extract.ingest.word_numbers import bullet, printed, spaced

LEVELS: Final = 10
_OUTLINE: Final = "\0outline"  # no xml:id can be this
_PLACE: Final = regex.compile(r"%(\d{1,2})%")
_FORMATS: Final = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    number_format: str = "none"
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels are printed, from this one upwards."""
    pattern: str = ""
    """The label with %1% ... for the numbers of the levels, where the writer gives it whole."""
    sign: str = ""
    glued: bool = False


@dataclass(slots=True)
class OpenList:
    """A list that is being read: the list that its numbers go on, its style and its level, counted from 1."""

    identity: str
    style: str
    level: int
    is_item: bool = True
    """Whether the next paragraph bears the number of an item; the paragraphs after it do not."""
    start: int | None = None


class OdtNumbering:
    """Counts the lists of one document, in document order."""

    def __init__(self) -> None:
        self._counters: dict[str, list[int | None]] = {}
        self._identity: dict[str, str] = {}
        self._latest: dict[str, str] = {}
        self._levels: dict[Element, dict[int, _Level]] = {}

    def open(self, element: Element, around: OpenList | None) -> OpenList:
        """Begin a ``text:list``, which may stand in an item of another one."""
        style = value(element, TEXT + "style-name") or (around.style if around else "")
        if around is not None:
            return OpenList(around.identity, style, min(around.level + 1, LEVELS))
        own = value(element, ID) or f"\0{len(self._identity)}"
        continued = self._identity.get(value(element, TEXT + "continue-list"))
        if continued is None and value(element, TEXT + "continue-numbering") == "true":
            continued = self._latest.get(style)
        self._identity[own] = self._latest[style] = continued or own
        return OpenList(self._identity[own], style, 1)

    def label(self, opened: OpenList, style: Element | None) -> str:
        """Count the next paragraph of a list; return its label with the blank after it, empty when it has none.

        Args:
            opened: the list that the paragraph stands in.
            style: its ``text:list-style``.
        """
        if not opened.is_item or style is None:
            return ""
        opened.is_item = False
        return self._print(opened.identity, style, opened.level, opened.start)

    def heading(self, outline: Element | None, level: int, start: int | None) -> str:
        """Count a heading that stands in no list; return its label with the blank after it, empty when it has none."""
        return "" if outline is None else self._print(_OUTLINE, outline, min(level, LEVELS), start)

    def _print(self, identity: str, style: Element, level: int, start: int | None) -> str:
        levels = self._levels_of(style)
        shown = levels.get(level)
        if shown is None:
            return ""
        counters = self._counters.setdefault(identity, [None] * (LEVELS + 1))
        for upper in range(1, level):
            if counters[upper] is None:
                counters[upper] = levels.get(upper, _Level()).start
        current = counters[level]
        counters[level] = start if start is not None else shown.start if current is None else current + 1
        counters[level + 1 :] = [None] * (LEVELS - level)
        if shown.sign:
            return bullet(shown.sign) + " "
        numbers = {at: printed(counters[at] or 0, levels.get(at, _Level()).number_format) for at in range(1, level + 1)}
        return spaced(_composed(shown, level, numbers).strip(), glued=shown.glued)

    def _levels_of(self, style: Element) -> dict[int, _Level]:
        if style not in self._levels:
            self._levels[style] = {number(level, TEXT + "level"): _level(level) for level in style}
        return self._levels[style]


def _composed(shown: _Level, level: int, numbers: dict[int, str]) -> str:
    if not numbers[level]:
        return shown.prefix + shown.suffix if shown.pattern else ""
    if shown.pattern:
        return str(_PLACE.sub(lambda match: numbers.get(int(match[1]), ""), shown.pattern))
    first = max(level - shown.shown + 1, 1)
    return shown.prefix + ".".join(numbers[at] for at in range(first, level + 1) if numbers[at]) + shown.suffix


def _level(element: Element) -> _Level:
    sign = value(element, TEXT + "bullet-char")
    if element.tag == TEXT + "list-level-style-image":
        sign = "-"
    written = value(element, STYLE + "num-format")
    alignment = element.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    return _Level(
        start=number(element, TEXT + "start-value", 1),
        number_format="decimalZero" if written.startswith("01") else _FORMATS.get(written, "decimal"),
        prefix=value(element, STYLE + "num-prefix"),
        suffix=value(element, STYLE + "num-suffix"),
        shown=number(element, TEXT + "display-levels", 1),
        pattern=value(element, LIBREOFFICE + "num-list-format"),
        sign=sign,
        glued=value(alignment, TEXT + "label-followed-by") == "nothing",
    )
