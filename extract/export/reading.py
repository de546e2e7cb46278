"""The tables of a finished run, read back from its folder: whichever format the run wrote, workbooks apart."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from extract.errors import UnreadableRunError
from extract.export.csv_files import unescape
from extract.export.folders import PLACES
from extract.export.run_record import RUN_FILE
from extract.export.tables import RECORDS, Column, Schema, Tables, schemas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_LATER: Final = frozenset({"targets", "unused"})  # runs of version 0.1.0 did not write them
_READABLE: Final = ("jsonl", "csv", "sqlite", "parquet")


def read_tables(out: Path) -> Tables:
    """Return the rows of the last run that was written into ``out``.

    A column that the run did not know yet is empty; one that is not known any more is passed over.

    Raises:
        UnreadableRunError: there is no finished run, it wrote a workbook only, or its tables are damaged.
    """
    written = _formats(out)
    chosen = next((name for name in _READABLE if name in written), None)
    if chosen is None:
        raise UnreadableRunError(
            f"Lần chạy ở {out} chỉ ghi sổ Excel, không đọc lại được.",
            "Hãy chạy lại “nhiemvu run” với --format csv.",
            message_en=f"The run in {out} wrote a workbook only, which is not read back.",
            remedy_en="Run “nhiemvu run” again with --format csv.",
        )
    try:
        rows = {schema.name: tuple(_records(schema, _rows(chosen, out, schema.name))) for schema in schemas()}
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error) as cause:
        raise UnreadableRunError(
            f"Bảng ở {out / PLACES[chosen]} thiếu hoặc hỏng ({type(cause).__name__}).",
            "Hãy chạy lại “nhiemvu run” vào thư mục này.",
            message_en=f"The tables in {out / PLACES[chosen]} are missing or damaged ({type(cause).__name__}).",
            remedy_en="Run “nhiemvu run” into this folder again.",
        ) from cause
    return Tables(**rows)


def _formats(out: Path) -> tuple[str, ...]:
    """Return the formats of the last run: older tables in others may lie beside them."""
    try:
        record = json.loads((out / RUN_FILE).read_bytes())
        return tuple(map(str, record["options"]["formats"]))
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise UnreadableRunError(
            f"{out} không phải thư mục kết quả của một lần chạy đã xong (không có {RUN_FILE} đọc được).",
            "Hãy chạy “nhiemvu run ... --out” trước rồi chỉ đúng thư mục ấy.",
            message_en=f"{out} is not the output folder of a finished run (no readable {RUN_FILE}).",
            remedy_en="Run “nhiemvu run ... --out” first, then name that folder.",
        ) from cause


def _rows(chosen: str, out: Path, table: str) -> Iterator[Mapping[str, Any]]:
    place = out / PLACES[chosen]
    if table in _LATER and chosen in ("jsonl", "csv", "parquet") and not (place / f"{table}.{chosen}").exists():
        return
    if chosen == "jsonl":
        with (place / f"{table}.jsonl").open(encoding="utf-8") as handle:
            yield from map(json.loads, handle)
    elif chosen == "csv":
        with (place / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                yield {name: unescape(cell) for name, cell in row.items()}
    elif chosen == "sqlite":
        with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            for found in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  (names of our own tables)
                yield {name: found[name] for name in found.keys()}  # noqa: SIM118  (a Row iterates over values)
    else:
        import pyarrow.parquet as pq

        yield from pq.read_table(place / f"{table}.parquet").to_pylist()


def _records(schema: Schema, rows: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    record = RECORDS[schema.name]
    for row in rows:
        yield record(**{column.name: _cell(column, row.get(column.name)) for column in schema.columns})


def _cell(column: Column, cell: Any) -> Any:
    if column.kind == "text":
        return "" if cell is None else str(cell)
    if cell is None or cell == "":
        return False if column.kind == "boolean" else None
    if column.kind == "boolean":
        return cell in {True, "true"}
    return int(cell) if column.kind == "integer" else float(cell)
