"""Legacy encodings: tables, fonts, bytes, and text that was misread on the way."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path
from shutil import which

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_builder import PdfBuilder

from extract.ingest import read
from extract.ingest.detect import decode
from extract.ingest.legacy import LegacyText
from extract.ingest.legacy_fonts import LegacyFonts
from extract.ingest.legacy_tables import Encodings
from extract.ingest.pdf_page import read_page
from extract.ingest.reading_quality import page_quality
from extract.normalize.syllables import Syllables
from extract.rulebook import Rulebook
from extract.text import canonical
from tests.conftest import CHECKOUT
from tests.ingest.docx_builder import docx, p, r
from tests.ingest.docx_builder import read as read_docx

RULEBOOK = Rulebook()
ENCODINGS = Encodings.of(RULEBOOK)
LEGACY = LegacyText.of(RULEBOOK)
TEXT = (
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành, địa phương khẩn trương rà soát, tổng hợp số liệu,\n"
    "báo cáo kết quả thực hiện nhiệm vụ được giao về Sở Nội vụ trước ngày 15 tháng 8 năm 2031.\n"
    "Số: 12/KH-UBND\n"
    "Phó Giám đốc Bùi Thị Thơ"
)
NAMES = ("tcvn3", "vni", "vps", "viscii", "cp1258")
GLIBC = {"tcvn3": "TCVN", "viscii": "VISCII"}


def encoded(text: str, name: str) -> bytes:
    """Return text in an encoding, in small letters where it has no capital."""
    encoding = ENCODINGS.named(name)
    fit = "".join(char if char.isascii() or char in encoding.letters else char.lower() for char in text)
    return encoding.encode(fit)


def shown(text: str, name: str, codec: str = "cp1252") -> str:
    """Return text in an encoding as a program shows it that takes it for Western text."""
    codes = encoded(text, name)
    return "".join(bytes([code]).decode(codec, "ignore") or chr(code) for code in codes)


@pytest.mark.parametrize("name", NAMES)
def test_tables_give_every_letter_its_own_bytes(name: str) -> None:
    letters = ENCODINGS.named(name).letters
    assert len(set(letters.values())) == len(letters) > 70
    assert all(unicodedata.is_normalized("NFC", letter) for letter in letters)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_tables_lead_back_to_the_text(name: str, codec: str) -> None:
    encoding = ENCODINGS.named(name)
    assert encoding.decode(shown(TEXT, name, codec)).lower() == TEXT.lower()
    for letter in encoding.letters:
        assert encoding.decode(shown(f"x{letter}x", name, codec)) == f"x{letter}x"


@pytest.mark.parametrize("name", GLIBC)
@pytest.mark.skipif(which("iconv") is None, reason="needs iconv, whose tables are compared")
def test_tables_agree_with_the_system(name: str) -> None:
    letters = ENCODINGS.named(name).letters
    told = subprocess.run(  # noqa: S603
        [str(which("iconv")), "-f", "UTF-8", "-t", GLIBC[name]],
        input="".join(letters).encode(),
        capture_output=True,
        check=True,
    )
    assert told.stdout == b"".join(letters.values())


def test_vni_reads_small_marks_behind_capitals() -> None:
    vni = ENCODINGS.named("vni")
    assert vni.decode("Oâng AÁP Ñoàng ÑOÀNG") == "Ông ẤP Đồng ĐỒNG"


@pytest.mark.parametrize(
    ("font", "text", "meant"),
    [
        (".VnTime", "B¸o c¸o ®­îc lËp n¨m 2031", "Báo cáo được lập năm 2031"),
        ("ABCDEF+.VnTimeH", "céng hoµ", "CỘNG HOÀ"),
        (".VnArialH", "ban", "BAN"),
        (".VnTime,Bold", "tr­íc", "trước"),
        (".VnTime", "\uf0ae\uf0ad\uf0eec", "được"),
        ("VNI-Times", "Xin chaøo caùc baïn", "Xin chào các bạn"),
        ("VNI-Helve-Condense", "ñöôïc", "được"),
        ("VPS Times", shown("kế hoạch", "vps"), "kế hoạch"),
        ("Times New Roman", "B¸o c¸o", "B¸o c¸o"),
        (".VnTime", "Báo cáo của Sở", "Báo cáo của Sở"),
        (".VnTime", "báo cáo", "báo cáo"),
        ("VNI-Times", "các bác", "các bác"),
        ("", "", ""),
    ],
)
def test_fonts_tell_the_encoding_unless_the_text_knows_better(font: str, text: str, meant: str) -> None:
    assert LegacyFonts(RULEBOOK).read(text, font) == meant


def test_fonts_heed_what_the_document_proved_before() -> None:
    fonts = LegacyFonts(RULEBOOK)
    doubtful = "hoà"  # a syllable in Unicode, and hồ in VNI
    assert fonts.read(doubtful, "VNI-Times") == "hồ"
    assert fonts.read("Ủy ban nhân dân", "VNI-Times") == "Ủy ban nhân dân"
    assert fonts.read(doubtful, "VNI-Times") == doubtful


def test_fonts_share_a_letter_between_runs() -> None:
    fonts = LegacyFonts(RULEBOOK)
    runs = [("Xin cha", "VNI-Times"), ("øo ca", "VNI-Times"), ("ùc baïn", "VNI-Helve"), (" báo", "Arial")]
    assert "".join(fonts.read_runs(runs)) == "Xin chào các bạn báo"
    assert fonts.converted == ("VNI-Windows",)


@pytest.mark.parametrize("name", NAMES)
def test_repair_finds_each_encoding(name: str) -> None:
    line = TEXT.splitlines()[0]
    text, title = LEGACY.repair(shown(line, name)) or ("", "")
    assert text.lower() == line.lower()
    assert title == ENCODINGS.named(name).title


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_repair_reads_misread_utf_8(codec: str) -> None:
    text = "Độc lập - Tự do - Hạnh phúc; đã gửi đề nghị kịp thời và đầy đủ, xử lý ngay"
    misread = "".join(bytes([code]).decode(codec, "ignore") or chr(code) for code in text.encode())
    assert LEGACY.repair(misread) == (text, "UTF-8 đọc nhầm thành Latin-1")
    assert LEGACY.repair(misread.replace("\u00a0", " ").replace("\u00ad", "")) == (text, "UTF-8 đọc nhầm thành Latin-1")


def test_repair_gives_capitals_back_to_lines_typed_in_them() -> None:
    assert LEGACY.repair("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM") == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TCVN3 (ABC)")


@pytest.mark.parametrize(
    "text",
    [
        "Die Behörden prüfen während der Übergangsfrist größere Städte und Straßen in Österreich.",
        "Le ministère a décidé de réunir les élus à Genève dès la fin de l'été pour créer un réseau.",
        "El niño español soñó con la mañana en Logroño, según el señor Núñez.",
        "Máy đo ® hãng Škoda, dung sai ±5 µm, nhiệt độ 25 °C, © 2031",
        "Số: 15/KH-UBND",
        "n¨m",
        "Ủy ban nhân dân xã Hoà Bình, ông Mùi, bà Lò Thị Ò, kính gửi quì",
        "",
    ],
)
def test_repair_leaves_what_is_fine_or_foreign(text: str) -> None:
    assert LEGACY.repair(text) is None
    assert LEGACY.mended(text) == (text, ())


def test_repair_leaves_every_sample_text() -> None:
    paths = sorted((CHECKOUT / "corpus").glob("*/*.txt"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert LEGACY.mended(text) == (text, ()), path.name
        assert [line for line in text.splitlines() if LEGACY.repair(line)] == [], path.name


@given(st.text(st.sampled_from("abcdđeêghiklmnoôơuưáàảãạịọụ ,.;®µ¸ñö"), max_size=80))
def test_repair_never_touches_text_that_reads_well(noise: str) -> None:
    text = f"Ủy ban nhân dân tỉnh giao Sở Nội vụ chủ trì, phối hợp với các sở, ngành thực hiện. {noise}"
    assert LEGACY.repair(text) is None


@pytest.mark.parametrize("name", NAMES)
def test_decode_reads_files_of_each_encoding(name: str) -> None:
    text, titles = decode(encoded(TEXT, name), RULEBOOK)
    assert text.lower() == TEXT.lower()
    assert titles == (ENCODINGS.named(name).title,)


def test_decode_reads_a_file_of_two_encodings_and_utf_8() -> None:
    first, second, third, last = TEXT.splitlines()
    data = b"\n".join([encoded(first, "tcvn3"), encoded(second, "vni"), third.encode(), last.encode()])
    text, titles = decode(data, RULEBOOK)
    assert text.lower() == TEXT.lower()
    assert titles == ("TCVN3 (ABC)", "VNI-Windows")


def test_decode_reads_html_whose_western_letters_are_spelled_out() -> None:
    page = "<html><body><p>B&aacute;o</p>\n<p>B&#184;o c&#184;o t&micro;i ch&Yacute;nh n&uml;m 2031</p></body></html>"
    text, titles = decode(page.encode(), RULEBOOK)
    assert "<p>Báo cáo tài chính năm 2031</p>" in text
    assert titles == ("TCVN3 (ABC)",)


def test_read_reports_what_was_converted(tmp_path: Path) -> None:
    path = tmp_path / "cong-van.txt"
    path.write_bytes(encoded(TEXT, "tcvn3"))
    source = read(path, RULEBOOK)
    assert "báo cáo kết quả" in source.text
    (problem,) = [problem for problem in source.problems if problem.code == "legacy-encoding"]
    assert problem.severity == "info"
    assert "TCVN3" in problem.message


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def test_read_docx_reads_runs_by_their_fonts() -> None:
    source = read_docx(
        docx(
            p(r("céng hoµ x· héi", font(".VnTimeH")))
            + p(r("®­", font(".VnTime")), r("îc giao n¨m ", font(".VnTime") + "<w:b/>"), r("tới", font("Arial")))
            + p(r("qu¶n lý", font(".VnTime") + "<w:caps/>"))
            + p(r("Xin cha", font("VNI-Times")), r("øo caùc baïn", font("VNI-Times") + "<w:i/>"))
            + p('<w:r><w:sym w:font=".VnTime" w:char="F0AE"/></w:r>', r("µn", font(".VnTime")))
        )
    )
    assert source.text.split("\n") == ["CỘNG HÒA XÃ HỘI", "được giao năm tới", "QUẢN LÝ", "Xin chào các bạn", "đàn"]
    assert [problem.code for problem in source.problems] == ["legacy-encoding"]


def test_read_docx_repairs_text_whose_font_was_lost() -> None:
    first, second, *_ = TEXT.splitlines()
    body = [p(shown(line, "vni")) for line in (first, second)] + [p(r("Ghi chú", font("Arial")))]
    source = read_docx(docx("".join(body)))
    assert source.text == f"{first}\n{second}\nGhi chú"
    assert [problem.code for problem in source.problems] == ["legacy-encoding"]


@pytest.mark.parametrize(
    ("name", "fonts"),
    [
        ("tcvn3", (".VnTime", ".VnTimeH")),
        ("vni", ("VNI-Times", "VNI-Helve")),
        ("vps", ("VPSTimes", "ABCDEF+VPSTimes-Bold")),
        ("viscii", ("VITimes", "VIArial")),
    ],
)
def test_read_page_of_a_pdf_reads_text_by_fonts(name: str, fonts: tuple[str, str]) -> None:
    builder = PdfBuilder(fonts=(*fonts, "Times-Roman"))
    builder.text(85, 100, encoded("Ủy ban nhân dân tỉnh tổ chức", name).decode("latin-1"))
    builder.text(85, 130, encoded("lưu trữ hồ sơ", name).decode("latin-1"), font=1)
    builder.text(85, 160, "Thành phố Huế", font=2)
    document = pypdfium2.PdfDocument(builder.data())
    handle = pdfium.FPDF_LoadPage(document.raw, 0)
    try:
        page = read_page(handle, 1, LegacyFonts(RULEBOOK))
    finally:
        pdfium.FPDF_ClosePage(handle)
        document.close()
    first, second, third = [canonical(line.text).text for line in page.lines]
    assert first.lower() == "ủy ban nhân dân tỉnh tổ chức"
    assert second == ("LƯU TRỮ HỒ SƠ" if name == "tcvn3" else "lưu trữ hồ sơ")
    assert third == "Thành phố Huế"
    assert page_quality(page.text, Syllables.of(RULEBOOK)) == 1
