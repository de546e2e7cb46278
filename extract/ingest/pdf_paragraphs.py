"""Joins the printed lines of running text to paragraphs, also across pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extract.ingest.pdf_draft import (
    Draft,
    alike,
    capitals,
    ends,
    first_word_width,
    labelled,
    runs_on,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.ingest.pdf_lines import Line

_INDENT: Final = 0.8
"""In ems: a line that begins further in than this is indented."""
_CENTRE: Final = 8.0
"""In points: ragged text leaves the right edge, and so the middle of the type area, uncertain by about this much."""
_SHORT: Final = 0.6
_TITLE_GAP: Final = 1.6
_EDGE: Final = 3.0
_HANGING: Final = 5.0
"""In ems: how far the text of an item hangs behind its label at most."""
_JUTTING: Final = 12.0
_ENOUGH_LINES: Final = 16
_BODY: Final = 1.1
"""In points: how far the sizes of lines of running text differ at most."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The type area of a page: its edges, the distance of baselines, the first-line indent (0 for none).

    ``spaced`` tells that paragraphs stand further apart than lines.
    """

    left: float
    right: float
    leading: float
    indent: float
    spaced: bool

    def centered(self, line: Line) -> bool:
        """Tell whether a line stands in the middle of the type area, clear of both edges.

        A line of running text may do so by chance: plain lines must be short, and stand elsewhere than first lines do.
        """
        inset = line.x0 - self.left
        if inset <= _EDGE or self.right - line.x1 <= _EDGE:
            return False
        if abs(line.centre - (self.left + self.right) / 2) > _CENTRE:
            return False
        plain = not (line.bold or line.italic or capitals(line))
        if plain and line.x1 - line.x0 > _SHORT * (self.right - self.left):
            return False
        return abs(inset - self.indent) > _EDGE or (line.bold and not labelled(line))

    def full(self, line: Line) -> bool:
        """Tell whether a line fills the type area from edge to edge, as lines of a long centred title do."""
        return abs(line.x0 - self.left) < 2 * line.size and abs(line.x1 - self.right) < 2 * line.size

    def indented(self, line: Line) -> bool:
        """Tell whether a line begins to the right of the left edge."""
        return line.x0 - self.left > _INDENT * line.size

    def ended(self, before: Line, line: Line) -> bool:
        """Tell whether the first word of ``line`` had found room at the end of ``before``."""
        return self.right - before.x1 > 1.1 * first_word_width(line) + 1


def measurable(lines: Iterable[Line], size: float) -> bool:
    """Tell whether lines are enough to measure their type area; ``size`` is the size of the running text."""
    return sum(abs(line.size - size) < _BODY for line in lines) >= _ENOUGH_LINES


def measure(lines: Sequence[Line], size: float, width: float) -> Measure:
    """Measure the type area.

    Args:
        lines: the lines of running text of one page, from top to bottom.
        size: the size of the running text of the document.
        width: the width of the page; the right margin is taken to be no wider than the left one (NĐ 30/2020/NĐ-CP,
            Phụ lục I: 30-35 mm left, 15-20 mm right).
    """
    text = [line for line in lines if abs(line.size - size) < _BODY] or lines
    if not text:
        return Measure(0, 0, 1.2 * size, 0, spaced=False)
    left = _left_edge(text)
    right = max(_right_edge(text), width - left)
    leading, spaced = _spacing(text, left, right, size)
    insets = Counter(round(line.x0 - left) for line in text if size < line.x0 - left < 6 * size)
    return Measure(
        left,
        right,
        leading=leading,
        indent=float(max(insets, key=lambda inset: (insets[inset], -inset), default=0)),
        spaced=spaced,
    )


def _spacing(lines: Sequence[Line], left: float, right: float, size: float) -> tuple[float, bool]:
    """Return the distance of baselines within paragraphs, and whether paragraphs stand further apart."""
    within: Counter[int] = Counter()
    between: Counter[int] = Counter()
    for before, line in pairwise(lines):
        gap = round(line.y - before.y)
        if line.page == before.page and 0.9 < gap / size < 2.6:
            goes_on = abs(line.x0 - left) < _EDGE and right - before.x1 < 4 * size
            (within if goes_on else between)[gap] += 1
    found = within or between
    most = max(found.values(), default=0)
    leading = min((gap for gap, count in found.items() if 4 * count >= most), default=round(1.25 * size))
    wider = sum(count for gap, count in between.items() if gap > leading + 2)
    return float(leading), 2 * wider > between.total() > 2


def _left_edge(lines: Sequence[Line]) -> float:
    """Return the leftmost place at which an eighth of the lines begin: where there are few, the leftmost of all."""
    starts = sorted(line.x0 for line in lines)
    enough = max(1, len(starts) // 8)
    for index, start in enumerate(starts):
        if index + enough <= len(starts) and starts[index + enough - 1] - start < _EDGE:
            return start
    return starts[0]


def _right_edge(lines: Sequence[Line]) -> float:
    """Return the right edge: where a quarter of the lines end, they say it; else nearly the rightmost end.

    What a stamp or a pen left at the margin of a scan ends further to the right than any line.
    """
    ends = sorted(line.x1 for line in lines)
    outer = ends[-max(1, len(ends) // 12)]
    enough = max(4, len(ends) // 4)
    for index in range(len(ends) - enough, -1, -1):
        if ends[index + enough - 1] - ends[index] < _EDGE:
            return ends[index + enough - 1] if ends[index + enough - 1] < outer - _JUTTING else outer
    return outer


def centred_lines(lines: Sequence[Line], area: Measure) -> set[int]:
    """Return the ids (of the line objects) of centred lines, full lines of a long bold title included."""
    found = {id(line) for line in lines if area.centered(line)}
    for order in (lines, lines[::-1]):
        before: Line | None = None
        for line in order:
            near = before is not None and id(before) in found and abs(line.y - before.y) < 1.6 * line.size
            if near and before and line.bold and before.bold and area.full(line) and not labelled(line):
                found.add(id(line))
            before = line
    return found


class Paragraphs:
    """Makes paragraphs of lines that come in reading order; the last one stays open until something closes it."""

    def __init__(self) -> None:
        """No paragraph is open yet."""
        self._open: Draft | None = None
        self._apart = False

    def part(self) -> None:
        """Say that something stands between the last line and the next on one page."""
        self._apart = True

    def read(self, lines: Iterable[Line], area: Measure, centred: set[int]) -> list[Draft]:
        """Return the paragraphs that begin among ``lines``."""
        begun: list[Draft] = []
        for line in lines:
            middle = id(line) in centred
            if self._open is None or self._begins(self._open, line, area, middle):
                self._open = Draft([line], centered=middle)
                begun.append(self._open)
            else:
                self._open.lines.append(line)
            self._apart = False
        return begun

    def _begins(self, draft: Draft, line: Line, area: Measure, middle: bool) -> bool:
        before = draft.lines[-1]
        same_page = before.page == line.page and not self._apart
        gap = line.y - before.y
        if same_page and gap < _TITLE_GAP * line.size and _closes_bracket(draft, line):
            return False
        if middle or draft.centered:
            return not (middle and draft.centered and same_page and _same_title(before, line, area))
        if same_page and gap > 1.3 * area.leading and gap > area.leading + 2.5:
            return True
        ended = area.ended(before, line)
        if labelled(line) and (ended or ends(before) or area.indented(line)):
            return True
        if ended or (self._apart and not runs_on(line)):
            return True
        if area.indented(line):
            return not _hangs(draft, line)
        if capitals(before) and before.bold and not capitals(line) and not line.bold_start:
            return True
        told = area.indent or (area.spaced and same_page)
        return not told and ends(before) and not runs_on(line)


def _closes_bracket(draft: Draft, line: Line) -> bool:
    """Tell whether a line ends the bracket that the paragraph is: "(Kèm theo Kế hoạch số ... của" / "UBND tỉnh)"."""
    first, before = draft.lines[0].text.lstrip(), draft.lines[-1]
    opened = first.startswith("(") and ")" not in "".join(one.text for one in draft.lines)
    return opened and line.text.rstrip().endswith(")") and "(" not in line.text and before.italic == line.italic


def _same_title(before: Line, line: Line, area: Measure) -> bool:
    """Tell whether a centred line goes on with the title in the line above."""
    if not alike(before, line) or labelled(line) or line.y - before.y > _TITLE_GAP * line.size:
        return False
    room = (area.right - area.left) - (before.x1 - before.x0)
    return not (capitals(line) and room > 1.3 * first_word_width(line)) and not ends(before)


def _hangs(draft: Draft, line: Line) -> bool:
    """Tell whether an indented line goes on with a paragraph that is itself indented or hangs behind its label."""
    before = draft.lines[-1]
    if len(draft.lines) > 1:
        return abs(line.x0 - before.x0) < _EDGE
    if labelled(before) and before.x0 + 2 < line.x0 < before.x0 + _HANGING * before.size:
        return not ends(before) or runs_on(line)
    return abs(line.x0 - before.x0) < _EDGE and (runs_on(line) or not ends(before))
