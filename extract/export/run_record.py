"""``run.json``: what was run on what, with which rules, and what came of it. Equal runs differ only in ``times``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from extract.export.staging import writing

if TYPE_CHECKING:
    from pathlib import Path

RUN_FILE: Final = "run.json"


@dataclass(frozen=True, slots=True)
class InputRecord:
    """One document of the run; ``duplicates`` are paths with the same bytes, which were not read again."""

    source_path: str
    sha256: str
    document_id: str
    status: str
    duplicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that was passed over, and why (``hidden``, ``lock-file``, ``output`` ...)."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Options:
    """What the run was told.

    ``as_of`` is an ISO date, or empty for the date of each directive; ``received_on`` one, or empty when not known.
    """

    formats: tuple[str, ...]
    lang: str = "vi"
    as_of: str = ""
    received_on: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """When the run started (ISO 8601 with zone), how long it took in seconds, and with how many processes."""

    started_at: str
    seconds: float
    workers: int = 1


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The content of ``run.json``; ``counts`` holds the number of rows by table."""

    version: str
    rules_version: str
    options: Options
    counts: dict[str, int]
    inputs: tuple[InputRecord, ...]
    skipped: tuple[Skipped, ...]
    times: Times


def write_record(record: RunRecord, out: Path) -> None:
    """Write the record as indented JSON into ``out``.

    Raises:
        ExportError: it cannot be written.
    """
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
    with writing(out):
        (out / RUN_FILE).write_bytes(text.encode() + b"\n")


def former_documents(out: Path) -> frozenset[str]:
    """Return the ids of the documents of the run in ``out``; none when there is no run or its record is damaged."""
    try:
        record = json.loads((out / RUN_FILE).read_bytes())
        return frozenset(str(entry["document_id"]) for entry in record["inputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
