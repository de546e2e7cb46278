from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz import FINDINGS, Mutant, mutants, seeds
from benchmarks.mutations import mutant
from extract.batch.worker import attempt
from extract.errors import InputError
from extract.ingest import read
from extract.model import LIMITS, MoreTime, Source, no_more_time
from extract.rulebook import Rulebook
from tests.conftest import CHECKOUT

GOOD = seeds([CHECKOUT / "corpus" / "inbox"])
EACH = 30


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_read_gives_a_source_or_an_input_error_for_broken_files(path: Path, tmp_path: Path, rulebook: Rulebook) -> None:
    def read_mutant(number: int, _: MoreTime) -> Source:
        broken = tmp_path / f"{number}{path.suffix}"
        broken.write_bytes(Mutant(path, f"test-{number}").content())
        return read(broken, rulebook)

    outcomes = [attempt(read_mutant, number, no_more_time, LIMITS) for number in range(EACH)]
    errors = [outcome for outcome in outcomes if isinstance(outcome, InputError)]
    assert [error.message_en for error in errors if error.code in FINDINGS] == []
    assert all(error.message and error.message_en != error.message for error in errors)
    assert errors


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_mutant_is_decided_by_its_seed(path: Path) -> None:
    data = path.read_bytes()
    broken = [mutant(data, Random(number)) for number in (1, 1, 2)]  # noqa: S311
    assert broken[0] == broken[1] != broken[2]


def test_mutants_come_from_every_format_and_end_with_their_time() -> None:
    made = mutants(GOOD, 1, float("inf"))
    assert {next(made).path.suffix for _ in range(200)} == {path.suffix for path in GOOD}
    assert list(mutants(GOOD, 1, 0)) == []
