"""The issuing body where no head names it: from the enacting line, the signature, or the mandating sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from extract.model import Source, Value
from extract.structure.closing import Signature
from extract.structure.frame_rules import FrameRules
from extract.structure.head_subject import HeadReading
from extract.structure.zones import Borders

_OPENING = 6000


def derived_issuers(source: Source, borders: Borders, signature: Signature, rules: FrameRules) -> Iterator[Value]:
    """Yield what points to the issuer, the surest first; empty values among it.

    Args:
        source: what was read.
        borders: its zones.
        signature: the signature block.
        rules: the rules of the frame.
    """
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


def in_full(value: Value, source: Source, borders: Borders, head: HeadReading, rules: FrameRules) -> Value:
    """Return a name written out, with the province that it leaves unsaid.

    Args:
        value: a name as the text gives it.
        source: what was read.
        borders: its zones.
        head: what was read in the head.
        rules: the rules of the frame.
    """
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
