"""One run from its inputs to its folder: every table in every format, the texts and the record of the run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.batch.running import Reader, read_all
from extract.export import (
    RUN_FILE,
    InputRecord,
    Options,
    RunRecord,
    Staging,
    Tables,
    Times,
    former_documents,
    places_beside,
    schemas,
    text_name,
    write_record,
    write_tables,
    write_texts,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from extract.batch.inputs import Stock
    from extract.batch.workers import Workers
    from extract.model import Document, Result
    from extract.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Job:
    """What a run reads and writes: ``formats`` are names from `extract.export.FORMATS`."""

    stock: Stock
    out: Path
    formats: tuple[str, ...]
    lang: str = "vi"
    as_of: dt.date | None = None
    received_on: dt.date | None = None


def run_job(
    job: Job,
    rulebook: Rulebook,
    pool: Workers,
    *,
    version: str,
    clock: Callable[[], dt.datetime],
    watch: Callable[[Iterator[Result]], Iterable[Result]] = iter,
) -> Tables:
    """Read all inputs of a job and write its folder, whole or not at all.

    Args:
        job: what to read and write.
        rulebook: the rules.
        pool: the processes that read; they end with the last document.
        version: version of the program, for the record.
        clock: gives the time, which stands in the record only.
        watch: is handed the results one by one and must pass them on (a progress display).

    Returns:
        the rows that were written.

    Raises:
        ExportError: something cannot be written; what stood in the folder before still does.
        RulebookError: a rule that is needed is not valid.
        WorkerStartError: no process can be started to read.
    """
    started = clock()
    with Staging(job.out) as staging:
        reader = Reader(rulebook, job.as_of, job.received_on)
        results = read_all(job.stock.inputs, reader, pool)
        tables = Tables.of(write_texts(watch(results), staging.folder))
        write_tables(tables, staging.folder, job.formats, rulebook=rulebook, lang=job.lang)
        times = Times(started.isoformat(timespec="seconds"), round((clock() - started).total_seconds(), 3), pool.count)
        write_record(_record(job, tables, version, rulebook.version, times), staging.folder)
        read = {document.document_id for document in tables.documents if document.status != "failed"}
        stale = former_documents(job.out) - read
        texts = [Path(text_name(document_id)) for document_id in sorted(stale)]
        names = [name.as_posix() for text in texts for name in (text, places_beside(text))]
        staging.publish(last=RUN_FILE, stale=names)
    return tables


def _record(job: Job, tables: Tables, version: str, rules_version: str, times: Times) -> RunRecord:
    return RunRecord(
        version=version,
        rules_version=rules_version,
        options=Options(job.formats, job.lang, _iso(job.as_of), _iso(job.received_on)),
        counts={schema.name: len(getattr(tables, schema.name)) for schema in schemas()},
        inputs=tuple(_input_records(job, tables.documents)),
        skipped=job.stock.skipped,
        times=times,
    )


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _input_records(job: Job, documents: Iterable[Document]) -> Iterator[InputRecord]:
    for item, document in zip(job.stock.inputs, documents, strict=True):
        yield InputRecord(item.source_path, item.sha256, document.document_id, document.status, item.duplicates)
