"""Tasks in the making: a duty with its shares and times, before it becomes rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.assemble.conditions import Terms
from extract.assemble.holders import ACTING, Share, Timing


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task before it has ids; ``repeats`` is the span of the duty in the running text that a table row repeats."""

    start: int
    end: int
    path: tuple[str, ...]
    heading: str
    kind: str
    modality: str
    action: str
    deliverable: str
    funding: str
    rule: str
    shares: tuple[Share, ...]
    timings: tuple[Timing, ...]
    terms: Terms
    repeats: tuple[int, int] | None = None


def unique(shares: Sequence[Share]) -> list[Share]:
    """Keep one share per body and role.

    Who leads does not also perform, and who does the work does not also coordinate.
    """
    leading = {share.body.name.casefold() for share in shares if share.role == "lead"}
    acting = leading | {share.body.name.casefold() for share in shares if share.role in ACTING}
    seen: set[tuple[str, str]] = set()
    kept: list[Share] = []
    for share in shares:
        name = share.body.name.casefold()
        outdone = (share.role == "coordinate" and name in acting) or (share.role == "perform" and name in leading)
        if not outdone and (name, share.role) not in seen:
            seen.add((name, share.role))
            kept.append(share)
    return kept
