"""Walks the paragraphs, lists and tables of one story of an OpenDocument text (body, note, header) in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import regex

from extract.ingest.legacy_fonts import LegacyFonts
from extract.ingest.odt_numbering import OdtNumbering, OpenList
from extract.ingest.odt_styles import Look, OdtStyle, OdtStyles
from extract.ingest.odt_xml import (
    DRAW,
    HEADING,
    LIBREOFFICE,
    LIST,
    OFFICE,
    PARAGRAPH,
    SVG,
    TABLE,
    TEXT,
    Element,
    number,
    value,
)
from extract.ingest.word_blocks import Paragraph, Place, Table, TableCell, WordBlock, without_page_number
from extract.ingest.word_fonts import shown
from extract.ingest.word_lines import Break, Text, Token
from extract.text import NoteMark

_MOST_BLANKS: Final = 200
_MOST_COLUMNS: Final = 63
_MOST_ROWS: Final = 1000
_MOST_HEADINGS: Final = 9
_CHANGE_END: Final = TEXT + "change-end"
_CHANGE_MARKS: Final = frozenset({TEXT + "change-start", _CHANGE_END})
_SPACE: Final = regex.compile(r"[ \t\r\n]+")
_PAGE_NUMBERS: Final = frozenset(TEXT + name for name in ("page-number", "page-count", "page-variable-get"))
# Elements that hold no text of the document, or text that does not print where it stands. Deleted text lies in
# text:tracked-changes, away from its place.
_SILENT: Final = frozenset(
    [TEXT + name for name in (
        "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "number",
        "table-of-content-source", "illustration-index-source", "table-index-source", "object-index-source",
        "user-index-source", "alphabetical-index-source", "bibliography-source", "ruby-text", "script", "note",
    )]
    + [OFFICE + name for name in ("forms", "annotation", "event-listeners", "binary-data")]
    + [DRAW + name for name in ("image", "object", "object-ole", "control", "enhanced-geometry", "glue-point")]
    + [SVG + "title", SVG + "desc", TABLE + "shapes", TABLE + "desc", TABLE + "title"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OdtNote:
    """A note: its printed marker and its text."""

    marker: str
    blocks: list[WordBlock]


@dataclass(slots=True)
class Gathered:
    """What the reading of a document finds beside its blocks."""

    footnotes: list[OdtNote] = field(default_factory=list)
    endnotes: list[OdtNote] = field(default_factory=list)
    hidden: bool = False
    """Whether hidden text was left out."""


class OdtStory:
    """Reads one story as blocks.

    Args:
        styles: the styles of its part.
        numbering: the numbering, shared by all stories.
        gathered: where notes are put.
        fonts: reads fonts of the time before Unicode.
        deletions: the ids of deletions that are not yet accepted; some writers leave the text in its place.
        page_numbers: whether page numbers belong to the text.
    """

    def __init__(
        self,
        styles: OdtStyles,
        numbering: OdtNumbering,
        gathered: Gathered,
        fonts: LegacyFonts,
        deletions: frozenset[str] = frozenset(),
        *,
        page_numbers: bool = True,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._gathered = gathered
        self._fonts = fonts
        self._deletions = deletions
        self._deleted: set[str] = set()
        """The deletions inside which the reading is."""
        self._carried: list[Token] = []
        """What stands before a deleted paragraph mark: it runs on into the next paragraph."""
        self._page_numbers = page_numbers
        self._numbered_page = False

    def blocks(self, container: Element, around: OpenList | None = None) -> list[WordBlock]:
        """Return the blocks of a body, cell, text box, note or header; ``around`` is the list that it stands in."""
        found: list[WordBlock] = []
        for child in container:
            tag = child.tag
            if tag in (PARAGRAPH, HEADING):
                found += self._paragraph(child, around)
            elif tag == LIST:
                found += self._list(child, around)
            elif tag == TABLE + "table":
                found.append(self._table(child))
            elif tag == TEXT + "numbered-paragraph":
                found += self.blocks(child, self._numbered(child))
            elif tag in _CHANGE_MARKS:
                self._change(child)
            elif not isinstance(tag, str) or tag in _SILENT:
                continue
            elif value(child, TEXT + "display") == "none":
                self._gathered.hidden = True
            elif tag.startswith(DRAW):
                boxes = list(self._boxes(child))
                found += [Paragraph(boxes=boxes)] if boxes else []
            else:
                found += self.blocks(child, around)
        if self._carried and not self._deleted:
            found.append(Paragraph(self._carried))
            self._carried = []
        return found

    def _list(self, element: Element, around: OpenList | None) -> list[WordBlock]:
        opened = self._numbering.open(element, around)
        found: list[WordBlock] = []
        for item in element:
            if item.tag in (TEXT + "list-item", TEXT + "list-header"):
                start = number(item, TEXT + "start-value", -1)
                opened.is_item = item.tag == TEXT + "list-item"
                opened.start = start if start >= 0 else None
                found += self.blocks(item, opened)
        return found

    def _numbered(self, element: Element) -> OpenList:
        level = min(max(number(element, TEXT + "level", 1), 1), 10)
        start = number(element, TEXT + "start-value", -1)
        identity, style = value(element, TEXT + "list-id"), value(element, TEXT + "style-name")
        return OpenList(identity or style, style, level, start=start if start >= 0 else None)

    def _paragraph(self, element: Element, around: OpenList | None) -> list[WordBlock]:
        style = self._styles.paragraph(value(element, TEXT + "style-name"))
        level = min(max(number(element, TEXT + "outline-level", 1), 1), 10) if element.tag == HEADING else 0
        paragraph = Paragraph(centered=bool(style.centered), heading=min(level, _MOST_HEADINGS))
        if self._is_hidden(element):
            return []
        paragraph.tokens, self._carried = self._carried, []
        self._numbered_page = False
        self._inline(element, style.look, paragraph)
        if self._deleted:
            paragraph.tokens, self._carried = [], paragraph.tokens
            return [paragraph] if paragraph.boxes else []
        if self._numbered_page:
            paragraph.tokens = without_page_number(paragraph.tokens)
        if paragraph.tokens or not style.look.hidden:
            paragraph.label = self._label(element, style, level, around)
        return [paragraph]

    def _change(self, mark: Element) -> None:
        change = value(mark, TEXT + "change-id")
        if mark.tag == _CHANGE_END:
            self._deleted.discard(change)
        elif change in self._deletions:
            self._deleted.add(change)

    def _is_hidden(self, element: Element) -> bool:
        """Tell whether a field hides the paragraph that it stands in."""
        fields = element.iterchildren(TEXT + "hidden-paragraph")
        hidden = any(value(one, TEXT + "is-hidden") == "true" for one in fields)
        self._gathered.hidden = self._gathered.hidden or hidden
        return hidden

    def _label(self, element: Element, style: OdtStyle, level: int, around: OpenList | None) -> str:
        if around is not None:
            return self._numbering.label(around, self._styles.list_style(around.style or style.list_style or ""))
        if not level or value(element, TEXT + "is-list-header") == "true" or style.list_style == "":
            return ""
        restarts = value(element, TEXT + "restart-numbering") == "true"
        start = number(element, TEXT + "start-value", 1) if restarts else None
        return self._numbering.heading(self._styles.outline, level, start)

    def _inline(self, parent: Element, look: Look, into: Paragraph) -> None:
        self._text(parent.text, look, into)
        for child in parent:
            tag = child.tag
            if tag == TEXT + "span":
                self._inline(child, self._styles.look(value(child, TEXT + "style-name")).over(look), into)
            elif isinstance(tag, str) and tag not in _SILENT:
                self._sign(child, look, into)
            elif tag == TEXT + "note":
                self._note(child, into)
            self._text(child.tail, look, into)

    def _sign(self, child: Element, look: Look, into: Paragraph) -> None:
        """Read what stands for a character or a break, a field, a drawing, or a wrapper of text."""
        tag = child.tag
        if tag == TEXT + "tab":
            self._text_as_is("\t", look, into)
        elif tag == TEXT + "s":
            self._text_as_is(" " * min(max(number(child, TEXT + "c", 1), 1), _MOST_BLANKS), look, into)
        elif tag == TEXT + "line-break":
            into.tokens += [] if look.hidden or self._deleted else [Break.LINE]
        elif tag in _CHANGE_MARKS:
            self._change(child)
        elif tag in _PAGE_NUMBERS and not self._page_numbers:
            self._numbered_page = True
        elif tag == TEXT + "hidden-text" and value(child, TEXT + "is-hidden") == "true":
            self._gathered.hidden = True
        elif tag.startswith(DRAW) and tag != DRAW + "a":
            into.boxes += self._boxes(child)
        else:
            self._inline(child, look, into)

    def _text(self, text: str | None, look: Look, into: Paragraph) -> None:
        """Add text of the file, in which blanks and line ends in a row count as one blank (ODF 1.3, part 3, 6.1.2)."""
        if text:
            self._text_as_is(_SPACE.sub(" ", text), look, into)

    def _text_as_is(self, text: str, look: Look, into: Paragraph) -> None:
        if self._deleted:
            return
        if look.hidden:
            self._gathered.hidden = self._gathered.hidden or bool(text.strip())
            return
        text = shown(text, look.font, self._fonts)
        into.tokens.append(Text(text.upper() if look.capitals else text, bool(look.bold), bool(look.italic)))

    def _note(self, element: Element, into: Paragraph) -> None:
        citation = element.find(TEXT + "note-citation")
        body = element.find(TEXT + "note-body")
        if body is None or self._deleted:
            return
        marker = "" if citation is None else "".join(map(str, citation.itertext())).strip()
        is_endnote = value(element, TEXT + "note-class") == "endnote"
        kept = self._gathered.endnotes if is_endnote else self._gathered.footnotes
        marker = marker or str(len(kept) + 1)
        into.tokens.append(NoteMark(marker))
        numbered_page = self._numbered_page
        kept.append(OdtNote(marker, self.blocks(body)))
        self._numbered_page = numbered_page

    def _boxes(self, drawing: Element) -> Iterator[list[WordBlock]]:
        """Yield what the text boxes and shapes of a drawing hold, each once."""
        if drawing.tag in _SILENT:
            return
        if any(child.tag in (PARAGRAPH, HEADING, LIST, TABLE + "table") for child in drawing):
            numbered_page = self._numbered_page
            yield self.blocks(drawing)
            self._numbered_page = numbered_page
            return
        for child in drawing:
            if isinstance(child.tag, str) and child.tag.startswith((DRAW, LIBREOFFICE)):
                yield from self._boxes(child)

    def _table(self, table: Element) -> Table:
        found = Table()
        row = 0
        for element in _rows(table):
            if value(element, TABLE + "visibility") == "collapse":
                self._gathered.hidden = True
                continue
            cells = list(self._cells(element, row))
            times = max(number(element, TABLE + "number-rows-repeated", 1), 1)
            if times > 1:
                cells = [cell for cell in cells if cell.blocks]
            for at in range(row, row + (min(times, _MOST_ROWS) if cells else 0)):
                found.cells += [TableCell(replace(cell.place, row=at), cell.blocks) for cell in cells]
            row += min(times, _MOST_ROWS)
        return found

    def _cells(self, row_element: Element, row: int) -> Iterator[TableCell]:
        column = 0
        for cell in row_element:
            if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                continue
            times = min(max(number(cell, TABLE + "number-columns-repeated", 1), 1), _MOST_COLUMNS)
            if cell.tag == TABLE + "table-cell":
                blocks = self.blocks(cell)
                spans = [
                    min(max(number(cell, f"{TABLE}number-{kind}-spanned", 1), 1), most)
                    for kind, most in (("rows", _MOST_ROWS), ("columns", _MOST_COLUMNS))
                ]
                for time in range(times if blocks or times == 1 else 0):
                    yield TableCell(Place(row, column + time, *spans), blocks)
            column += times


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, also those in groups of rows and in its head."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
            yield from _rows(child)
