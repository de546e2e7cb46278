"""The side of the worker process: it does one task after the other and tells its parent when each begins and ends."""

from __future__ import annotations

import faulthandler
import importlib
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from extract.batch.faults import internal, memory_is_full
from extract.errors import InputError, NhiemvuError
from extract.model import Limits, MoreTime, processors

if TYPE_CHECKING:
    from ctypes import c_int
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")
Function = Callable[[T, MoreTime], R]

_GRACE: Final = 10.0  # seconds after its time in which a process ends itself that nobody has ended


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is to do with every task, and within which limits."""

    function: Function[Any, Any]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker runs and has loaded what it was told to."""


@dataclass(frozen=True, slots=True)
class Began:
    """The worker has received a task."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The task may take so many seconds more."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Done:
    """The task has an outcome: what the function returned, or the error that it raised.

    ``stops`` says that the error is one of the run, not of the task.
    """

    outcome: Any
    stops: bool = False


def serve(connection: Connection, preload: tuple[str, ...], busy: c_int) -> None:
    """Do tasks until the parent closes the connection or is gone.

    Args:
        connection: brings an `Order`, then the tasks; takes the messages of this module.
        preload: modules to import while the parent gathers the tasks.
        busy: how many processes work; the parent keeps it, and so it survives whatever ends one of them.
    """
    _stand_apart()
    for module in preload:
        importlib.import_module(module)
    connection.send(Ready())
    _fall_silent()
    try:
        order: Order = connection.recv()
        _bind(order.limits)
        while True:
            task = connection.recv()
            connection.send(Began())
            connection.send(_done(order, task, connection, busy))
    except (EOFError, ConnectionError):
        return


def attempt(function: Function[T, R], task: T, more_time: MoreTime, limits: Limits) -> R | InputError:
    """Return what ``function`` makes of a task, or why it makes nothing of it.

    Raises:
        NhiemvuError: an error of the run (faulty rules), not of the task.
    """
    try:
        return function(task, more_time)
    except InputError as error:
        return error
    except NhiemvuError:
        raise
    except MemoryError:
        return memory_is_full(limits.memory_bytes)
    except Exception as error:  # whatever it is, the other documents go on
        return internal(error)


def _done(order: Order, task: object, connection: Connection, busy: c_int) -> Done:
    allowed = order.limits.seconds

    def more_time(seconds: float) -> int:
        nonlocal allowed
        allowed += seconds
        faulthandler.dump_traceback_later(allowed + _GRACE, exit=True, file=2)
        connection.send(Asked(seconds))
        return max(1, processors() // max(1, busy.value))

    # Its clock is a thread in C that no endless loop holds up, be it in Python or in a library.
    faulthandler.dump_traceback_later(allowed + _GRACE, exit=True, file=2)
    try:
        return Done(attempt(order.function, task, more_time, order.limits))
    except NhiemvuError as error:
        return Done(error, stops=True)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _stand_apart() -> None:
    """Lead a session of one's own: interrupts go to the parent, and the parent ends all that is started here."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.setsid()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait until the parent is gone, whatever ended it, and end this process with all that it has started."""
    parent = parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    if sys.platform != "win32":
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


def _fall_silent() -> None:
    """Let nothing that libraries print, which may quote a document, reach the terminal or a log."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.close(null)


def _bind(limits: Limits) -> None:
    """Bound what the parent's watch over the resident memory is too slow for; leave no core, which holds the text."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most, hard = 2 * limits.memory_bytes, resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
