"""Where in a directive a cited document stands: in which task, in which row of tasks, among the legal grounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

import regex

from extract.model import Directive, Table, TableCell, Task
from extract.rulebook import Rulebook


class GroundPlaces:
    """The places of a directive that tell what is done with the documents cited in them.

    Args:
        directive: its items and tables are read.
        tasks: its tasks.
        assigning: finds the heading of a column that names the document by which each task was given.
        legal: finds the heading of a part that lists the legal grounds.
    """

    def __init__(
        self, directive: Directive, tasks: Sequence[Task], assigning: regex.Pattern[str], legal: regex.Pattern[str]
    ) -> None:
        """Read the places once."""
        self._tasks = sorted(tasks, key=lambda task: task.start)
        self._starts = [task.start for task in self._tasks]
        self._reached = list(accumulate((task.end for task in self._tasks), max))
        self._headings = _joined(_headings(directive, tasks))
        self._legal = _joined(_under(directive, legal))
        self._rows: list[tuple[int, int, Task, bool]] = []
        for table in directive.tables:
            columns = _assigning(directive.text, table, assigning)
            self._rows += self._task_rows(table, columns)
        self._rows.sort(key=lambda row: row[:2])
        self._row_starts = [row[0] for row in self._rows]

    @classmethod
    def of(cls, directive: Directive, tasks: Sequence[Task], rulebook: Rulebook) -> GroundPlaces:
        """Return the places of a directive by the rules of group ``citations``.

        Raises:
            RulebookError: the group is missing or not valid.
        """
        rules = {rule.id: rule.regex for rule in rulebook.rules("citations")}
        return cls(directive, tasks, rules["relation.assigning-column"], rules["relation.legal-part"])

    def task(self, at: int) -> Task | None:
        """Return the innermost task that holds ``at``, else the task of its table row."""
        last = bisect_right(self._starts, at) - 1
        best: Task | None = None
        while last >= 0 and self._reached[last] > at:
            task = self._tasks[last]
            if at < task.end and (best is None or task.end - task.start < best.end - best.start):
                best = task
            last -= 1
        row = self._row(at)
        return best or (row[2] if row else None)

    def in_duty(self, at: int) -> bool:
        """Tell whether ``at`` stands in a task, in its table row or in a heading under which tasks stand."""
        return self.task(at) is not None or _within(self._headings, at)

    def assigns(self, at: int) -> bool:
        """Tell whether ``at`` stands in the column that names the document by which the task of the row was given."""
        row = self._row(at)
        return bool(row and row[3])

    def among_grounds(self, at: int) -> bool:
        """Tell whether ``at`` stands in a part that lists the legal grounds."""
        return _within(self._legal, at)

    def _row(self, at: int) -> tuple[int, int, Task, bool] | None:
        last = bisect_right(self._row_starts, at) - 1
        return self._rows[last] if last >= 0 and at < self._rows[last][1] else None

    def _task_rows(self, table: Table, columns: set[int]) -> list[tuple[int, int, Task, bool]]:
        """Return the cells of rows that hold a task, with that task and whether their column gives it."""
        body = [cell for cell in table.cells if cell.row >= table.header_rows and cell.end > cell.start]
        held = {cell.row: task for cell in reversed(body) if (task := self._begun_in(cell))}
        return [
            (cell.start, cell.end, task, cell.column in columns)
            for cell in body
            if (task := next((held[row] for row in range(cell.row, cell.row + cell.row_span) if row in held), None))
        ]

    def _begun_in(self, cell: TableCell) -> Task | None:
        first = bisect_left(self._starts, cell.start)
        return self._tasks[first] if first < len(self._starts) and self._starts[first] < cell.end else None


def _assigning(text: str, table: Table, assigning: regex.Pattern[str]) -> set[int]:
    """Return the columns whose heading names the documents by which tasks were given."""
    return {
        cell.column
        for cell in table.cells
        if cell.row < table.header_rows and cell.column_span == 1 and assigning.search(text[cell.start : cell.end])
    }


def _headings(directive: Directive, tasks: Sequence[Task]) -> list[tuple[int, int]]:
    """Return the spans of items under which tasks stand."""
    items = {item.index: item for item in directive.items}
    parents: set[int] = set()
    spans = sorted((task.start, task.end) for task in tasks)
    reached = list(accumulate((end for _, end in spans), max))
    for item in directive.items:
        before = bisect_left(spans, (item.end,))
        if before and reached[before - 1] > item.start:
            parent = item.parent
            while parent in items and parent not in parents:
                parents.add(parent)
                parent = items[parent].parent
    return [(items[index].start, items[index].end) for index in parents]


def _under(directive: Directive, heading: regex.Pattern[str]) -> list[tuple[int, int]]:
    """Return the spans of all items under those whose own words are such a heading."""
    found: set[int] = set()
    spans = []
    for item in directive.items:
        if item.parent in found:
            found.add(item.index)
            spans.append((item.start, item.end))
        elif heading.match(directive.text[item.start : item.end]):
            found.add(item.index)
    return spans


def _joined(spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return ascending starts of spans and, beside them, the furthest end that any span up to there reaches."""
    ordered = sorted(spans)
    return [start for start, _ in ordered], list(accumulate((end for _, end in ordered), max))


def _within(spans: tuple[list[int], list[int]], at: int) -> bool:
    """Tell whether a span holds ``at``: they may nest but never overlap in part."""
    starts, reached = spans
    last = bisect_right(starts, at) - 1
    return last >= 0 and at < reached[last]
