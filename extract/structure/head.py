"""What the head says of the directive: number, type, place and date, abstract, marks of urgency."""

from __future__ import annotations

import regex

from extract.model import Source, Value
from extract.normalize.numbers import build_number, parse_number
from extract.structure.frame_rules import FrameRules
from extract.structure.head_subject import HeadReading, read_letter_subject, read_title_subject
from extract.structure.strands import Strand, strands
from extract.structure.zones import Borders


def read_head(source: Source, borders: Borders, rules: FrameRules) -> HeadReading:
    """Return what the blocks above the title (or above "Kính gửi") and the title itself say.

    Args:
        source: what was read.
        borders: its zones.
        rules: the rules of the frame.
    """
    titled = {borders.title, borders.enactor, *borders.subject, *borders.addressees}
    last = borders.enactor if borders.enactor >= 0 else len(source.blocks)
    reading = HeadReading(strands(source, [at for at in borders.head if at not in titled and at <= last]))
    _mask_national_name(reading, rules)
    _read_date(reading, rules)
    _read_number(reading, rules)
    _read_marks(reading, rules)
    _read_headline(source, borders, reading, rules)
    if borders.title >= 0:
        _read_title(source, borders, reading, rules)
    else:
        read_letter_subject(reading, rules)
    return reading


def _mask_national_name(reading: HeadReading, rules: FrameRules) -> None:
    """Take out Quốc hiệu; the youth union's name is one only where no other stands, else it is a body."""
    for name in ("national-name", "youth-name"):
        found = [(strand, match) for strand in reading.strands for match in rules.find(name, strand.text)]
        for strand, match in found:
            strand.mask(*match.span())
        if found:
            return


def partial_date(match: regex.Match[str]) -> str:
    """Return the ISO date of the groups ``year``, ``month`` and ``day``, cut to what is known."""
    groups = match.groupdict()
    if not groups.get("year"):
        return ""
    if not groups.get("month"):
        return str(groups["year"])
    month = f"{groups['year']}-{int(groups['month']):02d}"
    return f"{month}-{int(groups['day']):02d}" if groups.get("day") else month


def _value(strand: Strand, match: regex.Match[str], group: str | int, rule: str, text: str = "") -> Value:
    return Value(text or match[group], *strand.span(*match.span(group)), f"frame.{rule}")


def _read_date(reading: HeadReading, rules: FrameRules) -> None:
    for strand in reading.strands:
        match = rules.search("place-date", strand.text)
        if match:
            reading.fields["place"] = _value(strand, match, "place", "place-date", match["place"].strip())
            start = match.end("place") + match.group()[match.end("place") - match.start() :].lower().index("ngày")
            reading.fields["issued_on"] = Value(
                partial_date(match), *strand.span(start, match.end()), "frame.place-date"
            )
            strand.mask(*match.span())
            return
    for strand in reading.strands:
        for text, start, end in strand.fragments():
            match = rules.match("date", text)
            if match:
                reading.fields["issued_on"] = Value(partial_date(match), *strand.span(start, end), "frame.date")
                strand.mask(start, end)
                return


def _read_number(reading: HeadReading, rules: FrameRules) -> None:
    """Read the number line: at the beginning of a block first, then within one."""
    for strand in reading.strands:
        for text, start, _end in strand.fragments():
            for name in ("number-state", "number-party", "number-bare"):
                match = rules.match(name, text)
                if match and "ố" in text[:3].lower().replace("ỗ", "ố"):
                    _take_number(reading, strand, match, start, name)
                    return
    for strand in reading.strands:
        for name in ("number-state", "number-party"):
            match = rules.search(name, strand.text)
            if match:
                _take_number(reading, strand, match, 0, name)
                return


def _take_number(reading: HeadReading, strand: Strand, match: regex.Match[str], shift: int, name: str) -> None:
    groups = match.groupdict()
    number = build_number(groups["number"] or "", groups["separator"], groups.get("year") or "", groups["symbol"])
    reading.number = number
    start = shift + (match.start("number") if number.number else match.start("separator"))
    end = shift + match.end()
    rule = f"frame.{name}"
    reading.fields["reference"] = Value(number.reference, *strand.span(start, end), rule)
    if number.number:
        reading.fields["number"] = Value(number.number, *strand.span(start, shift + match.end("number")), rule)
    if number.symbol:
        reading.fields["symbol"] = Value(number.symbol, *strand.span(shift + match.start("symbol"), end), rule)
    strand.mask(shift + match.start(), end)


def _read_marks(reading: HeadReading, rules: FrameRules) -> None:
    for strand in reading.strands:
        for text, start, end in strand.fragments():
            for name in ("urgency", "confidentiality"):
                match = rules.match(name, text)
                if match:
                    reading.fields[name] = Value(match["value"], *strand.span(start, end), f"frame.{name}")
                    strand.mask(start, end)


def _read_headline(source: Source, borders: Borders, reading: HeadReading, rules: FrameRules) -> None:
    """Read titles as web pages write them; what the printed head says goes before."""
    for at in borders.head:
        block = source.blocks[at]
        match = rules.match("headline", source.of(block))
        if not match:
            continue
        number = parse_number(match["reference"])
        read = {
            "type": match["type"].lower(),
            "issuer": match["issuer"],
            "subject": match["subject"],
            "issued_on": partial_date(match),
        }
        if number:
            read |= {"reference": number.reference, "number": number.number, "symbol": number.symbol}
            reading.number = reading.number or number
        for name, text in read.items():
            if text and not reading.get(name):
                group = name if name in match.groupdict() else "year" if name == "issued_on" else "reference"
                start, end = match.span(group)
                reading.fields[name] = Value(text, block.start + start, block.start + end, "frame.headline")
        for strand in reading.strands:
            if at in strand.blocks:
                start = strand.starts[strand.blocks.index(at)]
                strand.mask(start, start + block.end - block.start)


def _read_title(source: Source, borders: Borders, reading: HeadReading, rules: FrameRules) -> None:
    block = source.blocks[borders.title]
    text = source.of(block)
    found = rules.types.title(text) or (rules.types.named(text), len(text))
    reading.fields["type"] = Value(found[0], block.start, block.start + found[1], "frame.title")
    spans = []
    rest = text[found[1] :].lstrip(" :.")
    if rest:
        spans.append((block.end - len(rest), block.end))
    for at in borders.subject:
        part = source.blocks[at]
        if not rules.match("caption-line", source.of(part)):
            spans.append((part.start, part.end))
    if spans:
        read_title_subject(source, spans, reading, rules)
