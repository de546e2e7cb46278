"""Bodies that no register and no name grammar knows, told by their place: before a verb, where somebody must stand.

"Sở Y tế đề nghị các bệnh viện tuyến huyện báo cáo ...": after "đề nghị" and before "báo cáo" stands who is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extract.assemble.grammar import Grammar
from extract.model import BodyMention, Directive, DutyCue
from extract.normalize.names import slug

_REACH = 110
_SHORTEST = 6
_BLANK = regex.compile(r" (?=\p{Ll})")
_CONFIDENCE = 0.6
_LIST = regex.compile(r"[,;]\s+(?:và )?|\s+và\s+")


def with_unnamed(
    directive: Directive, bodies: Sequence[BodyMention], cues: Sequence[DutyCue], grammar: Grammar
) -> tuple[BodyMention, ...]:
    """Return ``bodies`` together with those that only their place tells.

    Args:
        directive: its items are looked at.
        bodies: what annotation found.
        cues: role cues; after giao, yêu cầu and đề nghị somebody must stand.
        grammar: patterns of the duty grammar.

    Returns:
        all mentions in text order, without overlaps.
    """
    text = directive.text
    places = {cue.end for cue in cues if cue.kind == "assign" and not cue.value.endswith("chỉ đạo")}
    for item in directive.items:
        places.update(grammar.openings(text, item.start, item.end))
    ends = sorted(body.end for body in bodies)
    starts = sorted(body.start for body in bodies)
    found = [*_found(text, sorted(places), starts, ends, grammar), *_own(directive, starts, grammar)]
    found += _executors(directive, [*bodies, *found], grammar)
    return tuple(sorted([*bodies, *found], key=lambda body: body.start)) if found else tuple(bodies)


def _found(
    text: str, places: Sequence[int], starts: Sequence[int], ends: Sequence[int], grammar: Grammar
) -> Iterator[BodyMention]:
    taken = -1
    for place in places:
        opening = grammar["unnamed.opens"].match(text[place : place + _REACH])
        if opening is None or place < taken:
            continue
        start = place + opening.start("name")
        limit = min(start + _REACH, len(text))
        # Up to the next known body, or nothing when one stands here.
        ahead = bisect_right(starts, start - 1)
        if bisect_right(ends, start) != bisect_right(starts, start - 1):
            continue
        if ahead < len(starts):
            limit = min(limit, starts[ahead])
        stop = grammar["unnamed.stops"].search(text, start, limit)
        limit = stop.start() if stop else limit
        end = _verb_at(text, start, limit, grammar)
        if end - start >= _SHORTEST:
            taken = end
            yield generic(start, text[start:end], "unnamed.before-verb")


def _executors(directive: Directive, bodies: Sequence[BodyMention], grammar: Grammar) -> Iterator[BodyMention]:
    """Yield those whom no register knows in the list that closes a decision: "... chịu trách nhiệm thi hành"."""
    text = directive.text
    spans = sorted((body.start, body.end) for body in bodies)
    for item in directive.items:
        listed = grammar["unnamed.executors"].match(text, item.start, item.end)
        if listed is None:
            continue
        first, last = listed.span("list")
        cuts = [first, *(match.end() for match in _LIST.finditer(text, first, last)), last]
        for start, stop in pairwise(cuts):
            name = text[start:stop].rstrip(" ,;").removesuffix(" và")
            end = start + len(name)
            known = any(one < end and start < other for one, other in spans)
            if not known and _SHORTEST <= len(name) <= _REACH and grammar["unnamed.executor"].match(name):
                yield generic(start, name, "unnamed.executor")


def generic(start: int, name: str, rule: str, confidence: float = _CONFIDENCE) -> BodyMention:
    """Return the mention of a body that no register knows, called as it is named.

    Args:
        start: where its name begins.
        name: its name, as it stands there or in small letters.
        rule: what found it.
        confidence: how sure that is.
    """
    shown = name[:1].upper() + name[1:]
    return BodyMention(start, start + len(name), shown, slug(name), "generic", rule=rule, confidence=confidence)


def _own(directive: Directive, starts: Sequence[int], grammar: Grammar) -> Iterator[BodyMention]:
    """Yield the issuer where its kind alone names it: "gửi về Sở trước ngày 10"."""
    issuer = directive.header.issuer.text
    kind = next((kind for kind in grammar.words("own_kinds") if issuer.startswith(f"{kind} ")), "")
    if not kind:
        return
    known = frozenset(starts)
    for match in grammar["issuer.by-kind"].finditer(directive.text):
        if match["kind"] == kind and match.start("kind") not in known:
            yield BodyMention(
                match.start("kind"),
                match.end("kind"),
                issuer,
                slug(issuer),
                "body",
                rule="issuer.by-kind",
                confidence=0.8,
            )


def _verb_at(text: str, start: int, limit: int, grammar: Grammar) -> int:
    """Return the end of the name: where the first verb that is no attribute of it begins, -1 when none does."""
    for blank in _BLANK.finditer(text, start, limit):
        match = grammar.predicate.match(text, blank.end())
        # A single syllable may be the second of a noun: "sản xuất", "thường trực".
        sure = match and " " in match.group() and match["verb"].lower() not in grammar.words("attributive_verbs")
        if sure or text[blank.end() : limit].partition(" ")[0] in grammar.words("single_verbs"):
            return int(blank.start())
    return -1
