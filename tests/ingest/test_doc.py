"""Word 97-2003 files: what prints of their text, against the published format and against the same text as .docx."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from doc_builder import (
    ANCHORS,
    BOXES,
    FONTS,
    NOTE_REFERENCES,
    NOTE_TEXTS,
    STYLES,
    fonts,
    lines,
    p,
    plc,
    read,
    sprm,
    style,
    stylesheet,
    word_file,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import DamagedFileError, EncryptedFileError, InputError
from extract.ingest import doc_fallback
from extract.ingest.doc import read_doc
from extract.ingest.docx import read_docx
from extract.rulebook import Rulebook

RULES = Rulebook()

SAMPLES = Path(__file__).parent / "samples"
CORPUS = Path(__file__).parents[2] / "corpus"
SAMPLE = (SAMPLES / "05-quyet-dinh-nuoc-sach.doc").read_bytes()
BOLD, ITALIC, CAPITALS, HIDDEN, SPECIAL = 0x0835, 0x0836, 0x083B, 0x083C, 0x0855
DELETED, INSERTED, FONT, SYMBOL = 0x0800, 0x0801, 0x4A4F, 0x6A09
MARK = sprm(SPECIAL, 1)


@pytest.mark.parametrize("name", ["inbox/05-quyet-dinh-nuoc-sach", "dev/33-kh-bac-giang-hoc-ba-so"])
def test_read_doc_reads_what_the_docx_of_the_same_text_holds(name: str) -> None:
    old = read_doc((SAMPLES / f"{Path(name).name}.doc").read_bytes(), "a.doc", "0" * 64, RULES)
    new = read_docx((CORPUS / f"{name}.docx").read_bytes(), "a.docx", "0" * 64, RULES)
    assert (old.text, old.blocks, old.note_references) == (new.text, new.blocks, new.note_references)
    assert (old.read_method, old.media_type) == ("doc", "application/msword")


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (("Sở Y tế", ("\x1e", b""), "A\x1fB"), "Sở Y tế-AB"),
        ((("báo cáo", sprm(CAPITALS, 1)),), "BÁO CÁO"),
        (("trước ", ("bỏ ", sprm(DELETED, 1)), ("thêm", sprm(INSERTED, 1))), "trước thêm"),
        (("thấy ", ("ẩn ", sprm(HIDDEN, 1)), "được"), "thấy được"),
        (("chọn ", ("(", sprm(SPECIAL, 1) + sprm(SYMBOL, struct.pack("<HH", 1, 0xF0FE)))), "chọn ☑"),
        (("ô ", ("(", sprm(SYMBOL, struct.pack("<HH", 1, 0xF0FE)))), "ô ☑"),
        (("xem ", ("\x13", MARK), ' HYPERLINK "a" ', ("\x14", MARK), "Điều 3", ("\x15", MARK), "."), "xem Điều 3."),
        (("a ", ("\x13", MARK), ' XE "từ" ', ("\x15", MARK), "b"), "a b"),
        (("lạc ", ("\x15", MARK), "dấu"), "lạc dấu"),
        (("hình ", ("\x01", MARK), ("\x08", MARK), "vẽ"), "hình vẽ"),
        (("chữ 𝔸 xa",), "chữ 𝔸 xa"),
        (("5\u00a0%",), "5 %"),
    ],
)
def test_read_doc_prints_signs_as_word_does(runs: tuple[str | tuple[str, bytes], ...], expected: str) -> None:
    assert lines(p(*runs), parts={FONTS: fonts("Times New Roman", "Wingdings")}) == [expected]


def test_read_doc_breaks_lines_and_pages() -> None:
    assert lines(p("Điều 1. Ban hành quy chế.\x0b2. Giao Sở."), p("trang một.\x0cTrang hai")) == [
        "Điều 1. Ban hành quy chế.",
        "2. Giao Sở.",
        "trang một.",
        "Trang hai",
    ]


def test_read_doc_knows_one_byte_text() -> None:
    file = word_file(p("xxxxxx"))
    clx = file.places[33][0]
    piece = plc([0, 7], [struct.pack("<HIH", 0, 0x40000000 | 512 * 2, 0)])
    table = bytearray(file.table)
    table[clx + 5 : clx + 5 + len(piece)] = piece
    word = bytearray(file.word)
    word[512:519] = b"\x93A\x96B\x94\x85\r"
    changed = type(file)(bytes(word), bytes(table), b"", file.lengths, file.places)
    assert read(changed).text == "“A-B”…"


def test_read_doc_reports_changes_and_hidden_text() -> None:
    source = read(word_file(p("a", ("b", sprm(DELETED, 1)), ("c", sprm(HIDDEN, 1)))))
    assert [problem.code for problem in source.problems] == ["tracked-changes", "hidden-text"]


def test_read_doc_joins_paragraphs_whose_mark_is_deleted() -> None:
    assert lines(p("Giao Sở ", mark_said=sprm(DELETED, 1)), p("Y tế")) == ["Giao Sở Y tế"]


@pytest.mark.parametrize(
    ("own", "bold"),
    [
        (b"", True),
        (sprm(BOLD, 0), False),
        (sprm(BOLD, 0x80), True),
        (sprm(BOLD, 0x81), False),
        (sprm(0x4A30, 2), False),
    ],
)
def test_read_doc_weighs_styles_and_direct_formatting(own: bytes, bold: bool) -> None:
    sheet = stylesheet(
        style(1),
        style(1, base=0, character=sprm(BOLD, 1), paragraph=sprm(0x2461, 1)),
        style(2, character=sprm(BOLD, 1)),
    )
    (block,) = read(word_file(p(("Sở Y tế", own), style=1), parts={STYLES: sheet})).blocks
    assert (block.bold, block.centered) == (bold, True)


def test_read_doc_survives_styles_that_inherit_from_themselves() -> None:
    sheet = stylesheet(style(1, base=1), style(1, base=0, built_in=2))
    (block,) = read(word_file(p("Chương I", style=1), parts={STYLES: sheet})).blocks
    assert block.heading == 2


def test_read_doc_reads_fonts_of_the_time_before_unicode() -> None:
    said = sprm(FONT, 1)
    table = {FONTS: fonts("Times New Roman", ".VnTime")}
    runs = p(("tr", said), ("\u00ad\u00edc", said + sprm(0x4A43, 28)), (" ng\u00b5y", said), (" viện", b""))
    assert lines(runs, parts=table) == ["trước ngày viện"]


def test_read_doc_reads_footnotes() -> None:
    parts = {
        NOTE_REFERENCES: plc([2, 5, 8], [b"\1\0", b"\0\0"]),
        NOTE_TEXTS: plc([0, 6, 11, 12], []),
    }
    body = p("Sở", ("\x02", MARK), " Y", ("(*)", b""), " tế")
    notes = (p(("\x02", MARK), " Một"), p("* Hai"), p())
    source = read(word_file(body, *notes, parts=parts, further={"footnotes": 13}))
    assert [(source.of(b), b.kind, b.marker) for b in source.blocks] == [
        ("Sở Y tế", "paragraph", ""),
        ("Một", "note", "1"),
        ("* Hai", "note", "(*)"),
    ]
    assert [(note.offset, note.marker) for note in source.note_references] == [(2, "1"), (4, "(*)")]


@pytest.mark.parametrize("anchor", [2, 8])
def test_read_doc_puts_text_boxes_behind_their_anchor(anchor: int) -> None:
    """An anchor inside the box itself (8) leads nowhere, and ends."""
    shape = struct.pack("<I", 1025)
    parts = {
        ANCHORS: plc([anchor, 20], [shape + bytes(22)]),
        BOXES: plc([0, 8, 9], [bytes(14) + shape + bytes(4), bytes(22)]),
    }
    file = word_file(p("Có", ("\x08", MARK), "chữ"), p("HỎA TỐC"), p(), parts=parts, further={"boxes": 9})
    source = read(file)
    assert [source.of(block) for block in source.blocks] == (["Cóchữ", "HỎA TỐC"] if anchor == 2 else ["Cóchữ"])


def test_read_doc_refuses_text_that_is_made_of_the_same_bytes_again_and_again() -> None:
    file = word_file(p("x" * 300))
    at = file.places[33][0] + 5
    entry = struct.pack("<HIH", 0, 512, 0)
    piece = plc([*range(0, 300 * 40, 300)], [entry] * 39)
    table = file.table[: at - 4] + struct.pack("<I", len(piece)) + piece
    places = list(file.places)
    places[33] = (places[33][0], 5 + len(piece))
    with pytest.raises(DamagedFileError):
        read(type(file)(file.word, table, b"", file.lengths, tuple(places)))


def _patched(offset: int, value: bytes) -> bytes:
    at = next(at for at in range(512, len(SAMPLE), 512) if SAMPLE[at : at + 2] == b"\xec\xa5") + offset
    return SAMPLE[:at] + value + SAMPLE[at + len(value) :]


def test_read_doc_names_a_password() -> None:
    with pytest.raises(EncryptedFileError) as caught:
        read_doc(_patched(11, bytes((SAMPLE[0x200 + 11] | 1,))), "a.doc", "", RULES)
    assert caught.value.remedy


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=20), st.integers(0, 20_000))
def test_read_doc_of_altered_bytes_gives_text_or_an_input_error(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(SAMPLE)
    for at, value in changes:
        data[at] = value
    kept = bytes(data[: len(data) - cut if cut % 7 == 0 else None])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doc_fallback.shutil, "which", lambda _: None)
        try:
            text = read_doc(kept, "a.doc", "", RULES).text
        except InputError as error:
            text = error.text()
    assert text
