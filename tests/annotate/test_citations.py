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


def directive(*paragraphs: str, reference: str = "", issued_on: str = "", kind: str = "") -> Directive:
    builder = TextBuilder()
    for paragraph in paragraphs:
        builder.block([(paragraph, -1)])
    source = Source("", "", "text/plain", "text", builder.text, tuple(builder.blocks))
    header = Header(type=Value(kind), reference=Value(reference), issued_on=Value(issued_on))
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
            "theo Thông báo số 21.4/TB ngày 21/4/2026 của Công ty;",
            ("thông báo", "21.4/TB", "2026-04-21", "Công ty", ""),
        ),
        (
            "theo Quy định số 36-QĐ/TW, ngày 04/9/2025 của Bộ Chính trị một số vấn đề về cán bộ;",
            ("quy định", "36-QĐ/TW", "2025-09-04", "Bộ Chính trị", ""),
        ),
        (
            "Căn cứ Thông báo số 30-TB/TGV ngày 13/6/2025 của Tổ giúp việc Ban chỉ đạo Trung ương về dữ liệu;",
            ("thông báo", "30-TB/TGV", "2025-06-13", "Tổ giúp việc Ban chỉ đạo Trung ương", "dữ liệu"),
        ),
        (
            "thuộc thẩm quyền của Bộ Y tế quy định tại Điều 5 Luật Dược số 105/2016/QH13;",
            ("luật", "105/2016/QH13", "", "", "Luật Dược"),
        ),
        (
            "Xét đề nghị của Công ty TNHH Hòa An tại Văn bản số 07-GĐN-HA ngày 21/4/2026;",
            ("văn bản", "07-GĐN-HA", "2026-04-21", "Công ty TNHH Hòa An", ""),
        ),
        (
            "gồm: Doanh nghiệp tư nhân Suối Ngọc tại văn bản số SN-B12/26-LR ngày 21/4/2026.",
            ("văn bản", "SN-B12/26-LR", "2026-04-21", "Doanh nghiệp tư nhân Suối Ngọc", ""),
        ),
        ("theo Tờ trình số 02 ngày 21/4/2026 của Công ty;", ("tờ trình", "02", "2026-04-21", "Công ty", "")),
        ("thực hiện Đề án số 08 về phát triển chợ.", ("đề án", "08", "", "", "phát triển chợ")),
        (
            "Ngày 27/5/2024, Thủ tướng Chính phủ đã ký Quyết định số 75/QĐ-TTg phê duyệt quy hoạch.",
            ("quyết định", "75/QĐ-TTg", "2024-05-27", "Thủ tướng Chính phủ", "phê duyệt quy hoạch"),
        ),
        (
            "theo Kết luận số 87-KL/TW ngày 29/8/2025 của Bộ Chính trị, Ban Bí thư;",
            ("kết luận", "87-KL/TW", "2025-08-29", "Bộ Chính trị, Ban Bí thư", ""),
        ),
        (
            "theo Nghị quyết số 14/2019/NQ-HĐND của Hội đồng nhân dân tỉnh Yên Bái hỗ trợ giống cây.",
            ("nghị quyết", "14/2019/NQ-HĐND", "", "Hội đồng nhân dân tỉnh Yên Bái", ""),
        ),
        (
            "theo Quyết định số 95/QĐ-HCTĐ của Hội Chữ thập đỏ (HCTĐ) Việt Nam ban hành Quy trình nhận quà.",
            ("quyết định", "95/QĐ-HCTĐ", "", "Hội Chữ thập đỏ Việt Nam", "ban hành Quy trình nhận quà"),
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
        ("theo Bộ luật Dân sự 2015, Luật Giá 2023/QH", ["Bộ luật Dân sự 2015", "Luật Giá"]),
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
        ("tuyên truyền Luật BHYT; việc phòng chống gian lận", ["Luật BHYT"]),
        (
            "Căn cứ Quy chế làm việc của Ban Chấp hành Trung ương, Bộ Chính trị và Ban Bí thư;",
            ["Quy chế làm việc của Ban Chấp hành Trung ương, Bộ Chính trị và Ban Bí thư"],
        ),
        (
            "triển khai Chiến lược dữ liệu tỉnh Sơn La đến năm 2030; báo cáo Chiến lược dữ liệu tỉnh Sơn La.",
            ["Chiến lược dữ liệu tỉnh Sơn La đến năm 2030"],
        ),
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của 12 luật có liên quan đến đầu tư ngày 20/11/2018;",
            ["Luật sửa đổi, bổ sung một số điều của 12 luật có liên quan đến đầu tư ngày 20/11/2018"],
        ),
        (
            "theo Quy chế làm việc của Ban Chấp hành, Ban Thường vụ, Thường trực Đảng ủy khóa II, nhiệm kỳ 2025-2030",
            ["Quy chế làm việc của Ban Chấp hành, Ban Thường vụ, Thường trực Đảng ủy khóa II, nhiệm kỳ 2025-2030"],
        ),
        (
            "thực hiện Nghị quyết Trung ương 5 khóa XI về phòng bệnh, tăng cường vệ sinh môi trường; các xã",
            ["Nghị quyết Trung ương 5 khóa XI về phòng bệnh, tăng cường vệ sinh môi trường"],
        ),
        ("một số điều của luật đất đai và pháp luật đất đai", ["luật đất đai"]),
        (
            "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013;",
            ["Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013"],
        ),
        ("theo Nghị quyết Đại hội XIII của Đảng và", ["Nghị quyết Đại hội XIII của Đảng"]),
        (
            "Nghị quyết Đại hội đại biểu Đảng bộ xã Hòa An lần thứ I, nhiệm kỳ 2025 - 2030;",
            ["Nghị quyết Đại hội đại biểu Đảng bộ xã Hòa An lần thứ I, nhiệm kỳ 2025 - 2030"],
        ),
        ("Căn cứ Quy định thi hành Điều lệ Đảng;", ["Quy định thi hành Điều lệ Đảng"]),
        ("theo Quy hoạch chung đô thị Hòa An đến năm 2035", ["Quy hoạch chung đô thị Hòa An đến năm 2035"]),
        ("Điều 1. Thông qua Đề án chợ sạch giai đoạn 2023 - 2025", ["Đề án chợ sạch giai đoạn 2023 - 2025"]),
        ("trình Hội đồng nhân dân thông qua Đề án chợ sạch giai đoạn 2023 - 2025", []),
        (
            "KẾ HOẠCH THỰC HIỆN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NƯỚC SẠCH",
            ["CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NƯỚC SẠCH"],
        ),
        (
            "bố trí vốn trong Kế hoạch đầu tư công trung hạn giai đoạn 2026-2030",
            ["Kế hoạch đầu tư công trung hạn giai đoạn 2026-2030"],
        ),
        ("triển khai Chương trình hành động trong vòng 30 ngày kể từ ngày ký", []),
        ("thực hiện Kế hoạch phát triển kinh tế - xã hội hằng năm và từng giai đoạn của xã", []),
        ("chính sách thực hiện Chương trình sử dụng nguồn vốn địa phương", []),
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


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "phê duyệt quy hoạch sử dụng đất bãi bồi thời kỳ 2021-2030;",
            ["quy hoạch sử dụng đất bãi bồi thời kỳ 2021-2030"],
        ),
        ("ban hành Quy trình thu phí, lệ phí, tiền phạt;", ["Quy trình thu phí, lệ phí, tiền phạt"]),
        ("về việc ban hành quy định chức năng của Sở Y tế;", ["quy định chức năng của Sở Y tế"]),
        ("Quy định về giá nước sạch;", []),
        ("ban hành kế hoạch này;", []),
    ],
)
def test_document_that_another_one_issues_counts_in_any_case(text: str, quotes: list[str]) -> None:
    found = directive(f"Căn cứ Quyết định số 5/QĐ-UBND ngày 1/2/2024 của Ủy ban nhân dân tỉnh {text}")
    assert [found.text[c.start : c.end] for c in find_citations(found, RULES)][1:] == quotes


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("Căn cứ các Kết luận số 17, 18-KL/TW ngày 29/8/2025 của Bộ Chính trị;", ["17-KL/TW", "18-KL/TW"]),
        ("Trả lời Công văn số 5, 6 và số 7/SYT-NV ngày 1/2/2024;", ["5/SYT-NV", "6/SYT-NV", "7/SYT-NV"]),
        ("theo Điều 5, 6 Nghị định số 7/2024/NĐ-CP ngày 1/2/2024;", ["7/2024/NĐ-CP"]),
    ],
)
def test_numbers_share_the_symbol_of_the_last(text: str, references: list[str]) -> None:
    found = cited(text)
    assert [one.reference for one in found] == references
    assert len({(one.cited_on, one.issuer) for one in found}) == 1


def test_bare_number_counts_once_the_directive_has_told_what_it_is() -> None:
    found = cited("Thực hiện Đề án số 08 về phát triển chợ;", "Bám sát Đề án số 08, Nghị quyết số 57 và Dự án số 3.")
    assert [one.reference for one in found] == ["08", "08"]


def test_short_name_is_none_in_the_plural_or_in_the_name_of_a_national_programme() -> None:
    text = directive(
        "Thực hiện Chương trình mục tiêu quốc gia nước sạch (sau đây gọi là Chương trình);",
        "Báo cáo Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh; sơ kết Chương trình mục tiêu quốc gia nước sạch.",
        "Lồng ghép với các Chương trình, Kế hoạch khác; triển khai Chương trình tại xã.",
    )
    national = "Chương trình mục tiêu quốc gia nước sạch"
    assert [text.text[c.start : c.end] for c in find_citations(text, RULES)] == [national, national, "Chương trình"]


def test_title_holds_documents_of_higher_rank_and_not_its_equals() -> None:
    above = cited("Căn cứ Thông tư số 5/2024/TT-BYT hướng dẫn thi hành Luật Giá và Nghị định số 6/2024/NĐ-CP;")
    equal = cited("Căn cứ Nghị định số 5/2024/NĐ-CP hướng dẫn thi hành Luật Giá và Nghị định số 6/2024/NĐ-CP;")
    assert [[one.outer for one in found] for found in (above, equal)] == [[-1, 0, 0], [-1, 0, -1]]


@pytest.mark.parametrize(
    "part",
    [
        "Kế hoạch số {0}/KH-UBND ngày 1/2/2024 và ",
        "Luật Giá, Kế hoạch số {0}/KH-UBND ",
        "Chương trình mục tiêu quốc gia nước sạch {0} và ",
    ],
)
def test_one_enormous_sentence_takes_no_more_than_its_share(part: str) -> None:
    text = directive("Thực hiện " + "".join(part.format(at) for at in range(1, 2000)))
    began = perf_counter()
    assert len(find_citations(text, RULES)) >= 1999
    assert perf_counter() - began < 2


def test_name_comes_again_without_its_period() -> None:
    text = directive(
        "Thực hiện Chiến lược dữ liệu thành phố Vinh đến năm 2030;",
        "Sở Nội vụ hoàn thiện Chiến lược dữ liệu thành phố Vinh; lập Chiến lược dữ liệu ngành.",
    )
    assert [text.text[c.start : c.end] for c in find_citations(text, RULES)] == [
        "Chiến lược dữ liệu thành phố Vinh đến năm 2030",
        "Chiến lược dữ liệu thành phố Vinh",
    ]


def test_enumeration_shares_type_and_issuer() -> None:
    found = cited(
        "thực hiện các văn bản số: 10/VPCP-CN ngày 8/1/2025, số 85/VPCP-CN ngày 12/2/2025 của Văn phòng Chính phủ."
    )
    assert [(c.cited_type, c.reference, c.issuer) for c in found] == [
        ("văn bản", "10/VPCP-CN", "Văn phòng Chính phủ"),
        ("văn bản", "85/VPCP-CN", "Văn phòng Chính phủ"),
    ]


def test_issuer_before_a_list_holds_for_all_of_one_body() -> None:
    found = cited(
        "Xét đề nghị của Sở Y tế tại Tờ trình số 5/TTr-SYT ngày 1/2/2024 và Tờ trình số 6/TTr-SYT ngày 2/2/2024;"
    )
    assert [c.issuer for c in found] == ["Sở Y tế", "Sở Y tế"]


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("theo từ khoản 1 đến khoản 3 Điều 7 Nghị định số 9/2024/NĐ-CP;", ["từ khoản 1 đến khoản 3 Điều 7"]),
        ("theo Điều 3 và các Điều 5, 6 của Luật Giá;", ["Điều 3 và các Điều 5, 6"]),
        ("theo Nghị định số 9/2024/NĐ-CP (khoản 2 Điều 5);", ["khoản 2 Điều 5"]),
        ("theo Luật Giá tại Điều 8, Điều 15.", ["Điều 8, Điều 15"]),
        ("theo Luật Giá tại Điều 8 Quyết định này.", [""]),
        ("trong giai đoạn 20 Luật Giá;", [""]),
        ("theo Điều 5, do Luật Giá;", [""]),
        (
            "Luật Giá (sau đây gọi tắt là Luật Giá 2023); theo điểm b khoản 4 Điều 2 Luật Giá 2023.",
            ["", "điểm b khoản 4 Điều 2"],
        ),
    ],
)
def test_provision_is_tied_to_its_document(text: str, provisions: list[str]) -> None:
    assert [c.provision for c in cited(text)] == provisions


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


@pytest.mark.parametrize(
    ("words", "kind", "mentions"),
    [
        ("Chương trình trên địa bàn tỉnh", "kế hoạch", 1),
        ("Chương trình này", "kế hoạch", 1),
        ("Chương trình nêu trên", "kế hoạch", 1),
        ("Chương trình này", "chương trình", 0),
        ("Chương trình trên", "", 0),
        ("Chương trình Nước sạch", "kế hoạch", 0),
    ],
)
def test_short_name_may_mean_the_directive_itself_only_in_its_own_kind(words: str, kind: str, mentions: int) -> None:
    text = (
        "Thực hiện Quyết định số 7/QĐ-TTg ngày 2/1/2024 phê duyệt Chương trình phát triển muối đến năm 2030 "
        "(sau đây gọi là Chương trình);"
    )
    found = cited(text, f"Các xã hoàn thành {words}.", kind=kind)
    assert len([c for c in found if c.rule == "citation.definition"]) == mentions


@pytest.mark.parametrize("text", ["Các sở triển khai Nghị quyết nêu trên.", "Theo Luật này và Kế hoạch này."])
def test_words_that_only_point_back_are_no_mentions(text: str) -> None:
    assert len(cited("Thực hiện Nghị quyết số 7/NQ-CP ngày 2/1/2024 và Luật Giá;", text)) == 2


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


@given(st.lists(st.sampled_from(
    ["Căn cứ ", "Luật ", "Luật Giá", "Kế hoạch ", "Chiến lược quốc gia ", "số ", "5/QĐ-UBND", "35- CT/TW", "12/QĐ",
     "9/2024/NĐ -CP", " ngày 1/2/2024", " của ", "Sở Y tế", " về ", "; ", ", ", " và ", "phê duyệt ", "Đề án “", "”",
     "(", ")", "sau đây gọi là ", "đến năm 2030", "khoản 2 Điều 5 ", "Nghị quyết ", "nêu trên", "này", "TCVN 5:2017"]
), max_size=30))  # fmt: skip
def test_no_citation_is_invented(pieces: list[str]) -> None:
    text = directive("".join(pieces) or "x")
    for citation in find_citations(text, RULES):
        quote = text.text[citation.start : citation.end]
        said = "".join(quote.split())
        assert citation.reference in said
        assert citation.number in said
        assert citation.provision in text.text
        assert citation.issuer.casefold() in text.text.casefold()
        if citation.reference:
            assert citation.title in text.text
        else:
            assert citation.title in quote
        assert all(part.lstrip("0") in quote for part in citation.cited_on.split("-"))


def test_long_text_without_order_stays_fast() -> None:
    text = directive("Kế hoạch số ngày của về " * 4000, "Luật Phòng, chống " * 2000, "1/" * 20000)
    started = perf_counter()
    find_citations(text, RULES)
    assert perf_counter() - started < 5
