"""Reads the markup of corpus directives (`corpus/sources/*.src`), described in `corpus/README.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from scripts.corpus_grid import merge
from scripts.corpus_model import Note, Paragraph, Part, Piece, Source, Style, Table

if TYPE_CHECKING:
    from pathlib import Path

_COMMAND = re.compile(r"%(\w+)\s*(.*)")
_NOTE = re.compile(r"\[\^(\w{1,3})\]:\s*(.+)")
_MARK = re.compile(r"\[\^(\w{1,3})\]")
_SIGNED = re.compile(r"(#{1,2}|=)\s+(.+)")
_ONCE: Final = frozenset({"number", "about", "mark", "place"})
_HEAD: Final = ("left", "right", "number", "about", "mark", "place", "title", "subject", "to")
_CLOSING: Final = ("cc", "sign")


class SourceError(ValueError):
    """The markup cannot be read; the message names file and line."""


@dataclass(slots=True)
class _Draft:
    """A part while it is read."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[Paragraph | Table] = field(default_factory=list)

    def part(self) -> Part:
        many = {name: tuple(lines) for name, lines in self.lines.items() if name not in _ONCE}
        once = {name: lines[0] for name, lines in self.lines.items() if name in _ONCE}
        return replace(Part(**many, **once), blocks=tuple(self.blocks))  # type: ignore[arg-type]


def read_source(path: Path) -> Source:
    """Read a source file.

    Args:
        path: a file in UTF-8.

    Raises:
        SourceError: a line is not valid markup.
    """
    return parse_source(path.read_text(encoding="utf-8"), path.name)


def parse_source(text: str, name: str = "source") -> Source:
    """Read the markup of a directive.

    Args:
        text: the lines of the file.
        name: what error messages call it.

    Raises:
        SourceError: a line is not valid markup; the message names the line.
    """
    return _Parser(name).parse(text)


class _Parser:
    """Reads line by line; knows the line it is at, for messages."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._at = 0
        self._drafts = [_Draft()]
        self._rows: list[list[str]] = []
        self._notes: dict[str, str] = {}
        self._marks: dict[str, int] = {}

    def parse(self, text: str) -> Source:
        for self._at, line in enumerate(text.splitlines(), 1):
            self._line(line.strip())
        self._at += 1
        self._end_table()
        for mark, at in self._marks.items():
            if mark not in self._notes:
                raise self._error(f"footnote {mark} has no text", at)
        if unused := self._notes.keys() - self._marks.keys():
            raise self._error(f"nothing refers to footnote {min(unused)}")
        parts = tuple(draft.part() for draft in self._drafts)
        if not any(part.blocks for part in parts):
            raise self._error("there is no body")
        return Source(parts, tuple(Note(mark, self._notes[mark]) for mark in self._marks))

    def _line(self, line: str) -> None:
        if line.startswith("|"):
            self._row(line)
            return
        self._end_table()
        if not line:
            return
        if line.startswith("%"):
            self._command(line)
        elif match := _NOTE.fullmatch(line):
            if match[1] in self._notes:
                raise self._error(f"footnote {match[1]} stands twice")
            self._notes[match[1]] = match[2]
        else:
            self._add(self._paragraph(line))

    def _command(self, line: str) -> None:
        match = _COMMAND.fullmatch(line)
        if match is None:
            raise self._error(f"not a command: {line}")
        name, text = match.groups()
        draft = self._drafts[-1]
        if name == "annex":
            if text:
                raise self._error("%annex takes no text")
            self._drafts.append(_Draft())
            return
        if name not in _HEAD + _CLOSING:
            raise self._error(f"unknown command %{name}")
        if not text:
            raise self._error(f"%{name} without text")
        if name in _HEAD and (draft.blocks or draft.lines.keys() & set(_CLOSING)):
            raise self._error(f"%{name} after the body; %annex begins a new part")
        if name in _ONCE and name in draft.lines:
            raise self._error(f"%{name} stands twice")
        if _MARK.search(text):
            raise self._error("a footnote mark outside the body")
        draft.lines.setdefault(name, []).append(text)

    def _paragraph(self, line: str) -> Paragraph:
        if match := _SIGNED.fullmatch(line):
            return Paragraph(self._pieces(match[2]), Style(match[1]))
        if line.startswith(("#", "=")):
            raise self._error("a heading needs a blank and words after its sign")
        if len(line) > 2 and line[0] == line[-1] == "*" and line[1] not in "* " and "*" not in line[1:-1]:
            return Paragraph(self._pieces(line[1:-1]), Style.ITALIC)
        return Paragraph(self._pieces(line))

    def _row(self, line: str) -> None:
        if len(line) < 2 or not line.endswith("|"):
            raise self._error("a table row ends with |")
        row = [cell.strip() for cell in line[1:-1].split("|")]
        if self._rows and len(row) != len(self._rows[0]):
            raise self._error(f"{len(row)} cells where the row above has {len(self._rows[0])}")
        self._rows.append(row)

    def _end_table(self) -> None:
        if not self._rows:
            return
        first = self._at - len(self._rows)
        try:
            table = merge([[self._pieces(cell) for cell in row] for row in self._rows])
        except ValueError as error:
            row, reason = error.args
            raise self._error(reason, first + row) from None
        self._rows = []
        self._add(table)

    def _add(self, block: Paragraph | Table) -> None:
        if self._drafts[-1].lines.keys() & set(_CLOSING):
            raise self._error("text after the closing; %annex begins a new part")
        self._drafts[-1].blocks.append(block)

    def _pieces(self, text: str) -> tuple[Piece, ...]:
        words = _MARK.split(text)
        for mark in words[1::2]:
            self._marks.setdefault(mark, self._at)
        pieces = [Piece(one, mark) for one, mark in zip(words[::2], [*words[1::2], ""], strict=True)]
        return tuple(piece for piece in pieces if piece.text or piece.mark)

    def _error(self, reason: str, at: int | None = None) -> SourceError:
        return SourceError(f"{self._name}, line {at or self._at}: {reason}")
