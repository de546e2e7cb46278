"""What is done with documents cited in rows of tasks and in parts that list the legal grounds."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from extract.annotate.citations import find_citations
from extract.assemble.grounds import legal_bases
from extract.model import Cell, Directive, Header, Item, LegalBasis, Source, Table, TableCell, Task
from extract.rulebook import Rulebook
from extract.text import TextBuilder

RULES = Rulebook()


def _rows(directive: Directive, *blocks: int) -> tuple[LegalBasis, ...]:
    spans = [(block, directive.source.blocks[block].start, directive.source.blocks[block].end) for block in blocks]
    tasks = [
        Task(f"t{at}", "d", "", at, "", "", "", "", "", "action", "mandatory", "", "", start, end, None, 1.0, "")
        for at, start, end in spans
    ]
    return legal_bases(directive, find_citations(directive, RULES), tasks, "d1", RULES)


def _directive(*paragraphs: str) -> Directive:
    builder = TextBuilder()
    for paragraph in paragraphs:
        builder.block([(paragraph, -1)])
    source = Source("", "", "text/plain", "text", builder.text, tuple(builder.blocks))
    return Directive(source, Header(), (), ("body",) * len(builder.blocks), (), (), (), year=2024)


def _with_table(heading: tuple[str, ...], row: tuple[str, ...]) -> Directive:
    """Return a directive whose last blocks are a table of two rows, the first of which names the columns."""
    one = _directive("Nội dung như sau:", *heading, *row)
    width = len(heading)
    cells = [divmod(at, width) for at in range(2 * width)]
    blocks = tuple(
        replace(block, kind="cell", cell=Cell(0, *at)) for block, at in zip(one.source.blocks[1:], cells, strict=True)
    )
    table = Table(
        0, tuple(TableCell(b.start, b.end, *at) for b, at in zip(blocks, cells, strict=True)), 2, width, header_rows=1
    )
    source = replace(one.source, blocks=(one.source.blocks[0], *blocks))
    return replace(one, source=source, tables=(table,))


@pytest.mark.parametrize(
    ("column", "content", "relation"),
    [
        ("Văn bản giao", "Thông báo số 5/TB-UBND ngày 1/2/2024", "implements"),
        ("Văn bản chỉ đạo", "Công văn số 5/UBND-VX ngày 1/2/2024; Kế hoạch số 6/KH-UBND ngày 2/2/2024", "implements"),
        ("Ghi chú", "theo Nghị định số 5/2014/NĐ-CP ngày 1/2/2014", "implements"),
        ("Ghi chú", "Xem Nghị định số 5/2014/NĐ-CP ngày 1/2/2014", "mentions"),
        ("Ghi chú", "Sơ kết 03 năm thực hiện Chỉ thị số 5/CT-UBND ngày 1/2/2018", "mentions"),
    ],
)
def test_cells_of_a_task_row_belong_to_its_task(column: str, content: str, relation: str) -> None:
    text = _with_table(("Nhiệm vụ", column, "Cơ quan chủ trì"), ("Rà soát trạm y tế xã", content, "Sở Y tế"))
    assert {(row.relation, row.task_id) for row in _rows(text, 4)} == {(relation, "t4")}


def test_without_a_task_the_column_gives_nothing() -> None:
    text = _with_table(("Nhiệm vụ", "Văn bản giao"), ("Kết quả", "Thông báo số 5/TB-UBND ngày 1/2/2024"))
    assert [(row.relation, row.task_id) for row in _rows(text)] == [("mentions", "")]


@pytest.mark.parametrize(
    ("heading", "relations"),
    [
        ("Cơ sở pháp lý", ["basis", "basis", "mentions"]),
        ("Căn cứ xây dựng kế hoạch", ["basis", "basis", "mentions"]),
        ("Cơ sở thực tiễn", ["mentions", "mentions", "mentions"]),
    ],
)
def test_part_on_the_legal_grounds_lists_grounds(heading: str, relations: list[str]) -> None:
    text = _directive(
        "Kính trình như sau:",
        heading,
        "- Luật Giá số 16/2023/QH15;",
        "Theo khoản 3 Điều 4 Thông tư số 5/2019/TT-BTC, Hội đồng nhân dân tỉnh quyết định mức chi.",
        "Trước đây, hai tỉnh áp dụng Nghị quyết số 5/2019/NQ-HĐND ngày 1/2/2019.",
    )
    items = tuple(
        Item(at, -1 if at == 0 else 0, min(at, 1), "", (), block.start, block.end, "paragraph", "body")
        for at, block in enumerate(text.source.blocks[1:])
    )
    assert [row.relation for row in _rows(replace(text, items=items))] == relations


def test_one_enormous_sentence_takes_no_more_than_its_share() -> None:
    many = "; ".join(f"thực hiện Kế hoạch số {at}/KH-UBND ngày 1/2/2024 về công tác năm {at}" for at in range(1, 1500))
    text = _directive("Nội dung như sau:", f"1. Các xã {many}.")
    citations = find_citations(text, RULES)
    began = perf_counter()
    found = legal_bases(text, citations, (), "d1", RULES)
    assert len(found) == 1499
    assert perf_counter() - began < 2
