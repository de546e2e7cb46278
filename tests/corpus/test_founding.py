"""The shared real directives: the figures that the project promises, measured by the shared scorer itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extract.cli import main

PROMISES = {
    "gold": {
        "legal_bases.numbered": 0.98,
        "legal_bases.named": 0.90,
        "legal_bases.relation": 0.92,
        "tasks": 0.97,
        "tasks.kind": 0.95,
        "tasks.modality": 0.95,
        "assignments": 0.92,
        "deadlines": 0.95,
        "header": 0.97,
        "tasks.whole": 0.82,
    },
    "gold-real": {"tasks": 0.90, "assignments": 0.80, "deadlines": 0.85, "tasks.whole": 0.60},
}


@pytest.mark.parametrize("name", sorted(PROMISES))
def test_shared_gold_is_met(name: str, shared: Path, tmp_path: Path) -> None:
    golds = [path for path in sorted((shared / name).glob("*.json")) if path.stem != "example"]
    texts = [str(shared / "directives" / json.loads(path.read_text(encoding="utf-8"))["text"]) for path in golds]
    assert main(["run", *texts, "--out", str(tmp_path), "--format", "csv"]) == 0
    command = [sys.executable, str(shared / "gold" / "score.py"), str(shared / name), str(tmp_path / "csv"), "--json"]
    scores = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)  # noqa: S603
    low = {figure: scores[figure]["f1"] for figure, floor in PROMISES[name].items() if scores[figure]["f1"] < floor}
    assert not low
