"""Reads broken files and counts what becomes of them: ``python -m benchmarks.fuzz FOLDER --minutes 10 --seed 1``.

Every mutant is read or refused with cause and remedy. An internal error, a crash, or a limit that is reached is a
finding: it is printed with its place, and ``--keep`` writes the file.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from benchmarks.mutations import mutant
from extract.batch import Workers
from extract.errors import InputError
from extract.ingest import read
from extract.model import Limits, MoreTime
from extract.pipeline import process
from extract.rulebook import Rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIMITS: Final = Limits(seconds=30, memory_bytes=1024 * 1024 * 1024)
FINDINGS: Final = frozenset({"internal-error", "reader-crashed", "time-limit", "memory-limit"})
_MOST_BYTES: Final = 1_000_000
_NO_SEEDS: Final = frozenset({"", ".py", ".json", ".yaml", ".yml", ".sh", ".pyc", ".toml", ".src"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One broken file: the good one, and what decides its faults."""

    path: Path
    seed: str

    def content(self) -> bytes:
        """Return its bytes."""
        return mutant(self.path.read_bytes(), Random(self.seed))  # noqa: S311  (nothing secret)


@dataclass(frozen=True, slots=True)
class Trial:
    """Reads mutants from a folder of its own; ``whole`` takes what was read through all stages to its rows."""

    rulebook: Rulebook
    folder: Path
    whole: bool

    def __call__(self, task: Mutant, more_time: MoreTime) -> str:
        """Return ``read``; errors are told by the pool."""
        place = self.folder / f"{task.seed}{task.path.suffix}"
        place.write_bytes(task.content())
        try:
            if self.whole:
                process(place, self.rulebook, as_of=None, more_time=more_time)
            else:
                read(place, self.rulebook, more_time=more_time)
        finally:
            place.unlink()
        return "read"


def seeds(paths: Sequence[Path]) -> list[Path]:
    """Return the good files below ``paths``, those of moderate size."""
    files = [path for root in paths for path in ([root] if root.is_file() else sorted(root.rglob("*")))]
    return [
        path
        for path in files
        if path.is_file() and path.suffix not in _NO_SEEDS and 0 < path.stat().st_size < _MOST_BYTES
    ]


def mutants(files: Sequence[Path], seed: int, until: float) -> Iterator[Mutant]:
    """Yield mutants until it is ``until`` by the monotonic clock, each format as often as every other."""
    formats: dict[str, list[Path]] = {}
    for path in files:
        formats.setdefault(path.suffix.lower(), []).append(path)
    number = 0
    while time.monotonic() < until:
        rng = Random(f"{seed}-{number}")  # noqa: S311
        yield Mutant(rng.choice(formats[rng.choice(sorted(formats))]), f"{seed}-{number}")
        number += 1


def main() -> int:
    """Read mutants for some minutes; print the counts and the findings; return 1 when there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--whole", action="store_true", help="take what is read through all stages")
    parser.add_argument("--keep", type=Path, help="folder for the files of findings")
    options = parser.parse_args()
    tried: list[Mutant] = []
    counts: Counter[tuple[str, str]] = Counter()
    places: dict[str, list[Mutant]] = {}

    def noted() -> Iterator[Mutant]:
        until = time.monotonic() + options.minutes * 60
        for task in mutants(seeds(options.paths), options.seed, until):
            tried.append(task)
            yield task

    preload = ("extract.ingest.docx", "extract.ingest.pdf", "extract.ingest.html", "extract.ingest.plain")
    with tempfile.TemporaryDirectory() as folder, Workers(options.workers, LIMITS, preload=preload) as pool:
        trial = Trial(Rulebook(), Path(folder), options.whole)
        for number, outcome in enumerate(pool.run(trial, noted())):
            code = outcome.code if isinstance(outcome, InputError) else outcome
            counts[tried[number].path.suffix.lower(), code] += 1
            if isinstance(outcome, InputError) and code in FINDINGS:
                places.setdefault(f"{code}: {outcome.message_en}", []).append(tried[number])
    _report(counts, places)
    if options.keep:
        _keep(places, options.keep)
    return 1 if places else 0


def _report(counts: Counter[tuple[str, str]], places: dict[str, list[Mutant]]) -> None:
    for name in sorted({name for name, _ in counts}):
        of_format = {code: number for (one, code), number in counts.items() if one == name}
        told = ", ".join(f"{code} {number}" for code, number in sorted(of_format.items(), key=lambda each: -each[1]))
        print(f"{name:6} {sum(of_format.values()):6}  {told}")
    for place, found in sorted(places.items(), key=lambda each: -len(each[1])):
        print(f"{len(found):4} x {place}  ({', '.join(f'{one.path.name} {one.seed}' for one in found[:3])})")


def _keep(places: dict[str, list[Mutant]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for found in places.values():
        for one in found[:3]:
            (folder / f"{one.path.stem}-{one.seed}{one.path.suffix}").write_bytes(one.content())


if __name__ == "__main__":
    sys.exit(main())
