"""The two READMEs: the same commands in both, each of which runs."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from extract.cli import main
from tests.conftest import CHECKOUT

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
README_VI = (CHECKOUT / "README.vi.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(README)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
OWN = [shlex.split(line)[1:] for line in COMMANDS if line.startswith("nhiemvu ")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the commands of the README find what they name."""
    for name in ("corpus", "rules"):
        (tmp_path / name).symlink_to(CHECKOUT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_readmes_hold_the_same_code_blocks() -> None:
    assert BLOCK.findall(README_VI) == BLOCKS


def test_readmes_have_the_same_headings_and_tables() -> None:
    def shape(text: str) -> list[str]:
        lines = BLOCK.sub("", text).splitlines()
        return [re.split(r"[ |]", line)[0] or "|" for line in lines if line.startswith(("#", "|"))]

    assert shape(README_VI) == shape(README)


@pytest.mark.parametrize("arguments", OWN, ids=" ".join)
def test_readme_command_runs(arguments: list[str], desk: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        assert main(arguments) == 0
    assert shown.getvalue().strip()


@pytest.mark.parametrize("block", [block for kind, block in BLOCKS if kind == "python"])
def test_readme_python_runs(block: str, desk: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102
    assert shown.getvalue().strip()


def test_readme_names_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {line.split()[1] for line in COMMANDS if line.startswith("make ")}
    assert {"run", "test"} <= named <= targets


def test_readme_shows_every_command_of_the_program() -> None:
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        main(["--lang", "en", "--help"])
    listed = re.findall(r"^  (\w+)  +", shown.getvalue().split("Commands:")[1], re.MULTILINE)
    assert listed
    assert [name for name in listed if f"nhiemvu {name}" not in README] == []
