"""The tables of a run: columns declared once, by the records of the model, and rows gathered once for every format."""

from __future__ import annotations

import types
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_type_hints

from extract.model import (
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

ColumnKind = Literal["text", "integer", "real", "boolean"]
Row = Document | Recipient | LegalBasis | Task | Assignment | Deadline | Target | Unused | Body | Issue
Cell = str | int | float | bool | None

RECORDS: Final[dict[str, type[Row]]] = {
    "documents": Document,
    "recipients": Recipient,
    "legal_bases": LegalBasis,
    "tasks": Task,
    "assignments": Assignment,
    "deadlines": Deadline,
    "targets": Target,
    "unused": Unused,
    "bodies": Body,
    "issues": Issue,
}
_KINDS: Final[dict[type, ColumnKind]] = {bool: "boolean", int: "integer", float: "real"}
_REFERENCES: Final = {
    "document_id": "documents",
    "task_id": "tasks",
    "parent_task_id": "tasks",
    "same_as": "tasks",
    "body_id": "bodies",
    "issuer_id": "bodies",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``refers_to`` names the table whose key its values are, empty for none."""

    name: str
    kind: ColumnKind
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """A table: its name and its columns in order; the first one is the key."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


@cache
def schemas() -> tuple[Schema, ...]:
    """Return the schemas of all tables in the order of the contract."""
    return tuple(Schema(name, tuple(_columns(name, record))) for name, record in RECORDS.items())


def _columns(table: str, record: type[Row]) -> Iterator[Column]:
    hints = get_type_hints(record)
    for position, field in enumerate(fields(record)):
        hint = hints[field.name]
        if isinstance(hint, types.UnionType):
            hint = next(member for member in get_args(hint) if member is not types.NoneType)
        refers_to = _REFERENCES.get(field.name, "") if position else ""
        yield Column(field.name, _KINDS.get(hint, "text"), refers_to)


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a run, each table in input order; ``bodies`` is sorted by id and names each body once."""

    documents: tuple[Document, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()
    tasks: tuple[Task, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    unused: tuple[Unused, ...] = ()
    bodies: tuple[Body, ...] = ()
    issues: tuple[Issue, ...] = ()

    @classmethod
    def of(cls, results: Iterable[Result]) -> Tables:
        """Gather the rows of ``results``; a body that several documents name keeps the row of the first."""
        gathered: dict[str, list[Any]] = {name: [] for name in RECORDS}
        bodies: dict[str, Body] = {}
        for result in results:
            gathered["documents"].append(result.document)
            for name in (
                "recipients",
                "legal_bases",
                "tasks",
                "assignments",
                "deadlines",
                "targets",
                "unused",
                "issues",
            ):
                gathered[name] += getattr(result, name)
            for body in result.bodies:
                bodies.setdefault(body.body_id, body)
        gathered["bodies"] = [bodies[body_id] for body_id in sorted(bodies)]
        return cls(**{name: tuple(rows) for name, rows in gathered.items()})

    def rows(self, schema: Schema) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows of a table as tuples in column order, empty text as it is."""
        return map(attrgetter(*schema.names), getattr(self, schema.name))

    def known(self, schema: Schema) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows of a table with None for what is empty: formats that know null say unknown by it."""
        return (tuple(None if cell == "" else cell for cell in row) for row in self.rows(schema))

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables as pandas frames by table name, typed, with missing values for what is empty."""
        import pandas as pd

        dtypes = {"text": "string", "integer": "Int64", "real": "float64", "boolean": "bool"}
        frames = {}
        for schema in schemas():
            frame = pd.DataFrame(list(self.known(schema)), columns=list(schema.names), dtype=object)
            frames[schema.name] = frame.astype({column.name: dtypes[column.kind] for column in schema.columns})
        return frames
