"""The rows of the tables. Field order is column order; the contract of the tables fixes names and meanings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extract.model.mentions import Mentions
from extract.model.place import Place


@dataclass(frozen=True, slots=True)
class Document:
    """A row of ``documents``."""

    document_id: str
    source_path: str
    source_sha256: str
    media_type: str = ""
    read_method: str = ""
    page_count: int | None = None
    char_count: int = 0
    type: str = ""
    reference: str = ""
    number: str = ""
    symbol: str = ""
    issuer_id: str = ""
    issuer: str = ""
    place: str = ""
    issued_on: str = ""
    subject: str = ""
    signer: str = ""
    signer_position: str = ""
    signing_authority: str = ""
    urgency: str = ""
    confidentiality: str = ""
    status: Literal["ok", "partial", "failed"] = "ok"
    confidence: float = 0.0
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A row of ``recipients``."""

    recipient_id: str
    document_id: str
    section: str
    ordinal: int
    name: str
    body_id: str
    purpose: str
    quote: str
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A row of ``legal_bases``; ``issuer_source`` is ``explicit`` (the text names the issuer here) or ``derived``."""

    legal_basis_id: str
    document_id: str
    ordinal: int
    relation: str
    cited_type: str
    cited_reference: str
    cited_number: str
    cited_symbol: str
    cited_on: str
    cited_issuer: str
    cited_title: str
    provision: str
    canonical_id: str
    task_id: str
    quote: str
    start: int
    end: int
    page: int | None
    confidence: float
    rule: str
    issuer_source: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A row of ``tasks``.

    ``condition`` and ``exception`` hold the words of the text on what the duty depends; ``same_as`` is the task of the
    running text that a row of an annexed table repeats.
    """

    task_id: str
    document_id: str
    parent_task_id: str
    ordinal: int
    path: str
    heading: str
    content: str
    action: str
    deliverable: str
    kind: str
    modality: str
    funding: str
    quote: str
    start: int
    end: int
    page: int | None
    confidence: float
    rule: str
    condition: str = ""
    exception: str = ""
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A row of ``assignments``; the ``current_`` columns tell who answers for the duty on the day asked for."""

    assignment_id: str
    task_id: str
    body_id: str
    body_name: str
    role: str
    source: str
    quote: str
    start: int
    end: int
    page: int | None
    confidence: float
    rule: str
    current_body_id: str = ""
    current_body_name: str = ""
    current_basis: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A row of ``deadlines``."""

    deadline_id: str
    task_id: str
    kind: str
    label: str
    start_on: str
    due_on: str
    due_time: str
    rrule: str
    anchor: str
    offset: str
    year_inferred: bool
    source: str
    quote: str
    start: int
    end: int
    page: int | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Target:
    """A row of ``targets``: a quantified aim (chỉ tiêu) with what it counts, how much and by when."""

    target_id: str
    document_id: str
    task_id: str
    ordinal: int
    path: str
    heading: str
    indicator: str
    relation: Literal["min", "max", "exact", "range", "change"]
    value: str
    value_to: str
    unit: str
    start_on: str
    due_on: str
    quote: str
    start: int
    end: int
    page: int | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Unused:
    """A row of ``unused``: a sentence of the operative part that holds a duty's signs and became no row."""

    unused_id: str
    document_id: str
    ordinal: int
    path: str
    heading: str
    reason: str
    signs: str
    quote: str
    start: int
    end: int
    page: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Body:
    """A row of ``bodies``."""

    body_id: str
    name: str
    level: str = ""
    province: str = ""
    abbreviation: str = ""
    is_group: bool = False
    valid_from: str = ""
    valid_to: str = ""
    successor_id: str = ""
    successor_candidates: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A row of ``issues``."""

    issue_id: str
    document_id: str
    severity: str
    code: str
    message: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that one directive gave, ready to be written."""

    document: Document
    text: str
    recipients: tuple[Recipient, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()
    tasks: tuple[Task, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    unused: tuple[Unused, ...] = ()
    bodies: tuple[Body, ...] = ()
    issues: tuple[Issue, ...] = ()
    mentions: Mentions = field(default_factory=Mentions, repr=False)
    places: tuple[Place, ...] = field(default=(), repr=False)
