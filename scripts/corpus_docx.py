"""Writes the Word file of the sample inbox: automatic numbering, a table and a footnote as Word itself keeps them.

python-docx makes the document; numbering and footnotes, for which it has no door, are put in as WordprocessingML.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as DocxDocument
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_FIXED: Final = (2026, 1, 1, 0, 0, 0)  # a file made twice must be the same file
_NUMBERING_ID: Final = 77
_LEVELS: Final = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
_FOOTNOTES_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

HEAD: Final = (
    ("ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN", "-------", "Số: 745/QĐ-UBND"),
    (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "---------------",
        "Hưng Yên, ngày 16 tháng 3 năm 2026",
    ),
)
DECISION: Final = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 117/2007/NĐ-CP ngày 11 tháng 7 năm 2007 của Chính phủ về sản xuất, cung cấp và tiêu thụ "
    "nước sạch;",
    "Theo đề nghị của Giám đốc Sở Nông nghiệp và Môi trường tại Tờ trình số 96/TTr-SNNMT ngày 10 tháng 3 năm 2026.",
    "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cấp nước sạch nông thôn trên địa bàn tỉnh năm 2026.",
    "Điều 2. Giao Sở Nông nghiệp và Môi trường chủ trì, phối hợp với các cơ quan liên quan tổ chức thực hiện Kế hoạch; "
    "báo cáo kết quả với Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 năm 2026.",
    "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
    "Điều 4. Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc Sở Nông nghiệp và Môi trường, Giám đốc Sở Tài chính; Chủ "
    "tịch Ủy ban nhân dân các xã chịu trách nhiệm thi hành Quyết định này./.",
)
CLOSING: Final = (
    ("Nơi nhận:", "- Như Điều 4;", "- Bộ Nông nghiệp và Môi trường (để b/c);", "- Lưu: VT, NNMT."),
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Bùi Thị Mẫu"),
)
PLAN: Final = (  # level of the automatic numbering, -1 for none; text before and after the footnote mark
    (0, "MỤC TIÊU", ""),
    (-1, "Phấn đấu đến hết năm 2026 có 96% hộ dân nông thôn được sử dụng nước sạch đạt quy chuẩn.", ""),
    (0, "NHIỆM VỤ", ""),
    (1, "Đầu tư, nâng cấp công trình", ""),
    (
        2,
        "Sở Nông nghiệp và Môi trường rà soát các công trình cấp nước hoạt động kém hiệu quả",
        ", lập phương án xử lý trong tháng 5 năm 2026.",
    ),
    (2, "Ủy ban nhân dân các xã bố trí quỹ đất xây dựng trạm bơm tăng áp.", ""),
    (1, "Kiểm soát chất lượng nước", ""),
    (2, "Sở Y tế tổ chức ngoại kiểm chất lượng nước sạch; công khai kết quả trước ngày 20 hằng tháng.", ""),
    (2, "Yêu cầu các đơn vị cấp nước thực hiện nội kiểm theo quy chuẩn kỹ thuật.", ""),
    (0, "PHÂN CÔNG NHIỆM VỤ", ""),
)
FOOTNOTE: Final = "Công trình có tỷ lệ thất thoát nước trên 30%."
TASKS: Final = (
    ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành"),
    ("1", "Đấu nối nước sạch cho 4.200 hộ dân", "Các đơn vị cấp nước", "Ủy ban nhân dân các xã", "30/9/2026"),
    (
        "2",
        "Sửa đổi, bổ sung quy định về giá tiêu thụ nước sạch",
        "Sở Tài chính",
        "Sở Nông nghiệp và Môi trường",
        "Quý III/2026",
    ),
)


def write_docx(path: Path) -> None:
    """Write the decision with its annexed plan to ``path``; the same bytes each time."""
    document = Document()
    _add_numbering(document)
    _side_by_side(document, HEAD)
    for line in ("QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch cấp nước sạch nông thôn trên địa bàn tỉnh năm 2026"):
        _centred(document.add_paragraph(), line)
    _centred(document.add_paragraph(), "ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN")
    for line in DECISION:
        if line.endswith("ĐỊNH:"):
            _centred(document.add_paragraph(), line)
        else:
            document.add_paragraph(line)
    _side_by_side(document, CLOSING)
    document.add_page_break()
    for line in ("KẾ HOẠCH", "Cấp nước sạch nông thôn trên địa bàn tỉnh năm 2026"):
        _centred(document.add_paragraph(), line)
    issued_with = "(Kèm theo Quyết định số 745/QĐ-UBND ngày 16 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Hưng Yên)"
    document.add_paragraph(issued_with).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for level, before, after in PLAN:
        _numbered(document, level, before, after)
    table = document.add_table(rows=0, cols=len(TASKS[0]))
    table.style = "Table Grid"
    for row in TASKS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    _add_footnote(document, FOOTNOTE)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_with_fixed_times(buffer.getvalue()))


def _side_by_side(document: DocxDocument, columns: tuple[tuple[str, ...], ...]) -> None:
    for cell, lines in zip(document.add_table(rows=1, cols=len(columns)).rows[0].cells, columns, strict=True):
        _fill(cell, lines)


def _fill(cell: _Cell, lines: tuple[str, ...]) -> None:
    cell.text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)


def _centred(paragraph: Paragraph, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = True


def _numbered(document: DocxDocument, level: int, before: str, after: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(before).bold = level in (0, 1)
    if level >= 0:
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_NUMBERING_ID}"/></w:numPr>')
        )
    if after:
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'))
        paragraph.add_run(after)


def _add_numbering(document: DocxDocument) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(_LEVELS)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING_ID}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUMBERING_ID}"><w:abstractNumId w:val="{_NUMBERING_ID}"/></w:num>')
    )


def _add_footnote(document: DocxDocument, text: str) -> None:
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
        f'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _with_fixed_times(data: bytes) -> bytes:
    """Return the package with the same date on every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
