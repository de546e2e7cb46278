"""Results -> files: CSV, workbook, Parquet, SQLite, JSON Lines and canonical texts, all from the same rows."""

from __future__ import annotations

from dataclasses import astuple
from functools import partial
from typing import TYPE_CHECKING, Final

from extract.export.concerns import CONCERN_COLUMNS, Concern, Concerns
from extract.export.csv_files import escape, unescape, write_csv, write_rows
from extract.export.folders import PLACES
from extract.export.jsonl import write_jsonl
from extract.export.parquet import write_parquet
from extract.export.places import read_places, write_places
from extract.export.reading import read_tables
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
from extract.export.workbook import write_sheet, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from extract.model import Result
    from extract.rulebook import Rulebook

__all__ = [
    "CONCERN_COLUMNS",
    "FORMATS",
    "RUN_FILE",
    "Column",
    "Concern",
    "Concerns",
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
    "places_beside",
    "read_places",
    "read_tables",
    "schemas",
    "text_name",
    "unescape",
    "write_concerns",
    "write_places",
    "write_record",
    "write_rows",
    "write_tables",
    "write_texts",
    "written_to",
]

FORMATS: Final = ("csv", "xlsx", "parquet", "sqlite", "jsonl")


def written_to(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the file or folder below the output in which each format stands."""
    return tuple(PLACES[name] for name in formats)


def text_name(document_id: str) -> str:
    """Return where the canonical text of a document stands below the output."""
    return f"text/{document_id}.txt"


def places_beside(text: Path) -> Path:
    """Return the path of the file that tells where the lines of a text file stand on their pages."""
    return text.with_suffix(".places.csv")


def write_texts(results: Iterable[Result], out: Path) -> Iterator[Result]:
    """Pass the results on, writing the canonical text of each: UTF-8 without mark, line feeds as they are.

    Where its lines stand on their pages is written beside the text of a document that has pages.

    Offsets of all tables count the code points of these files. A document that could not be read has no text file.

    Raises:
        ExportError: a text cannot be written.
    """
    with writing(out):
        (out / "text").mkdir()
    for result in results:
        if result.document.status != "failed":
            with writing(out):
                text = out / text_name(result.document.document_id)
                text.write_bytes(result.text.encode())
                if result.places:
                    write_places(result.places, places_beside(text))
        yield result


def write_concerns(rows: Sequence[Concern], path: Path, rulebook: Rulebook, lang: str = "vi") -> None:
    """Write a list of `Concerns` to a workbook (``.xlsx``) or, under any other name, as CSV.

    Raises:
        ExportError: the file cannot be written.
        RulebookError: headings are missing from the rules.
    """
    with writing(path):
        if path.suffix.lower() == ".xlsx":
            names = [heading.column for heading in Wording(rulebook, lang).headings("concerns")]
            write_sheet("concerns", (map(partial(getattr, row), names) for row in rows), path, rulebook, lang)
        else:
            with path.open("w", encoding="utf-8-sig", newline="") as handle:
                write_rows(CONCERN_COLUMNS, map(astuple, rows), handle)


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
            write_csv(tables, out / PLACES["csv"])
        if "jsonl" in formats:
            write_jsonl(tables, out / PLACES["jsonl"])
        if "sqlite" in formats:
            write_sqlite(tables, out / PLACES["sqlite"])
        if "parquet" in formats:
            write_parquet(tables, out / PLACES["parquet"])
        if "xlsx" in formats:
            write_workbook(tables, out / PLACES["xlsx"], rulebook, lang)
