"""Bodies in time: who answers for a duty on a day, by the table of successions and the words of the duty."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from extract.normalize.registry import Registry
from extract.normalize.succession_table import SuccessionTable
from extract.normalize.successions import Standing, Successions, first_day
from extract.rulebook import Rulebook

RULEBOOK = Rulebook()
SUCCESSIONS = Successions.of(RULEBOOK)
TABLE = tuple(SuccessionTable(RULEBOOK))
TODAY = dt.date(2026, 7, 1)
LABOUR = "bo-lao-dong-thuong-binh-va-xa-hoi"
LABOUR_OF = "so-lao-dong-thuong-binh-va-xa-hoi"


def on(
    body_id: str, *texts: str, day: dt.date = TODAY, name: str = "", level: str = "", group: bool = False
) -> Standing:
    return SUCCESSIONS.on(SUCCESSIONS.body_row(body_id, name, level, is_group=group), day, texts)


def heir(standing: Standing) -> str:
    return standing.body.body_id if standing.body else ""


# ------------------------------------------------------------------------------------------------------------ the table


def test_table_names_known_bodies_and_begins_where_they_end() -> None:
    registry = Registry.of(RULEBOOK)
    faults = []
    for row in TABLE:
        old = registry.entry(row.old) or registry.province(row.old)
        if row.new and not (registry.province(row.new) or SUCCESSIONS.body_row(row.new).name):
            faults.append(f"{row.new} is unknown")
        if row.level or row.old == "*":
            continue
        if old is None or not old.valid_to:
            faults.append(f"{row.old} is unknown or has no end")
        elif len(old.valid_to) == len(row.since) == 10:
            gap = first_day(row.since) - dt.date.fromisoformat(old.valid_to)
            faults += [] if gap.days == 1 else [f"{row.old}: {gap.days} days between"]
        elif row.since[: len(old.valid_to)] < old.valid_to[: len(row.since)]:
            faults.append(f"{row.old}: its heir begins before its end")
    assert faults == []


def test_every_topic_of_the_table_has_a_rule_and_every_rule_a_row() -> None:
    used = {row.topic for row in TABLE} - {"", "whole"}
    assert used == {str(rule.gives["topic"]) for rule in RULEBOOK.rules("topics")}


def test_reorganisation_of_2025_has_its_legal_source() -> None:
    registry = Registry.of(RULEBOOK)
    sources = {row.old: row.source for row in TABLE}
    ministries = [key for key, source in sources.items() if key.startswith("bo-") and "2025" in source]
    provinces = [province for province in registry.provinces if province.valid_to == "2025-06-30"]
    assert len(provinces) == 29
    assert {sources[province.id] for province in provinces} == {"NQ 202/2025/QH15"}
    assert len(ministries) == 6
    assert all(sources[key].startswith("NQ 176/2025/QH15") for key in ministries)


# ----------------------------------------------------------------------------------------------------------- one heir


@pytest.mark.parametrize(
    ("body_id", "expected"),
    [
        ("bo-ke-hoach-va-dau-tu", "bo-tai-chinh"),
        ("uy-ban-dan-toc", "bo-dan-toc-va-ton-giao"),
        ("bo-thuy-san", "bo-nong-nghiep-va-moi-truong"),  # by way of Bộ NN&PTNT
        ("so-tai-nguyen-va-moi-truong:lai-chau", "so-nong-nghiep-va-moi-truong:lai-chau"),
        ("so-ke-hoach-va-dau-tu:kon-tum", "so-tai-chinh:quang-ngai"),  # first the department, then the province
        ("ubnd-tinh:hai-duong", "ubnd-tinh:hai-phong"),
        ("so-y-te:thua-thien-hue", "so-y-te:hue"),
        ("bo-y-te", "bo-y-te"),
        ("so-y-te:lai-chau", "so-y-te:lai-chau"),
        ("hoi-lam-vuon", "hoi-lam-vuon"),
    ],
)
def test_body_with_one_heir_leads_to_it(body_id: str, expected: str) -> None:
    assert heir(on(body_id)) == expected


def test_body_stands_for_itself_until_its_last_day() -> None:
    last = on(LABOUR, "việc làm", day=dt.date(2025, 2, 28))
    assert (heir(last), last.ended_on, last.basis) == (LABOUR, "", "")
    assert on(LABOUR, "việc làm", day=dt.date(2025, 3, 1)).ended_on == "2025-02-28"


def test_body_is_never_led_back_into_the_past() -> None:
    assert heir(on("bo-nong-nghiep-va-moi-truong", day=dt.date(2020, 1, 1))) == "bo-nong-nghiep-va-moi-truong"


def test_name_tells_the_province_where_it_is_another_one() -> None:
    moved = on("so-noi-vu:dak-nong")
    assert (moved.name, moved.basis) == ("Sở Nội vụ tỉnh Lâm Đồng", "NQ 202/2025/QH15")
    assert on("ubnd-tinh:binh-duong").name == "Ủy ban nhân dân thành phố Hồ Chí Minh"
    assert on("so-ke-hoach-va-dau-tu:lai-chau").name == "Sở Tài chính"


def test_group_goes_on_in_the_new_province() -> None:
    group = on("cac-so-ban-nganh-tinh:kon-tum", name="Các sở, ban, ngành tỉnh", level="province", group=True)
    assert (heir(group), group.name) == ("cac-so-ban-nganh-tinh:quang-ngai", "Các sở, ban, ngành tỉnh Quảng Ngãi")


@pytest.mark.parametrize(
    ("body_id", "name", "level"),
    [
        ("trung-tam-giong-cay-trong-tinh:kon-tum", "Trung tâm Giống cây trồng tỉnh", "province"),
        ("ubnd-xa-tan-lap:kon-tum", "Ủy ban nhân dân xã Tân Lập", "commune"),
    ],
)
def test_body_of_an_ended_province_that_no_table_knows_stays_open(body_id: str, name: str, level: str) -> None:
    standing = on(body_id, name=name, level=level)
    assert (standing.body, standing.ended_on, standing.candidates) == (None, "2025-06-30", ())


# -------------------------------------------------------------------------------------------------------- several heirs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hỗ trợ tạo việc làm cho thanh niên", "bo-noi-vu"),
        ("điều chỉnh trợ cấp người có công", "bo-noi-vu"),
        ("tổng kết Chiến lược quốc gia về bình đẳng giới", "bo-noi-vu"),
        ("đổi mới giáo dục nghề nghiệp", "bo-giao-duc-va-dao-tao"),
        ("phòng, chống đuối nước cho trẻ em", "bo-y-te"),
        ("nâng mức trợ giúp xã hội", "bo-y-te"),
        ("phòng, chống tệ nạn xã hội", "bo-y-te"),
        ("quản lý cơ sở cai nghiện ma túy", "bo-cong-an"),
        ("Chương trình mục tiêu quốc gia giảm nghèo bền vững", "bo-nong-nghiep-va-moi-truong"),
        ("hỗ trợ việc làm cho người có công", "bo-noi-vu"),  # two topics, one heir
        ("báo cáo kết quả thực hiện", ""),
        ("Bộ Lao động - Thương binh và Xã hội báo cáo", ""),  # its own name decides nothing
        ("giải quyết việc làm, giảm nghèo", ""),
    ],
)
def test_topic_of_the_duty_decides_between_heirs(text: str, expected: str) -> None:
    assert heir(on(LABOUR, text)) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("báo cáo kết quả", "Giáo dục nghề nghiệp"), "so-giao-duc-va-dao-tao:lai-chau"),
        (("chăm sóc trẻ em", "Giáo dục nghề nghiệp"), "so-y-te:lai-chau"),  # the nearest words come first
        (("trẻ em, bình đẳng giới", "", "Kế hoạch bình đẳng giới"), "so-noi-vu:lai-chau"),
        (("trẻ em, bình đẳng giới", "", "Kế hoạch giảm nghèo"), ""),
    ],
)
def test_heading_and_subject_decide_what_nearer_words_leave_open(texts: tuple[str, ...], expected: str) -> None:
    assert heir(on(f"{LABOUR_OF}:lai-chau", *texts)) == expected


def test_rest_goes_to_the_heir_of_the_whole_unless_a_topic_is_named() -> None:
    assert heir(on("bo-giao-thong-van-tai", "nâng cấp quốc lộ")) == "bo-xay-dung"
    assert heir(on("bo-giao-thong-van-tai", "đổi giấy phép lái xe trực tuyến")) == "bo-cong-an"


def test_undecided_standing_names_candidates_of_today() -> None:
    standing = on(f"{LABOUR_OF}:kon-tum", "trẻ em, bình đẳng giới")
    assert standing.body is None
    assert standing.candidates == ("Sở Nội vụ tỉnh Quảng Ngãi", "Sở Y tế tỉnh Quảng Ngãi")
    assert len(on(LABOUR).candidates) == 5


def test_basis_gives_source_and_topic() -> None:
    assert on(LABOUR, "trẻ em").basis == "NQ 176/2025/QH15; NĐ 42/2025/NĐ-CP (trẻ em)"


# ------------------------------------------------------------------------------------------------------------ districts


@pytest.mark.parametrize(
    ("body_id", "name", "level"),
    [
        ("ubnd-cac-huyen-thi-xa-thanh-pho:thanh-hoa", "Ủy ban nhân dân các huyện, thị xã, thành phố", "district"),
        ("ubnd-cap-huyen:thanh-hoa", "Ủy ban nhân dân cấp huyện", "district"),
        ("ubnd-huyen-tan-an:thanh-hoa", "Ủy ban nhân dân huyện Tân An", "district"),
    ],
)
def test_district_ended_and_left_its_duties_to_two_levels(body_id: str, name: str, level: str) -> None:
    standing = on(body_id, name=name, level=level)
    assert (standing.body, standing.ended_on) == (None, "2025-06-30")
    assert "72/2025/QH15" in standing.basis
    assert standing.candidates == ("Ủy ban nhân dân cấp xã", "Ủy ban nhân dân tỉnh Thanh Hóa")


@pytest.mark.parametrize(
    ("body_id", "name", "level", "expected"),
    [
        ("hoi-nong-dan-huyen-tan-an:gia-lai", "Hội Nông dân huyện Tân An", "mass_organisation", "2025-06-30"),
        ("hoi-nong-dan-tinh:gia-lai", "Hội Nông dân tỉnh", "mass_organisation", ""),
        ("huyen-uy:gia-lai", "Huyện ủy", "party", "2025-06-30"),
        ("cong-an-huyen-tan-an:gia-lai", "Công an huyện Tân An", "district", "2025-02-28"),
        ("phong-noi-vu-huyen-tan-an:gia-lai", "Phòng Nội vụ huyện Tân An", "district", "2025-06-30"),
        ("ubnd-cac-xa-phuong:gia-lai", "Ủy ban nhân dân các xã, phường", "commune", ""),
        ("ubnd-huyen-xa:gia-lai", "Ủy ban nhân dân các huyện, xã", "district", ""),  # half of it goes on
    ],
)
def test_bodies_of_districts_end_with_them(body_id: str, name: str, level: str, expected: str) -> None:
    assert SUCCESSIONS.body_row(body_id, name, level).valid_to == expected


# ----------------------------------------------------------------------------------------------------- the table bodies


def test_body_row_carries_validity_and_successor_of_its_province() -> None:
    row = SUCCESSIONS.body_row("so-ke-hoach-va-dau-tu:lao-cai")
    assert (row.name, row.province, row.valid_to) == ("Sở Kế hoạch và Đầu tư", "Lào Cai", "2025-02-28")
    assert (row.successor_id, row.successor_candidates) == ("so-tai-chinh:lao-cai", "")


def test_body_row_names_no_successor_where_several_share() -> None:
    row = SUCCESSIONS.body_row(f"{LABOUR_OF}:lao-cai")
    assert row.successor_id == ""
    assert row.successor_candidates.split("; ")[0] == "so-noi-vu:lao-cai"
    assert len(row.successor_candidates.split("; ")) == 5


def test_body_row_of_an_ended_province_ends_with_it() -> None:
    row = SUCCESSIONS.body_row("cong-an:kon-tum")
    assert (row.name, row.valid_to, row.successor_id) == ("Công an tỉnh Kon Tum", "2025-06-30", "cong-an:quang-ngai")


def test_body_row_of_an_unknown_body_keeps_its_name() -> None:
    row = SUCCESSIONS.body_row("hoi-lam-vuon", "Hội Làm vườn", "mass_organisation")
    assert (row.name, row.level, row.valid_to) == ("Hội Làm vườn", "mass_organisation", "")


def test_heir_row_is_the_row_of_an_id_in_the_successor_columns() -> None:
    row = SUCCESSIONS.body_row(f"{LABOUR_OF}:lao-cai")
    heirs = [SUCCESSIONS.heir_row(row, key) for key in row.successor_candidates.split("; ")]
    assert "Công an tỉnh Lào Cai" in {one.name for one in heirs}
    assert {one.province for one in heirs} == {"Lào Cai"}


@pytest.mark.parametrize(
    ("partial", "day"), [("2025-03-01", (2025, 3, 1)), ("2007-09", (2007, 9, 1)), ("2008", (2008, 1, 1))]
)
def test_first_day_fills_what_is_cut(partial: str, day: tuple[int, int, int]) -> None:
    assert first_day(partial) == dt.date(*day)


def test_every_row_has_a_date() -> None:
    assert all(re.fullmatch(r"\d{4}(?:-\d\d){0,2}", row.since) for row in TABLE)
