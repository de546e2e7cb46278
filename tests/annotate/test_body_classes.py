"""Who: what tells a class of bodies, a deputy, a council's unit or a branch from others belongs to its name."""

from __future__ import annotations

import pytest
from body_sources import mentions, names


@pytest.mark.parametrize(
    "name",
    [
        "Các cơ quan đảng ở Trung ương",
        "Các cơ quan chủ quản dữ liệu",
        "Các sở quản lý du lịch",
        "Các bộ quản lý lĩnh vực",
        "Các Sở, ban, ngành quản lý quy hoạch",
        "Các đơn vị cấp nước",
        "Các tổ chức, cá nhân hoạt động khoáng sản trên địa bàn tỉnh",
        "Các tổ chức, cá nhân sản xuất, kinh doanh hàng hóa, dịch vụ",
        "Cơ quan, tổ chức khai thác dữ liệu",
        "Các địa phương chưa giải ngân hết vốn",
        "Các doanh nghiệp sản xuất vật liệu xây dựng",
        "Các cơ sở giáo dục mầm non ngoài công lập",
        "Các trường trung học phổ thông trên địa bàn huyện",
        "Các bảo tàng, thư viện trực thuộc Bộ",
        "Các cấp, các ngành của địa phương",
        "Ủy ban nhân dân các xã ven sông",
        "Hội đồng nhân dân cấp phường, xã",
        "Người đứng đầu cơ sở khám bệnh, chữa bệnh công lập",
        "Giám đốc các bảo tàng, nhà hát thuộc Bộ",
        "Phó Chủ tịch Ủy ban nhân dân tỉnh phụ trách khối văn hóa",
        "Thứ trưởng phụ trách lĩnh vực thủy lợi",
        "Trưởng phòng Quản lý năng lượng",
        "Lãnh đạo Sở",
        "Trưởng các phòng",
        "Trưởng các thôn, bản",
        "Phó Chủ tịch Ủy ban nhân dân tỉnh Lê Văn Mẫu",
        "Các bệnh viện tuyến tỉnh",
        "Các đảng ủy trực thuộc Tỉnh ủy",
        "Cục Quản lý đê điều và Phòng, chống thiên tai",
        "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh",
        "Các đơn vị quản lý, vận hành hồ chứa",
        "Ban xây dựng đảng của đảng ủy xã, phường",
        "Ban Chỉ đạo của Chính phủ",
    ],
)
def test_what_tells_a_body_from_others_belongs_to_its_name(name: str) -> None:
    assert names(f"{name} chủ động triển khai.") == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đề nghị các đơn vị cung cấp số liệu trước ngày 15.", ["Các đơn vị"]),
        ("Yêu cầu các đơn vị quản lý chặt chẽ tài sản được giao.", ["Các đơn vị"]),
        ("Yêu cầu các đơn vị sử dụng hiệu quả, tiết kiệm kinh phí.", ["Các đơn vị"]),
        ("Bồi dưỡng đội ngũ cán bộ quản lý giáo dục.", []),
        ("Ưu tiên các trường còn thiếu phòng học.", []),
        (
            "Báo cáo Phó Thủ tướng Chính phủ phụ trách lĩnh vực những vấn đề phát sinh.",
            ["Phó Thủ tướng Chính phủ phụ trách lĩnh vực"],
        ),
    ],
)
def test_what_a_class_is_to_do_is_no_part_of_its_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Cục Giám định Nhà nước về chất lượng công trình xây dựng làm đầu mối.",
            ["Cục Giám định Nhà nước về chất lượng công trình xây dựng"],
        ),
        (
            "Vụ trưởng Vụ Khoa học công nghệ, môi trường và Vật liệu xây dựng thi hành.",
            ["Vụ trưởng Vụ Khoa học công nghệ, môi trường và Vật liệu xây dựng"],
        ),
        (
            "Ban Quản lý Khu kinh tế cửa khẩu Tân Hà - Vân Sơn rà soát.",
            ["Ban Quản lý Khu kinh tế cửa khẩu Tân Hà - Vân Sơn"],
        ),
        (
            "Phối hợp với VNPT Sơn La, Viettel Sơn La; VNPT.",
            ["VNPT Sơn La", "Viettel Sơn La", "Tập đoàn Bưu chính Viễn thông Việt Nam"],
        ),
        ("Ban ATGT các huyện báo cáo.", ["Ban An toàn giao thông các huyện"]),
        ("Đề nghị các Sở Nội vụ tham mưu.", ["Các Sở Nội vụ"]),
        ("Phối hợp với các Sở Nội vụ, Công an tỉnh.", ["Sở Nội vụ", "Công an tỉnh"]),
        ("Báo cáo Ban Kinh tế - Ngân sách HĐND tỉnh.", ["Ban Kinh tế - Ngân sách Hội đồng nhân dân tỉnh"]),
    ],
)
def test_name_of_a_unit_is_read_to_its_end(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Các Ban của HĐND, Tổ đại biểu và đại biểu HĐND huyện giám sát.",
            [
                "Các Ban của Hội đồng nhân dân huyện",
                "Tổ đại biểu Hội đồng nhân dân huyện",
                "Đại biểu Hội đồng nhân dân huyện",
            ],
        ),
        (
            "Sở Văn hóa và Thể thao, Sở Du lịch các tỉnh, thành phố báo cáo.",
            ["Sở Văn hóa và Thể thao các tỉnh, thành phố", "Sở Du lịch các tỉnh, thành phố"],
        ),
        (
            "UBND các phường: Quy Hà, Pleiku, Hội Tân báo cáo.",
            ["Ủy ban nhân dân phường Quy Hà", "Ủy ban nhân dân phường Pleiku", "Ủy ban nhân dân phường Hội Tân"],
        ),
        (
            "Chủ tịch UBND thị xã Tân Lập, các huyện: Nam Hà, Vân Sơn báo cáo.",
            [
                "Chủ tịch Ủy ban nhân dân thị xã Tân Lập",
                "Chủ tịch Ủy ban nhân dân huyện Nam Hà",
                "Chủ tịch Ủy ban nhân dân huyện Vân Sơn",
            ],
        ),
        ("UBND các xã Tân An, Hội Nông dân tỉnh.", ["Ủy ban nhân dân các xã", "Hội Nông dân tỉnh"]),
    ],
)
def test_area_named_once_holds_for_all_of_a_list(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_initials_stand_for_the_name_that_the_directive_gives_in_full() -> None:
    found = mentions(
        "Vụ Văn hóa dân tộc và Gia đình chủ trì; Cục Du lịch Quốc gia Việt Nam phối hợp.",
        "Vụ VHDT,GĐ tổng hợp; Cục trưởng Cục DLQGVN báo cáo.",
    )
    assert [mention.name for mention in found] == [
        "Vụ Văn hóa dân tộc và Gia đình",
        "Cục Du lịch Quốc gia Việt Nam",
        "Vụ Văn hóa dân tộc và Gia đình",
        "Cục trưởng Cục Du lịch Quốc gia Việt Nam",
    ]
    assert [mention.body_id for mention in found[2:]] == [mention.body_id for mention in found[:2]]


def test_initials_that_fit_several_names_stay() -> None:
    text = "Vụ Kế hoạch chủ trì; Vụ Khoa học phối hợp; Vụ KH tổng hợp."
    assert names(text)[-1] == "Vụ KH"
