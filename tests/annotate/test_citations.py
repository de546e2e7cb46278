"""Citations: what is found, where the quote ends, what belongs to it."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate.citations import find_citations
from extract.model import Citation, Directive, Header, Source, Value
from extract.rulebook import Rulebook
from extract.text import TextBuilder

RULES = Rulebook()


def directive(*paragraphs: str, reference: str = "", issued_on: str = "") -> Directive:
    builder = TextBuilder()
    for paragraph in paragraphs:
        builder.block([(paragraph, -1)])
    source = Source("", "", "text/plain", "text", builder.text, tuple(builder.blocks))
    header = Header(reference=Value(reference), issued_on=Value(issued_on))
    return Directive(source, header, (), ("body",) * len(builder.blocks), (), (), ())


def cited(*paragraphs: str, **header: str) -> tuple[Citation, ...]:
    return find_citations(directive(*paragraphs, **header), RULES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Căn cứ Công văn số 15/SYT-NV ngày 16/3/2024 của Sở Y tế về việc rà soát trạm y tế; các xã báo cáo.",
            ("công văn", "15/SYT-NV", "2024-03-16", "Sở Y tế", "rà soát trạm y tế"),
        ),
        (
            "Thực hiện Chỉ thị 35-CT/TW, ngày 08-6-2024 của Bộ Chính trị về đại hội đảng bộ các cấp.",
            ("chỉ thị", "35-CT/TW", "2024-06-08", "Bộ Chính trị", "đại hội đảng bộ các cấp"),
        ),
        (
            "theo Quyết định số 75/QĐ- UBND ngày 08 tháng 9 năm 2025 của UBND tỉnh ban hành Quy chế đón tiếp.",
            ("quyết định", "75/QĐ-UBND", "2025-09-08", "Ủy ban nhân dân tỉnh", "ban hành Quy chế đón tiếp"),
        ),
        (
            "theo Đề án 08-ĐA/TU của Tỉnh ủy ngày 29/12/2025 về phát triển cảng cạn.",
            ("đề án", "08-ĐA/TU", "2025-12-29", "Tỉnh ủy", "phát triển cảng cạn"),
        ),
        ("Căn cứ Luật Đường bộ số 35/2024/QH15;", ("luật", "35/2024/QH15", "", "", "Luật Đường bộ")),
        (
            "Căn cứ Kế hoạch số /KH-SNV ngày tháng 5 năm 2025 của Sở Nội vụ;",
            ("kế hoạch", "/KH-SNV", "2025-05", "Sở Nội vụ", ""),
        ),
        (
            "đáp ứng tiêu chuẩn TCVN 11930:2017 về an toàn hệ thống.",
            ("tiêu chuẩn", "TCVN11930:2017", "", "", "an toàn hệ thống"),
        ),
        (
            "Xét đề nghị của Sở Xây dựng tại Tờ trình số 9/TTr-SXD ngày 2/3/2024,",
            ("tờ trình", "9/TTr-SXD", "2024-03-02", "Sở Xây dựng", ""),
        ),
    ],
)
def test_numbered_citation_with_its_parts(text: str, expected: tuple[str, ...]) -> None:
    found = cited(text)[0]
    assert (found.cited_type, found.reference, found.cited_on, found.issuer, found.title) == expected


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("triển khai Luật Bình đẳng giới, các luật khác", ["Luật Bình đẳng giới"]),
        ("theo Bộ luật Dân sự năm 2015 khi giao dịch", ["Bộ luật Dân sự năm 2015"]),
        (
            "Theo Luật Thực hành tiết kiệm, chống lãng phí ngày 26 tháng 11 năm 2013 và",
            ["Luật Thực hành tiết kiệm, chống lãng phí ngày 26 tháng 11 năm 2013"],
        ),
        (
            "thực hiện Chiến lược quốc gia về cây xanh giai đoạn 2021-2030, tầm nhìn đến năm 2045 trên địa bàn tỉnh",
            ["Chiến lược quốc gia về cây xanh giai đoạn 2021-2030, tầm nhìn đến năm 2045"],
        ),
        (
            "triển khai Chương trình mục tiêu quốc gia nước sạch được phê duyệt và các chương trình có liên quan",
            ["Chương trình mục tiêu quốc gia nước sạch"],
        ),
        ("tổ chức thực hiện đề án “Chợ sạch cho mọi nhà” tại các xã", ["đề án “Chợ sạch cho mọi nhà”"]),
        (
            "theo Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng và",
            ["Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"],
        ),
        ("thực hiện Quy chế làm việc của Ban Chỉ đạo tỉnh; báo cáo", ["Quy chế làm việc của Ban Chỉ đạo tỉnh"]),
        ("các chương trình, kế hoạch có liên quan", []),
        ("xây dựng Kế hoạch phát triển rừng giai đoạn 2026-2030 tại đơn vị", []),
        ("lồng ghép những Chương trình mục tiêu quốc gia giai đoạn 2026-2030", []),
        ("triển khai Kế hoạch này, Chiến lược, Dự án 8", []),
        ("theo Kế hoạch của Ủy ban nhân dân xã", []),
        ("dự thảo Luật Thủ đô trình Quốc hội", []),
        ("Hướng dẫn các xã; Quyết định những vấn đề quan trọng", []),
    ],
)
def test_named_citation_ends_where_the_name_ends(text: str, quotes: list[str]) -> None:
    found = directive(text)
    assert [found.text[c.start : c.end] for c in find_citations(found, RULES)] == quotes


def test_enumeration_shares_type_and_issuer() -> None:
    found = cited(
        "thực hiện các văn bản số: 10/VPCP-CN ngày 8/1/2025, số 85/VPCP-CN ngày 12/2/2025 của Văn phòng Chính phủ."
    )
    assert [(c.cited_type, c.reference, c.issuer) for c in found] == [
        ("văn bản", "10/VPCP-CN", "Văn phòng Chính phủ"),
        ("văn bản", "85/VPCP-CN", "Văn phòng Chính phủ"),
    ]


def test_provision_stands_before_the_document() -> None:
    found = cited(
        "theo quy định tại điểm a, b khoản 2 và khoản 4 Điều 7 của Nghị định số 9/2024/NĐ-CP, Điều 3 Luật Giá."
    )
    assert [c.provision for c in found] == ["điểm a, b khoản 2 và khoản 4 Điều 7", "Điều 3"]


def test_document_in_the_title_of_another_points_to_it() -> None:
    outer, inner, other = cited(
        "Căn cứ Quyết định số 7/QĐ-TTg ngày 2/1/2024 của Thủ tướng Chính phủ phê duyệt Chiến lược phát triển muối đến "
        "năm 2030; Kế hoạch số 8/KH-UBND ngày 3/2/2024;"
    )
    assert (outer.outer, inner.outer, inner.outer_issues, other.outer) == (-1, 0, True, -1)


def test_inner_document_that_is_only_carried_out_is_not_issued() -> None:
    found = cited("Kế hoạch số 8/KH-UBND ngày 3/2/2024 về thực hiện Nghị quyết số 5/NQ-CP ngày 1/1/2024 của Chính phủ;")
    assert [(c.outer, c.outer_issues) for c in found] == [(-1, False), (0, False)]


def test_short_name_counts_after_its_definition_only() -> None:
    text = directive(
        "Thực hiện Quyết định số 7/QĐ-TTg ngày 2/1/2024 phê duyệt Chương trình phát triển muối đến năm 2030 "
        "(sau đây gọi là Chương trình);",
        "Các xã triển khai Chương trình; Chương trình này kết thúc năm 2030.",
    )
    found = find_citations(text, RULES)
    assert [c.defined_as for c in found] == ["", "Chương trình", ""]
    assert [text.text[c.start : c.end] for c in found[2:]] == ["Chương trình"]


def test_own_number_and_caption_are_no_citations() -> None:
    paragraphs = ("Số: 12/KH-UBND", "(Kèm theo Kế hoạch số 12/KH-UBND ngày 5/5/2025 của Ủy ban nhân dân tỉnh)")
    assert cited(*paragraphs) == ()
    assert cited(*paragraphs, reference="12/KH-UBND", issued_on="2025-05-05") == ()
    assert len(cited("theo Kế hoạch số 12/KH-UBND ngày 5/5/2024", reference="12/KH-UBND", issued_on="2025-05-05")) == 1


@pytest.mark.parametrize(
    "text", ["Mẫu số 01/BC-TH kèm theo", "Giấy phép số 5/GP-BTNMT", "từ 15/11-15/12", "giai đoạn 2021-2025"]
)
def test_other_numbers_are_no_citations(text: str) -> None:
    assert cited(text) == ()


@given(st.lists(st.sampled_from(
    ["Căn cứ ", "Luật ", "Kế hoạch ", "số ", "5/QĐ-UBND", "35-CT/TW", " ngày 1/2/2024", " của ", "Sở Y tế", " về ",
     "; ", ", ", "phê duyệt ", "Đề án “", "”", "(", ")", " và ", "đến năm 2030", "Điều 5 ", "Chương trình ", "\u201d."]
), max_size=30))  # fmt: skip
def test_citations_are_ordered_grounded_and_well_nested(pieces: list[str]) -> None:
    text = directive("".join(pieces) or "x")
    found = find_citations(text, RULES)
    assert list(found) == sorted(found, key=lambda c: c.start)
    for at, citation in enumerate(found):
        assert 0 <= citation.start < citation.end <= citation.full_end <= len(text.text)
        assert -1 <= citation.outer < at


def test_long_text_without_order_stays_fast() -> None:
    text = directive("Kế hoạch số ngày của về " * 4000, "Luật Phòng, chống " * 2000, "1/" * 20000)
    started = perf_counter()
    find_citations(text, RULES)
    assert perf_counter() - started < 5
