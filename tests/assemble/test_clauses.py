"""Who does what in one block: the role hangs on the clause, not on the nearest cue."""

from __future__ import annotations

import pytest

from extract.annotate.bodies import find_bodies
from extract.annotate.duties import find_cues
from extract.assemble.clauses import Clauses
from extract.assemble.grammar import Grammar
from extract.model import Directive, Header
from extract.rulebook import Rulebook
from tests.conftest import source_of


def roles(text: str, rulebook: Rulebook, *, listing: bool = False) -> set[tuple[str, str]]:
    source = source_of(text)
    directive = Directive(source, Header(), (), ("body",), (), (), (), year=2026)
    clauses = Clauses(
        source.text, find_bodies(directive, rulebook), find_cues(directive, rulebook), Grammar.of(rulebook)
    )
    readings = clauses.read(0, len(source.text), listing=listing)
    return {(reading.body.name, reading.role) for reading in readings if reading.role != "none"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sở Y tế chủ trì, phối hợp với Sở Tài chính và Công an tỉnh lập dự toán tiêm chủng.",
            {("Sở Y tế", "subject"), ("Sở Tài chính", "coordinate"), ("Công an tỉnh", "coordinate")},
        ),
        ("Có cơ chế đặt hàng, giao nhiệm vụ cho các viện nghiên cứu làm giống lúa chịu mặn.", set()),
        ("Ban hành Đề án; Quỹ phát triển đất (ưu tiên các xã ven biển); có chính sách thuê tàu.", set()),
        (
            "Giao Sở Xây dựng rà soát cống thoát nước, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/8/2026.",
            {("Sở Xây dựng", "subject"), ("Ủy ban nhân dân tỉnh", "report_to")},
        ),
        (
            "Sở Nội vụ tham mưu Ủy ban nhân dân tỉnh ban hành Quy chế làm việc.",
            {("Sở Nội vụ", "subject"), ("Ủy ban nhân dân tỉnh", "approve")},
        ),
        (
            "Rà soát hồ sơ đất đai theo hướng dẫn của Bộ Nông nghiệp và Môi trường.",
            set(),
        ),
        (
            "Gửi kết quả về Sở Tư pháp để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.",
            {("Sở Tư pháp", "report_to")},
        ),
        (
            "Trên cơ sở kết quả kiểm tra, Sở Công Thương xử lý vi phạm.",
            {("Sở Công Thương", "subject")},
        ),
        (
            "Sở Giáo dục và Đào tạo chỉ đạo các trường học, Sở Y tế phối hợp mở lớp sơ cứu.",
            {("Sở Giáo dục và Đào tạo", "subject")},
        ),
        (
            "Về đề nghị của Sở Du lịch bổ sung kinh phí: giao Sở Tài chính thẩm định.",
            {("Sở Tài chính", "subject")},
        ),
        (
            "Xây dựng kế hoạch diễn tập để bảo đảm an toàn, báo cáo Bộ Quốc phòng kết quả trong tháng 9 năm 2026.",
            {("Bộ Quốc phòng", "report_to")},
        ),
        (
            "Đối với Sở Y tế: tổ chức tập huấn sơ cứu.",
            {("Sở Y tế", "subject")},
        ),
    ],
)
def test_clauses_give_the_role_of_the_clause(rulebook: Rulebook, text: str, expected: set[tuple[str, str]]) -> None:
    assert roles(text, rulebook) == expected


def test_clauses_drop_the_apposition_of_a_body(rulebook: Rulebook) -> None:
    found = roles("Sở Nội vụ - Cơ quan Thường trực Ban Chỉ đạo chủ trì tổng hợp hồ sơ.", rulebook)
    assert found == {("Sở Nội vụ", "subject")}


def test_clauses_read_a_list_over_semicolons_in_an_attribute_line(rulebook: Rulebook) -> None:
    found = roles("Sở Tư pháp; Sở Nội vụ; Công an tỉnh", rulebook, listing=True)
    assert {name for name, _ in found} == {"Sở Tư pháp", "Sở Nội vụ", "Công an tỉnh"}
