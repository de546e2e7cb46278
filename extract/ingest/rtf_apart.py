"""What stands apart from the text of an RTF file and still prints in it: fields, notes, styles, drawings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from extract.ingest.docx_symbols import symbol
from extract.ingest.rtf_groups import Sink
from extract.ingest.word_blocks import WordBlock
from extract.ingest.word_numbers import printed

_PAGE_FIELD: Final = regex.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", regex.IGNORECASE)
_SYMBOL_FIELD: Final = regex.compile(
    r'\s*SYMBOL\s+(\d{1,6})(?:[^"\\]|\\(?!f))*+(?:\\f\s*"([^"]{0,60})")?', regex.IGNORECASE
)
_HEADING_NAME: Final = regex.compile(r"heading ?([1-9])", regex.IGNORECASE)
_BODY_LEVEL: Final = 9  # \outlinelevel counts from 0; 9 means body text
_NUMBER_FORMATS: Final = {
    "ar": "decimal", "alc": "lowerLetter", "auc": "upperLetter", "rlc": "lowerRoman", "ruc": "upperRoman",
    "chi": "chicago",
}  # fmt: skip
_NUMBERING: Final = regex.compile(r"s?(a?)ftnn(ar|alc|auc|rlc|ruc|chi)")
_START: Final = regex.compile(r"s?(a?)ftnstart")


@dataclass(slots=True)
class Field:
    """A field that is open: where its result goes, and its instruction."""

    sink: Sink
    instruction: str = ""

    @property
    def gives_page_number(self) -> bool:
        """Whether the result is a page number."""
        return _PAGE_FIELD.match(self.instruction) is not None

    @property
    def symbol(self) -> str:
        """The sign that a SYMBOL field prints, empty when it is none: its result is often left out."""
        match = _SYMBOL_FIELD.match(self.instruction)
        return symbol(f"{int(match[1]):X}", match[2] or "") if match else ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its printed marker and its text."""

    marker: str
    blocks: list[WordBlock]


class Notes:
    """Numbers the notes of a document and keeps them; they are counted through the whole document."""

    def __init__(self) -> None:
        self._formats = ["decimal", "lowerRoman"]
        self._next = [1, 1]
        self._kept: tuple[list[Note], list[Note]] = ([], [])

    def take(self, word: str, number: int | None) -> None:
        """Take a control word that says how notes are numbered; others are disregarded."""
        match = _NUMBERING.fullmatch(word)
        if match:
            self._formats[bool(match[1])] = _NUMBER_FORMATS[match[2]]
            return
        match = _START.fullmatch(word)
        if match and not self._kept[bool(match[1])]:
            self._next[bool(match[1])] = 1 if number is None else number

    def next_number(self, *, endnote: bool) -> str:
        """Return the number that the next automatic note of a kind prints."""
        return printed(self._next[endnote], self._formats[endnote])

    def add(self, marker: str, blocks: list[WordBlock], *, endnote: bool) -> None:
        """Keep a note; one that bears the next number is counted."""
        self._next[endnote] += marker == self.next_number(endnote=endnote)
        self._kept[endnote].append(Note(marker, blocks))

    def in_order(self) -> Iterator[Note]:
        """Yield the footnotes, then the endnotes."""
        for kept in self._kept:
            yield from kept


class StyleSheet:
    """Tells headings by their paragraph style; all other looks are written out at the paragraphs themselves."""

    def __init__(self) -> None:
        self._levels: dict[int, int] = {}
        self._number = 0

    def take(self, word: str, number: int | None) -> None:
        """Take what the style sheet says of the style that is described."""
        if word == "s":
            self._number = number or 0
        elif number is not None and 0 <= number < _BODY_LEVEL:
            self._levels[self._number] = number + 1

    def name_part(self, text: str) -> None:
        """Take the name of the style that is described: built-in headings have the same in every language of Word."""
        match = _HEADING_NAME.match(text.strip())
        if match:
            self._levels.setdefault(self._number, int(match[1]))

    def heading(self, style: int, outline: int | None) -> int:
        """Return the level of a heading, 0 when it is none.

        Args:
            style: the number of its style.
            outline: the level that the paragraph itself names, counted from 0.
        """
        if outline is None:
            return self._levels.get(style, 0)
        return outline + 1 if 0 <= outline < _BODY_LEVEL else 0


class Shapes:
    """Reads the one property of drawings that prints: the words of word art."""

    def __init__(self) -> None:
        self._name = ""
        self._value = ""

    def take(self, text: str, *, is_name: bool) -> None:
        """Take a part of the name or the value of a property."""
        if is_name:
            self._name += text
        else:
            self._value += text

    def word_art(self) -> str:
        """Return the words of the property that ends here, empty when it is another one; the next one may begin."""
        found = self._value.strip() if self._name.strip() == "gtextUNICODE" else ""
        self._name = self._value = ""
        return found
