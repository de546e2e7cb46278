"""The text of a word processor's file (.docx, .doc, .odt, .rtf) in the making: lines in, `Source` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.errors import EmptyInputError
from extract.ingest.word_lines import Line, Text, columned
from extract.model import BlockKind, Cell, Problem, Source
from extract.text import Piece, TextBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RULE_SIGNS: Final = frozenset("-‐‑‒–—―−─_=~")
_RULE_FILLING: Final = frozenset("*. ")


class WordText:
    """Takes the body, then the notes, then headers and footers, and makes the source of them."""

    def __init__(self) -> None:
        self._builder = TextBuilder()
        self._table_order: dict[int, int] = {}
        self._running: set[str] = set()

    def add_body(self, lines: Iterable[Line], new_table: Iterator[int]) -> None:
        """Add the lines of the body in reading order; ``new_table`` yields table numbers that no line has yet."""
        for line in columned(list(lines), new_table):
            self.add(line)

    def add(self, line: Line, kind: BlockKind = "paragraph", marker: str = "") -> None:
        """Add one line: of the body, or as ``note`` with its marker, or as ``furniture``; drawn rules are left out."""
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
        return Source(
            path=path,
            sha256=sha256,
            media_type=media_type,
            read_method=read_method,
            text=self._builder.text,
            blocks=tuple(self._builder.blocks),
            note_references=tuple(self._builder.note_references),
            problems=problems,
        )


def _is_rule(text: str, *, in_cell: bool) -> bool:
    """Tell whether a text only draws a line; in a cell a single dash says "none"."""
    signs = set(text.strip())
    drawn = bool(signs & _RULE_SIGNS) and signs <= _RULE_SIGNS | _RULE_FILLING
    return drawn and (len(text.strip()) > 1 or not in_cell)
