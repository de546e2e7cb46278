"""Evaluation: what counts as found, missed and invented; calibration; gains and losses; gold that cannot be used."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract.cli import main
from extract.errors import GoldError, UnreadableRunError
from extract.evaluate import (
    Evaluation,
    Outcome,
    changes,
    evaluate,
    evaluate_run,
    figure,
    load_gold,
    outcomes,
    reliability,
)
from extract.evaluate.gold import GoldTarget
from extract.model import Document, Result, Target
from extract.rulebook import Rulebook
from tests.conftest import DIRECTIVE

ASSIGNMENTS = [
    {"body": "Sở Y tế", "role": "lead", "source": "explicit"},
    {"body": "Sở Nội vụ", "role": "coordinate", "source": "explicit"},
]
TASK: dict[str, Any] = {
    "path": ["1"],
    "quote_start": "Giao Sở Y tế chủ trì",
    "quote_end": "trước ngày 15/6/2026.",
    "kind": "action",
    "modality": "mandatory",
    "assignments": ASSIGNMENTS,
    "deadlines": [{"kind": "by_date", "due": "2026-06-15", "quote": "trước ngày 15/6/2026", "source": "explicit"}],
}
HEADER = {
    "type": "công văn",
    "reference": "12/UBND-VX",
    "issuer": "Ủy ban nhân dân tỉnh Hải Sơn",
    "place": "Hải Sơn",
    "issued_on": "2026-03-02",
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "thu.txt").write_text(DIRECTIVE, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,kind,split\nthu.txt,công văn,dev\n", encoding="utf-8")
    folder = tmp_path / "gold"
    folder.mkdir()
    _write(folder, TASK)
    return folder


def _write(folder: Path, *tasks: dict[str, Any]) -> None:
    content = {"text": "thu.txt", "document": HEADER, "legal_bases": [], "tasks": list(tasks)}
    (folder / "thu.json").write_text(json.dumps(content), encoding="utf-8")


def _wrong(evaluation: Evaluation) -> set[tuple[str, bool, bool]]:
    return {(row.figure, bool(row.wanted), bool(row.found)) for row in evaluation.rows if not row.right}


def test_evaluate_finds_nothing_wrong_where_rows_and_gold_agree(gold: Path, rulebook: Rulebook) -> None:
    evaluation = evaluate(load_gold(gold), rulebook)
    assert _wrong(evaluation) == set()
    assert evaluation.of("tasks.whole").f1 == evaluation.of("assignments").exact_f1 == 1


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"modality": "requested"}, {("tasks.modality", True, True)}),
        (
            {"assignments": ASSIGNMENTS[:1]},
            {("assignments", False, True), ("tasks.whole", True, True)},
        ),
        (
            {"assignments": [ASSIGNMENTS[0], {"body": "Sở Nội vụ", "role": "lead"}]},
            {("assignments", True, False), ("assignments", False, True), ("tasks.whole", True, True)},
        ),
        ({"deadlines": []}, {("deadlines", False, True), ("tasks.whole", True, True)}),
    ],
    ids=["modality", "body too many", "another role", "deadline too many"],
)
def test_evaluate_tells_each_kind_of_difference(
    gold: Path, rulebook: Rulebook, change: dict[str, Any], wrong: set[tuple[str, bool, bool]]
) -> None:
    _write(gold, {**TASK, **change})
    assert _wrong(evaluate(load_gold(gold), rulebook)) == wrong


@pytest.mark.parametrize(
    ("due", "exact"), [("2026", 1.0), ("2026-12", 1.0), ("2026-12-31", 1.0), ("2026-11", 0.0), ("", 0.0)]
)
def test_evaluate_takes_a_cut_due_date_of_a_target_as_its_last_day(
    gold: Path, rulebook: Rulebook, due: str, exact: float
) -> None:
    directive = load_gold(gold)[0]
    wanted = replace(directive, targets=(GoldTarget("80% hộ", "80", "%", due),))
    row = Target("1", "1", "", 1, "", "", "hộ", "exact", "80", "", "%", "", "2026-12-31", "80% hộ", 0, 6, None, 1.0, "")
    result = Result(Document("1", "thu.txt", ""), "80% hộ", targets=(row,))
    assert figure(one for one in outcomes(wanted, result) if one.figure == "targets").exact_f1 == exact


def test_evaluate_counts_a_task_that_gold_lacks_with_all_its_rows(gold: Path, rulebook: Rulebook) -> None:
    _write(gold)
    evaluation = evaluate(load_gold(gold), rulebook)
    assert [evaluation.of(name).found for name in ("tasks", "tasks.whole", "assignments", "deadlines")] == [1, 1, 2, 1]
    assert evaluation.of("tasks").f1 == 0


@pytest.mark.parametrize(
    ("clause", "wanted", "right", "exact"),
    [
        ("Bãi bỏ Quyết định số 5/QĐ-UBND ngày 01/02/2020.", "mentions", True, False),
        ("Bãi bỏ Quyết định số 5/QĐ-UBND ngày 01/02/2020.", "implements", False, False),
        ("Thay thế Quyết định số 5/QĐ-UBND ngày 01/02/2020.", "mentions", True, False),
        ("Sở Y tế thực hiện Quyết định số 5/QĐ-UBND ngày 01/02/2020.", "mentions", False, False),
    ],
)
def test_evaluate_takes_a_change_for_a_mention(
    tmp_path: Path, rulebook: Rulebook, clause: str, wanted: str, right: bool, exact: bool
) -> None:
    basis = {"quote": "Quyết định số 5/QĐ-UBND ngày 01/02/2020", "relation": wanted, "cited_reference": "5/QĐ-UBND"}
    content = {"document": HEADER, "legal_bases": [{**basis, "cited_on": "2020-02-01"}], "tasks": []}
    folder = tmp_path / "gold"
    folder.mkdir()
    (tmp_path / "thu.txt").write_text(f"{DIRECTIVE}\n{clause}\n", encoding="utf-8")
    (folder / "thu.json").write_text(json.dumps({"text": "thu.txt", **content}), encoding="utf-8")
    (row,) = (row for row in evaluate(load_gold(folder), rulebook).rows if row.figure == "legal_bases.relation")
    assert (row.right, row.exact) == (right, exact)


def test_evaluate_run_scores_written_tables_as_it_scores_the_rows(
    gold: Path, rulebook: Rulebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["run", str(tmp_path / "thu.txt"), "--out", str(out), "--format", "csv"]) == 0
    capsys.readouterr()
    assert evaluate_run(load_gold(gold), out) == evaluate(load_gold(gold), rulebook)


def test_evaluate_run_without_tables_says_where(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableRunError, match="leer"):
        evaluate_run(load_gold(gold), tmp_path / "leer")


def _row(wanted: str, found: str, *, right: bool, confidence: float | None = None) -> Outcome:
    return Outcome("a", "công văn", "tasks", wanted, found, right, right, confidence)


def test_figure_counts_wanted_found_and_hits() -> None:
    one = figure([_row("x", "x", right=True), _row("y", "", right=False), _row("", "z", right=False)])
    assert (one.gold, one.found, one.hits, one.precision, one.recall, one.f1) == (2, 2, 1, 0.5, 0.5, 0.5)


def test_changes_name_each_gain_and_loss_once() -> None:
    before = [_row("x", "x", right=True), _row("y", "", right=False), _row("", "z", right=False)]
    after = [_row("x", "", right=False), _row("y", "y", right=True), _row("", "w", right=False)]
    found = [(change.gain, change.row.wanted or change.row.found) for change in changes(before, after)]
    assert sorted(found) == [(False, "w"), (False, "x"), (True, "y"), (True, "z")]
    assert changes(before, before) == ()


def test_reliability_is_the_mean_gap_between_confidence_and_truth() -> None:
    sure = [_row("x", "x", right=at < 9, confidence=0.95) for at in range(10)]
    unsure = [_row("x", "x", right=at < 5, confidence=0.75) for at in range(10)]
    one = reliability([*sure, *unsure, replace(sure[0], confidence=None)])
    assert [(part.count, round(part.accuracy, 2)) for part in one.bins] == [(10, 0.5), (10, 0.9)]
    assert one.error == pytest.approx((0.05 + 0.25) / 2)


def test_load_gold_takes_only_the_asked_split(gold: Path) -> None:
    assert [one.split for one in load_gold(gold, split="dev")] == ["dev"]
    with pytest.raises(GoldError):
        load_gold(gold, split="test")


@pytest.mark.parametrize("content", ["{", "[]", '{"text": "thu.txt"}', '{"text": "thu.txt", "document": 5}'])
def test_load_gold_names_the_file_that_is_no_gold(gold: Path, content: str) -> None:
    (gold / "thu.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"thu\.json"):
        load_gold(gold)


def test_evaluate_command_lists_misses_gains_and_losses(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(tmp_path / "thu.txt"), "--out", str(tmp_path / "out"), "--format", "csv"]) == 0
    _write(gold, {**TASK, "deadlines": []})
    capsys.readouterr()
    assert main(["evaluate", str(gold), "--against", str(tmp_path / "out"), "--misses", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Gains: 0" in shown
    assert "Losses: 0" in shown
    assert "thu  deadlines  -  |  Giao Sở Y tế chủ trì" in shown
