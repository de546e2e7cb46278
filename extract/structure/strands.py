"""Strands: blocks that are read on from one to the next, joined into one text with a way back to the source.

The head and the signature block are printed in two columns. A strand is one column, or a run of paragraphs, so that
what is broken over lines or rows ("ỦY BAN NHÂN DÂN" / "TỈNH HÀ NAM") can be read in one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.model import Source

MASK = "\x1f"


@dataclass(slots=True)
class Strand:
    """The joined text of some blocks; what has been recognised is masked so that the rest can be read.

    ``starts`` are the offsets in ``text`` at which the blocks begin, ``blocks`` their indexes in the source.
    """

    source: Source
    blocks: tuple[int, ...]
    text: str = ""
    starts: tuple[int, ...] = field(default=())

    def __post_init__(self) -> None:
        """Join the blocks with single blanks."""
        texts = [self.source.of(self.source.blocks[index]) for index in self.blocks]
        starts, at = [], 0
        for text in texts:
            starts.append(at)
            at += len(text) + 1
        self.text, self.starts = " ".join(texts), tuple(starts)

    def offset(self, local: int) -> int:
        """Return the offset in the source text of an offset in the strand."""
        at = bisect_right(self.starts, local) - 1
        return self.source.blocks[self.blocks[at]].start + local - self.starts[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the source text of a stretch of the strand that is not empty."""
        return self.offset(start), self.offset(end - 1) + 1

    def mask(self, start: int, end: int) -> None:
        """Take a stretch out of what is still to be read."""
        self.text = self.text[:start] + MASK * (end - start) + self.text[end:]

    def fragments(self) -> list[tuple[str, int, int]]:
        """Return what is left of each block: its text with its place in the strand."""
        out = []
        ends = (*(start - 1 for start in self.starts[1:]), len(self.text))
        for start, end in zip(self.starts, ends, strict=True):
            at = start
            for piece in self.text[start:end].split(MASK):
                words = piece.strip()
                if words:
                    begin = at + len(piece) - len(piece.lstrip())
                    out.append((words, begin, begin + len(words)))
                at += len(piece) + 1
        return out


def strands(source: Source, indexes: Iterable[int]) -> list[Strand]:
    """Return the strands that the blocks ``indexes`` form: one per table column, one per run of paragraphs."""
    groups: dict[tuple[int, int], list[int]] = {}
    run = 0
    for index in indexes:
        cell = source.blocks[index].cell
        if cell is None:
            groups.setdefault((-1, run), []).append(index)
        else:
            groups.setdefault((cell.table, cell.column), []).append(index)
            run += 1
    return [Strand(source, tuple(group)) for group in groups.values()]
