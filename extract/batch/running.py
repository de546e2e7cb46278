"""Runs the pipeline over many inputs: one bad document never stops the others, and results come in input order."""

from __future__ import annotations

import hashlib
import signal
import traceback
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extract.errors import InputError, RulebookError
from extract.model import Issue, Mentions, Result
from extract.pipeline import failed, process
from extract.rulebook import AddedRow, Rulebook

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from extract.batch.inputs import Input

_PACKAGE: Final = Path(__file__).parent.parent
_Recipe = tuple[Path, tuple[AddedRow, ...]]  # what a worker process makes its rulebook of
_AHEAD: Final = 4  # documents in flight per process: enough to keep it busy, few enough to keep memory flat


class InternalError(InputError):
    """A document on which the program itself failed; the message holds no words of the document."""

    code = "internal-error"


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that a run was told: for which bodies are named, and on which the documents were received."""

    as_of: dt.date | None
    received_on: dt.date | None


def run_batch(
    inputs: Iterable[Input],
    rulebook: Rulebook,
    *,
    as_of: dt.date | None = None,
    received_on: dt.date | None = None,
    workers: int = 1,
) -> Iterator[Result]:
    """Yield the result of every input in input order, a failed result for one that cannot be read.

    Args:
        inputs: the documents.
        rulebook: the rules; worker processes load the same folder once each.
        as_of: the day for which bodies are named; None means the date of each directive.
        received_on: when the documents were received; None leaves open what is due so many days after that.
        workers: number of processes; 1 stays in this one.

    Yields:
        results without their mentions, which no table needs.

    Raises:
        RulebookError: a rule that is needed is not valid.
    """
    waiting = deque(inputs)
    days = _Days(as_of, received_on)
    if workers > 1 and len(waiting) > 1:
        yield from _in_processes(waiting, (rulebook.root, rulebook.added), days, workers)
    else:
        for item in waiting:
            yield _read(item, rulebook, days)


def _read(item: Input, rulebook: Rulebook, days: _Days) -> Result:
    try:
        if item.error:
            raise item.error
        result = process(
            item.path,
            rulebook,
            as_of=days.as_of,
            received_on=days.received_on,
            source_path=item.source_path,
            member=item.member,
            options=item.options,
        )
    except InputError as error:
        result = failed(item.path, error, source_path=item.source_path, sha256=item.sha256)
    except RulebookError:
        raise
    except Exception as error:  # whatever it is, the other documents go on
        result = failed(item.path, _internal(error), source_path=item.source_path, sha256=item.sha256)
    notes = tuple(_duplicate(result, path) for path in item.duplicates)
    return replace(result, issues=result.issues + notes, mentions=Mentions())


def _in_processes(waiting: deque[Input], recipe: _Recipe, days: _Days, workers: int) -> Iterator[Result]:
    """Yield results until nothing waits; a document that brings its process down is tried alone, then given up."""
    while waiting:
        try:
            yield from _while_whole(waiting, recipe, days, workers)
        except BrokenProcessPool:
            yield _alone(waiting.popleft(), recipe, days)


def _while_whole(waiting: deque[Input], recipe: _Recipe, days: _Days, workers: int) -> Iterator[Result]:
    """Yield results and take their inputs from ``waiting``, until it is empty or a process dies."""
    pool = _pool(workers)
    try:
        sent = deque(pool.submit(_work, item, recipe, days) for item in islice(waiting, workers * _AHEAD))
        while sent:
            result = sent.popleft().result()
            waiting.popleft()
            yield result
            if len(waiting) > len(sent):
                sent.append(pool.submit(_work, waiting[len(sent)], recipe, days))
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(item: Input, recipe: _Recipe, days: _Days) -> Result:
    pool = _pool(1)
    try:
        return pool.submit(_work, item, recipe, days).result()
    except BrokenProcessPool as error:
        return failed(item.path, _internal(error), source_path=item.source_path, sha256=item.sha256)
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the same on every system, and safe beside the threads of the progress display.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(item: Input, recipe: _Recipe, days: _Days) -> Result:
    return _read(item, _rulebook(recipe), days)


@cache
def _rulebook(recipe: _Recipe) -> Rulebook:
    """Return the rulebook of this worker process."""
    return Rulebook(*recipe)


def _internal(error: Exception) -> InternalError:
    """Name the kind and the place of an unexpected error, never its text, which may quote the document."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    where = f"{Path(own[-1].filename).relative_to(_PACKAGE).as_posix()}:{own[-1].lineno}" if own else "?"
    what = f"{type(error).__name__}, {where}"
    return InternalError(
        f"Chương trình gặp lỗi khi xử lý văn bản này ({what}).",
        "Hãy báo lỗi này cho người phát triển, kèm thông tin trong ngoặc.",
        message_en=f"The program failed on this document ({what}).",
        remedy_en="Report this to the developers with what stands in the brackets.",
    )


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
