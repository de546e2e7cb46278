"""The document that is timed: a plan of six pages, printed from the words of the sample inbox."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scripts.corpus_pdf import PLAN, Layout, write_pdf

PAGES = 6
_ROMAN = ("V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def six_pages() -> Layout:
    """Return the sample plan, its section of tasks repeated under further numbers, to fill five pages and a table."""
    start, end = PLAN.body.index("II. NHIỆM VỤ"), PLAN.body.index("III. KINH PHÍ")
    more = [
        paragraph if at else f"{roman}. NHIỆM VỤ ĐỢT {number}"
        for number, roman in enumerate(_ROMAN[:7], 2)
        for at, paragraph in enumerate(PLAN.body[start:end])
    ]
    return replace(PLAN, body=(*PLAN.body[:-1], *more, PLAN.body[-1]), table=(*PLAN.table, *PLAN.table[1:]))


def write_six_pages(path: Path) -> Path:
    """Print the plan to ``path``; raise `ValueError` when it does not fill exactly six pages."""
    pages = write_pdf(path, six_pages())
    if pages != PAGES:
        raise ValueError(f"{pages} pages instead of {PAGES}")
    return path
