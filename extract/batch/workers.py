"""A pool of worker processes in which a task that hangs, crashes or eats memory costs itself alone.

Processes are spawned: the same on every system, and safe beside the threads of a progress display. Each leads a
session of its own, so that it ends together with all that it started.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter, deque
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, TypeVar

from extract.batch.faults import crashed, memory_is_full, time_is_up
from extract.batch.memory import resident_bytes
from extract.batch.worker import Asked, Began, Done, Function, Order, Ready, serve
from extract.errors import InputError, MemoryLimitError, WorkerStartError
from extract.model import LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from ctypes import c_int
    from types import TracebackType

T = TypeVar("T")
R = TypeVar("R")

_AHEAD: Final = 8  # outcomes per process that may wait for an earlier one: memory stays flat, a slow task holds up few
_START_SECONDS: Final = 120.0  # in which a new process must have begun its task, on a machine however busy
_WATCH_SECONDS: Final = 0.1  # between two looks at clock and memory
_STILLBORN: Final = 3  # processes in a row that end before they can do anything, after which none ever will
_TRIES: Final = 2  # processes to which a task is handed that none of them began


class Workers:
    """Processes for one round of tasks.

    The first process starts at once, so that it loads its modules while the tasks are gathered; the others when there
    is work for them. All end with the round, or when the context is left.

    Args:
        count: the most processes at a time.
        limits: what one task may cost.
        preload: modules that every process imports at its start.
    """

    def __init__(self, count: int, limits: Limits = LIMITS, *, preload: tuple[str, ...] = ()) -> None:
        self.limits = limits
        self.count = count
        self.working: list[_Worker] = []
        # Processors are shared by those that work at the time: an idle process leaves its share to the others.
        self.busy = get_context("spawn").RawValue("i", 0)
        self._preload = preload

    def __enter__(self) -> Workers:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def run(self, function: Function[T, R], tasks: Iterable[T]) -> Iterator[R | InputError]:
        """Yield for every task, in their order, what ``function`` returns, or why it returned nothing.

        Args:
            function: is called in a worker process with a task and a way to ask for more time; it is pickled.
            tasks: are pickled too; they are taken as they are needed.

        Raises:
            NhiemvuError: ``function`` raised an error that is none of its task; or no process can be started.
        """
        yield from _Round(self, Order(function, self.limits), iter(tasks)).outcomes()

    def start(self) -> _Worker:
        """Start one more process."""
        worker = _Worker(self._preload, self.busy)
        self.working.append(worker)
        return worker

    def drop(self, worker: _Worker) -> int | None:
        """End one process; return its exit code."""
        self.working.remove(worker)
        return worker.end()

    def end(self) -> None:
        """End all processes and what they have started, in the middle of whatever they do."""
        while self.working:
            self.working.pop().end()


class _Worker:
    """A process as its parent sees it: ``number`` is the task that it has, None for none."""

    def __init__(self, preload: tuple[str, ...], busy: c_int) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, preload, busy), daemon=True)
        self._process.start()
        theirs.close()
        self._ordered = False
        self.ready = False
        self.number: int | None = None
        self.began = False
        self.allowed = 0.0
        self._since = 0.0

    def hand(self, number: int, task: object, order: Order) -> None:
        """Hand a task over; a process that has just died is found out by its silence."""
        self.number, self.began, self.allowed, self._since = number, False, _START_SECONDS, time.monotonic()
        with suppress(ConnectionError):
            if not self._ordered:
                self._ordered = True
                self.connection.send(order)
            self.connection.send(task)

    def begin(self, seconds: float) -> None:
        """Let the clock of the task run from now on."""
        self.began, self.allowed, self._since = True, seconds, time.monotonic()

    def is_late(self) -> bool:
        """Tell whether the process has had more time than it is allowed."""
        return time.monotonic() - self._since > self.allowed

    @property
    def process_id(self) -> int:
        """Its number among the processes of the system."""
        return self._process.pid or 0

    def resident(self) -> int:
        """Return the memory that it holds, with what it has started."""
        return resident_bytes(self.process_id)

    def end(self) -> int | None:
        """End the process with all of its session; return how it ended: by itself before, or by this."""
        if sys.platform != "win32" and self.process_id:  # of the group 0 is this process
            with suppress(ProcessLookupError, PermissionError):  # it may not lead its session yet, or no longer be
                os.killpg(self.process_id, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self._process.close()
        self.connection.close()
        return code


class _Round:
    """One pass over the tasks; tasks are known by their numbers."""

    def __init__(self, pool: Workers, order: Order, tasks: Iterator[Any]) -> None:
        self._pool = pool
        self._order = order
        self._limits = order.limits
        self._tasks = enumerate(tasks)
        self._again: deque[tuple[int, Any]] = deque()
        self._handed: dict[int, Any] = {}
        self._tries: Counter[int] = Counter()
        self._outcomes: dict[int, Done] = {}
        self._due = 0
        self._next = 0
        self._stillborn = 0
        self._looked = 0.0

    def outcomes(self) -> Iterator[Any]:
        """Yield the outcomes in the order of the tasks."""
        try:
            while True:
                self._hand_out()
                if self._due in self._outcomes:
                    done = self._outcomes.pop(self._due)
                    self._due += 1
                    if done.stops:
                        raise done.outcome
                    yield done.outcome
                elif self._handed:
                    self._listen()
                else:
                    return
        finally:
            self._pool.end()

    def _hand_out(self) -> None:
        while len(self._handed) < self._pool.count and (waiting := self._waiting()):
            number, task = waiting
            worker = next((one for one in self._pool.working if one.number is None), None) or self._pool.start()
            self._handed[number] = task
            self._pool.busy.value = len(self._handed)
            worker.hand(number, task, self._order)

    def _waiting(self) -> tuple[int, Any] | None:
        if self._again:
            return self._again.popleft()
        if self._next >= self._due + _AHEAD * self._pool.count:
            return None
        waiting = next(self._tasks, None)
        self._next += waiting is not None
        return waiting

    def _listen(self) -> None:
        busy = {worker.connection: worker for worker in self._pool.working if worker.number is not None}
        heard = wait(list(busy), _WATCH_SECONDS)
        for connection, worker in busy.items():
            if connection in heard:
                self._hear(worker)
        if time.monotonic() - self._looked > _WATCH_SECONDS:
            self._looked = time.monotonic()
            for worker in [worker for worker in self._pool.working if worker.number is not None]:
                self._watch(worker)

    def _hear(self, worker: _Worker) -> None:
        try:
            message = worker.connection.recv()
        except Exception:  # it ended, in the middle of a message or before; or what it sent is no message
            self._bury(worker)
            return
        if isinstance(message, Ready):
            worker.ready = True
            self._stillborn = 0
        elif isinstance(message, Began):
            worker.begin(self._limits.seconds)
        elif isinstance(message, Asked):
            most = max(self._limits.seconds, self._limits.seconds_at_most)
            worker.allowed = min(worker.allowed + message.seconds, most)
        else:
            self._finish(worker, message)

    def _finish(self, worker: _Worker, done: Done) -> None:
        """Keep the outcome, and the process unless it holds so much memory that the next task would pay for it."""
        self._settle(worker, done)
        if isinstance(done.outcome, MemoryLimitError) or worker.resident() * 2 > self._limits.memory_bytes:
            self._pool.drop(worker)

    def _settle(self, worker: _Worker, done: Done) -> None:
        if worker.number is not None:
            del self._handed[worker.number]
            self._pool.busy.value = len(self._handed)
            self._outcomes[worker.number] = done
            worker.number = None

    def _watch(self, worker: _Worker) -> None:
        """End a process that takes more than it may."""
        if worker.is_late() and not worker.connection.poll():  # else it has an answer that is not yet heard
            self._pool.drop(worker)
            self._give_up(worker, time_is_up(worker.allowed))
        elif worker.began and worker.resident() > self._limits.memory_bytes:
            self._pool.drop(worker)
            self._give_up(worker, memory_is_full(self._limits.memory_bytes))

    def _bury(self, worker: _Worker) -> None:
        """Deal with a process that ended by itself."""
        late, exit_code = worker.is_late(), self._pool.drop(worker)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                raise _no_start(exit_code)
        # One that nobody ended in time, because the parent was held up, ends itself with 1.
        self._give_up(worker, time_is_up(worker.allowed) if late and exit_code == 1 else crashed(exit_code))

    def _give_up(self, worker: _Worker, error: InputError) -> None:
        """Settle the task of a process that is no more; one that was never begun is handed out again."""
        number = worker.number
        if number is None:
            return
        self._tries[number] += worker.ready
        if worker.began or self._tries[number] >= _TRIES:
            self._settle(worker, Done(error))
        else:
            self._again.append((number, self._handed.pop(number)))


def _no_start(exit_code: int | None) -> WorkerStartError:
    return WorkerStartError(
        f"Không khởi động được tiến trình đọc tệp (mã {exit_code}).",
        "Hãy kiểm tra bộ nhớ còn trống và việc cài đặt; chương trình Python gọi nhiemvu cần có "
        "“if __name__ == '__main__':”.",
        message_en=f"The process that reads the files cannot be started (exit {exit_code}).",
        remedy_en="Check free memory and the installation; a Python program that calls nhiemvu needs "
        "“if __name__ == '__main__':”.",
    )
