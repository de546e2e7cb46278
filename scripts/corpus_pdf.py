"""Writes directives as text PDFs in the layout of Decree 30/2020/NĐ-CP: two-column head, justified text, ruled table.

The font is Source Serif Pro (SIL Open Font License), from the development dependency ``font-source-serif-pro``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIXED: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # a file made twice must be the same file
_FACES: Final = (("", "Regular"), ("B", "Bold"))  # its italic face lacks Vietnamese letters
_SIZE: Final = 13
_LINE: Final = 6.2  # mm


@dataclass(frozen=True, slots=True)
class Layout:
    """A directive as it is to be printed: ``body`` holds paragraphs, those in capitals or with ``**`` in bold."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    title: tuple[str, ...]
    body: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    annex: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


PLAN: Final = Layout(
    left=("ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN MẪU", "_______", "Số: 57/KH-UBND"),
    right=(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "_______________",
        "Tân Mẫu, ngày 22 tháng 01 năm 2026",
    ),
    title=("KẾ HOẠCH", "Cải cách hành chính phường Tân Mẫu năm 2026"),
    body=(
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 08 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Bắc Ninh về cải cách hành "
        "chính năm 2026, Ủy ban nhân dân phường Tân Mẫu ban hành Kế hoạch cải cách hành chính năm 2026 như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Nâng cao tinh thần trách nhiệm, thái độ phục vụ của cán bộ, công chức; 100% hồ sơ được "
        "giải quyết đúng hạn.",
        "2. Việc thực hiện phải gắn với trách nhiệm của người đứng đầu.",
        "II. NHIỆM VỤ",
        "**1. Cải cách thủ tục hành chính**",
        "a) Trung tâm Phục vụ hành chính công phường niêm yết công khai đầy đủ thủ tục hành chính, "
        "hoàn thành trước ngày 15 tháng 02 năm 2026.",
        "b) Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường chủ trì, phối hợp với Phòng Kinh "
        "tế, Hạ tầng và Đô thị rà soát các thủ tục thuộc lĩnh vực đất đai, xây dựng; đề xuất phương "
        "án đơn giản hóa trong quý II năm 2026.",
        "**2. Chuyển đổi số**",
        "a) Phòng Văn hóa - Xã hội duy trì các Tổ công nghệ số cộng đồng; tổ chức hướng dẫn người dân"
        " nộp hồ sơ trực tuyến vào thứ Bảy hằng tuần.",
        "b) Các đơn vị thuộc phường thực hiện ký số, gửi nhận văn bản điện tử theo Nghị định số "
        "30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.",
        "**3. Kiểm tra, giám sát**",
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường kiểm tra công vụ ít nhất 02 đợt trong "
        "năm 2026; báo cáo Chủ tịch Ủy ban nhân dân phường trong thời hạn 05 ngày làm việc kể từ ngày"
        " kết thúc mỗi đợt.",
        "III. KINH PHÍ",
        "Kinh phí thực hiện được bố trí trong dự toán ngân sách phường năm 2026.",
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Các đơn vị thuộc phường xây dựng kế hoạch chi tiết, gửi Văn phòng Hội đồng nhân dân và Ủy"
        " ban nhân dân phường trước ngày 10 tháng 02 năm 2026.",
        "2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường giám sát việc giải quyết thủ tục hành chính cho người dân.",
        "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Văn phòng Hội đồng nhân "
        "dân và Ủy ban nhân dân phường để tổng hợp./.",
    ),
    recipients=(
        "Nơi nhận:",
        "- Sở Nội vụ tỉnh Bắc Ninh;",
        "- TT Đảng ủy, TT HĐND phường;",
        "- Các đơn vị thuộc phường;",
        "- Lưu: VT.",
    ),
    signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "Đặng Văn Thử"),
    annex=(
        "PHỤ LỤC",
        "PHÂN CÔNG NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026",
        "(Kèm theo Kế hoạch số 57/KH-UBND ngày 22 tháng 01 năm 2026 của Ủy ban nhân dân phường Tân Mẫu)",
    ),
    table=(
        ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện"),
        (
            "1",
            "Khảo sát mức độ hài lòng của người dân đối với Trung tâm Phục vụ hành chính công",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường",
            "Phòng Văn hóa - Xã hội",
            "Trước ngày 15/11/2026",
        ),
        (
            "2",
            "Số hóa sổ hộ tịch giai đoạn trước năm 2000",
            "Trung tâm Phục vụ hành chính công phường",
            "Công an phường",
            "Quý IV/2026",
        ),
    ),
)


def write_pdf(path: Path, layout: Layout) -> int:
    """Print a directive to ``path``, the same bytes each time, and return its number of pages."""
    pdf = _Sheet(format="A4")
    pdf.set_creation_date(_FIXED)
    pdf.set_margins(30, 20, 15)
    pdf.set_auto_page_break(auto=True, margin=20)
    fonts = _font_folder()
    for style, face in _FACES:
        pdf.add_font("serif", style, fonts / f"SourceSerifPro-{face}.ttf")
    pdf.add_page()
    pdf.side_by_side(layout.left, layout.right, align="C")
    pdf.ln(4)
    for line in layout.title:
        pdf.centred(line)
    pdf.ln(3)
    for paragraph in layout.body:
        pdf.body_paragraph(paragraph)
    pdf.ln(4)
    pdf.side_by_side(layout.recipients, layout.signature, align="L")
    if layout.table:
        pdf.add_page()
        for line in layout.annex:
            pdf.centred(line)
        pdf.ln(3)
        pdf.ruled_table(layout.table)
    pdf.output(str(path))
    return pdf.pages_count


class _Sheet(FPDF):
    """A4 pages with the page number in the middle of the top margin from the second page on."""

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font("serif", "", _SIZE)
            self.set_y(10)
            self.cell(0, _LINE, str(self.page_no()), align="C")
            self.set_y(20)

    def centred(self, text: str) -> None:
        self.set_font("serif", "" if text.startswith("(") else "B", _SIZE)
        self.multi_cell(0, _LINE, text, align="C", new_x="LMARGIN", new_y="NEXT")

    def body_paragraph(self, text: str) -> None:
        bold = text.startswith("**") or text.upper() == text
        self.set_font("serif", "B" if bold else "", _SIZE)
        self.multi_cell(0, _LINE, " " * 10 + text.strip("*"), align="L" if bold else "J", new_x="LMARGIN", new_y="NEXT")
        self.ln(1.5)

    def side_by_side(self, left: Sequence[str], right: Sequence[str], *, align: str) -> None:
        if self.get_y() + _LINE * max(len(left), len(right)) > self.page_break_trigger:
            self.add_page()
        top = self.get_y()
        for x, width, lines, how in ((self.l_margin, 75, left, align), (105, 90, right, "C")):
            self.set_y(top)
            for line in lines:
                self.set_x(x)
                self.set_font("serif", "B" if line.upper() == line and "_" not in line else "", 11)
                self.cell(width, _LINE, line, align=how, new_y="NEXT")
        self.set_y(top + _LINE * max(len(left), len(right)))

    def ruled_table(self, rows: Sequence[Sequence[str]]) -> None:
        widths = (12, 55, 36, 32, 30)
        for at, row in enumerate(rows):
            self.set_font("serif", "B" if at == 0 else "", 11)
            height = _LINE * max(
                len(self.multi_cell(width, _LINE, text, dry_run=True, output=MethodReturnValue.LINES))
                for width, text in zip(widths, row, strict=True)
            )
            if self.get_y() + height > self.page_break_trigger:
                self.add_page()
            x, y = self.l_margin, self.get_y()
            for width, text in zip(widths, row, strict=True):
                self.rect(x, y, width, height)
                self.set_xy(x, y)
                self.multi_cell(width, _LINE, text, align="L")
                x += width
            self.set_xy(self.l_margin, y + height)


def _font_folder() -> Path:
    spec = find_spec("font_source_serif_pro")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("font-source-serif-pro is missing; run: uv sync")
    return Path(spec.origin).parent / "files"
