"""What concerns an office: each reason, the order by due date, and duties taken over from bodies that ended."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from extract import Extractor, Result
from extract.export import CONCERN_COLUMNS, Concern, Concerns, Tables, Wording, write_concerns
from extract.normalize.office import Office
from extract.normalize.registry import Registry
from extract.rulebook import Rulebook

HEAD = """ỦY BAN NHÂN DÂN
{issuer}

Số: {number}/UBND-VX

{place}, ngày 12 tháng {month} năm {year}

V/v công tác văn thư

Kính gửi:

- {to}.

Ủy ban nhân dân tỉnh yêu cầu thực hiện một số nội dung sau:

"""


@pytest.fixture
def read(tmp_path: Path, rulebook: Rulebook):  # type: ignore[no-untyped-def]
    extractor = Extractor(rulebook.root)

    def run(
        body: str, *, place: str = "Gia Lai", to: str = "Các sở, ban, ngành tỉnh", number: int = 9, year: int = 2026
    ) -> Result:
        head = HEAD.format(issuer=f"TỈNH {place.upper()}", place=place, to=to, number=number, month=3, year=year)
        (tmp_path / f"{number}.txt").write_text(head + body, encoding="utf-8")
        return extractor.extract(tmp_path / f"{number}.txt")

    return run


def office(rulebook: Rulebook, name: str, province: str = "Gia Lai", **more: object) -> Office:
    return Office(name, province=Registry.of(rulebook).province_in(province), **more)  # type: ignore[arg-type]


def found(rulebook: Rulebook, who: Office, *results: Result, as_of: dt.date | None = None) -> tuple[Concern, ...]:
    return Concerns(Tables.of(results), who, rulebook, as_of=as_of).rows(Wording(rulebook, "vi"))


DUTIES = """1. Sở Nội vụ chủ trì, phối hợp với Sở Y tế lập danh mục tài liệu, hoàn thành trước ngày 30/6/2026.

2. Các sở, ban, ngành tỉnh chỉnh lý tài liệu tồn đọng, hoàn thành trước ngày 15/5/2026.

3. Ủy ban nhân dân các xã, phường bố trí kho lưu trữ.

4. Giám đốc Sở Nội vụ chịu trách nhiệm theo dõi, đôn đốc việc thực hiện.

5. Các đơn vị báo cáo kết quả trước ngày 20/12/2026.
"""


def test_reasons_are_given_in_order_of_due_dates(read, rulebook: Rulebook) -> None:  # type: ignore[no-untyped-def]
    who = office(rulebook, "Sở Nội vụ", groups=(("Các sở, ban, ngành", ("Sở Nội vụ", "Sở Y tế")),))
    rows = found(rulebook, who, read(DUTIES))
    assert [(row.due_on, row.reason, row.named_as) for row in rows] == [
        ("2026-05-15", "member", "Các sở, ban, ngành tỉnh (thực hiện)"),
        ("2026-06-30", "named", "Sở Nội vụ (chủ trì)"),
        ("2026-12-20", "addressee", "Các sở, ban, ngành tỉnh"),
        ("", "named", "Giám đốc Sở Nội vụ (theo dõi, giám sát)"),
    ]
    assert [row.index for row in rows] == [1, 2, 3, 4]


def test_duty_of_a_level_above_is_told_as_such(read, rulebook: Rulebook) -> None:  # type: ignore[no-untyped-def]
    who = office(rulebook, "Phòng Kinh tế xã Tân An", above=("Ủy ban nhân dân các xã, phường",))
    rows = found(rulebook, who, read(DUTIES))
    assert [(row.reason, row.named_as) for row in rows] == [("above", "Ủy ban nhân dân các xã, phường (thực hiện)")]


def test_office_of_another_province_is_not_concerned(read, rulebook: Rulebook) -> None:  # type: ignore[no-untyped-def]
    who = office(rulebook, "Sở Nội vụ", "Phú Thọ", groups=(("Các sở, ban, ngành", ("Sở Nội vụ",)),))
    assert found(rulebook, who, read(DUTIES)) == ()


def test_duty_drawn_from_kinh_gui_is_that_of_an_addressee(read, rulebook: Rulebook) -> None:  # type: ignore[no-untyped-def]
    rows = found(
        rulebook,
        office(rulebook, "Sở Y tế"),
        read("1. Rà soát hồ sơ, hoàn thành trong tháng 4 năm 2026.\n", to="Sở Y tế"),
    )
    assert [(row.reason, row.due_on) for row in rows] == [("addressee", "2026-04-30")]


OLD = """1. Sở Lao động - Thương binh và Xã hội chủ trì tổ chức Tháng hành động vì trẻ em, trước ngày 30/6/2023.
"""


@pytest.mark.parametrize(
    ("name", "province", "as_of", "concerned"),
    [
        ("Sở Y tế", "Quảng Ngãi", dt.date(2026, 7, 1), True),
        ("Sở Nội vụ", "Quảng Ngãi", dt.date(2026, 7, 1), False),
        ("Sở Y tế", "Kon Tum", dt.date(2025, 6, 1), True),
        ("Sở Y tế", "Quảng Ngãi", None, False),
        ("Sở Lao động - Thương binh và Xã hội", "Kon Tum", None, True),
        ("Sở Lao động - Thương binh và Xã hội", "Kon Tum", dt.date(2026, 7, 1), False),
    ],
)
def test_duties_pass_to_who_took_them_over(  # type: ignore[no-untyped-def]
    read, rulebook: Rulebook, name: str, province: str, as_of: dt.date | None, concerned: bool
) -> None:
    rows = found(rulebook, office(rulebook, name, province), read(OLD, place="Kon Tum", year=2023), as_of=as_of)
    assert bool(rows) is concerned
    if as_of and rows:
        assert rows[0].named_as == "Sở Lao động - Thương binh và Xã hội → Sở Y tế (chủ trì)"


def test_list_is_written_as_csv_and_workbook(read, rulebook: Rulebook, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = found(rulebook, office(rulebook, "Sở Nội vụ"), read(DUTIES))
    write_concerns(rows, tmp_path / "việc.csv", rulebook)
    write_concerns(rows, tmp_path / "việc.xlsx", rulebook)
    lines = list(csv.reader((tmp_path / "việc.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert tuple(lines[0]) == CONCERN_COLUMNS
    assert [line[1] for line in lines[1:]] == [row.due_on for row in rows]
    sheet = openpyxl.load_workbook(tmp_path / "việc.xlsx").active
    assert sheet is not None
    assert (sheet.title, sheet["C2"].value) == ("Việc của cơ quan", "được nêu tên")
    assert sheet.max_row == len(rows) + 1
