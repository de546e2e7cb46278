"""Walks the paragraphs and tables of one story of a Word file (body, note, header or footer) in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.ingest.docx_inline import InlineReader
from extract.ingest.docx_styles import ParagraphFormat, Style, Styles, paragraph_format, run_format
from extract.ingest.docx_xml import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    TABLE,
    VML,
    WORD,
    Element,
    child_value,
    is_on,
    number,
    through,
    value,
)
from extract.ingest.word_blocks import without_page_number
from extract.ingest.word_lines import Line, Text, text_of
from extract.ingest.word_numbering import Counts, Numbering
from extract.ingest.word_paragraphs import Paragraphs
from extract.model import Cell

_BLOCKS: Final = frozenset({PARAGRAPH, TABLE})
_ROWS: Final = frozenset({WORD + "tr"})
_CELLS: Final = frozenset({WORD + "tc"})
_MAX_SPAN: Final = 63  # Word allows no more columns (ECMA-376 leaves it open; [MS-OI29500] 2.1.118)


class StoryReader:
    """Reads one story as lines.

    Args:
        styles: the styles of the document.
        numbering: its numbering, shared by all stories.
        inline: the reader of the paragraphs of this story.
        new_table: yields the number of a table not yet used.
        counts: the counts of the lists of this story; headers and footers share theirs, as notes of one kind do.
    """

    def __init__(
        self, styles: Styles, numbering: Numbering, inline: InlineReader, new_table: Iterator[int], counts: Counts
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        self._new_table = new_table
        self._counts = counts
        self._paragraphs = Paragraphs()

    def lines(self, container: Element, cell: Cell | None = None) -> Iterator[Line]:
        """Yield the lines of a body, note, cell, text box or other container of blocks, in reading order.

        Tables that stand in a cell are flattened into it.
        """
        for block in through(container, _BLOCKS):
            if block.tag == PARAGRAPH:
                yield from self._paragraph(block, cell)
            elif cell is not None:
                for inner, _ in _grid(block):
                    yield from self.lines(inner, cell)
            else:
                yield from self._table(block)
        yield from self._paragraphs.rest(cell)

    def _table(self, table: Element) -> Iterator[Line]:
        cells = list(_grid(table))
        if len(cells) == 1 and next(cells[0][0].iter(TABLE), None) is not None:
            yield from self.lines(cells[0][0])  # a frame round a whole document is no table
            return
        index = next(self._new_table)
        for element, place in cells:
            cell = Cell(index, place.row, place.column, place.row_span, place.column_span)
            yield from self.lines(element, cell)

    def _paragraph(self, paragraph: Element, cell: Cell | None) -> Iterator[Line]:
        first = next(iter(paragraph), None)
        said = paragraph_format(first if first is not None and first.tag == PARAGRAPH_PROPERTIES else None)
        style = self._styles.paragraph(said.style)
        content = self._inline.read(paragraph, style)
        if _is_deleted(said.mark):
            self._paragraphs.run_on(content.tokens)
        elif run_format(said.mark).hidden:
            if text_of(content.tokens).strip():
                self._paragraphs.run_on(content.tokens, self._label(said, style))
        else:
            look = said.over(style.paragraph)
            tokens = without_page_number(content.tokens) if content.has_page_field else content.tokens
            yield from self._paragraphs.lines(
                tokens, self._label(said, style), centered=bool(look.centered), heading=look.heading, cell=cell
            )
        for box in content.boxes:
            yield from self._box(box, cell)

    def _box(self, box: Element, cell: Cell | None) -> Iterator[Line]:
        if box.tag == VML + "textpath":
            text = value(box, "string")
            if text.strip():
                yield Line((Text(text),), cell=cell)
        else:
            around, self._counts = self._counts, Counts()
            yield from self.lines(box, cell)
            self._counts = around

    def _label(self, said: ParagraphFormat, style: Style) -> str:
        num_id = said.num_id or style.paragraph.num_id
        if not num_id or num_id == "0":
            return ""
        level = said.level
        if level is None:
            level = None if said.num_id else self._numbering.level_of(num_id, style.numbered_by)
        if level is None:
            level = style.paragraph.level or 0
        return self._numbering.label(self._counts, num_id, level)


def _is_deleted(mark: Element | None) -> bool:
    return mark is not None and any(child.tag in (WORD + "del", WORD + "moveFrom") for child in mark)


@dataclass(slots=True)
class _Place:
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


def _grid(table: Element) -> list[tuple[Element, _Place]]:
    """Return the cells of a table that print, row by row; what is merged into another cell only widens that one."""
    cells: list[tuple[Element, _Place]] = []
    above: dict[int, _Place] = {}
    for row, element in enumerate(_printed_rows(table)):
        properties = element.find(WORD + "trPr")
        column = _span(child_value(properties, "gridBefore"), 0)
        here: dict[int, _Place] = {}
        last: _Place | None = None
        for cell in through(element, _CELLS):
            said = cell.find(WORD + "tcPr")
            span = _span(child_value(said, "gridSpan"), 1)
            merged = above.get(column) if _continues(said, "vMerge") else None
            if merged is not None:
                merged.row_span = row - merged.row + 1
            elif _continues(said, "hMerge") and last is not None:
                last.column_span += span
            else:
                last = _Place(row, column, 1, span)
                cells.append((cell, last))
            here[column] = merged or last or _Place(row, column)
            column += span
        above = here
    return cells


def _printed_rows(table: Element) -> Iterator[Element]:
    for row in through(table, _ROWS):
        properties = row.find(WORD + "trPr")
        if properties is None or (properties.find(WORD + "del") is None and not _hidden(properties)):
            yield row


def _hidden(properties: Element) -> bool:
    hidden = properties.find(WORD + "hidden")
    return hidden is not None and is_on(hidden)


def _continues(properties: Element | None, name: str) -> bool:
    merge = None if properties is None else properties.find(WORD + name)
    return merge is not None and value(merge) != "restart"


def _span(text: str, default: int) -> int:
    return min(max(number(text, default), default), _MAX_SPAN)
