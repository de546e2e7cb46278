"""Documents cited by name alone: laws, strategies, programmes, plans that are individual, and where their names end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import regex

from extract.annotate.citation_grammar import Found, Grammar, KnownNames
from extract.normalize.references import citation_date

_REACH = 160
_TYPE_REACH = 24
_NATIONAL_REACH = 80
_KIND_REACH = 120
_ROW = frozenset({", ", "; ", " và ", ", và ", "; và "})
_LONGEST_NAME = 700
_LEAST_WORDS = 3
_TRAILING = " ,-–/"
_LAW_NAMES = (
    ("name.law", 0.97),
    ("name.constitution", 0.97),
    ("name.law-abbreviation", 0.9),
    ("name.amending-law", 0.9),
    ("name.law-words", 0.75),
)


def named(
    text: str, start: int, end: int, numbers: Sequence[Found], names: KnownNames, grammar: Grammar
) -> tuple[Found, ...]:
    """Return the documents cited by name in ``text[start:end]``, one block, in text order.

    Args:
        text: canonical text; start, end: the block.
        numbers: the documents cited by number in the same block, which bound the names.
        names: what the directive has called documents so far.
        grammar: the rules.
    """
    found: list[Found] = []
    leads = [number.lead for number in numbers]
    for head in _heads(text, start, end, bool(numbers), grammar):
        at = head.start("type")
        before = bisect_right(numbers, at, key=_starts_at)
        if (found and at < found[-1].end) or (before and at < numbers[before - 1].after):
            continue
        following = bisect_right(leads, at)
        limit = leads[following] if following < len(leads) else end
        outer = numbers[before - 1] if before else None
        document = _Reader(text, start, (limit, limit < end), outer, found, names, grammar).read(head)
        if document:
            found.append(document)
    return tuple(found)


def _heads(text: str, start: int, end: int, issuing: bool, grammar: Grammar) -> list[regex.Match[str]]:
    """Return the type words with which a name may begin.

    They are capitalised, or in lower case right before a quotation or a known title of a law, or behind the verb by
    which one of the ``issuing`` documents of the block issues it.
    """
    heads = list(grammar["name.head"].finditer(text, start, end))
    capitalised = {head.start("type") for head in heads}
    for rule in ("name.issued-head", "name.lower-law") if issuing else ("name.lower-law",):
        lower = grammar[rule].finditer(text, start, end)
        heads += (head for head in lower if head.start("type") not in capitalised)
    at = text.find("“", start, end)
    while at >= 0:
        if head := grammar["name.quoted-head"].search(text, max(start, at - _TYPE_REACH), at):
            heads.append(head)
        at = text.find("“", at + 1, end)
    return sorted(heads, key=lambda head: head.start("type"))


class _Reader:
    """Reads one name; holds what all its steps need."""

    def __init__(
        self,
        text: str,
        start: int,
        limit: tuple[int, bool],
        outer: Found | None,
        found: Sequence[Found],
        names: KnownNames,
        grammar: Grammar,
    ) -> None:
        """Take what stands round a name.

        Args:
            text: canonical text; start: of the block.
            limit: where at the latest every name ends, and whether a document cited by number begins there.
            outer: the document cited by number before; found: those cited by name before.
            names: what the directive has called documents so far; grammar: the rules.
        """
        self.text, self.start, self.grammar = text, start, grammar
        self.names = names
        self.limit, self.cut_off = limit
        self.outer = outer
        self.previous = found[-1] if found else None

    def read(self, head: regex.Match[str]) -> Found | None:
        """Return the document whose name begins at ``head``, None when it is no individual document."""
        if self._before("name.defining", head.start("type")):
            return None
        self.limit = min(self.limit, head.start("type") + _LONGEST_NAME)
        if "verb" in head.groupdict():
            return self._issued_here(head)
        kind = head["type"].casefold()
        if kind in self.grammar.laws:
            return self._law(head)
        if head["type"] in self.grammar.acts:
            return self._act(head)
        return self._programme(head)

    def _before(self, rule: str, at: int) -> regex.Match[str] | None:
        return self.grammar[rule].search(self.text, max(self.start, at - _REACH), at)

    def _found(self, head: regex.Match[str], end: int, title: str, rule: str, confidence: float) -> Found:
        at = head.start("type")
        provision = self._before("citation.provision", at)
        issuer = self.grammar["name.issuer"].match(title)
        return Found(
            provision.start() if provision else at,
            at,
            end,
            end,
            head["type"].casefold(),
            rule,
            confidence,
            issuer=issuer["issuer"] if issuer else "",
            title=title,
            provision=self.grammar.provision(provision),
        )

    # ---------------------------------------------------------------------------------------------------- laws

    def _law(self, head: regex.Match[str]) -> Found | None:
        at, after = head.start("type"), head.end("type")
        if self._before("name.draft-law", at):
            return None
        name, rule, confidence = self._law_name(after)
        if not name and head["type"].casefold() != "hiến pháp":
            return None
        end = name.end() if name else after
        dates = [self.grammar[date].match(self.text, end, self.limit) for date in ("citation.date", "name.bare-year")]
        date = next(filter(None, dates), None)
        if not date and (rule == "name.amending-law" or not name):
            return None
        title_end = date.end() if date and not date["month"] else end
        document = self._found(head, date.end() if date else end, self.text[at:title_end], rule, confidence)
        return _dated(document, date)

    def _law_name(self, after: int) -> tuple[regex.Match[str] | None, str, float]:
        for rule, confidence in _LAW_NAMES:
            if name := self.grammar[rule].match(self.text, after, self.limit):
                return name, rule, confidence
        return None, "name.head", 0.9

    # ---------------------------------------------------------------------------------------------------- acts

    def _act(self, head: regex.Match[str]) -> Found | None:
        at, after = head.start("type"), head.end("type")
        if not head["type"][0].isupper() or self._before("name.drafting", at):
            return None
        if fixed := self.grammar["name.fixed"].match(self.text, at, self.limit):
            return self._found(head, fixed.end(), fixed.group(), "name.fixed", 0.9)
        if name := self.grammar["name.party-resolution"].match(self.text, after, self.limit):
            if not self.grammar["name.occasion"].search(name.group()):
                return None
            end = name.end()
            if self.grammar["name.title-about"].match(self.text, end, self.limit):
                end = self._stop("title.stop", end, self.limit)
            return self._found(head, end, self.text[at:end], "name.party-resolution", 0.9)
        if name := self.grammar["name.dated-act"].match(self.text, after, self.limit):
            document = self._found(head, name.end(), "", "name.dated-act", 0.8)
            return _dated(document, name, self.grammar.expand((name["issuer"] or "").strip()))
        return None

    def _issued_here(self, head: regex.Match[str]) -> Found | None:
        """Return what the numbered document before issues, whatever its type and however it is spelled."""
        at, after = head.start("type"), head.end("type")
        if not self._issued(at):
            return None
        end, closed = self._end(after, True)
        if self._is_kind(after, closed) or len(self.text[after:end].split()) < _LEAST_WORDS:
            return None
        return self._found(head, end, self.text[at:end], "name.issued-head", 0.9 if closed else 0.8)

    # ---------------------------------------------------------------------------------------------- programmes

    def _programme(self, head: regex.Match[str]) -> Found | None:
        at, after = head.start("type"), head.end("type")
        if fixed := self.grammar["name.fixed"].match(self.text, at, self.limit):
            return self._found(head, fixed.end(), fixed.group(), "name.fixed", 0.9)
        if rules := self.grammar["name.working-rules"].match(self.text, after, self.limit):
            return self._found(head, rules.end(), self.text[at : rules.end()], "name.working-rules", 0.9)
        issued = self._issued(at)
        if quoted := self.grammar["name.quoted"].match(self.text, after):
            if self._is_own(at, issued) or not quoted["title"][0].isupper():
                return None
            return self._found(head, quoted.end(), quoted["title"].strip(), "name.quoted", 0.92)
        if not head["type"][0].isupper() or self._is_kind(after, issued):
            return None
        end, closed = self._closed_by_quote(head, after) or self._end(after, issued)
        if issued and self._is_kind(after, closed):
            return None
        words = len(self.text[after:end].split())
        if words < 2 or self._is_own(at, issued) or (not closed and self._is_short_name(at, after)):
            return None
        again = self.text[at:end].casefold() in self.names.without_period
        if not (issued or closed or again or self._stands_alone(at, after, words)):
            return None
        confidence = 0.95 if closed else 0.85 if issued else 0.75
        return self._found(head, end, self.text[at:end], "name.period" if closed else "name.head", confidence)

    def _is_kind(self, after: int, individual: bool) -> bool:
        """Tell a kind of document by the words behind the type, unless a period or its issuing makes it one of it."""
        rule = "name.reference-back" if individual else "name.too-general"
        return bool(self.grammar[rule].match(self.text[after : after + _KIND_REACH]))

    def _closed_by_quote(self, head: regex.Match[str], after: int) -> tuple[int, bool] | None:
        """Return the end of a name that stands in quotation marks together with its type word."""
        closing = (
            self.text.find("”", after, min(self.limit, after + 400))
            if self.text[head.start() - 1 : head.start()] == "“"
            else -1
        )
        return (closing, True) if closing > 0 else None

    def _is_short_name(self, at: int, after: int) -> bool:
        """Tell whether a defined short name begins here, and no national programme whose type alone was defined."""
        if self.text[at:after] in self.names.short and self.grammar["name.national"].match(
            self.text[after : after + _NATIONAL_REACH]
        ):
            return False
        return any(self.text.startswith(name, at) for name in self.names.short)

    def _issued(self, at: int) -> bool:
        """Tell whether the numbered document before issues or approves the one that begins at ``at``."""
        if not self.outer or (self.previous and self.previous.start > self.outer.start):
            return False
        issues = self.grammar["title.issues"].match(self.text[self.outer.after : at])
        return bool(issues and (issues["verb"] or self.outer.cited_type in self.grammar.issuing))

    def _is_own(self, at: int, issued: bool) -> bool:
        """Tell a kind, a document yet to be made and the directive's own act from an existing document."""
        if issued:
            return False
        if self._before("name.plural", at):
            return True
        if self._passes(at):
            return False
        return bool(self._before("name.drafting", at) and not self._before("name.issued-already", at))

    def _passes(self, at: int) -> bool:
        return bool(self.grammar["name.passing"].search(self.text[max(self.start, at - _REACH) : at]))

    def _stands_alone(self, at: int, after: int, words: int) -> bool:
        """Tell whether a name without period is individual: national, pointed to, or in a row with such names."""
        if self.text[at:after].isupper():
            return bool(self.grammar["name.national-programme"].match(self.text, after))
        if self.grammar["name.national"].match(self.text[after : after + _NATIONAL_REACH]):
            return True
        row = self.previous and self.text[self.previous.end : at] in _ROW
        return words >= 3 and bool(row or self._before("name.cited-before", at))

    def _end(self, after: int, issued: bool) -> tuple[int, bool]:
        """Return where the name that follows the type at ``after`` ends and whether a period closes it."""
        if issued:
            end = self._stop("name.issued-stop", after, self.limit)
        else:
            end = self._stop("name.hard-stop", after, self.limit)
            end = self._stop("name.soft-stop", self._first_words(after, end), end)
            end = self._stop("name.comma-stop", after, end)
        if self.grammar["name.national"].match(self.text[after : after + _NATIONAL_REACH]):
            end = self._stop("name.province", after, end)
        period = self.grammar["name.period"].search(self.text, after, self.limit)
        if period and period.start() <= end:
            return period.end(), True
        if self.grammar["name.ends-in-type"].search(self.text, after, end):
            quoted = self.grammar["name.quoted"].match(self.text, end, self.limit)
            return (quoted.end(), True) if quoted else (after, False)
        if self.cut_off and end == self.limit and self.grammar["name.link"].search(self.text, after, end):
            return after, False
        if conjunction := self.grammar["name.trailing-and"].search(self.text, after, end):
            end = conjunction.start()
        link = self.grammar["name.link"].search(self.text, after, end)
        return after + len(self.text[after : link.start() if link else end].rstrip(_TRAILING)), False

    def _first_words(self, after: int, end: int) -> int:
        """A name may begin with a word that elsewhere ends it ("Đề án bảo đảm ...")."""
        stop = self.grammar["name.soft-stop"].match(self.text, after, end)
        return stop.end() if stop and stop.group().strip() in {"bảo đảm", "đảm bảo", "thống nhất"} else after

    def _stop(self, rule: str, at: int, limit: int) -> int:
        stop = self.grammar[rule].search(self.text, at, limit)
        return stop.start() if stop else limit


def _dated(document: Found, date: regex.Match[str] | None, issuer: str = "") -> Found:
    """Return ``document`` with date and issuer."""
    cited_on = citation_date(date["day"], date["month"], date["year"]) if date else ""
    return replace(document, cited_on=cited_on, issuer=issuer or document.issuer)


def _starts_at(document: Found) -> int:
    return document.start
