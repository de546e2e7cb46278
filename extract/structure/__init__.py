"""Finds the parts of a directive: head, recipients, tree of parts, tables, footnotes, signature."""

from __future__ import annotations

from extract.model import Directive, Note, Source
from extract.rulebook import Rulebook
from extract.structure.frame import read_frame
from extract.structure.outline import read_outline
from extract.structure.tables import read_tables

__all__ = ["structure"]


def structure(source: Source, rulebook: Rulebook) -> Directive:
    """Return the directive that ``source`` holds, its parts known.

    Args:
        source: what was read.
        rulebook: groups ``structure`` and ``tables``.

    Returns:
        the directive; what its frame leaves unsaid stands in ``problems``.
    """
    frame = read_frame(source, rulebook)
    return Directive(
        source=source,
        header=frame.header,
        recipients=frame.recipients,
        zones=frame.zones,
        items=read_outline(source, frame.zones, rulebook),
        tables=read_tables(source, frame.zones, rulebook),
        notes=_notes(source),
        year=frame.year,
        year_source=frame.year_source,
        problems=frame.problems,
    )


def _notes(source: Source) -> tuple[Note, ...]:
    anchors = {reference.marker: reference.offset for reference in reversed(source.note_references)}
    return tuple(
        Note(block.marker, block.start, block.end, anchors.get(block.marker, -1))
        for block in source.blocks
        if block.kind == "note"
    )
