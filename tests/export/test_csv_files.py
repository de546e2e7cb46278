from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_results import sample

from extract.export import Tables, escape, schemas, unescape
from extract.export.csv_files import write_csv

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("- dòng đầu", "'- dòng đầu"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\x01x", "'\x01x"),
        ("  =1", "'  =1"),
        ("'=1", "''=1"),
        ("'nháy'", "'nháy'"),
        ("a=1", "a=1"),
        ("1-2", "1-2"),
        ("", ""),
    ],
)
def test_escape_marks_only_what_a_spreadsheet_runs(text: str, cell: str) -> None:
    assert escape(text) == cell


@given(st.text(st.sampled_from("'=+-@\t\r\n x＝")))
def test_unescape_undoes_escape(text: str) -> None:
    assert unescape(escape(text)) == text


def test_write_csv_gives_every_table_its_header_and_marks_utf8(tmp_path: Path) -> None:
    write_csv(Tables.of([]), tmp_path / "csv")
    for schema in schemas():
        raw = (tmp_path / "csv" / f"{schema.name}.csv").read_bytes()
        assert raw == b"\xef\xbb\xbf" + ",".join(schema.names).encode() + b"\r\n"


def test_write_csv_cells_read_back_as_the_rows(tmp_path: Path) -> None:
    tables = Tables.of([sample(1), sample(2)])
    write_csv(tables, tmp_path / "csv")
    with (tmp_path / "csv" / "tasks.csv").open(encoding="utf-8-sig", newline="") as handle:
        read = list(csv.DictReader(handle))
    assert [unescape(row["quote"]) for row in read] == [task.quote for task in tables.tasks]
    assert read[0]["path"] == "'-"
    assert read[0]["confidence"] == "0.6"
