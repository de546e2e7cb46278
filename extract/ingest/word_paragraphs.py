"""Makes lines of the paragraphs of one story, whose marks print or let the text run on into the next paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ingest.word_lines import Line, broken_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.word_lines import Token
    from extract.model import Cell


class Paragraphs:
    """The paragraphs of one story in reading order; what has no printed mark is held until one comes."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._label = ""

    def run_on(self, tokens: Sequence[Token], label: str = "") -> None:
        """Hold what stands before a mark that does not print; the first label that was held is printed."""
        self._tokens += tokens
        self._label = self._label or label

    def lines(
        self,
        tokens: Sequence[Token],
        label: str = "",
        *,
        centered: bool = False,
        heading: int = 0,
        cell: Cell | None = None,
    ) -> Iterator[Line]:
        """Yield the lines of a printed paragraph, with what ran on into it."""
        tokens = [*self._tokens, *tokens]
        label = self._label or label
        self._tokens, self._label = [], ""
        lines = broken_lines(tokens, set_apart=centered or cell is not None)
        if not lines and label and cell is not None:
            lines = [()]  # the running number of a table row is often nothing but its label
        for pieces in lines:
            yield Line(pieces, label, centered, heading, cell)
            label = ""

    def rest(self, cell: Cell | None) -> Iterator[Line]:
        """Yield what ran on into nothing at the end of a story or cell."""
        if self._tokens:
            yield from self.lines((), cell=cell)
