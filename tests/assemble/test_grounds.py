"""Legal bases: relation, canonical id and the task that holds a citation."""

from __future__ import annotations

import pytest

from extract.annotate.citations import find_citations
from extract.assemble.grounds import legal_bases
from extract.assemble.relations import operative_start
from extract.model import Directive, Header, LegalBasis, Source, Task, Zone
from extract.rulebook import Rulebook
from extract.text import TextBuilder

RULES = Rulebook()


def directive(*paragraphs: str, zones: tuple[Zone, ...] = ()) -> Directive:
    builder = TextBuilder()
    for paragraph in paragraphs:
        builder.block([(paragraph, -1)])
    source = Source("", "", "text/plain", "text", builder.text, tuple(builder.blocks))
    return Directive(source, Header(), (), zones or ("body",) * len(builder.blocks), (), (), (), year=2024)


def task(text: Directive, block: int) -> Task:
    start, end = text.source.blocks[block].start, text.source.blocks[block].end
    return Task(
        f"t{block}", "d", "", block, "", "", "", "", "", "action", "mandatory", "", "", start, end, None, 1.0, ""
    )


def rows(text: Directive, *blocks: int) -> tuple[LegalBasis, ...]:
    tasks = [task(text, block) for block in blocks]
    return legal_bases(text, find_citations(text, RULES), tasks, "d1", RULES)


@pytest.mark.parametrize(
    ("ground", "relation"),
    [
        ("Căn cứ Công văn số 5/SYT-NV ngày 1/2/2024 của Sở Y tế;", "basis"),
        ("Nhằm tiếp tục thực hiện Luật Trẻ em, Ủy ban nhân dân tỉnh chỉ đạo một số việc.", "basis"),
        ("Xét đề nghị của Sở Y tế tại Tờ trình số 5/TTr-SYT ngày 1/2/2024.", "basis"),
        ("Tiếp theo Công điện số 5/CĐ-TTg ngày 1/2/2024, để ứng phó với bão, Thủ tướng yêu cầu các tỉnh:", "basis"),
        ("Tại cuộc họp, sau khi nghe Sở Y tế trình bày Báo cáo số 5/BC-SYT ngày 1/2/2024, Chủ tịch yêu cầu.", "basis"),
        ("Xét báo cáo của Sở Y tế về kết quả thực hiện Kế hoạch số 5/KH-UBND ngày 1/2/2024;", "mentions"),
        ("Thời gian qua, các sở đã làm tốt việc theo Quyết định số 5/QĐ-TTg ngày 1/2/2024.", "mentions"),
        ("Theo báo cáo của Sở Y tế tại Văn bản số 5/BC-SYT ngày 1/2/2024, còn nhiều khó khăn.", "mentions"),
        ("Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện Nghị quyết số 5/NQ-CP ngày 1/2/2024.", "mentions"),
    ],
)
def test_relation_in_the_opening(ground: str, relation: str) -> None:
    assert [row.relation for row in rows(directive(ground, "Nội dung như sau:", "1. Các xã báo cáo."), 2)] == [relation]


@pytest.mark.parametrize(
    ("duty", "relation"),
    [
        ("Tiếp tục triển khai Chỉ thị số 5/CT-UBND ngày 1/2/2024.", "implements"),
        (
            "Hoàn thành công trình theo đúng chỉ đạo của Bộ trưởng tại Công điện số 5/CĐ-BXD ngày 1/2/2024.",
            "implements",
        ),
        ("Rà soát số nhà trên cơ sở Kế hoạch số 5/KH-UBND ngày 1/2/2024.", "implements"),
        ("Tính mức phí trên cơ sở Nghị định số 5/2024/NĐ-CP và số liệu của các xã.", "mentions"),
        ("Căn cứ Quy định số 5-QĐ/TW ngày 1/2/2024, rà soát hồ sơ cán bộ.", "mentions"),
        ("Giải quyết kiến nghị theo Báo cáo số 5/BC-SNV ngày 1/2/2024.", "mentions"),
        ("Điều chỉnh mức đóng của học sinh theo Nghị định số 5/2024/NĐ-CP.", "implements"),
        ("Cấp phép đối với cơ sở đủ điều kiện theo Nghị định số 5/2024/NĐ-CP.", "mentions"),
        ("Sơ kết 05 năm thực hiện Chỉ thị số 5/CT-UBND ngày 1/2/2024.", "mentions"),
        ("Theo dõi, đôn đốc thực hiện Chỉ thị số 5/CT-UBND ngày 1/2/2024.", "mentions"),
        ("Tổ chức hội nghị quán triệt Nghị quyết số 5-NQ/TW ngày 1/2/2024.", "mentions"),
        ("Quán triệt, thực hiện nghiêm Nghị quyết số 5-NQ/TW ngày 1/2/2024.", "implements"),
        ("Triển khai Nghị quyết số 5/NQ-CP ngày 1/2/2024 và Nghị quyết số 6/NQ-CP ngày 2/2/2024.", "implements"),
        ("Xử lý nghiêm theo quy định tại Nghị định số 5/2024/NĐ-CP.", "mentions"),
        ("Tăng cường truyền thông về Luật Trẻ em.", "mentions"),
        ("Đánh giá tình hình thực hiện Kế hoạch số 5/KH-UBND ngày 1/2/2024.", "mentions"),
    ],
)
def test_relation_in_a_task_hangs_on_its_own_clause(duty: str, relation: str) -> None:
    found = rows(directive("Nội dung như sau:", f"1. {duty}"), 1)
    assert {row.relation for row in found} == {relation}
    assert {row.task_id for row in found} == {"t1"}


def test_outside_tasks_and_in_notes_nothing_is_carried_out() -> None:
    text = directive(
        "Nội dung như sau:",
        "I. Mục đích: triển khai Chỉ thị số 5/CT-UBND ngày 1/2/2024.",
        "Thực hiện Kế hoạch số 6-KH/TU.",
        zones=("body", "body", "note"),
    )
    assert [(row.relation, row.task_id) for row in rows(text)] == [("mentions", ""), ("mentions", "")]


def test_issued_document_takes_the_relation_of_the_issuing_one() -> None:
    text = directive(
        "Căn cứ Quyết định số 5/QĐ-TTg ngày 1/2/2024 phê duyệt Chiến lược phát triển muối đến năm 2030;",
        "Căn cứ Kế hoạch số 6/KH-UBND ngày 2/2/2024 về thực hiện Chiến lược phát triển muối đến năm 2030;",
        "QUYẾT ĐỊNH:",
    )
    assert [row.relation for row in rows(text)] == ["basis", "basis", "basis", "mentions"]


@pytest.mark.parametrize(
    ("clause", "relation"),
    [
        ("Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 5/QĐ-UBND ngày 1/2/2020.", "replaces"),
        ("Bãi bỏ Quyết định số 5/QĐ-UBND ngày 1/2/2020.", "repeals"),
        ("Sửa đổi, bổ sung một số điều của Quyết định số 5/QĐ-UBND ngày 1/2/2020.", "amends"),
        ("Sửa đổi, bổ sung khoản 2 Điều 5 của Quyết định số 5/QĐ-UBND ngày 1/2/2020.", "amends"),
        ("Sửa đổi điểm a khoản 1 Điều 3 Quy định kèm theo Quyết định số 5/QĐ-UBND ngày 1/2/2020.", "amends"),
        ("Sửa đổi một số điều của Quy định về giá ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 1/2/2020.", "amends"),
        (
            "Quyết định số 5/QĐ-UBND ngày 1/2/2020 của Ủy ban nhân dân tỉnh hết hiệu lực kể từ ngày Quyết định này có "
            "hiệu lực.",
            "repeals",
        ),
        ("Quyết định số 5/QĐ-UBND ngày 1/2/2020 hết hiệu lực kể từ ngày 1/7/2024.", "mentions"),
        ("Theo quy định tại Nghị định số 5/2020/NĐ-CP đã được sửa đổi, bổ sung bởi cấp trên.", "mentions"),
        ("Sở Y tế nghiên cứu việc thay thế Quyết định số 5/QĐ-UBND ngày 1/2/2020.", "mentions"),
    ],
)
def test_changes_said_by_the_directive_itself(clause: str, relation: str) -> None:
    assert [row.relation for row in rows(directive("QUYẾT ĐỊNH:", clause), 1)] == [relation]


def test_lists_of_changed_documents_change_together() -> None:
    text = directive(
        "QUYẾT ĐỊNH:",
        "Quyết định này thay thế Quyết định số 5/QĐ-UBND ngày 1/2/2020 và Quyết định số 6/QĐ-UBND ngày 1/2/2021.",
        "Quyết định số 7/QĐ-UBND ngày 1/2/2020; Quyết định số 8/QĐ-UBND ngày 1/2/2021 bị bãi bỏ khi Quyết định này có "
        "hiệu lực.",
    )
    assert [row.relation for row in rows(text, 1, 2)] == ["replaces", "replaces", "repeals", "repeals"]


@pytest.mark.parametrize(
    ("announced", "relation"),
    [
        ("Điều 2. Bãi bỏ các Quyết định sau:", "repeals"),
        ("2. Các Quyết định sau hết hiệu lực kể từ ngày Quyết định này có hiệu lực:", "repeals"),
        ("Quyết định này có hiệu lực kể từ ngày ký và thay thế các Quyết định sau:", "replaces"),
        ("2. Sở Tư pháp rà soát các Quyết định sau:", "mentions"),
    ],
)
def test_change_announced_before_a_list_holds_for_each_of_it(announced: str, relation: str) -> None:
    text = directive(
        "QUYẾT ĐỊNH:",
        announced,
        "a) Quyết định số 5/QĐ-UBND ngày 1/2/2020 của Ủy ban nhân dân tỉnh về giá đất;",
        "b) Quyết định số 6/QĐ-UBND ngày 1/2/2021.",
        "Các sở báo cáo theo quy định tại Quyết định số 7/QĐ-UBND ngày 1/2/2021.",
    )
    assert [row.relation for row in rows(text, 1, 2, 3, 4)] == [relation, relation, "mentions"]


def test_amending_documents_are_rows_of_their_own_with_the_relation_of_the_amended() -> None:
    text = directive(
        "Căn cứ Luật Giá số 16/2023/QH15 đã được sửa đổi, bổ sung một số điều theo Luật số 61/2024/QH15 và Luật số "
        "140/2025/QH15;",
        "QUYẾT ĐỊNH:",
        "1. Xử lý theo quy định tại khoản 2, 3 Điều 5 Nghị định số 9/2024/NĐ-CP được sửa đổi bởi Nghị định số "
        "5/2025/NĐ-CP.",
    )
    found = rows(text, 2)
    assert [(row.cited_reference, row.relation) for row in found] == [
        ("16/2023/QH15", "basis"),
        ("61/2024/QH15", "basis"),
        ("140/2025/QH15", "basis"),
        ("9/2024/NĐ-CP", "mentions"),
        ("5/2025/NĐ-CP", "mentions"),
    ]
    assert [row.provision for row in found][3:] == ["khoản 2 Điều 5; khoản 3 Điều 5", ""]
    assert {row.issuer_source for row in found} == {"derived"}


def test_mentions_of_one_instrument_share_an_id() -> None:
    text = directive(
        "Căn cứ Luật Hộ tịch số 60/2014/QH13; Quyết định số 5/QĐ-UBND ngày 1/2/2024 của Ủy ban nhân dân tỉnh;",
        "Theo Luật Hộ tịch và Quyết định số 05/QĐ-UBND.",
        "Theo Luật Bình đẳng giới và Luật số 73/2006/QH11.",
    )
    law, decision, law_again, decision_again, named, numbered = [row.canonical_id for row in rows(text)]
    assert law == law_again == "60-2014-qh13"
    assert decision == decision_again == "5-qd-ubnd-2024-02-01"
    assert named == numbered == "73-2006-qh11"


def test_rows_are_grounded_and_their_ids_stable_and_unique() -> None:
    text = directive("Căn cứ Luật Trẻ em; Luật Trẻ em; Nghị định số 5/2024/NĐ-CP;", "Theo Luật Trẻ em.")
    found = rows(text)
    assert [row.quote for row in found] == [text.text[row.start : row.end] for row in found]
    assert len({row.legal_basis_id for row in found}) == len(found)
    assert found == rows(text)


@pytest.mark.parametrize(
    ("paragraphs", "block"),
    [
        (("Căn cứ Luật Giá;", "QUYẾT ĐỊNH:", "Điều 1. Giao."), 1),
        (("Thực hiện Luật Giá, Sở Tài chính đề nghị các xã như sau:", "1. Báo cáo."), 0),
        (("Căn cứ Luật Giá, Sở Tài chính đề nghị các xã báo cáo.", "Trân trọng."), 0),
    ],
)
def test_operative_part_begins_behind_the_sentence_that_hands_out(paragraphs: tuple[str, ...], block: int) -> None:
    text = directive(*paragraphs)
    assert operative_start(text, RULES) == text.source.blocks[block].end


def test_text_without_opening_is_all_operative() -> None:
    assert operative_start(directive("Các xã báo cáo."), RULES) == 0
