"""The records that cross stages: what was read, what was found in it, and the rows of the tables.

All are frozen. Offsets are half-open ranges of Unicode code points in the *canonical text* of the document
(``Source.text``). Dates are ISO 8601 strings, cut to what is known where the field says *partial*; an empty string
means unknown or not applicable.
"""

from extract.model.directive import (
    Directive,
    Header,
    Item,
    ItemKind,
    Note,
    RecipientLine,
    Table,
    TableCell,
    Value,
    Zone,
)
from extract.model.limits import LIMITS, Limits, MoreTime, no_more_time, processors
from extract.model.mentions import (
    BodyKind,
    BodyMention,
    Bound,
    Citation,
    DutyCue,
    Mentions,
    Quantity,
    Span,
    TimeExpression,
    TimeKind,
    TimeUse,
)
from extract.model.place import Place, locate
from extract.model.reading import PLAIN, Member, ReadOptions
from extract.model.rows import (
    Assignment,
    Body,
    Deadline,
    Document,
    Issue,
    LegalBasis,
    Recipient,
    Result,
    Target,
    Task,
    Unused,
)
from extract.model.source import Block, BlockKind, Cell, NoteReference, OffsetMap, Problem, Severity, Source

__all__ = [
    "LIMITS",
    "PLAIN",
    "Assignment",
    "Block",
    "BlockKind",
    "Body",
    "BodyKind",
    "BodyMention",
    "Bound",
    "Cell",
    "Citation",
    "Deadline",
    "Directive",
    "Document",
    "DutyCue",
    "Header",
    "Issue",
    "Item",
    "ItemKind",
    "LegalBasis",
    "Limits",
    "Member",
    "Mentions",
    "MoreTime",
    "Note",
    "NoteReference",
    "OffsetMap",
    "Place",
    "Problem",
    "Quantity",
    "ReadOptions",
    "Recipient",
    "RecipientLine",
    "Result",
    "Severity",
    "Source",
    "Span",
    "Table",
    "TableCell",
    "Target",
    "Task",
    "TimeExpression",
    "TimeKind",
    "TimeUse",
    "Unused",
    "Value",
    "Zone",
    "locate",
    "no_more_time",
    "processors",
]
