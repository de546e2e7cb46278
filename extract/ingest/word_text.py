"""The text of a word processor's file (.docx, .doc, .odt, .rtf) in the making: lines in, `Source` out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.errors import EmptyInputError
from extract.ingest.legacy import Findings, LegacyText, even_runs
from extract.ingest.legacy_fonts import LegacyFonts, legacy_problem
from extract.ingest.word_lines import Line, Text, columned
from extract.model import BlockKind, Cell, Problem, Source
from extract.text import Piece, TextBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.rulebook import Rulebook

_RULE_SIGNS: Final = frozenset("-‐‑‒–—―−─_=~")
_RULE_FILLING: Final = frozenset("*. ")


class WordText:
    """Takes the body, then the notes, then headers and footers, and makes the source of them."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Begin a document; text in legacy encodings is converted, by ``fonts`` and without fonts."""
        self.fonts = LegacyFonts(rulebook)
        self._legacy = LegacyText.of(rulebook)
        self._findings = Findings()
        self._builder = TextBuilder()
        self._table_order: dict[int, int] = {}
        self._running: set[str] = set()

    def add_body(self, lines: Iterable[Line], new_table: Iterator[int]) -> None:
        """Add the lines of the body in reading order; ``new_table`` yields table numbers that no line has yet."""
        body = list(lines)
        self._findings = self._legacy.survey(line.text for line in body)
        for line in columned([self._mended(line) for line in body], new_table):
            self._add(line)

    def add(self, line: Line, kind: BlockKind = "paragraph", marker: str = "") -> None:
        """Add one line: of the body, or as ``note`` with its marker, or as ``furniture``; drawn rules are left out."""
        self._add(self._mended(line), kind, marker)

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

    def add_furniture(self, lines: Iterable[Line]) -> None:
        """Add the lines of a running header or footer, each wording once; page numbers alone are left out."""
        for line in lines:
            text = line.text.strip()
            if text not in self._running and any(char.isalpha() for char in text):
                self._running.add(text)
                self.add(line, kind="furniture")

    def _mended(self, line: Line) -> Line:
        """Return a line in Unicode whose font did not tell that it is in a legacy encoding."""
        decoder = self._legacy.diagnose_within(line.text, self._findings)
        if decoder is None:
            return line
        texts = [piece.text for piece in line.pieces if isinstance(piece, Text)]
        read = iter(even_runs(texts, decoder.decode_runs(texts)))
        return replace(
            line,
            pieces=tuple(
                piece._replace(text=next(read)) if isinstance(piece, Text) else piece for piece in line.pieces
            ),
        )

    def _numbered(self, cell: Cell | None) -> Cell | None:
        """Return a cell with its table numbered in reading order."""
        if cell is None:
            return None
        index = self._table_order.setdefault(cell.table, len(self._table_order))
        return Cell(index, cell.row, cell.column, cell.row_span, cell.column_span)

    def source(
        self, path: str, sha256: str, media_type: str, read_method: str, problems: tuple[Problem, ...] = ()
    ) -> Source:
        """Return what was added as a source without pages, because only the word processor knows where they break.

        Raises:
            EmptyInputError: nothing but blanks was added.
        """
        if not self._builder.blocks:
            raise EmptyInputError(
                "Tệp văn bản không có chữ.",
                "Nếu tệp chỉ có ảnh quét, hãy dùng bản PDF hoặc bản có chữ.",
                message_en="The document has no text.",
                remedy_en="If it only holds scanned pictures, use a copy with text.",
            )
        titles = {*self._findings.titles, *self.fonts.converted}
        return Source(
            path=path,
            sha256=sha256,
            media_type=media_type,
            read_method=read_method,
            text=self._builder.text,
            blocks=tuple(self._builder.blocks),
            note_references=tuple(self._builder.note_references),
            problems=(*problems, *legacy_problem(sorted(titles))),
        )


def _is_rule(text: str, *, in_cell: bool) -> bool:
    """Tell whether a text only draws a line; in a cell a single dash says "none"."""
    signs = set(text.strip())
    drawn = bool(signs & _RULE_SIGNS) and signs <= _RULE_SIGNS | _RULE_FILLING
    return drawn and (len(text.strip()) > 1 or not in_cell)
