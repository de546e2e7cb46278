"""The generator of the corpus: one source gives the same words, tables and bytes in every format, every time."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.ingest import read
from extract.rulebook import Rulebook
from scripts.corpus_layout import Layout, parse_layout
from scripts.corpus_model import Source, Table, is_drawn
from scripts.corpus_source import SourceError, parse_source
from scripts.corpus_text import text_of
from scripts.make_corpus import CORPUS, render

DIRECTIVE = """\
%left UBND TỈNH PHÚ THỌ
%left SỞ XÂY DỰNG
%right CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
%right Độc lập - Tự do - Hạnh phúc
%number Số: 318/KH-SXD
%place Phú Thọ, ngày 09 tháng 02 năm 2026
%title KẾ HOẠCH
%subject Kiểm tra chung cư cũ năm 2026
# I. NỘI DUNG
1. Thanh tra Sở lập danh sách chung cư[^1] cần kiểm tra, trình Giám đốc Sở trước ngày 20 tháng 02 năm 2026.
2. Phòng Quản lý nhà tổng hợp kết quả vào ngày 05 hằng tháng.
# II. PHÂN CÔNG
| TT | Việc | Cơ quan | < |
| ^ | ^ | Chủ trì | Phối hợp |
| A | Khảo sát | < | < |
| 1 | Đo độ lún các khối nhà | Thanh tra Sở | Phòng Quản lý nhà |
| 2 | Lập bản đồ vị trí | ^ | Văn phòng Sở |
[^1]: Xây dựng trước năm 1994.
%cc Nơi nhận:
%cc - Lưu: VT.
%sign GIÁM ĐỐC
%sign Nguyễn Văn Mẫu
%annex
%title PHỤ LỤC
%subject MẪU BIÊN BẢN
Ngày kiểm tra:     /     /2026.
"""
LAYOUTS = [
    ("txt", ""),
    ("txt", "wrap=60 gaps rows=pipes head=lines"),
    ("txt", "rows=bars marks head=whole"),
    ("docx", ""),
    ("docx", "numbered head=whole norepeat split"),
    ("pdf", ""),
    ("pdf", "norepeat split"),
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "kiem-tra.src"
    path.write_text(DIRECTIVE, encoding="utf-8")
    return path


def words(parsed: Source) -> set[str]:
    """The lines and paragraphs outside tables, and the notes."""
    lines = [line for part in parsed.parts for line in (*part.left, *part.right, part.number, *part.cc, *part.sign)]
    body = [block.text for part in parsed.parts for block in part.blocks if not isinstance(block, Table)]
    return {" ".join(line.split()) for line in (*lines, *body, *(note.text for note in parsed.notes))} - {""}


@pytest.mark.parametrize(("suffix", "layout"), LAYOUTS)
def test_render_writes_the_same_words_and_bytes(suffix: str, layout: str, source: Path, rulebook: Rulebook) -> None:
    first, second = (source.with_name(f"{name}.{suffix}") for name in ("first", "second"))
    for target in (first, second):
        render(source, suffix, parse_layout(layout), target)
    assert first.read_bytes() == second.read_bytes()
    found = read(first, rulebook)
    assert words(parse_source(DIRECTIVE)) <= {found.of(block) for block in found.blocks}


@pytest.mark.parametrize(("suffix", "layout"), LAYOUTS[3:])
def test_render_keeps_merged_cells(suffix: str, layout: str, source: Path, rulebook: Rulebook) -> None:
    render(source, suffix, parse_layout(layout), target := source.with_suffix(f".{suffix}"))
    found = read(target, rulebook)
    cells = {
        (cell.row, cell.column, cell.row_span, cell.column_span, found.of(block))
        for block in found.blocks
        if (cell := block.cell)
    }
    (table,) = (block for block in parse_source(DIRECTIVE).parts[0].blocks if isinstance(block, Table))
    assert {(one.row, one.column, one.rows, one.columns, one.text) for one in table.cells} <= cells


def test_text_of_breaks_lines_and_flattens_cells() -> None:
    text = text_of(parse_source(DIRECTIVE), Layout(wrap=40, rows="cells"))
    assert max(map(len, text.splitlines())) <= 40
    assert "\nChủ trì\nPhối hợp\nA\nKhảo sát\n1\n" in text
    assert text.endswith("[1] Xây dựng trước năm 1994.\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Mở đầu.\n%lefty SỞ Y TẾ", "line 2: unknown command %lefty"),
        ("Mở đầu.\n\n%title KẾ HOẠCH", "line 3: %title after the body"),
        ("%number Số: 1\n%number Số: 2\nMở đầu.", "line 2: %number stands twice"),
        ("Mở đầu.\n| a | b |\n| c |", "line 3: 1 cells where the row above has 2"),
        ("| a | b |\n| c | d", "line 2: a table row ends with |"),
        ("Mở đầu.\n| a | b |\n| < | d |\nKết thúc.", "line 3: < in the first column"),
        ("| a | < |\n| ^ | d |", "line 2: merged cells are not a rectangle"),
        ("Mở đầu[^2].\nKết thúc.", "line 1: footnote 2 has no text"),
        ("Mở đầu.\n[^1]: Ghi chú.", "nothing refers to footnote 1"),
        ("Mở đầu.\n%sign GIÁM ĐỐC\nThêm.", "line 3: text after the closing"),
        ("%title KẾ HOẠCH", "there is no body"),
    ],
)
def test_parse_source_names_the_line_of_an_error(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_source(text)
    assert message in str(caught.value)


def test_parse_layout_refuses_an_unknown_option() -> None:
    with pytest.raises(ValueError, match="rows=tabs"):
        parse_layout("wrap=72 rows=tabs")


def test_every_source_is_made_into_a_file_of_the_manifest() -> None:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as handle:
        made = {Path(row["file"]).stem for row in csv.DictReader(handle) if row["format"]}
    assert {path.stem for path in (CORPUS / "sources").glob("*.src")} == made


def test_is_drawn_knows_typed_rules() -> None:
    assert [line for line in ("-------", "*", "_____", "SỞ Y TẾ") if not is_drawn(line)] == ["SỞ Y TẾ"]
