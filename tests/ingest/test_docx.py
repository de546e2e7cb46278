from __future__ import annotations

from pathlib import Path

import pytest
from docx_builder import docx, lines, p, r, read, tbl, tc, tr

from extract.errors import DamagedFileError, EmptyInputError, EncryptedFileError
from extract.ingest.docx import read_docx
from extract.model import Block, Cell
from extract.rulebook import Rulebook

CENTERED = '<w:jc w:val="center"/>'


def field(instruction: str, *result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    instructed = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return marks[0] + instructed + (marks[1] + "".join(map(r, result)) if result else "") + marks[2]


def box(text: str) -> str:
    return f"<wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx>"


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        pytest.param(p("Kính ", "gửi"), ["Kính gửi"], id="runs"),
        pytest.param(p("1.\tRà soát"), ["1. Rà soát"], id="tab"),
        pytest.param(p("<w:ins>" + r("Giao ") + "</w:ins>", "Sở A"), ["Giao Sở A"], id="insertion"),
        pytest.param(p("<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>", "giữ"), ["giữ"], id="deletion"),
        pytest.param(
            p("<w:moveFrom>" + r("cũ") + "</w:moveFrom>") + p("<w:moveTo>" + r("mới") + "</w:moveTo>"),
            ["mới"],
            id="move",
        ),
        pytest.param(
            p("nửa ", properties="<w:rPr><w:del/></w:rPr>") + p("câu"), ["nửa câu"], id="deleted-paragraph-mark"
        ),
        pytest.param(p(r("ẩn", "<w:vanish/>"), "hiện"), ["hiện"], id="hidden"),
        pytest.param(p(r("hiện", '<w:vanish w:val="0"/>')), ["hiện"], id="not-hidden"),
        pytest.param(p(r("quyết định", "<w:caps/>")), ["QUYẾT ĐỊNH"], id="capitals"),
        pytest.param(p(field(" REF a ", "Điều 5"), " này"), ["Điều 5 này"], id="field-result"),
        pytest.param(p("trang ", field("XE &quot;x&quot;"), "1"), ["trang 1"], id="field-without-result"),
        pytest.param(p("giữ", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', " lại"), ["giữ lại"], id="broken-field"),
        pytest.param(p('<w:hyperlink r:id="x">' + r("liên kết") + "</w:hyperlink>"), ["liên kết"], id="hyperlink"),
        pytest.param(
            p("<w:sdt><w:sdtPr/><w:sdtContent>" + r("trong") + "</w:sdtContent></w:sdt>"),
            ["trong"],
            id="inline-control",
        ),
        pytest.param("<w:sdt><w:sdtContent>" + p("khối") + "</w:sdtContent></w:sdt>", ["khối"], id="block-control"),
        pytest.param(p("<w:smartTag>" + r("Hà Nội") + "</w:smartTag>"), ["Hà Nội"], id="smart-tag"),
        pytest.param(
            p("14", "<w:r><w:noBreakHyphen/></w:r>", "KH", "<w:r><w:softHyphen/></w:r>", "A"), ["14-KHA"], id="hyphens"
        ),
        pytest.param(p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', " chọn"), ["☑ chọn"], id="symbol"),
        pytest.param(p('<w:r><w:sym w:font="Symbol" w:char="FFFFFFFF"/></w:r>', "x"), ["x"], id="no-symbol"),
        pytest.param(p(r("\uf0b3 5", '<w:rFonts w:ascii="Symbol"/>')), ["≥ 5"], id="symbol-font"),
        pytest.param(p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), ["a+b"], id="formula"),
        pytest.param(p("-------") + p(" ____ ") + p("–") + p("   "), [], id="drawn-lines"),
        pytest.param(
            p(
                "thân",
                "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>" + box("HỎA TỐC") + "</w:drawing>"
                "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>" + p("HỎA TỐC") + "</w:txbxContent>"
                "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            ),
            ["thân", "HỎA TỐC"],
            id="text-box-once",
        ),
        pytest.param(
            p('<w:r><w:pict><v:shape><v:textpath string="KHẨN"/></v:shape></w:pict></w:r>'), ["KHẨN"], id="art"
        ),
    ],
)
def test_read_docx_gives_what_prints(paragraph: str, expected: list[str]) -> None:
    assert lines(docx(paragraph + p("./."))) == [*expected, "./."]


@pytest.mark.parametrize(
    ("text", "properties", "expected"),
    [
        ("UBND TỈNH A\nSỞ B\n-------", CENTERED, ["UBND TỈNH A", "SỞ B"]),
        ("KẾ HOẠCH\nTriển khai\ncông tác năm 2025", CENTERED, ["KẾ HOẠCH", "Triển khai công tác năm 2025"]),
        ("VỀ CÁC KHU KINH TẾ,\nKHU CÔNG NGHIỆP\n(Kèm theo Quyết định)", CENTERED,
         ["VỀ CÁC KHU KINH TẾ, KHU CÔNG NGHIỆP", "(Kèm theo Quyết định)"]),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.", "", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        ("Giao Sở Tài nguyên và Môi trường chủ trì, phối hợp với các sở, ban, ngành và\nỦy ban nhân dân cấp xã", "",
         ["Giao Sở Tài nguyên và Môi trường chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân cấp xã"]),
        ("Rà soát quy hoạch các cụm công nghiệp.\n2. Báo cáo kết quả.", "",
         ["Rà soát quy hoạch các cụm công nghiệp.", "2. Báo cáo kết quả."]),
        ("hoàn thành trước ngày 20 tháng\n12 năm 2025", "", ["hoàn thành trước ngày 20 tháng 12 năm 2025"]),
        ("Sở Lao động -\nThương binh và Xã hội", CENTERED, ["Sở Lao động - Thương binh và Xã hội"]),
        ("TM. ỦY BAN NHÂN DÂN" + " " * 40 + "KT. CHỦ TỊCH", CENTERED, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]),
    ],
)  # fmt: skip
def test_read_docx_splits_lines_that_stand_alone(text: str, properties: str, expected: list[str]) -> None:
    assert lines(docx(p(text, properties=properties))) == expected


def cells(data: bytes) -> list[tuple[str, Cell | None]]:
    source = read(data)
    return [(source.of(block), block.cell) for block in source.blocks]


def test_read_docx_places_cells_on_the_grid() -> None:
    wide, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        tr(tc("TT", properties=down), tc("Nhiệm vụ", properties=wide)),
        tr(tc(properties=on), "Nội dung", tc("Chủ trì", "Phối hợp")),
        tr("1", properties='<w:gridBefore w:val="1"/>'),
        tr("bỏ", properties="<w:del/>"),
    )
    assert cells(docx(table + p("sau") + tbl(tr("x")))) == [
        ("TT", Cell(0, 0, 0, row_span=2)),
        ("Nhiệm vụ", Cell(0, 0, 1, column_span=2)),
        ("Nội dung", Cell(0, 1, 1)),
        ("Chủ trì", Cell(0, 1, 2)),
        ("Phối hợp", Cell(0, 1, 2)),
        ("1", Cell(0, 2, 1)),
        ("sau", None),
        ("x", Cell(1, 0, 0)),
    ]


def test_read_docx_flattens_nested_tables_but_not_a_frame_round_the_document() -> None:
    inner = tbl(tr("a", "b"))
    nested = docx(tbl(tr(tc(p("ngoài"), inner, p("cuối")), "bên")))
    assert cells(nested) == [(text, Cell(0, 0, 0)) for text in ("ngoài", "a", "b", "cuối")] + [("bên", Cell(0, 0, 1))]
    framed = docx(tbl(tr(tc(inner, p("Điều 1.")))))
    assert cells(framed) == [("a", Cell(0, 0, 0)), ("b", Cell(0, 0, 1)), ("Điều 1.", None)]


def test_read_docx_makes_cells_of_a_head_and_closing_set_with_tabs() -> None:
    body = (
        p("UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + p("SỞ B\tĐộc lập - Tự do - Hạnh phúc")
        + p("Số:      /KH-B\tA, ngày 05 tháng 6 năm 2025")
        + p("          HỎA TỐC")
        + p("Kính gửi:\tUBND TỈNH A")
        + p("Nơi nhận:\tGIÁM ĐỐC")
        + p("- Như trên.\tTrần Văn B")
    )
    assert cells(docx(body + tbl(tr("x")))) == [
        ("UBND TỈNH A", Cell(0, 0, 0)),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Cell(0, 0, 1)),
        ("SỞ B", Cell(0, 1, 0)),
        ("Độc lập - Tự do - Hạnh phúc", Cell(0, 1, 1)),
        ("Số: /KH-B", Cell(0, 2, 0)),
        ("A, ngày 05 tháng 6 năm 2025", Cell(0, 2, 1)),
        ("HỎA TỐC", Cell(0, 3, 1)),
        ("Kính gửi: UBND TỈNH A", None),
        ("Nơi nhận:", Cell(1, 0, 0)),
        ("GIÁM ĐỐC", Cell(1, 0, 1)),
        ("- Như trên.", Cell(1, 1, 0)),
        ("Trần Văn B", Cell(1, 1, 1)),
        ("x", Cell(2, 0, 0)),
    ]


def test_read_docx_takes_note_markers_out_of_the_text() -> None:
    def note(kind: str, number: int, more: str = "") -> str:
        return f'<w:r><w:{kind}Reference {more}w:id="{number}"/></w:r>'

    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>(*)</w:t></w:r>'
    body = p("Sở A", note("footnote", 7), ", Sở B", note("footnote", 5), ".", note("endnote", 2), custom)
    footnotes = '<w:footnote w:type="separator" w:id="0">' + p("x") + "</w:footnote>"
    texts = {5: " mục 2", 7: " mục 1", 8: "không dẫn", 9: "(*) tạm"}
    for number, text in texts.items():
        footnotes += f'<w:footnote w:id="{number}">{p("<w:r><w:footnoteRef/></w:r>", text)}</w:footnote>'
    endnotes = f'<w:endnote w:id="2">{p("cuối")}</w:endnote>'
    source = read(docx(body, footnotes=footnotes, endnotes=endnotes))
    assert [(source.of(b), b.kind, b.marker) for b in source.blocks] == [
        ("Sở A, Sở B.", "paragraph", ""),
        ("mục 1", "note", "1"),
        ("mục 2", "note", "2"),
        ("(*) tạm", "note", "(*)"),
        ("cuối", "note", "i"),
    ]
    assert [(n.offset, n.marker) for n in source.note_references] == [(4, "1"), (10, "2"), (11, "i"), (11, "(*)")]


def test_read_docx_keeps_headers_and_footers_apart_without_page_numbers() -> None:
    references = '<w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="first" r:id="footer"/>'
    header = (
        p("DỰ THẢO") + p("Trang ", field("PAGE", "2"), "/", field("NUMPAGES", "9")) + p("- ", field("PAGE", "2"), " -")
    )
    data = docx(p("thân") + f"<w:sectPr>{references}</w:sectPr>", header=header, footer=p("chỉ trang đầu"))
    source = read(data)
    assert [(source.of(b), b.kind) for b in source.blocks] == [("thân", "paragraph"), ("DỰ THẢO", "furniture")]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"/>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="H2"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>'
    '<w:style w:type="character" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("paragraph", "bold", "italic", "centered", "heading"),
    [
        (p(r("a", "<w:b/>"), r(" b", "<w:b/><w:i/>")), True, False, False, 0),
        (p(r("a", "<w:b/>"), "b"), False, False, False, 0),
        (p(r("a", "<w:i/>"), r(" "), properties=CENTERED), False, True, True, 0),
        (p("a", properties='<w:pStyle w:val="Muc"/>'), True, False, True, 2),
        (p(r("a", '<w:rStyle w:val="Dam"/>'), properties='<w:pStyle w:val="Muc"/>'), False, False, True, 2),
        (p(r("a", '<w:b w:val="0"/>'), properties='<w:pStyle w:val="H2"/>'), False, False, False, 2),
        (p("a", properties='<w:pStyle w:val="Vong"/><w:outlineLvl w:val="0"/>'), False, False, False, 1),
        (p("a", properties='<w:pStyle w:val="H2"/><w:outlineLvl w:val="9"/>'), True, False, False, 0),
    ],
)
def test_read_docx_tells_the_look(paragraph: str, bold: bool, italic: bool, centered: bool, heading: int) -> None:
    (block,) = read(docx(paragraph, styles=STYLES)).blocks
    assert (block.bold, block.italic, block.centered, block.heading) == (bold, italic, centered, heading)


def test_read_docx_says_what_it_left_out() -> None:
    source = read(docx(p("<w:ins>" + r("thêm") + "</w:ins>", r("ẩn", "<w:vanish/>")) + '<w:altChunk r:id="x"/>'))
    assert [problem.code for problem in source.problems] == ["tracked-changes", "hidden-text", "embedded-document"]


def test_read_docx_refuses_a_document_without_text() -> None:
    with pytest.raises(EmptyInputError):
        read(docx(p("   ")))


def test_read_docx_of_the_variants_keeps_every_line(shared: Path) -> None:
    for path in sorted((shared / "directives/variants/docx").glob("*.docx")):
        source = read_docx(path.read_bytes(), path.name, "", Rulebook())
        assert all(0 <= block.start < block.end <= len(source.text) for block in source.blocks)
        assert "\n".join(source.of(block) for block in source.blocks) == source.text


HOSTILE = {"47": EncryptedFileError, "49": DamagedFileError, "51": None, "53": None, "59": None}


@pytest.mark.parametrize(("number", "error"), HOSTILE.items())
def test_read_docx_reads_or_refuses_hostile_files(shared: Path, number: str, error: type[Exception] | None) -> None:
    (path,) = (shared / "robust").glob(f"{number}_*.docx")
    if error is None:
        assert read_docx(path.read_bytes(), path.name, "", Rulebook()).blocks
    else:
        with pytest.raises(error):
            read_docx(path.read_bytes(), path.name, "", Rulebook())


def test_read_docx_blocks_are_cells_only_in_tables() -> None:
    source = read(docx(p("a") + tbl(tr("b"))))
    assert [(block.kind, block.cell is not None) for block in source.blocks] == [("paragraph", False), ("cell", True)]
    assert all(isinstance(block, Block) and block.page is None for block in source.blocks)
