"""Tasks in the making: every duty of prose and tables with its shares and times, before it becomes rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.assemble.clauses import Clauses, RoleReading
from extract.assemble.duties import DutyJudge, Verdict
from extract.assemble.grammar import Grammar
from extract.assemble.holders import Holders, Mandate, Share, Timing
from extract.assemble.table_rows import TaskRow, task_rows
from extract.assemble.tree import Tree
from extract.assemble.wording import Wording
from extract.model import BodyMention, Directive, Item, Mentions, TableCell
from extract.nlp import opens_with_verb
from extract.rulebook import Rulebook

_LETTER_TYPES = ("công văn", "công điện")
_NEAR = 80
_ACTING = ("lead", "perform", "supervise")
_COLUMN_ROLES = {
    "lead": "lead",
    "coordinate": "coordinate",
    "approve": "approve",
    "appraise": "lead",
    "submit": "submit",
    "supervise": "supervise",
}


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task before it has ids."""

    start: int
    end: int
    path: tuple[str, ...]
    heading: str
    kind: str
    modality: str
    action: str
    deliverable: str
    funding: str
    rule: str
    shares: tuple[Share, ...]
    timings: tuple[Timing, ...]


def draft_tasks(
    directive: Directive,
    mentions: Mentions,
    tree: Tree,
    clauses: Clauses,
    grammar: Grammar,
    rulebook: Rulebook,
) -> list[TaskDraft]:
    """Return the tasks of a directive in text order.

    Args:
        directive: its parts.
        mentions: what was marked in it.
        tree: the relations of its parts.
        clauses: reads roles.
        grammar: patterns.
        rulebook: for the headings of table columns.
    """
    prose = _Prose(directive, mentions, tree, clauses, grammar)
    drafts = prose.drafts()
    for table in directive.tables:
        rows = list(task_rows(directive, table, rulebook, grammar))
        drafts += [_from_row(row, directive, prose, _table_heading(directive, table.cells[0].start)) for row in rows]
    return sorted(drafts, key=lambda draft: (draft.start, draft.end))


class _Prose:
    """Walks the tree and drafts the tasks of running text."""

    def __init__(
        self, directive: Directive, mentions: Mentions, tree: Tree, clauses: Clauses, grammar: Grammar
    ) -> None:
        self.directive = directive
        self.grammar = grammar
        self.wording = Wording(directive.text, grammar)
        self.holders = Holders(directive, mentions, tree, clauses, grammar)
        self.clauses = clauses
        self._mentions = mentions
        self._tree = tree
        self._judge = DutyJudge(tree, clauses, grammar)
        self._text = directive.text

    def drafts(self) -> list[TaskDraft]:
        verdicts, mandates = self._verdicts()
        self.holders.cover(verdicts)
        closing = self._closing_mandate(verdicts)
        drafts = []
        for item in self._tree.items:
            for verdict in verdicts[item.index]:
                if verdict.is_task:
                    drafts.append(self._draft(item, verdict, mandates[item.index], closing))
        return drafts

    def _verdicts(self) -> tuple[dict[int, list[Verdict]], dict[int, Mandate | None]]:
        """Judge every item; on the way, keep the mandate in force at each of them."""
        opening = self._operative_from()
        verdicts: dict[int, list[Verdict]] = {}
        mandates: dict[int, Mandate | None] = {}
        in_force: list[tuple[int, Mandate]] = []
        addressees = self._addressees()
        if addressees is not None:
            in_force.append((-1, addressees))
        for item in self._tree.items:
            operative = item.index >= opening or item.zone == "annex"
            verdicts[item.index] = self._judge.judge(item, operative=operative)
            above = {-1, *(part.index for part in self._tree.ancestors(item))}
            # What a paragraph hands out under a heading holds only below that heading.
            in_force = [(scope, mandate) for scope, mandate in in_force if scope in above]
            current = in_force[-1][1] if in_force else None
            mandates[item.index] = current if item.zone == "body" else None
            named = self._mandate(item, verdicts[item.index])
            if named is not None:
                shares = named.shares or (current.shares if current else ())
                in_force = [
                    *(pair for pair in in_force if pair[0] != item.parent),
                    (item.parent, replace(named, shares=shares)),
                ]
        self._ask_part_of_speech(verdicts)
        return verdicts, mandates

    def _ask_part_of_speech(self, verdicts: dict[int, list[Verdict]]) -> None:
        """Where the word lists fall silent on an item among duties, let the part of speech of its head word decide."""
        for item in self._tree.items:
            if not item.label or [verdict.rule for verdict in verdicts[item.index]] != ["duty.no-cue"]:
                continue
            siblings = [
                other for other in self._tree.children[item.parent] if other.label and other.index != item.index
            ]
            duties = sum(any(verdict.is_task for verdict in verdicts[other.index]) for other in siblings)
            verdict = verdicts[item.index][0]
            near = self._text[verdict.start : min(verdict.end, verdict.start + _NEAR)]
            named = ":" in near and not self.grammar.predicate.match(self._text, verdict.start)
            if not named and len(siblings) > 1 and 3 * duties >= 2 * len(siblings) and self.grammar.says_verb(near):
                verdicts[item.index] = [replace(verdict, use="task", rule="duty.among-duties")]
                continue
            bound = bool(self.holders.times_in(verdict.start, verdict.end))
            likely = not siblings or (duties and 2 * duties >= len(siblings))
            if bound and likely:
                verdicts[item.index] = [replace(verdict, use="task", rule="duty.has-deadline")]
            elif likely and opens_with_verb(self._text[verdict.start : verdict.end]):
                verdicts[item.index] = [replace(verdict, use="task", rule="duty.part-of-speech")]

    def _operative_from(self) -> int:
        """Return the index of the first item of the operative part.

        After the words that open it, or the first labelled one.
        """
        first_label = next((item.index for item in self._tree.items if item.label and item.zone == "body"), None)
        opened = None
        for item in self._tree.items:
            if item.zone != "body" or (first_label is not None and item.index >= first_label):
                break
            text = self._tree.text(item)
            if self._judge.block_rule(text, "introducer"):
                return item.index + 1
            if text.rstrip(" *").endswith(":") and len(text) > 12:
                opened = item.index + 1
        if opened is not None:
            return opened
        if first_label is not None:
            return first_label
        return self._after_grounds()

    def _after_grounds(self) -> int:
        for item in self._tree.items:
            text = self._tree.text(item)
            if not self._judge.block_rule(text, "preamble") and len(text) > 20:
                return item.index
        return len(self._tree.items)

    def _mandate(self, item: Item, verdicts: Sequence[Verdict]) -> Mandate | None:
        """Return what an introducing paragraph hands out, None when it hands out nothing."""
        text = self._tree.text(item)
        if item.label or item.zone != "body" or not text.rstrip(" *").endswith(":") or item.kind == "heading":
            return None
        readings = self.clauses.read(item.start, item.end)
        assigned = [
            reading
            for reading in readings
            if reading.role == "subject" and reading.rule in ("role.assign", "role.giver")
        ]
        modality = self._handing_modality(text)
        shares = [share for share in self._shares(readings, "mandate") if share.role in _ACTING] if assigned else []
        return Mandate(tuple(shares), modality) if modality or shares else None

    def _handing_modality(self, text: str) -> str:
        words = text.lower()
        if self.grammar["bearer.requests"].search(words):
            return "requested"
        return "mandatory" if self.grammar["bearer.orders"].search(words) else ""

    def _addressees(self) -> Mandate | None:
        """A letter without words that hand out the work hands it to its addressees."""
        if self.directive.header.type.text not in _LETTER_TYPES:
            return None
        bodies = [
            body
            for line in self.directive.recipients
            if line.section == "to" and line.purpose != "báo cáo"
            for body in (self._body_at(line.start, line.end) or [])
        ]
        return Mandate(tuple(self.holders.performers(bodies, source="mandate", rule="mandate.addressees")), "")

    def _body_at(self, start: int, end: int) -> list[BodyMention]:
        return [body for body in self._mentions.bodies if start <= body.start < max(end, start + 1)]

    def _closing_mandate(self, verdicts: dict[int, list[Verdict]]) -> Mandate | None:
        """A plan that names nobody may hand everything out in its last sentence.

        "yêu cầu ... tổ chức triển khai thực hiện".
        """
        for item in reversed([item for item in self._tree.items if item.zone == "body"][-4:]):
            if item.label or not self.grammar["bearer.closing"].search(self._tree.text(item)):
                continue
            for verdict in verdicts[item.index]:
                shares = [share for share in self._shares(verdict.roles, "mandate") if share.role in _ACTING]
                if shares:
                    return Mandate(tuple(replace(share, source="mandate") for share in shares), "")
        return None

    def _shares(self, readings: Sequence[RoleReading], source: str) -> list[Share]:
        if not readings:
            return []
        start = min(reading.body.start for reading in readings)
        end = max(reading.body.end for reading in readings) + 120
        return self.holders.readings_to_shares(readings, start, min(end, len(self._text)), source)

    def _draft(self, item: Item, verdict: Verdict, mandate: Mandate | None, closing: Mandate | None) -> TaskDraft:
        start, end = verdict.start, verdict.end
        predicate = self.wording.predicate_start(start, end, verdict.roles)
        shares, bearer = self._who(item, verdict, mandate, closing, predicate)
        inherited = (mandate.modality if mandate else "") or "mandatory"
        if bearer is not None and self._text[bearer.start : bearer.end].lower().startswith("đề nghị"):
            inherited = "requested"
        heading = self._tree.heading(item)
        kind = "contact" if verdict.use == "contact" else self.wording.kind(start, end, predicate)
        begin = (
            item.start if start < item.end and self._tree.attributes.get(item.index) and start > item.start else start
        )
        return TaskDraft(
            start=begin,
            end=end,
            path=item.path,
            heading=self._text[heading.start : heading.end] if heading else "",
            kind=kind,
            modality=self.wording.modality(start, end, inherited, contact=kind == "contact"),
            action=self.wording.action(predicate, end),
            deliverable=self.wording.deliverable(start, end),
            funding=self._funding(item),
            rule=verdict.rule,
            shares=tuple(_unique(shares)),
            timings=tuple(self._when(item, begin, end)),
        )

    def _who(
        self, item: Item, verdict: Verdict, mandate: Mandate | None, closing: Mandate | None, predicate: int
    ) -> tuple[list[Share], Item | None]:
        """Return the shares of a task: its own words, the lines that cover it, else headings, else the mandate."""
        inline = self._tree.inline_attributes(verdict.start, verdict.end)
        prose_end = inline[0].start if inline else verdict.end
        readings = [reading for reading in verdict.roles if reading.body.start < prose_end]
        own = self.holders.readings_to_shares(readings, verdict.start, prose_end, "explicit")
        own += [share for attribute in inline for share in self.holders.from_attribute(attribute, "explicit")]
        shares = list(own)
        lines = self.holders.from_lines(item)
        bearer: Item | None = None
        if self._asks_others(item, verdict, own):
            own = [share for share in own if share.role not in _ACTING]
            shares = list(own)
        if not any(share.role in _ACTING for share in own):
            inherited: list[Share] = []
            if not any(share.role in _ACTING for share in lines):
                inherited, bearer = self.holders.from_headings(item)
                if not inherited and mandate is not None:
                    inherited = list(mandate.shares)
                if not inherited and closing is not None and item.zone == "body":
                    inherited = list(closing.shares)
            if self.holders.leads_in(verdict.start, verdict.end):
                inherited = [replace(share, role="lead") if share.role == "perform" else share for share in inherited]
            shares = [*inherited, *own]
        shares += lines
        if self.wording.supervises(predicate, verdict.end) and not self.holders.leads_in(verdict.start, verdict.end):
            shares = [
                replace(share, role="supervise") if share.role in ("lead", "perform") else share for share in shares
            ]
        return shares, bearer

    def _asks_others(self, item: Item, verdict: Verdict, own: Sequence[Share]) -> bool:
        """Below a heading that names who does it, "Yêu cầu các báo, đài ..." is that body's own work on others."""
        asks = self.grammar["clause.asks"].match(self._text[verdict.start : verdict.end]) is not None
        assigned = any(share.rule == "role.assign" and share.role in _ACTING for share in own)
        return asks and assigned and bool(item.label) and bool(self.holders.from_headings(item)[0])

    def _when(self, item: Item, start: int, end: int) -> list[Timing]:
        own = [Timing(time, "explicit") for time in self.holders.times_in(self.clauses.after_topic(start, end), end)]
        return own + self.holders.line_times(item)

    def _funding(self, item: Item) -> str:
        for _, attribute in self.holders.lines_of(item):
            if attribute.kind == "funding":
                return self._text[attribute.value_start : attribute.value_end].strip(" .;")
        return ""


def _unique(shares: Sequence[Share]) -> list[Share]:
    """Keep one share per body and role.

    Who leads does not also perform, and who does the work does not also coordinate.
    """
    leading = {share.body.name.casefold() for share in shares if share.role == "lead"}
    acting = leading | {share.body.name.casefold() for share in shares if share.role in _ACTING}
    seen: set[tuple[str, str]] = set()
    kept: list[Share] = []
    for share in shares:
        name = share.body.name.casefold()
        outdone = (share.role == "coordinate" and name in acting) or (share.role == "perform" and name in leading)
        if not outdone and (name, share.role) not in seen:
            seen.add((name, share.role))
            kept.append(share)
    return kept


def _table_heading(directive: Directive, start: int) -> str:
    above = [item for item in directive.items if item.end <= start and item.kind in ("heading", "item", "paragraph")]
    return directive.text[above[-1].start : above[-1].end] if above else ""


def _group_shares(group: TableCell, directive: Directive, prose: _Prose, *, bare: bool) -> list[Share]:
    """What the row that heads a group says for all rows below it: who decides, or whose work it is."""
    bodies = prose.clauses.bodies_in(group.start, group.end)
    decides = prose.grammar["bearer.authority"].search(directive.text, group.start, group.end)
    if decides is not None:
        return [Share(body, "approve", "section", "group.authority") for body in bodies if body.start >= decides.end()]
    return prose.holders.attribute_shares(group.start, group.end, "lead", "section") if bare else []


def _from_row(row: TaskRow, directive: Directive, prose: _Prose, heading: str) -> TaskDraft:
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
    for role, cell in row.columns:
        if role in _COLUMN_ROLES:
            shares += prose.holders.attribute_shares(cell.start, cell.end, _COLUMN_ROLES[role], "table")
    if row.group is not None:
        shares += _group_shares(row.group, directive, prose, bare=not shares)
    readings = prose.clauses.read(start, end)
    own = prose.holders.readings_to_shares(readings, start, end, "explicit")
    shares += [share for share in own if share.role not in _ACTING or not any(s.role in _ACTING for s in shares)]
    predicate = prose.wording.predicate_start(start, end, readings)
    columns = dict(row.columns)
    product = columns.get("product")
    funding = columns.get("funding")
    group = directive.text[row.group.start : row.group.end] if row.group else ""
    return TaskDraft(
        start=start,
        end=end,
        path=tuple(part for part in ("Bảng", row.label) if part),
        heading=group or heading,
        kind=prose.wording.kind(start, end, predicate),
        modality=prose.wording.modality(start, end, "mandatory"),
        action=prose.wording.action(predicate, end),
        deliverable=directive.text[product.start : product.end].replace("\n", "; ")
        if product
        else prose.wording.deliverable(start, end),
        funding=directive.text[funding.start : funding.end].replace("\n", "; ") if funding else "",
        rule="table.row",
        shares=tuple(_unique(shares)),
        timings=tuple(timings),
    )
