"""The frame of a directive: its head, addressees, closing, and the zones that they divide it into."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.model import Header, Problem, RecipientLine, Source, Value, Zone
from extract.normalize.numbers import build_number
from extract.rulebook import Rulebook
from extract.structure.capitals import Sample
from extract.structure.closing import Signature, read_signature
from extract.structure.document_types import LETTER
from extract.structure.frame_problems import frame_problems
from extract.structure.frame_rules import FrameRules, is_capital
from extract.structure.head import partial_date, read_head
from extract.structure.head_subject import HeadReading
from extract.structure.issuer import Issuer, find_issuer
from extract.structure.recipients import read_addressees, read_recipients
from extract.structure.year import find_year
from extract.structure.zones import Borders, find_borders

_SAMPLE = 12000


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the duties: ``zones`` runs parallel to the blocks of the source.

    ``year`` is the year the directive speaks of, 0 when it cannot be told; ``year_source`` is ``subject``,
    ``issued_on``, ``citations`` or empty.
    """

    header: Header
    recipients: tuple[RecipientLine, ...]
    zones: tuple[Zone, ...]
    year: int
    year_source: str
    problems: tuple[Problem, ...]


def read_frame(source: Source, rulebook: Rulebook) -> Frame:
    """Return the frame of the directive in ``source``.

    Args:
        source: what was read.
        rulebook: its group ``structure`` holds the rules ``frame.*``.

    Returns:
        the frame; what is missing or uncertain in it stands in ``problems``.

    Raises:
        RulebookError: rules or tables of the group are missing or damaged.
    """
    rules = FrameRules.of(rulebook)
    borders = find_borders(source, rules)
    head = read_head(source, borders, rules)
    addressees = read_addressees(source, borders.addressees, rules)
    copies, used = read_recipients(source, borders.closing, rules)
    signature = read_signature(source, [at for at in borders.closing if at not in used], rules)
    sample = _sample(source, borders)
    issuer = find_issuer(source, borders, head, signature, sample, rules)
    header = _header(source, borders, head, signature, issuer, rules)
    header = replace(header, subject=_subject(header, head, sample, rules))
    year, year_source = find_year(source, borders, header, rules)
    recipients = (*addressees, *copies)
    problems = frame_problems(header, issuer, head.number, recipients, rules)
    return Frame(header, recipients, borders.zones, year, year_source, problems)


def _sample(source: Source, borders: Borders) -> Sample:
    """Running text that shows how words are spelled: the beginning of the body."""
    if not borders.body:
        return Sample()
    start = source.blocks[borders.body[0]].start
    return Sample(source.text[start : min(start + _SAMPLE, source.blocks[borders.body[-1]].end)])


def _subject(header: Header, head: HeadReading, sample: Sample, rules: FrameRules) -> Value:
    """The abstract; one printed in capitals is written as a sentence has it."""
    subject = header.subject
    if not is_capital(subject.text):
        return subject
    placed = rules.search("placed", header.issuer.text)
    known = sample.with_name(header.issuer.text[placed.start() :]) if placed else sample
    text = rules.names.sentence(subject.text, known)
    return replace(subject, text=text if head.introduced else text[:1].upper() + text[1:])


def _header(
    source: Source, borders: Borders, head: HeadReading, signature: Signature, issuer: Issuer, rules: FrameRules
) -> Header:
    caption = _caption(source, borders, head, rules)
    return Header(
        type=_type(source, borders, head, issuer, rules),
        reference=head.get("reference") or caption.get("reference", Value()),
        number=head.get("number") or caption.get("number", Value()),
        symbol=head.get("symbol") or caption.get("symbol", Value()),
        parent=issuer.parent,
        issuer=issuer.body,
        place=head.get("place"),
        issued_on=_issued_on(source, head, rules) or caption.get("issued_on", Value()),
        subject=head.get("subject"),
        signer=signature.signer,
        signer_position=signature.position,
        signing_authority=signature.authority,
        urgency=head.get("urgency"),
        confidentiality=head.get("confidentiality"),
    )


def _type(source: Source, borders: Borders, head: HeadReading, issuer: Issuer, rules: FrameRules) -> Value:
    """The printed title, else the code in the symbol, else "Kính gửi", else what the document calls itself."""
    if head.get("type") and head.get("type").rule != "frame.subject-lead":
        return head.get("type")
    symbol = head.get("symbol")
    if head.number and symbol:
        named = LETTER if borders.addressees and head.number.code == _initials(issuer.body.text) else ""
        return Value(named or rules.types.of_symbol(head.number), symbol.start, symbol.end, symbol.rule)
    if head.get("type"):
        return head.get("type")
    if borders.addressees:
        lead = source.blocks[borders.addressees[0]]
        return Value(LETTER, lead.start, lead.end, "frame.addressee-lead")
    for at in reversed(borders.body):
        block = source.blocks[at]
        match = rules.search("self-reference", source.of(block))
        if match:
            return Value(
                match["type"].lower(), block.start + match.start(), block.start + match.end(), "frame.self-reference"
            )
    return Value()


def _initials(name: str) -> str:
    """The initials of a body: the symbol of its letters may look like the code of a type (CT: Cục Thuế, chỉ thị)."""
    return "".join(word[0] for word in name.split()).upper()


def _issued_on(source: Source, head: HeadReading, rules: FrameRules) -> Value:
    """The printed date; where it is not filled in, the time of a digital signature that agrees with it."""
    printed = head.get("issued_on")
    if len(printed.text) == len("2025-01-01"):
        return printed
    for block in source.blocks:
        match = rules.search("signed-at", source.of(block)) if block.end - block.start < 300 else None
        if match and partial_date(match).startswith(printed.text):
            return Value(partial_date(match), block.start + match.start(), block.start + match.end(), "frame.signed-at")
    return printed


def _caption(source: Source, borders: Borders, head: HeadReading, rules: FrameRules) -> dict[str, Value]:
    """Number and date that the caption of an annex gives of the directive, for a head that lacks them."""
    title = head.get("type").text
    for at in borders.captions:
        block = source.blocks[at]
        match = rules.match("caption", source.of(block))
        if at in borders.head or not match or (title and match["type"].lower() != title):
            continue
        number = build_number(match["number"], match["separator"], match["series"] or "", match["symbol"])
        if head.number and head.number.symbol and head.number.symbol != number.symbol:
            continue
        date = partial_date(match)
        start = block.start + (match.start("number") if number.number else match.start("separator"))
        found = {
            "reference": Value(number.reference, start, block.start + match.end("symbol"), "frame.caption"),
            "number": Value(number.number, start, block.start + match.end("number"), "frame.caption"),
            "symbol": Value(
                number.symbol, block.start + match.start("symbol"), block.start + match.end("symbol"), "frame.caption"
            ),
        }
        if date:
            found["issued_on"] = Value(
                date, block.start + match.end("symbol"), block.start + match.end("year"), "frame.caption"
            )
        return found
    return {}
