"""Turns drafts into the rows of the tables, with stable ids, pages, confidences and problems."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.assemble.bodies import BodyRows
from extract.assemble.confidence import Confidence
from extract.assemble.drafts import TaskDraft
from extract.assemble.holders import Share, Timing
from extract.assemble.ids import document_id, row_id
from extract.assemble.targets import TargetDraft
from extract.assemble.unused import PassedOver
from extract.model import (
    Assignment,
    Body,
    Deadline,
    Directive,
    Document,
    Issue,
    LegalBasis,
    Mentions,
    Problem,
    Recipient,
    Result,
    Target,
    Task,
    Unused,
)
from extract.normalize.registry import Registry
from extract.rulebook import Rulebook


class RowMaker:
    """Collects the rows of one directive.

    Args:
        directive: its parts.
        mentions: what was marked in it.
        rulebook: for the registry of bodies.
        as_of: the day on which somebody answers for the duties; None means the date of the directive.
        source_path: what stands in ``documents.source_path``.
    """

    def __init__(
        self, directive: Directive, mentions: Mentions, rulebook: Rulebook, *, as_of: date | None, source_path: str
    ) -> None:
        self.document_id = document_id(directive.source.sha256)
        self.tasks: list[Task] = []
        self._directive = directive
        self._mentions = mentions
        self._registry = Registry.of(rulebook)
        self._bodies = BodyRows(directive, mentions.bodies, rulebook, as_of=as_of)
        self._source_path = source_path
        self._confidence = Confidence.of(rulebook)
        self._text = directive.text
        self._assignments: list[Assignment] = []
        self._current: list[Body] = []
        self._deadlines: list[Deadline] = []
        self._targets: list[Target] = []
        self._unused: list[Unused] = []
        self._problems: list[Problem] = [*directive.source.problems, *directive.problems, *mentions.problems]

    def add(self, draft: TaskDraft) -> None:
        """Add a task with its assignments and deadlines."""
        task_id = row_id(self.document_id, "task", draft.start, draft.end)
        quote = self._text[draft.start : draft.end]
        self.tasks.append(
            Task(
                task_id=task_id,
                document_id=self.document_id,
                parent_task_id=self._parent(draft),
                ordinal=len(self.tasks) + 1,
                path="/".join(draft.path),
                heading=" ".join(draft.heading.split()),
                content=" ".join(quote.split()),
                action=draft.action,
                deliverable=draft.deliverable,
                kind=draft.kind,
                modality=draft.modality,
                funding=draft.funding,
                quote=quote,
                start=draft.start,
                end=draft.end,
                page=self._page(draft.start),
                confidence=self._confidence.rate("tasks", rule=draft.rule),
                rule=draft.rule,
                condition=draft.terms.condition,
                exception=draft.terms.exception,
                same_as=row_id(self.document_id, "task", *draft.repeats) if draft.repeats else "",
            )
        )
        for share in draft.shares:
            self._assign(self.tasks[-1], share)
        for timing in draft.timings:
            self._time(task_id, timing)
        if not any(share.role in ("lead", "perform", "supervise") for share in draft.shares):
            self._problems.append(
                Problem(
                    "warning",
                    "task-without-body",
                    "Không xác định được cơ quan thực hiện nhiệm vụ này; cần người kiểm tra.",
                    "No body could be found that carries this task; somebody should look.",
                    draft.start,
                    draft.end,
                )
            )

    def spans(self) -> list[tuple[int, int]]:
        """Return the places of the tasks so far."""
        return [(task.start, task.end) for task in self.tasks]

    def used(self) -> frozenset[tuple[int, int]]:
        """Return the places of the bodies and times that became rows so far."""
        return frozenset(
            [(row.start, row.end) for row in self._assignments] + [(row.start, row.end) for row in self._deadlines]
        )

    def add_target(self, draft: TargetDraft) -> None:
        """Add a target; it belongs to the task whose words hold it."""
        quantity = draft.quantity
        task = next((task for task in self.tasks if task.start <= draft.holder < task.end), None)
        self._targets.append(
            Target(
                target_id=row_id(self.document_id, "target", quantity.start, quantity.end),
                document_id=self.document_id,
                task_id=task.task_id if task else "",
                ordinal=len(self._targets) + 1,
                path="/".join(draft.path),
                heading=" ".join(draft.heading.split()),
                indicator=draft.indicator,
                relation=quantity.bound,
                value=quantity.value,
                value_to=quantity.value_to,
                unit=quantity.unit,
                start_on=draft.start_on,
                due_on=draft.due_on or (self._due_by_line(task) if task else ""),
                quote=self._text[draft.start : draft.end],
                start=draft.start,
                end=draft.end,
                page=self._page(draft.start),
                confidence=self._confidence.rate("targets", rule=draft.rule),
                rule=draft.rule,
            )
        )

    def _due_by_line(self, task: Task) -> str:
        """Return the one day by which a line or column of times wants the whole task, "" when there is none."""
        dues = {row.due_on for row in self._deadlines if row.task_id == task.task_id and row.source != "explicit"}
        return dues.pop() if len(dues) == 1 else ""

    def add_unused(self, sentence: PassedOver) -> None:
        """Add a sentence that became no row."""
        item = sentence.item
        heading = self._directive.items[item.parent] if item is not None and item.parent >= 0 else None
        self._unused.append(
            Unused(
                unused_id=row_id(self.document_id, "unused", sentence.start, sentence.end),
                document_id=self.document_id,
                ordinal=len(self._unused) + 1,
                path="/".join(item.path) if item else "",
                heading=" ".join(self._text[heading.start : heading.end].split()) if heading else "",
                reason=sentence.reason,
                signs=", ".join(sentence.signs),
                quote=self._text[sentence.start : sentence.end],
                start=sentence.start,
                end=sentence.end,
                page=self._page(sentence.start),
                rule=sentence.rule,
            )
        )

    def _parent(self, draft: TaskDraft) -> str:
        path, heading = "/".join(draft.path), " ".join(draft.heading.split())
        above = (task for task in reversed(self.tasks) if task.path and path.startswith(task.path + "/"))
        return next((task.task_id for task in above if task.heading != heading), "")

    def _page(self, offset: int) -> int | None:
        return self._directive.source.page_at(offset)

    def _assign(self, task: Task, share: Share) -> None:
        body = share.body
        standing = self._bodies.holder(body, task.content, task.heading)
        current = standing.body
        self._current += [current] if current and standing.ended_on else []
        self._assignments.append(
            Assignment(
                assignment_id=row_id(
                    self.document_id, "assignment", body.start, body.end, f"{task.task_id}{share.role}"
                ),
                task_id=task.task_id,
                body_id=body.body_id,
                body_name=body.name,
                role=share.role,
                source=share.source,
                quote=self._text[body.start : body.end],
                start=body.start,
                end=body.end,
                page=self._page(body.start),
                confidence=self._confidence.rate(
                    "assignments", source=share.source, role=share.role, named=f"{body.confidence:.2f}"
                ),
                rule=share.rule,
                current_body_id=current.body_id if current else "",
                current_body_name=standing.name if standing.ended_on else body.name,
                current_basis=standing.basis,
            )
        )

    def _time(self, task_id: str, timing: Timing) -> None:
        time = timing.time
        self._deadlines.append(
            Deadline(
                deadline_id=row_id(
                    self.document_id, "deadline", time.start, time.end, f"{task_id}{time.due_on}{time.rrule}"
                ),
                task_id=task_id,
                kind=time.kind,
                label=time.label,
                start_on=time.start_on,
                due_on=time.due_on,
                due_time=time.due_time,
                rrule=time.rrule,
                anchor=time.anchor,
                offset=time.offset,
                year_inferred=time.year_inferred,
                source=timing.source,
                quote=self._text[time.start : time.end],
                start=time.start,
                end=time.end,
                page=self._page(time.start),
                confidence=self._confidence.rate("deadlines", source=timing.source, kind=time.kind),
                rule=time.rule,
            )
        )
        if time.year_inferred:
            self._problems.append(
                Problem(
                    "info",
                    "year-inferred",
                    f"Thời hạn không ghi năm; lấy năm {self._directive.year} mà văn bản nói tới.",
                    f"The time has no year; {self._directive.year}, of which the directive speaks, was taken.",
                    time.start,
                    time.end,
                )
            )

    def tell(self, problems: Sequence[Problem]) -> None:
        """Add problems that other steps found."""
        self._problems.extend(problems)

    def result(self, bases: Sequence[LegalBasis]) -> Result:
        """Return everything as the rows of one document."""
        recipients = self._recipients()
        document = self._document()
        bodies = self._bodies.rows(self._current)
        self._problems += self._bodies.problems
        issues = _issues(self.document_id, self._problems, self._directive)
        return Result(
            document=document,
            text=self._text,
            recipients=recipients,
            legal_bases=tuple(bases),
            tasks=tuple(self.tasks),
            assignments=tuple(self._assignments),
            deadlines=tuple(self._deadlines),
            targets=tuple(self._targets),
            unused=tuple(self._unused),
            bodies=bodies,
            issues=issues,
            mentions=self._mentions,
        )

    def _document(self) -> Document:
        source, header = self._directive.source, self._directive.header
        issuer = self._identify(header.issuer.text) or self._registry.identify(header.issuer.text)
        if issuer:
            self._bodies.use(issuer, header.issuer.text, header.issuer.start, header.issuer.end)
        known = [header.type, header.reference, header.issuer, header.issued_on, header.subject, header.signer]
        return Document(
            document_id=self.document_id,
            source_path=self._source_path,
            source_sha256=source.sha256,
            media_type=source.media_type,
            read_method=source.read_method,
            page_count=source.page_count,
            char_count=len(source.text),
            type=header.type.text,
            reference=header.reference.text,
            number=header.number.text,
            symbol=header.symbol.text,
            issuer_id=issuer,
            issuer=header.issuer.text,
            place=header.place.text,
            issued_on=header.issued_on.text,
            subject=header.subject.text,
            signer=header.signer.text,
            signer_position=header.signer_position.text,
            signing_authority=header.signing_authority.text,
            urgency=header.urgency.text,
            confidentiality=header.confidentiality.text,
            status="partial" if any(problem.severity == "error" for problem in self._problems) else "ok",
            confidence=round(0.5 + 0.48 * sum(map(bool, known)) / len(known), 2),
            quality=source.quality,
        )

    def _recipients(self) -> tuple[Recipient, ...]:
        rows = []
        for ordinal, line in enumerate(self._directive.recipients, 1):
            body_id = self._identify(line.name)
            if body_id:
                self._bodies.use(body_id, line.name, line.start, line.end)
            rows.append(
                Recipient(
                    recipient_id=row_id(
                        self.document_id, "recipient", line.start, line.end, f"{line.section}{ordinal}"
                    ),
                    document_id=self.document_id,
                    section=line.section,
                    ordinal=ordinal,
                    name=line.name,
                    body_id=body_id,
                    purpose=line.purpose,
                    quote=self._text[line.start : line.end],
                    start=line.start,
                    end=line.end,
                    page=self._page(line.start),
                )
            )
        return tuple(rows)

    def _identify(self, name: str) -> str:
        """Return the id of a named body: as the text's own mentions have it, else as the registry has it."""
        if not name:
            return ""
        mention = next((body for body in self._mentions.bodies if body.name.casefold() == name.casefold()), None)
        if mention is not None:
            return mention.body_id
        entry = self._registry.find(name)
        return entry.id if entry else ""


def _issues(document: str, problems: Sequence[Problem], directive: Directive) -> tuple[Issue, ...]:
    seen: set[tuple[str, int | None, int | None]] = set()
    issues = []
    for problem in problems:
        key = (problem.code, problem.start, problem.end)
        if key in seen:
            continue
        seen.add(key)
        page = problem.page
        if page is None and problem.start is not None:
            page = directive.source.page_at(problem.start)
        issues.append(
            Issue(
                row_id(document, "issue", problem.start or 0, problem.end or 0, problem.code + str(problem.page or "")),
                document,
                problem.severity,
                problem.code,
                problem.message,
                problem.start,
                problem.end,
                page,
            )
        )
    return tuple(issues)
