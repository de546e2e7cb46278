"""Reads the tables that a run wrote back into results, one for each document."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from extract.errors import RunError
from extract.export import Schema, schemas, text_name, unescape
from extract.export.tables import RECORDS
from extract.model import Result

if TYPE_CHECKING:
    from extract.export import Column

_LONGEST_CELL = 10**8


def results(run: Path) -> dict[str, Result]:
    """Return what a run found, by the stem of each document's file name.

    Args:
        run: an output folder with CSV tables, or the folder of the tables itself.

    Raises:
        RunError: a table is missing or not of its form.
    """
    folder = run / "csv" if (run / "csv").is_dir() else run
    try:
        tables = {schema.name: _rows(folder, schema) for schema in schemas()}
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise RunError(run, error) from error
    task_of = {task.task_id: task.document_id for task in tables["tasks"]}
    parts: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name in ("legal_bases", "tasks", "targets", "unused", "issues", "recipients"):
        for row in tables[name]:
            parts[row.document_id][name].append(row)
    for name in ("assignments", "deadlines"):
        for row in tables[name]:
            parts[task_of.get(row.task_id, "")][name].append(row)
    found = {}
    for document in tables["documents"]:
        path = run / text_name(document.document_id)
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        rows: dict[str, Any] = {name: tuple(ones) for name, ones in parts[document.document_id].items()}
        found[PurePosixPath(document.source_path).stem] = Result(document=document, text=text, **rows)
    return found


def _rows(folder: Path, schema: Schema) -> list[Any]:
    path = folder / f"{schema.name}.csv"
    if not path.exists() and schema.name in ("targets", "unused"):  # runs of version 0.1.0 had neither
        return []
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return [
            RECORDS[schema.name](
                **{column.name: _cell(row[column.name], column) for column in schema.columns if column.name in row}
            )
            for row in csv.DictReader(handle)
        ]


def _cell(cell: str, column: Column) -> Any:
    match column.kind:
        case "integer":
            return int(cell) if cell else None
        case "real":
            return float(cell) if cell else 0.0
        case "boolean":
            return cell == "true"
    return unescape(cell)
