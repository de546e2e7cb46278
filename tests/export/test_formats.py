"""All formats hold the same rows, and the same rows give the same bytes."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from sample_results import TEXT, sample

from extract.export import FORMATS, Tables, schemas, write_tables, write_texts
from extract.export.tables import RECORDS

if TYPE_CHECKING:
    from pathlib import Path

    from extract.rulebook import Rulebook

TABLES = Tables.of([sample(1), sample(2)])


def _written(out: Path, rulebook: Rulebook, tables: Tables = TABLES) -> Path:
    out.mkdir()
    write_tables(tables, out, FORMATS, rulebook=rulebook)
    return out


def test_schemas_columns_are_the_fields_of_the_records() -> None:
    declared = {schema.name: schema.names for schema in schemas()}
    assert declared == {name: tuple(f.name for f in dataclasses.fields(record)) for name, record in RECORDS.items()}


def test_schemas_types_follow_the_annotations() -> None:
    kinds = {f"{schema.name}.{column.name}": column.kind for schema in schemas() for column in schema.columns}
    assert kinds["tasks.page"] == "integer"
    assert kinds["deadlines.year_inferred"] == "boolean"
    assert kinds["documents.confidence"] == "real"
    assert kinds["deadlines.due_on"] == "text"


def test_tables_of_names_each_body_once() -> None:
    assert [body.body_id for body in TABLES.bodies] == ["so-noi-vu", "so-y-te", "ubnd-tinh"]


def test_write_tables_same_rows_give_same_bytes(tmp_path: Path, rulebook: Rulebook) -> None:
    first, second = _written(tmp_path / "a", rulebook), _written(tmp_path / "b", rulebook)
    files = [path.relative_to(first) for path in first.rglob("*") if path.is_file()]
    assert len(files) == 2 + 3 * len(schemas())
    assert [name for name in files if (first / name).read_bytes() != (second / name).read_bytes()] == []


def test_jsonl_parquet_and_sqlite_hold_exactly_the_rows(tmp_path: Path, rulebook: Rulebook) -> None:
    out = _written(tmp_path / "out", rulebook)
    with closing(sqlite3.connect(out / "nhiemvu.sqlite")) as database:
        for schema in schemas():
            rows = [dict(zip(schema.names, row, strict=True)) for row in TABLES.known(schema)]
            lines = (out / "jsonl" / f"{schema.name}.jsonl").read_text(encoding="utf-8").splitlines()
            assert [json.loads(line) for line in lines] == rows
            assert pq.read_table(out / "parquet" / f"{schema.name}.parquet").to_pylist() == rows
            stored = database.execute(f"SELECT * FROM {schema.name}").fetchall()  # noqa: S608
            assert stored == [tuple(row.values()) for row in rows]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_empty_tables_keep_columns_and_types(tmp_path: Path, rulebook: Rulebook) -> None:
    out = _written(tmp_path / "out", rulebook, Tables())
    table = pq.read_table(out / "parquet" / "deadlines.parquet")
    full = pq.read_table(_written(tmp_path / "full", rulebook) / "parquet" / "deadlines.parquet")
    assert table.num_rows == 0
    assert table.schema == full.schema


def test_frames_are_typed_and_say_unknown() -> None:
    frames = TABLES.frames()
    assert list(frames) == [schema.name for schema in schemas()]
    assert str(frames["tasks"].dtypes["start"]) == "Int64"
    assert frames["tasks"]["deliverable"].isna().all()
    assert list(frames["tasks"]["quote"]) == [task.quote for task in TABLES.tasks]
    assert list(Tables().frames()["issues"].columns) == list(schemas()[-1].names)


def test_write_texts_keeps_every_code_point(tmp_path: Path) -> None:
    list(write_texts([sample(1)], tmp_path))
    assert (tmp_path / "text" / "d1.txt").read_bytes() == TEXT.encode()


def test_writing_needs_no_pandas(tmp_path: Path, rulebook: Rulebook) -> None:
    code = (
        "import sys; from pathlib import Path; from extract.export import *; from extract.rulebook import Rulebook;"
        "write_tables(Tables(), Path(sys.argv[1]), FORMATS, rulebook=Rulebook(Path(sys.argv[2])));"
        "print('pandas' in sys.modules)"
    )
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, tmp_path, rulebook.root], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"
