from __future__ import annotations

import pytest
from docx_builder import docx, lines, numbered, p, tbl, tc, tr
from hypothesis import given
from hypothesis import strategies as st

from extract.ingest.word_numbering import printed


def level(index: int, form: str, text: str, more: str = "", start: int = 1, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{named}'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def listed(numbering: str, *items: tuple[int, int], styles: str = "") -> list[str]:
    body = "".join(p("x", properties=numbered(num_id, at)) for num_id, at in items)
    return [text.removesuffix("x").strip() for text in lines(docx(body, numbering=numbering, styles=styles))]


OUTLINE = abstract(
    1,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
)


@pytest.mark.parametrize(
    ("form", "count", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 49, "XLIX"),
        ("lowerRoman", 4, "iv"),
        ("lowerLetter", 5, "e"),  # Word knows no đ
        ("upperLetter", 28, "BB"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("none", 3, ""),
        ("thaiCounting", 3, "3"),
    ],
)
def test_printed_follows_the_format(form: str, count: int, expected: str) -> None:
    assert printed(count, form) == expected


@given(st.integers(-5, 10**6), st.sampled_from(["upperRoman", "lowerLetter", "chicago", "ordinal", "decimalZero"]))
def test_printed_never_fails(count: int, form: str) -> None:
    assert printed(count, form)


def test_label_counts_levels_and_restarts_the_lower_ones() -> None:
    items = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1)]
    assert listed(OUTLINE + num(1, 1), *items) == ["I.", "1.", "1.1.", "1.2.", "a)", "2.", "2.1.", "II.", "1."]


def test_label_continues_in_a_list_of_the_same_abstract_numbering() -> None:
    assert listed(OUTLINE + num(1, 1) + num(2, 1), (1, 0), (2, 0), (1, 0)) == ["I.", "II.", "III."]


def test_label_restarts_once_at_a_start_override() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1) + num(2, 1, override)
    assert listed(numbering, (1, 0), (1, 0), (2, 0), (2, 0)) == ["1.", "2.", "5.", "6."]


def test_label_takes_an_overriding_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'
    assert listed(OUTLINE + num(1, 1, override), (1, 0), (1, 0)) == ["a)", "b)"]


def test_label_heeds_restart_rules() -> None:
    never = abstract(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    assert listed(never + num(1, 1), (1, 0), (1, 1), (1, 0), (1, 1)) == ["I.", "1.", "II.", "2."]


def test_label_of_a_skipped_level_counts_as_begun() -> None:
    assert listed(OUTLINE + num(1, 1), (1, 2), (1, 1)) == ["1.1.", "2."]


def test_label_in_legal_style_shows_upper_levels_in_decimal() -> None:
    legal = abstract(1, level(0, "upperRoman", "Điều %1."), level(1, "decimalZero", "%1.%2.", "<w:isLgl/>"))
    assert listed(legal + num(1, 1), (1, 0), (1, 1)) == ["Điều I.", "1.01."]


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("\uf0b7", "Symbol", "-"),
        ("\uf0a7", "Wingdings", "-"),
        ("o", "Courier New", "-"),
        ("ü", "Wingdings", "-"),
        ("–", "Times New Roman", "-"),
        ("+", "Times New Roman", "+"),
        ("*", "Times New Roman", "*"),
    ],
)
def test_label_of_a_bullet_is_a_typed_sign(text: str, font: str, expected: str) -> None:
    look = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    assert listed(abstract(1, level(0, "bullet", text, look)) + num(1, 1), (1, 0)) == [expected]


def test_label_follows_a_numbering_style() -> None:
    linked = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Muc"/></w:abstractNum>'
    style = (
        '<w:style w:type="numbering" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert listed(OUTLINE + linked + num(1, 1) + num(2, 2), (2, 0), (2, 1), styles=style) == ["I.", "1."]


def test_label_comes_through_paragraph_styles() -> None:
    numbering = abstract(1, level(0, "decimal", "Điều %1.", style="Dieu"), level(1, "decimal", "%2.", style="Khoan"))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for name in ("Dieu", "Khoan")
    )
    styles += '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Khoan"/></w:style>'
    off = '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(p("Phạm vi", properties=f'<w:pStyle w:val="{name}"/>') for name in ("Dieu", "Khoan", "Con", "Dieu"))
    got = lines(docx(body + p("Phạm vi", properties=off), numbering=numbering + num(1, 1), styles=styles))
    assert got == ["Điều 1. Phạm vi", "1. Phạm vi", "2. Phạm vi", "Điều 2. Phạm vi", "Phạm vi"]


def test_label_alone_fills_a_cell_but_no_paragraph() -> None:
    empty = p(properties=numbered(1))
    body = empty + tbl(tr(tc(empty), "Rà soát")) + p("Báo cáo", properties=numbered(1))
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    assert lines(docx(body, numbering=numbering)) == ["2.", "Rà soát", "3. Báo cáo"]


def test_label_counts_each_text_box_for_itself() -> None:
    item = p("mục", properties=numbered(1))
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{item}{item}</w:txbxContent></v:textbox></w:pict></w:r>"
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    assert lines(docx(item + p(box) + item, numbering=numbering)) == ["1. mục", "1. mục", "2. mục", "2. mục"]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 10)), min_size=1, max_size=8))
def test_label_of_any_list_keeps_the_text(items: list[tuple[int, int]]) -> None:
    body = "".join(p("Tổ chức thực hiện", properties=numbered(num_id, at)) for num_id, at in items)
    got = lines(docx(body, numbering=OUTLINE + num(1, 1) + num(2, 7)))
    assert [text[-len("Tổ chức thực hiện") :] for text in got] == ["Tổ chức thực hiện"] * len(items)
