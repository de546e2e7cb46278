"""Chữ ký: who signs the directive, in which position, and on whose behalf."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from extract.model import Source, Value
from extract.structure.frame_rules import FrameRules
from extract.structure.strands import MASK, Strand, strands

_NONE = Value()
_COLLECTIVE = "TM"
_ACTING = "Q"


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature: ``collective`` is the body in whose name it is signed, ``block`` the words before the name."""

    signer: Value = _NONE
    position: Value = _NONE
    authority: Value = _NONE
    collective: Value = _NONE
    block: str = ""


def read_signature(source: Source, indexes: Iterable[int], rules: FrameRules) -> Signature:
    """Return the signature among the blocks of the closing.

    Args:
        source: what was read.
        indexes: blocks of the closing that hold no recipients.
        rules: the rules of the frame.
    """
    for strand in strands(source, indexes):
        _mask_what_is_no_signature(strand, rules)
        found = _read_strand(strand, rules)
        if found:
            return found
    return Signature()


def _mask_what_is_no_signature(strand: Strand, rules: FrameRules) -> None:
    for match in rules.find("signed-mark", strand.text):
        strand.mask(*match.span())
    for text, start, end in strand.fragments():
        tail = rules.search("signature-tail", text)
        if tail:
            strand.mask(start, start + tail.start())
        elif rules.match("signing-stamp", text) or rules.match("contact-line", text):
            strand.mask(start, end)


def _read_strand(strand: Strand, rules: FrameRules) -> Signature | None:
    lines = [line for line in strand.fragments() if not rules.match("ornament", line[0])]
    name = _name(lines, strand, rules)
    end = name[1] if name else (lines[-1][2] if lines else 0)
    words = strand.text[:end].replace(MASK, " ")
    authorities = list(rules.find("authority", words))
    positions = [match for match in rules.find("position", words) if match.group().isupper()]
    if not authorities and not positions:
        return None
    position = _position(strand, words, authorities, positions, rules)
    return Signature(
        signer=name[0] if name else Value(),
        position=position,
        authority=_authority(strand, authorities),
        collective=_collective(strand, words, authorities, positions),
        block=words[authorities[0].start() if authorities else positions[0].start() :].strip(),
    )


def _name(lines: list[tuple[str, int, int]], strand: Strand, rules: FrameRules) -> tuple[Value, int] | None:
    """Return the name of the signer with the place where its line begins: it may be broken over two lines."""
    for at in range(len(lines) - 1, -1, -1):
        text, start, _end = lines[at]
        above = lines[at - 1][0] if at else ""
        broken = above and not above.isupper() and 1 in (len(above.split()), len(text.split()))
        if broken and rules.match("person", f"{above} {text}"):
            start = lines[at - 1][1]
            text = f"{above} {text}"
        match = rules.search("person", text)
        if match:
            name = match["name"]
            last = start + match.end("name")
            return Value(name, *strand.span(last - len(name), last), "frame.person"), start + match.start()
    return _name_in_capitals(lines, strand, rules)


def _name_in_capitals(lines: list[tuple[str, int, int]], strand: Strand, rules: FrameRules) -> tuple[Value, int] | None:
    """Return a name in capitals: the last line, when a line above it holds the position."""
    if len(lines) < 2:
        return None
    text, start, end = lines[-1]
    match = rules.match("person-capitals", text)
    if not match or rules.search("position", text) or not any(rules.search("position", line[0]) for line in lines[:-1]):
        return None
    name = " ".join(word.capitalize() for word in text.split())
    return Value(name, *strand.span(start, end), "frame.person-capitals"), start


def _code(match: regex.Match[str]) -> str:
    code = str(match["authority"]).replace("/", "")
    return _ACTING if code.startswith(_ACTING) else code


def _authority(strand: Strand, authorities: list[regex.Match[str]]) -> Value:
    if not authorities:
        return Value()
    codes = "/".join(dict.fromkeys(map(_code, authorities)))
    return Value(codes, *strand.span(authorities[0].start(), authorities[-1].end("authority")), "frame.authority")


def _position(
    strand: Strand,
    words: str,
    authorities: list[regex.Match[str]],
    positions: list[regex.Match[str]],
    rules: FrameRules,
) -> Value:
    """The position that signs: behind "KT. CHỦ TỊCH" that of the deputy, behind "TM." or alone the first one."""
    after = authorities[-1].end() if authorities else 0
    held = [match for match in positions if match.start() >= after]
    if authorities and _code(authorities[-1]) not in (_COLLECTIVE, _ACTING):
        held = _without_principal(held, words)
    if not held:
        return Value()
    first = held[0]
    end = _position_end(strand, words, first, held[1:])
    text = words[first.start() : end]
    last = first.group().split()[-1]
    rest = rules.names.proper(last + text[len(first.group()) :])[len(last) :]
    proper = rules.positions[first.group().casefold()] + rest
    return Value(proper.strip(" ,"), *strand.span(first.start(), first.start() + len(text.rstrip())), "frame.position")


def _without_principal(held: list[regex.Match[str]], words: str) -> list[regex.Match[str]]:
    """Leave out the position of the one on whose behalf it is signed ("BỘ TRƯỞNG, CHỦ NHIỆM" is one person)."""
    rest = held[1:]
    while rest and words[rest[0].start() - 2 : rest[0].start()] == ", ":
        rest = rest[1:]
    return rest


def _position_end(strand: Strand, words: str, first: regex.Match[str], others: list[regex.Match[str]]) -> int:
    end = others[0].start() if others else len(words)
    for start in strand.starts:
        if first.end() < start < end:
            return start
    return end


def _collective(
    strand: Strand, words: str, authorities: list[regex.Match[str]], positions: list[regex.Match[str]]
) -> Value:
    for at, match in enumerate(authorities):
        if _code(match) == _COLLECTIVE:
            end = authorities[at + 1].start() if at + 1 < len(authorities) else len(words)
            end = min([end, *(position.start() for position in positions if position.start() > match.end())])
            text = words[match.end() : end].strip(" ,")
            if text:
                return Value(text, *strand.span(match.end(), match.end() + len(text)), "frame.authority")
    return Value()
