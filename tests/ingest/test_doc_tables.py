from __future__ import annotations

import struct

import pytest
from doc_builder import P, cell, p, read, row_end, sprm, word_file

from extract.model import Source

DELETED = sprm(0x0800, 1)
GOES_ON, RESTARTS = 0x20, 0x60


def row(*texts: str, edges: list[int] | None = None, flags: list[int] | None = None) -> tuple[P, ...]:
    edges = edges or [2000 * at for at in range(len(texts) + 1)]
    return (*(q for text in texts for q in cell(*map(p, text.split("\n")))), row_end(edges, flags))


def places(source: Source) -> list[tuple[str, tuple[int, int, int, int]]]:
    return [
        (source.of(b), (b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span))
        for b in source.blocks
        if b.cell is not None
    ]


def of(*rows: tuple[P, ...]) -> list[tuple[str, tuple[int, int, int, int]]]:
    return places(read(word_file(*(q for each in rows for q in each), p("Sau"))))


def test_read_doc_reads_a_table_between_paragraphs() -> None:
    source = read(word_file(p("Trước"), *row("STT", "Nhiệm vụ"), *row("1", "a\nb"), *row("2", ""), p("Sau")))
    assert [(source.of(b), b.kind) for b in source.blocks] == [
        ("Trước", "paragraph"),
        *((text, "cell") for text in ("STT", "Nhiệm vụ", "1", "a", "b", "2")),
        ("Sau", "paragraph"),
    ]
    assert places(source)[2:] == [
        ("1", (1, 0, 1, 1)),
        ("a", (1, 1, 1, 1)),
        ("b", (1, 1, 1, 1)),
        ("2", (2, 0, 1, 1)),
    ]


def test_read_doc_lines_up_columns_by_their_edges() -> None:
    assert of(
        row("STT", "Nhiệm vụ", "Cơ quan", edges=[0, 800, 4000, 8000]),
        row("", "", "Chủ trì", "Phối hợp", edges=[0, 800, 4000, 6000, 8000]),
        row("Nhóm I", edges=[-20, 8030]),  # moved by hand, by less than a millimetre
        row("1", "Rà soát", "Sở A", "Sở B", edges=[0, 815, 3990, 6001, 8000]),
    ) == [
        ("STT", (0, 0, 1, 1)),
        ("Nhiệm vụ", (0, 1, 1, 1)),
        ("Cơ quan", (0, 2, 1, 2)),
        ("Chủ trì", (1, 2, 1, 1)),
        ("Phối hợp", (1, 3, 1, 1)),
        ("Nhóm I", (2, 0, 1, 4)),
        ("1", (3, 0, 1, 1)),
        ("Rà soát", (3, 1, 1, 1)),
        ("Sở A", (3, 2, 1, 1)),
        ("Sở B", (3, 3, 1, 1)),
    ]


def test_read_doc_merges_cells_downwards() -> None:
    assert of(
        row("1", "Sở A", flags=[0, RESTARTS]),
        row("2", "", flags=[0, GOES_ON]),
        row("3", "Sở B", flags=[0, RESTARTS]),
        row("4", "Sở C", flags=[0, 0]),
    ) == [
        ("1", (0, 0, 1, 1)),
        ("Sở A", (0, 1, 2, 1)),
        ("2", (1, 0, 1, 1)),
        ("3", (2, 0, 1, 1)),
        ("Sở B", (2, 1, 1, 1)),
        ("4", (3, 0, 1, 1)),
        ("Sở C", (3, 1, 1, 1)),
    ]


@pytest.mark.parametrize("flags", [[1, 2, 0], [2, 1, 0]])
def test_read_doc_merges_cells_across_whichever_flag_comes_first(flags: list[int]) -> None:
    assert of(row("Nhóm", "", "x", flags=flags)) == [("Nhóm", (0, 0, 1, 2)), ("x", (0, 2, 1, 1))]


def test_read_doc_merges_cells_as_modifiers_after_the_definition_say() -> None:
    first, second = row("Nhóm", "", "x"), row("1", "2", "")
    end = first[-1].said + sprm(0x5624, 0x0200)  # the cells from 0 to before 2
    down = sprm(0xD62B, bytes((2, 2, 3)))
    goes_on = second[-1].said + sprm(0xD62B, bytes((2, 2, 1)))
    assert of((*first[:-1], p(said=end + down, mark="\x07")), (*second[:-1], p(said=goes_on, mark="\x07"))) == [
        ("Nhóm", (0, 0, 1, 2)),
        ("x", (0, 2, 2, 1)),
        ("1", (1, 0, 1, 1)),
        ("2", (1, 1, 1, 1)),
    ]


def test_read_doc_leaves_out_rows_that_are_deleted() -> None:
    gone = (*cell(p(("x", DELETED))), *cell(p(("y", DELETED))), row_end([0, 2000, 4000], mark_said=DELETED))
    assert of(row("1", "a"), gone, row("2", "b"))[2:] == [("2", (1, 0, 1, 1)), ("b", (1, 1, 1, 1))]


def _inner(*texts: str) -> tuple[P, ...]:
    """A row of a table that stands in a cell: its marks are paragraph marks ([MS-DOC] 2.4.3)."""
    depth = sprm(0x2416, 1) + sprm(0x6649, 2)
    end = row_end([0, 1000, 2000])
    return (
        *(p(text, said=depth + sprm(0x244B, 1)) for text in texts),
        p(said=depth + sprm(0x244B, 1) + sprm(0x244C, 1) + end.said[end.said.index(b"\x08\xd6") :]),
    )


def test_read_doc_flattens_tables_in_cells() -> None:
    outer = (*cell(p("1")), *_inner("a", "b"), *cell(p("sau")), row_end([0, 2000, 4000]))
    assert [(text, place[1]) for text, place in of(outer)] == [("1", 0), ("a", 1), ("b", 1), ("sau", 1)]


def test_read_doc_opens_a_frame_round_a_whole_document() -> None:
    source = read(word_file(*_inner("Nhiệm vụ", "Thời hạn"), *_inner("a", "b"), *cell(p("cuối")), row_end([0, 9000])))
    assert places(source) == [
        ("Nhiệm vụ", (0, 0, 1, 1)),
        ("Thời hạn", (0, 1, 1, 1)),
        ("a", (1, 0, 1, 1)),
        ("b", (1, 1, 1, 1)),
    ]
    assert source.of(source.blocks[-1]) == "cuối"


def test_read_doc_finds_the_definition_of_a_wide_row_in_the_stream_of_data() -> None:
    cells = [f"c{at}" for at in range(30)]
    *rest, end = row(*cells, edges=[1000 * at for at in range(31)])
    definition = end.said[end.said.index(b"\x08\xd6") :]
    said = sprm(0x2416, 1) + sprm(0x2417, 1) + sprm(0x6646, 4)
    file = word_file(*rest, p(said=said, mark="\x07"), *row("tất cả", edges=[0, 27000]), p("Sau"))
    data = bytes(4) + struct.pack("<H", len(definition)) + definition
    source = read(type(file)(file.word, file.table, data, file.lengths, file.places))
    assert places(source)[29] == ("c29", (0, 29, 1, 1))
    assert places(source)[30] == ("tất cả", (1, 0, 1, 27))


def test_read_doc_keeps_what_no_mark_ends() -> None:
    assert of((*cell(p("1")), *cell(p("a")))) == [("1", (0, 0, 1, 1)), ("a", (0, 1, 1, 1))]
