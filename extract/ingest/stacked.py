"""Task tables whose cells stand one below the other: headings, then a running number and the cells of its row.

So tables come out when they are copied without their rules. Where a row begins is told by the running numbers; which
cell is which, where some were empty or hold several lines, by what their columns hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from extract.ingest.cell_columns import BODIES, Headings
from extract.ingest.paragraphs import Part
from extract.model import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.ingest.markup import Line
    from extract.ingest.openings import LineRules
    from extract.rulebook import Rulebook

_MOST_COLUMNS: Final = 12
_HEADING: Final = 90
_ROW_LINES: Final = 40
_LEAST_COLUMNS: Final = 3
_ENDS_TABLE: Final = frozenset({"part", "signature", "letterhead", "attachment", "ground"})
_ENDS_ROW: Final = _ENDS_TABLE | {"roman", "number", "opener"}
_NUMBER = regex.compile(r"\d{1,3}(?:\.\d{1,2}){0,2}")


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of a row: its number and its cells, or the words that head a group."""

    number: Line
    lines: tuple[Line, ...]
    is_group: bool = False


class StackedTables:
    """Finds tables that are written cell by cell.

    Args:
        rules: what cells and lines begin with.
        rulebook: group ``tables``, which knows the headings of columns.
    """

    def __init__(self, rules: LineRules, rulebook: Rulebook) -> None:
        """Keep the rules."""
        self._rules = rules
        self._rulebook = rulebook

    def parts(self, lines: Sequence[Line], tables: int) -> Iterator[Part]:
        """Yield running text and the cells of tables.

        Args:
            lines: lines of running text.
            tables: how many tables there are before them.
        """
        done = at = 0
        while at < len(lines):
            found = self._table(lines, at) if self._opens(lines[at]) else None
            if found is None:
                at += 1
                continue
            heads, columns, rows, end = found
            if lines[done:at]:
                yield Part(tuple(lines[done:at]))
            yield from _cells(heads, columns, rows, tables)
            tables, done, at = tables + 1, end, end
        if lines[done:]:
            yield Part(tuple(lines[done:]))

    def _opens(self, line: Line) -> bool:
        return line.width < _HEADING // 6 and self._rules.opens_row(line.text)

    def _table(self, lines: Sequence[Line], start: int) -> tuple[list[list[Line]], Headings, list[_Row], int] | None:
        """Read the table whose first heading is ``lines[start]``; None when it is none."""
        heads: list[list[Line]] = []
        at = start
        while at < len(lines) and len(heads) <= _MOST_COLUMNS and not self._numbers(lines, at):
            if lines[at].width > _HEADING or self._ends_table(lines[at]) or (heads and self._opens(lines[at])):
                return None
            if heads[1:] and lines[at].text[:1].islower():
                heads[-1].append(lines[at])
            else:
                heads.append([lines[at]])
            at += 1
        if not _LEAST_COLUMNS <= len(heads) <= _MOST_COLUMNS or at >= len(lines):
            return None
        columns = Headings([_words(head) for head in heads], self._rules, self._rulebook)
        if not (columns.numbered and columns.lists_tasks):
            return None
        rows, end = self._rows(lines, at, columns)
        return (heads, columns, rows, end) if rows else None

    def _numbers(self, lines: Sequence[Line], at: int) -> bool:
        """Tell whether a line holds the number of the first row or the label of the first group."""
        text = lines[at].text
        first = text.rstrip(".)").lstrip("0") in ("1", "1.1", "I", "A")
        return (first and self._rules.cell_kind(text) == "number") or self._group(lines, at, None) is not None

    def _ends_table(self, line: Line) -> bool:
        return self._rules.titles_prose(line.text) or self._rules.label(line.text) in _ENDS_TABLE

    def _ends_row(self, line: Line) -> bool:
        return line.gap or self._rules.label(line.text) in _ENDS_ROW or self._ends_table(line)

    def _rows(self, lines: Sequence[Line], at: int, columns: Headings) -> tuple[list[_Row], int]:
        """Return the rows from ``lines[at]`` on and where the table ends."""
        rows: list[_Row] = []
        last: tuple[int, ...] | None = None
        while at < len(lines):
            group = self._group(lines, at, last)
            if group is not None:
                rows.append(group)
                at += 1 + len(group.lines)
                continue
            number = _steps(lines[at].text)
            if number is None or not _follows(last, number):
                break
            end = self._row_end(lines, at + 1, number)
            if end is None:
                end = at + 1 + self._last_row(lines[at + 1 : at + 1 + 2 * len(columns.roles)], columns)
            if end == at + 1:
                break
            rows.append(_Row(lines[at], tuple(lines[at + 1 : end])))
            last, at = number, end
        return rows, at

    def _row_end(self, lines: Sequence[Line], start: int, number: tuple[int, ...]) -> int | None:
        """Return where the next row or group begins; None after the last row."""
        for at in range(start, min(start + _ROW_LINES, len(lines))):
            if self._ends_table(lines[at]):
                return None
            steps = _steps(lines[at].text)
            begins = steps is not None and at > start and _follows(number, steps)
            if begins or (at > start and self._group(lines, at, number) is not None):
                return at
        return None

    def _group(
        self, lines: Sequence[Line], at: int, last: tuple[int, ...] | None, *, nested: bool = False
    ) -> _Row | None:
        """Return the row that heads a group: "II" above its words, or "II. ..." in one line, a number below it.

        Where groups nest, the head of the inner one stands below that of the outer.
        """
        text = lines[at].text
        alone = self._rules.cell_kind(text) == "number" and _steps(text) is None
        if not alone and self._rules.label(text) != "roman":
            return None
        words = 1 if alone else 0
        below = at + words + 1
        if below >= len(lines) or lines[below - 1].width > 2 * _HEADING:
            return None
        steps = _steps(lines[below].text)
        begins = steps is not None and (steps[-1] == 1 or (last is not None and _follows(last, steps)))
        if not begins and (nested or not alone or self._group(lines, below, last, nested=True) is None):
            return None
        return _Row(lines[at], tuple(lines[at + 1 : below]), is_group=True)

    def _last_row(self, lines: Sequence[Line], columns: Headings) -> int:
        """Return how many lines belong to the last row: as many as suit its columns best."""
        ends = (at for at, line in enumerate(lines) if at and self._ends_row(line))
        most = next(ends, len(lines))
        scores = [
            columns.fit([line.text for line in lines[:count]], 1, merged=False)[0] for count in range(1, most + 1)
        ]
        return max(range(len(scores)), key=lambda at: (scores[at], at), default=-1) + 1


def _cells(heads: Sequence[Sequence[Line]], columns: Headings, rows: Sequence[_Row], table: int) -> Iterator[Part]:
    for column, head in enumerate(heads):
        yield Part(tuple(head), Cell(table, 0, column))
    width = len(heads)
    columns.learn([row.number.text, *(line.text for line in row.lines)] for row in rows)
    placed = [_places(row, columns) for row in rows]
    for at, (row, cells) in enumerate(zip(rows, placed, strict=True)):
        if row.is_group:
            if row.lines:
                yield Part((row.number,), Cell(table, at + 1, 0))
            yield Part(
                row.lines or (row.number,), Cell(table, at + 1, int(bool(row.lines)), 1, width - bool(row.lines))
            )
            continue
        yield Part((row.number,), Cell(table, at + 1, 0))
        for column, lines in cells.items():
            yield Part(tuple(lines), Cell(table, at + 1, column, _reach(placed, rows, at, column, columns)))


def _places(row: _Row, columns: Headings) -> dict[int, list[Line]]:
    """Return the lines of each cell of a row."""
    cells: dict[int, list[Line]] = {}
    if not row.is_group:
        _, places = columns.fit([line.text for line in row.lines], 1, merged=False)
        for line, column in zip(row.lines, places, strict=True):
            cells.setdefault(column, []).append(line)
    return cells


def _reach(
    placed: Sequence[dict[int, list[Line]]], rows: Sequence[_Row], at: int, column: int, columns: Headings
) -> int:
    """Return how many rows a cell covers: who leads is written once for all rows below that name nobody."""
    reach = 1
    if columns.roles[column] not in ("lead", "perform"):
        return reach
    while at + reach < len(rows) and not rows[at + reach].is_group and _names_nobody(placed[at + reach], columns):
        reach += 1
    return reach


def _names_nobody(cells: dict[int, list[Line]], columns: Headings) -> bool:
    return not any(columns.roles[column] in BODIES and columns.roles[column] != "coordinate" for column in cells)


def _words(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _steps(text: str) -> tuple[int, ...] | None:
    words = text.rstrip(".)")
    return tuple(map(int, words.split("."))) if _NUMBER.fullmatch(words) else None


def _follows(last: tuple[int, ...] | None, number: tuple[int, ...]) -> bool:
    """Tell whether a number is the first one, the next one at some level, or the first below the last one."""
    if last is None or number == (*last, 1):
        return True
    same = number[:-1] == last[: len(number) - 1] and len(number) <= len(last)
    return (same and number[-1] == last[len(number) - 1] + 1) or number == (1,)
