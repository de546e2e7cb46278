"""Reads Word documents (.docx) as Word prints them: text, tables, automatic numbers, notes, text boxes, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from extract.errors import DamagedFileError, EmptyInputError
from extract.ingest.docx_inline import InlineReader, Text
from extract.ingest.docx_lines import Line, columned
from extract.ingest.docx_notes import CitedNote, Notes
from extract.ingest.docx_numbering import Counts, Numbering
from extract.ingest.docx_package import WordPackage, open_package
from extract.ingest.docx_story import StoryReader
from extract.ingest.docx_styles import Styles
from extract.ingest.docx_xml import RELATIONSHIP, WORD, Element, is_on, value
from extract.model import BlockKind, Cell, Problem, Source
from extract.text import Piece, TextBuilder

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_RULE_SIGNS: Final = frozenset("-‐‑‒–—―−─_=~")
_RULE_FILLING: Final = frozenset("*. ")


def read_docx(data: bytes, path: str, sha256: str) -> Source:
    """Read a Word document.

    Args:
        data: the bytes of the file.
        path: where it was read from, for the record.
        sha256: the hash of the bytes, for the record.

    Returns:
        the document with blocks for paragraphs and cell paragraphs in reading order, then notes, then headers and
        footers as furniture; without pages, because only Word knows where they break.

    Raises:
        EmptyInputError: the file has no bytes or no text.
        EncryptedFileError: a password is needed.
        UnsupportedFormatError: another Office format, old or strict.
        DamagedFileError: the archive or its XML is broken.
    """
    package = open_package(data)
    try:
        return _Document(package).read(path, sha256)
    except RecursionError as cause:
        raise DamagedFileError(
            "Tệp Word lồng nhau quá sâu.", message_en="The Word file is nested too deeply."
        ) from cause


class _Document:
    """One document on its way from package to source."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles.num_id)
        self._tables = count()
        self._table_order: dict[int, int] = {}
        self._builder = TextBuilder()

    def read(self, path: str, sha256: str) -> Source:
        body = self._package.document.find(WORD + "body")
        if body is None:
            raise DamagedFileError("Tệp Word không có phần thân.", message_en="The Word file has no body.")
        notes = Notes(self._package)
        inline = InlineReader(self._styles, body, notes.mark)
        for line in columned(list(self._story(inline, Counts()).lines(body)), self._tables):
            self._add(line)
        for cited in (notes.footnotes, notes.endnotes):
            self._add_notes(cited)
        self._add_furniture()
        if not self._builder.blocks:
            raise EmptyInputError(
                "Tệp Word không có chữ.",
                "Nếu tệp chỉ có ảnh quét, hãy dùng bản PDF hoặc bản có chữ.",
                message_en="The Word file has no text.",
                remedy_en="If it only holds scanned pictures, use a copy with text.",
            )
        return Source(
            path=path,
            sha256=sha256,
            media_type=MEDIA_TYPE,
            read_method="docx",
            text=self._builder.text,
            blocks=tuple(self._builder.blocks),
            note_references=tuple(self._builder.note_references),
            problems=tuple(_problems(body, hidden=inline.hidden)),
        )

    def _story(self, inline: InlineReader, counts: Counts) -> StoryReader:
        return StoryReader(self._styles, self._numbering, inline, self._tables, counts)

    def _add(self, line: Line, kind: BlockKind = "paragraph", marker: str = "") -> None:
        text = line.text
        if _is_rule(text, in_cell=line.cell is not None):
            return
        typed = [piece for piece in line.pieces if isinstance(piece, Text) and piece.text.strip()]
        pieces: list[Piece] = [(line.label, -1)] if line.label else []
        pieces += [(piece.text, -1) if isinstance(piece, Text) else piece for piece in line.pieces]
        self._builder.block(
            pieces,
            kind="cell" if line.cell and kind == "paragraph" else kind,
            bold=bool(typed) and all(piece.bold for piece in typed),
            italic=bool(typed) and all(piece.italic for piece in typed),
            centered=line.centered,
            heading=line.heading,
            cell=self._numbered(line.cell) if kind == "paragraph" else None,
            marker=marker,
        )

    def _add_notes(self, notes: Iterable[CitedNote]) -> None:
        counts = Counts()
        for note in notes:
            inline = InlineReader(self._styles, note.element, _no_note)
            for line in self._story(inline, counts).lines(note.element):
                self._add(line, kind="note", marker=note.marker)

    def _numbered(self, cell: Cell | None) -> Cell | None:
        """Return a cell with its table numbered in reading order."""
        if cell is None:
            return None
        index = self._table_order.setdefault(cell.table, len(self._table_order))
        return Cell(index, cell.row, cell.column, cell.row_span, cell.column_span)

    def _add_furniture(self) -> None:
        seen: set[str] = set()
        counts = Counts()
        for part in _running(self._package):
            inline = InlineReader(self._styles, part, _no_note, page_numbers=False)
            for line in self._story(inline, counts).lines(part):
                text = line.text.strip()
                if text not in seen and any(char.isalpha() for char in text):
                    seen.add(text)
                    self._add(line, kind="furniture")


def _no_note(kind: str, note_id: str, custom: str) -> str:
    return ""


def _is_rule(text: str, *, in_cell: bool) -> bool:
    """Tell whether a text only draws a line; in a cell a single dash says "none"."""
    signs = set(text.strip())
    drawn = bool(signs & _RULE_SIGNS) and signs <= _RULE_SIGNS | _RULE_FILLING
    return drawn and (len(text.strip()) > 1 or not in_cell)


def _running(package: WordPackage) -> Iterator[Element]:
    """Yield the headers and footers that print, each once, in the order of the sections."""
    seen: set[str] = set()
    even = package.settings is not None and _says(package.settings, "evenAndOddHeaders")
    for section in package.document.iter(WORD + "sectPr"):
        prints = {"default": True, "first": _says(section, "titlePg"), "even": even}
        for name in ("headerReference", "footerReference"):
            for reference in section.iterchildren(WORD + name):
                key = value(reference, RELATIONSHIP + "id")
                if prints.get(value(reference, WORD + "type"), True) and key in package.running and key not in seen:
                    seen.add(key)
                    yield package.running[key]


def _says(parent: Element, name: str) -> bool:
    element = parent.find(WORD + name)
    return element is not None and is_on(element)


def _problems(body: Element, *, hidden: bool) -> Iterator[Problem]:
    if next(body.iter(WORD + "ins", WORD + "del", WORD + "moveFrom", WORD + "moveTo"), None) is not None:
        yield Problem(
            "info",
            "tracked-changes",
            "Tệp còn lưu vết sửa đổi; phần thêm được đọc như đã chấp nhận, phần xóa bị bỏ.",
            "The file holds tracked changes; insertions were read as accepted, deletions were left out.",
        )
    if hidden:
        yield Problem("info", "hidden-text", "Tệp có chữ ẩn, không được đọc.", "Hidden text was left out.")
    if next(body.iter(WORD + "altChunk"), None) is not None:
        yield Problem(
            "warning",
            "embedded-document",
            "Tệp nhúng một văn bản khác, phần đó không được đọc; hãy mở bằng Word và lưu lại.",
            "Another document is embedded and was not read; open the file in Word and save it.",
        )
