"""Việc của cơ quan: the tasks of a run that concern one office, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, Literal

from extract.export.worklist import deadline_words, grouped, one_below_the_other, source_words
from extract.normalize.successions import Successions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from extract.export.tables import Tables
    from extract.export.wording import Wording
    from extract.model import Assignment, Body, Document, Recipient, Task
    from extract.normalize.office import Office
    from extract.rulebook import Rulebook

Reason = Literal["named", "member", "addressee", "above"]
REASONS: Final[tuple[Reason, ...]] = ("named", "member", "addressee", "above")  # the strongest first
_ACTING: Final = frozenset({"lead", "perform", "supervise", "advise"})
_RECEIVING: Final = frozenset({"approve", "report_to"})  # what a level above receives is no work for those below it
_NO_DAY: Final = "9999"


@dataclass(frozen=True, slots=True)
class Concern:
    """A task that concerns the office.

    ``due_on`` is the earliest ISO date among its deadlines, empty when none has one. ``reason`` is the strongest
    one, ``named_as`` gives the bodies that make it one, with their roles.
    """

    index: int
    due_on: str
    reason: Reason
    named_as: str
    task: str
    lead: str
    deadlines: str
    reference: str
    issued_on: str
    issuer: str
    source: str


CONCERN_COLUMNS: Final = tuple(field.name for field in fields(Concern))


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody who carries or receives a duty: as the directive names it, and who that is on the day asked for.

    ``name`` is empty where another body has taken the duty over: ``taken_over`` says so.
    """

    name: str
    body: Body | None
    taken_over: bool = False


class Concerns:
    """Finds what concerns an office in the tables of a run.

    Args:
        tables: the rows of the run.
        office: who asks.
        rulebook: knows who follows bodies that ended.
        as_of: the day on which the office asks; None takes the successors that the run itself named.
    """

    def __init__(self, tables: Tables, office: Office, rulebook: Rulebook, *, as_of: dt.date | None) -> None:
        self._tables = tables
        self._office = office
        self._successions = Successions.of(rulebook)
        self._communes = rulebook.words("bodies", "units_commune")
        self._as_of = as_of
        self._bodies = {body.body_id: body for body in tables.bodies}
        self._assignments = grouped(tables.assignments, lambda row: row.task_id)
        self._deadlines = grouped(tables.deadlines, lambda row: row.task_id)
        self._recipients = grouped(tables.recipients, lambda row: row.document_id)

    def rows(self, wording: Wording) -> tuple[Concern, ...]:
        """Return the tasks that concern the office, by due date (those without one last), date and number.

        Args:
            wording: names roles in one language.
        """
        found = []
        for document in self._tables.documents:
            if self._office.is_elsewhere(document.issuer, self._communes):
                continue
            addressed = self._addressed(document)
            for task in self._tasks_of(document):
                reason, words = self._reason(document, task, addressed, wording)
                if reason:
                    found.append((self._due_on(task), document, task, reason, words))
        found.sort(key=lambda one: (one[0] or _NO_DAY, one[1].issued_on, one[1].reference, one[2].ordinal))
        return tuple(
            self._row(index, due_on, document, task, reason, words, wording)
            for index, (due_on, document, task, reason, words) in enumerate(found, start=1)
        )

    def _tasks_of(self, document: Document) -> Iterator[Task]:
        return (task for task in self._tables.tasks if task.document_id == document.document_id)

    def _due_on(self, task: Task) -> str:
        return min((row.due_on for row in self._deadlines[task.task_id] if row.due_on), default="")

    # ---------------------------------------------------------------------------------------------------------- reasons

    def _reason(
        self, document: Document, task: Task, addressed: list[Recipient], wording: Wording
    ) -> tuple[Reason | None, str]:
        """Return the strongest reason why a task concerns the office, None when it does not, and the words for it."""
        words: dict[Reason, list[str]] = {reason: [] for reason in REASONS}
        open_to_all = True
        for row in self._assignments[task.task_id]:
            holder = self._holder(document, task, row)
            reason = self._near(holder)
            role = wording.label("role", row.role)
            if reason in ("named", "member") and any(
                _inside(row, line) for line in self._recipients[document.document_id]
            ):
                reason = "addressee"
            if reason == "above" and row.role in _RECEIVING:
                reason = None
            if reason:
                heir = f" → {holder.body.name}" if holder.body and holder.taken_over else ""
                words[reason].append(f"{row.body_name}{heir} ({role})")
            body = self._bodies.get(row.body_id)
            open_to_all &= row.role not in _ACTING or (body is not None and body.is_group)
        if addressed and open_to_all and not (words["named"] or words["member"]):
            words["addressee"] += [line.name for line in addressed]
        reason = next((reason for reason in REASONS if words[reason]), None)
        return reason, one_below_the_other(words[reason]) if reason else ""

    def _near(self, holder: _Holder) -> Reason | None:
        office, body = self._office, holder.body
        province = body.province if body else ""
        names = [name for name in (holder.name, body.name if body else "") if name]
        if any(office.is_named(name, province) for name in names):
            return "named"
        if any(office.is_member(name, province) for name in names):
            return "member"
        return "above" if any(office.is_under(name, province) for name in names) else None

    def _holder(self, document: Document, task: Task, row: Assignment) -> _Holder:
        body = self._bodies.get(row.body_id)
        if body is None:
            return _Holder(row.body_name, None)
        current = self._bodies.get(row.current_body_id)
        if self._as_of is not None:
            texts = (task.content, task.heading, document.subject)
            current = self._successions.on(body, self._as_of, texts).body
        # Who took a body's duties over has them now; while nobody is known to have done so, the name still counts.
        taken_over = current is not None and current.body_id != body.body_id
        return _Holder("" if taken_over else row.body_name, current or body, taken_over)

    def _addressed(self, document: Document) -> list[Recipient]:
        """Return the addressees of a directive that are the office or a group of it."""
        found = []
        for line in self._recipients[document.document_id]:
            body = self._bodies.get(line.body_id)
            if line.section == "to" and self._near(_Holder(line.name, body)) in ("named", "member"):
                found.append(line)
        return found

    # ------------------------------------------------------------------------------------------------------------- rows

    def _row(
        self, index: int, due_on: str, document: Document, task: Task, reason: Reason, words: str, wording: Wording
    ) -> Concern:
        assignments, deadlines = self._assignments[task.task_id], self._deadlines[task.task_id]
        return Concern(
            index=index,
            due_on=due_on,
            reason=reason,
            named_as=words,
            task=task.content,
            lead=one_below_the_other(row.body_name for row in assignments if row.role == "lead"),
            deadlines=one_below_the_other(map(deadline_words, deadlines)),
            reference=document.reference or document.type,
            issued_on=document.issued_on,
            issuer=document.issuer,
            source=source_words(document, task, wording),
        )


def _inside(row: Assignment, line: Recipient) -> bool:
    """Tell whether an assignment was read from a line after Kính gửi."""
    return line.section == "to" and line.start <= row.start < line.end
