"""Contradictions among citations and with the register."""

from __future__ import annotations

import pytest

from extract.annotate.citations import find_citations
from extract.assemble.contradictions import contradictions
from extract.model import Directive, Header, Problem, Source
from extract.rulebook import Rulebook
from extract.text import TextBuilder

RULES = Rulebook()


def found(*paragraphs: str) -> tuple[Problem, ...]:
    builder = TextBuilder()
    for paragraph in paragraphs:
        builder.block([(paragraph, -1)])
    source = Source("", "", "text/plain", "text", builder.text, tuple(builder.blocks))
    text = Directive(source, Header(), (), ("body",) * len(builder.blocks), (), (), ())
    return contradictions(text, find_citations(text, RULES), RULES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Quyết định số 5/QĐ-UBND ngày 1/2/2024; Quyết định số 5/QĐ-UBND ngày 12/2/2024",
            [("warning", "citation-date-conflict")],
        ),
        (
            "Quyết định số 5/QĐ-UBND ngày 1/2/2023; Quyết định số 5/QĐ-UBND ngày 1/2/2024",
            [("info", "citation-date-conflict")],
        ),
        (
            "Nghị quyết số 9/2024/QH15 ngày 1/6/2024; Nghị quyết số 9/2024/QH15 ngày 1/6/2025; "
            "Nghị quyết số 9/2024/QH15 ngày 1/6/2025",
            [("warning", "citation-date-conflict")],
        ),
        (
            "Quyết định số 5/QĐ-UBND ngày 1/2/2024 của Ủy ban nhân dân tỉnh A; "
            "Quyết định số 5/QĐ-UBND ngày 3/4/2024 của Ủy ban nhân dân tỉnh B",
            [],
        ),
        ("Quyết định số 5/QĐ-UBND ngày 1/2/2024; Quyết định số 5/QĐ-UBND năm 2024", []),
        ("Nghị định số 9/2024/NĐ-CP ngày 3/4/2023", [("warning", "citation-year-mismatch")]),
        ("Nghị định số 9/2024/NĐ-CP ngày 3/4/2024", []),
        ("tiêu chuẩn TCVN 11930:2017 năm 2018", []),
        ("Bộ luật Lao động số 45/2019/QH14 ngày 21/11/2019", [("warning", "citation-contradicts-register")]),
        ("Bộ luật Lao động số 45/2019/QH14 ngày 20/11/2019", []),
        ("Luật Trẻ em số 45/2019/QH14", [("warning", "citation-contradicts-register")]),
        ("Luật Bình đẳng giới ngày 30 tháng 11 năm 2006", [("warning", "citation-contradicts-register")]),
        ("Luật Bình đẳng giới ngày 29 tháng 11 năm 2006", []),
        ("Luật Bến bãi số 45/2030/QH20 ngày 1/1/2030", []),
        ("Quyết định số 263/QĐ-TTg ngày 09/02/2026", []),
    ],
)
def test_each_contradiction_is_told_once(text: str, expected: list[tuple[str, str]]) -> None:
    problems = found(*[f"Căn cứ {mention};" for mention in text.split("; ")])
    assert [(problem.severity, problem.code) for problem in problems] == expected


def test_both_places_are_named_in_both_languages() -> None:
    (problem,) = found(
        "Căn cứ Kế hoạch số 5/KH-UBND ngày 1/2/2024;",
        "Theo Kế hoạch số 5/KH-UBND ngày 1/2/2024;",
        "Theo Kế hoạch số 5/KH-UBND ngày 12/2/2024;",
    )
    for message, word in ((problem.message, "vị trí"), (problem.message_en, "offset")):
        assert f"“Kế hoạch số 5/KH-UBND ngày 1/2/2024” ({word} 7)" in message
        assert f"“Kế hoạch số 5/KH-UBND ngày 12/2/2024” ({word} {problem.start})" in message
