"""Pages of the PDF files of the corpus: lines set word by word, page numbers, footnotes at the foot of their page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fpdf import FPDF

from scripts.corpus_model import Piece
from scripts.corpus_pdf_font import FAMILY, add_faces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from scripts.corpus_model import Note

SIZE: Final = 13
LINE: Final = 6.2  # mm
_FIXED: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # a file made twice must be the same file
_NOTE_SIZE: Final = 10
_NOTE_LINE: Final = 4.6
_NOTE_GAP: Final = 3.0  # between text and notes, with the rule in it
_RAISED: Final = 0.62  # size of a footnote mark, of that of the text
_POINT: Final = 25.4 / 72
_HYPHEN = re.compile(r"(?<=\w-)(?=\w)")  # Word, too, ends lines there
_WORDS = re.compile(r" {1,2}(?! )|(?: {3,}|[^ ])+")  # a long gap is a blank to be filled in, part of its word


@dataclass(frozen=True, slots=True)
class Face:
    """A style of letters: ``style`` as in fpdf2 ("", "B", "I", "BI"), ``size`` in points, ``line`` in mm."""

    style: str = ""
    size: float = SIZE
    line: float = LINE


@dataclass(frozen=True, slots=True)
class Word:
    """What is not parted at the end of a line: words and marks of footnotes in turn, and its width in mm.

    ``glued`` tells that no blank stands before it: it goes on after a hyphen.
    """

    pieces: tuple[Piece, ...]
    width: float
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is to be printed; ``indent`` in mm, ``last`` of its paragraph."""

    words: tuple[Word, ...]
    face: Face
    indent: float = 0.0
    last: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of the footnotes in the line."""
        return tuple(piece.mark for word in self.words for piece in word.pieces if piece.mark)


class Sheet(FPDF):
    """A4 pages with the page number in the middle of the top margin from the second page on."""

    def __init__(self, notes: Sequence[Note], fonts: Path) -> None:
        super().__init__(format="A4")
        self._notes = {note.mark: note.text for note in notes}
        self._waiting = set(self._notes)
        self._foot: list[Line] = []
        self.set_creation_date(_FIXED)
        self.set_margins(30, 20, 15)
        self.set_auto_page_break(auto=False, margin=20)
        add_faces(self, fonts)

    @property
    def limit(self) -> float:
        """How far down the page text may go, in mm."""
        return self.page_break_trigger - (len(self._foot) * _NOTE_LINE + _NOTE_GAP if self._foot else 0)

    def header(self) -> None:
        """Print the page number."""
        if self.page_no() > 1:
            number = self.lines([Piece(str(self.page_no()))], self.epw, Face())
            self.print_line(number[0], self.l_margin, 10, self.epw, "C")
        self.set_y(20)

    def footer(self) -> None:
        """Print the notes of the page."""
        y = self.limit + _NOTE_GAP
        if self._foot:
            self.line(self.l_margin, y - 1, self.l_margin + 50, y - 1)
        for line in self._foot:
            self.print_line(line, self.l_margin, y, self.epw, "J")
            y += _NOTE_LINE
        self._foot = []

    def lines(self, pieces: Iterable[Piece], width: float, face: Face, indent: float = 0.0) -> list[Line]:
        """Break words into lines.

        Args:
            pieces: the words.
            width: of the lines in mm.
            face: of the letters.
            indent: of the first line in mm.

        Returns:
            the lines; none for no words.
        """
        blank = self._width(" ", face)
        lines: list[list[Word]] = []
        at = 0.0
        for word in self._words(pieces, face):
            room = width - (indent if len(lines) <= 1 else 0)
            gap = 0.0 if word.glued else blank
            if lines and at + gap + word.width <= room:
                lines[-1].append(word)
                at += gap + word.width
            else:
                lines.append([word])
                at = word.width
        return [
            Line(tuple(words), face, 0.0 if number else indent, last=number == len(lines) - 1)
            for number, words in enumerate(lines)
        ]

    def place(self, lines: Iterable[Line], align: str = "J", left: float = 0.0) -> None:
        """Print lines one below the other from the present height on, over pages where need be.

        Args:
            lines: as broken for the width between ``left`` and the right margin.
            align: "J", "L" or "C".
            left: how far from the left margin they stand, in mm.
        """
        for line in lines:
            self.need(line.face.line, line.marks)
            self.print_line(line, self.l_margin + left, self.get_y(), self.epw - left, align)
            self.set_y(self.get_y() + line.face.line)

    def need(self, height: float, marks: Iterable[str] = ()) -> None:
        """Turn the page unless ``height`` mm are left besides the notes that ``marks`` call for; take these notes."""
        if self.get_y() + height + self.notes_height(marks) > self.limit + 0.01 and self.get_y() > self.t_margin:
            self.add_page(same=True)
        for mark in marks:
            if mark in self._waiting:
                self._waiting.remove(mark)
                self._foot += self._note(mark)

    def notes_height(self, marks: Iterable[str]) -> float:
        """Return how many mm at the foot of the page the notes of these marks take that are not printed yet."""
        rows = sum(len(self._note(mark)) for mark in marks if mark in self._waiting)
        return rows * _NOTE_LINE + (_NOTE_GAP if rows and not self._foot else 0)

    def print_line(self, line: Line, x: float, y: float, width: float, align: str) -> None:
        """Print one line.

        Args:
            line: its words.
            x: left edge in mm.
            y: upper edge in mm.
            width: in mm.
            align: "J", "L" or "C"; the last line of a paragraph is not spread.
        """
        gap = self._width(" ", line.face)
        gaps = [0.0 if word.glued else gap for word in line.words[1:]]
        taken = line.indent + sum(word.width for word in line.words) + sum(gaps)
        if align == "J" and not line.last and any(gaps):
            spread = (width - taken) / sum(gaps)
            gaps = [one * (1 + spread) for one in gaps]
        x += line.indent + ((width - taken) / 2 if align == "C" else 0)
        base = y + line.face.line / 2 + 0.35 * line.face.size * _POINT
        for word, after in zip(line.words, [*gaps, 0.0], strict=True):
            self._print_word(word, line.face, x, base, " " if after else "")
            x += word.width + after

    def _print_word(self, word: Word, face: Face, x: float, base: float, after: str) -> None:
        for at, piece in enumerate(word.pieces, 1):
            text = piece.text + (after if at == len(word.pieces) and not piece.mark else "")
            if text:
                self.set_font(FAMILY, face.style, face.size)
                self.text(x, base, text)
                x += self._width(piece.text, face)
            if piece.mark:
                small = Face("", face.size * _RAISED)
                self.set_font(FAMILY, small.style, small.size)
                self.text(x, base - 0.35 * face.size * _POINT, piece.mark)
                x += self._width(piece.mark, small)

    def _words(self, pieces: Iterable[Piece], face: Face) -> list[Word]:
        words: list[list[Piece]] = [[]]
        glued = [False]
        for piece in pieces:
            for text in _WORDS.findall(piece.text):
                if text.isspace():
                    words.append([])
                    glued.append(False)
                    continue
                first, *rest = _HYPHEN.split(text)
                words[-1].append(Piece(first))
                words += [[Piece(one)] for one in rest]
                glued += [True] * len(rest)
            if piece.mark:
                words[-1].append(Piece("", piece.mark))
        return [
            Word(tuple(word), sum(self._piece_width(one, face) for one in word), joins)
            for word, joins in zip(words, glued, strict=True)
            if word
        ]

    def _piece_width(self, piece: Piece, face: Face) -> float:
        return self._width(piece.text, face) + self._width(piece.mark, Face("", face.size * _RAISED))

    def _width(self, text: str, face: Face) -> float:
        self.set_font(FAMILY, face.style, face.size)
        return self.get_string_width(text) if text else 0.0

    def _note(self, mark: str) -> list[Line]:
        return self.lines([Piece("", mark), Piece(f" {self._notes[mark]}")], self.epw, Face("", _NOTE_SIZE, _NOTE_LINE))
