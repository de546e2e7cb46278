"""Sổ theo dõi: one line per task with all that an official tracks, put together from the tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from extract.export.tables import Tables
    from extract.export.wording import Wording
    from extract.model import Assignment, Deadline, Document, Issue, LegalBasis, Task

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """A line of the worklist; ``due_on`` is an ISO date where all deadlines of the task agree on one, else empty."""

    index: int
    reference: str
    issued_on: str
    issuer: str
    subject: str
    task: str
    lead: str
    coordinate: str
    others: str
    report_to: str
    due_on: str
    deadlines: str
    legal_bases: str
    source: str
    confidence: float
    notes: str


def worklist(tables: Tables, wording: Wording) -> Iterator[WorklistRow]:
    """Yield a line for each task, documents in input order, tasks in text order.

    A row of an annex that repeats a task of the running text adds its bodies, times and place to that line.
    """
    assignments = grouped(tables.assignments, lambda row: row.task_id)
    deadlines = grouped(tables.deadlines, lambda row: row.task_id)
    bases = grouped(tables.legal_bases, lambda row: row.task_id)
    issues = grouped(tables.issues, lambda row: row.document_id)
    tasks = grouped(tables.tasks, lambda row: row.document_id)
    index = 0
    for document in tables.documents:
        own = tasks[document.document_id]
        repeats = grouped((task for task in own if task.same_as), lambda task: task.same_as)
        for task in sorted((task for task in own if not task.same_as), key=lambda task: task.ordinal):
            index += 1
            evidence = [task, *repeats[task.task_id]]
            yield _line(
                index,
                document,
                evidence,
                [row for one in evidence for row in assignments[one.task_id]],
                [row for one in evidence for row in deadlines[one.task_id]],
                [row for one in evidence for row in bases[one.task_id]],
                issues[document.document_id],
                wording,
            )


def _line(
    index: int,
    document: Document,
    evidence: list[Task],
    assignments: list[Assignment],
    deadlines: list[Deadline],
    bases: list[LegalBasis],
    issues: list[Issue],
    wording: Wording,
) -> WorklistRow:
    task = evidence[0]
    dues = {deadline.due_on for deadline in deadlines if deadline.due_on}
    shown_apart = ("lead", "coordinate", "report_to")
    others = (
        f"{row.body_name} ({wording.label('role', row.role)})" for row in assignments if row.role not in shown_apart
    )
    lead, coordinate, report_to = (
        one_below_the_other(row.body_name for row in assignments if row.role == role) for role in shown_apart
    )
    return WorklistRow(
        index=index,
        reference=document.reference or document.type,
        issued_on=document.issued_on,
        issuer=document.issuer,
        subject=document.subject,
        task=task.content,
        lead=lead,
        coordinate=coordinate,
        others=one_below_the_other(others),
        report_to=report_to,
        due_on=dues.pop() if len(dues) == 1 else "",
        deadlines=one_below_the_other(map(deadline_words, deadlines)),
        legal_bases=one_below_the_other(row.quote for row in bases),
        source=one_below_the_other(source_words(document, one, wording) for one in evidence),
        confidence=task.confidence,
        notes=_notes(evidence, assignments, deadlines, issues, wording),
    )


def deadline_words(row: Deadline) -> str:
    """Return a deadline in the words of the directive, with its label before and the computed day after it."""
    label = f"{row.label}: " if row.label else ""
    day = "/".join(reversed(row.due_on.split("-")))
    return f"{label}{row.quote}" + (f" (→ {day})" if day else "")


def source_words(document: Document, task: Task, wording: Wording) -> str:
    """Return where a task stands: file, page and item."""
    parts = [document.source_path]
    if task.page is not None:
        parts.append(f"{wording.label('note', 'page')} {task.page}")
    if task.path:
        parts.append(f"{wording.label('note', 'path')} {task.path}")
    return ", ".join(parts)


def _notes(
    evidence: list[Task],
    assignments: list[Assignment],
    deadlines: list[Deadline],
    issues: list[Issue],
    wording: Wording,
) -> str:
    notes = [
        issue.message
        for task in evidence
        for issue in issues
        if issue.start is not None and task.start <= issue.start < task.end
    ]
    if any(deadline.year_inferred for deadline in deadlines):
        notes.append(wording.label("note", "year_inferred"))
    if not assignments:
        notes.append(wording.label("note", "no_body"))
    notes += [f"{wording.label('note', 'funding')} {task.funding}" for task in evidence if task.funding]
    return one_below_the_other(notes)


def one_below_the_other(texts: Iterable[str]) -> str:
    """Return the texts one below the other, each once."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def grouped(rows: Iterable[_T], key: Callable[[_T], str]) -> defaultdict[str, list[_T]]:
    """Return the rows by key, in their order."""
    groups: defaultdict[str, list[_T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
