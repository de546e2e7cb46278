"""What the Word files of the corpus consist of: runs with footnotes, automatic labels, tables, rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from scripts.corpus_docx_parts import add_numbering, number
from scripts.corpus_grid import column_widths
from scripts.corpus_model import Paragraph, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as DocxDocument
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph as DocxParagraph
    from docx.text.run import Run

    from scripts.corpus_layout import Layout
    from scripts.corpus_model import Note, Table

_LABEL = re.compile(r"(?P<label>(?P<roman>[IVX]+)\.|(?P<number>\d+)\.|(?P<letter>[a-z])\)) ")
_LEVELS: Final = ("roman", "number", "letter")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_CELL_SIZE: Final = 11


class TextWriter:
    """Writes the words of paragraphs and cells; counts labels along, so that only right ones are left to Word."""

    def __init__(self, document: DocxDocument, notes: Sequence[Note], *, numbered: bool) -> None:
        self._notes = {note.mark: at for at, note in enumerate(notes, 1)}
        self._counts = [0] * len(_LEVELS) if numbered else []
        if numbered:
            add_numbering(document)

    def write(self, paragraph: DocxParagraph, block: Paragraph) -> None:
        """Write a paragraph of the body, its label as automatic numbering where that gives the same label."""
        pieces = block.pieces
        if (level := self._level(block.text)) is not None:
            label = _LABEL.match(block.text)
            pieces = (Piece(pieces[0].text[label.end() if label else 0 :], pieces[0].mark), *pieces[1:])
            number(paragraph, level, bold=block.is_bold)
        self.runs(paragraph, pieces, bold=block.is_bold, italic=block.is_italic)

    def runs(self, paragraph: DocxParagraph, pieces: tuple[Piece, ...], *, bold: bool, italic: bool = False) -> None:
        """Write words and the references to footnotes that hang on them."""
        for piece in pieces:
            if piece.text:
                run = paragraph.add_run(piece.text)
                run.bold, run.italic = bold, italic
            if piece.mark:
                reference = paragraph.add_run()
                reference.font.superscript = True
                element = OxmlElement("w:footnoteReference")
                element.set(qn("w:id"), str(self._notes[piece.mark]))
                reference._r.append(element)

    def _level(self, text: str) -> int | None:
        """Return the level of the automatic label that equals the typed one, None when there is none."""
        match = _LABEL.match(text) if self._counts else None
        if match is None or match.lastgroup is None:
            return None
        level = next(at for at, name in enumerate(_LEVELS) if match[name])
        count = self._counts[level] + 1
        shown = (_ROMAN[count - 1 : count] or ("",))[0], str(count), chr(ord("a") + count - 1)
        if match[_LEVELS[level]] != shown[level] or not all(self._counts[:level]):
            return None
        self._counts[level:] = [count, *[0] * (len(_LEVELS) - level - 1)]
        return level


def add_table(document: DocxDocument, table: Table, writer: TextWriter, *, width: float, layout: Layout) -> None:
    """Add a ruled table.

    Args:
        document: it is put at its end.
        table: its merged cells become merged cells.
        writer: writes the cells.
        width: of the table in mm.
        layout: ``repeat`` and ``split`` count.
    """
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)
    made = document.add_table(rows=table.rows, cols=table.columns)
    made.style = "Table Grid"
    _set_widths(made, column_widths(table, width))
    grid = [list(row.cells) for row in made.rows]
    for cell in table.cells:
        place = grid[cell.row][cell.column]
        if cell.rows > 1 or cell.columns > 1:
            place = place.merge(grid[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        paragraph = place.paragraphs[0]
        head = cell.row < table.head_rows
        if head or len(cell.text) < 5:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        writer.runs(paragraph, cell.pieces, bold=table.is_bold(cell))
        for run in paragraph.runs:
            run.font.size = Pt(_CELL_SIZE)
    for at, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        if not layout.split:
            properties.append(OxmlElement("w:cantSplit"))
        if layout.repeat and at < table.head_rows:
            properties.append(OxmlElement("w:tblHeader"))


def bare_table(document: DocxDocument, rows: int, widths: Sequence[float]) -> DocxTable:
    """Add an empty table without rules, of the given column widths in mm, whose rows stay on one page."""
    table: DocxTable = document.add_table(rows=rows, cols=len(widths))
    _set_widths(table, widths)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _set_widths(table: DocxTable, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def ruled_below(paragraph: DocxParagraph, *, width: float) -> None:
    """Make an empty paragraph a short rule in the middle of a column of ``width`` mm."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(width / 3)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.line_spacing = Pt(3), Pt(8)
    rule = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(rule), "w:spacing", "w:ind", "w:jc")


def boxed(run: Run) -> None:
    """Draw a frame around the words of a run."""
    run._r.get_or_add_rPr().append(
        parse_xml(f'<w:bdr {nsdecls("w")} w:val="single" w:sz="6" w:space="0" w:color="000000"/>')
    )
