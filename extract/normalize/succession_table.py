"""What became of bodies: ``rules/bodies/successions.csv``, and the words that decide between several heirs.

The table holds a row for each heir with its legal source. A row with the topic ``whole`` takes over all that no other
row takes; a row with another topic takes that field of work, known by the rules of the group ``topics``; a row without
topic is one of several between which no text decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.rulebook import Rulebook

WHOLE: Final = "whole"
_TOPICS: Final = "topics"


@dataclass(frozen=True, slots=True)
class Succession:
    """A row of ``successions.csv``: ``level`` limits it to instances of a body on that level of government.

    ``new`` is empty when nobody took over. ``since`` is the first day of the heir, cut to what is known.
    """

    old: str
    level: str
    new: str
    since: str
    topic: str
    source: str


class SuccessionTable:
    """The rows of a rulebook.

    Args:
        rulebook: holds the table; its rules of topics are read when one must decide.

    Raises:
        RulebookError: the table is missing.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Read the table."""
        self._rulebook = rulebook
        self._rows: dict[tuple[str, str], tuple[Succession, ...]] = {}
        for row in rulebook.rows("bodies/successions"):
            one = Succession(row["old"], row["level"], row["new"], row["from"], row["topic"], row["source"])
            self._rows[one.old, one.level] = (*self.rows(one.old, one.level), one)

    def __iter__(self) -> Iterator[Succession]:
        return (row for rows in self._rows.values() for row in rows)

    def rows(self, old: str, level: str = "") -> tuple[Succession, ...]:
        """Return what became of a body, or of its instances on one level of government."""
        return self._rows.get((old, level), ())

    def chosen(self, rows: tuple[Succession, ...], texts: Sequence[str]) -> tuple[tuple[Succession, ...], str]:
        """Return the rows that apply, and the topic that chose them.

        Args:
            rows: what became of a body.
            texts: the words of a duty, nearest first; each narrows what nearer ones left open.
        """
        chosen, label = rows, ""
        for text in texts:
            if len({row.new for row in chosen}) < 2:
                break
            topics = self._topics_in(text, {row.topic for row in chosen})
            if topics:
                chosen = tuple(row for row in chosen if row.topic in topics)
                label = ", ".join(dict.fromkeys(topics[row.topic] for row in chosen))
        whole = tuple(row for row in chosen if row.topic == WHOLE)
        return (whole or chosen), label

    def _topics_in(self, text: str, wanted: set[str]) -> dict[str, str]:
        """Return the topics among ``wanted`` that a text speaks of, with their names."""
        return {
            str(rule.gives["topic"]): str(rule.gives["label"])
            for rule in self._rulebook.rules(_TOPICS)
            if rule.gives["topic"] in wanted and rule.regex.search(text)
        }
