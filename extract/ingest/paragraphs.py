"""Paragraphs of text and HTML files on their way into a source: their pieces and their style."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.ingest.lines import Wrap, join
from extract.ingest.notes import NoteMarkers, reunite
from extract.model import Cell, Problem, Source
from extract.text import NoteMark, Piece, TextBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from extract.ingest.markup import Line, Run
    from extract.ingest.openings import LineRules

_WHOLE: Final = 0.95  # the share of letters of one style from which a paragraph has that style


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of running text, or of one table cell."""

    lines: tuple[Line, ...]
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a source came from and how it was read."""

    path: str
    sha256: str
    media_type: str
    read_method: str
    problems: tuple[Problem, ...] = ()


def resolve_notes(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts with footnote markers sorted into references and beginnings of notes."""
    markers = NoteMarkers()
    return tuple(replace(part, lines=tuple(map(markers.resolve, part.lines))) for part in parts)


def build(parts: Iterable[Part], prose: Wrap, cells: Wrap, rules: LineRules, origin: Origin) -> Source:
    """Join the lines of all parts to paragraphs and make a source of them.

    Args:
        parts: running text and cells in reading order, their notes resolved.
        prose: how running text is broken into lines.
        cells: how the text of cells is.
        rules: what begins a paragraph.
        origin: where all this came from.
    """
    builder = TextBuilder()
    for part in parts:
        joined = join(part.lines, prose if part.cell is None else cells, rules)
        for paragraph in reunite(joined, rules) if part.cell is None else joined:
            _add(builder, paragraph, part.cell)
    return Source(
        path=origin.path,
        sha256=origin.sha256,
        media_type=origin.media_type,
        read_method=origin.read_method,
        text=builder.text,
        blocks=tuple(builder.blocks),
        note_references=tuple(builder.note_references),
        offsets=builder.offsets,
        problems=origin.problems,
    )


def _add(builder: TextBuilder, paragraph: Sequence[Line], cell: Cell | None) -> None:
    definition = paragraph[0].definition
    builder.block(
        _pieces(paragraph),
        kind="note" if definition else "paragraph" if cell is None else "cell",
        bold=_whole(paragraph, lambda run: run.bold),
        italic=_whole(paragraph, lambda run: run.italic),
        centered=all(line.centered for line in paragraph),
        heading=max(line.heading for line in paragraph),
        cell=cell,
        marker=definition,
    )


def _pieces(paragraph: Sequence[Line]) -> Iterator[Piece]:
    """Yield the words of a paragraph, a blank between lines, and no second blank where a footnote marker stood."""
    blank = after_note = False
    for line in paragraph:
        if line is not paragraph[0]:
            yield " ", max(line.offset - 1, -1)
            blank = True
        for run in line.runs:
            if run.note:
                yield NoteMark(run.note)
                after_note = True
                continue
            skipped = len(run.text) - len(run.text.lstrip()) if blank and after_note else 0
            yield run.text[skipped:], run.offset + skipped if run.offset >= 0 else -1
            if run.text[skipped:]:
                blank, after_note = run.text[-1].isspace(), False


def _whole(paragraph: Sequence[Line], has: Callable[[Run], bool]) -> bool:
    """Tell whether all but stray letters have a style."""
    total = styled = 0
    for line in paragraph:
        for run in line.runs:
            if not run.note:
                letters = sum(map(str.isalnum, run.text))
                total += letters
                styled += letters if has(run) else 0
    return total > 0 and styled >= _WHOLE * total
