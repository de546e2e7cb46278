"""Kính gửi and Nơi nhận: to whom the directive is addressed and who gets a copy, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import regex

from extract.model import RecipientLine, Source
from extract.structure.frame_rules import FrameRules, is_capital

_BULLETS = "-•+* "
_DASHES = "-•+*"
_NO_RECIPIENTS = ("signed-mark", "signing-stamp", "contact-line")
_CLOSING = " .,;:"
_FIELD_LEVELS = frozenset({"bộ", "sở"})
_SEPARATOR = regex.compile(r",? và |[,;] ?")


def read_addressees(source: Source, indexes: Sequence[int], rules: FrameRules) -> tuple[RecipientLine, ...]:
    """Return the bodies after "Kính gửi", one line each.

    Args:
        source: what was read.
        indexes: the blocks from "Kính gửi" to the last addressee.
        rules: the rules of the frame.

    Returns:
        one line per body; an office in several provinces ("các tỉnh: ...") or ministries gives one line for each.
    """
    spans: list[tuple[int, int]] = []
    for at in indexes:
        block = source.blocks[at]
        text = source.of(block)
        lead = rules.match("addressee-lead", text)
        start = block.start + (lead.end() if lead else 0)
        if rules.match("ornament", text) or start >= block.end:
            continue
        pieces = _pieces(source, start, block.end, rules)
        continued = not lead and spans and source.text[pieces[0][0]] not in _BULLETS and text[:1].islower()
        if continued:
            spans[-1] = (spans[-1][0], pieces[0][1])
            pieces = pieces[1:]
        spans += pieces
    lines: list[RecipientLine] = []
    for start, end in spans:
        lines += _addressee(source, start, end, rules)
    return tuple(lines)


def read_recipients(
    source: Source, indexes: Sequence[int], rules: FrameRules
) -> tuple[tuple[RecipientLine, ...], set[int]]:
    """Return the lines under "Nơi nhận" and the blocks of the closing that they take up.

    Args:
        source: what was read.
        indexes: the blocks of the closing.
        rules: the rules of the frame.
    """
    used = _recipient_blocks(source, indexes, rules)
    spans: list[tuple[int, int]] = []
    for at in used:
        block = source.blocks[at]
        text = source.of(block)
        lead = rules.match("recipients-lead", text)
        start = block.start + (lead.end() if lead else 0)
        tail = rules.search("signature-tail", text)
        end = block.start + tail.start() if tail else block.end
        if not source.text[start:end].strip() or rules.match("ornament", text):
            continue
        pieces = _pieces(source, start, end, rules)
        if spans and not lead and text[0] not in _DASHES and _runs_on(source, spans, text):
            spans[-1] = (spans[-1][0], pieces[0][1])
            pieces = pieces[1:]
        spans += pieces
    lines = [_line(source, start, end, "cc", rules) for start, end in spans]
    signed = {at for at in used if rules.search("signature-tail", source.of(source.blocks[at]))}
    return tuple(line for line in lines if line.name), set(used) - signed


def _runs_on(source: Source, spans: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a line without a dash goes on with the line above: all others have one, or that one is not finished."""
    above = source.text[spans[-1][0] : spans[-1][1]].rstrip()
    dashed = above[0] in _DASHES
    return dashed or text[:1].islower() or not above.endswith((";", "."))


def _recipient_blocks(source: Source, indexes: Sequence[int], rules: FrameRules) -> list[int]:
    """The blocks of the list: those of the cell of "Nơi nhận", or the lines after it; behind a signature line only
    those with a dash, as text copies read the two columns across."""
    lead = next((at for at in indexes if rules.match("recipients-lead", source.of(source.blocks[at]))), None)
    if lead is None:
        return []
    cell = source.blocks[lead].cell
    used: list[int] = []
    signed = False
    for at in (at for at in indexes if at >= lead):
        block, text = source.blocks[at], source.of(source.blocks[at])
        if cell is not None and block.cell is not None:
            beside = block.cell.column != cell.column or block.cell.table != cell.table
        else:
            is_signature = at > lead and _is_signature(text, rules)
            beside = is_signature or (signed and text[0] not in _DASHES)
            signed = signed or is_signature or rules.search("signature-tail", text) is not None
        if not beside and not any(rules.match(name, text) for name in _NO_RECIPIENTS):
            used.append(at)
    return used


def _is_signature(text: str, rules: FrameRules) -> bool:
    if rules.match("signature-line", text):
        return True
    return is_capital(text) and bool(rules.match("position", text))


def _pieces(source: Source, start: int, end: int, rules: FrameRules) -> list[tuple[int, int]]:
    """Split a paragraph that holds several dashed lines."""
    text = source.text[start:end]
    cuts = [0, *(match.start() for match in rules.find("recipient-break", text) if match.start() > 0), len(text)]
    return [(start + a, start + b) for a, b in pairwise(cuts) if text[a:b].strip(_BULLETS + _CLOSING)]


def _trimmed(source: Source, start: int, end: int) -> tuple[int, int]:
    while start < end and source.text[start] in _BULLETS:
        start += 1
    while end > start and source.text[end - 1] in _CLOSING:
        end -= 1
    return start, end


def _line(source: Source, start: int, end: int, section: Literal["to", "cc"], rules: FrameRules) -> RecipientLine:
    start, end = _trimmed(source, start, end)
    name = source.text[start:end].replace("\n", " ")
    purpose = next((str(rule.gives["purpose"]) for rule in rules.family("for-") if rule.regex.search(name)), "")
    return RecipientLine(section, name, purpose, start, end)


def _addressee(source: Source, start: int, end: int, rules: FrameRules) -> Iterator[RecipientLine]:
    line = _line(source, start, end, "to", rules)
    match = rules.match("distributed", line.name)
    if not match:
        if line.name:
            yield RecipientLine("to", rules.names.written_out(line.name), line.purpose, line.start, line.end)
        return
    stem = rules.names.written_out(match["stem"])
    for member, begin, stop in _members(match, rules):
        start = line.start + begin
        yield RecipientLine("to", f"{stem} {member}", line.purpose, start, line.start + stop)


def _members(match: regex.Match[str], rules: FrameRules) -> Iterator[tuple[str, int, int]]:
    """Yield the members of a list in full ("tỉnh Hà Nam", "Bộ Tài chính") with their places."""
    first = match.start("members")
    level = match["level"].split(",")[0]
    if level.lower() in _FIELD_LEVELS:
        for name, start, end in rules.names.fields(level.capitalize(), match["members"]):
            yield name, first + start, first + end
        return
    at = 0
    for separator in (*_SEPARATOR.finditer(match["members"]), None):
        end = separator.start() if separator else len(match["members"])
        member = match["members"][at:end].strip(_CLOSING)
        province = rules.names.province(member)
        if member:
            start = first + match["members"].index(member, at)
            name = rules.names.with_level(province) if province else f"{level} {member}"
            yield name, start, start + len(member)
        at = separator.end() if separator else end
