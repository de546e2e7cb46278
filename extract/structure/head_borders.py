"""Where the head of a directive ends, and what its blocks are: title, abstract, enacting line, addressees."""

from __future__ import annotations

from dataclasses import dataclass

from extract.structure.block_view import LINE, PARAGRAPH, SUBJECT, BlockView

_HEAD_BLOCKS = 60
_TOP_LINES = ("number-state", "number-party", "headline")
_TOP_MARKS = ("national-name", "place-date", "subject-lead")


@dataclass(frozen=True, slots=True)
class HeadBorders:
    """Positions: ``end`` is the first block after the head; ``title`` and ``enactor`` are -1 where there is none."""

    end: int
    title: int = -1
    subject: tuple[int, ...] = ()
    enactor: int = -1
    addressees: tuple[int, ...] = ()


def find_head(view: BlockView) -> HeadBorders:
    """Return the borders of the head.

    The head reaches to the last addressee where there are any, else to the end of the abstract below the title, else to
    the last line that only a head can hold.
    """
    title, greeting = _anchors(view)
    subject, enactor, end = _below_title(view, title)
    if greeting >= 0:
        addressees, end = _addressees(view, greeting)
        return HeadBorders(end, title, subject, enactor, addressees)
    return HeadBorders(end if title >= 0 else _top(view), title, subject, enactor)


def _anchors(view: BlockView) -> tuple[int, int]:
    """Return the positions of the printed title and of "Kính gửi", -1 where there is none."""
    title = -1
    for position in range(min(len(view), _HEAD_BLOCKS)):
        if view.matches(position, "addressee-lead"):
            return title, position
        if title < 0 and view.is_title(position):
            title = position
            continue
        is_subject = title >= 0 and position == title + 1 and len(view.texts[position]) < SUBJECT
        if view.is_body(position) and not is_subject:
            break
    return title, -1


def _below_title(view: BlockView, title: int) -> tuple[tuple[int, ...], int, int]:
    """Return the blocks of the abstract, the position of the enacting line, and where the head ends."""
    subject: list[int] = []
    enactor, at = -1, title + 1
    inline = title >= 0 and view.holds_subject(title)
    while title >= 0 and at < len(view):
        begun = inline or bool(subject)
        if view.matches(at, "ornament", "caption-line"):
            pass
        elif view.matches(at, "numbered", "addressee-lead"):
            break
        elif _is_enactor(view, at, begun):
            enactor = at
        elif enactor >= 0:
            if not view.is_capital(at):
                break
        elif (view.is_capital(at) and (view.holds_subject(at) or not view.is_title(at))) or _continues(view, at, begun):
            subject.append(at)
        else:
            break
        at += 1
    return tuple(subject), enactor, at


def _is_enactor(view: BlockView, position: int, begun: bool) -> bool:
    """Whether a line names who decides; the same words may stand within an abstract that goes on below."""
    if not view.matches(position, "enacting-line") or view.matches(position + 1, "subject-prefix"):
        return False
    return begun or view.matches(position + 1, "opening")


def _continues(view: BlockView, position: int, begun: bool) -> bool:
    """Whether a line in small letters belongs to the abstract."""
    text, block = view.texts[position], view.block(position)
    prominent = block.bold or block.centered
    if len(text) > SUBJECT or text.endswith((";", ":")):
        return False
    if view.matches(position, "subject-prefix"):
        return prominent or not text.endswith(".")
    opens = view.matches(position, "opening")
    if text.endswith("."):
        return not begun and not opens and len(text) < LINE and ". " not in text
    return not begun or text[:1].islower() or (prominent and not opens)


def _addressees(view: BlockView, greeting: int) -> tuple[tuple[int, ...], int]:
    """Return the positions from "Kính gửi" to the last addressee, and where the head ends."""
    table = view.table(greeting)
    at = greeting + 1
    while at < len(view):
        here = view.table(at)
        if here >= 0:
            if table < 0 and view.is_bare_lead(at - 1):
                table = here
            if here != table or _is_beyond_addressees(view, at):
                break
        elif view.matches(at, "addressee-lead"):
            table = -1
        elif not view.matches(at, "ornament") and not _is_addressee(view, at):
            break
        at += 1
    return tuple(range(greeting, at)), at


def _is_beyond_addressees(view: BlockView, position: int) -> bool:
    return len(view.texts[position]) > SUBJECT or view.matches(position, "recipients-lead", "numbered", "opening")


def _is_addressee(view: BlockView, position: int) -> bool:
    text, before = view.texts[position], view.texts[position - 1]
    if len(text) > PARAGRAPH or view.matches(position, "numbered"):
        return False
    if view.is_dashed(position):
        return not view.matches(position, "opening")
    if view.is_bare_lead(position - 1):
        return True
    if before.endswith((";", ",", ":")):
        return not (view.matches(position, "opening") or text.endswith(":") or ". " in text)
    return text[:1].islower() and not before.endswith(".")


def _top(view: BlockView) -> int:
    """Where the head without title and addressees ends: after the last line that belongs to a head."""
    end = 0
    for position in range(min(len(view), _HEAD_BLOCKS)):
        if view.is_body(position):
            break
        marked = any(view.rules.search(name, view.texts[position]) for name in _TOP_MARKS)
        if marked or view.matches(position, *_TOP_LINES):
            end = position + 1
    while end and view.matches(end, "ornament"):
        end += 1
    return end
