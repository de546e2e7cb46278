"""What context decides is mended, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.ingest.ocr_repairs import Repairs
from extract.rulebook import Rulebook
from extract.text import canonical

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def mended(rulebook: Rulebook, *texts: str) -> list[str]:
    repairs = Repairs(rulebook)
    result = []
    for text in texts:
        mended = text
        for repair in reversed(repairs.of(text)):
            mended = mended[: repair.start] + repair.by + mended[repair.end :]
        result.append(mended)
    return result


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Hoàn thành trong Quý H năm 2026.", "Hoàn thành trong Quý II năm 2026."),
        ("trước ngày l5/7/2026", "trước ngày 15/7/2026"),
        ("theo Nghị định số 30/2020/ND-CP", "theo Nghị định số 30/2020/NĐ-CP"),
        ("báo cáo kêt quả về Sở Tài chính", "báo cáo kết quả về Sở Tài chính"),
        ("KÉ HOẠCH KIẾM TRA", "KẾ HOẠCH KIỂM TRA"),
        ("PHO CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("Hà Nội, này tháng 7 năm 2026", "Hà Nội, ngày tháng 7 năm 2026"),
        ("Tống hợp số liệu", "Tổng hợp số liệu"),
        ("Điều 4. Trách nhiâm của Sở Xây dựng", "Điều 4. Trách nhiệm của Sở Xây dựng"),
    ],
)
def test_repairs_mend_what_can_be_nothing_else(rulebook: Rulebook, read: str, meant: str) -> None:
    assert mended(rulebook, read) == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "trên cơ sở kết quả rà soát",  # not "sơ kết"
        "giao đồng chí Bộ trưởng Bộ Tài chính",  # not "chi bộ"
        "Phạm Thị Thanh Trà",  # a name, not "thanh tra"
        "từ Quý II đến quý III năm 2026",
        "H. NỘI DUNG",  # no section stands before it
    ],
)
def test_repairs_leave_what_may_be_meant(rulebook: Rulebook, text: str) -> None:
    assert mended(rulebook, text) == [text]


def test_repairs_count_the_sections_in_capitals(rulebook: Rulebook) -> None:
    read = ["I. MỤC ĐÍCH", "1. Một là", "H. NỘI DUNG", "HI. KINH PHÍ", "IV. TỔ CHỨC"]
    assert mended(rulebook, *read) == ["I. MỤC ĐÍCH", "1. Một là", "II. NỘI DUNG", "III. KINH PHÍ", "IV. TỔ CHỨC"]


def test_repairs_read_the_first_section_in_capitals(rulebook: Rulebook) -> None:
    assert mended(rulebook, "L. MỤC ĐÍCH", "II. NỘI DUNG") == ["I. MỤC ĐÍCH", "II. NỘI DUNG"]
    assert mended(rulebook, "I MỤC ĐÍCH", "II NỘI DUNG", "V KINH PHÍ") == ["I. MỤC ĐÍCH", "II. NỘI DUNG", "V KINH PHÍ"]
    assert mended(rulebook, "1. MỤC ĐÍCH", "L. NỘI DUNG") == ["1. MỤC ĐÍCH", "I. NỘI DUNG"]


def test_repairs_find_nothing_in_sound_text(rulebook: Rulebook) -> None:
    found = []
    for path in sorted([*CORPUS.glob("dev/*.txt"), *CORPUS.glob("inbox/*.txt")]):
        repairs = Repairs(rulebook)
        for line in path.read_text(encoding="utf-8").splitlines():
            text = canonical(line.strip(" |")).text
            found += [(path.name, text[repair.start - 20 : repair.end + 20], repair.by) for repair in repairs.of(text)]
    assert found == []


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["PHỤ LỤC I", "PHỤ LỤC H", "PHỤ LỤC HI"], ["PHỤ LỤC I", "PHỤ LỤC II", "PHỤ LỤC III"]),
        (["PHỤ LỤC H"], ["PHỤ LỤC H"]),  # may follow G of a document whose other annexes are elsewhere
        (["PHỤ LỤC I", "PHỤ LỤC IV"], ["PHỤ LỤC I", "PHỤ LỤC IV"]),
    ],
)
def test_repairs_count_the_annexes(rulebook: Rulebook, read: list[str], meant: list[str]) -> None:
    assert mended(rulebook, *read) == meant
