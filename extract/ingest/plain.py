"""Text and Markdown files: logical paragraphs, flattened tables and footnotes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.ingest.cell_columns import Headings
from extract.ingest.grid import place
from extract.ingest.lines import Wrap, measure
from extract.ingest.markup import Line, parse
from extract.ingest.openings import LineRules
from extract.ingest.paragraphs import Origin, Part, build, resolve_notes
from extract.ingest.pipes import Table, split
from extract.ingest.stacked import StackedTables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.model import Problem, Source
    from extract.rulebook import Rulebook


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
    rules = LineRules(rulebook)
    parts = resolve_notes(_parts(text, rules, rulebook))
    prose = measure([line for part in parts if part.cell is None for line in part.lines], rules)
    origin = Origin(path, sha256, "text/plain", "text", problems)
    return build(parts, prose, _cell_wrap(parts, prose, rules), rules, origin)


def _parts(text: str, rules: LineRules, rulebook: Rulebook) -> Iterator[Part]:
    tables = 0
    stacked = StackedTables(rules, rulebook)
    for part in split(text, rules):
        if isinstance(part, Table):
            content = [[parse(text[gap.start : gap.end], gap.start) for gap in row] for row in part.rows]
            words = [[" ".join(line.text for line in cell) for cell in row] for row in content]
            for placed in place(words, tables, Headings(words[0], rules, rulebook)):
                yield Part(_first_as_gap(content[placed.written_row][placed.written_index]), placed.cell)
            tables += 1
        else:
            for found in stacked.parts(parse(text[part.start : part.end], part.start), tables):
                yield found
                tables = found.cell.table + 1 if found.cell else tables


def _first_as_gap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return (replace(lines[0], gap=True), *lines[1:])


def _cell_wrap(parts: Sequence[Part], prose: Wrap, rules: LineRules) -> Wrap:
    """Cells are narrower than running text and never parted by blank lines."""
    lines = [line for part in parts if part.cell is not None for line in part.lines]
    wrap = measure(lines, rules)
    width = max(prose.width, wrap.width)
    return Wrap(width, wrap.first or prose.first, cells=True)
