"""Writes corpus directives as text, the way they are copied from a web portal: head and tables flattened."""

from __future__ import annotations

import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from scripts.corpus_layout import Layout, head_names, under_number
from scripts.corpus_model import Paragraph, Part, Piece, Source, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LEFT_RULE: Final = "-------"
_RIGHT_RULE: Final = "---------------"


def write_text(path: Path, source: Source, layout: Layout) -> None:
    """Write a directive to ``path`` in UTF-8.

    Args:
        path: the file to write.
        source: the directive.
        layout: ``wrap``, ``gaps``, ``rows`` and ``head`` count.
    """
    path.write_text(text_of(source, layout), encoding="utf-8")


def text_of(source: Source, layout: Layout) -> str:
    """Return a directive as text: footnote marks as ``[1]``, the notes at the end.

    Args:
        source: the directive.
        layout: ``wrap``, ``gaps``, ``rows`` and ``head`` count.
    """
    groups = [group for part in source.parts for group in _groups(part, layout)]
    groups.append([f"[{note.mark}] {note.text}" for note in source.notes])
    lines = [[one for line in group for one in _wrapped(line, layout.wrap)] for group in groups if group]
    return ("\n\n" if layout.gaps else "\n").join("\n".join(group) for group in lines) + "\n"


def _groups(part: Part, layout: Layout) -> Iterator[list[str]]:
    """Yield groups of lines, between which there may be blank lines."""
    yield _head(part, layout.head)
    yield [*part.title, *part.subject]
    yield list(part.to)
    for block in part.blocks:
        yield [_words(block.pieces)] if isinstance(block, Paragraph) else list(_table(block, layout.rows))
    yield list(part.cc)
    yield list(part.sign)


def _head(part: Part, arrangement: str) -> list[str]:
    left, right = head_names(part, _LEFT_RULE, _RIGHT_RULE)
    number, place = under_number(part), (part.place,)
    if arrangement == "whole":
        lines: tuple[str, ...] = (*left, *number, *right, *place)
    elif arrangement == "lines":
        pairs = [*zip_longest(left, right, fillvalue=""), *zip_longest(number, place, fillvalue="")]
        lines = tuple(line for pair in pairs for line in pair)
    else:
        lines = (*left, *right, *number, *place)
    return [line for line in lines if line]


def _table(table: Table, rows: str) -> Iterator[str]:
    for row in table.written_rows():
        words = [_words(cell.pieces) if cell else "" for cell in row]
        if rows == "cells":
            yield from (word for word in words if word)
        elif rows == "pipes":
            yield f"| {' | '.join(words)} |"
        else:
            yield " | ".join(words)


def _words(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text + (f"[{piece.mark}]" if piece.mark else "") for piece in pieces)


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) if width else [line]
