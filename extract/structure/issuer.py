"""Cơ quan ban hành: the issuing body and its superior, from the head or else from what the text says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Source, Value
from extract.structure.capitals import Sample
from extract.structure.closing import Signature
from extract.structure.frame_rules import FrameRules, is_capital
from extract.structure.head_subject import HeadReading
from extract.structure.issuer_derived import derived_issuers, in_full
from extract.structure.issuer_names import CENTRAL_PARTY, completed
from extract.structure.strands import Strand
from extract.structure.zones import Borders

_NONE = Value()
_ADORNMENT = " _*"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body and its superior; ``derived`` tells that no head names it."""

    body: Value = _NONE
    parent: Value = _NONE
    derived: bool = False


@dataclass(slots=True)
class _Line:
    """A body as printed in the head, with its place in the text; an ``open`` name goes on in the next line."""

    text: str
    start: int
    end: int
    open: bool = False


def find_issuer(
    source: Source, borders: Borders, head: HeadReading, signature: Signature, sample: Sample, rules: FrameRules
) -> Issuer:
    """Return the issuing body in full spelling, with its province where the text gives it.

    Args:
        source: what was read.
        borders: its zones.
        head: what was read in the head; the bodies are what is left of its strands.
        signature: the signature block.
        sample: running text of the directive.
        rules: the rules of the frame.
    """
    party = head.get("title_body") or _party_signature(signature, rules)
    lines = [line for strand in head.strands for line in _body_lines(strand, rules)]
    if lines:
        return _from_lines(lines, party, sample, rules)
    if head.get("issuer"):
        return Issuer(in_full(head.get("issuer"), source, borders, head, rules))
    if party:
        printed = bool(head.get("title_body"))
        return Issuer(in_full(party, source, borders, head, rules), derived=not printed)
    for value in derived_issuers(source, borders, signature, rules):
        if value:
            return Issuer(in_full(value, source, borders, head, rules), derived=True)
    return Issuer()


def _party_signature(signature: Signature, rules: FrameRules) -> Value:
    """The body of the Party's Centre in whose name the directive is signed."""
    collective = signature.collective
    if collective and rules.match("title-body", f"của {collective.text}"):
        return Value(rules.names.proper(collective.text), collective.start, collective.end, collective.rule)
    return Value()


def _body_lines(strand: Strand, rules: FrameRules) -> Iterator[_Line]:
    """Yield the bodies that the lines of capitals in a strand name, lines that belong together joined."""
    current: _Line | None = None
    for text, start, _end in strand.fragments():
        if not is_capital(text) or rules.match("ornament", text) or rules.types.title(text):
            continue
        for part, offset in _superiors_apart(text.rstrip(_ADORNMENT), rules):
            begin, stop = strand.span(start + offset, start + offset + len(part))
            unfinished = bool(rules.search("unfinished-line", part)) and not (
                current and rules.match("body-line", part)
            )
            if current and (current.open or not rules.match("body-line", part)):
                current = _Line(f"{current.text} {part}", current.start, stop, part.endswith(("-", ",")))
                continue
            if current:
                yield current
            current = _Line(part, begin, stop, unfinished)
    if current and rules.match("body-line", current.text):
        current.text = current.text.rstrip(" -,")
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


def _from_lines(lines: list[_Line], party: Value, sample: Sample, rules: FrameRules) -> Issuer:
    """The last body issues, those above it lend it what its own name leaves unsaid."""
    bodies: list[Value] = []
    for line in lines:
        above = bodies[-1].text if bodies else ""
        name = completed(rules.names.proper(line.text, sample), above, rules)
        bodies.append(Value(name, line.start, line.end, "frame.body-line"))
    parent = bodies[-2] if len(bodies) > 1 else Value()
    return _below_committee(party, bodies[-1], parent, rules)


def _below_committee(party: Value, body: Value, parent: Value, rules: FrameRules) -> Issuer:
    """The Party prints the committee in the head, and in title or signature which of its bodies decided."""
    central = body.text.casefold().startswith(CENTRAL_PARTY)
    local = rules.match("party-committee", body.text)
    name = party.text if central else completed(party.text, body.text, rules)
    if not party or not (central or local) or name == body.text:
        return Issuer(body, parent)
    return Issuer(Value(name, party.start, party.end, party.rule), body)
