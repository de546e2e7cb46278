"""Hard-wrapped lines joined to logical paragraphs.

Web text keeps the line breaks of the page source: the lines of a paragraph break at one width, its first line earlier,
by the length of the tag that stood before it. Where a paragraph ends is told by blank lines in some files and by
nothing in others; then labels, punctuation, capital letters and the two widths have to tell it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extract.text import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.markup import Line
    from extract.ingest.openings import LineRules

_ALONE: Final = frozenset({"signature", "letterhead", "attachment"})
_OPENERS: Final = "(“\"'"
_HEADING: Final = 12  # columns from which a line in capitals is more than an abbreviation
_STOPS: Final = (".", ";", ":", "!", "?", "…")
_NUMBERED: Final = frozenset({"number", "letter", "roman", "part"})
_ITEMS: Final = _NUMBERED | {"dash"}
_CLOSERS: Final = "”\"')]»* "
_HEAD, _TAIL = 60, 40  # characters of a line that the rules look at
_SLACK: Final = 2
_TAG: Final = 5  # columns that an emphasis tag took in the page source beyond those of its mark


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is broken into lines.

    ``width`` is the widest line of running paragraphs, 0 when lines are not broken at a width; ``first`` is the widest
    first line of a paragraph; ``blank`` tells that blank lines part the paragraphs; ``cells`` that it is about table
    cells, each column of which has a width of its own.
    """

    width: int = 0
    first: int = 0
    blank: bool = False
    cells: bool = False

    @property
    def indented(self) -> bool:
        """Whether first lines are so much narrower that a width tells them apart."""
        return self.first < self.width - 12


def measure(lines: Sequence[Line], rules: LineRules) -> Wrap:
    """Find out how a text is broken into lines.

    Args:
        lines: the lines of running text, tables left out.
        rules: what begins a block.

    Returns:
        the wrap; width 0 when fewer than a quarter of the long lines go on in the next one.
    """
    within, first, gaps = [], [], 0
    for before, line, after in _windows(lines):
        gaps += line.gap
        if after is None or after.gap or not _starts_lower(after.text):
            continue
        within.append(line.width)
        if line.gap or (before is not None and _ends(before.text) and rules.label(line.text) in _ITEMS):
            first.append(line.width)
    if len(within) < 3:
        return Wrap()
    width = _percentile(within, 97)
    # A list of names beside the running text says nothing of how that is broken.
    if 4 * len(within) < sum(2 * line.width >= width for line in lines):
        return Wrap()
    starts = len(lines) - len(within)
    return Wrap(width, _percentile(first, 90) if len(first) > 2 else width, blank=2 * gaps > starts)


def _windows(lines: Sequence[Line]) -> Iterator[tuple[Line | None, Line, Line | None]]:
    return zip([None, *lines], lines, [*lines[1:], None], strict=False)


def _percentile(values: list[int], percent: int) -> int:
    return sorted(values)[(len(values) - 1) * percent // 100]


def join(lines: Sequence[Line], wrap: Wrap, rules: LineRules) -> list[list[Line]]:
    """Group lines to logical paragraphs.

    Args:
        lines: lines in order, of running text or of one table cell.
        wrap: how the text is broken into lines.
        rules: what begins a block.

    Returns:
        the paragraphs, each the list of its lines, none of them empty.
    """
    paragraphs: list[list[Line]] = []
    joiner = _Joiner(wrap, rules)
    for line in lines:
        if paragraphs and not joiner.breaks(paragraphs[-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
            joiner.begin(line)
    return paragraphs


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where two lines meet: the paragraph so far, its last words, the next line, its first words and its label."""

    paragraph: Sequence[Line]
    line: Line
    tail: str
    head: str
    label: str

    @property
    def last(self) -> Line:
        """The line above the seam."""
        return self.paragraph[-1]

    @property
    def ends(self) -> bool:
        """Whether the line above closes a sentence or clause."""
        return _ends(self.tail)

    @property
    def bold_ends(self) -> bool:
        """Whether a bold paragraph ends before a line that is not bold: a heading or a name of its own."""
        return not self.line.bold and all(part.bold for part in self.paragraph)


class _Joiner:
    """Decides line by line whether a paragraph goes on; remembers the numbers that items had."""

    def __init__(self, wrap: Wrap, rules: LineRules) -> None:
        self._wrap = wrap
        self._rules = rules
        self._seen: set[tuple[int, ...]] = set()

    def begin(self, line: Line) -> None:
        """Take note of the number of a paragraph's first line."""
        if number := _number(line.text):
            self._seen.add(number)

    def breaks(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Tell whether ``line`` begins a new paragraph after the lines of ``paragraph``."""
        last = paragraph[-1]
        if line.heading or last.heading or line.definition or last.text.endswith("./."):
            return True
        if not line.text or not last.text:
            return False
        head = canonical(line.text[:_HEAD]).text
        label = self._rules.label(head)
        if self._wrap.cells and line.joined and not label:
            return False
        if len(paragraph) == 1 and not self._wrap.cells and self._rules.titles_prose(last.text):
            return True
        if not label and _starts_lower(head):
            return self._lower_breaks(last, line)
        if line.gap or last.hard_break or not self._wrap.width:
            return True
        seam = _Seam(paragraph, line, canonical(last.text[-_TAIL:]).text, head, label)
        return self._label_breaks(seam) if label else self._capital_breaks(seam)

    def _lower_breaks(self, last: Line, line: Line) -> bool:
        """A small letter goes on: after a blank line only what is not finished, within a wrapped text nearly always."""
        if self._rules.captions(line.text) and (not self._wrap.width or self._short_line(last)):
            return True
        if line.gap or not self._wrap.width:
            return _ends(last.text) or last.text.isupper()
        ended = last.text.endswith((".", ":")) and not last.text.endswith("..")
        return ended and not self._wrap.blank and 2 * last.width < self._wrap.width

    def _label_breaks(self, seam: _Seam) -> bool:
        """Tell whether a label at the start of a line is one, and not a number or a dash of the running text."""
        if seam.label in _ALONE:
            return not seam.tail.endswith(",")
        if seam.bold_ends:
            return True
        if seam.label in _NUMBERED - {"letter"} and self._rules.wants_number(seam.tail):
            return False
        if seam.label == "paren":
            return not seam.paragraph[0].definition and seam.ends and not self._full(seam)
        if seam.ends or (seam.label == "dash" and seam.tail.endswith(",") and seam.head[1:].lstrip()[:1].isupper()):
            return True
        if self._rules.goes_on(seam.tail):
            return False
        if seam.label == "dash":
            return not self._wrap.blank and (not self._full(seam) or self._rules.duty_verb(seam.head[1:].lstrip()))
        return (seam.label != "ground" and self._follows(seam.head)) or not self._full(seam)

    def _capital_breaks(self, seam: _Seam) -> bool:
        """Tell whether a capital or a digit begins a paragraph, or goes on with a name or a new sentence."""
        if self._rules.goes_on(seam.tail) or seam.line.joined or not seam.head.lstrip(_OPENERS)[:1].isupper():
            return False
        if self._rules.wants_name(seam.tail) and not self._rules.duty_verb(seam.head):
            return False
        if seam.bold_ends:
            return True
        if seam.paragraph[0].definition and not seam.ends:
            return False
        above, below = seam.last.text.isupper(), seam.line.text.isupper()
        if self._wrap.cells and not seam.ends:
            return above or below or self._rules.body(seam.head) or self._rules.duty_verb(seam.head)
        if above and below:
            return self._rules.letterhead(seam.head)
        if not seam.ends and (above or below) and min(seam.last.width, seam.line.width) > _HEADING:
            return True
        if self._full(seam):
            return self._full_breaks(seam)
        if self._wrap.blank:
            return seam.ends and self._short(seam)
        return seam.ends or self._short(seam) or len(seam.paragraph) < 3

    def _full_breaks(self, seam: _Seam) -> bool:
        """Tell whether a paragraph ends in a full line before a capital: the width of the next line can show it."""
        if not seam.ends:
            heading = len(seam.paragraph) == 1 and bool(_number(seam.last.text))
            return heading and self._rules.duty_verb(seam.head)
        if self._wrap.indented:
            return seam.line.width <= self._wrap.first + _SLACK
        return not self._wrap.blank and seam.tail.endswith((":", ";"))

    def _full(self, seam: _Seam) -> bool:
        """Tell whether the first word below would not have fitted on the line above."""
        last = seam.last
        width = self._wrap.first if len(seam.paragraph) == 1 else self._wrap.width
        tags = sum(one.bold != two.bold or one.italic != two.italic for one, two in pairwise(last.runs))
        return last.width + 1 + len(seam.head.split(maxsplit=1)[0]) + tags * _TAG > width - _SLACK

    def _short(self, seam: _Seam) -> bool:
        return self._short_line(seam.last)

    def _short_line(self, line: Line) -> bool:
        return 2 * line.width < self._wrap.width

    def _follows(self, head: str) -> bool:
        """Tell whether a number is the first of its kind or the next after one that was seen."""
        number = _number(head)
        return not number or number[-1] == 1 or (*number[:-1], number[-1] - 1) in self._seen


def _number(text: str) -> tuple[int, ...]:
    steps = text.split(maxsplit=1)[0].rstrip(".)-/").split(".") if text else []
    return tuple(map(int, steps)) if steps and all(step.isdecimal() and step.isascii() for step in steps) else ()


def _ends(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_STOPS)


def _starts_lower(text: str) -> bool:
    return text[:1].islower() or text.lstrip("“\"'([")[:1].islower()
