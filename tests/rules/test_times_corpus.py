"""The corpus of times holds: every wording gives just the deadlines that stand beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.annotate.time_corpus import TimeExample, corpus_faults, read_example, time_corpus
from extract.rulebook import Rulebook

RULES = Rulebook()
CORPUS = list(time_corpus(RULES))


@pytest.mark.parametrize("example", CORPUS, ids=lambda example: example.text[:50])
def test_wording_gives_just_its_deadlines(example: TimeExample) -> None:
    assert read_example(example, RULES) == example.deadlines


def test_corpus_is_large_and_has_a_negative_list() -> None:
    without = [example for example in CORPUS if not example.deadlines]
    assert len(without) >= 60
    assert len(CORPUS) - len(without) >= 200
    keys = [(example.text, example.issued_on, example.received_on) for example in CORPUS]
    assert len(set(keys)) == len(keys)


def test_corpus_faults_tells_what_was_found_instead(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES.root, rules)
    header = "text,issued_on,received_on,kind,start_on,due_on,due_time,rrule,offset,anchor,label"
    row = "Báo cáo trước ngày 05/6/2025.,2025-03-20,,none,,,,,,,"
    (rules / "times" / "corpus.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    (fault,) = corpus_faults(Rulebook(rules))
    assert "none expected, by_date 2025-06-05 found" in fault.message
