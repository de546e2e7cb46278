"""What worker processes are told to do in tests: they import this module and nothing heavy with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import RulebookError

if TYPE_CHECKING:
    from extract.batch import Input
    from extract.model import MoreTime


def double(task: int, more_time: MoreTime) -> int:
    time.sleep(0.02 * (task % 3))
    return 2 * task


def process_id(task: int, more_time: MoreTime) -> int:
    return os.getpid()


def share(task: float, more_time: MoreTime) -> int:
    """Return on how many processors the task may work after so many seconds."""
    time.sleep(task)
    return more_time(1)


def act(task: str, more_time: MoreTime) -> str:
    """Do the kind of harm that the task names before its first blank."""
    kind, _, rest = task.partition(" ")
    _ACTS.get(kind, _nothing)(rest, more_time)
    return task


def _nothing(rest: str, more_time: MoreTime) -> None:
    return None


def _hang(rest: str, more_time: MoreTime) -> None:
    time.sleep(60)


def _hang_with_child(rest: str, more_time: MoreTime) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(rest).write_text(str(child.pid))
    child.wait()


def _wait(rest: str, more_time: MoreTime) -> None:
    more_time(30)
    time.sleep(float(rest))


def _signal(rest: str, more_time: MoreTime) -> None:
    os.kill(os.getpid(), signal.Signals[rest])


def _note_and_exit(rest: str, more_time: MoreTime) -> None:
    with Path(rest).open("a") as handle:
        handle.write("x")
    os._exit(3)


def _grow(rest: str, more_time: MoreTime) -> None:
    held = []
    while True:
        held.append(b"x" * 10_000_000)
        time.sleep(0.005)


def _seize(rest: str, more_time: MoreTime) -> None:
    bytearray(10**12)


def _fail(rest: str, more_time: MoreTime) -> None:
    raise ValueError("mật")


def _stop(rest: str, more_time: MoreTime) -> None:
    raise RulebookError("hỏng")


_ACTS = {
    "hang": _hang,
    "hang-with-child": _hang_with_child,
    "wait": _wait,
    "signal": _signal,
    "note-and-exit": _note_and_exit,
    "grow": _grow,
    "seize": _seize,
    "fail": _fail,
    "stop": _stop,
}


class Bomb:
    """A task that ends every process which unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (os._exit, (3,))


@dataclass(frozen=True)
class HangingReader:
    """Stands in for the reader of a run: it leaves the number of its process beside the input, and hangs."""

    folder: str

    def __call__(self, item: Input, more_time: MoreTime) -> None:
        Path(self.folder, "started.new").write_text(str(os.getpid()))
        Path(self.folder, "started.new").rename(Path(self.folder, "started"))
        time.sleep(60)
