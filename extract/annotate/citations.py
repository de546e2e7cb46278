"""Citations: every mention of a legal or directing document, by number, by name or by a short name defined for it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

import regex

from extract.annotate.citation_grammar import Found, Grammar, KnownNames
from extract.annotate.citation_names import named
from extract.annotate.citation_numbers import numbered
from extract.annotate.citation_titles import Placed, place
from extract.model import Block, Citation, Directive
from extract.normalize.references import parse_reference
from extract.rulebook import Rulebook

_DEFINITION_REACH = 180
_PROVISION_REACH = 220
_SEVERAL_REACH = 12


def find_citations(directive: Directive, rulebook: Rulebook) -> tuple[Citation, ...]:
    """Return all citations of a directive in text order.

    Args:
        directive: blocks of kind or zone ``furniture`` are left out, and so is the directive's own number.
        rulebook: group ``citations``.

    Returns:
        citations that do not overlap unless one stands in the title of the other; ``outer`` points to that one.

    Raises:
        RulebookError: the group is missing or not valid.
    """
    grammar = Grammar.of(rulebook)
    citations: list[Citation] = []
    names = KnownNames()
    own = parse_reference(directive.header.reference.text).text
    silent: set[str] = set()  # blocks repeat each other, and most cite nothing
    for block in _blocks(directive):
        words = directive.text[block.start : block.end]
        placed = _in_block(directive, block, names, own, grammar) if words not in silent else ()
        if not placed:
            silent.add(words)
            continue
        found = _with_definitions(directive.text, [_citation(item, len(citations)) for item in placed], grammar)
        citations += found
        known = names.after(found, grammar)
        if known is not names:
            silent.clear()
        names = known
    return tuple(_with_provisions(directive.text, _with_short_names(directive, citations, grammar), grammar))


def _blocks(directive: Directive) -> Iterable[Block]:
    zones = directive.zones or ("body",) * len(directive.source.blocks)
    for block, zone in zip(directive.source.blocks, zones, strict=True):
        if block.kind != "furniture" and zone != "furniture":
            yield block


def _in_block(directive: Directive, block: Block, known: KnownNames, own: str, grammar: Grammar) -> tuple[Placed, ...]:
    """Return the documents of a block but the directive itself, whose number is ``own``."""
    text = directive.text
    numbers = numbered(text, block.start, block.end, known, grammar, captions=bool(directive.header.reference))
    names = named(text, block.start, block.end, numbers, known, grammar)
    found = sorted((*numbers, *names), key=lambda document: document.start)
    if not found:
        return ()
    placed = place(text, block.end, found, grammar)
    issued_on = directive.header.issued_on.text
    return _without(placed, [at for at, item in enumerate(placed) if _is_own(item.found, own, issued_on)])


def _is_own(document: Found, own: str, issued_on: str) -> bool:
    """Tell the directive's own number from another document of the same number and another date."""
    if not document.reference or not own or document.reference.text != own:
        return False
    dates = (document.cited_on, issued_on)
    return not all(dates) or dates[0].startswith(dates[1]) or dates[1].startswith(dates[0])


def _without(placed: tuple[Placed, ...], dropped: list[int]) -> tuple[Placed, ...]:
    """Return the documents without those at ``dropped``; what stood in their titles stands free."""
    if not dropped:
        return placed
    kept = [at for at in range(len(placed)) if at not in dropped]
    index = {at: new for new, at in enumerate(kept)}
    return tuple(
        replace(
            placed[at],
            outer=index.get(placed[at].outer, -1),
            outer_issues=placed[at].outer_issues and placed[at].outer in index,
        )
        for at in kept
    )


def _citation(item: Placed, offset: int) -> Citation:
    document, reference = item.found, item.found.reference
    return Citation(
        start=document.start,
        end=item.end,
        full_end=max(item.full_end, item.end),
        cited_type=document.cited_type,
        reference=reference.text if reference else "",
        number=reference.number if reference else "",
        symbol=reference.symbol if reference else "",
        cited_on=document.cited_on,
        issuer=document.issuer,
        title=item.title,
        provision=document.provision,
        outer=item.outer + offset if item.outer >= 0 else -1,
        outer_issues=item.outer_issues,
        rule=document.rule,
        confidence=document.confidence,
    )


def _with_definitions(text: str, citations: list[Citation], grammar: Grammar) -> list[Citation]:
    """Return the citations of one block with the short names that brackets right behind them define.

    Where titles of several citations end at the bracket, the name belongs to the one of its number or kind, else to the
    outermost.
    """
    defined = list(citations)
    starts = [citation.start for citation in citations]
    ending: dict[int, list[int]] = {}
    for at, citation in enumerate(citations):
        ending.setdefault(citation.full_end, []).append(at)
    kinds = {citation.cited_type for citation in citations}
    for end, candidates in sorted(ending.items()):
        after = bisect_right(starts, end)
        following = starts[after] if after < len(starts) else end + _DEFINITION_REACH
        found = grammar["citation.definition"].match(text, end) or grammar["citation.later-definition"].match(
            text, end, min(following, end + _DEFINITION_REACH)
        )
        name = found["name"].strip() if found else ""
        kind = _kind(name, kinds)
        if not found or not kind or (not found["said"] and not _is_short(name)):
            continue
        best = max(candidates, key=lambda at: (_names(citations[at], name), citations[at].cited_type == kind, -at))
        defined[best] = replace(defined[best], defined_as=name)
    return defined


def _is_short(name: str) -> bool:
    """Tell a short name in bare brackets from another citation."""
    return name[0].isupper() and len(name.split()) <= 9 and "ngày" not in name


def _names(citation: Citation, name: str) -> bool:
    return bool(citation.reference) and citation.reference in name.replace(" ", "")


def _kind(name: str, kinds: AbstractSet[str]) -> str:
    """Return the type word with which a short name begins, empty when it begins with none of ``kinds``."""
    words = name.casefold() + " "
    return max((kind for kind in kinds if words.startswith(kind + " ")), key=len, default="")


def _with_short_names(directive: Directive, citations: list[Citation], grammar: Grammar) -> tuple[Citation, ...]:
    """Return the citations and, in their order, the later uses of short names without number."""
    taken = bytearray(len(directive.text))
    for citation in citations:
        taken[citation.start : citation.end] = b"\1" * (citation.end - citation.start)
    kinds = {citation.cited_type for citation in citations}
    added: list[Citation] = []
    for citation in citations:
        name = citation.defined_as
        if not name or "/" in name or name.islower():
            continue
        pattern = regex.compile(rf"(?<![\p{{L}}“]){regex.escape(name)}(?![\p{{L}}\d])")
        own = directive.header.type.text.casefold()
        not_it = grammar["name.goes-on" if own and not name.casefold().startswith(own) else "name.goes-on-or-own"]
        behind = regex.compile(r"\)").search(directive.text, citation.full_end)
        for found in pattern.finditer(directive.text, behind.end() if behind else citation.full_end):
            start, end = found.span()
            if not_it.match(directive.text, end) or any(taken[start:end]):
                continue
            if grammar["name.several"].search(directive.text, max(start - _SEVERAL_REACH, 0), start):
                continue
            taken[start:end] = b"\1" * (end - start)
            added.append(
                Citation(
                    start,
                    end,
                    end,
                    _kind(name, kinds) or citation.cited_type,
                    title=name,
                    rule="citation.definition",
                    confidence=0.85,
                )
            )
    return _ordered(citations, added)


def _with_provisions(text: str, citations: tuple[Citation, ...], grammar: Grammar) -> Iterator[Citation]:
    """Yield the citations, those of short names with the provisions before them, any with those named behind it."""
    for citation in citations:
        provision = citation.provision
        if citation.rule == "citation.definition":
            start = max(text.rfind("\n", 0, citation.start) + 1, citation.start - _PROVISION_REACH)
            provision = grammar.provision(grammar["citation.provision"].search(text, start, citation.start))
        for end in (citation.full_end, citation.end) if not provision else ():
            if behind := grammar["citation.provision-after"].match(text, end):
                provision = behind["provision"].strip(" ,;")
                break
        yield citation if provision == citation.provision else replace(citation, provision=provision)


def _ordered(citations: list[Citation], added: list[Citation]) -> tuple[Citation, ...]:
    """Return both in text order with ``outer`` following its citation to its new place."""
    everything = sorted(enumerate([*citations, *added]), key=lambda pair: pair[1].start)
    places = {old: new for new, (old, _) in enumerate(everything)}
    return tuple(replace(c, outer=places[c.outer]) if c.outer >= 0 else c for _, c in everything)
