"""One story of an RTF file (body, note, header, text box) in the making: paragraphs, and tables within tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from extract.ingest.rtf_grid import Row, RowDefinition, placed
from extract.ingest.word_blocks import Paragraph, Table, WordBlock, without_page_number
from extract.ingest.word_lines import Text, Token, text_of
from extract.text import NoteMark

_DEEPEST: Final = 20  # tables within tables; what lies deeper is read as if it lay here


@dataclass(slots=True)
class _OpenTable:
    rows: list[Row] = field(default_factory=list)
    cells: list[list[WordBlock]] = field(default_factory=list)
    """The finished cells of the row that is being read."""
    here: list[WordBlock] = field(default_factory=list)
    """The content of the cell that is being read."""


class Story:
    """Takes the text, the ends of paragraphs, cells and rows of one story in order, and gives its blocks.

    Args:
        kind: what the story is: ``body``, ``note``, ``box`` or the control word of a header or footer.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.endnote = False
        self.cites = False
        """Whether the mark of an automatic note was read and its note is still to come."""
        self._blocks: list[WordBlock] = []
        self._tables: list[_OpenTable] = []
        self._paragraph = Paragraph()
        self._numbered_page = False
        self._raised = ""

    @property
    def runs(self) -> bool:
        """Whether this is a header or footer."""
        return self.kind not in ("body", "note", "box")

    def add(self, token: Token, *, raised: bool = False) -> None:
        """Add text or a break to the open paragraph; ``raised`` tells that it is set as superscript."""
        self._paragraph.tokens.append(token)
        self._raised = token.text if raised and isinstance(token, Text) else ""

    def add_note(self, number: str) -> str:
        """Set the marker of a note: the mark that the author typed just before, else ``number``; return the marker."""
        typed = "" if self.cites else self._raised.strip()
        if typed:
            self._paragraph.tokens.pop()
        self.cites = False
        self._raised = ""
        self._paragraph.tokens.append(NoteMark(typed or number))
        return typed or number

    def add_box(self, blocks: list[WordBlock]) -> None:
        """Set a text box at the open paragraph."""
        self._paragraph.boxes.append(blocks)

    def leave_page_number(self) -> None:
        """Note that a page number was left out of the open paragraph."""
        self._numbered_page = True

    def label(self, label: str) -> None:
        """Take the label that is printed before the open paragraph."""
        self._paragraph.label = self._paragraph.label or label

    def run_on(self, *, deleted: bool) -> None:
        """End a paragraph whose mark does not print: it runs on into the next one, which has its own label."""
        if deleted or not text_of(self._paragraph.tokens).strip():
            self._paragraph.label = ""

    def end_paragraph(self, *, centered: bool, heading: int, depth: int) -> None:
        """End the open paragraph.

        Args:
            centered: whether it is centred.
            heading: its level as a heading, 0 when it is none.
            depth: in how many tables it stands.
        """
        if not depth and self._tables and self._tables[0].cells:
            depth = 1  # a paragraph between the cells of a row stands in the row, whatever it says of itself
        self._close_paragraph(self._content(depth), centered=centered, heading=heading)

    def end_cell(self, *, centered: bool, heading: int, depth: int) -> None:
        """End the open paragraph and the cell that it stands in."""
        content = self._content(max(depth, 1))
        self._close_paragraph(content, centered=centered, heading=heading)
        table = self._tables[-1]
        table.cells.append(table.here)
        table.here = []

    def end_row(self, definition: RowDefinition, *, nested: bool) -> None:
        """End a row, of the innermost table when it is nested; rows without cells are none."""
        if len(self._tables) < (2 if nested else 1):
            return
        if not nested:
            self._content(1)
        table = self._tables[-1]
        if not table.cells:
            return
        table.cells[-1] += table.here
        row = Row(table.cells, definition)
        table.cells, table.here = [], []
        if table.rows and definition.begins_table(table.rows[-1].definition):
            self._close_table()
            self._content(len(self._tables) + 1)
        self._tables[-1].rows.append(row)

    def finish(self) -> list[WordBlock]:
        """Return the blocks of the story; tables that were left open end here."""
        self._content(0)
        return self._blocks

    def _close_paragraph(self, content: list[WordBlock], *, centered: bool, heading: int) -> None:
        paragraph = self._paragraph
        if self._numbered_page:
            paragraph.tokens = without_page_number(paragraph.tokens)
        paragraph.centered, paragraph.heading = centered, heading
        if paragraph.tokens or paragraph.label or paragraph.boxes:
            content.append(paragraph)
        self._paragraph = Paragraph()
        self._numbered_page = False
        self._raised = ""

    def _content(self, depth: int) -> list[WordBlock]:
        """Return what holds a paragraph in so many tables; tables open and close as needed."""
        depth = min(depth, _DEEPEST)
        while len(self._tables) > depth:
            self._close_table()
        while len(self._tables) < depth:
            self._tables.append(_OpenTable())
        return self._tables[-1].here if self._tables else self._blocks

    def _close_table(self) -> None:
        table = self._tables.pop()
        around = self._tables[-1].here if self._tables else self._blocks
        if table.cells:
            table.rows.append(Row([*table.cells, table.here], RowDefinition()))
            table.here = []
        if table.rows:
            around.append(Table(placed(table.rows)))
        around += table.here
