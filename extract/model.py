"""The records that cross stages: what was read, what was found in it, and the rows of the tables.

All are frozen. Offsets are half-open ranges of Unicode code points in the *canonical text* of the document
(``Source.text``). Dates are ISO 8601 strings, cut to what is known where the field says *partial*; an empty string
means unknown or not applicable.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

# ------------------------------------------------------------------------------------------------- what was read

BlockKind = Literal["paragraph", "cell", "note", "furniture"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table: 0-based table, row and column, with the spans of merged cells."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One logical paragraph, table cell paragraph or footnote of the canonical text.

    ``furniture`` is what repeats on pages (running headers, page numbers) and is kept apart from the content.
    ``heading`` is the level of a Word or Markdown heading, 0 when it is none. ``marker`` is the number of a footnote.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    page: int | None = None
    bold: bool = False
    italic: bool = False
    centered: bool = False
    heading: int = 0
    cell: Cell | None = None
    marker: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The place in the text where the marker of a footnote stood (the marker itself is not in the text)."""

    offset: int
    marker: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads from canonical offsets back to offsets of the text as it was read.

    ``canonical`` and ``source`` are parallel, ascending breakpoints; between two of them both texts run in step.
    """

    canonical: tuple[int, ...] = (0,)
    source: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its canonical text and the blocks that make it up, in reading order.

    ``text`` is the blocks joined by single line feeds; every block is ``text[block.start:block.end]`` and holds no
    line feed itself.
    """

    path: str
    sha256: str
    media_type: str
    read_method: str
    text: str
    blocks: tuple[Block, ...]
    page_count: int | None = None
    note_references: tuple[NoteReference, ...] = ()
    offsets: OffsetMap = OffsetMap()
    problems: tuple[Problem, ...] = ()

    def of(self, block: Block) -> str:
        """Return the text of a block."""
        return self.text[block.start : block.end]

    def page_at(self, offset: int) -> int | None:
        """Return the 1-based page on which ``offset`` stands, None where the format has no pages."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.start)
        return (
            next((block.page for block in reversed(self.blocks[:at]) if block.page is not None), None)
            if self.page_count
            else None
        )


# ------------------------------------------------------------------------------------------- parts of a directive

Zone = Literal["head", "body", "closing", "annex", "note", "furniture"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the place where it was read; ``start == end`` when it was derived and stands nowhere."""

    text: str = ""
    start: int = 0
    end: int = 0
    rule: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Header:
    """Thể thức: what the head and the signature block say of the directive itself (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

    type: Value = Value()
    reference: Value = Value()
    number: Value = Value()
    symbol: Value = Value()
    parent: Value = Value()
    issuer: Value = Value()
    place: Value = Value()
    issued_on: Value = Value()
    subject: Value = Value()
    signer: Value = Value()
    signer_position: Value = Value()
    signing_authority: Value = Value()
    urgency: Value = Value()
    confidentiality: Value = Value()


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """One body after Kính gửi (section ``to``) or one line under Nơi nhận (section ``cc``)."""

    section: Literal["to", "cc"]
    name: str
    purpose: str
    start: int
    end: int


ItemKind = Literal["heading", "item", "paragraph", "row", "note"]


@dataclass(frozen=True, slots=True)
class TableCell:
    """The content of one cell: a span of the text and the grid position it covers."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the body or an annex; ``header_rows`` counts the leading rows that name the columns."""

    index: int
    cells: tuple[TableCell, ...]
    rows: int
    columns: int
    header_rows: int


@dataclass(frozen=True, slots=True)
class Item:
    """A node of the tree of parts: Phần, Chương, Mục, Điều, I., 1., 1.1., a), -, + or an unnumbered paragraph.

    ``start`` and ``end`` bound the item's own words without its label and without its children; ``label`` is the printed
    label without closing dot or bracket ("1.1", "a", "Điều 2", "-"); ``path`` holds the labels from the root to here.
    ``parent`` is the index of the enclosing item, -1 at the root. ``table`` and ``row`` point into a table for kind
    ``row``.
    """

    index: int
    parent: int
    depth: int
    label: str
    path: tuple[str, ...]
    start: int
    end: int
    kind: ItemKind
    zone: Zone
    bold: bool = False
    table: int = -1
    row: int = -1


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its own words and the offset of the text it hangs on (-1 when its marker was not found)."""

    marker: str
    start: int
    end: int
    anchor: int


@dataclass(frozen=True, slots=True)
class Directive:
    """Văn bản chỉ đạo: a source whose parts are known.

    ``zones`` runs parallel to ``source.blocks``. ``year`` is the year the directive speaks of (plan year in the title, else
    the year of its date, else the latest year cited), 0 when it cannot be told; ``year_source`` says which.
    """

    source: Source
    header: Header
    recipients: tuple[RecipientLine, ...]
    zones: tuple[Zone, ...]
    items: tuple[Item, ...]
    tables: tuple[Table, ...]
    notes: tuple[Note, ...]
    year: int = 0
    year_source: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.source.text


# ------------------------------------------------------------------------------------------------------ mentions


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that a rule marked: the least that all mentions share."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a legal or directing document, numbered or named.

    ``start``/``end`` bound the quote as the annotation guide wants it (type word to end of date, or of issuer or title
    when there is no date). ``full_end`` is where everything said of it ends, issuer and title included. ``outer`` is the
    index (in the tuple of citations) of the citation whose title or clause holds this one, -1 for none; ``outer_issues``
    tells that the outer one issues or approves it (ban hành, phê duyệt). ``defined_as`` is the short name given to it.
    """

    start: int
    end: int
    full_end: int
    cited_type: str
    reference: str = ""
    number: str = ""
    symbol: str = ""
    cited_on: str = ""
    issuer: str = ""
    title: str = ""
    provision: str = ""
    outer: int = -1
    outer_issues: bool = False
    defined_as: str = ""
    rule: str = ""
    confidence: float = 1.0


BodyKind = Literal["body", "group", "office", "generic"]


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A mention of an organisation, a fixed group of them, or an office-holder.

    ``name`` is the full name with abbreviations expanded; ``body_id`` its id in the registry or a slug of the name.
    ``kind``: ``body`` one organisation, ``group`` a fixed group ("các sở, ban, ngành"), ``office`` an office-holder ("Chủ
    tịch Ủy ban nhân dân tỉnh"), ``generic`` words that point to bodies without naming them ("các đơn vị, địa phương").
    A distributed list ("UBND các tỉnh: Ninh Bình, Bắc Ninh") yields one mention per member.
    """

    start: int
    end: int
    name: str
    body_id: str
    kind: BodyKind
    level: str = ""
    province: str = ""
    abbreviation: str = ""
    rule: str = ""
    confidence: float = 1.0


TimeKind = Literal["by_date", "period", "recurring", "continuous", "relative"]
TimeUse = Literal["deadline", "content", "citation"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, with their normal value (RFC 5545 for ``rrule``, ISO 8601 duration or ``15WD`` for ``offset``).

    ``use`` tells a time that binds (``deadline``) from one that describes the content (a plan's period, a term of office, an
    event in the past) and from the date of a cited document. ``label`` names what is due when the words say it
    ("báo cáo 6 tháng").
    """

    start: int
    end: int
    kind: TimeKind
    use: TimeUse
    start_on: str = ""
    due_on: str = ""
    due_time: str = ""
    rrule: str = ""
    anchor: str = ""
    offset: str = ""
    label: str = ""
    year_inferred: bool = False
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class DutyCue:
    """Words that tell a duty: a role ("chủ trì"), a modality ("đề nghị"), an action verb, an attribute line head.

    ``kind`` is the group of the rule (``role``, ``modality``, ``action``, ``attribute``, ``passive`` ...), ``value`` what it gives
    (``lead``, ``requested``, the verb itself ...).
    """

    start: int
    end: int
    kind: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that annotation marked in one directive, each tuple in text order and free of overlaps within itself."""

    citations: tuple[Citation, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    cues: tuple[DutyCue, ...] = ()
    problems: tuple[Problem, ...] = ()


# ---------------------------------------------------------------------------------------------- rows of the tables
# Field order is column order; the contract fixes names and meanings.


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
    """A row of ``legal_bases``."""

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


@dataclass(frozen=True, slots=True)
class Task:
    """A row of ``tasks``."""

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


@dataclass(frozen=True, slots=True)
class Assignment:
    """A row of ``assignments``."""

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


Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What the reader should know: a row of ``issues`` before it has its ids.

    ``message`` is Vietnamese, ``message_en`` English; both name the cause and, where there is one, the remedy.
    """

    severity: Severity
    code: str
    message: str
    message_en: str = ""
    start: int | None = None
    end: int | None = None
    page: int | None = None


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
    bodies: tuple[Body, ...] = ()
    issues: tuple[Issue, ...] = ()
    mentions: Mentions = field(default_factory=Mentions, repr=False)
