"""Writes corpus directives as Word files: head and closing in tables without rules, real tables and footnotes."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.shared import Mm, Pt

from scripts.corpus_docx_blocks import TextWriter, add_table, bare_table, boxed, ruled_below
from scripts.corpus_docx_parts import add_footnotes, add_page_number, save_fixed
from scripts.corpus_layout import Layout, head_names
from scripts.corpus_model import Paragraph, Part, Source, Style, is_drawn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docx.document import Document as DocxDocument
    from docx.table import _Cell

_PAGE: Final = (210, 297)  # mm
_MARGINS: Final = (20, 15, 20, 30)  # mm: top, right, bottom, left
_HEAD_WIDTHS: Final = (70, 95)
_CLOSING_WIDTHS: Final = (80, 85)
_SIZE: Final = 13
_SMALL: Final = 11
_INDENT: Final = 12.7  # mm
_SIGNATURE_ROOM: Final = 4  # empty lines above the name
_CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER


def write_docx(path: Path, source: Source, layout: Layout) -> None:
    """Write a directive to ``path``; the same bytes each time.

    Args:
        path: the file to write.
        source: the directive.
        layout: ``head``, ``repeat``, ``split`` and ``numbered`` count.
    """
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(_SIZE)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    writer = TextWriter(document, source.notes, numbered=layout.numbered)
    for at, part in enumerate(source.parts):
        _begin(document, part, first=at == 0)
        _head(document, part, layout)
        _titles(document, part)
        for block in part.blocks:
            if isinstance(block, Paragraph):
                _paragraph(document, block, writer)
            else:
                add_table(document, block, writer, width=_text_width(part), layout=layout)
        _closing(document, part)
    add_footnotes(document, source.notes)
    save_fixed(document, path)


def _text_width(part: Part) -> int:
    return _PAGE[1 if part.is_wide else 0] - _MARGINS[1] - _MARGINS[3]


def _begin(document: DocxDocument, part: Part, *, first: bool) -> None:
    """Begin a page for the part; a section of its own where the page is turned."""
    section = document.sections[-1]
    turned = section.orientation == WD_ORIENT.LANDSCAPE
    if not first and turned == part.is_wide:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    if not first:
        section = document.add_section(WD_SECTION.NEW_PAGE)
    else:
        add_page_number(section)
    section.different_first_page_header_footer = first
    section.orientation = WD_ORIENT.LANDSCAPE if part.is_wide else WD_ORIENT.PORTRAIT
    sides = _PAGE[::-1] if part.is_wide else _PAGE
    section.page_width, section.page_height = Mm(sides[0]), Mm(sides[1])
    top, right, bottom, left = map(Mm, _MARGINS)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = top, right, bottom, left


def _head(document: DocxDocument, part: Part, layout: Layout) -> None:
    left, right = head_names(part)
    if not (left or right or part.number or part.place):
        return
    names = [line for line in left if not is_drawn(line)]
    on_left = [_Line(line, bold=line in names[-1:], rule=not part.is_party and line in left[-1:]) for line in left]
    on_right = [_Line(line, bold=True, rule=line in right[-1:]) for line in right]
    below = [_Line(part.number), _Line(part.about), _Line(part.mark, bold=True, box=True)]
    below_left = [line for line in below if line.text]
    below_right = [_Line(part.place, italic=True)] if part.place else []
    if layout.head == "whole":
        rows = [([*on_left, *below_left], [*on_right, *below_right])]
    elif layout.head == "lines":
        pairs = [*zip_longest(on_left, on_right), *zip_longest(below_left, below_right)]
        rows = [([one] if one else [], [two] if two else []) for one, two in pairs]
    else:
        rows = [row for row in ((on_left, on_right), (below_left, below_right)) if any(row)]
    table = bare_table(document, len(rows), _HEAD_WIDTHS)
    for row, columns in zip(table.rows, rows, strict=True):
        for cell, lines in zip(row.cells, columns, strict=True):
            _fill(cell, lines, size=12)


class _Line:
    """A line of the head or the closing and its look."""

    __slots__ = ("align", "bold", "box", "italic", "rule", "text")

    def __init__(self, text: str, *, bold: bool = False, italic: bool = False, rule: bool = False, box: bool = False):
        self.text = text
        self.bold = bold and not is_drawn(text)
        self.italic = italic
        self.rule = rule and not is_drawn(text)
        self.box = box


def _fill(cell: _Cell, lines: Sequence[_Line], *, size: int, align: WD_ALIGN_PARAGRAPH = _CENTRE) -> None:
    for at, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run(line.text)
        run.bold, run.italic, run.font.size = line.bold, line.italic, Pt(size)
        if line.box:
            boxed(run)
        if line.rule:
            ruled_below(cell.add_paragraph(), width=_HEAD_WIDTHS[0])


def _titles(document: DocxDocument, part: Part) -> None:
    for at, line in enumerate((*part.title, *part.subject)):
        paragraph = document.add_paragraph()
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.space_before = Pt(12 if at == 0 else 0)
        run = paragraph.add_run(line)
        run.bold, run.italic = not line.startswith("("), line.startswith("(")
    if part.has_rule:
        ruled_below(document.add_paragraph(), width=_text_width(part))
    for at, line in enumerate(part.to):
        paragraph = document.add_paragraph(line)
        if len(part.to) == 1:
            paragraph.alignment = _CENTRE
        else:
            paragraph.paragraph_format.left_indent = Mm(30 if at == 0 else 45)
        paragraph.paragraph_format.space_before = Pt(12 if at == 0 else 3)


def _paragraph(document: DocxDocument, block: Paragraph, writer: TextWriter) -> None:
    paragraph = document.add_paragraph()
    if block.is_centred:
        paragraph.alignment = _CENTRE
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(_INDENT)
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.keep_with_next = block.style in (Style.HEADING, Style.SUBHEADING)
    writer.write(paragraph, block)


def _closing(document: DocxDocument, part: Part) -> None:
    if not (part.cc or part.sign):
        return
    document.add_paragraph()
    left, right = bare_table(document, 1, _CLOSING_WIDTHS).rows[0].cells
    recipients = [_Line(line, bold=at == 0, italic=at == 0) for at, line in enumerate(part.cc)]
    _fill(left, recipients, size=_SMALL, align=WD_ALIGN_PARAGRAPH.LEFT)
    named = len(part.sign) > 1 and not part.sign[-1].isupper()
    titles = part.sign[:-1] if named else part.sign
    room = [""] * _SIGNATURE_ROOM if named else []
    _fill(right, [_Line(line, bold=True) for line in (*titles, *room, *part.sign[len(titles) :])], size=_SIZE)
