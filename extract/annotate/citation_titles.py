"""Titles of cited documents, and which document stands inside the title of which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.annotate.citation_grammar import Found, Grammar

_LONGEST_TITLE = 1500


@dataclass(frozen=True, slots=True)
class Placed:
    """A found document with its title, the end of all that is said of it, and the document whose title holds it."""

    found: Found
    title: str
    end: int
    full_end: int
    outer: int = -1
    outer_issues: bool = False


def place(text: str, end: int, found: Sequence[Found], grammar: Grammar) -> tuple[Placed, ...]:
    """Return the documents of one block with titles and nesting; ``outer`` counts within the block.

    Args:
        text: canonical text; end: the end of the block.
        found: the documents of the block in text order; grammar: the rules.
    """
    return _Nest(text, end, found, grammar).placed()


class _Nest:
    """Reads titles from the last document to the first, so that inner titles are known when the outer one is read."""

    def __init__(self, text: str, end: int, found: Sequence[Found], grammar: Grammar) -> None:
        self.text, self.end, self.found, self.grammar = text, end, found, grammar
        self.outer = [-1] * len(found)
        self.holding: set[int] = set()
        self.issues = [False] * len(found)
        self.titles = [document.title for document in found]
        self.full_ends = [document.after for document in found]

    def placed(self) -> tuple[Placed, ...]:
        for at in range(len(self.found) - 1, -1, -1):
            if not self.found[at].named:
                self._read_title(at)
        return tuple(
            Placed(document, self.titles[at], self._quote_end(at), self.full_ends[at], self.outer[at], self.issues[at])
            for at, document in enumerate(self.found)
        )

    def _quote_end(self, at: int) -> int:
        """Without date the quote takes in a title that names no other document ("... về công tác dân số")."""
        document = self.found[at]
        opener = self.grammar["title.opener"].match(self.text, document.after, self.end)
        whole = not document.named and not document.cited_on and opener and opener["about"]
        return self.full_ends[at] if whole and at not in self.holding else document.end

    def _read_title(self, at: int) -> None:
        after = self.found[at].after
        opener = self.grammar["title.opener"].match(self.text, after, self.end)
        if not opener:
            return
        stop = self._scan(at, opener.end())
        title = self.text[opener.end() : stop].strip(" ,")
        if title:
            self.titles[at] = title[1:-1] if title[0] in '“"' and title[-1] in '”"' else title
            self.full_ends[at] = opener.end() + len(self.text[opener.end() : stop].rstrip(" ,"))

    def _scan(self, at: int, start: int) -> int:
        """Return where the title of document ``at`` ends, tying to it the documents that stand inside."""
        position, inner = start, at + 1
        quote_end = self._quote(start)
        while True:
            reach = min(self.end, max(position, quote_end) + _LONGEST_TITLE)
            stop = self.grammar["title.stop"].search(self.text, max(position, quote_end), reach)
            limit = stop.start() if stop else reach
            inner = bisect_left(self.found, position, inner, key=_starts_at)
            if inner >= len(self.found) or self.found[inner].lead >= max(limit, quote_end):
                return max(limit, quote_end)
            child = self.found[inner]
            gap = self.text[position : child.lead]
            separator = self.grammar["title.separator"].search(gap)
            if separator and child.lead >= quote_end and not self._goes_on(at, inner, separator, gap, position > start):
                return position + int(separator.start())
            self._tie(at, inner, self.text[self.found[at].after : child.start])
            position = max(position, self.full_ends[inner])
            inner += 1
            if position >= quote_end and not self.grammar["title.goes-on"].match(self.text, position, self.end):
                return position

    def _quote(self, start: int) -> int:
        """Return the end of the quotation that opens in the first words of the title, ``start`` without one."""
        opened = self.grammar["title.quotation"].match(self.text, start, self.end)
        closed = self.text.find("”", opened.end(), self.end) if opened else -1
        return closed + 1 if closed >= 0 else start

    def _goes_on(self, at: int, inner: int, separator: regex.Match[str], gap: str, has_inner: bool) -> bool:
        """Tell whether the enumeration belongs to the title ("thực hiện A và B") and not to the list outside."""
        outer, before, child = self.found[at], self.found[inner - 1], self.found[inner]
        if self._bare(outer) and self._bare(child) and not self._bare(before):
            return False
        laws = before.cited_type in self.grammar.laws and child.cited_type in self.grammar.laws
        same = laws or not before.named or self._ranks_above(child, outer)
        at_once = self.full_ends[inner - 1] == before.after and gap == separator.group() and same
        return has_inner and at_once and bool(separator["soft"]) and child.cited_type not in self.grammar.letters

    def _bare(self, document: Found) -> bool:
        """Tell a number without type word ("số A, số B sửa đổi Nghị định số A và số C"), one of a list of such."""
        return self.text[document.start].isdigit()

    def _ranks_above(self, child: Found, outer: Found) -> bool:
        ranks = self.grammar.ranks
        return (
            child.cited_type in ranks
            and outer.cited_type in ranks
            and ranks[child.cited_type] < ranks[outer.cited_type]
        )

    def _tie(self, at: int, inner: int, between: str) -> None:
        if self.outer[inner] >= 0:
            return
        self.outer[inner] = at
        self.holding.add(at)
        issues = self.grammar["title.issues"].match(between)
        self.issues[inner] = bool(issues and (issues["verb"] or self.found[at].cited_type in self.grammar.issuing))


def _starts_at(document: Found) -> int:
    return document.start
