"""Puts the real output of the commands that the READMEs show back into them: ``python -m scripts.refresh_readme``.

The blocks begin with ``$ make run``, ``$ make test`` and ``$ nhiemvu --help``; a command that fails changes no block.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parent.parent
READMES: Final = {"README.md": "en", "README.vi.md": "vi"}
HELP: Final = ("--help", "run --help", "show --help", "mine --help", "locate --help", "evaluate --help", "rules --help")
_PROGRESS: Final = re.compile(r"^[.sx]*\s+\[ *\d+%\]$")  # pytest's lines of dots


def refresh() -> None:
    """Run what the READMEs show and write what it said into them, the help first: the tests compare it."""
    for name, lang in READMES.items():
        put(name, "$ nhiemvu --help", "\n".join(help_pages(lang)))
    outputs = {first_line: output("make", first_line.split()[-1]) for first_line in ("$ make run", "$ make test")}
    for name in READMES:
        for first_line, said in outputs.items():
            put(name, first_line, said)


def put(name: str, first_line: str, said: str) -> None:
    """Put an output into the block of a README that begins with ``first_line``."""
    path = CHECKOUT / name
    text = path.read_text(encoding="utf-8")
    block = re.compile(rf"^```text\n{re.escape(first_line)}\n.*?^```$", re.MULTILINE | re.DOTALL)
    if not block.search(text):
        sys.exit(f"{name} has no block that begins with {first_line!r}")
    path.write_text(block.sub(lambda _: f"```text\n{first_line}\n{said}\n```", text), encoding="utf-8")


def help_pages(lang: str) -> Iterator[str]:
    """Yield what the help of each command says, each but the first after the command that shows it."""
    for command in HELP:
        if command != HELP[0]:
            yield f"\n$ nhiemvu {command}"
        yield output(str(CHECKOUT / ".venv" / "bin" / "nhiemvu"), *command.split(), lang=lang)


def output(*command: str, lang: str = "vi") -> str:
    """Return what a command prints on its standard output; leave the program when it fails."""
    environment = {**os.environ, "COLUMNS": "80", "NHIEMVU_LANG": lang}
    done = subprocess.run(  # noqa: S603
        command, cwd=CHECKOUT, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return "\n".join(line for line in done.stdout.rstrip().splitlines() if not _PROGRESS.match(line))


if __name__ == "__main__":
    refresh()
