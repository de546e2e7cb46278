"""Reads what stands inside one paragraph of a Word file: the text that prints, its look, breaks and note markers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

import regex

from extract.ingest.docx_styles import RunFormat, Style, Styles
from extract.ingest.docx_symbols import printed_symbols, symbol
from extract.ingest.docx_xml import ALTERNATE, MATH, RUN_PROPERTIES, TRANSPARENT, VML, WORD, Element, chosen, value
from extract.ingest.legacy_fonts import LegacyFonts
from extract.ingest.word_lines import Break, Text, Token
from extract.text import NoteMark


@dataclass(slots=True)
class Content:
    """The tokens of a paragraph, and the text boxes (``w:txbxContent``) and word art (``v:textpath``) anchored in it.

    ``has_page_field`` tells that a field of the page number was left out.
    """

    tokens: list[Token] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    has_page_field: bool = False


NoteMarker = Callable[[str, str, str], str]
"""Gives the printed marker for a reference to a note: (``footnote`` or ``endnote``, its id, custom mark) to marker."""

_BOX: Final = WORD + "txbxContent"
_PAGE_FIELD: Final = regex.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", regex.IGNORECASE)
_PRIVATE: Final = regex.compile("[Ff]0[2-9A-Fa-f][0-9A-Fa-f]")
_NOTES: Final = {WORD + "footnoteReference": "footnote", WORD + "endnoteReference": "endnote"}
_BREAKING: Final = frozenset({"page", "column"})


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction does not print, its result does unless it is a page number in a margin."""

    instruction: str = ""
    prints: bool = False


class InlineReader:
    """Reads the paragraphs of one story (body, note, header), whose fields may run over several paragraphs.

    Args:
        styles: the styles of the document.
        root: the story; where its field marks do not pair up, they are disregarded, so that no text is lost.
        marker: called for each reference to a note, in order.
        fonts: reads text by fonts of legacy encodings; None leaves it as it is.
        page_numbers: whether the results of page number fields belong to the text.
    """

    def __init__(
        self,
        styles: Styles,
        root: Element,
        marker: NoteMarker,
        fonts: LegacyFonts | None = None,
        *,
        page_numbers: bool = True,
    ) -> None:
        self._styles = styles
        self._marker = marker
        self._fonts = fonts
        self._legacy: dict[int, RunFormat] = {}  # by their place, the tokens of this paragraph in a legacy font
        self._page_numbers = page_numbers
        self._fields: list[_Field] = []
        self._silent = 0  # how many of the open fields do not print
        self._heeds_fields = _fields_pair_up(root)
        self._style: Style = styles.paragraph("")
        self.hidden = False
        """Whether hidden text was left out."""

    def read(self, paragraph: Element, style: Style) -> Content:
        """Return the content of a ``w:p`` in the given paragraph style."""
        content = Content()
        self._style = style
        self._legacy.clear()
        self._walk(paragraph, content)
        if self._legacy and self._fonts:
            self._read_by_fonts(content, self._fonts)
        return content

    def _read_by_fonts(self, content: Content, fonts: LegacyFonts) -> None:
        """Put what the text in legacy fonts means in its place; letters may be shared by two runs."""
        places = [place for place, token in enumerate(content.tokens) if isinstance(token, Text)]
        runs = [
            (token.text, self._legacy[place].font if place in self._legacy else "")
            for place, token in enumerate(content.tokens)
            if isinstance(token, Text)
        ]
        for place, text in zip(places, fonts.read_runs(runs), strict=True):
            token, look = content.tokens[place], self._legacy.get(place)
            if look is not None and isinstance(token, Text):
                content.tokens[place] = token._replace(text=text.upper() if look.capitals else text)

    def _walk(self, parent: Element, content: Content) -> None:
        for child in parent:
            tag = child.tag
            if tag == WORD + "r":
                self._run(child, content)
            elif tag in TRANSPARENT or tag == WORD + "rubyBase":
                self._walk(child, content)
            elif tag == WORD + "fldSimple":
                if self._field_prints(value(child, WORD + "instr"), content):
                    self._walk(child, content)
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._walk(branch, content)
            elif isinstance(tag, str) and tag.startswith(MATH):
                content.tokens += [Text(t.text or "") for t in child.iter(MATH + "t")]

    def _run(self, run: Element, content: Content) -> None:
        properties = run[0] if len(run) and run[0].tag == RUN_PROPERTIES else run.find(RUN_PROPERTIES)
        look = self._styles.run(self._style, properties)
        if look.hidden:
            self.hidden = self.hidden or run.find(WORD + "t") is not None
        else:
            self._pieces(run, look, content)

    def _pieces(self, parent: Element, look: RunFormat, content: Content) -> None:
        """Read the children of a run (or of a branch of alternate content in it)."""
        for child in parent:
            tag = child.tag
            if tag == WORD + "fldChar":
                self._field(child, content)
            elif tag == WORD + "instrText":
                if self._fields:
                    self._fields[-1].instruction += child.text or ""
            elif self._silent:
                continue
            elif tag == WORD + "t":
                self._text(_text_of(child), look, content)
            elif tag in _NOTES:
                if self._note(child, content):
                    return
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._pieces(branch, look, content)
            elif tag in _DRAWN:
                content.boxes += _boxes(child)
            elif tag == WORD + "ruby":
                self._walk(child, content)
            else:
                self._sign(child, look, content)

    def _sign(self, child: Element, look: RunFormat, content: Content) -> None:
        """Read what stands for a character or a break."""
        tag = child.tag
        if tag in (WORD + "tab", WORD + "ptab"):
            content.tokens.append(Text("\t", look.bold or False, look.italic or False))
        elif tag in (WORD + "br", WORD + "cr"):
            breaks = value(child, WORD + "type") in _BREAKING
            content.tokens.append(Break.PAGE if breaks else Break.LINE)
        elif tag == WORD + "noBreakHyphen":
            self._text("-", look, content)
        elif tag == WORD + "sym":
            self._symbol(child, look, content)

    def _symbol(self, sign: Element, look: RunFormat, content: Content) -> None:
        """Read a ``w:sym``, which names a font of its own."""
        font, code = value(sign, WORD + "font"), value(sign, WORD + "char")
        if self._fonts and self._fonts.implies(font) and _PRIVATE.fullmatch(code):
            self._text(chr(int(code, 16)), replace(look, font=font), content)
        else:
            self._text(symbol(code, font), look, content)

    def _note(self, reference: Element, content: Content) -> bool:
        """Read a reference to a note; return whether the rest of its run is its mark, typed by the author."""
        custom = ""
        if value(reference, WORD + "customMarkFollows") in ("1", "true", "on"):
            custom = "".join(_text_of(text) for text in reference.itersiblings(WORD + "t")).strip()
        marker = self._marker(_NOTES[reference.tag], value(reference, WORD + "id"), custom)
        if marker:
            content.tokens.append(NoteMark(marker))
        return bool(custom and marker)

    def _text(self, text: str, look: RunFormat, content: Content) -> None:
        if self._fonts and self._fonts.implies(look.font):
            self._legacy[len(content.tokens)] = look
            content.tokens.append(Text(text, look.bold or False, look.italic or False))
            return
        text = printed_symbols(text, look.font)
        content.tokens.append(
            Text(text.upper() if look.capitals else text, look.bold or False, look.italic or False),
        )

    def _field(self, mark: Element, content: Content) -> None:
        kind = value(mark, WORD + "fldCharType")
        if not self._heeds_fields:
            return
        if kind == "begin":
            self._fields.append(_Field())
            self._silent += 1
        elif kind == "separate" and self._fields and not self._fields[-1].prints:
            self._fields[-1].prints = self._field_prints(self._fields[-1].instruction, content)
            self._silent -= self._fields[-1].prints
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            self._silent -= not closed.prints
            self._field_prints(closed.instruction, content)

    def _field_prints(self, instruction: str, content: Content) -> bool:
        if self._page_numbers or not _PAGE_FIELD.match(instruction):
            return True
        content.has_page_field = True
        return False


_DRAWN: Final = frozenset({WORD + "drawing", WORD + "pict", WORD + "object"})


def _text_of(element: Element) -> str:
    return (element.text or "") if not len(element) else "".join(map(str, element.itertext()))


def _boxes(drawing: Element) -> list[Element]:
    """Return the text boxes and word art of a drawing, each once."""
    found: list[Element] = []
    for child in drawing:
        if child.tag == _BOX or child.tag == VML + "textpath":
            found.append(child)
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            found += [] if branch is None else _boxes(branch)
        else:
            found += _boxes(child)
    return found


def _fields_pair_up(root: Element) -> bool:
    depth = 0
    for mark in root.iter(WORD + "fldChar"):
        if next(mark.iterancestors(WORD + "del", WORD + "moveFrom"), None) is not None:
            continue
        depth += {"begin": 1, "end": -1}.get(value(mark, WORD + "fldCharType"), 0)
        if depth < 0:
            return False
    return depth == 0
