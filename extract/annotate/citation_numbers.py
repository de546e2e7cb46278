"""Documents cited by number: number and symbol, the type word before them, date and issuer after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extract.annotate.citation_grammar import Found, Grammar, KnownNames
from extract.normalize.references import Reference, citation_date, issuer_code, parse_reference, type_code

_REACH = 220
_NEAR = 60
_BARE = "citation.bare-number"
# numbers that are none of a document unless a type word stands right before them
_UNSURE = frozenset({"citation.lone-symbol", "citation.odd-symbol", _BARE})
_SYMBOLS = (
    "citation.symbol",
    "citation.party-symbol",
    "citation.standard",
    "citation.lone-symbol",
    "citation.odd-symbol",
    _BARE,
)


def numbered(
    text: str, start: int, end: int, names: KnownNames, grammar: Grammar, *, captions: bool = True
) -> tuple[Found, ...]:
    """Return the documents cited by number in ``text[start:end]``, one block, in text order.

    Args:
        text: canonical text; start, end: the block; names: what was cited before; grammar: the rules.
        captions: take captions of annexes in ("Kèm theo Quyết định số ..."); where the directive's own number is
            unknown they must be left out, for they name the directive itself.
    """
    if not captions and grammar["citation.caption"].match(text[start : start + 60]):
        return ()
    if not captions and (caption := grammar["citation.caption-below"].search(text, max(start, end - 300), end)):
        end = caption.start()
    found: list[Found] = []
    for rule, match in _symbols(text, start, end, grammar):
        if found and match.start() < found[-1].after:
            continue
        shared = _sharing(match, found[-1].after if found else start, grammar)
        document = _document(rule, match, [*found[-1:], *shared], start, end, grammar)
        if rule == _BARE and document and not _is_known(document, text, names, grammar):
            continue
        if document and not _is_definition(document, match, found, grammar):
            dated = (replace(one, cited_on=document.cited_on, issuer=document.issuer) for one in shared)
            found += [*dated, document]
    return tuple(_share_issuers(text, found, grammar))


def _sharing(match: regex.Match[str], floor: int, grammar: Grammar) -> list[Found]:
    """Return the documents whose bare numbers stand before one that carries the symbol of all ("số 12, 13/SYT-NV")."""
    if "number" not in match.groupdict() or not match["number"]:
        return []
    text = match.string
    before = grammar["citation.shared-symbol"].search(text, max(floor, match.start() - _NEAR), match.start())
    if not before:
        return []
    found: list[Found] = []
    for at, end in (*before.spans("first"), *before.spans("next")):
        start, cited_type = (at, found[0].cited_type) if found else (before.start(), before["type"].casefold())
        reference = parse_reference(f"{text[at:end]}{text[match.end('number') : match.end()]}")
        found.append(Found(start, start, end, end, cited_type, "citation.shared-symbol", 0.9, reference))
    return found


def _is_known(document: Found, text: str, names: KnownNames, grammar: Grammar) -> bool:
    """Tell whether a bare number means one document: by what stands behind it, or because it was so cited before."""
    if document.cited_type not in grammar.bare or not document.reference:
        return False
    known = document.issuer or (document.cited_type, document.reference.text) in names.bare
    return bool(known or grammar["citation.bare-context"].match(text, document.end))


def _symbols(text: str, start: int, end: int, grammar: Grammar) -> list[tuple[str, regex.Match[str]]]:
    hits = [(rule, match) for rule in _SYMBOLS for match in grammar.found(rule, text, start, end)]
    return sorted(hits, key=lambda hit: (hit[1].start(), -hit[1].end()))


def _document(
    rule: str, match: regex.Match[str], found: list[Found], start: int, end: int, grammar: Grammar
) -> Found | None:
    text = match.string
    reference = parse_reference(match.group())
    floor = found[-1].after if found else start
    at, cited_type, between, confidence = _introduction(match, reference, found, floor, start, grammar)
    if at < 0 or (rule in _UNSURE and at == match.start()):
        return None
    dated, after, cited_on, issuer = _date_and_issuer(text, match.end(), end, reference, grammar)
    if not cited_on and (day := grammar["citation.dated-before"].search(text, max(floor, at - _REACH), at)):
        cited_on = citation_date(day["day"], day["month"], day["year"])
    title = ""
    if between.startswith(" của "):
        issuer = issuer or grammar.expand(between[5:].strip())
    elif between:
        title = f"{text[at : at + len(cited_type)]}{between}"
    if bracketed := grammar["title.bracketed"].search(text, max(floor, at - 2 * _REACH), at):
        issuer, title = issuer or grammar.expand(bracketed["issuer"]), title or bracketed["title"]
    provision = grammar["citation.provision"].search(text, max(floor, at - _REACH), at)
    lead = provision.start() if provision else at
    if not issuer and (before := grammar["title.issuer-before"].search(text, max(floor, lead - _REACH), lead)):
        issuer = grammar.expand(before["issuer"].strip())
    return Found(
        lead,
        at,
        dated or after,
        max(after, dated),
        cited_type,
        rule,
        confidence,
        reference,
        cited_on,
        issuer,
        title,
        grammar.provision(provision),
    )


def _introduction(
    match: regex.Match[str], reference: Reference, found: list[Found], floor: int, start: int, grammar: Grammar
) -> tuple[int, str, str, float]:
    """Return where the citation starts (-1: nowhere), its type, the words between type and number, the confidence."""
    text, at = match.string, match.start()
    floor = max(floor, at - _REACH)
    if at - start < _NEAR and grammar["citation.own-number"].match(text[start:at]):
        return -1, "", "", 0.0
    if found and grammar["citation.list-continuation"].fullmatch(text, found[-1].after, at):
        return at, found[-1].cited_type, "", 0.9
    direct = grammar["citation.introduction"].search(text, max(floor, at - _NEAR), at)
    if direct and _fits(direct, reference, grammar):
        return direct.start("type"), direct["type"].casefold(), "", 0.98
    if grammar["citation.no-document"].search(text, floor, at):
        return -1, "", "", 0.0
    counted = grammar["citation.number-word"].search(text, floor, at)
    for rule in (
        ("citation.law-introduction", "citation.titled-introduction") if counted else ("citation.law-introduction",)
    ):
        named = grammar[rule].search(text, floor, at)
        if named and _fits(named, reference, grammar):
            return named.start("type"), named["type"].casefold(), named["between"].rstrip(), 0.95
    dated = counted or grammar["citation.date"].match(text, match.end()) or reference.system == "standard"
    if not dated:
        return -1, "", "", 0.0
    return at, grammar.types.get(type_code(reference).upper(), "văn bản"), "", 0.8


def _fits(introduction: regex.Match[str], reference: Reference, grammar: Grammar) -> bool:
    """Tell whether the type word can bear the symbol: no decree is a law, nor is "Luật Quy hoạch (số ...)" a plan."""
    kind = introduction["type"].casefold()
    if introduction.string.endswith("Luật ", 0, introduction.start("type")):
        return False
    code = grammar.types.get(type_code(reference).upper(), "")
    return kind not in grammar.laws or not code or code in grammar.laws or code in grammar.law_papers


def _date_and_issuer(text: str, at: int, end: int, reference: Reference, grammar: Grammar) -> tuple[int, int, str, str]:
    """Return the end of the date (0: none), the end of date and issuer, the ISO date and the issuer."""
    date = grammar["citation.date"].match(text, at, end)
    after = date.end() if date else at
    issuer = grammar["title.issuer"].match(text, after, end)
    if issuer:
        after = issuer.end("issuer")
        if not date and (date := grammar["citation.date"].match(text, after, end)):
            after = date.end()
    name = grammar.expand(issuer["issuer"].strip()) if issuer else ""
    if not date:
        return 0, after, "", name
    year = date["year"] or reference.year
    return date.end(), after, citation_date(date["day"], date["month"], year), name


def _is_definition(document: Found, match: regex.Match[str], found: list[Found], grammar: Grammar) -> bool:
    """True for a number in brackets that only gives the document before it its short name."""
    text = match.string
    bracket = text.rfind("(", max(0, document.start - 40), document.start + 1)
    definition = grammar["citation.definition"].match(text, bracket) if bracket >= 0 else None
    if not found or not definition or not definition.start("name") <= document.start < definition.end():
        return False
    if not definition["said"] and definition.start("name") != document.start:
        return False
    known = {earlier.reference.text for earlier in found if earlier.reference}
    return bool(definition["said"]) or bool(
        document.reference and document.reference.text in known and not document.cited_on
    )


def _share_issuers(text: str, found: list[Found], grammar: Grammar) -> Iterator[Found]:
    """Yield the documents; in "A và B của X" and "của X tại A và B" X issues both when both symbols name one body."""
    issuers = [document.issuer for document in found]
    pairs = [
        (at, at + 1) for at in range(len(found) - 1) if _is_list_of_one_body(text, found[at], found[at + 1], grammar)
    ]
    for first, second in reversed(pairs):
        issuers[first] = issuers[first] or issuers[second]
    for first, second in pairs:
        issuers[second] = issuers[second] or issuers[first]
    for document, issuer in zip(found, issuers, strict=True):
        yield document if document.issuer == issuer else replace(document, issuer=issuer)


def _is_list_of_one_body(text: str, first: Found, second: Found, grammar: Grammar) -> bool:
    if not first.reference or not second.reference:
        return False
    gap = text[first.after : second.lead]
    same = _body_codes(first.reference, grammar) & _body_codes(second.reference, grammar)
    return bool(same and grammar["citation.next-in-list"].fullmatch(gap))


def _body_codes(reference: Reference, grammar: Grammar) -> set[str]:
    """Return the codes that may name the issuing body: of a letter the first part, of all others the second."""
    first = type_code(reference).upper()
    return {issuer_code(reference)} if first in grammar.types else {first}
