"""Cơ quan ban hành: the issuing body and its superior, from the head or else from what the text says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Source, Value
from extract.structure.closing import Signature
from extract.structure.frame_rules import FrameRules, is_capital
from extract.structure.head import HeadReading
from extract.structure.strands import Strand
from extract.structure.zones import Borders

_NONE = Value()
_OPENING = 6000
_CENTRAL_PARTY = "ban chấp hành trung ương"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body and its superior; ``derived`` tells that no head names it."""

    body: Value = _NONE
    parent: Value = _NONE
    derived: bool = False


@dataclass(slots=True)
class _Line:
    """A body as printed in the head, with its place in the text."""

    text: str
    start: int
    end: int


def find_issuer(source: Source, borders: Borders, head: HeadReading, signature: Signature, rules: FrameRules) -> Issuer:
    """Return the issuing body in full spelling, with its province where the text gives it.

    Args:
        source: what was read.
        borders: its zones.
        head: what was read in the head; the bodies are what is left of its strands.
        signature: the signature block.
        rules: the rules of the frame.
    """
    party = _party_body(source, borders, signature, rules)
    lines = [line for strand in head.strands for line in _body_lines(strand, rules)]
    if lines:
        body, parent = _from_lines(lines, rules)
        if party and body.text.casefold().startswith(_CENTRAL_PARTY):
            return Issuer(party, body)
        return Issuer(body, parent)
    if head.get("issuer"):
        return Issuer(_spelled(head.get("issuer"), source, borders, head, rules))
    if party:
        return Issuer(party, derived=party.rule != "frame.title-body")
    for value in _derived(source, borders, signature, rules):
        if value:
            return Issuer(_spelled(value, source, borders, head, rules), derived=True)
    return Issuer()


# ------------------------------------------------------------------------------------------------- printed in the head


def _body_lines(strand: Strand, rules: FrameRules) -> Iterator[_Line]:
    """Yield the bodies that the lines of capitals in a strand name, lines that belong together joined."""
    current: _Line | None = None
    for text, start, _end in strand.fragments():
        if not is_capital(text) or rules.match("ornament", text) or rules.types.title(text):
            continue
        for part, offset in _superiors_apart(text.rstrip(" -_*"), rules):
            begin, stop = strand.span(start + offset, start + offset + len(part))
            begins = rules.match("body-line", part) and not (current and " " not in current.text)
            if current and not begins:
                current = _Line(f"{current.text} {part}", current.start, stop)
                continue
            if current:
                yield current
            current = _Line(part, begin, stop)
    if current and rules.match("body-line", current.text):
        yield current


def _superiors_apart(text: str, rules: FrameRules) -> Iterator[tuple[str, int]]:
    at = 0
    match = rules.match("superior-inline", text)
    while match:
        yield match["superior"], at
        at += match.end() + 1
        text = text[match.end() + 1 :]
        match = rules.match("superior-inline", text)
    yield text, at


def _from_lines(lines: list[_Line], rules: FrameRules) -> tuple[Value, Value]:
    """The last body issues, the one before is its superior and lends it its place."""
    last = lines[-1]
    name = rules.names.proper(last.text)
    if len(lines) == 1:
        return Value(name, last.start, last.end, "frame.body-line"), Value()
    above = lines[-2]
    superior = rules.names.proper(above.text)
    parent = Value(superior, above.start, above.end, "frame.body-line")
    if not rules.search("placed", name) and not rules.names.names_province(name):
        name = f"{name}{_inherited(superior, rules)}"
    return Value(name, last.start, last.end, "frame.body-line"), parent


def _inherited(superior: str, rules: FrameRules) -> str:
    """What a superior adds to the name of a body below it: its place, or that it belongs to the Centre of the Party."""
    placed = rules.search("placed", superior)
    if placed:
        return " " + superior[placed.start() :]
    if rules.match("party-committee", superior):
        return f" {superior}"
    return " Trung ương" if superior.casefold().startswith(_CENTRAL_PARTY) else ""


def _party_body(source: Source, borders: Borders, signature: Signature, rules: FrameRules) -> Value:
    """The body of the Party's Centre that a title ("CỦA BỘ CHÍNH TRỊ") or the signature names."""
    for at in (borders.title, *borders.subject):
        if at < 0:
            continue
        block = source.blocks[at]
        text = source.of(block)
        found = rules.types.title(text) if at == borders.title else None
        shift = found[1] if found else 0
        rest = text[shift:]
        shift += len(rest) - len(rest.lstrip())
        match = rules.match("title-body", text[shift:])
        if match:
            start = block.start + shift + match.start("body")
            return Value(rules.names.proper(match["body"]), start, start + len(match["body"]), "frame.title-body")
    collective = signature.collective
    if collective and rules.match("title-body", f"của {collective.text}"):
        return Value(rules.names.proper(collective.text), collective.start, collective.end, collective.rule)
    return Value()


# --------------------------------------------------------------------------------------------- derived from the text


def _derived(source: Source, borders: Borders, signature: Signature, rules: FrameRules) -> Iterator[Value]:
    """Yield what points to the issuer, the surest first."""
    if borders.enactor >= 0:
        yield _group(source, borders.enactor, "enacting-line", rules)
    for at in borders.addressees:
        yield _group(source, at, "wiring-body", rules)
    yield signature.collective
    for rule in rules.family("office-"):
        if signature.block and rule.regex.search(signature.block) and not rule.gives.get("placed"):
            yield Value(str(rule.gives["issuer"]), signature.position.start, signature.position.end, rule.id)
    for at in borders.body[-3:]:
        yield _group(source, at, "notifying-body", rules)
    for rule in rules.family("office-"):
        if signature.block and rule.regex.search(signature.block) and rule.gives.get("placed"):
            yield Value(str(rule.gives["issuer"]), signature.position.start, signature.position.end, rule.id)
    for at in _opening(source, borders):
        yield _acting(source, at, rules)
    for at in borders.captions:
        yield _group(source, at, "caption", rules, "issuer")


def _opening(source: Source, borders: Borders) -> Iterator[int]:
    start = None
    for at in borders.body:
        block = source.blocks[at]
        start = block.start if start is None else start
        if block.start - start > _OPENING:
            return
        yield at


def _group(source: Source, at: int, name: str, rules: FrameRules, group: str = "body") -> Value:
    block = source.blocks[at]
    match = rules.match(name, source.of(block))
    if not match or not match[group]:
        return Value()
    text = match[group].strip(" ,.)")
    return Value(text, block.start + match.start(group), block.start + match.start(group) + len(text), f"frame.{name}")


def _acting(source: Source, at: int, rules: FrameRules) -> Value:
    block = source.blocks[at]
    match = rules.search("acting-body", source.of(block))
    if not match:
        return Value()
    text, start = match["body"], match.start("body")
    for cut in rules.find("clause-body", match["body"]):
        text, start = match["body"][cut.end() :], match.start("body") + cut.end()
    return Value(text, block.start + start, block.start + start + len(text), "frame.acting-body")


def _spelled(value: Value, source: Source, borders: Borders, head: HeadReading, rules: FrameRules) -> Value:
    """Write a derived name out and add the province that it leaves unsaid."""
    name = rules.names.proper(value.text)
    local = rules.match("local-body", name)
    bare = rules.names.proper("UBND") == name
    if local or bare:
        province = _province(source, borders, head, rules)
        name = f"{local['stem'] if local else name} {province}" if province else name
    return Value(name, value.start, value.end, value.rule)


def _province(source: Source, borders: Borders, head: HeadReading, rules: FrameRules) -> str:
    """The province of the issuer with its level: the place of issue, else the one the text speaks of most."""
    printed = rules.names.province(head.get("place").text) if head.get("place") else None
    if printed:
        return rules.names.with_level(printed)
    seen: Counter[str] = Counter()
    for at in (*borders.subject, *borders.body):
        for match in rules.find("local-mention", source.of(source.blocks[at])):
            province = rules.names.province_before(match["place"])
            if province:
                seen[rules.names.with_level(province)] += 1
    return seen.most_common(1)[0][0] if seen else ""
