"""JSON Lines: one file per table, one object per row with all columns in order, null for what is empty."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from extract.export.tables import Schema, Tables, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_jsonl(tables: Tables, folder: Path) -> None:
    """Write every table to ``folder/<table>.jsonl``."""
    folder.mkdir()
    for schema in schemas():
        with (folder / f"{schema.name}.jsonl").open("wb") as handle:
            handle.writelines(json_lines(tables, schema))


def json_lines(tables: Tables, schema: Schema) -> Iterator[bytes]:
    """Yield the rows of a table as UTF-8 lines."""
    for row in tables.known(schema):
        yield json.dumps(dict(zip(schema.names, row, strict=True)), ensure_ascii=False).encode() + b"\n"
