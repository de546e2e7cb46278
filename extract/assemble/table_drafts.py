"""Drafts the tasks that stand in tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from extract.assemble.drafts import TaskDraft, unique
from extract.assemble.holders import ACTING, Share, Timing
from extract.assemble.prose import Prose
from extract.assemble.table_rows import TaskRow
from extract.model import BodyMention, Directive, Item, TableCell
from extract.normalize.names import slug

# A name begins with a capital and is no sentence.
_NAME_IN_CELL = regex.compile(r"\p{Lu}[^;,\n.]{2,60}")
# The path of rows of a table that stands under no labelled part.
_NO_PART = "Bảng"
_NAMING = frozenset({"lead", "perform", "coordinate"})
_COLUMN_ROLES = {
    "lead": "lead",
    "perform": "lead",
    "coordinate": "coordinate",
    "approve": "approve",
    "appraise": "lead",
    "submit": "submit",
    "supervise": "supervise",
}


def table_drafts(directive: Directive, prose: Prose, rows: Iterable[TaskRow]) -> Iterator[TaskDraft]:
    """Yield the tasks of all task tables.

    Args:
        directive: its parts.
        prose: reads roles and wordings of the same directive.
        rows: the rows of its task tables.
    """
    for row in rows:
        yield _from_row(row, directive, prose, _above(directive, row.task.start))


def _above(directive: Directive, start: int) -> Item | None:
    """Return the last part above a table that is no bracketed caption."""
    above = [item for item in directive.items if item.end <= start and not directive.text.startswith("(", item.start)]
    return above[-1] if above else None


def _place(above: Item | None, text: str) -> tuple[str, ...]:
    """Return the labels under which a table stands: a point above it that is complete does not introduce it."""
    if above is None or not above.path:
        return (_NO_PART,)
    words = text[above.start : above.end].rstrip(" *_")
    complete = above.kind == "item" and words.endswith((".", ";"))
    return (above.path[:-1] if complete else above.path) or (_NO_PART,)


def _cell_shares(cell: TableCell, kind: str, prose: Prose) -> list[Share]:
    """Read a cell of bodies, part by part where heads of its own tell the roles: "Chủ trì: ...; phối hợp: ..."."""
    parts = prose.tree.cell_attributes(cell.start, cell.end)
    if not parts and kind in _NAMING and not prose.clauses.bodies_in(cell.start, cell.end):
        return list(_verbatim_shares(cell, kind, prose))
    if not parts:
        return prose.holders.attribute_shares(cell.start, cell.end, kind, "table")
    shares = prose.holders.attribute_shares(cell.start, parts[0].start, kind, "table")
    return shares + [share for part in parts for share in prose.holders.from_attribute(part, "table")]


def _each_performs(shares: list[Share], cell: TableCell, prose: Prose) -> list[Share]:
    """Of several below "Đơn vị thực hiện", or of a kind of bodies, none leads unless the cell says chủ trì."""
    leading = [share for share in shares if share.role == "lead"]
    told = "chủ trì" in prose.directive.text[cell.start : cell.end].lower()
    if told or (len(leading) < 2 and not any(prose.holders.is_plural(share.body) for share in leading)):
        return shares
    return [replace(share, role="perform") if share.role == "lead" else share for share in shares]


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


def _from_row(row: TaskRow, directive: Directive, prose: Prose, above: Item | None) -> TaskDraft:
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
    for group in reversed(row.groups):
        timings = timings or [Timing(time, "section") for time in prose.holders.times_in(group.start, group.end)]
    for role, cell in row.columns:
        if role in _COLUMN_ROLES:
            found = _cell_shares(cell, _COLUMN_ROLES[role], prose)
            shares += _each_performs(found, cell, prose) if role == "perform" else found
    for group in reversed(row.groups):
        led = any(share.role in ACTING for share in shares)
        shares += _group_shares(group, directive, prose, bare=not led)
    readings = prose.clauses.read(start, end)
    own = prose.holders.readings_to_shares(readings, start, end, "explicit")
    shares += [share for share in own if share.role not in ACTING or not any(s.role in ACTING for s in shares)]
    predicate = prose.wording.predicate_start(start, end, readings)
    columns = dict(row.columns)
    product = columns.get("product")
    funding = columns.get("funding")
    head = row.groups[-1] if row.groups else above
    kind = prose.wording.kind(start, end, predicate, readings)
    return TaskDraft(
        start=start,
        end=end,
        path=(*_place(above, directive.text), *row.path),
        heading=directive.text[head.start : head.end] if head else "",
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
