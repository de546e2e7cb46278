"""Results -> files: CSV, workbook, Parquet, SQLite, JSON Lines and canonical texts, all from the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract.export.csv_files import escape, unescape, write_csv
from extract.export.jsonl import write_jsonl
from extract.export.parquet import write_parquet
from extract.export.run_record import (
    RUN_FILE,
    InputRecord,
    Options,
    RunRecord,
    Skipped,
    Times,
    former_documents,
    write_record,
)
from extract.export.sqlite import write_sqlite
from extract.export.staging import Staging, writing
from extract.export.tables import Column, Schema, Tables, schemas
from extract.export.wording import Wording
from extract.export.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from extract.model import Result
    from extract.rulebook import Rulebook

__all__ = [
    "FORMATS",
    "RUN_FILE",
    "Column",
    "InputRecord",
    "Options",
    "RunRecord",
    "Schema",
    "Skipped",
    "Staging",
    "Tables",
    "Times",
    "Wording",
    "escape",
    "former_documents",
    "places",
    "schemas",
    "text_name",
    "unescape",
    "write_record",
    "write_tables",
    "write_texts",
]

FORMATS: Final = ("csv", "xlsx", "parquet", "sqlite", "jsonl")
_PLACES: Final = {
    "csv": "csv",
    "xlsx": "nhiemvu.xlsx",
    "parquet": "parquet",
    "sqlite": "nhiemvu.sqlite",
    "jsonl": "jsonl",
}


def places(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the file or folder below the output in which each format stands."""
    return tuple(_PLACES[name] for name in formats)


def text_name(document_id: str) -> str:
    """Return where the canonical text of a document stands below the output."""
    return f"text/{document_id}.txt"


def write_texts(results: Iterable[Result], out: Path) -> Iterator[Result]:
    """Pass the results on, writing the canonical text of each: UTF-8 without mark, line feeds as they are.

    Offsets of all tables count the code points of these files. A document that could not be read has no text file.

    Raises:
        ExportError: a text cannot be written.
    """
    with writing(out):
        (out / "text").mkdir()
    for result in results:
        if result.document.status != "failed":
            with writing(out):
                (out / text_name(result.document.document_id)).write_bytes(result.text.encode())
        yield result


def write_tables(tables: Tables, out: Path, formats: Sequence[str], *, rulebook: Rulebook, lang: str = "vi") -> None:
    """Write the tables in each of ``formats`` below the folder ``out``, where none of them stands yet.

    Args:
        tables: the rows.
        out: an existing folder.
        formats: names from `FORMATS`.
        rulebook: holds the headings and labels of the workbook.
        lang: language of the workbook, ``vi`` or ``en``.

    Raises:
        ExportError: something cannot be written, with cause and remedy.
        RulebookError: headings or labels are missing from the rules.
    """
    with writing(out):
        if "csv" in formats:
            write_csv(tables, out / _PLACES["csv"])
        if "jsonl" in formats:
            write_jsonl(tables, out / _PLACES["jsonl"])
        if "sqlite" in formats:
            write_sqlite(tables, out / _PLACES["sqlite"])
        if "parquet" in formats:
            write_parquet(tables, out / _PLACES["parquet"])
        if "xlsx" in formats:
            write_workbook(tables, out / _PLACES["xlsx"], rulebook, lang)
