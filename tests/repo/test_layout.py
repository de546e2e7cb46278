"""The house rules that a machine can hold: layers, sizes, clean rules."""

from __future__ import annotations

from importlinter.cli import lint_imports

from extract.cli import main
from tests.conftest import CHECKOUT

LONGEST = 400


def test_layers_are_kept() -> None:
    assert lint_imports(config_filename=str(CHECKOUT / "pyproject.toml"), no_cache=True) == 0


def test_no_module_is_too_long() -> None:
    lengths = {
        path.relative_to(CHECKOUT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (CHECKOUT / "extract").rglob("*.py")
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_rules_have_no_fault() -> None:
    assert main(["rules", "check"]) == 0
