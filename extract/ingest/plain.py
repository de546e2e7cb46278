"""Text and Markdown files: logical paragraphs, flattened tables and footnotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.ingest.grid import place
from extract.ingest.lines import Wrap, join, measure
from extract.ingest.markup import Line, Run, parse
from extract.ingest.notes import NoteMarkers, reunite
from extract.ingest.openings import LineRules
from extract.ingest.pipes import Table, split
from extract.model import Cell, Problem, Source
from extract.rulebook import Rulebook
from extract.text import NoteMark, Piece, TextBuilder

_WHOLE: Final = 0.95  # the share of letters of one style from which a paragraph has that style


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of running text, or of one table cell."""

    lines: tuple[Line, ...]
    cell: Cell | None = None


def read_plain(text: str, path: str, sha256: str, rulebook: Rulebook, problems: tuple[Problem, ...] = ()) -> Source:
    """Read text or Markdown.

    Args:
        text: the decoded text of the file.
        path: where it came from.
        sha256: the digest of the file.
        rulebook: what begins a paragraph (group ``ingest``).
        problems: what was noticed while decoding.

    Returns:
        the source; its offsets lead back to ``text``.
    """
    builder = TextBuilder()
    rules = LineRules(rulebook)
    markers = NoteMarkers()
    parts = [replace(part, lines=tuple(map(markers.resolve, part.lines))) for part in _parts(text, rules)]
    prose = measure([line for part in parts if part.cell is None for line in part.lines], rules)
    cells = _cell_wrap(parts, prose, rules)
    for part in parts:
        if part.cell is None:
            paragraphs = reunite(join(part.lines, prose, rules), rules)
        else:
            paragraphs = join(part.lines, cells, rules)
        for paragraph in paragraphs:
            _add(builder, paragraph, part.cell)
    return Source(
        path=path,
        sha256=sha256,
        media_type="text/plain",
        read_method="text",
        text=builder.text,
        blocks=tuple(builder.blocks),
        note_references=tuple(builder.note_references),
        offsets=builder.offsets,
        problems=problems,
    )


def _parts(text: str, rules: LineRules) -> Iterator[_Part]:
    tables = 0
    for part in split(text, rules):
        if isinstance(part, Table):
            content = [[parse(text[gap.start : gap.end], gap.start) for gap in row] for row in part.rows]
            words = [[" ".join(line.text for line in cell) for cell in row] for row in content]
            for placed in place(words, tables):
                yield _Part(_first_as_gap(content[placed.written_row][placed.written_index]), placed.cell)
            tables += 1
        else:
            yield _Part(parse(text[part.start : part.end], part.start))


def _first_as_gap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return (replace(lines[0], gap=True), *lines[1:])


def _cell_wrap(parts: Sequence[_Part], prose: Wrap, rules: LineRules) -> Wrap:
    """Cells are narrower than running text and never parted by blank lines."""
    lines = [line for part in parts if part.cell is not None for line in part.lines]
    wrap = measure(lines, rules)
    width = max(prose.width, wrap.width)
    return Wrap(width, wrap.first or prose.first, cells=True) if width else Wrap()


def _add(builder: TextBuilder, paragraph: Sequence[Line], cell: Cell | None) -> None:
    definition = paragraph[0].definition
    builder.block(
        _pieces(paragraph),
        kind="note" if definition else "paragraph" if cell is None else "cell",
        bold=_whole(paragraph, lambda run: run.bold),
        italic=_whole(paragraph, lambda run: run.italic),
        heading=max(line.heading for line in paragraph),
        cell=cell,
        marker=definition,
    )


def _pieces(paragraph: Sequence[Line]) -> Iterator[Piece]:
    for line in paragraph:
        if line is not paragraph[0]:
            yield " ", line.offset - 1
        for run in line.runs:
            yield NoteMark(run.note) if run.note else (run.text, run.offset)


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
