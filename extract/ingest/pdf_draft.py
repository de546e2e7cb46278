"""Blocks in the making: printed lines that belong together, and how lines become one text."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import regex

from extract.ingest.pdf_lines import Line, is_power
from extract.text import NoteMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.model import BlockKind, Cell

LABEL: Final = regex.compile(
    r"\s*(?:[-+*•–—●○▪▫■□◦➢✓\uf0b7\uf02d](?=\s|\p{Lu})"
    r"|\(?(?:\d{1,2}|[a-zđ]{1,2})\)(?=\s|\p{L})"
    r"|\d{1,2}(?:\.\d{1,2}){0,4}\.(?=\s|\p{L})"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}(?=\s)"
    r"|[IVXLC]{1,6}[.)-](?=\s|\p{L})"
    r"|[a-zđA-ZĐ][.)](?=\s)"
    r"|(?:Điều|Chương|Phần|Mục|Tiểu mục|Phụ lục|ĐIỀU|CHƯƠNG|PHẦN|MỤC|PHỤ LỤC) [\dIVXLC]{1,6}(?![\p{L}\d])"
    r"|(?:Nơi nhận|Kính gửi)(?=:))"
)
"""What opens a numbered or listed part, at the start of a line."""
_TERMINALS: Final = frozenset(".;:!?…")
_CLOSING: Final = "”\"’')"
_LOWER_START: Final = regex.compile(r"[\s“\"(]*\p{Ll}")
_GLUED_END: Final = regex.compile(r"\S[-/]$")
_SMALL: Final = 0.8


def labelled(line: Line) -> bool:
    """Tell whether a line begins with a label."""
    return LABEL.match(line.text) is not None


def ends(line: Line) -> bool:
    """Tell whether a line ends as sentences and list items end."""
    return line.text.rstrip().rstrip(_CLOSING)[-1:] in _TERMINALS


def runs_on(line: Line) -> bool:
    """Tell whether a line begins in lower case, without a label: a sentence goes on in it."""
    return _LOWER_START.match(line.text) is not None and not labelled(line)


def capitals(line: Line) -> bool:
    """Tell whether a line is set in capitals."""
    return line.text.isupper()


def alike(one: Line, other: Line) -> bool:
    """Tell whether two lines are set in the same style and size."""
    return (one.bold, one.italic, capitals(one)) == (other.bold, other.italic, capitals(other)) and (
        abs(one.size - other.size) < 0.6
    )


def first_word_width(line: Line) -> float:
    """Return about how wide the first word of a line is, with its blank."""
    word = line.text.lstrip().partition(" ")[0]
    return (line.x1 - line.x0) / max(len(line.text.strip()), 1) * (len(word) + 1)


def rows(lines: Iterable[Line]) -> list[Line]:
    """Join the parts that stand side by side; return the lines from top to bottom."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=attrgetter("y", "x0")):
        if found and any(map(line.beside, found[-1])):
            found[-1].append(line)
        else:
            found.append([line])
    return [row[0] if len(row) == 1 else joined(row) for row in found]


def joined(parts: Sequence[Line]) -> Line:
    """Return one line made of parts that stand side by side; small raised digits among them become note marks."""
    parts = sorted(parts, key=lambda part: part.x0)
    main = max(parts, key=lambda part: (len(part.text) * part.size, -part.x0))
    pieces: list[str | NoteMark] = []
    right = parts[0].x0
    for at, part in enumerate(parts):
        raised = part.text.isdigit() and part.size < _SMALL * main.size and part.y < main.y - 0.1 * main.size
        if raised and not is_power(str(pieces[-1]) if pieces else "", part.text):
            pieces.append(NoteMark(part.text))
        elif at and part.x1 < parts[at - 1].x1 and isinstance(pieces[-1], str):
            pieces[-1] = _stamped_into(parts[at - 1], pieces[-1], part)
        else:
            if pieces and (part.x0 - right > 0.12 * main.size or _stamped(pieces[-1], part, main)):
                pieces.append(" ")
            pieces += part.pieces
        right = max(right, part.x1)
    return Line(
        page=main.page,
        x0=parts[0].x0,
        x1=max(part.x1 for part in parts),
        y=main.y,
        size=main.size,
        text="".join(piece for piece in pieces if isinstance(piece, str)),
        pieces=tuple(pieces),
        bold=all(part.bold for part in parts),
        bold_start=parts[0].bold_start,
        italic=all(part.italic for part in parts),
    )


def _stamped(before: str | NoteMark, part: Line, main: Line) -> bool:
    """Tell whether a part is a number or date that was stamped into the room left for it."""
    if isinstance(before, NoteMark) or abs(part.size - main.size) > 0.6:
        return False
    last, first = before[-1:], part.text[:1]
    return (last.isalpha() and first.isdigit()) or (last.isdigit() and first.isalpha())


def _stamped_into(line: Line, text: str, part: Line) -> str:
    """Return a line's text with a part that was stamped over it, at the blank nearest to its place."""
    at = len(text) * (part.x0 - line.x0) / (line.x1 - line.x0)
    blanks = [index for index, char in enumerate(text) if char == " "]
    blank = min(blanks, key=lambda index: abs(index - at), default=len(text))
    return f"{text[:blank]} {part.text.strip()}{text[blank:]}"


@dataclass(slots=True)
class Draft:
    """A block that may still grow by lines of the next page."""

    lines: list[Line]
    kind: BlockKind = "paragraph"
    centered: bool = False
    cell: Cell | None = None
    marker: str = ""
    strip: int = 0


def separated(before: str, line: Line) -> bool:
    """Tell whether a blank stands between a line and the text before it in its block.

    A line that ends in a hyphen or slash without a blank before it is joined without one: ``2021-`` and ``2025``.
    """
    return bool(before) and not (_GLUED_END.search(before) and line.text[:1].isalnum())
