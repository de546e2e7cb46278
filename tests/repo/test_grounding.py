"""Every row stands in the text, and the same files give the same bytes, whatever the order of Python's sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from extract import Extractor, InputError, Result
from tests.conftest import CHECKOUT

INBOX = CHECKOUT / "corpus" / "inbox"
QUOTED = ("recipients", "legal_bases", "tasks", "assignments", "deadlines")
RUN_RECORD = "run.json"  # holds the times of the run


def not_in_place(result: Result) -> list[str]:
    return [
        f"{result.document.source_path} {table} [{row.start}:{row.end}] {row.quote!r}"
        for table in QUOTED
        for row in getattr(result, table)
        if not row.quote or row.quote != result.text[row.start : row.end]
    ]


def test_quotes_of_the_inbox_stand_at_their_offsets() -> None:
    extractor = Extractor(CHECKOUT / "rules")
    results = [extractor.extract(path) for path in sorted(INBOX.iterdir())]
    assert sum(len(result.assignments) for result in results) > 100
    assert [line for result in results for line in not_in_place(result)] == []


def test_quotes_of_real_directives_stand_at_their_offsets(shared: Path) -> None:
    extractor = Extractor(CHECKOUT / "rules")
    faults: list[str] = []
    read = 0
    for path in sorted([*(shared / "directives").glob("*.txt"), *(shared / "directives" / "real").glob("*.*")]):
        try:
            result = extractor.extract(path)
        except InputError:
            continue
        read += 1
        faults += not_in_place(result)
    assert read > 50
    assert faults == []


def test_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [
            sys.executable,
            "-c",
            "import sys; from extract.cli import main; sys.exit(main())",
            "run",
            str(INBOX),
        ]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(  # noqa: S603
            [*command, "--out", str(tmp_path / seed)], cwd=CHECKOUT, env=environment, check=True, capture_output=True
        )
    first, second = (files(tmp_path / seed) for seed in ("1", "2"))
    assert len(first) > 30
    assert [name for name in first.keys() | second.keys() if first.get(name) != second.get(name)] == [RUN_RECORD]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
