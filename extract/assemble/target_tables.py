"""Tables of targets: a row per indicator, a column per year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.assemble.targets import TargetDraft
from extract.model import Bound, Directive, Quantity, Table, TableCell
from extract.normalize.decimals import decimal
from extract.rulebook import Rulebook

_KEPT = 4
_HEADER_ROWS = 4
_LABEL = regex.compile(r"\s*(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,2})*|[A-Hđa-z])[.)]?\s*")
_RULE = "target.table"


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table holds what: ``values`` maps columns to the first and last day that their headings name."""

    indicator: int
    unit: int
    values: dict[int, tuple[str, str]]
    header_rows: int


def table_targets(directive: Directive, rulebook: Rulebook) -> Iterator[TargetDraft]:
    """Yield the targets of the tables that have a column of indicators and columns of years or planned values.

    Args:
        directive: its tables; the year of its date tells which columns speak of the past.
        rulebook: group ``targets``.
    """
    rules = _rules(rulebook)
    for table in directive.tables:
        columns = _columns(directive, table, rules)
        if columns is not None:
            yield from _targets(directive, table, columns, rules)


def _columns(directive: Directive, table: Table, rules: dict[str, regex.Pattern[str]]) -> _Columns | None:
    """Return what the columns hold, None when the table sets no targets."""
    heads = [cell for cell in table.cells if cell.row < _HEADER_ROWS]
    named = next((cell for cell in heads if rules["indicator"].match(_words(directive.text, cell))), None)
    if named is None:
        return None
    issued = directive.header.issued_on.text[:4]
    unit, values, last = -1, dict[int, tuple[str, str]](), named.row + named.row_span
    for cell in heads:
        words = _words(directive.text, cell)
        if cell.column == named.column or cell.row < named.row or rules["past"].search(words):
            continue
        year = rules["year"].match(words)
        if year is not None and cell.column_span == 1 and year["year"] >= issued:
            values[cell.column] = (f"{year['from']}-01-01" if year["from"] else "", f"{year['year']}-12-31")
            last = max(last, cell.row + 1)
        elif cell.row < last and rules["unit"].match(words):
            unit = cell.column
        elif cell.row < last and rules["aim"].match(words):
            values[cell.column] = ("", "")
    return _Columns(named.column, unit, values, last) if values else None


def _targets(
    directive: Directive, table: Table, columns: _Columns, rules: dict[str, regex.Pattern[str]]
) -> Iterator[TargetDraft]:
    text = directive.text
    rows: dict[int, dict[int, TableCell]] = {}
    for cell in table.cells:
        if cell.row >= columns.header_rows and _words(text, cell):
            rows.setdefault(cell.row, {})[cell.column] = cell
    above = [item for item in directive.items if item.end <= table.cells[0].start and item.kind != "note"]
    group = text[above[-1].start : above[-1].end] if above else ""
    for _, cells in sorted(rows.items()):
        named = cells.get(columns.indicator) or next(iter(cells.values()))
        found = [(column, cells[column]) for column in columns.values if column in cells]
        values = [
            (column, cell, match) for column, cell in found if (match := rules["value"].match(_words(text, cell)))
        ]
        if not values:
            group = _words(text, named)
        indicator, unit = _unit(_words(text, named), _words(text, cells.get(columns.unit)), rules)
        for column, cell, match in values:
            quantity = _quantity(cell, match, unit)
            start_on, due_on = columns.values[column]
            label = _words(text, cells.get(0)) if columns.indicator else ""
            path = ("Bảng", label.strip(" .)")) if _LABEL.fullmatch(label) else ("Bảng",)
            if quantity.unit:
                yield TargetDraft(
                    named.start, cell.end, indicator, quantity, start_on, due_on, path, group, _RULE, cell.start
                )


def _unit(name: str, cell: str, rules: dict[str, regex.Pattern[str]]) -> tuple[str, str]:
    """Return the indicator and its unit: of its own column, else of the bracket that ends the name."""
    bracket = rules["unit-in-name"].search(name)
    if bracket is None:
        return name, cell
    return name[: bracket.start()], cell or bracket["unit"].strip()


def _quantity(cell: TableCell, match: regex.Match[str], unit: str) -> Quantity:
    bound: Bound = "min" if match["min"] else "max" if match["max"] else "range" if match["to"] else "exact"
    return Quantity(
        cell.start, cell.end, decimal(match["value"]), decimal(match["to"] or ""), match["unit"] or unit, bound, _RULE
    )


def _words(text: str, cell: TableCell | None) -> str:
    return " ".join(text[cell.start : cell.end].split()) if cell is not None else ""


@lru_cache(maxsize=_KEPT)
def _rules(rulebook: Rulebook) -> dict[str, regex.Pattern[str]]:
    return {str(rule.gives["table"]): rule.regex for rule in rulebook.rules("targets") if "table" in rule.gives}
