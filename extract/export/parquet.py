"""Parquet: one typed file per table; dates stay text, since some are cut to what is known; empty is null."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from extract.export.jsonl import json_lines
from extract.export.tables import Schema, Tables, schemas

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

_LEAST_BLOCK: Final = 1 << 20


def write_parquet(tables: Tables, folder: Path) -> None:
    """Write every table to ``folder/<table>.parquet``."""
    import pyarrow.parquet as pq

    folder.mkdir()
    for schema in schemas():
        pq.write_table(_arrow(tables, schema), folder / f"{schema.name}.parquet")


def _arrow(tables: Tables, schema: Schema) -> pa.Table:
    """Return a table by way of its JSON Lines: unlike ``pyarrow.array`` that does not import pandas, which is slow."""
    import pyarrow as pa
    from pyarrow import json

    kinds = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "boolean": pa.bool_()}
    typed = pa.schema([(column.name, kinds[column.kind]) for column in schema.columns])
    lines = list(json_lines(tables, schema))
    table = json.read_json(
        io.BytesIO(b"".join(lines) or b"{}\n"),
        parse_options=json.ParseOptions(explicit_schema=typed, unexpected_field_behavior="error"),
        read_options=json.ReadOptions(use_threads=False, block_size=max(_LEAST_BLOCK, *map(len, lines), 0)),
    )
    return table if lines else table.slice(0, 0)
