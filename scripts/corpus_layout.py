"""How a corpus directive is laid out: options of the `layout` column, and the order of the two columns of its head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from scripts.corpus_model import Part, is_drawn

FORMATS: Final = ("txt", "docx", "pdf")
_CHOICES: Final = {"rows": ("lines", "cells", "pipes", "bars"), "head": ("blocks", "whole", "lines")}
_SWITCHES: Final = ("gaps", "marks", "split", "numbered")


@dataclass(frozen=True, slots=True)
class Layout:
    """The options of all formats; each format looks at those that concern it.

    Attributes:
        wrap: (text) the column at which lines are broken, 0 for not at all.
        gaps: (text) a blank line between paragraphs.
        marks: (text) stars for bold and italic.
        rows: (text) a table row is one line (``lines``), one line between bars (``pipes``), a line for each cell
            (``cells``), or lines with a bar on a line of its own between cells, in head and closing, too (``bars``).
        head: (text, Word) the head's two columns are two rows of a table (``blocks``), one (``whole``) or a row for
            each pair of lines (``lines``).
        repeat: (Word, PDF) the head row of a table stands on each page.
        split: (Word, PDF) a row may go over to the next page.
        numbered: (Word) labels come from automatic numbering wherever that gives what is typed.
    """

    wrap: int = 0
    gaps: bool = False
    marks: bool = False
    rows: str = "lines"
    head: str = "blocks"
    repeat: bool = True
    split: bool = False
    numbered: bool = False


def parse_layout(text: str) -> Layout:
    """Read options, such as ``wrap=72 rows=cells norepeat``.

    Args:
        text: options parted by blanks; "" for none.

    Raises:
        ValueError: an option that there is not.
    """
    found: dict[str, Any] = {}
    for option in text.split():
        name, _, value = option.partition("=")
        if option in _SWITCHES:
            found[option] = True
        elif option == "norepeat":
            found["repeat"] = False
        elif name == "wrap" and value.isdecimal():
            found[name] = int(value)
        elif value in _CHOICES.get(name, ()):
            found[name] = value
        else:
            raise ValueError(f"there is no layout option {option}")
    return Layout(**found)


def head_names(part: Part, left_rule: str = "", right_rule: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines above number and date: the bodies on the left, the motto on the right.

    Args:
        part: a rule that is typed in its head stays; a Party head gets its star.
        left_rule: what is typed under the bodies where the source has no rule; "" for nothing.
        right_rule: the same under the motto.
    """
    left_rule = "*" if part.is_party else left_rule
    return _ruled(part.left, left_rule), _ruled(part.right, right_rule)


def _ruled(lines: tuple[str, ...], rule: str) -> tuple[str, ...]:
    return (*lines, rule) if lines and rule and not any(map(is_drawn, lines)) else lines


def under_number(part: Part) -> tuple[str, ...]:
    """Return the lines on the left under the bodies: number, matter and mark of urgency.

    Args:
        part: a directive or an annex.
    """
    return tuple(line for line in (part.number, part.about, part.mark) if line)
