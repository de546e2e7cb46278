"""Runs the pipeline over many inputs: one bad document never stops the others, and results come in input order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.batch.worker import attempt
from extract.batch.workers import Workers
from extract.errors import InputError
from extract.model import LIMITS, Issue, Limits, Mentions, MoreTime, Result, no_more_time

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from extract.batch.inputs import Input
    from extract.rulebook import Rulebook

PRELOAD: Final = ("extract.pipeline",)
"""What a worker process loads while its parent takes stock."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes a result of an input; in a worker process it loads the rules anew.

    Attributes:
        rulebook: the rules.
        as_of: the day for which bodies are named; None means the date of each directive.
        received_on: when the documents were received; None leaves open what is due so many days after that.
    """

    rulebook: Rulebook
    as_of: dt.date | None = None
    received_on: dt.date | None = None

    def __call__(self, item: Input, more_time: MoreTime) -> Result:
        """Read one document; its mentions are left out, which no table needs."""
        from extract.pipeline import process  # the parent of worker processes never needs it

        result = process(
            item.path,
            self.rulebook,
            as_of=self.as_of,
            received_on=self.received_on,
            source_path=item.source_path,
            member=item.member,
            options=item.options,
            more_time=more_time,
        )
        return replace(result, mentions=Mentions())


def run_batch(
    inputs: Iterable[Input],
    rulebook: Rulebook,
    *,
    as_of: dt.date | None = None,
    received_on: dt.date | None = None,
    limits: Limits = LIMITS,
    workers: int = 1,
    isolated: bool = True,
) -> Iterator[Result]:
    """Yield the result of every input in input order, a failed result for one that cannot be read.

    Args:
        inputs: the documents.
        rulebook: the rules; worker processes load the same folder once each.
        as_of: the day for which bodies are named; None means the date of each directive.
        received_on: when the documents were received; None leaves open what is due so many days after that.
        limits: what a document may cost.
        workers: number of processes.
        isolated: read in worker processes, even if only in one; otherwise in this process, one after the other, where
            nobody looks at clock and memory, and what brings the process down brings all down.

    Yields:
        results without their mentions, which no table needs.

    Raises:
        RulebookError: a rule that is needed is not valid.
        WorkerStartError: no worker process can be started.
    """
    reader = Reader(rulebook, as_of, received_on)
    if isolated:
        with Workers(workers, limits, preload=PRELOAD) as pool:
            yield from read_all(inputs, reader, pool)
    else:
        for item in inputs:
            yield _result(item, item.error if item.error else attempt(reader, item, no_more_time, limits))


def read_all(inputs: Iterable[Input], reader: Reader, pool: Workers) -> Iterator[Result]:
    """Yield what ``reader`` makes of every input, in their order, read by the processes of ``pool``."""
    inputs = list(inputs)
    outcomes = pool.run(reader, (item for item in inputs if not item.error))
    for item in inputs:
        yield _result(item, item.error if item.error else next(outcomes))
    pool.end()  # and leave the memory to those who write the tables


def _result(item: Input, outcome: Result | InputError) -> Result:
    """Return the rows of a document that was read, or of one that was not, with those of its duplicates."""
    if isinstance(outcome, InputError):
        from extract.pipeline import failed  # as above: most runs need it for no document

        outcome = failed(item.path, outcome, source_path=item.source_path, sha256=item.sha256)
    notes = tuple(_duplicate(outcome, path) for path in item.duplicates)
    return replace(outcome, issues=outcome.issues + notes)


def _duplicate(result: Result, path: str) -> Issue:
    document = result.document
    text = f"{document.document_id}\0duplicate-file\0{path}"
    return Issue(
        issue_id="i" + hashlib.sha256(text.encode()).hexdigest()[:12],
        document_id=document.document_id,
        severity="info",
        code="duplicate-file",
        message=f"Tệp “{path}” trùng từng byte với “{document.source_path}” nên không đọc lại.",
    )
