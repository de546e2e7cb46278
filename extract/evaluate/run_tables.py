"""The tables of a finished run as results, one for each document."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import Any

from extract.export import read_tables, text_name
from extract.model import Result


def results(run: Path) -> dict[str, Result]:
    """Return what a run found, by the stem of each document's file name.

    Args:
        run: the output folder of a finished run.

    Raises:
        UnreadableRunError: its tables cannot be read back.
    """
    tables = read_tables(run)
    task_of = {task.task_id: task.document_id for task in tables.tasks}
    parts: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name in ("legal_bases", "tasks", "targets", "unused", "issues", "recipients"):
        for row in getattr(tables, name):
            parts[row.document_id][name].append(row)
    for name in ("assignments", "deadlines"):
        for row in getattr(tables, name):
            parts[task_of.get(row.task_id, "")][name].append(row)
    found = {}
    for document in tables.documents:
        path = run / text_name(document.document_id)
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        rows: dict[str, Any] = {name: tuple(ones) for name, ones in parts[document.document_id].items()}
        found[PurePosixPath(document.source_path).stem] = Result(document=document, text=text, **rows)
    return found
