"""Duties that stand twice: in the running text and in a table of an annex that shares the work out.

Both blocks stay rows of their own, each grounded in its words; the row of the table names the one that it repeats.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.assemble.drafts import TaskDraft
from extract.assemble.holders import ACTING
from extract.model import Problem

_WORD = re.compile(r"[^\W_]+")
# A duty of fewer words says too little to be told from another.
_LEAST_WORDS = 5
_TELLING_WORDS = 8
_LEAST_SHARED = 0.8
_LEAST_OF_PROSE = 0.5
_OWN = frozenset({"explicit", "section", "footnote"})


@dataclass(frozen=True, slots=True)
class _Words:
    """A draft's words in small letters, in order and counted."""

    draft: TaskDraft
    line: str
    counts: Counter[str]
    total: int


def with_repeats(text: str, drafts: Sequence[TaskDraft]) -> tuple[list[TaskDraft], list[Problem]]:
    """Return the drafts, rows of tables linked to what they repeat, and a problem wherever the two disagree.

    A row repeats a duty of the running text when its words stand there as they are, or when both begin with the same
    verb and share four of five words. Each duty is repeated once.

    Args:
        text: canonical text.
        drafts: all tasks of a directive.
    """
    rows = [_words(text, draft) for draft in drafts if draft.rule == "table.row"]
    prose = [_words(text, draft) for draft in drafts if draft.rule != "table.row"]
    if not rows or not prose:
        return list(drafts), []
    found = sorted(_pairs(rows, prose), key=lambda pair: (-pair[0], pair[1], pair[2]))
    linked: dict[int, TaskDraft] = {}
    taken: set[int] = set()
    problems: list[Problem] = []
    for _, row, twin in found:
        if row in linked or twin in taken:
            continue
        taken.add(twin)
        first, again = prose[twin].draft, rows[row].draft
        linked[row] = replace(again, repeats=(first.start, first.end))
        problems += _disagreements(text, first, again)
    by_place = {(draft.start, draft.end): draft for draft in linked.values()}
    return [by_place.get((draft.start, draft.end), draft) for draft in drafts], problems


def _words(text: str, draft: TaskDraft) -> _Words:
    found = _WORD.findall(text[draft.start : draft.end].casefold())
    return _Words(draft, " ".join(found), Counter(found), len(found))


def _pairs(rows: Sequence[_Words], prose: Sequence[_Words]) -> Iterator[tuple[float, int, int]]:
    """Yield how well a row and a duty of the running text agree, for all that say the same."""
    holding: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(prose):
        for word in words.counts:
            holding[word].append(at)
    for at, row in enumerate(rows):
        if row.total < _LEAST_WORDS:
            continue
        shared: Counter[int] = Counter()
        for word in row.counts:
            shared.update(holding.get(word, ()))
        for twin, count in shared.items():
            if count >= _LEAST_SHARED * len(row.counts) and (likeness := _likeness(row, prose[twin])):
                yield likeness, at, twin


def _likeness(row: _Words, twin: _Words) -> float:
    """Return the share of the row's words that the other has, above 1 for all in order, 0 for another duty."""
    same_verb = _same_verb(row.draft.action, twin.draft.action)
    if f" {row.line} " in f" {twin.line} ":
        told = row.draft.action and row.total >= _TELLING_WORDS
        # "Đề án X" in the table is "xây dựng Đề án X" in the text.
        product = twin.draft.action and f" {twin.draft.action} {row.line} " in f" {twin.line} "
        return 1.0 + row.total / twin.total if told or same_verb or product else 0.0
    shared = (row.counts & twin.counts).total()
    numbers = {word for word in row.counts if word.isdigit()} <= set(twin.counts)
    if not same_verb or not numbers or shared < _LEAST_SHARED * row.total or shared < _LEAST_OF_PROSE * twin.total:
        return 0.0
    return shared / row.total


def _same_verb(one: str, other: str) -> bool:
    """Tell whether two actions begin with the same verb, of one syllable or two: "lập", "xây dựng và triển khai"."""
    pairs = list(zip(_WORD.findall(one)[:2], _WORD.findall(other)[:2], strict=False))
    return bool(pairs) and all(here == there for here, there in pairs)


def _disagreements(text: str, prose: TaskDraft, row: TaskDraft) -> Iterator[Problem]:
    words = " ".join(text[row.start : row.end].split())
    name = words if len(words) <= 80 else words[:79].rstrip() + "…"
    here, there = _leads(prose), _leads(row)
    if here and there and not {body for body, _ in here} & {body for body, _ in there}:
        one, other = (", ".join(named for _, named in bodies) for bodies in (here, there))
        yield _problem(
            row,
            f"Nhiệm vụ “{name}”: phần lời văn giao {one}, bảng giao {other}.",
            f"Task “{name}”: the running text gives it to {one}, the table to {other}.",
        )
    due, other_due = _dues(prose), _dues(row)
    if due and other_due and not due & other_due:
        one, other = ", ".join(sorted(due)), ", ".join(sorted(other_due))
        yield _problem(
            row,
            f"Nhiệm vụ “{name}”: thời hạn trong phần lời văn là {one}, trong bảng là {other}.",
            f"Task “{name}”: due {one} in the running text, {other} in the table.",
        )


def _problem(row: TaskDraft, vi: str, en: str) -> Problem:
    return Problem("warning", "annex-disagrees", vi, en, row.start, row.end)


def _leads(draft: TaskDraft) -> list[tuple[str, str]]:
    """Return who carries a task by name: a group or the mandate to all may hold whom the table names."""
    return [
        (share.body.body_id, share.body.name)
        for share in draft.shares
        if share.role in ACTING and share.source in _OWN | {"table"} and share.body.kind != "group"
    ]


def _dues(draft: TaskDraft) -> set[str]:
    return {timing.time.due_on for timing in draft.timings if timing.time.due_on and timing.source != "document"}
