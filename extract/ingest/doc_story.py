"""Walks the paragraphs and tables of one story of a Word 97-2003 file (body, note, header, box) in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from extract.ingest.doc_inline import Anchors, Findings, InlineReader
from extract.ingest.doc_tables import DocBlock, DocParagraph, DocTable, grid, with_tables
from extract.ingest.word_blocks import without_page_number
from extract.ingest.word_lines import text_of
from extract.ingest.word_numbering import Counts
from extract.ingest.word_paragraphs import Paragraphs
from extract.model import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.doc_parts import Extent
    from extract.ingest.doc_pieces import DocText
    from extract.ingest.doc_styles import DocStyles, Layout
    from extract.ingest.legacy_fonts import LegacyFonts
    from extract.ingest.word_lines import Line
    from extract.ingest.word_numbering import Numbering

_ENDS: Final = regex.compile(r"[\r\x07\x0c]")
_CELL_END, _PAGE_END = "\x07", "\x0c"


@dataclass(frozen=True, slots=True)
class DocContents:
    """What all stories of a file share."""

    text: DocText
    styles: DocStyles
    numbering: Numbering
    section_ends: frozenset[int]
    new_table: Iterator[int]
    findings: Findings
    fonts: LegacyFonts


class StoryReader:
    """Reads one story as lines.

    Args:
        contents: what it shares with the other stories.
        story: its positions.
        anchors: what stands at positions of it.
        counts: the counts of its lists; headers and footers share theirs, as notes of one kind do.
        page_numbers: whether the results of page number fields belong to the text.
    """

    def __init__(
        self, contents: DocContents, story: Extent, anchors: Anchors, counts: Counts, *, page_numbers: bool = True
    ) -> None:
        self._contents = contents
        self._story = story
        self._anchors = anchors
        self._counts = counts
        self._page_numbers = page_numbers
        self._paragraphs = Paragraphs()
        self._inline = InlineReader(
            contents.text,
            contents.styles,
            story,
            anchors,
            contents.findings,
            contents.fonts,
            page_numbers=page_numbers,
        )

    def lines(self, cell: Cell | None = None) -> Iterator[Line]:
        """Yield the lines of the story; all belong to ``cell`` where one is given."""
        yield from self._blocks(with_tables(self._split()), cell)

    def _split(self) -> Iterator[DocParagraph]:
        """Yield the paragraphs of the story, the last one also without a mark."""
        start, end = self._story.start, self._story.end
        for match in _ENDS.finditer(self._contents.text.text, start, end):
            mark, sign = match.start(), match.group()
            if sign == _PAGE_END and mark not in self._contents.section_ends:
                continue
            layout = self._contents.styles.layout(self._contents.text.paragraph(mark))
            if sign == _CELL_END and not layout.depth:
                continue
            printed = self._inline.is_printed(mark, layout.style)
            yield DocParagraph(start, mark, sign, layout, printed)
            start = mark + 1
        if start < end:
            layout = self._contents.styles.layout(self._contents.text.paragraph(end - 1))
            yield DocParagraph(start, end, "", layout, printed=True)

    def _blocks(self, blocks: Sequence[DocBlock], cell: Cell | None) -> Iterator[Line]:
        """Yield the lines of blocks; tables that stand in a cell are flattened into it."""
        for block in blocks:
            if isinstance(block, DocParagraph):
                yield from self._paragraph(block, cell)
            elif cell is not None:
                for content, _ in grid(block):
                    yield from self._blocks(content, cell)
            else:
                yield from self._table(block)
        yield from self._paragraphs.rest(cell)

    def _table(self, table: DocTable) -> Iterator[Line]:
        cells = grid(table)
        if len(cells) == 1 and any(isinstance(block, DocTable) for block in cells[0][0]):
            yield from self._blocks(cells[0][0], None)  # a frame round a whole document is no table
            return
        index = next(self._contents.new_table)
        for content, place in cells:
            yield from self._blocks(content, Cell(index, place.row, place.column, place.row_span, place.column_span))

    def _paragraph(self, paragraph: DocParagraph, cell: Cell | None) -> Iterator[Line]:
        layout = paragraph.layout
        content = self._inline.read(paragraph.start, paragraph.mark, layout.style)
        if paragraph.printed:
            below = self._contents.styles.under(layout)
            centered = below.centered if layout.centered is None else layout.centered
            outlined = below if layout.outline is None else layout
            tokens = without_page_number(content.tokens) if content.has_page_field else content.tokens
            yield from self._paragraphs.lines(
                tokens, self._label(layout), centered=bool(centered), heading=outlined.heading, cell=cell
            )
        elif self._inline.is_deleted(paragraph.mark, layout.style):
            self._contents.findings.changed = True
            self._paragraphs.run_on(content.tokens)
        elif text_of(content.tokens).strip():
            self._paragraphs.run_on(content.tokens, self._label(layout))
        for box in content.boxes:
            yield from StoryReader(self._contents, box, self._anchors, Counts(), page_numbers=self._page_numbers).lines(
                cell
            )

    def _label(self, layout: Layout) -> str:
        under = self._contents.styles.under(layout)
        list_id = under.list_id if layout.list_id is None else layout.list_id
        if not list_id:
            return ""
        numbering = self._contents.numbering
        level = layout.level
        if level is None and layout.list_id is None:
            level = numbering.level_of(str(list_id), str(self._contents.styles.numbered_by(layout)))
        if level is None:
            level = under.level or 0
        return numbering.label(self._counts, str(list_id), level)
