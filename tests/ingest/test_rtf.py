from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import DamagedFileError, EmptyInputError, InputError
from extract.ingest.docx import read_docx
from extract.ingest.rtf import read_rtf
from extract.model import Block, Cell, Source
from extract.rulebook import Rulebook
from extract.text import canonical

RULES = Rulebook()


SAMPLES = Path(__file__).parent / "samples"
CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "dev"
FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman{\*\falt Times};}{\f1\fcharset2 Symbol;}{\f2\fcharset163 Arial;}"
    r"{\f3\fswiss\fcharset0 .VnTime;}{\f4\fcharset238 Arial CE;}{\f5\fcharset134 SimSun;}{\f6\fcharset2 Wingdings;}"
    r"{\f7\fmodern\fcharset0 Courier New;}{\f8\fcharset163 VNI-Times;}}"
)
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\b\outlinelevel0 heading 1;}{\s2 heading 2;}}"
ROW = r"\trowd\cellx2000\cellx6000\cellx9000 "


def rtf(body: str, head: str = "") -> bytes:
    opening = r"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + STYLES + r"{\info{\title bo qua}}" + head
    return (opening + body + "}").encode("latin-1")


def read(body: str, head: str = "") -> Source:
    return read_rtf(rtf(body, head), "thu.rtf", "0" * 64, RULES)


def lines(body: str, head: str = "") -> list[str]:
    source = read(body, head)
    return [source.of(block) for block in source.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(r"\pard Giao S\u7903? {\b A}\par", ["Giao Sở A"], id="unicode"),
        pytest.param(r"S\u7903\'3f A\par", ["Sở A"], id="stand-in-byte"),
        pytest.param(r"{\uc0 S\u7903 A}\u7903?b\par", ["SởAởb"], id="uc-holds-in-its-group"),
        pytest.param(r"{\uc2 S\u7903\'3f\'3f A}\par", ["Sở A"], id="two-stand-ins"),
        pytest.param(r"a\u8211\endash b\par", ["a-b"], id="stand-in-by-name"),
        pytest.param(r"a\u7903{b}\par", ["aởb"], id="brace-ends-stand-ins"),
        pytest.param(r"a\u7903\b b\par", ["aởb"], id="mark-ends-stand-ins"),
        pytest.param(r"\u-10179?\u-8704?x\par", ["\U0001f600x"], id="surrogates"),
        pytest.param(r"a\u-10179?b\par", ["ab"], id="lone-surrogate"),
        pytest.param(r"\'93a\'94 \ldblquote b\rdblquote\par", ["“a” “b”"], id="quotes"),
        pytest.param(r"{\f2 Vi\'ea\'f2t}\par", ["Việt"], id="windows-1258"),
        pytest.param(r"{\f4 \'b9}\par", ["ą"], id="windows-1250"),
        pytest.param(r"{\f5 \'d6\'d0}\par", ["中"], id="two-byte-characters"),
        pytest.param(r"{\f1 \'b3} 5 {\f1\u-3917?}\par", ["≥ 5 ≥"], id="symbol-font"),
        pytest.param(r"1\~000\_A\-B\{\}\\\par", ["1 000-AB{}\\"], id="signs"),
        pytest.param("a\\par\r\nb\r\nc\\\nd", ["a", "bc", "d"], id="ends-of-lines"),
        pytest.param(r"Th\u7913? nh\u7845?t.\line Th\u7913? hai.\par", ["Thứ nhất.", "Thứ hai."], id="line"),
        pytest.param(r"{\caps quy\u7871?t}\par", ["QUYẾT"], id="capitals"),
        pytest.param(r"{\pict\wmetafile8 010203}\bin3 }}}a{\*\unknown b}\par", ["a"], id="pictures-and-unknown"),
        pytest.param(r"{\object\objemb{\*\objdata 0102}{\result{\pard b\u7843?ng\par}}}\par", ["bảng"], id="object"),
        pytest.param(r"{\upr{sai}{\*\ud{\u273?\'fang}}}\par", ["đúng"], id="both-codings"),
        pytest.param(r"{\field{\*\fldinst HYPERLINK \\l x}{\fldrslt\ul xem}} n\par", ["xem n"], id="field"),
        pytest.param(
            r'{\field{\*\fldinst SYMBOL 254 \\f "Wingdings" \\s 12}{\fldrslt}} x\par', ["☑ x"], id="sign-field"
        ),
        pytest.param(r"{\xe{\v muc}}a{\*\bkmkstart b}\par", ["a"], id="index-mark"),
        pytest.param(
            r"th\u226?n{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard KH\u7848?N\par}}"
            r"{\shprslt{\*\do x}}}\par",
            ["thân", "KHẨN"],
            id="text-box-once",
        ),
        pytest.param(
            r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv M\u7852?T}}{\sp{\sn gtextFont}{\sv Arial}}}}\par",
            ["MẬT"],
            id="art",
        ),
        pytest.param(r"{\*\do\dptxbx{\dptxbxtext\pard cu\par}}\par", ["cu"], id="old-text-box"),
        pytest.param(r"a}b\par}}}", ["ab"], id="braces-too-many"),
        pytest.param(r"-------\par ____\par x", ["x"], id="drawn-lines"),
    ],
)
def test_read_rtf_gives_what_prints(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_read_rtf_gives_look_and_headings() -> None:
    source = read(
        r"\pard\qc\b I\b0\par \pard\s1 C\u259?n c\u7913?\par\pard\s2 Hai\par\pard\outlinelevel2 Ba\par"
        r"\pard\plain\i nghi\u234?ng\par"
    )
    assert [(b.bold, b.italic, b.centered, b.heading) for b in source.blocks] == [
        (True, False, True, 0),
        (False, False, False, 1),
        (False, False, False, 2),
        (False, False, False, 3),
        (False, True, False, 0),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"{\f3 tr\'ad\'edc ng\'b5y}", "trước ngày"),
        (r"{\f8 \'f1\'f6\'f4\'efc giao}", "được giao"),
        (r"{\f3 tr\u173?\'edc}", "trước"),
        (r"{\f0 abc}", "abc"),
    ],
)
def test_read_rtf_reads_fonts_of_the_time_before_unicode(body: str, text: str) -> None:
    assert read(body).text == text


def test_read_rtf_takes_bytes_without_font_by_the_code_page_of_the_document() -> None:
    data = rb"{\rtf1\ansi\ansicpg1258{\fonttbl{\f0\fnil Arial;}}\f0 Vi\'ea\'f2t \'d0}"
    source = read_rtf(data, "thu.rtf", "0" * 64, RULES)
    assert source.text == "Việt Đ"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (r"{\listtext\pard 1.\tab}", "1. rà"),
        (r"{\pntext\f0 a)\tab}", "a) rà"),
        (r"{\listtext\f1\'b7\tab}", "- rà"),
        (r"{\listtext\u8226?\tab}", "- rà"),
        (r"{\listtext\f7 o\tab}", "- rà"),
        (r"{\listtext +\tab}", "+ rà"),
        (r"{\listtext \u272?i\u7873?u 5.}", "Điều 5. rà"),
        (r"{\listtext 7}", "7rà"),
    ],
)
def test_read_rtf_prints_labels(printed: str, expected: str) -> None:
    assert lines(r"\pard\ls1 " + printed + r"r\u224?\par") == [expected]


def test_read_rtf_says_when_labels_are_missing() -> None:
    source = read(r"\pard\ls1\ilvl0 m\u7897?t\par")
    assert [problem.code for problem in source.problems] == ["numbering-not-read"]


def cells(source: Source) -> list[tuple[str, int, int, int, int]]:
    return [
        (source.of(block), block.cell.row, block.cell.column, block.cell.row_span, block.cell.column_span)
        for block in source.blocks
        if block.cell
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            ROW + r"\pard\intbl a\cell b\par c\cell d\cell\row",
            [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 0, 1, 1, 1), ("d", 0, 2, 1, 1)],
            id="plain",
        ),
        pytest.param(
            r"\pard\intbl a\cell b\cell c\cell{\trowd\cellx2000\cellx6000\cellx9000\row}",
            [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 0, 2, 1, 1)],
            id="definition-after",
        ),
        pytest.param(
            r"\trowd\clvmgf\cellx2000\cellx6000\cellx9000\intbl a\cell b\cell c\cell\row"
            r"\trowd\clvmrg\cellx2000\cellx6000\cellx9000\cell d\cell e\cell\row",
            [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 1), ("c", 0, 2, 1, 1), ("d", 1, 1, 1, 1), ("e", 1, 2, 1, 1)],
            id="merged-down",
        ),
        pytest.param(
            r"\trowd\clmgf\cellx2000\clmrg\cellx6000\cellx9000\intbl a\cell\cell c\cell\row",
            [("a", 0, 0, 1, 2), ("c", 0, 2, 1, 1)],
            id="merged-across",
        ),
        pytest.param(
            ROW + r"\intbl a\cell b\cell c\cell\row\trowd\cellx6010\cellx8995 d\cell e\cell\row",
            [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 0, 2, 1, 1), ("d", 1, 0, 1, 2), ("e", 1, 2, 1, 1)],
            id="wide-cell",
        ),
        pytest.param(
            r"\trowd\trleft2000\cellx6000\intbl b\cell\row" + ROW + r"a\cell b\cell c\cell\row",
            [("b", 0, 1, 1, 1), ("a", 1, 0, 1, 1), ("b", 1, 1, 1, 1), ("c", 1, 2, 1, 1)],
            id="indented-row",
        ),
        pytest.param(
            ROW + r"\intbl a\cell \pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx1000\cellx1500"
            r"\nestrow}{\nonesttables\par}\pard\intbl\itap1 z\cell c\cell\row",
            [("a", 0, 0, 1, 1), ("x", 0, 1, 1, 1), ("y", 0, 1, 1, 1), ("z", 0, 1, 1, 1), ("c", 0, 2, 1, 1)],
            id="nested",
        ),
        pytest.param(
            r"\trowd\cellx9000\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx4000\cellx8000"
            r"\nestrow}\pard\intbl\itap1\cell\row",
            [("x", 0, 0, 1, 1), ("y", 0, 1, 1, 1)],
            id="frame",
        ),
        pytest.param(
            ROW + r"\intbl a\cell \pard b\par c\cell d",
            [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 0, 1, 1, 1), ("d", 0, 2, 1, 1)],
            id="cut",
        ),
        pytest.param(
            ROW + r"\pard\intbl {\listtext 1.\tab}\cell b\cell\cell\row",
            [("1.", 0, 0, 1, 1), ("b", 0, 1, 1, 1)],
            id="label",
        ),
    ],
)
def test_read_rtf_places_cells(body: str, expected: list[tuple[str, int, int, int, int]]) -> None:
    assert cells(read(body)) == expected


@pytest.mark.parametrize("second", [r"\irow0", r"\trqc"])
def test_read_rtf_parts_tables_that_touch(second: str) -> None:
    source = read(
        r"\trowd\irow0\cellx4000\cellx9000\intbl a\cell b\cell\row\trowd\irow1\cellx9000 c\cell\row\trowd"
        + second
        + r"\cellx9000 d\cell\row\pard e\par"
    )
    assert [block.cell for block in source.blocks] == [
        Cell(0, 0, 0),
        Cell(0, 0, 1),
        Cell(0, 1, 0, 1, 2),
        Cell(1, 0, 0),
        None,
    ]


def test_read_rtf_gives_notes_after_the_body() -> None:
    source = read(
        r"\pard M\u7897?t{\super\chftn{\footnote\pard\plain {\super\chftn} ch\u250? th\u237?ch}}, hai{\super *}"
        r"{\*\footnote sao}, ba{\super\chftn}{\footnote\ftnalt\chftn cu\u7889?i}, b\u7889?n"
        r"{\chftn{\footnote\chftn hai}}.\par",
        head=r"\ftnbj\aftnnrlc",
    )
    assert [(source.of(block), block.kind, block.marker) for block in source.blocks] == [
        ("Một, hai, ba, bốn.", "paragraph", ""),
        ("chú thích", "note", "1"),
        ("sao", "note", "*"),
        ("hai", "note", "2"),
        ("cuối", "note", "i"),
    ]
    assert [(source.text[note.offset - 1], note.marker) for note in source.note_references] == [
        ("t", "1"),
        ("i", "*"),
        ("a", "i"),
        ("n", "2"),
    ]


@pytest.mark.parametrize(("title_page", "expected"), [(r"\titlepg", ["Mật", "Dự thảo"]), ("", ["Dự thảo"])])
def test_read_rtf_keeps_running_heads_apart(title_page: str, expected: list[str]) -> None:
    source = read(
        r"{\headerf\pard M\u7853?t\par}{\header\pard D\u7921? th\u7843?o\par\pard Trang {\field{\*\fldinst PAGE}"
        r"{\fldrslt 2}}\par\chpgn\par}{\footer D\u7921? th\u7843?o\par}" + title_page + r"\pard th\u226?n\par"
    )
    assert [source.of(block) for block in source.blocks if block.kind == "furniture"] == expected
    assert source.of(source.blocks[0]) == "thân"


def test_read_rtf_leaves_out_deleted_and_hidden_text() -> None:
    source = read(r"\pard gi\u7919? {\deleted b\u7887?} {\revised th\u234?m}{\v \u7849?n}{\deleted\par}n\u7889?i\par")
    assert source.text == "giữ thêmnối"
    assert [problem.code for problem in source.problems] == ["tracked-changes", "hidden-text"]


def test_read_rtf_says_when_the_file_breaks_off() -> None:
    source = read_rtf(rtf(r"\pard m\u7897?t {\b hai")[:-1], "thu.rtf", "0" * 64, RULES)
    assert source.text == "một hai"
    assert [(problem.code, problem.severity) for problem in source.problems] == [("file-broken-off", "error")]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (rtf(r"{\pict 00}"), EmptyInputError),
        (rb"{\rtf1 " + b"{" * 5000 + b"x", DamagedFileError),
        (rb"{\rtf1\bin999999999 x}", EmptyInputError),
    ],
)
def test_read_rtf_refuses_what_holds_no_text(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        read_rtf(data, "thu.rtf", "0" * 64, RULES)
    assert caught.value.text("vi") != caught.value.text("en")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(r"a{\footnote\header\shptxt b}c\par d", ["ac", "d", "b"], id="destinations-in-one-group"),
        pytest.param(r"a{\footnote b{\b c", ["a", "bc"], id="destinations-left-open"),
        pytest.param(r"{\*\do\dptxbxtext x" * 380, ["x"] * 380, id="text-boxes-in-text-boxes"),
    ],
)
def test_read_rtf_loses_no_text_of_odd_nesting(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M", "Lm", "Sk"]), min_size=1, max_size=40))
def test_read_rtf_reads_every_character(text: str) -> None:
    units = text.encode("utf-16-le")
    coded = "".join(
        rf"\u{int.from_bytes(units[at : at + 2], 'little', signed=True)}?" for at in range(0, len(units), 2)
    )
    typed = read(r"\pard x" + coded + r"x\par").text
    assert typed == canonical(f"x{text}x").text


@settings(max_examples=80)
@given(st.data())
def test_read_rtf_of_altered_bytes_gives_text_or_an_input_error(data: st.DataObject) -> None:
    good = rtf(
        ROW + r"\intbl{\listtext 1.\tab}a\cell{\shp{\*\shpinst{\shptxt b\par}}}\cell\row\pard c{\footnote d}"
        r"{\field{\*\fldinst PAGE}{\fldrslt 2}}{\header e\par}\u7903?\'ad\par"
    )
    at = data.draw(st.integers(0, len(good)))
    new = data.draw(st.binary(max_size=4) | st.sampled_from([b"{", b"}", b"\\*", b"\\row ", b"\\cell ", b"\\nestrow "]))
    cut = data.draw(st.integers(at, len(good)))
    try:
        source = read_rtf(good[:at] + new + good[cut:], "thu.rtf", "0" * 64, RULES)
        texts = [source.of(block) for block in source.blocks]
    except InputError as error:
        texts = [error.text()]
    assert all(texts)


def shape(source: Source) -> list[tuple[str, Block]]:
    return [(source.of(block), block) for block in source.blocks]


@pytest.mark.parametrize("name", ["17-bvhttdl-huong-dan-kiem-ke-di-tich", "43-nq-hdnd-huyen-truong-chuan"])
def test_read_rtf_gives_what_the_docx_of_the_same_directive_gives(name: str) -> None:
    rich = read_rtf((SAMPLES / f"{name}.rtf").read_bytes(), name, "0" * 64, RULES)
    packed = read_docx((CORPUS / f"{name}.docx").read_bytes(), name, "0" * 64, RULES)
    assert shape(rich) == shape(packed)
    assert rich.note_references == packed.note_references
