"""What is shipped works on its own: the wheel holds the rules and runs outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

RUN = "import sys, extract; print(extract.__file__); from extract.cli import main; sys.exit(main())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)  # noqa: S603
    return next(folder.glob("*.whl"))


def test_wheel_holds_all_rules_and_nothing_foreign(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    rules = CHECKOUT / "rules"
    wanted = {f"extract/_rules/{path.relative_to(rules).as_posix()}" for path in rules.rglob("*") if path.is_file()}
    assert wanted <= set(names)
    assert "extract/py.typed" in names
    assert {name.split("/")[0] for name in names} == {"extract", wheel.name.split("-py3")[0] + ".dist-info"}


def test_wheel_reads_a_directive_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    inbox = CHECKOUT / "corpus" / "inbox" / "01-cong-van-luu-tru.txt"
    environment = {name: value for name, value in os.environ.items() if name != "NHIEMVU_RULES"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", RUN, "run", str(inbox), "--out", "tables", "--format", "csv"],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(done.stdout.splitlines()[0]).is_relative_to(installed)
    assert (tmp_path / "tables" / "csv" / "tasks.csv").read_text(encoding="utf-8-sig").count("\n") > 5
