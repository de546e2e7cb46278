from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odt_builder import flat, lines, odt, p, read, span, style

from extract.errors import DamagedFileError, EmptyInputError, EncryptedFileError, InputError, TooLargeError
from extract.ingest import packed
from extract.ingest.docx import read_docx
from extract.model import Block, Source
from extract.rulebook import Rulebook

RULES = Rulebook()


SAMPLES = Path(__file__).parent / "samples"
CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "dev"
STYLES = (
    style("dam", 'fo:font-weight="bold"')
    + style("nghieng", 'fo:font-style="italic"', more='style:parent-style-name="dam"')
    + style("thuong", 'fo:font-weight="normal"')
    + style("hoa", 'fo:text-transform="uppercase"')
    + style("an", 'text:display="none"')
    + style("cu", 'style:font-name="F1"')
    + style("giua", 'fo:font-weight="700"', paragraph='fo:text-align="center"', family="paragraph")
    + style("con", family="paragraph", more='style:parent-style-name="giua"')
    + style("vong", family="paragraph", more='style:parent-style-name="vong"')
)


def box(text: str) -> str:
    return f"<draw:frame><draw:text-box>{p(text)}</draw:text-box><svg:desc>bo</svg:desc></draw:frame>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("Kính\n   gửi: ", span("Sở A", "dam")), ["Kính gửi: Sở A"], id="spans-and-blanks"),
        pytest.param(p('1.<text:tab/>Rà<text:s text:c="3"/>soát'), ["1. Rà soát"], id="tab-and-blanks"),
        pytest.param(p("Thứ nhất.<text:line-break/>Thứ hai."), ["Thứ nhất.", "Thứ hai."], id="line-break"),
        pytest.param(p("một <text:soft-page-break/>câu"), ["một câu"], id="page-break"),
        pytest.param(p(span("quyết", "hoa")), ["QUYẾT"], id="capitals"),
        pytest.param(p("giữ", span("ẩn", "an")), ["giữ"], id="hidden"),
        pytest.param(
            p('<text:a>liên</text:a> <text:date>2/3</text:date><text:bookmark text:name="x"/>'),
            ["liên 2/3"],
            id="fields",
        ),
        pytest.param(p("<text:page-number>7</text:page-number>/9"), ["7/9"], id="page-number-in-text"),
        pytest.param(p("a<office:annotation>" + p("bỏ") + "</office:annotation>b"), ["ab"], id="comment"),
        pytest.param(
            p("<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text></text:ruby>"),
            ["a"],
            id="ruby",
        ),
        pytest.param(p("thân", box("HỎA TỐC")), ["thân", "HỎA TỐC"], id="text-box"),
        pytest.param(box("KHẨN") + p("thân"), ["KHẨN", "thân"], id="text-box-of-the-page"),
        pytest.param(
            p("<draw:g><draw:custom-shape>" + p("Hình") + "<draw:enhanced-geometry/></draw:custom-shape></draw:g>"),
            ["Hình"],
            id="shape",
        ),
        pytest.param("<text:section>" + p("a") + "</text:section>", ["a"], id="section"),
        pytest.param(
            '<text:section text:display="none">' + p("a") + "</text:section>" + p("b"), ["b"], id="hidden-section"
        ),
        pytest.param(p('<text:hidden-paragraph text:is-hidden="true"/>a') + p("b"), ["b"], id="hidden-paragraph"),
        pytest.param(
            "<text:table-of-content><text:table-of-content-source>x</text:table-of-content-source><text:index-body>"
            + p("Mục 1")
            + "</text:index-body></text:table-of-content>",
            ["Mục 1"],
            id="contents",
        ),
        pytest.param(p("-----") + p("x"), ["x"], id="drawn-line"),
        pytest.param(p("a", style="vong"), ["a"], id="style-of-itself"),
    ],
)
def test_read_odt_gives_what_prints(body: str, expected: list[str]) -> None:
    assert lines(body, styles=STYLES) == expected


def test_read_odt_gives_inherited_looks_and_headings() -> None:
    body = (
        p("a", style="con")
        + p(span("b", "nghieng"))
        + p(span("c" + span("d", "thuong"), "dam"))
        + '<text:h text:outline-level="2">e</text:h>'
    )
    source = read(odt(body, styles=STYLES))
    assert [(b.bold, b.italic, b.centered, b.heading) for b in source.blocks] == [
        (True, False, True, 0),
        (True, True, False, 0),
        (False, False, False, 0),
        (False, False, False, 2),
    ]


def test_read_odt_reads_fonts_of_the_time_before_unicode() -> None:
    face = '<style:font-face style:name="F1" svg:font-family="\'.VnTime\'"/>'
    fonts = (
        f"</office:automatic-styles><office:font-face-decls>{face}</office:font-face-decls><office:automatic-styles>"
    )
    source = read(odt(p(span("tr\u00ad\u00edc ng\u00b5y", "cu")), styles=STYLES + fonts))
    assert source.text == "trước ngày"
    assert [problem.code for problem in source.problems] == ["legacy-encoding"]


def level(at: int, form: str, more: str = "", *, kind: str = "number") -> str:
    return f'<text:list-level-style-{kind} text:level="{at}" style:num-format="{form}" {more}/>'


LISTS = (
    '<text:list-style style:name="L">'
    + level(1, "I", 'style:num-suffix="."')
    + level(2, "1", 'style:num-suffix=")" text:display-levels="2"')
    + level(3, "", 'text:bullet-char="•"', kind="bullet")
    + "</text:list-style>"
    '<text:list-style style:name="M">'
    + level(1, "a", 'loext:num-list-format="(%1%)" text:start-value="3"')
    + level(2, "A", 'style:num-prefix="Phần "')
    + level(3, "i", 'style:num-suffix="."')
    + "</text:list-style>"
)


def items(*content: str, more: str = 'text:style-name="L"') -> str:
    filled = (c if c.startswith("<text:list-") else f"<text:list-item>{c}</text:list-item>" for c in content)
    return f"<text:list {more}>{''.join(filled)}</text:list>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(items(p("a") + p("tiếp"), p("b")), ["I. a", "tiếp", "II. b"], id="one-label-an-item"),
        pytest.param(items(p("a") + items(p("b"), p("c"))), ["I. a", "I.1) b", "I.2) c"], id="levels"),
        pytest.param(items(items(items(p("a")))), ["- a"], id="bullet"),
        pytest.param(items(items(p("a"))), ["I.1) a"], id="skipped-level"),
        pytest.param(
            items(p("a") + items(p("b")), p("c") + items(p("d"))), ["I. a", "I.1) b", "II. c", "II.1) d"], id="restart"
        ),
        pytest.param(
            items(p("a")) + p("x") + items(p("b"), more='text:style-name="L" text:continue-numbering="true"'),
            ["I. a", "x", "II. b"],
            id="continued",
        ),
        pytest.param(items(p("a")) + items(p("b")), ["I. a", "I. b"], id="new-list"),
        pytest.param(
            items(p("a"), more='text:style-name="L" xml:id="l1"')
            + items(p("b"), more='text:style-name="M"')
            + items(p("c"), more='text:style-name="L" text:continue-list="l1"'),
            ["I. a", "(c) b", "II. c"],
            id="continued-by-id",
        ),
        pytest.param(
            items('<text:list-item text:start-value="5">' + p("a") + "</text:list-item>", p("b")),
            ["V. a", "VI. b"],
            id="start",
        ),
        pytest.param(items("<text:list-header>" + p("a") + "</text:list-header>", p("b")), ["a", "I. b"], id="header"),
        pytest.param(
            items(items(p("a"), items(p("b"), more=""), more=""), more='text:style-name="M"'),
            ["Phần A a", "i. b"],
            id="letters",
        ),
        pytest.param(items(p("a"), more='text:style-name="X"'), ["a"], id="unknown-style"),
        pytest.param(
            '<text:numbered-paragraph text:list-id="n" text:level="1" text:style-name="L"><text:number>I.</text:number>'
            + p("a")
            + "</text:numbered-paragraph>",
            ["I. a"],
            id="numbered-paragraph",
        ),
    ],
)
def test_read_odt_prints_labels(body: str, expected: list[str]) -> None:
    assert lines(body, styles=LISTS) == expected


def test_read_odt_numbers_headings_by_the_outline() -> None:
    outline = "<text:outline-style>" + "".join(
        f'<text:outline-level-style text:level="{at}" style:num-format="{form}" style:num-suffix="." '
        f'text:display-levels="{at}"/>'
        for at, form in ((1, "1"), (2, "1"), (3, ""))
    )
    heads = "".join(
        f'<text:h text:outline-level="{at}" {more}>{text}</text:h>'
        for at, text, more in (
            (1, "a", ""),
            (2, "b", ""),
            (2, "c", ""),
            (1, "d", 'text:is-list-header="true"'),
            (1, "e", ""),
            (3, "f", ""),
        )
    )
    assert lines(heads, common=outline + "</text:outline-style>") == ["1. a", "1.1. b", "1.2. c", "d", "2. e", "f"]


def tc(content: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{content if content.startswith('<') else p(content)}</table:table-cell>"


def tr(*cells: str, more: str = "") -> str:
    return (
        f"<table:table-row {more}>{''.join(c if c.startswith('<table:') else tc(c) for c in cells)}</table:table-row>"
    )


COVERED = "<table:covered-table-cell/>"


def tbl(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(tbl(tr("a", "b")), [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)], id="plain"),
        pytest.param(
            tbl(
                f"<table:table-header-rows>{tr('a')}</table:table-header-rows>",
                f"<table:table-rows>{tr('b')}</table:table-rows>",
            ),
            [("a", 0, 0, 1, 1), ("b", 1, 0, 1, 1)],
            id="header-rows",
        ),
        pytest.param(
            tbl(tr(tc("a", 'table:number-columns-spanned="2"'), COVERED, "b")),
            [("a", 0, 0, 1, 2), ("b", 0, 2, 1, 1)],
            id="wide",
        ),
        pytest.param(
            tbl(tr(tc("a", 'table:number-rows-spanned="2"'), "b"), tr(COVERED, "c")),
            [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 1), ("c", 1, 1, 1, 1)],
            id="high",
        ),
        pytest.param(
            tbl(tr(tc("x", 'table:number-columns-repeated="2"'), "b"), tr("c", more='table:number-rows-repeated="2"')),
            [("x", 0, 0, 1, 1), ("x", 0, 1, 1, 1), ("b", 0, 2, 1, 1), ("c", 1, 0, 1, 1), ("c", 2, 0, 1, 1)],
            id="repeated",
        ),
        pytest.param(
            tbl(
                tr(
                    '<table:table-cell table:number-columns-repeated="999999999"/>',
                    more='table:number-rows-repeated="999999999"',
                ),
                tr("a"),
            ),
            [("a", 1000, 0, 1, 1)],
            id="repeated-nothing",
        ),
        pytest.param(
            tbl(tr("a", tc(p("b") + tbl(tr("c", "d"))))),
            [("a", 0, 0, 1, 1), *((t, 0, 1, 1, 1) for t in "bcd")],
            id="nested",
        ),
        pytest.param(tbl(tr(tc(tbl(tr("c", "d"))))), [("c", 0, 0, 1, 1), ("d", 0, 1, 1, 1)], id="frame"),
        pytest.param(tbl(tr("a"), tr("b", more='table:visibility="collapse"')), [("a", 0, 0, 1, 1)], id="hidden-row"),
    ],
)
def test_read_odt_places_cells(table: str, expected: list[tuple[str, int, int, int, int]]) -> None:
    source = read(odt(table + p("./.")))
    found = [
        (source.of(b), b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span) for b in source.blocks if b.cell
    ]
    assert found == expected


def note(kind: str, mark: str, text: str) -> str:
    cited = f"<text:note-citation>{mark}</text:note-citation><text:note-body>{p(text)}</text:note-body>"
    return f'<text:note text:note-class="{kind}">{cited}</text:note>'


def test_read_odt_gives_notes_after_the_body() -> None:
    source = read(odt(p("Một", note("endnote", "i", "cuối"), ", hai", note("footnote", "1", "chú thích"), ".")))
    assert [(source.of(block), block.kind, block.marker) for block in source.blocks] == [
        ("Một, hai.", "paragraph", ""),
        ("chú thích", "note", "1"),
        ("cuối", "note", "i"),
    ]
    assert [(reference.offset, reference.marker) for reference in source.note_references] == [(3, "i"), (8, "1")]


def test_read_odt_keeps_running_heads_apart() -> None:
    number = "<text:page-number>2</text:page-number>"
    masters = (
        f"<style:master-page><style:header>{p('Dự thảo')}{p('Trang ', number)}</style:header>"
        f'<style:footer style:display="false">{p("cũ")}</style:footer></style:master-page>'
        f"<style:master-page><style:footer>{p('Dự thảo')}{p('- ', number, ' -')}{p('Lưu văn thư')}</style:footer>"
        "</style:master-page>"
    )
    source = read(odt(p("thân"), masters=masters))
    assert [source.of(block) for block in source.blocks if block.kind == "furniture"] == ["Dự thảo", "Lưu văn thư"]


def region(change: str, kind: str, content: str = "") -> str:
    return f'<text:changed-region xml:id="{change}"><text:{kind}>{content}</text:{kind}></text:changed-region>'


def mark(kind: str, change: str) -> str:
    return f'<text:change{kind} text:change-id="{change}"/>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (region("c1", "deletion", p("bỏ")) + "|" + p("gi", mark("", "c1"), "ữ"), ["giữ"]),
        (region("c1", "insertion") + "|" + p("gi", mark("-start", "c1"), "ữ", mark("-end", "c1")), ["giữ"]),
        (region("c1", "deletion") + "|" + p("gi", mark("-start", "c1"), "bỏ", mark("-end", "c1"), "ữ"), ["giữ"]),
        (
            region("c1", "deletion")
            + "|"
            + p("nửa", mark("-start", "c1"), "bỏ")
            + p("bỏ")
            + p("bỏ", mark("-end", "c1"), " câu"),
            ["nửa câu"],
        ),
        (region("c1", "deletion") + "|" + p("nửa", mark("-start", "c1")) + mark("-end", "c1"), ["nửa"]),
        (region("c1", "deletion") + "|" + p("a", mark("-start", "c1"), "b"), ["ab"]),
    ],
)
def test_read_odt_leaves_out_deleted_text(body: str, expected: list[str]) -> None:
    changes, _, text = body.partition("|")
    source = read(odt(f"<text:tracked-changes>{changes}</text:tracked-changes>{text}"))
    assert [source.of(block) for block in source.blocks] == expected
    assert [problem.code for problem in source.problems] == ["tracked-changes"]


def test_read_odt_says_when_text_was_hidden() -> None:
    assert [problem.code for problem in read(odt(p("a", span("b", "an")), styles=STYLES)).problems] == ["hidden-text"]


def test_read_odt_reads_flat_files() -> None:
    source = read(flat(p("Điều 1.")))
    assert (source.text, source.read_method) == ("Điều 1.", "odt")


LOCKED = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>", "content.xml": "\0\1\2"}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(odt(p("  ")), EmptyInputError, id="no-text"),
        pytest.param(odt("", files=LOCKED), EncryptedFileError, id="encrypted"),
        pytest.param(odt("<text:p>"), DamagedFileError, id="broken-xml"),
        pytest.param(odt("", files={"content.xml": "<a/>"}), DamagedFileError, id="no-body"),
        pytest.param(odt("")[:300], DamagedFileError, id="cut"),
        pytest.param(
            odt("", files={"content.xml": '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'}), DamagedFileError, id="dtd"
        ),
        pytest.param(flat("<text:span>" * 3000 + "</text:span>" * 3000), DamagedFileError, id="deep"),
    ],
)
def test_read_odt_refuses_what_it_cannot_trust(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        read(data)
    assert caught.value.text("vi") != caught.value.text("en")


def test_read_odt_refuses_archives_that_unpack_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_PART_BYTES", 1000)
    with pytest.raises(TooLargeError, match="bom nén"):
        read(odt(p("a" * 5000)))


@settings(max_examples=60)
@given(st.data())
def test_read_odt_of_altered_xml_gives_text_or_an_input_error(data: st.DataObject) -> None:
    good = flat(
        items(p("a", note("footnote", "1", "b"), box("c"))) + tbl(tr("d", tc("e", 'table:number-rows-spanned="2"')))
    )
    at = data.draw(st.integers(0, len(good)))
    new = data.draw(st.binary(max_size=3) | st.sampled_from([b"</text:p>", b"<text:p>", b"<text:list>", b"9"]))
    try:
        source = read(good[:at] + new + good[data.draw(st.integers(at, min(at + 20, len(good)))) :])
        texts = [source.of(block) for block in source.blocks]
    except InputError as error:
        texts = [error.text()]
    assert all(texts)


def shape(source: Source) -> list[tuple[str, Block]]:
    return [(source.of(block), block) for block in source.blocks]


@pytest.mark.parametrize("name", ["17-bvhttdl-huong-dan-kiem-ke-di-tich", "43-nq-hdnd-huyen-truong-chuan"])
def test_read_odt_gives_what_the_docx_of_the_same_directive_gives(name: str) -> None:
    open_ = read((SAMPLES / f"{name}.odt").read_bytes())
    word = read_docx((CORPUS / f"{name}.docx").read_bytes(), name, "0" * 64, RULES)
    assert shape(open_) == shape(word)
    assert open_.note_references == word.note_references
