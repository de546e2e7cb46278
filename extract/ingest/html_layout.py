"""What HTML lays out by itself: the grid of a table with its spans, and the labels of lists that a browser prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.model import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

_LAYOUT_CELL: Final = 3000  # characters from which a cell holds a document rather than a value


def words(element: Element) -> str:
    """Return all text within an element."""
    return str(element.xpath("string()"))


def rows(table: Element) -> list[list[Element]]:
    """Return the cells of a table row by row; nothing when the table only lays out the page."""
    found = [
        [cell for cell in row if cell.tag in {"td", "th"}]
        for row in table.iter("tr")
        if next(row.iterancestors("table"), None) is table
    ]
    found = [row for row in found if row]
    holds_page = any(len(words(cell)) > _LAYOUT_CELL for row in found for cell in row)
    if max(map(len, found), default=0) < 2 or holds_page or next(table.iterdescendants("table"), None) is not None:
        return []
    return found


def grid(cells: Sequence[Sequence[Element]], table: int) -> Iterator[tuple[Cell, Element]]:
    """Lay the cells on the grid that their spans describe."""
    taken_to: dict[int, int] = {}
    for at, row in enumerate(cells):
        column = 0
        for element in row:
            while taken_to.get(column, -1) >= at:
                column += 1
            across = max(1, min(integer(element.get("colspan"), 1), 100))
            down = max(1, min(integer(element.get("rowspan"), 1), len(cells) - at))
            taken_to.update(dict.fromkeys(range(column, column + across), at + down - 1))
            yield Cell(table, at, column, down, across), element
            column += across


def numbering(element: Element, tag: str) -> str:
    """Return how a list numbers its points: "-" for none, else the type of its numbers."""
    return "-" if tag == "ul" else element.get("type") or "1"


def printed(kind: str, number: int) -> str:
    """Return the label that a browser prints before a list point."""
    if kind == "-":
        return "-"
    if kind in {"a", "A"} and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    if kind in {"i", "I"} and 1 <= number < 40:
        roman = "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        return f"{roman if kind == 'I' else roman.lower()}."
    return f"{number}."


def integer(text: str | None, default: int) -> int:
    """Return the number that an attribute holds, ``default`` when it holds none."""
    return int(text) if text and text.strip().isascii() and text.strip().isdecimal() else default
