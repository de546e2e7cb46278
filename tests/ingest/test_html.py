"""HTML: paragraphs, lists, tables and footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.ingest.html import read_html

if TYPE_CHECKING:
    from extract.model import Source
    from extract.rulebook import Rulebook


def page(body: str, rulebook: Rulebook) -> Source:
    head = "<head><title>Trang</title><style>p {}</style></head>"
    return read_html(f"<?xml version='1.0'?><html>{head}<body>{body}</body></html>", "a.html", "", rulebook)


def texts(source: Source) -> list[str]:
    return [source.of(block) for block in source.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Sở Y tế\n  rà soát</p><div>Báo cáo</div>", ["Sở Y tế rà soát", "Báo cáo"]),
        ("<p>GIÁM ĐỐC<br>Sở Y tế</p>", ["GIÁM ĐỐC", "Sở Y tế"]),
        ("<p>vùng miền núi giai</p><p>đoạn hai.</p>", ["vùng miền núi giai đoạn hai."]),
        ("<script>x()</script><p style='display:none'>ẩn</p><!-- y --><p>Hiện</p>", ["Hiện"]),
        (
            "<ol><li>Sở Y tế<ul><li>Rà soát</li></ul></li><li><p>Sở Nội vụ</p></li></ol>",
            ["1. Sở Y tế", "- Rà soát", "2. Sở Nội vụ"],
        ),
        ("<ol type=I start=4><li>Tổ chức</li></ol><ol type=a><li>Điểm</li></ol>", ["IV. Tổ chức", "a. Điểm"]),
        ("<ol><li>1. Đã có số</li></ol>", ["1. Đã có số"]),
        ("<p><span style='mso-list:Ignore'>·&nbsp;</span>Rà soát</p>", ["- Rà soát"]),
        ("<pre>Kính gửi: Sở Y tế\nSở Nội vụ</pre>", ["Kính gửi: Sở Y tế", "Sở Nội vụ"]),
        ("<table><tr><td><p>Trang bố cục</p></td></tr></table>", ["Trang bố cục"]),
    ],
)
def test_elements_become_paragraphs(body: str, expected: list[str], rulebook: Rulebook) -> None:
    assert texts(page(body, rulebook)) == expected


def test_style_is_kept(rulebook: Rulebook) -> None:
    source = page(
        "<h2>Nhiệm vụ</h2><p align=center><b>KẾ HOẠCH</b></p>"
        "<p style='text-align: center; font-style: italic'>Kèm theo</p>",
        rulebook,
    )
    styles = [(block.heading, block.bold, block.italic, block.centered) for block in source.blocks]
    assert styles == [(2, False, False, False), (0, True, False, True), (0, False, True, True)]


def test_tables_become_cells_with_their_spans(rulebook: Rulebook) -> None:
    source = page(
        "<table><tr><th>TT<th>Việc<th>Hạn</tr><tr><td rowspan=2>1<td colspan=2>Rà soát</tr>"
        "<tr><td>Báo cáo<td><p>Quý I</p><p>Quý II</p></tr></table><p>Hết</p>",
        rulebook,
    )
    placed = [(source.of(block), block.cell and (block.cell.row, block.cell.column)) for block in source.blocks]
    assert placed[3:] == [
        ("1", (1, 0)),
        ("Rà soát", (1, 1)),
        ("Báo cáo", (2, 1)),
        ("Quý I", (2, 2)),
        ("Quý II", (2, 2)),
        ("Hết", None),
    ]
    assert [(block.cell.row_span, block.cell.column_span) for block in source.blocks[3:5] if block.cell] == [
        (2, 1),
        (1, 2),
    ]


def test_footnotes_are_lifted_out(rulebook: Rulebook) -> None:
    source = page(
        "<p>Sở Y tế<a href='#_ftn1'><sup>[1]</sup></a> quản lý 5 m<sup>2</sup>.</p>"
        "<p><a name='_ftn1'>[1]</a> Chủ trì.</p>",
        rulebook,
    )
    assert texts(source) == ["Sở Y tế quản lý 5 m2.", "Chủ trì."]
    assert source.blocks[1].kind == "note"
    assert [(note.offset, note.marker) for note in source.note_references] == [(7, "1")]
