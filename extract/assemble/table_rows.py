"""Tasks that stand in tables: one per row, with bodies, times and results by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extract.assemble.grammar import Grammar
from extract.model import Directive, Problem, Table, TableCell
from extract.normalize.columns import column_role
from extract.rulebook import Rulebook

_LABEL = regex.compile(r"^\s*((?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,2})*|[A-Hđa-z]))(?:[.)/]|\s|$|-)")
_GROUP_LABEL = regex.compile(r"\s*([IVX]{1,5}|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*)(?:[.)/\-]|\s*$)")
_MIN_LETTERS = 8
# A column of tasks holds more than this in a row on average: names of places and units hold less.
_WORDY = 24
_MANY_TIMES = 4
_LEAST_ROWS = 3
_HEADER_LENGTH = 120


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of a task table: the cell of the task and the cells of its columns by what they hold.

    ``groups`` are the full-width rows above it that head its groups, the outermost first, ``path`` their labels and its
    running number.
    """

    task: TableCell
    path: tuple[str, ...]
    groups: tuple[TableCell, ...]
    columns: tuple[tuple[str, TableCell], ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """A row that heads those below it: its words, its label, and how high it stands (0 is highest)."""

    cell: TableCell
    label: str
    rank: int


def column_roles(directive: Directive, rulebook: Rulebook) -> dict[int, dict[int, str]]:
    """Return what the columns of each table hold, by the table's index.

    A table without headings right below another one of as many columns goes on with its columns: a page parts them.

    Args:
        directive: its tables.
        rulebook: knows the headings of columns.
    """
    found: dict[int, dict[int, str]] = {}
    before: Table | None = None
    for table in directive.tables:
        if before is not None and table.header_rows == 0 and _goes_on(directive, before, table):
            found[table.index] = found[before.index]
        else:
            found[table.index] = _roles(directive.text, table, rulebook)
        before = table
    return found


def _goes_on(directive: Directive, before: Table, table: Table) -> bool:
    end, start = max(cell.end for cell in before.cells), min(cell.start for cell in table.cells)
    return before.columns == table.columns and not any(
        block.kind == "paragraph" and end <= block.start < start for block in directive.source.blocks
    )


def all_task_rows(directive: Directive, rulebook: Rulebook, grammar: Grammar) -> list[TaskRow]:
    """Return the task rows of all tables of a directive, in text order.

    Args:
        directive: its tables.
        rulebook: knows the headings of columns.
        grammar: knows the cells that repeat the one above.
    """
    columns = column_roles(directive, rulebook)
    return [row for table in directive.tables for row in task_rows(directive, table, columns[table.index], grammar)]


def task_rows(directive: Directive, table: Table, roles: dict[int, str], grammar: Grammar) -> Iterator[TaskRow]:
    """Yield the task rows of a table whose header names a task column and who or when.

    Args:
        directive: holds the text.
        table: a content table.
        roles: what its columns hold.
        grammar: knows the cells that repeat the one above.
    """
    text = directive.text
    if not _lists_tasks(roles):
        return
    rows: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows:
            rows.setdefault(cell.row, []).append(cell)
    above: dict[str, TableCell] = {}
    by_label: dict[str, dict[str, TableCell]] = {}
    groups: list[_Group] = []
    for _, cells in sorted(rows.items()):
        filled = [cell for cell in cells if text[cell.start : cell.end].strip(" .-")]
        if _is_group(text, filled, table, roles):
            if filled:
                _open_group(groups, _group(text, filled, roles))
            continue
        own = {role: _repeated(text, role, cell, above, by_label, grammar) for role, cell in _by_role(filled, roles)}
        spanning = {role: cell for role, cell in above.items() if cell.row + cell.row_span > min(c.row for c in cells)}
        columns = {**spanning, **own}
        task = own.get("task")
        if task is None or sum(char.isalpha() for char in text[task.start : task.end]) < _MIN_LETTERS:
            continue
        above.update(own)
        number = columns.get("number")
        label = _label(text[number.start : number.end]) if number else ""
        by_label[label] = columns
        yield TaskRow(
            task,
            tuple(part for part in (*(group.label for group in groups), label) if part),
            tuple(group.cell for group in groups),
            tuple((role, cell) for role, cell in columns.items() if role not in ("task", "number")),
        )


def unread_tables(directive: Directive, rulebook: Rulebook) -> Iterator[Problem]:
    """Yield a problem for every table that is no list of tasks by its header, so that none vanishes silently.

    Args:
        directive: its tables.
        rulebook: knows the headings of columns.
    """
    text = directive.text
    columns = column_roles(directive, rulebook)
    for table in directive.tables:
        filled = Counter(cell.row for cell in table.cells if text[cell.start : cell.end].strip(" .-"))
        wide = sorted(row for row, cells in filled.items() if cells > 1)
        if len(wide) < _LEAST_ROWS or _lists_tasks(columns[table.index]):
            continue
        header = [cell for cell in table.cells if cell.row == wide[0]]
        words = " | ".join(" ".join(text[cell.start : cell.end].split()) for cell in header)
        words = words if len(words) <= _HEADER_LENGTH else words[: _HEADER_LENGTH - 1].rstrip() + "…"
        yield Problem(
            "info",
            "table-not-read",
            f"Bảng “{words}” không có cột nhiệm vụ cùng cột cơ quan hoặc thời hạn nên không được đọc thành nhiệm vụ.",
            f"The table “{words}” has no column of tasks beside one of bodies or times; no tasks were read from it.",
            header[0].start,
            header[-1].end,
        )


def _lists_tasks(roles: dict[int, str]) -> bool:
    return "task" in roles.values() and bool(set(roles.values()) & {"lead", "perform", "coordinate", "time", "approve"})


def _roles(text: str, table: Table, rulebook: Rulebook) -> dict[int, str]:
    """Map columns to what they hold; a lower header row is more exact than a spanning one above it."""
    roles: dict[int, str] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.row >= table.header_rows:
            break
        role = column_role(text[cell.start : cell.end], rulebook)
        for column in range(cell.column, cell.column + cell.column_span):
            if role and (cell.column_span == 1 or column not in roles):
                roles[column] = role
    tasks = [column for column, role in roles.items() if role == "task"]
    if len(tasks) > 1:
        chosen = _wordiest(table, tasks)
        roles.update({column: "task" if column == chosen else "detail" for column in tasks})
    if not tasks and (widest := _widest(table, roles)) is not None:
        roles[widest] = "task"
    return roles


def _wordiest(table: Table, columns: list[int]) -> int:
    """Return the first column, or one that holds many times its words: "Tỉnh kiến nghị" beside "Thông tin đề xuất"."""
    letters = dict.fromkeys(columns, 0)
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.column in letters:
            letters[cell.column] += cell.end - cell.start
    longest = max(columns, key=lambda column: letters[column])
    return longest if letters[longest] > _MANY_TIMES * letters[columns[0]] else columns[0]


def _widest(table: Table, roles: dict[int, str]) -> int | None:
    """Return the column without a known heading that holds most words: what is to be done, whatever it is called."""
    letters: dict[int, int] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.column_span == 1 and cell.column not in roles:
            letters[cell.column] = letters.get(cell.column, 0) + cell.end - cell.start
    widest = max(letters, key=lambda column: (letters[column], -column), default=None)
    rows = table.rows - table.header_rows
    return widest if widest is not None and letters[widest] >= _WORDY * rows else None


def _is_group(text: str, filled: list[TableCell], table: Table, roles: dict[int, str]) -> bool:
    if not filled:
        return True
    longest = max(filled, key=lambda cell: cell.end - cell.start)
    if len(filled) == 1 and (
        longest.column_span >= max(2, table.columns - 2) or roles.get(longest.column) in ("number", "task", None)
    ):
        return True
    words = [cell for cell in filled if sum(char.isalpha() for char in text[cell.start : cell.end]) >= _MIN_LETTERS]
    label = next(
        (text[cell.start : cell.end].strip(" .)") for cell in filled if roles.get(cell.column) == "number"), ""
    )
    lettered = bool(regex.fullmatch(r"[IVX]{1,5}|[A-H]", label))
    return lettered and len(filled) <= 2 and (len(words) == 1 or longest.column_span > 1)


def _group(text: str, filled: list[TableCell], roles: dict[int, str]) -> _Group:
    longest = max(filled, key=lambda cell: cell.end - cell.start)
    number = next((cell for cell in filled if roles.get(cell.column) == "number"), longest)
    match = _GROUP_LABEL.match(text, number.start, number.end)
    label = match[1] if match else ""
    rank = 3 if not label else 2 + label.count(".") if label[0].isdigit() else 1 if set(label) <= set("IVX") else 0
    return _Group(longest, label, rank)


def _open_group(groups: list[_Group], group: _Group) -> None:
    """A group closes all open ones of its own or a lower standing."""
    while groups and groups[-1].rank >= group.rank:
        groups.pop()
    groups.append(group)


def _by_role(filled: list[TableCell], roles: dict[int, str]) -> list[tuple[str, TableCell]]:
    """Return the first filled cell of each role."""
    found: dict[str, TableCell] = {}
    for cell in filled:
        if roles.get(cell.column):
            found.setdefault(roles[cell.column], cell)
    return list(found.items())


def _repeated(
    text: str,
    role: str,
    cell: TableCell,
    above: dict[str, TableCell],
    by_label: dict[str, dict[str, TableCell]],
    grammar: Grammar,
) -> TableCell:
    """Return the cell that this one repeats: "nt" the one above, "Như mục 5" that of row 5; else the cell itself."""
    words = text[cell.start : cell.end]
    if grammar["cell.same"].match(words):
        return above.get(role, cell)
    named = grammar["cell.same-as"].match(words)
    return by_label.get(named["label"], {}).get(role, cell) if named else cell


def _label(text: str) -> str:
    match = _LABEL.match(text)
    return match[1] if match else ""
