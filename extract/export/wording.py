"""What the workbook calls columns, sheets and coded values: read from ``rules/export/``, in Vietnamese or English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column and its width in characters."""

    column: str
    text: str
    width: float


class Wording:
    """Headings and labels in one language.

    Args:
        rulebook: holds ``export/columns.csv`` and ``export/labels.csv``.
        lang: ``vi`` or ``en``.

    Raises:
        RulebookError: one of the files is missing.
    """

    def __init__(self, rulebook: Rulebook, lang: str) -> None:
        self._headings: dict[str, list[Heading]] = {}
        for row in rulebook.rows("export/columns"):
            heading = Heading(row["column"], row[lang], float(row["width"]))
            self._headings.setdefault(row["table"], []).append(heading)
        self._labels = {(row["column"], row["value"]): row[lang] for row in rulebook.rows("export/labels")}

    def headings(self, table: str) -> tuple[Heading, ...]:
        """Return the headings of a table in the order in which they are written."""
        return tuple(self._headings.get(table, ()))

    def label(self, column: str, value: str) -> str:
        """Return what a coded value of ``column`` is called, ``value`` itself when it has no name."""
        return self._labels.get((column, value), value)
