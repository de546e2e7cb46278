"""The words of the sentence that stand before each cited document, without the documents cited in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from extract.model import Citation, Directive

# Of the words of an enormous sentence its beginning and what stands right before the document decide.
_OPENING = 300
_CLOSING = 700


class Sentences:
    """Walks along the citations; what it knows of the sentence so far grows with each, so that no word is read twice.

    Args:
        directive: its text and blocks are read.
        citations: in text order.
        start: finds the end of the sentence before.
    """

    def __init__(self, directive: Directive, citations: Sequence[Citation], start: regex.Pattern[str]) -> None:
        """Read which citation stands free before each and how far the words about it reach."""
        self._text = directive.text
        self._citations = citations
        self._start = start
        self._blocks = [block.start for block in directive.source.blocks]
        self._ends = [block.end for block in directive.source.blocks]
        self._free: list[int] = []
        self._said: list[int] = []
        free, said = -1, 0
        for at, citation in enumerate(citations):
            self._free.append(free)
            self._said.append(said)
            if citation.outer < 0 or not at:
                free, said = at, citation.full_end
            else:
                said = max(said, citation.full_end)
        self._begins: tuple[int, list[int]] = (-1, [])
        self._sentence, self._position, self._words = -1, 0, ""

    def free_before(self, at: int) -> int:
        """Return the last citation before number ``at`` that stands in no title, -1 when there is none."""
        return self._free[at]

    def said_until(self, at: int) -> int:
        """Return where the words about that citation and those in its title end."""
        return self._said[at]

    def next(self, at: int) -> str:
        """Return the words of the sentence before citation ``at``; ask for each in turn, from the first."""
        citation = self._citations[at]
        block = max(bisect_right(self._blocks, citation.start) - 1, 0)
        begins = self._sentences(block)
        start = begins[max(bisect_left(begins, citation.start) - 1, 0)]
        if start != self._sentence:
            self._sentence, self._position, self._words = start, start, ""
        words = f"{self._words}{self._text[self._position : citation.start]}"
        if citation.outer < 0 and citation.start >= self._position:
            self._words = f"{_shortened(words)} "
            self._position = max(self._position, citation.full_end)
        return words

    def _sentences(self, block: int) -> list[int]:
        """Return where the sentences of a block begin; no sentence ends inside what is said of a document."""
        if self._begins[0] != block:
            start, end = self._blocks[block], self._ends[block]
            begins, at, said = [start], bisect_left(self._citations, start, key=_starts_at), start
            for stop in self._start.finditer(self._text, start, end):
                while at < len(self._citations) and self._citations[at].start < stop.end():
                    said = max(said, self._citations[at].full_end)
                    at += 1
                if stop.end() > said:
                    begins.append(stop.end())
            self._begins = (block, begins)
        return self._begins[1]


def _starts_at(citation: Citation) -> int:
    return citation.start


def _shortened(words: str) -> str:
    return words if len(words) <= _OPENING + _CLOSING else f"{words[:_OPENING]} {words[-_CLOSING:]}"
