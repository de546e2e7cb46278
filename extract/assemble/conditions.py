"""On what a duty depends: its conditions and exceptions, in the words of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.assemble.clauses import Clauses
from extract.assemble.grammar import Grammar

_REACH = 500
_END = regex.compile(r"[.;](?=\s|$)|:(?=\s)|\n|[()“”]")
_OPENING_MARKS, _CLOSING_MARKS = "(“", ")”"
_COMMA = regex.compile(r",\s")
_FRONTED = regex.compile(r"(?:^|[.;:,(\n])\s*$")
_FEW = 2
_TRIM = " ,;.:/"


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of the conditions and exceptions of a task, several joined by ``; ``, "" where there are none."""

    condition: str
    exception: str


class Conditions:
    """Reads on what duties depend.

    Args:
        text: canonical text.
        clauses: knows the bodies with which main clauses begin.
        grammar: patterns of conditions and predicates.
    """

    def __init__(self, text: str, clauses: Clauses, grammar: Grammar) -> None:
        self._text = text
        self._clauses = clauses
        self._grammar = grammar

    def read(self, start: int, end: int) -> Terms:
        """Return the terms of the task between two offsets."""
        exceptions = list(self._spans("exception", start, end))
        conditions = [
            (first, last)
            for first, last in self._spans("condition", start, end)
            if not any(begin <= first < stop for begin, stop in exceptions)
        ]
        return Terms(self._words(conditions), self._words(exceptions))

    def _words(self, spans: list[tuple[int, int]]) -> str:
        return "; ".join(" ".join(self._text[start:end].split()) for start, end in spans)

    def _spans(self, kind: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the places of conditions or exceptions; one inside another is part of it."""
        openings = sorted(
            (match.start(), match.end())
            for pattern in self._grammar.conditions[kind]
            for match in pattern.finditer(self._text, start, end)
        )
        last = start
        for first, opened in openings:
            if first < last:
                continue
            stop = self._end(first, opened, start, end, exempts=kind == "exception")
            if len(self._text[first:stop].split()) > 1:
                yield first, stop
                last = stop

    def _end(self, first: int, opened: int, start: int, end: int, *, exempts: bool) -> int:
        """Return where a condition ends: where the main clause begins, else with its clause; ``first`` for nowhere.

        An exception stands behind what it exempts from, unless it opens the sentence.
        """
        limit = self._limit(opened, min(end, opened + _REACH))
        opens = self._opens(first, start)
        fronted = opens or (not exempts and _FRONTED.search(self._text[max(start, first - _FEW) : first]) is not None)
        stop = self._main_clause(opened, limit, fronted=fronted)
        if stop is None and opens and self._text[limit : limit + 1] not in (")", ":", ";"):
            # The sentence holds nothing else: its duty is not told from its condition.
            return first
        stop = limit if stop is None else stop
        return first + len(self._text[first:stop].rstrip(_TRIM))

    def _opens(self, first: int, start: int) -> bool:
        """The condition opens its sentence, so that its main clause must follow."""
        before = self._text[start:first].rstrip()
        return not before or before[-1] in ".;:\n"

    def _limit(self, at: int, end: int) -> int:
        """Return where the clause ends at the latest; what stands in brackets of its own is passed over."""
        depth = 0
        for mark in _END.finditer(self._text, at, end):
            if mark[0] in _OPENING_MARKS:
                depth += 1
            elif mark[0] in _CLOSING_MARKS and depth:
                depth -= 1
            elif not depth:
                return int(mark.start())
        return end

    def _main_clause(self, opened: int, limit: int, *, fronted: bool) -> int | None:
        """Return where the main clause begins: at "thì", else at the first words that can only be its own."""
        for pattern in self._grammar.conditions["then"]:
            if found := pattern.search(self._text, opened, limit):
                return int(found.start())
        stops = [
            int(match.start())
            for pattern in self._grammar.conditions["main"]
            for match in pattern.finditer(self._text, opened, limit)
            if len(self._text[opened : match.start()].split()) > 1
        ]
        if fronted:
            stops += self._after_comma(opened, limit)
        return min(stops, default=None)

    def _after_comma(self, opened: int, limit: int) -> Iterator[int]:
        """Yield the commas after which a body stands, or a predicate that goes on with no list of verbs."""
        bodies = {body.start for body in self._clauses.bodies_in(opened, limit)}
        words = self._text[opened:limit]
        listed = any(
            (first := pattern.match(words)) and self._grammar.predicate.match(words, first.end())
            for pattern in self._grammar.conditions["listed"]
        )
        for comma in _COMMA.finditer(self._text, opened, limit):
            acts = not listed and self._grammar.predicate.match(self._text, comma.end(), limit)
            if comma.end() in bodies or acts:
                yield int(comma.start())
