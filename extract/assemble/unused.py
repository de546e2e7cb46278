"""What was passed over: sentences of the operative part that hold a duty's signs and became no row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extract.assemble.clauses import Clauses
from extract.assemble.duties import Verdict
from extract.assemble.grammar import Grammar
from extract.assemble.tree import Tree
from extract.model import Directive, Item, Mentions

_SENTENCE = regex.compile(r"(?<=[.!?…;]['\"”)]{0,2})\s+|\n")
# Role words that speak of work to be done, not of who talks to whom.
_SIGNS = frozenset({"assign", "lead"})
# A title without a body or a time says nothing that the duties below it do not say.
_TITLES = frozenset({"heading", "introducer"})
_SHORTEST = 12
_OPENING = 3


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sentence that became no row: why, and by which signs it might have."""

    start: int
    end: int
    reason: str
    rule: str
    signs: tuple[str, ...]
    item: Item | None


class UnusedSentences:
    """Finds what was passed over.

    Args:
        directive: its text is read.
        mentions: role words, bodies and times.
        tree: its parts.
        clauses: reads roles.
        grammar: patterns of the duty grammar.
    """

    def __init__(
        self, directive: Directive, mentions: Mentions, tree: Tree, clauses: Clauses, grammar: Grammar
    ) -> None:
        self._directive = directive
        self._text = directive.text
        self._tree = tree
        self._clauses = clauses
        self._grammar = grammar
        self._body_starts = [body.start for body in mentions.bodies]
        self._bodies = mentions.bodies
        self._cues = [cue for cue in mentions.cues if cue.kind in _SIGNS and not self._named(cue.start)]
        self._cue_starts = [cue.start for cue in self._cues]
        self._times = [time for time in mentions.times if time.use == "deadline"]
        self._time_starts = [time.start for time in self._times]

    def find(
        self,
        verdicts: dict[int, list[Verdict]],
        opening: int,
        rows: Sequence[tuple[int, int]],
        used: Collection[tuple[int, int]],
    ) -> Iterator[PassedOver]:
        """Yield what was passed over, in text order.

        Args:
            verdicts: what each item of the tree is.
            opening: index of the first item of the operative part.
            rows: spans of the tasks, targets and cells that became rows.
            used: spans of the bodies and times that became rows.
        """
        for item in self._tree.items:
            if item.zone not in ("body", "annex") or (item.zone == "body" and item.index < opening):
                continue
            for verdict in verdicts.get(item.index, []):
                if verdict.is_task or verdict.use == "empty":
                    continue
                for start, end in self._sentences(verdict.start, verdict.end):
                    signs = tuple(self._signs(start, end, used))
                    if verdict.use in _TITLES and not {"body", "time"} & set(signs):
                        continue
                    if signs and not any(first < end and start < last for first, last in rows):
                        yield PassedOver(start, end, verdict.use, verdict.rule, signs, item)
        yield from self._in_tables(rows, used)

    def _in_tables(self, rows: Sequence[tuple[int, int]], used: Collection[tuple[int, int]]) -> Iterator[PassedOver]:
        for table in self._directive.tables:
            for cell in table.cells:
                if cell.row < table.header_rows or any(first < cell.end and cell.start < last for first, last in rows):
                    continue
                signs = tuple(self._signs(cell.start, cell.end, used))
                if signs:
                    yield PassedOver(cell.start, cell.end, "table", "table.cell", signs, None)

    def _sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        cuts = [start, *(match.end() for match in _SENTENCE.finditer(self._text, start, end)), end]
        for first, last in pairwise(cuts):
            stop = first + len(self._text[first:last].rstrip())
            if stop - first >= _SHORTEST:
                yield first, stop

    def _signs(self, start: int, end: int, used: Collection[tuple[int, int]]) -> Iterator[str]:
        """Yield a duty's signs that no row has taken up: a body with a role, a role word, a time, a word that binds."""
        readings = [one for one in self._clauses.read(start, end) if one.role != "none"]
        loose = [one for one in readings if (one.body.start, one.body.end) not in used]
        if loose:
            yield "body"
        if readings and not loose:
            return
        cues = self._cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]
        # A role word without a name is a sign where it opens the sentence, or says who leads.
        if not loose and any(cue.kind == "lead" or cue.start - start <= _OPENING for cue in cues):
            yield "role"
        times = self._times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]
        if any((time.start, time.end) not in used for time in times):
            yield "time"
        modal = self._grammar["unused.binding"].finditer(self._text, start, end)
        # "Cần Thơ" binds nobody.
        if any(
            self._text[match.start()].islower()
            or (match.start() == start and not self._text[match.end() + 1 : match.end() + 2].isupper())
            for match in modal
        ):
            yield "modal"

    def _named(self, at: int) -> bool:
        """The word at ``at`` is part of a name: "Bộ Ngoại giao"."""
        before = bisect_left(self._body_starts, at + 1) - 1
        return before >= 0 and at < self._bodies[before].end
