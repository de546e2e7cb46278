"""The office's own file: what it may say, what is wrong with it, and when a name means the office."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import OfficeError
from extract.normalize.office import Office
from extract.normalize.office_file import read_office
from extract.normalize.registry import Registry
from extract.rulebook import Rulebook
from tests.conftest import CHECKOUT

RULEBOOK = Rulebook()
WARD = """
name: Phòng VHXH phường Tân Mẫu
province: Bắc Ninh
unit: phường Tân Mẫu
aliases: [Tổ Văn xã]
above: [UBND phường]
groups:
  các đơn vị thuộc phường: [Phòng Văn hóa - Xã hội, Phòng Kinh tế]
  các trường học: [Trường Tiểu học Tân Mẫu]
"""
DEPARTMENT = """
name: Sở Nội vụ
body: SNV
province: Phú Thọ
groups:
  "các sở, ban, ngành": [Sở Nội vụ, Sở Y tế]
"""


def read(tmp_path: Path, text: str) -> Office:
    (tmp_path / "office.yaml").write_text(text, encoding="utf-8")
    return read_office(tmp_path / "office.yaml", RULEBOOK)


def test_office_of_the_corpus_is_valid() -> None:
    office = read_office(CHECKOUT / "corpus" / "office.yaml", RULEBOOK)
    assert office.province is not None
    assert office.is_named("Phòng Văn hóa - Xã hội", "Bắc Ninh")


@pytest.mark.parametrize(
    ("name", "province", "named"),
    [
        ("Phòng Văn hóa - Xã hội phường Tân Mẫu", "", True),
        ("Phòng Văn hóa - Xã hội", "Bắc Ninh", True),
        ("phòng văn hóa - xã hội phường", "", True),
        ("Tổ Văn xã", "", True),
        ("Phòng Văn hóa - Xã hội phường Vân Hà", "", False),
        ("Phòng Văn hóa - Xã hội", "Gia Lai", False),
        ("Phòng Kinh tế", "Bắc Ninh", False),
        ("Phòng Văn hóa và Thông tin", "", False),
    ],
)
def test_office_is_named_by_its_names_in_its_place(tmp_path: Path, name: str, province: str, named: bool) -> None:
    assert read(tmp_path, WARD).is_named(name, province) is named


@pytest.mark.parametrize(
    ("group", "province", "member"),
    [
        ("Các sở, ban, ngành", "", True),
        ("Các sở, ban, ngành tỉnh", "Phú Thọ", True),
        ("Các Sở, ban và ngành, đoàn thể tỉnh", "", True),
        ("Sở, ban, ngành liên quan", "", True),
        ("Các sở, ban, ngành tỉnh", "Gia Lai", False),
        ("Các sở", "", False),
        ("Sở Tài chính", "", False),
        ("Các bộ, ban, ngành", "", False),
        ("Các sở, ban, ngànhh", "", False),
    ],
)
def test_office_is_member_of_groups_that_begin_like_its_own(
    tmp_path: Path, group: str, province: str, member: bool
) -> None:
    assert read(tmp_path, DEPARTMENT).is_member(group, province) is member


def test_group_of_one_kind_needs_a_word_for_all(tmp_path: Path) -> None:
    office = read(tmp_path, DEPARTMENT + "  các sở: [Sở Nội vụ]\n  UBND các xã: [Sở Nội vụ]\n")
    assert office.is_member("Các Sở quản lý ngành")
    assert office.is_member("Ủy ban nhân dân các xã, phường")
    assert not office.is_member("Sở Tài chính")
    assert not office.is_member("Sở quản lý ngành, lĩnh vực")


def test_office_is_no_member_of_groups_of_others(tmp_path: Path) -> None:
    office = read(tmp_path, WARD)
    assert office.is_member("Các đơn vị thuộc phường")
    assert not office.is_member("Các trường học")


def test_levels_above_are_not_the_office(tmp_path: Path) -> None:
    office = read(tmp_path, WARD)
    assert office.is_under("Ủy ban nhân dân phường")
    assert not office.is_named("Ủy ban nhân dân phường")
    assert not office.is_under("Ủy ban nhân dân tỉnh")


@pytest.mark.parametrize(
    ("issuer", "elsewhere"),
    [
        ("Ủy ban nhân dân phường Tân Mẫu", False),
        ("Ủy ban nhân dân phường Tân Mẫu, tỉnh Bắc Ninh", False),
        ("Ủy ban nhân dân xã An Bình Tây", True),
        ("Ủy ban nhân dân tỉnh Bắc Ninh", False),
    ],
)
def test_directives_of_other_communes_are_told_apart(tmp_path: Path, issuer: str, elsewhere: bool) -> None:
    assert read(tmp_path, WARD).is_elsewhere(issuer, ("xã", "phường", "đặc khu")) is elsewhere


def test_office_lends_only_names_that_the_registry_cannot_read(tmp_path: Path) -> None:
    office = read(tmp_path, WARD.replace("Phòng Kinh tế", "Đội Trật tự Xuân Mẫu"))
    lent = office.lent_to(RULEBOOK)
    registry = Registry.of(lent)
    assert {dict(row.cells)["name"] for row in lent.added} == {
        "Phòng Văn hóa - Xã hội phường Tân Mẫu",
        "Đội Trật tự Xuân Mẫu",
        "Trường Tiểu học Tân Mẫu",
    }
    assert registry.find("Tổ Văn xã") == registry.find("Phòng Văn hóa - Xã hội phường Tân Mẫu")
    assert lent.version != RULEBOOK.version


def test_alias_of_a_registered_body_leads_to_it(tmp_path: Path) -> None:
    lent = read(tmp_path, DEPARTMENT + "aliases: [Sở NVPT]\n").lent_to(RULEBOOK)
    found = Registry.of(lent).find("Sở NVPT")
    assert found is not None
    assert (found.id, found.area) == ("so-noi-vu", "may")


def test_office_without_new_names_leaves_the_rules_as_they_are(tmp_path: Path) -> None:
    assert read(tmp_path, DEPARTMENT).lent_to(RULEBOOK) is RULEBOOK


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("", "office.yaml, dòng 1: phải gồm các dòng", "line 1: this must hold lines"),
        ("- Sở Y tế", "dòng 1: phải gồm các dòng", "this must hold lines"),
        ("province: Phú Thọ", "mục name: thiếu tên cơ quan", "field name: the name of the office is missing"),
        ("name: [a]", "dòng 1, mục name: phải là một tên", "field name: this must be a name"),
        ("name:", "mục name: phải là một tên", "not empty"),
        ("name: A\nalias: [B]", "dòng 2, mục alias: không có mục này. Có phải ý bạn là “aliases”?", "“aliases”"),
        ("name: A\nzzz: B", "Các mục: name", "Fields: name"),
        ("name: A\nname: B", "dòng 2, mục name: mục này có hai lần", "stands twice"),
        ("name: A\nlevel: ward", "dòng 2, mục level: không có cấp “ward”", "no level “ward”"),
        ("name: A\nprovince: Xyz", "dòng 2, mục province: không có tỉnh", "no province “Xyz”"),
        ("name: A\nbody: Câu lạc bộ", "dòng 2, mục body: sổ đăng ký không có", "registry has no body"),
        ("name: A\naliases: B", "dòng 2, mục aliases: phải là danh sách", "a list of names"),
        ("name: A\naliases: []", "mục aliases: phải là danh sách", "a list of names"),
        ("name: A\ngroups: [B]", "dòng 2, mục groups: phải gồm các dòng", "field groups"),
        (
            "name: A\ngroups:\n  các sở: B",
            "dòng 3, mục groups.các sở: phải là danh sách",
            "line 3, field groups.các sở",
        ),
        ('name: "A\nprovince: B', "không đúng cú pháp YAML", "no valid YAML"),
        ("name: A\n\tlevel: x", "dòng 2: không đúng cú pháp YAML", "line 2"),
    ],
)
def test_fault_names_line_field_cause_and_remedy(tmp_path: Path, text: str, vi: str, en: str) -> None:
    with pytest.raises(OfficeError) as caught:
        read(tmp_path, text)
    assert vi in caught.value.text("vi")
    assert en in caught.value.text("en")
    assert caught.value.remedy
    assert caught.value.remedy_en != caught.value.remedy


def test_missing_or_unreadable_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="không đọc được tệp"):
        read_office(tmp_path / "không-có.yaml", RULEBOOK)
    (tmp_path / "nhị-phân.yaml").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(OfficeError, match="không đọc được tệp"):
        read_office(tmp_path / "nhị-phân.yaml", RULEBOOK)
