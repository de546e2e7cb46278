from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from worker_functions import Bomb, act, double, process_id, share

from extract.batch import Workers
from extract.errors import InputError, RulebookError, WorkerStartError
from extract.model import Limits, processors

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="signals, sessions and memory are those of Linux")
MEMORY = 300 * 1024 * 1024


def _told(tasks: list[Any], limits: Limits = Limits(), workers: int = 1) -> list[Any]:  # noqa: B008
    """Return for each task what it gave, or the code of the error."""
    with Workers(workers, limits) as pool:
        return [one.code if isinstance(one, InputError) else one for one in pool.run(act, tasks)]


def _is_alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def _wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert holds()


@pytest.mark.parametrize("count", [1, 3])
def test_workers_give_outcomes_in_the_order_of_the_tasks(count: int) -> None:
    with Workers(count) as pool:
        assert list(pool.run(double, range(20))) == [2 * task for task in range(20)]
    with Workers(count) as pool:
        assert list(pool.run(double, [])) == []


def test_workers_share_the_processors_while_several_work_and_the_last_has_all() -> None:
    with Workers(2) as pool:
        assert list(pool.run(share, [0.3, 2.0])) == [max(1, processors() // 2), processors()]


def test_workers_keep_one_process_for_many_tasks() -> None:
    with Workers(1) as pool:
        pids = set(pool.run(process_id, range(5)))
    assert len(pids) == 1
    assert os.getpid() not in pids


@pytest.mark.parametrize("count", [1, 2])
def test_workers_give_up_a_task_that_takes_too_long_and_it_alone(count: int) -> None:
    assert _told(["a", "hang", "b", "c"], Limits(seconds=1), count) == ["a", "time-limit", "b", "c"]


@LINUX
def test_workers_end_what_a_hanging_task_has_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    assert _told([f"hang-with-child {note}"], Limits(seconds=2)) == ["time-limit"]
    _wait_until(lambda: not _is_alive(int(note.read_text())))


def test_workers_grant_the_time_that_a_task_asks_for() -> None:
    assert _told(["wait 1.5"], Limits(seconds=1)) == ["wait 1.5"]
    assert _told(["wait 60"], Limits(seconds=1, seconds_at_most=2)) == ["time-limit"]


@LINUX
@pytest.mark.parametrize(("name", "words"), [("SIGSEGV", "SIGSEGV"), ("SIGABRT", "SIGABRT"), ("SIGKILL", "bộ nhớ")])
def test_workers_say_by_which_signal_a_process_ended(name: str, words: str) -> None:
    with Workers(1) as pool:
        lost, other = pool.run(act, [f"signal {name}", "b"])
    assert isinstance(lost, InputError)
    assert (lost.code, other) == ("reader-crashed", "b")
    assert words in lost.message
    assert "" not in {lost.remedy, lost.message_en, lost.remedy_en}


def test_workers_never_run_a_task_twice_that_was_begun(tmp_path: Path) -> None:
    note = tmp_path / "runs"
    assert _told(["a", f"note-and-exit {note}", "b"], workers=2) == ["a", "reader-crashed", "b"]
    assert note.read_text() == "x"


def test_workers_give_up_a_task_that_no_process_can_receive() -> None:
    assert _told(["a", Bomb(), "b"]) == ["a", "reader-crashed", "b"]


@LINUX
@pytest.mark.parametrize("kind", ["grow", "seize"])
def test_workers_give_up_a_task_that_eats_the_memory(kind: str) -> None:
    assert _told(["a", kind, "b"], Limits(memory_bytes=MEMORY)) == ["a", "memory-limit", "b"]


def test_workers_take_a_new_process_after_memory_ran_out() -> None:
    with Workers(1, Limits(memory_bytes=1)) as pool:
        assert len(set(pool.run(process_id, range(2)))) == (2 if sys.platform == "linux" else 1)


def test_workers_report_an_unexpected_error_without_its_words() -> None:
    with Workers(1) as pool:
        error, other = pool.run(act, ["fail", "b"])
    assert isinstance(error, InputError)
    assert (error.code, "ValueError" in error.message, "mật" in error.message) == ("internal-error", True, False)
    assert other == "b"


def test_workers_raise_an_error_of_the_run_when_its_turn_comes() -> None:
    with Workers(2) as pool:
        outcomes = pool.run(act, ["a", "stop", "b"])
        assert next(outcomes) == "a"
        with pytest.raises(RulebookError, match="hỏng"):
            next(outcomes)


def test_workers_take_few_tasks_ahead_of_a_slow_one() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[str]:
        for number in range(100):
            taken.append(number)
            yield "b" if number else "wait 1"

    with Workers(2) as pool:
        outcomes = pool.run(act, tasks())
        next(outcomes)
        assert len(taken) < 30
        assert len(list(outcomes)) == 99


def test_workers_say_when_no_process_can_start(capfd: pytest.CaptureFixture[str]) -> None:
    with Workers(1, preload=("extract.no_such_module",)) as pool, pytest.raises(WorkerStartError, match="khởi động"):
        list(pool.run(act, ["a"]))
    assert "no_such_module" in capfd.readouterr().err


@LINUX
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r});"
        "from extract.batch import Workers; from worker_functions import act;"
        f"list(Workers(1).run(act, ['hang-with-child {note}']))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])  # noqa: S603
    _wait_until(lambda: note.exists() and note.read_text() != "")
    parent.kill()
    parent.wait()
    _wait_until(lambda: not _is_alive(int(note.read_text())))


@LINUX
def test_workers_end_with_the_context_whatever_they_do() -> None:
    with Workers(2) as pool:
        outcomes = pool.run(act, ["a", "hang", "hang"])
        next(outcomes)
        pids = [pid for worker in pool.working if (pid := worker.process_id)]
        assert all(map(_is_alive, pids))
    assert len(pids) == 2
    assert not any(map(_is_alive, pids))
