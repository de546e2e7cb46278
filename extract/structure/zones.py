"""The zones of a directive: head, body, closing, annexes, notes."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Source, Zone
from extract.structure.block_view import BlockView
from extract.structure.closing_borders import closing_around, find_annex, find_closing
from extract.structure.frame_rules import FrameRules
from extract.structure.head_borders import find_head


@dataclass(frozen=True, slots=True)
class Borders:
    """Which blocks, by index, hold what: the zones run parallel to the blocks of the source.

    ``title`` is the block of the printed title (-1 for none), ``subject`` the blocks of the abstract below it,
    ``enactor`` the line that names who decides, ``addressees`` the blocks from "Kính gửi" on, ``captions`` the lines
    that tie an annex to the directive.
    """

    zones: tuple[Zone, ...]
    head: tuple[int, ...]
    title: int
    subject: tuple[int, ...]
    enactor: int
    addressees: tuple[int, ...]
    body: tuple[int, ...]
    closing: tuple[int, ...]
    captions: tuple[int, ...]


def find_borders(source: Source, rules: FrameRules) -> Borders:
    """Return the borders of the zones of ``source``."""
    view = BlockView(source, rules)
    head = find_head(view)
    closing = find_closing(view, head.end)
    annex = find_annex(view, head.end, closing)
    zones = _zones(view, head.end, closing, annex)
    return Borders(
        zones=zones,
        head=view.indexes(range(head.end)),
        title=view.content[head.title] if head.title >= 0 else -1,
        subject=view.indexes(head.subject),
        enactor=view.content[head.enactor] if head.enactor >= 0 else -1,
        addressees=view.indexes(head.addressees),
        body=tuple(at for at, zone in enumerate(zones) if zone == "body"),
        closing=view.indexes(closing),
        captions=view.indexes(at for at in range(head.end, len(view)) if view.matches(at, "caption")),
    )


def _zones(view: BlockView, head_end: int, closing: range, annex: int) -> tuple[Zone, ...]:
    zones: list[Zone] = ["note" if block.kind == "note" else "furniture" for block in view.source.blocks]
    further = _further_closings(view, closing.stop)
    notes = _notes_behind(view, closing) if annex >= closing.stop else range(0)
    for position, at in enumerate(view.content):
        zone: Zone = "annex" if position >= annex else "body"
        if position < head_end:
            zone = "head"
        elif position in closing or position in further:
            zone = "closing"
        elif position in notes:
            zone = "note"
        zones[at] = zone
    return tuple(zones)


def _notes_behind(view: BlockView, closing: range) -> range:
    """The footnotes that text copies print behind the closing."""
    end = closing.stop
    while end < len(view) and view.table(end) < 0 and view.matches(end, "trailing-note", "ornament"):
        end += 1
    return range(closing.stop, end) if closing else range(0)


def _further_closings(view: BlockView, start: int) -> set[int]:
    """The closings of annexes that are signed themselves."""
    found: set[int] = set()
    for at in range(start, len(view)):
        if at not in found and view.is_recipients_lead(at):
            found |= set(closing_around(view, at, start))
    return found
