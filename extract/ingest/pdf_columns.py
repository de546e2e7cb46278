"""Two columns side by side without rules: the head (issuer | Quốc hiệu) and the closing (Nơi nhận | signature).

They are found by place alone: parts of lines that stand side by side across one gutter, and the lines above and below
them that keep to the shape of their column.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

import regex

from extract.ingest.pdf_draft import LABEL, alike, capitals, ends, first_word_width, joined, labelled, rows, runs_on
from extract.ingest.pdf_lines import WIDE_GAP, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GUTTER: Final = 4.0
_CENTRE: Final = 7.0
_EDGE: Final = 3.0
_TALLEST_GAP: Final = 150.0
"""In points: the room for stamp and signature above the signer's name."""
_NEAR: Final = 8
_LONE_GUTTER: Final = 3.0
# The head's own lines: number and subject of a letter (NĐ 30/2020/NĐ-CP, Phụ lục I, ô 3 and 5b).
_HEAD_LINE: Final = regex.compile(r"(?:Số|V/v|Về việc|v/v|về việc)(?![\p{L}])")


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns of lines; ``top`` is where they begin on the page."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]

    @property
    def top(self) -> float:
        """Height of the highest line."""
        return min(line.top for line in (*self.left, *self.right))

    def paragraphs(self) -> Iterator[tuple[int, list[Line]]]:
        """Yield the logical lines of the left, then of the right column, each with its column (0 or 1)."""
        head = capitals(self.left[0])
        for column, lines in enumerate((self.left, self.right)):
            right = max(line.x1 for line in lines)
            paragraph: list[Line] = []
            for line in lines:
                if paragraph and _begins(paragraph[-1], line, right, head=head):
                    yield column, paragraph
                    paragraph = []
                paragraph.append(line)
            yield column, paragraph


def _begins(before: Line, line: Line, right: float, *, head: bool) -> bool:
    """Tell whether ``line`` begins a logical line of its column."""
    if line.y - before.y > 2 * line.size or labelled(line):
        return True
    if runs_on(line) and not ends(before):
        return _HEAD_LINE.match(line.text) is not None
    if _HEAD_LINE.match(line.text) or not alike(before, line):
        return True
    fits = right - before.x1 > first_word_width(line)
    if capitals(line):
        return not head or (fits and not line.bold)
    return fits or ends(before)


def part_columns(lines: Sequence[Line], body_size: float) -> tuple[list[Columns], list[Line]]:
    """Part what stands in two columns from what runs over the whole page.

    Args:
        lines: parts of printed lines of one page.
        body_size: the size of the running text of the document.

    Returns:
        the pairs of columns from top to bottom, and the other lines, parts on one height joined.
    """
    ordered = _label_joined(sorted(lines, key=lambda line: (line.y, line.x0)))
    found: list[Columns] = []
    rest: list[Line] = []
    at = 0
    while at < len(ordered):
        pair = _pair(ordered, at)
        members = _Region(ordered, at, pair, body_size).members() if pair else []
        if not members:
            rest.append(ordered[at])
            at += 1
            continue
        while rest and (side := _leads_in(rest[-1], members)) is not None:
            members.insert(0, (rest.pop(), side))
        found.append(_columns(members))
        taken = {id(line) for line, _ in members}
        ordered = [line for line in ordered[at:] if id(line) not in taken]
        at = 0
    return found, rows(rest)


def _label_joined(lines: list[Line]) -> list[Line]:
    """Join a label that a tab parts from its text with that text."""
    out: list[Line] = []
    for line in lines:
        before = out[-1] if out else None
        if (
            before
            and line.beside(before)
            and before.x1 <= line.x0 < before.x1 + 4 * line.size
            and (label := LABEL.match(before.text + " "))
            and not before.text[label.end() :].strip()
        ):
            out[-1] = joined([before, line])
        else:
            out.append(line)
    return out


def _pair(lines: Sequence[Line], at: int) -> tuple[Line, Line] | None:
    """Return the line at ``at`` with a line beside it, left one first, when a gutter parts them."""
    one = lines[at]
    for other in lines[at + 1 : at + 6]:
        if other.top >= one.bottom:
            return None
        left, right = (one, other) if one.x0 < other.x0 else (other, one)
        if right.x0 - left.x1 > WIDE_GAP * left.size and one.beside(other):
            return left, right
    return None


class _Region:
    """Grows two columns downward from a pair of lines beside each other."""

    def __init__(self, lines: Sequence[Line], at: int, pair: tuple[Line, Line], body_size: float) -> None:
        self._first = at == 0 and pair[0].page == 1
        self._heads_annex = at == 0 and all(map(capitals, pair))
        self._body_size = body_size
        self._low, self._high = pair[0].x1, pair[1].x0
        self._sides: list[tuple[Line, bool]] = []
        bottom = pair[0].bottom
        for index, line in enumerate(lines[at:], at):
            side = self._side(line)
            gap = line.top - bottom
            if side is None or gap > _TALLEST_GAP:
                break
            if gap > line.size and not self._keeps_shape(self._whole(line, lines[index : index + _NEAR], side), side):
                break
            bottom = max(bottom, line.bottom)
            self._sides.append((line, side))

    def _whole(self, line: Line, near: Sequence[Line], side: bool) -> Line:
        """Return a line with what stands beside it in its column: a number may be stamped between its words."""
        beside = [
            other
            for other in near
            if other.beside(line) and (other.x0 >= self._low if side else other.x1 <= self._high)
        ]
        return joined(beside) if len(beside) > 1 else line

    def _side(self, line: Line) -> bool | None:
        """Return False for left, True for right of the gutter, None for a line that crosses it."""
        if line.x1 <= self._low:
            return False
        if line.x0 >= self._high:
            return True
        if line.x0 < self._low and line.x1 + _GUTTER <= self._high:
            self._low = line.x1
            return False
        if line.x1 > self._high and line.x0 - _GUTTER >= self._low:
            self._high = line.x0
            return True
        return None

    def members(self) -> list[tuple[Line, bool]]:
        """Return the lines of both columns with their sides; none when these are no columns."""
        facing = [index for index in range(len(self._sides)) if self._faced(index)]
        if not facing:
            return []
        members = self._sides[: facing[-1] + 1]
        for index in range(facing[-1] + 1, len(self._sides)):
            line, side = self._sides[index]
            near = [other for other, _ in self._sides[max(index - _NEAR, 0) : index + _NEAR]]
            if not self._keeps_shape(self._whole(line, near, side), side):
                break
            members.append((line, side))
        sides = [side for _, side in members]
        enough = min(sides.count(False), sides.count(True)) > 1 or (
            self._first and self._high - self._low > _LONE_GUTTER * members[0][0].size
        )
        # The head of an annex on a page of its own: one line of the body beside the two of the motto.
        return members if enough or (self._heads_annex and len(sides) > 2) else []

    def _faced(self, index: int) -> bool:
        """Tell whether a line has one of the other column beside it; lines are sorted by height, so it is near."""
        line, side = self._sides[index]
        near = self._sides[max(index - _NEAR, 0) : index + _NEAR]
        return any(other_side != side and line.beside(other) for other, other_side in near)

    def _keeps_shape(self, line: Line, side: bool) -> bool:
        """Tell whether a line with nothing beside it still belongs to the column above it."""
        column = rows(other for other, other_side in self._sides if other_side == side and other.bottom < line.y)
        if not column:
            return False
        centre = median(other.centre for other in column)
        spread = max(abs(other.centre - centre) for other in column)
        if spread < 2 * _CENTRE and abs(line.centre - centre) < _CENTRE:
            return True
        edge = min(other.x0 for other in column)
        small = line.size < self._body_size - 0.5
        near = line.y - column[-1].y < 2 * line.size
        return near and -_EDGE < line.x0 - edge < (20 if small else _EDGE) and (small or labelled(line))


def _leads_in(line: Line, members: Sequence[tuple[Line, bool]]) -> bool | None:
    """Return the side of the columns whose first line this line above them is, None when it is of neither."""
    first = members[0][0]
    if first.y - line.y > 1.8 * first.size:
        return None
    left = [member for member, side in members if not side]
    right = [member for member, side in members if side]
    if line.x0 > max(member.x1 for member in left):
        return True if abs(line.centre - median(member.centre for member in right)) < _CENTRE else None
    if line.x1 >= min(member.x0 for member in right):
        return None
    centred = abs(line.centre - median(member.centre for member in left)) < _CENTRE
    return False if centred or (line.bold and abs(line.x0 - left[0].x0) < _EDGE) else None


def _columns(members: Sequence[tuple[Line, bool]]) -> Columns:
    return Columns(
        tuple(rows(line for line, side in members if not side)),
        tuple(rows(line for line, side in members if side)),
    )
