"""The slowest rules on a megabyte of their own half-matches: ``python -m benchmarks.hostile_rules``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from extract.rulebook import Rulebook
from tests.rules.hostile import hostile_text

LIMIT: Final = 2.0  # seconds a rule on a megabyte
_SHOWN: Final = 8


def main() -> None:
    """Time every rule on text with and without marks, and print the slowest."""
    rulebook = Rulebook(Path(__file__).resolve().parent.parent / "rules")
    timed: list[tuple[float, str]] = []
    for group in rulebook.groups:
        for rule in rulebook.rules(group):
            for flat in (False, True):
                text = hostile_text(rule, flat=flat)
                start = time.perf_counter()
                for _ in rule.regex.finditer(text):
                    pass
                timed.append((time.perf_counter() - start, rule.id))
    timed.sort(reverse=True)
    print(f"{len(timed)} runs of 1 MB; over {LIMIT:.0f} s: {sum(one[0] > LIMIT for one in timed)}")
    for seconds, rule in timed[:_SHOWN]:
        print(f"{seconds:6.2f} s  {rule}")


if __name__ == "__main__":
    main()
