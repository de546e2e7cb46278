"""The document that is timed: a plan of six pages, printed from the words of the sample inbox."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scripts.corpus_layout import Layout
from scripts.corpus_model import Paragraph, Part, Piece, Source, Style, Table
from scripts.corpus_pdf import write_pdf
from scripts.corpus_source import read_source
from scripts.make_corpus import SOURCES

if TYPE_CHECKING:
    from pathlib import Path

PAGES: Final = 6
_PLAN: Final = SOURCES / "10-ke-hoach-cai-cach-hanh-chinh.src"
_ROMAN: Final = ("V", "VI", "VII", "VIII", "IX", "X", "XI")


def six_pages() -> Source:
    """Return the sample plan, its section of tasks repeated under further numbers, to fill five pages and a table."""
    plan, annex = read_source(_PLAN).parts
    headings = [block.text if isinstance(block, Paragraph) else "" for block in plan.blocks]
    tasks = plan.blocks[headings.index("II. NHIỆM VỤ") : headings.index("III. KINH PHÍ")]
    more = [
        block if at else Paragraph((Piece(f"{roman}. NHIỆM VỤ ĐỢT {number}"),), Style.HEADING)
        for number, roman in enumerate(_ROMAN, 2)
        for at, block in enumerate(tasks)
    ]
    return Source((replace(plan, blocks=(*plan.blocks[:-1], *more, plan.blocks[-1])), _rows_twice(annex)))


def _rows_twice(annex: Part) -> Part:
    """Return the annex with the rows of its table, apart from the head, standing in it twice."""
    (table,) = annex.blocks
    if not isinstance(table, Table):
        raise TypeError(f"{_PLAN.name} no longer annexes a table")
    further = table.rows - 1
    again = tuple(replace(cell, row=cell.row + further) for cell in table.cells if cell.row)
    return replace(annex, blocks=(Table(table.rows + further, table.columns, (*table.cells, *again)),))


def write_six_pages(path: Path) -> Path:
    """Print the plan to ``path``; raise `ValueError` when it does not fill exactly six pages."""
    pages = write_pdf(path, six_pages(), Layout())
    if pages != PAGES:
        raise ValueError(f"{pages} pages instead of {PAGES}")
    return path
