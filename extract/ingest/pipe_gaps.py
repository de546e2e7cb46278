"""Where the marks of flattened tables part a text: bars that open and close cells, or bars and tabs between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PIPE_LINE = regex.compile(r"^[ \t]*(?:\|.*|.*\|)[ \t\r]*$", regex.MULTILINE)
_DELIMITER_ROW = regex.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t\r]*$", regex.MULTILINE)
_LEAST_BARE_MARKS: Final = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two marks: ``text[start:end]`` of the file."""

    start: int
    end: int


def find_gaps(text: str) -> list[Gap]:
    """Return the gaps before, between and after the marks that open and close cells."""
    found: list[Gap] = []
    at = 0
    rules = {match.start(): match.end() for match in _DELIMITER_ROW.finditer(text)}
    is_open = False
    bare = _bare_rows(text)
    for line in _lines(text):
        if line.start in bare:
            for mark in (line.start, *bare[line.start], line.end):
                found.append(Gap(at, mark))
                at = mark + (mark in bare[line.start])
            is_open = False
            continue
        if line.start in rules:
            if not text[at : line.start].strip():
                at = rules[line.start]
            continue
        printed = text[line.start : line.end]
        marks = _marks(printed) if "|" in printed else []
        if not marks or not (is_open or _PIPE_LINE.match(printed)):
            is_open = is_open and bool(printed.strip())
            continue
        for mark in marks:
            found.append(Gap(at, line.start + mark))
            at = line.start + mark + 1
        is_open = not printed.rstrip().endswith("|")
    found.append(Gap(at, len(text)))
    return found


def _bare_rows(text: str) -> dict[int, list[int]]:
    """Return the lines that are rows without outer marks, "TT | Việc | Hạn" or parted by tabs, with their marks.

    The first of at least two such lines in a row, which names the columns, has no empty cell.
    """
    rows: dict[int, list[int]] = {}
    run: list[tuple[int, list[int]]] = []
    if " | " not in text and "\t" not in text:
        return rows
    for line in [*_lines(text), Gap(len(text), len(text))]:
        printed = text[line.start : line.end]
        sign = "|" if " | " in printed else "\t"
        marks = [line.start + at for at, char in enumerate(printed) if char == sign]
        if run and (len(marks) != len(run[0][1]) or text[marks[0]] != text[run[0][1][0]]):
            if len(run) > 1:
                rows.update(run)
            run = []
        if (
            len(marks) >= _LEAST_BARE_MARKS
            and not printed.strip(" \r").startswith("|")
            and (run or _filled(text, line, marks))
        ):
            run.append((line.start, marks))
    return rows


def _filled(text: str, line: Gap, marks: Sequence[int]) -> bool:
    ends = [line.start - 1, *marks, line.end]
    return all(text[one + 1 : two].strip() for one, two in pairwise(ends))


def _lines(text: str) -> Iterator[Gap]:
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield Gap(at, end)
        at = end + 1


def _marks(printed: str) -> list[int]:
    return [at for at, char in enumerate(printed) if char == "|" and printed[at - 1 : at] != "\\"]
