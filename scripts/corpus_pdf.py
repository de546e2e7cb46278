"""Writes corpus directives as text PDFs in the layout of Decree 30/2020/NĐ-CP: two-column head, justified text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from scripts.corpus_layout import Layout, head_names
from scripts.corpus_model import Paragraph, Part, Piece, Source, Style, is_drawn
from scripts.corpus_pdf_sheet import LINE, SIZE, Face, Line, Sheet
from scripts.corpus_pdf_table import draw_table

if TYPE_CHECKING:
    from collections.abc import Iterable

_COLUMNS: Final = ((0.0, 75.0), (75.0, 90.0))  # left edge from the margin and width, in mm
_SMALL: Final = 11
_INDENT: Final = 12.7
_GAP: Final = 1.5  # between paragraphs
_SIGNATURE_ROOM: Final = 4 * LINE


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the head or the closing: how it is set, the room above it, a rule below or a frame around it."""

    text: str
    face: Face
    above: float = 0.0
    rule: float = 0.0
    box: bool = False


def write_pdf(path: Path, source: Source, layout: Layout) -> int:
    """Print a directive to ``path``, the same bytes each time.

    Args:
        path: the file to write.
        source: the directive.
        layout: ``repeat`` and ``split`` count.

    Returns:
        the number of pages.
    """
    with TemporaryDirectory() as fonts:
        sheet = Sheet(source.notes, Path(fonts))
        for part in source.parts:
            sheet.add_page(orientation="landscape" if part.is_wide else "portrait")
            _head(sheet, part)
            _titles(sheet, part)
            for block in part.blocks:
                if isinstance(block, Paragraph):
                    _paragraph(sheet, block)
                else:
                    sheet.set_y(sheet.get_y() + _GAP)
                    draw_table(sheet, block, layout)
                    sheet.set_y(sheet.get_y() + _GAP)
            _closing(sheet, part)
        sheet.output(str(path))
        return sheet.pages_count


def _head(sheet: Sheet, part: Part) -> None:
    left, right = head_names(part)
    names = [line for line in left if not is_drawn(line)]
    top = sheet.get_y()
    short = 0.0 if part.is_party else 0.3
    columns = (
        [_name(line, bold=line in names[-1:], rule=short if line in left[-1:] else 0) for line in left],
        [_name(line, bold=True, rule=0.6 if line in right[-1:] else 0) for line in right],
    )
    bottom = max(_column(sheet, entries, at, top, "C") for at, entries in enumerate(columns))
    mark = [_Entry(part.mark, Face("B", _SMALL), above=1, box=True)] if part.mark else []
    below = (
        [*(_Entry(line, Face("", _SMALL)) for line in (part.number, part.about) if line), *mark],
        [_Entry(part.place, Face("I", _SMALL))] if part.place else [],
    )
    bottom = max(_column(sheet, entries, at, bottom, "C") for at, entries in enumerate(below))
    sheet.set_y(bottom + (4 if bottom > top else 0))


def _name(text: str, *, bold: bool, rule: float) -> _Entry:
    return _Entry(text, Face("B" if bold and not is_drawn(text) else "", _SMALL), rule=0 if is_drawn(text) else rule)


def _column(sheet: Sheet, entries: Iterable[_Entry], at: int, y: float, align: str) -> float:
    """Print one of the two columns from ``y`` on; return where it ends."""
    x, width = sheet.l_margin + _COLUMNS[at][0], _COLUMNS[at][1]
    for entry in entries:
        y += entry.above
        lines = _lines(sheet, entry, width)
        for line in lines:
            sheet.print_line(line, x, y, width, align)
            y += entry.face.line
        if entry.box:
            framed = max(sum(word.width + 2 for word in line.words) for line in lines) + 4
            sheet.rect(x + (width - framed) / 2, y - LINE * len(lines), framed, LINE * len(lines))
        if entry.rule:
            sheet.line(x + width * (1 - entry.rule) / 2, y + 0.5, x + width * (1 + entry.rule) / 2, y + 0.5)
            y += 2
    return y


def _lines(sheet: Sheet, entry: _Entry, width: float) -> list[Line]:
    return sheet.lines([Piece(entry.text)], width, entry.face)


def _titles(sheet: Sheet, part: Part) -> None:
    for line in (*part.title, *part.subject):
        face = Face("I" if line.startswith("(") else "B")
        sheet.place(sheet.lines([Piece(line)], sheet.epw, face), "C")
    if part.title or part.subject:
        if part.has_rule:
            middle = sheet.l_margin + sheet.epw / 2
            sheet.line(middle - 20, sheet.get_y() + 1.4, middle + 20, sheet.get_y() + 1.4)
        sheet.set_y(sheet.get_y() + 4)
    for at, line in enumerate(part.to):
        left = 0.0 if len(part.to) == 1 else 35.0 if at else 25.0
        sheet.place(sheet.lines([Piece(line)], sheet.epw - left, Face()), "L" if left else "C", left)
    if part.to:
        sheet.set_y(sheet.get_y() + 3)


def _paragraph(sheet: Sheet, block: Paragraph) -> None:
    face = Face("B" * block.is_bold + "I" * block.is_italic)
    if block.style in (Style.HEADING, Style.SUBHEADING):
        sheet.need(3 * LINE)
    lines = sheet.lines(block.pieces, sheet.epw, face, 0.0 if block.is_centred else _INDENT)
    sheet.place(lines, "C" if block.is_centred else "J")
    sheet.set_y(sheet.get_y() + _GAP)


def _closing(sheet: Sheet, part: Part) -> None:
    if not (part.cc or part.sign):
        return
    named = len(part.sign) > 1 and not part.sign[-1].isupper()
    columns = (
        [_Entry(line, Face("" if at else "BI", _SMALL, 5.0 if at else LINE)) for at, line in enumerate(part.cc)],
        [
            _Entry(line, Face("B", SIZE), above=_SIGNATURE_ROOM if named and at == len(part.sign) - 1 else 0)
            for at, line in enumerate(part.sign)
        ],
    )
    sheet.set_y(sheet.get_y() + 4)
    heights = [
        sum(entry.above + len(_lines(sheet, entry, _COLUMNS[at][1])) * entry.face.line for entry in entries)
        for at, entries in enumerate(columns)
    ]
    sheet.need(max(heights))
    top = sheet.get_y()
    bottoms = [_column(sheet, entries, at, top, "C" if at else "L") for at, entries in enumerate(columns)]
    sheet.set_y(max(bottoms))
