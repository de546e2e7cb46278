"""Tables read back are the tables that were written, whatever their format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sample_results import sample

from extract.errors import UnreadableRunError
from extract.export import RUN_FILE, Tables, read_tables, write_tables
from extract.rulebook import Rulebook

TABLES = Tables.of([sample(1), sample(2)])


def written(out: Path, rulebook: Rulebook, *formats: str, told: tuple[str, ...] = ()) -> Path:
    out.mkdir(exist_ok=True)
    write_tables(TABLES, out, formats, rulebook=rulebook)
    (out / RUN_FILE).write_text(json.dumps({"options": {"formats": told or formats}}), encoding="utf-8")
    return out


@pytest.mark.parametrize("form", ["csv", "jsonl", "sqlite", "parquet"])
def test_tables_come_back_as_they_were(form: str, tmp_path: Path, rulebook: Rulebook) -> None:
    assert read_tables(written(tmp_path, rulebook, form)) == TABLES


def test_tables_of_an_older_run_in_another_format_are_passed_over(tmp_path: Path, rulebook: Rulebook) -> None:
    written(tmp_path, rulebook, "csv", "parquet", told=("parquet",))
    (tmp_path / "csv" / "tasks.csv").write_text("task_id\n", encoding="utf-8")
    assert read_tables(tmp_path) == TABLES


def test_columns_may_be_missing_or_new(tmp_path: Path, rulebook: Rulebook) -> None:
    out = written(tmp_path, rulebook, "jsonl")
    rows = (out / "jsonl" / "bodies.jsonl").read_text(encoding="utf-8").splitlines()
    old = [{**json.loads(row), "colour": "đỏ"} for row in rows]
    for row in old:
        del row["successor_candidates"]
    (out / "jsonl" / "bodies.jsonl").write_text("\n".join(map(json.dumps, old)), encoding="utf-8")
    assert read_tables(out).bodies == TABLES.bodies


@pytest.mark.parametrize(
    ("break_it", "vi", "en"),
    [
        (lambda out: (out / RUN_FILE).unlink(), "không phải thư mục kết quả", "not the output folder"),
        (lambda out: (out / RUN_FILE).write_text("{"), "không phải thư mục kết quả", "no readable run.json"),
        (lambda out: (out / "csv" / "tasks.csv").unlink(), "thiếu hoặc hỏng", "missing or damaged"),
        (lambda out: (out / "csv" / "tasks.csv").write_text("ordinal\nx\n"), "thiếu hoặc hỏng", "ValueError"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(
    break_it, vi: str, en: str, tmp_path: Path, rulebook: Rulebook
) -> None:  # type: ignore[no-untyped-def]
    out = written(tmp_path, rulebook, "csv")
    break_it(out)
    with pytest.raises(UnreadableRunError) as caught:
        read_tables(out)
    assert vi in caught.value.message
    assert en in caught.value.message_en
    assert "nhiemvu run" in caught.value.remedy


def test_workbook_alone_is_refused(tmp_path: Path, rulebook: Rulebook) -> None:
    with pytest.raises(UnreadableRunError, match="chỉ ghi sổ Excel"):
        read_tables(written(tmp_path, rulebook, "xlsx"))
