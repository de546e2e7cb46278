"""Lines of word processors: forced breaks inside paragraphs, and columns that are set with tabs.

What every reader of such a format (.docx, .doc, .odt, .rtf) makes of its paragraphs before they become blocks.

Only the shape of the text is looked at (labels, capitals, punctuation, emphasis), never its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, NamedTuple

import regex

from extract.model import Cell
from extract.text import NoteMark


class Text(NamedTuple):
    """A stretch of text of one look."""

    text: str
    bold: bool = False
    italic: bool = False


class Break(Enum):
    """A forced line end inside a paragraph."""

    LINE = "line"
    PAGE = "page"


Token = Text | NoteMark | Break
Piece = Text | NoteMark

_SHORT_LINE: Final = 50  # a body line of A4 holds 70 to 90 characters; one that breaks off this early was meant to
_LABEL: Final = regex.compile(
    r"(?:[-+*•–—·▪]|\(?\d{1,2}(?:\.\d{1,2}){0,4}[.)]|\d{1,2}(?:\.\d{1,2}){1,4}|\(?\p{Ll}{1,2}[.)]|[IVXL]{1,6}[.)])\s"
)
_SENTENCE_END: Final = regex.compile(r"[.;:!?…][\"”’)\]]?$")
_ABBREVIATION: Final = regex.compile(r"(?<!\p{L})\p{Lu}\p{L}{0,2}\.$")
_RUNS_ON: Final = (",", "-", "–", "/", "(")
_WIDE: Final = regex.compile(r"[ \u00a0]{10,}")
_FIRST_CAPITAL: Final = regex.compile(r"\p{Lu}")
_FIRST: Final = regex.compile(r"[\p{L}\d]")
_TABS: Final = regex.compile(r"\t\s*")
_BLANKS: Final = regex.compile(r"[ \u00a0]{5,}")


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes one block: its pieces, the label that numbering prints before them, and its place and look."""

    pieces: tuple[Piece, ...]
    label: str = ""
    centered: bool = False
    heading: int = 0
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """The text without the label."""
        return text_of(self.pieces)


def text_of(pieces: Sequence[Token]) -> str:
    """Return the text of pieces; note markers and breaks have none."""
    return "".join(piece.text for piece in pieces if isinstance(piece, Text))


def broken_lines(tokens: Sequence[Token], *, set_apart: bool) -> list[tuple[Piece, ...]]:
    """Split the tokens of a paragraph at those forced breaks that begin a line of its own; the others become blanks.

    Args:
        tokens: the content of the paragraph.
        set_apart: whether it is centred or stands in a table cell, where a line is seldom wrapped by hand.

    Returns:
        the pieces of each line; lines without text are left out.
    """
    if set_apart:
        tokens = _with_wide_gaps_broken(tokens)
    if not any(isinstance(token, Break) for token in tokens):
        return [tuple(token for token in tokens if not isinstance(token, Break))] if text_of(tokens).strip() else []
    lines: list[list[Piece]] = []
    carried: list[Piece] = []
    last: list[Piece] = []
    gap = False
    for segment, blank_before in _segments(tokens):
        gap = gap or blank_before
        if not text_of(segment).strip():
            carried += [piece for piece in segment if isinstance(piece, NoteMark)]
            continue
        if lines and not _begins_line(last, segment, gap=gap, set_apart=set_apart):
            lines[-1] += [Text(" "), *carried, *segment]
        elif lines:
            lines[-1] += carried
            lines.append([*segment])
        else:
            lines.append([*carried, *segment])
        carried, last, gap = [], segment, False
    if lines:
        lines[-1] += carried
    return [tuple(line) for line in lines]


def _segments(tokens: Sequence[Token]) -> Iterator[tuple[list[Piece], bool]]:
    """Yield the stretches between breaks, each with whether an empty line or a new page comes before it."""
    segment: list[Piece] = []
    gap = False
    for token in tokens:
        if isinstance(token, Break):
            yield segment, gap
            gap = token is Break.PAGE or not text_of(segment).strip()
            segment = []
        else:
            segment.append(token)
    yield segment, gap


def _with_wide_gaps_broken(tokens: Sequence[Token]) -> Sequence[Token]:
    """Put a break where blanks push the next capitals onto a new line ("TM. ...          KT. ..." in a signature)."""
    if not any(isinstance(token, Text) and _WIDE.search(token.text) for token in tokens):
        return tokens
    result: list[Token] = []
    line, after_gap = "", False
    for token in tokens:
        if not isinstance(token, Text):
            result.append(token)
            line = "" if isinstance(token, Break) else line
            continue
        for index, part in enumerate(_WIDE.split(token.text)):
            after_gap = after_gap or index > 0
            if not part:
                continue
            if after_gap:
                breaks = capitals(line.strip()) and _FIRST_CAPITAL.match(part) is not None
                result.append(Break.LINE if breaks else Text(" "))
                line = "" if breaks else line
            result.append(token._replace(text=part))
            line, after_gap = line + part, False
    return result


def _begins_line(before: Sequence[Piece], after: Sequence[Piece], *, gap: bool, set_apart: bool) -> bool:
    left, right = text_of(before).strip(), text_of(after).strip()
    first = _FIRST.search(right)
    if _LABEL.match(right) or not first or not _FIRST.search(left):
        return True
    if first[0].islower() or left.endswith(_RUNS_ON) or left.count("(") > left.count(")"):
        return False
    if first[0].isdigit():
        return gap or (_SENTENCE_END.search(left) is not None and not left.endswith(":"))
    if gap or set_apart or (_SENTENCE_END.search(left) and not _ABBREVIATION.search(left)):
        return True
    return capitals(left) or capitals(right) or _look(before[-1:]) != _look(after[:1]) or len(left) < _SHORT_LINE


def _look(pieces: Sequence[Piece]) -> tuple[bool, bool]:
    piece = pieces[0] if pieces else None
    return (piece.bold, piece.italic) if isinstance(piece, Text) else (False, False)


def capitals(text: str) -> bool:
    """Tell whether a text has at least two letters and all are capitals."""
    return text == text.upper() and sum(char.isalpha() for char in text) > 1


def columned(lines: Sequence[Line], new_table: Iterator[int]) -> list[Line]:
    """Return the lines with heads and closings that are set in two columns by tabs turned into cells.

    Such a group begins with a line of two parts whose right part is in capitals and whose left part is in capitals too
    or ends with a colon ("NAME OF BODY ⇥ NAME OF STATE", "Recipients: ⇥ TITLE OF SIGNER"). It goes on while lines have
    two parts or begin with a gap, up to a line whose left part ends with a colon: that opens something else.

    Args:
        lines: the lines of the body.
        new_table: yields the number of a table not yet used.
    """
    result: list[Line] = []
    at = 0
    while at < len(lines):
        group = _group(lines, at)
        if group:
            table = next(new_table)
            for row, parts in enumerate(group):
                result += [
                    replace(lines[at + row], pieces=pieces, label="", cell=Cell(table, row, column))
                    for column, pieces in parts
                ]
            at += len(group)
        else:
            result.append(lines[at])
            at += 1
    return result


_Part = tuple[int, tuple[Piece, ...]]


def _group(lines: Sequence[Line], start: int) -> list[list[_Part]]:
    """Return the rows of the two-column group that begins at ``start``, none when there is no such group."""
    parts = _parts(lines[start])
    if len(parts) != 2:
        return []
    left, right = (text_of(pieces).strip() for _, pieces in parts)
    if not capitals(right) or not (capitals(left) or left.endswith(":")):
        return []
    group = [parts]
    for line in lines[start + 1 :]:
        parts = _parts(line)
        in_columns = len(parts) == 2 or (len(parts) == 1 and parts[0][0] == 1)
        if not in_columns or text_of(parts[0][1]).rstrip().endswith(":"):
            break
        group.append(parts)
    pairs = sum(len(parts) == 2 for parts in group)
    return group if pairs > 1 or capitals(left) else []


def _parts(line: Line) -> list[_Part]:
    """Return the one or two parts of a line with their column, none when it has no gap or more parts.

    Tabs divide a line; where it has none, its widest gap of at least five blanks does. A lone part stands in column 1
    when a gap comes before it.
    """
    if line.cell is not None or line.label:
        return []
    text = line.text
    gaps = [match.span() for match in _TABS.finditer(text)]
    if not gaps:
        blanks = [match.span() for match in _BLANKS.finditer(text)]
        gaps = [max(blanks, key=lambda span: span[1] - span[0])] if blanks else []
    if not gaps:
        return []
    bounds = [0, *(bound for span in gaps for bound in span), len(text)]
    ranges = [(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True) if text[start:end].strip()]
    if len(ranges) > 2:
        return []
    first = 1 if len(ranges) == 1 and not text[: ranges[0][0]].strip() and ranges[0][0] > 0 else 0
    return [(first + column, _cut(line.pieces, start, end)) for column, (start, end) in enumerate(ranges)]


def _cut(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces between two offsets of their text; a note marker belongs to the text before it."""
    found: list[Piece] = []
    at = 0
    for piece in pieces:
        if isinstance(piece, Text):
            text = piece.text[max(start - at, 0) : max(end - at, 0)]
            found += [piece._replace(text=text)] if text else []
            at += len(piece.text)
        elif start < at <= end:
            found.append(piece)
    return tuple(found)
