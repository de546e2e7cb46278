"""Where the closing of a directive (recipients and signature) and its annexes begin and end."""

from __future__ import annotations

from extract.structure.block_view import LINE, SUBJECT, BlockView

_TITLE_LINES = 4
_HEAD_LINES = 3


def find_closing(view: BlockView, start: int) -> range:
    """Return the positions of the closing after ``start``, an empty range at the end where there is none.

    The closing is the list of recipients with the signature beside, above or below it, or the signature alone.
    """
    lead = next((at for at in range(start, len(view)) if view.is_recipients_lead(at)), -1)
    if lead >= 0:
        return closing_around(view, lead, start)
    for at in range(start, len(view)):
        if view.is_signature(at) and view.is_signed(at):
            return range(at, _closing_end(view, at))
    return range(len(view), len(view))


def closing_around(view: BlockView, lead: int, first: int) -> range:
    """Return the positions of the closing whose recipients begin at ``lead``; it does not reach above ``first``."""
    return range(_closing_start(view, lead, first), _closing_end(view, lead))


def find_annex(view: BlockView, start: int, closing: range) -> int:
    """Return where the first annex begins: before the closing where its title stands there, else behind it."""
    for at in range(start, closing.start):
        if view.table(at) < 0 and len(view.texts[at]) < SUBJECT:
            if view.matches(at, "caption-line"):
                title = _annex_title(view, at, start)
                if title >= 0:
                    return title
            elif view.matches(at, "annex-title") and view.is_capital(at):
                return at
        if at > start + _HEAD_LINES and view.matches(at, "national-name"):
            return _second_head(view, at, start)
    return closing.stop


def _closing_start(view: BlockView, lead: int, first: int) -> int:
    """Go up from "Nơi nhận" over what stands beside it in the table and over a signature printed first."""
    table = view.table(lead)
    start = lead
    while start > first:
        beside = table >= 0 and view.table(start - 1) == table and len(view.texts[start - 1]) < LINE
        if not beside and not view.is_signature_part(start - 1):
            break
        start -= 1
    return start


def _closing_end(view: BlockView, start: int) -> int:
    table = view.table(start)
    listing = view.is_recipients_lead(start)
    at = start + 1
    while at < len(view) and not _begins_annex(view, at):
        lead = view.is_recipients_lead(at)
        listing = listing or lead
        beside = table >= 0 and view.table(at) == table
        if not (lead or beside or view.is_signature_part(at) or (listing and _is_recipient(view, at))):
            break
        at += 1
    return _before_second_head(view, start, at)


def _before_second_head(view: BlockView, start: int, end: int) -> int:
    """Cut off the head of an annex that stands in the rows below the closing: adjoining tables are read as one."""
    for at in range(start, end):
        cell = view.block(at).cell
        if cell and view.matches(at, "national-name"):
            while at > start and (above := view.block(at - 1).cell) and above.row == cell.row:
                at -= 1  # noqa: PLW2901  (up to the first block of the row)
            return at
    return end


def _is_recipient(view: BlockView, position: int) -> bool:
    text, before = view.texts[position], view.texts[position - 1]
    if len(text) > LINE or view.matches(position, "numbered"):
        return False
    if view.is_dashed(position) or view.is_recipients_lead(position - 1):
        return True
    return before.endswith((";", ",", ":")) or (text[:1].islower() and not before.endswith("."))


def _begins_annex(view: BlockView, position: int) -> bool:
    text = view.texts[position]
    if len(text) > SUBJECT or view.table(position) >= 0:
        return False
    if view.matches(position, "annex-title"):
        return not text.endswith((".", ";", ","))
    return view.is_title(position) or view.matches(position, "caption-line")


def _annex_title(view: BlockView, caption: int, first: int) -> int:
    """Go up from the caption of an annex over the lines of its title; -1 when no title stands above it."""
    titled = False
    start = caption
    while start > first and caption - start < _TITLE_LINES and not titled:
        text = view.texts[start - 1]
        if len(text) > SUBJECT or text.endswith((".", ";", ":", ",")) or view.matches(start - 1, "numbered"):
            break
        start -= 1
        titled = view.is_title(start) or view.matches(start, "annex-title")
    return start if titled or (start < caption and view.is_capital(start)) else -1


def _second_head(view: BlockView, position: int, first: int) -> int:
    """Go up from a second Quốc hiệu over the issuing body printed beside or above it."""
    table = view.table(position)
    start = position
    while start > first:
        beside = table >= 0 and view.table(start - 1) == table
        if not beside and not view.is_capital(start - 1):
            break
        start -= 1
    return start
