"""Drafts the tasks that stand in tables."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.assemble.drafts import TaskDraft, unique
from extract.assemble.holders import ACTING, Share, Timing
from extract.assemble.prose import Prose
from extract.assemble.table_rows import TaskRow, task_rows
from extract.model import BodyMention, Directive, TableCell
from extract.normalize.names import slug
from extract.rulebook import Rulebook

# A name begins with a capital and is no sentence.
_NAME_IN_CELL = regex.compile(r"\p{Lu}[^;,\n.]{2,60}")
_NAMING = frozenset({"lead", "coordinate"})
_COLUMN_ROLES = {
    "lead": "lead",
    "coordinate": "coordinate",
    "approve": "approve",
    "appraise": "lead",
    "submit": "submit",
    "supervise": "supervise",
}


def table_drafts(directive: Directive, prose: Prose, rulebook: Rulebook) -> Iterator[TaskDraft]:
    """Yield the tasks of all task tables.

    Args:
        directive: its tables.
        prose: reads roles and wordings of the same directive.
        rulebook: knows the headings of columns.
    """
    for table in directive.tables:
        heading = _table_heading(directive, table.cells[0].start)
        for row in task_rows(directive, table, rulebook, prose.grammar):
            yield _from_row(row, directive, prose, heading)


def _table_heading(directive: Directive, start: int) -> str:
    above = [item for item in directive.items if item.end <= start and item.kind in ("heading", "item", "paragraph")]
    return directive.text[above[-1].start : above[-1].end] if above else ""


def _cell_shares(cell: TableCell, kind: str, prose: Prose) -> list[Share]:
    """Read a cell of bodies, part by part where heads of its own tell the roles: "Chủ trì: ...; phối hợp: ..."."""
    parts = prose.tree.cell_attributes(cell.start, cell.end)
    if not parts and kind in _NAMING and not prose.clauses.bodies_in(cell.start, cell.end):
        return list(_verbatim_shares(cell, kind, prose))
    if not parts:
        return prose.holders.attribute_shares(cell.start, cell.end, kind, "table")
    shares = prose.holders.attribute_shares(cell.start, parts[0].start, kind, "table")
    return shares + [share for part in parts for share in prose.holders.from_attribute(part, "table")]


def _verbatim_shares(cell: TableCell, kind: str, prose: Prose) -> Iterator[Share]:
    """Take those whom no register knows as the cell has them: persons, units of one's own."""
    text = prose.directive.text
    spans = [match.span() for match in _NAME_IN_CELL.finditer(text, cell.start, cell.end)]
    for start, end in spans:
        name = " ".join(text[start:end].split())
        body = BodyMention(start, end, name, slug(name), "body", rule="cell.verbatim", confidence=0.6)
        role = "perform" if kind == "lead" and len(spans) > 1 else kind
        yield Share(body, role, "table", "cell.verbatim")


def _group_shares(group: TableCell, directive: Directive, prose: Prose, *, bare: bool) -> list[Share]:
    """What the row that heads a group says for all rows below it: who decides, or whose work it is."""
    bodies = prose.clauses.bodies_in(group.start, group.end)
    decides = prose.grammar["bearer.authority"].search(directive.text, group.start, group.end)
    if decides is not None:
        return [Share(body, "approve", "section", "group.authority") for body in bodies if body.start >= decides.end()]
    return prose.holders.attribute_shares(group.start, group.end, "lead", "section") if bare else []


def _from_row(row: TaskRow, directive: Directive, prose: Prose, heading: str) -> TaskDraft:
    start, end = row.task.start, row.task.end
    shares: list[Share] = []
    timings = [
        Timing(time, "table")
        for role, cell in row.columns
        if role == "time"
        for time in prose.holders.times_in(cell.start, cell.end)
    ]
    if not timings:
        timings = [Timing(time, "explicit") for time in prose.holders.times_in(start, end)]
    if not timings and row.group is not None:
        timings = [Timing(time, "section") for time in prose.holders.times_in(row.group.start, row.group.end)]
    for role, cell in row.columns:
        if role in _COLUMN_ROLES:
            shares += _cell_shares(cell, _COLUMN_ROLES[role], prose)
    if row.group is not None:
        led = any(share.role in ACTING for share in shares)
        shares += _group_shares(row.group, directive, prose, bare=not led)
    readings = prose.clauses.read(start, end)
    own = prose.holders.readings_to_shares(readings, start, end, "explicit")
    shares += [share for share in own if share.role not in ACTING or not any(s.role in ACTING for s in shares)]
    predicate = prose.wording.predicate_start(start, end, readings)
    columns = dict(row.columns)
    product = columns.get("product")
    funding = columns.get("funding")
    kind = prose.wording.kind(start, end, predicate, readings)
    group = directive.text[row.group.start : row.group.end] if row.group else ""
    return TaskDraft(
        start=start,
        end=end,
        path=tuple(part for part in ("Bảng", row.label) if part),
        heading=group or heading,
        kind=kind,
        modality=prose.wording.modality(start, end, prose.judged.tone, readings),
        action=prose.wording.action(predicate, end),
        deliverable=directive.text[product.start : product.end].replace("\n", "; ")
        if product
        else prose.wording.deliverable(start, end, kind),
        funding=directive.text[funding.start : funding.end].replace("\n", "; ") if funding else "",
        rule="table.row",
        shares=tuple(unique(shares)),
        timings=tuple(timings),
        terms=prose.conditions.read(start, end),
    )
