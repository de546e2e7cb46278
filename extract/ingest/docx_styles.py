"""What styles say of paragraphs and characters, resolved along ``w:basedOn`` (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import regex

from extract.ingest.docx_xml import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    WORD,
    Element,
    child_value,
    is_on,
    number,
    value,
)

_BOLD: Final = WORD + "b"
_ITALIC: Final = WORD + "i"
_HIDDEN: Final = WORD + "vanish"
_CAPITALS: Final = WORD + "caps"
_FONTS: Final = WORD + "rFonts"
_RUN_STYLE: Final = WORD + "rStyle"
_PARAGRAPH_STYLE: Final = WORD + "pStyle"
_ALIGNMENT: Final = WORD + "jc"
_OUTLINE: Final = WORD + "outlineLvl"
_NUMBERING: Final = WORD + "numPr"
_BODY_LEVEL: Final = 9  # w:outlineLvl counts from 0; 9 means body text
_HEADING_NAME: Final = regex.compile(r"heading ?([1-9])", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Character properties; None or empty where nothing is said."""

    style: str = ""
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str = ""

    def over(self, below: RunFormat) -> RunFormat:
        """Return this format with what it leaves open taken from ``below``."""
        return RunFormat(
            self.style,
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.hidden if self.hidden is None else self.hidden,
            below.capitals if self.capitals is None else self.capitals,
            self.font or below.font,
        )


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """Paragraph properties; None or empty where nothing is said.

    ``num_id`` is "0" where numbering is switched off; ``mark`` holds the properties of the paragraph mark.
    """

    style: str = ""
    centered: bool | None = None
    outline: int | None = None
    num_id: str = ""
    level: int | None = None
    mark: Element | None = None

    def over(self, below: ParagraphFormat) -> ParagraphFormat:
        """Return this format with what it leaves open taken from ``below``."""
        return ParagraphFormat(
            self.style,
            below.centered if self.centered is None else self.centered,
            below.outline if self.outline is None else self.outline,
            self.num_id or below.num_id,
            below.level if self.level is None else self.level,
            self.mark,
        )

    @property
    def heading(self) -> int:
        """The level of a heading, 1 to 9, or 0 when it is none."""
        return 0 if self.outline is None or self.outline >= _BODY_LEVEL else self.outline + 1


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits; ``numbered_by`` is the style of the chain that asks for the numbering."""

    run: RunFormat
    paragraph: ParagraphFormat
    numbered_by: str = ""


_PLAIN_RUN: Final = RunFormat()
_PLAIN_PARAGRAPH: Final = ParagraphFormat()
_PLAIN_STYLE: Final = Style(_PLAIN_RUN, _PLAIN_PARAGRAPH)


def run_format(properties: Element | None) -> RunFormat:
    """Return what a ``w:rPr`` itself says."""
    if properties is None:
        return _PLAIN_RUN
    style = font = ""
    bold = italic = hidden = capitals = None
    for child in properties:
        tag = child.tag
        if tag == _BOLD:
            bold = is_on(child)
        elif tag == _ITALIC:
            italic = is_on(child)
        elif tag == _FONTS:
            font = value(child, WORD + "ascii") or value(child, WORD + "hAnsi")
        elif tag == _RUN_STYLE:
            style = value(child)
        elif tag == _HIDDEN:
            hidden = is_on(child)
        elif tag == _CAPITALS:
            capitals = is_on(child)
    return RunFormat(style, bold, italic, hidden, capitals, font)


def paragraph_format(properties: Element | None) -> ParagraphFormat:
    """Return what a ``w:pPr`` itself says."""
    if properties is None:
        return _PLAIN_PARAGRAPH
    style = num_id = level = ""
    centered = outline = mark = None
    for child in properties:
        tag = child.tag
        if tag == _PARAGRAPH_STYLE:
            style = value(child)
        elif tag == _ALIGNMENT:
            centered = value(child) == "center"
        elif tag == RUN_PROPERTIES:
            mark = child
        elif tag == _OUTLINE:
            outline = number(value(child), _BODY_LEVEL)
        elif tag == _NUMBERING:
            num_id, level = child_value(child, "numId"), child_value(child, "ilvl")
    return ParagraphFormat(style, centered, outline, num_id, number(level) if level else None, mark)


class Styles:
    """The styles of one document, resolved when first asked for.

    Args:
        root: ``w:styles``, or None for a document without styles.
    """

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default_run = _PLAIN_RUN
        self._default_paragraph = ""
        if root is None:
            return
        self._default_run = run_format(root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{RUN_PROPERTIES}"))
        for style in root.iterchildren(WORD + "style"):
            style_id = value(style, WORD + "styleId")
            self._elements.setdefault(style_id, style)
            if value(style, WORD + "type") == "paragraph" and value(style, WORD + "default") in ("1", "true", "on"):
                self._default_paragraph = style_id

    def paragraph(self, style_id: str) -> Style:
        """Return the style named, or the default style when ``style_id`` is empty or unknown."""
        return self._resolve(style_id if style_id in self._elements else self._default_paragraph)

    def num_id(self, style_id: str) -> str:
        """Return the numbering that a style asks for, empty when it asks for none."""
        return self._resolve(style_id).paragraph.num_id

    def run(self, style: Style, properties: Element | None) -> RunFormat:
        """Return the effective format of a run that stands in a paragraph of the given style.

        Direct formatting wins; else toggle properties of paragraph and character style cancel each other (17.7.3).
        """
        said = run_format(properties)
        character = self._resolve(said.style).run
        above, default = style.run, self._default_run
        return RunFormat(
            said.style,
            _toggle(said.bold, character.bold, above.bold, default.bold),
            _toggle(said.italic, character.italic, above.italic, default.italic),
            _toggle(said.hidden, character.hidden, above.hidden, default.hidden),
            _toggle(said.capitals, character.capitals, above.capitals, default.capitals),
            said.font or character.font or above.font or default.font,
        )

    def _resolve(self, style_id: str) -> Style:
        if style_id not in self._resolved:
            self._resolved[style_id] = self._inherited(style_id)
        return self._resolved[style_id]

    def _inherited(self, style_id: str) -> Style:
        chain: list[str] = []
        while style_id in self._elements and style_id not in chain:
            chain.append(style_id)
            style_id = child_value(self._elements[style_id], "basedOn")
        result = _PLAIN_STYLE
        for name in reversed(chain):
            result = _derived(name, self._elements[name], result)
        return result


def _derived(style_id: str, element: Element, base: Style) -> Style:
    """Return ``base`` with what the style itself says laid over it."""
    said = paragraph_format(element.find(PARAGRAPH_PROPERTIES))
    if said.outline is None:
        said = replace(said, outline=_heading_by_name(element))
    return Style(
        run_format(element.find(RUN_PROPERTIES)).over(base.run),
        said.over(base.paragraph),
        style_id if said.num_id else base.numbered_by,
    )


def _heading_by_name(element: Element) -> int | None:
    """Return the outline level of a built-in heading: its English name holds in every language of Word."""
    match = _HEADING_NAME.fullmatch(child_value(element, "name"))
    return int(match[1]) - 1 if match and value(element, WORD + "type") == "paragraph" else None


def _toggle(direct: bool | None, character: bool | None, paragraph: bool | None, default: bool | None) -> bool:
    if direct is not None:
        return direct
    return bool(default) or bool(character) != bool(paragraph)
