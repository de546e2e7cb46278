"""The two READMEs: the same commands in both, each of which runs."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from pathlib import Path

import pytest

from extract.cli import main
from extract.export import schemas
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


def shown(arguments: list[str]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        assert main(arguments) == 0
    return output.getvalue().strip()


def test_readmes_hold_the_same_code_blocks() -> None:
    def code(text: str) -> list[tuple[str, str]]:
        return [block for block in BLOCK.findall(text) if "--help" not in block[1]]

    assert code(README_VI) == code(README)


@pytest.mark.parametrize(("text", "lang"), [(README, "en"), (README_VI, "vi")], ids=["en", "vi"])
def test_readme_shows_the_help_as_it_is(text: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NHIEMVU_LANG", lang)
    block = next(block for _, block in BLOCK.findall(text) if "$ nhiemvu --help" in block)
    commands = re.findall(r"^\$ nhiemvu (.*--help)$", block, re.MULTILINE)
    assert block.strip() == "\n\n".join(f"$ nhiemvu {command}\n{shown(command.split())}" for command in commands)


def test_readme_shows_rows_of_the_sample_run(desk: Path) -> None:
    shown(["run", "corpus/inbox", "--out", "tables", "--format", "jsonl"])
    examples = [json.loads(line) for kind, block in BLOCKS if kind == "json" for line in block.splitlines()]
    assert [example["table"] for example in examples] == [schema.name for schema in schemas()]
    for example in examples:
        table = (desk / "tables" / "jsonl" / f"{example.pop('table')}.jsonl").read_text(encoding="utf-8")
        assert any(example.items() <= json.loads(line).items() for line in table.splitlines()), example


def test_tables_page_lists_every_column_in_order() -> None:
    page = (CHECKOUT / "docs" / "tables.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+)` \| (`\w+_id`, .*) \|$", page, re.MULTILINE))
    assert {name: tuple(re.findall(r"`(\w+)`", columns)) for name, columns in listed.items()} == {
        schema.name: tuple(schema.names) for schema in schemas()
    }


def test_readmes_have_the_same_headings_and_tables() -> None:
    def shape(text: str) -> list[str]:
        lines = BLOCK.sub("", text).splitlines()
        return [re.split(r"[ |]", line)[0] or "|" for line in lines if line.startswith(("#", "|"))]

    assert shape(README_VI) == shape(README)


@pytest.mark.parametrize("arguments", OWN, ids=" ".join)
def test_readme_command_runs(arguments: list[str], desk: Path) -> None:
    if arguments[0] == "mine":
        shown(["run", "corpus/inbox", "--out", arguments[1], "--format", "csv"])
    assert shown(arguments)


@pytest.mark.parametrize("block", [block for kind, block in BLOCKS if kind == "python"])
def test_readme_python_runs(block: str, desk: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102
    assert output.getvalue().strip()


def test_readme_names_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {line.split()[1] for line in COMMANDS if line.startswith("make ")}
    assert {"run", "test"} <= named <= targets


def test_readme_shows_every_command_of_the_program() -> None:
    listed = re.findall(r"^  (\w+)  +", shown(["--lang", "en", "--help"]).split("Commands:")[1], re.MULTILINE)
    assert listed
    assert [name for name in listed if f"nhiemvu {name}" not in README] == []
