"""The parts of a directive: head, recipients, tree of parts, tables, footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.model.source import Problem, Source

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

    ``start`` and ``end`` bound the item's own words without its label and without its children; ``label`` is the
    printed label without closing dot or bracket ("1.1", "a", "Điều 2", "-"); ``path`` holds the labels from the root
    to here. ``parent`` is the index of the enclosing item, -1 at the root. ``table`` and ``row`` point into a table
    for kind ``row``.
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

    ``zones`` runs parallel to ``source.blocks``. ``year`` is the year the directive speaks of (plan year in the
    title, else the year of its date, else the latest year cited), 0 when it cannot be told; ``year_source`` says
    which.
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
