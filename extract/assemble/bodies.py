"""The bodies of one directive in time: their rows, who answers for their duties now, and what is unclear about that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.model import Body, Problem
from extract.normalize.successions import Standing, Successions, first_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.model import BodyMention, Directive
    from extract.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class _Use:
    """The first place where a body is named."""

    name: str
    start: int
    end: int


class BodyRows:
    """Collects the bodies that the rows of a directive name.

    Args:
        directive: its date is the day as of which names are read.
        mentions: the bodies marked in it.
        rulebook: groups ``bodies`` and ``topics``.
        as_of: the day on which somebody answers for the duties; None means the date of the directive.
    """

    def __init__(
        self, directive: Directive, mentions: Sequence[BodyMention], rulebook: Rulebook, *, as_of: dt.date | None
    ) -> None:
        self.problems: list[Problem] = []
        self._successions = Successions.of(rulebook)
        self._mentions = {body.body_id: body for body in mentions}
        self._issued_on = _issued_on(directive)
        self._day = as_of or self._issued_on
        self._subject = directive.header.subject.text
        self._uses: dict[str, _Use] = {}
        self._rows: dict[str, Body] = {}

    def use(self, body_id: str, name: str, start: int = 0, end: int = 0) -> None:
        """Note that a row names a body; the first place stands in the problem about it, if there is one."""
        self._uses.setdefault(body_id, _Use(name, start, end))

    def holder(self, mention: BodyMention, content: str, heading: str) -> Standing:
        """Return who answers for a duty on the day asked for.

        Args:
            mention: the body that the directive names.
            content: the words of the duty.
            heading: the heading that it stands under.
        """
        self.use(mention.body_id, mention.name, mention.start, mention.end)
        row = self._row(mention.body_id)
        if self._day is None or not row.valid_to:
            return Standing(row, mention.name)
        standing = self._successions.on(row, self._day, (content, heading, self._subject))
        if standing.body is None:
            self.problems.append(_open(mention, standing))
        return standing

    def _row(self, body_id: str) -> Body:
        if body_id not in self._rows:
            mention, name = self._mentions.get(body_id), self._uses[body_id].name
            self._rows[body_id] = self._successions.body_row(
                body_id,
                (mention.heads or mention.name) if mention else name,
                mention.level if mention else "",
                is_group=mention is not None and mention.kind in ("group", "generic"),
            )
        return self._rows[body_id]

    def rows(self, others: Sequence[Body] = ()) -> tuple[Body, ...]:
        """Return the rows of all bodies used, of those who follow them and of ``others``, by id.

        Adds a problem for each body that had ended when the directive named it.
        """
        rows = {body_id: self._row(body_id) for body_id in self._uses}
        for body_id, use in self._uses.items():
            self._note_if_ended(rows[body_id], use)
        waiting = [*rows.values(), *others]
        while waiting:
            body = waiting.pop()
            rows.setdefault(body.body_id, body)
            heirs = {body.successor_id, *body.successor_candidates.split("; ")} - {"", *rows}
            waiting += [self._successions.heir_row(body, heir) for heir in sorted(heirs)]
        return tuple(rows[body_id] for body_id in sorted(rows))

    def _note_if_ended(self, row: Body, use: _Use) -> None:
        if not row.valid_to or self._issued_on is None:
            return
        standing = self._successions.on(row, self._issued_on)
        if not standing.ended_on:
            return
        day = dt.date.fromisoformat(standing.ended_on) if len(standing.ended_on) == 10 else None
        until = f"{day:%d/%m/%Y}" if day else "/".join(reversed(standing.ended_on.split("-")))
        vi, en = _named(standing, (" Chức năng nay thuộc", " Its functions are now with"))
        why = f" ({standing.basis})" if standing.basis else ""
        self.problems.append(
            Problem(
                "warning",
                "body-ended",
                f"“{use.name}” chỉ tồn tại đến {until}{why}, trước ngày của văn bản.{vi}",
                f"“{use.name}” existed until {until} only{why}, before the date of the directive.{en}",
                use.start,
                use.end,
            )
        )


def _issued_on(directive: Directive) -> dt.date | None:
    """Return the first day that the date of a directive can mean; its year must do where it has none."""
    if directive.header.issued_on:
        return first_day(directive.header.issued_on.text)
    return dt.date(directive.year, 1, 1) if directive.year else None


def _named(standing: Standing, several: tuple[str, str]) -> tuple[str, str]:
    """Return words on who follows, in Vietnamese and in English; ``several`` introduces the candidates."""
    if standing.body:
        return f" Nay là: {standing.name}.", f" Now: {standing.name}."
    names = "; ".join(standing.candidates)
    if names:
        return f"{several[0]}: {names}.", f"{several[1]}: {names}."
    return " Chưa rõ cơ quan kế thừa.", " Its successor is not known."


def _open(mention: BodyMention, standing: Standing) -> Problem:
    vi, en = _named(standing, (" Có thể là", " It may be"))
    several = len(standing.candidates) > 1
    return Problem(
        "info",
        "body-succession-open",
        f"Chưa xác định được cơ quan nay thay “{mention.name}”"
        + (": lời văn của nhiệm vụ không cho biết rõ lĩnh vực." if several else ".")
        + vi,
        f"Who now takes the place of “{mention.name}” cannot be told"
        + (": the words of the duty do not settle its field." if several else ".")
        + en,
        mention.start,
        mention.end,
    )
