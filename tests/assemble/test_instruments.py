"""Instruments: one id for all mentions, and the issuer where it goes unsaid."""

from __future__ import annotations

import pytest

from extract.annotate.citations import find_citations
from extract.assemble.instruments import canonical_ids
from extract.assemble.issuers import issuers
from extract.model import Directive, Header, Source, Value
from extract.rulebook import Rulebook
from extract.text import TextBuilder

RULES = Rulebook()


def directive(*paragraphs: str, issuer: str = "") -> Directive:
    builder = TextBuilder()
    for paragraph in paragraphs:
        builder.block([(paragraph, -1)])
    source = Source("", "", "text/plain", "text", builder.text, tuple(builder.blocks))
    header = Header(issuer=Value(issuer))
    return Directive(source, header, (), ("body",) * len(builder.blocks), (), (), (), year=2024)


def ids(*paragraphs: str) -> tuple[str, ...]:
    return canonical_ids(find_citations(directive(*paragraphs), RULES), RULES, 2024)


@pytest.mark.parametrize(
    ("text", "instruments"),
    [
        ("Quyết định số 05/QĐ-TTg ngày 1/2/2024; Quyết định 5/QĐ - TTG", 1),
        ("Chỉ thị số 35-CT/TW ngày 14/6/2024; Chỉ thị số 35-CT/TƯ", 1),
        ("Nghị định số 9/2024/NĐ-CP; Nghị định số 09/2024/NĐ-CP ngày 3/4/2024", 1),
        ("Quyết định số 5/QĐ-UBND ngày 1/2/2023; Quyết định số 5/QĐ-UBND ngày 1/2/2024", 2),
        ("Quyết định số 5/QĐ-UBND ngày 1/2/2023; Quyết định số 5/QĐ-UBND tháng 3 năm 2024", 2),
        ("Nghị quyết số 5/2024/NQ-HĐND ngày 1/2/2024; Nghị quyết số 5/2024/NQ-HĐNDD ngày 1/2/2024", 1),
        ("Thông tư số 5/2024/TT-BTC; Thông tư số 5/2024/TT-BCT", 2),
        ("Đề án số 08-ĐA/TU ngày 1/2/2024; Đề án số 08 về phát triển chợ", 1),
        ("Đề án số 08 về phát triển chợ; Kế hoạch số 08 về phát triển chợ", 2),
        ("Luật Hộ tịch số 60/2014/QH13; Luật Hộ tịch năm 2014; Luật Hộ tịch 2014; Luật Hộ tịch", 1),
        ("Luật Phòng, chống thiên tai; Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013; Luật PCTT", 1),
        ("Luật Bình đẳng giới; Luật BĐG; Luật số 73/2006/QH11", 1),
        ("Luật Đê điều ngày 29 tháng 11 năm 2006; Luật Đê điều năm 2006", 1),
        ("Chiến lược quốc gia về cây xanh giai đoạn 2021-2030; Chiến lược quốc gia về cây xanh", 1),
    ],
)
def test_mentions_of_one_instrument_share_an_id(text: str, instruments: int) -> None:
    found = ids(*[f"Căn cứ {mention};" for mention in text.split("; ")])
    assert len(found) == len(text.split("; "))
    assert len(set(found)) == instruments


def test_short_name_stands_for_what_it_was_defined_for() -> None:
    found = ids(
        "Thực hiện Nghị quyết số 347/NQ-CP ngày 24/10/2024 của Chính phủ (sau đây gọi tắt là Nghị quyết 347);",
        "Các xã theo khoản 5 Mục II Nghị quyết 347.",
    )
    assert found == ("347-nq-cp-2024-10-24",) * 2


@pytest.mark.parametrize(
    ("mention", "issuing", "expected"),
    [
        ("Quyết định số 5/QĐ-TTg ngày 1/2/2024 của Thủ tướng", "", ("Thủ tướng", "explicit")),
        ("Quyết định số 5/QĐ-TTg ngày 1/2/2024", "", ("Thủ tướng Chính phủ", "derived")),
        ("Nghị định số 5/2024/NĐ-CP", "", ("Chính phủ", "derived")),
        ("Luật số 31/2024/QH15", "", ("Quốc hội", "derived")),
        ("Nghị quyết số 1211/2016/UBTVQH13", "", ("Ủy ban Thường vụ Quốc hội", "derived")),
        ("Luật Trẻ em", "", ("Quốc hội", "derived")),
        ("Thông tư số 5/2024/TT-BYT", "", ("Bộ Y tế", "derived")),
        ("Công văn số 15/VPCP-KGVX ngày 1/2/2024", "", ("Văn phòng Chính phủ", "derived")),
        ("Hướng dẫn số 15-HD/BTCTW ngày 1/2/2024", "", ("Ban Tổ chức Trung ương", "derived")),
        # the Ministry began in March 2025
        ("Thông tư số 5/2019/TT-BNNMT", "", ("", "")),
        # Politburo, Secretariat or Central Committee
        ("Chỉ thị số 35-CT/TW ngày 14/6/2024", "", ("", "")),
        ("Quyết định số 5/QĐ-UBND ngày 1/2/2024", "", ("", "")),
        ("Quyết định số 5/QĐ-UBND ngày 1/2/2024", "Ủy ban nhân dân xã Hòa Bình", ("", "")),
        (
            "Quyết định số 5/QĐ-UBND ngày 1/2/2024",
            "Ủy ban nhân dân tỉnh Sơn La",
            ("Ủy ban nhân dân tỉnh Sơn La", "derived"),
        ),
        # the province was another one before it took two more in
        ("Quyết định số 5/QĐ-UBND ngày 1/2/2024", "Ủy ban nhân dân tỉnh Lào Cai", ("", "")),
        (
            "Nghị quyết số 5/NQ-HĐND ngày 1/2/2026",
            "Ủy ban nhân dân tỉnh Lào Cai",
            ("Hội đồng nhân dân tỉnh Lào Cai", "derived"),
        ),
        ("Quyết định số 5/QĐ-SCT ngày 1/2/2024", "", ("", "")),
    ],
)
def test_issuer_is_as_said_or_derived_where_it_is_sure(mention: str, issuing: str, expected: tuple[str, str]) -> None:
    text = directive(f"Căn cứ {mention};", issuer=issuing)
    citations = find_citations(text, RULES)
    (issuer,) = issuers(text, citations, canonical_ids(citations, RULES), RULES)
    assert (issuer.name, issuer.source) == expected


def test_issuer_comes_from_another_mention_unless_the_symbol_names_another_body() -> None:
    text = directive(
        "Căn cứ Chỉ thị số 35-CT/TW ngày 14/6/2024 của Ban Bí thư; Thông tư số 5/2024/TT-BYT của Bộ Xây dựng;",
        "Theo Chỉ thị số 35-CT/TW. Theo Thông tư số 5/2024/TT-BYT.",
    )
    citations = find_citations(text, RULES)
    found = issuers(text, citations, canonical_ids(citations, RULES), RULES)
    assert [issuer.name for issuer in found] == ["Ban Bí thư", "Bộ Xây dựng", "Ban Bí thư", "Bộ Y tế"]
