"""Writes corpus directives as text, the way they are copied from a web portal: head and tables flattened."""

from __future__ import annotations

import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from scripts.corpus_layout import Layout, head_names, under_number
from scripts.corpus_model import Paragraph, Part, Piece, Source, Table, is_drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LEFT_RULE: Final = "-------"
_RIGHT_RULE: Final = "---------------"


def write_text(path: Path, source: Source, layout: Layout) -> None:
    """Write a directive to ``path`` in UTF-8.

    Args:
        path: the file to write.
        source: the directive.
        layout: ``wrap``, ``gaps``, ``marks``, ``rows`` and ``head`` count.
    """
    path.write_text(text_of(source, layout), encoding="utf-8")


def text_of(source: Source, layout: Layout) -> str:
    """Return a directive as text: footnote marks as ``[1]``, the notes at the end.

    Args:
        source: the directive.
        layout: ``wrap``, ``gaps``, ``marks``, ``rows`` and ``head`` count.
    """
    groups = [group for part in source.parts for group in _groups(part, layout)]
    groups.append([f"[{note.mark}] {note.text}" for note in source.notes])
    lines = [[one for line in group for one in _wrapped(line, layout.wrap)] for group in groups if group]
    return ("\n\n" if layout.gaps else "\n").join("\n".join(group) for group in lines) + "\n"


def _groups(part: Part, layout: Layout) -> Iterator[list[str]]:
    """Yield groups of lines, between which there may be blank lines."""
    look = _Look(layout.marks)
    yield _side_by_side(_head(part, layout.head, look), layout)
    titles = (*part.title, *part.subject)
    yield [look(line, bold=not line.startswith("("), italic=line.startswith("(")) for line in titles]
    yield list(part.to)
    for block in part.blocks:
        if isinstance(block, Paragraph):
            yield [look(_words(block.pieces), bold=block.is_bold, italic=block.is_italic)]
        else:
            yield list(_table(block, layout.rows, look))
    recipients = [look(line, bold=at == 0, italic=at == 0) for at, line in enumerate(part.cc)]
    signature = [look(line, bold=True) for line in part.sign]
    if recipients or signature:
        yield _side_by_side([(recipients, signature)], layout)


class _Look:
    """Marks bold and italic words with stars, if that is wanted."""

    def __init__(self, marks: bool) -> None:
        self._marks = marks

    def __call__(self, text: str, *, bold: bool = False, italic: bool = False) -> str:
        stars = "*" * (2 * bold + italic) if self._marks and not is_drawn(text) else ""
        return f"{stars}{text}{stars}"


def _head(part: Part, arrangement: str, look: _Look) -> list[tuple[list[str], list[str]]]:
    """Return the rows of the head's table: the lines of its left and of its right cell."""
    left, right = head_names(part, _LEFT_RULE, _RIGHT_RULE)
    issuer = [line for line in left if not is_drawn(line)][-1:]
    bodies = [look(line, bold=line in issuer) for line in left]
    motto = [look(line, bold=at == 0) for at, line in enumerate(right)]
    number = [look(line, italic=line == part.about) for line in under_number(part)]
    place = [look(part.place, italic=True)] if part.place else []
    if arrangement == "whole":
        rows = [([*bodies, *number], [*motto, *place])]
    elif arrangement == "lines":
        pairs = [*zip_longest(bodies, motto), *zip_longest(number, place)]
        rows = [([one] if one else [], [two] if two else []) for one, two in pairs]
    else:
        rows = [(bodies, motto), (number, place)]
    return [row for row in rows if any(row)]


def _side_by_side(rows: Iterable[tuple[list[str], list[str]]], layout: Layout) -> list[str]:
    if layout.rows == "bars":
        return [line for row in rows for line in _barred(row)]
    return [line for row in rows for cell in row for line in cell]


def _barred(row: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a row as crawled web pages have it: a line with a bar opens it and closes each cell."""
    yield "|"
    for cell in row:
        yield from cell
        yield "|"


def _table(table: Table, rows: str, look: _Look) -> Iterator[str]:
    for row in table.written_rows():
        words = [look(_words(cell.pieces), bold=table.is_bold(cell)) if cell and cell.text else "" for cell in row]
        if rows == "bars":
            yield from _barred([[word] if word else [] for word, cell in zip(words, row, strict=True) if cell])
        elif rows == "cells":
            yield from (word for word in words if word)
        elif rows == "pipes":
            yield f"| {' | '.join(words)} |"
        else:
            yield " | ".join(words)


def _words(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text + (f"[{piece.mark}]" if piece.mark else "") for piece in pieces)


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) if width else [line]
