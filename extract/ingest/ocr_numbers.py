"""Roman numbers of sections within recognised tables: "H" and "Hị" are misread for II where a section comes second.

A table of tasks is parted into sections by rows that hold their Roman number and a title and nothing else, while the
rows between count on in Arabic numbers. Taken for a task, the row of a section would become one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from extract.ingest.ocr_repairs import ROMAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.ingest.pdf_draft import Draft

_MISREAD: Final = regex.compile(r"[IVXHULTYiịìỊÌ1l|!]{1,4}[.,]?")
_ARABIC: Final = regex.compile(r"\d{1,3}\.?")
_COLUMNS: Final = 3  # a section leaves columns empty: with two there are none


def section_numbers(drafts: Iterable[Draft]) -> Mapping[int, str]:
    """Return what the running numbers of sections must be, by the identity of the draft that holds one misread.

    Args:
        drafts: the blocks of the recognised pages of a document.
    """
    rows: dict[int, dict[int, list[Draft]]] = {}
    for draft in drafts:
        if draft.cell and draft.kind == "cell":
            rows.setdefault(draft.cell.table, {}).setdefault(draft.cell.row, []).append(draft)
    found: dict[int, str] = {}
    for table in rows.values():
        found |= _of_table([table[row] for row in sorted(table)])
    return found


def _of_table(rows: Sequence[Sequence[Draft]]) -> dict[int, str]:
    if max((draft.cell.column for row in rows for draft in row if draft.cell), default=0) + 1 < _COLUMNS:
        return {}
    found: dict[int, str] = {}
    sections, last = 0, 0
    for row, below in zip(rows, [*rows[1:], []], strict=True):
        text = _number(row)
        if _is_section(row) and _MISREAD.fullmatch(text) and sections + 1 < len(ROMAN):
            # In Arabic figures it may be a task of which the other cells are empty: it is none that begins anew below.
            counts_on = text.isdigit() and int(text) == last + 1
            if not counts_on or _number(below).rstrip(".") == "1":
                sections += 1
                if text.rstrip(".,") != ROMAN[sections]:
                    found[id(row[0])] = ROMAN[sections]
                continue
        if _ARABIC.fullmatch(text):
            last = int(text.rstrip("."))
    return found if sections > 1 or last else {}


def _number(row: Sequence[Draft]) -> str:
    """Return what stands in the first column of a row, "" where it is empty."""
    first = [draft for draft in row if draft.cell and draft.cell.column == 0]
    return " ".join(line.text for line in first[0].lines).strip() if len(first) == 1 else ""


def _is_section(row: Sequence[Draft]) -> bool:
    """Tell whether a row holds a number and a title and nothing else."""
    cells = [draft.cell for draft in row if draft.cell]
    return len({cell.column for cell in cells}) == 2 and [cell.column for cell in cells][:1] == [0]
