"""CSV: a file per table, UTF-8 with byte order mark, header always there, no cell that a spreadsheet runs as formula.

A text that begins (after blanks) with ``= + - @`` or with a control character gets an apostrophe in front, the sign by
which spreadsheets know text; `unescape` takes it off again.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

from extract.export.tables import Cell, Tables, schemas

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import TextIO

# What spreadsheets read as a formula, and the blanks and control characters that some of them skip before it (OWASP,
# CSV Injection). The apostrophes make the escape reversible for a text that already has one.
_ACTIVE: Final = r"(?:\s*[=+\-@＝＋－＠]|[\x00-\x1f\x7f])"
_MUST_ESCAPE: Final = re.compile(rf"'*{_ACTIVE}")
_IS_ESCAPED: Final = re.compile(rf"'+{_ACTIVE}")


def escape(text: str) -> str:
    """Return ``text`` as a CSV cell that no spreadsheet runs."""
    return f"'{text}" if _MUST_ESCAPE.match(text) else text


def unescape(cell: str) -> str:
    """Return the text that `escape` made ``cell`` of: ``unescape(escape(text)) == text`` for every text."""
    return cell[1:] if _IS_ESCAPED.match(cell) else cell


def write_csv(tables: Tables, folder: Path) -> None:
    """Write every table to ``folder/<table>.csv``."""
    folder.mkdir()
    for schema in schemas():
        with (folder / f"{schema.name}.csv").open("w", encoding="utf-8-sig", newline="") as handle:
            write_rows(schema.names, tables.rows(schema), handle)


def write_rows(names: Iterable[str], rows: Iterable[Iterable[Cell]], handle: TextIO) -> None:
    """Write the names of columns and the rows below them."""
    writer = csv.writer(handle)
    writer.writerow(names)
    writer.writerows([_printed(cell) for cell in row] for row in rows)


def _printed(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return escape(cell) if isinstance(cell, str) else repr(cell)
