"""Who: what is a body, where its name ends, and where a list is one body or several."""

from __future__ import annotations

import time

import pytest
from body_sources import mentions, names
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính.", ["Sở Y tế", "Sở Tài chính"]),
        ("Bộ Xây dựng xây dựng dự thảo.", ["Bộ Xây dựng"]),
        ("Công an tỉnh chủ trì tuần tra.", ["Công an tỉnh"]),
        ("Thống kê tỉnh thống kê số liệu.", ["Thống kê tỉnh"]),
        ("Trung tâm Phục vụ hành chính công xây dựng quy trình.", ["Trung tâm Phục vụ hành chính công"]),
        (
            "Ban Quản lý các khu công nghiệp tỉnh rà soát hạ tầng.",
            ["Ban Quản lý các khu công nghiệp tỉnh"],
        ),
        ("Kho bạc Nhà nước khu vực XII đối chiếu số thu.", ["Kho bạc Nhà nước khu vực XII"]),
        ("Đảng ủy Bộ Tư pháp lãnh đạo việc sắp xếp.", ["Đảng ủy Bộ Tư pháp"]),
        ("Văn phòng UBND tỉnh theo dõi tiến độ.", ["Văn phòng Ủy ban nhân dân tỉnh"]),
        (
            "Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ và chuyển đổi số họp hằng quý.",
            ["Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ và chuyển đổi số"],
        ),
        ("Ban soạn thảo do Bộ Tư pháp thành lập sẽ họp.", ["Ban soạn thảo do Bộ Tư pháp thành lập"]),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", ["Sở Giáo dục và Đào tạo"]),
        (
            "Ban Quản lý Khu kinh tế Vân Hà và các Khu công nghiệp Hải An báo cáo.",
            ["Ban Quản lý Khu kinh tế Vân Hà và các Khu công nghiệp Hải An"],
        ),
        (
            "Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh kết nối.",
            ["Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh"],
        ),
        ("Ban Chỉ đạo phòng, chống tội phạm tỉnh họp.", ["Ban Chỉ đạo phòng, chống tội phạm tỉnh"]),
        ("Tổ giúp việc Ban Chỉ đạo 389 tỉnh họp.", ["Tổ giúp việc Ban Chỉ đạo 389 tỉnh"]),
        ("Các doanh nghiệp sử dụng LPG, LNG trên địa bàn.", ["Các doanh nghiệp sử dụng LPG, LNG trên địa bàn"]),
        (
            "Công ty TNHH vật tư và thiết bị Gia Hưng báo cáo.",
            ["Công ty Trách nhiệm hữu hạn vật tư và thiết bị Gia Hưng"],
        ),
    ],
)
def test_single_body_ends_where_its_name_ends(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các Bộ: Tài chính, Xây dựng, Nội vụ rà soát.", ["Bộ Tài chính", "Bộ Xây dựng", "Bộ Nội vụ"]),
        ("Sở Tư pháp, Nội vụ tham mưu.", ["Sở Tư pháp", "Sở Nội vụ"]),
        ("Các tỉnh Lào Cai, Sơn La rà soát.", ["Tỉnh Lào Cai", "Tỉnh Sơn La"]),
        (
            "Thành phố Cần Thơ và các tỉnh Lào Cai, Sơn La rà soát.",
            ["Thành phố Cần Thơ", "Tỉnh Lào Cai", "Tỉnh Sơn La"],
        ),
        ("Khảo sát tại các tỉnh Lào Cai, Sơn La.", []),
        ("Sở, ban, ngành tỉnh và Công an tỉnh rà soát.", ["Sở, ban, ngành tỉnh", "Công an tỉnh"]),
        (
            "Ủy ban nhân dân các xã bị ảnh hưởng bởi mưa lũ khẩn trương thống kê.",
            ["Ủy ban nhân dân các xã bị ảnh hưởng bởi mưa lũ"],
        ),
        (
            "UBND các tỉnh: Lào Cai, Sơn La và Cần Thơ chỉ đạo.",
            ["Ủy ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Sơn La", "Ủy ban nhân dân thành phố Cần Thơ"],
        ),
        (
            "Giám đốc các Sở: Y tế, Nội vụ báo cáo.",
            ["Giám đốc Sở Y tế", "Giám đốc Sở Nội vụ"],
        ),
        (
            "Chủ tịch UBND các tỉnh, thành phố trực thuộc Trung ương: Sơn La, Huế và Gia Lai rà soát.",
            [
                "Chủ tịch Ủy ban nhân dân tỉnh Sơn La",
                "Chủ tịch Ủy ban nhân dân thành phố Huế",
                "Chủ tịch Ủy ban nhân dân tỉnh Gia Lai",
            ],
        ),
        (
            "Các Tổng công ty: Đường sắt Việt Nam, Giấy Hải An và Dệt may Vân Hà báo cáo.",
            ["Tổng công ty Đường sắt Việt Nam", "Tổng công ty Giấy Hải An", "Tổng công ty Dệt may Vân Hà"],
        ),
        ("Các Hội: Nông dân, Cựu chiến binh tỉnh vận động.", ["Hội Nông dân tỉnh", "Hội Cựu chiến binh tỉnh"]),
        ("Các Ban: Tổ chức, Nội chính Tỉnh ủy góp ý.", ["Ban Tổ chức Tỉnh ủy", "Ban Nội chính Tỉnh ủy"]),
        ("Các Đảng ủy Bộ Y tế, Bộ Nội vụ báo cáo.", ["Đảng ủy Bộ Y tế", "Đảng ủy Bộ Nội vụ"]),
        ("HĐND, UBND các xã, phường họp.", ["Hội đồng nhân dân các xã, phường", "Ủy ban nhân dân các xã, phường"]),
        (
            "Tổng giám đốc các Tập đoàn, Tổng công ty, đơn vị liên quan dự.",
            ["Tổng giám đốc các Tập đoàn, Tổng công ty", "Đơn vị liên quan"],
        ),
        ("Chủ tịch UBND tỉnh, Giám đốc Sở Y tế dự.", ["Chủ tịch Ủy ban nhân dân tỉnh", "Giám đốc Sở Y tế"]),
        (
            "Các Sở, ban, ngành, UBND xã, phường thực hiện.",
            ["Các Sở, ban, ngành", "Ủy ban nhân dân xã, phường"],
        ),
        (
            "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường thi hành.",
            ["Thủ trưởng các sở, ban, ngành", "Chủ tịch Ủy ban nhân dân các xã, phường"],
        ),
        (
            "Ủy ban Mặt trận Tổ quốc Việt Nam và các đoàn thể chính trị - xã hội tỉnh giám sát.",
            ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Các đoàn thể chính trị - xã hội tỉnh"],
        ),
        (
            "Ban VSTBPN các sở, ban, ngành và các huyện, thành phố tổng hợp.",
            ["Ban Vì sự tiến bộ của phụ nữ các sở, ban, ngành", "Ban Vì sự tiến bộ của phụ nữ các huyện, thành phố"],
        ),
        (
            "Thường trực Hội đồng Dân tộc, các Ủy ban của Quốc hội, các cơ quan thuộc Ủy ban Thường vụ Quốc hội góp ý.",
            [
                "Thường trực Hội đồng Dân tộc",
                "Các Ủy ban của Quốc hội",
                "Các cơ quan thuộc Ủy ban Thường vụ Quốc hội",
            ],
        ),
    ],
)
def test_list_of_bodies_is_split(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Các sở, ban, ngành, đoàn thể tỉnh", "group"),
        ("Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ", "group"),
        ("Các bộ, ngành, địa phương liên quan", "group"),
        ("Bộ trưởng, Thủ trưởng các cơ quan ngang Bộ, cơ quan thuộc Chính phủ", "group"),
        ("Các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương", "group"),
        ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", "body"),
        ("Chủ tịch, Phó Chủ tịch Ủy ban nhân dân tỉnh", "office"),
        ("Phó Thủ tướng Chính phủ Lê Văn Mẫu", "office"),
        ("Bộ trưởng Bộ Tài chính - Phó Trưởng Ban Chỉ đạo 389 quốc gia", "office"),
        ("Phó Thủ tướng Chính phủ Lê Văn Mẫu, Trưởng Ban Chỉ đạo 389 quốc gia", "office"),
        ("Người đứng đầu cấp ủy, chính quyền, cơ quan, tổ chức", "office"),
        ("Ban Chỉ đạo 389 các bộ, ngành, địa phương", "group"),
        ("Các Bộ, ngành, lực lượng chức năng", "group"),
        ("Hệ thống các cơ quan báo chí", "group"),
        ("Các doanh nghiệp nhà nước trực thuộc Ủy ban nhân dân tỉnh", "group"),
        ("Các hội được Đảng, Nhà nước giao nhiệm vụ trên địa bàn tỉnh", "group"),
        ("Các bộ, ngành, địa phương (có dự án khởi công)", "group"),
        ("Các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh", "generic"),
        ("Các đơn vị cấp nước thuộc phạm vi quản lý", "generic"),
        ("Các cơ quan, đơn vị, địa phương", "generic"),
        ("Cơ quan nhà nước có thẩm quyền", "generic"),
        ("Cấp ủy, chính quyền địa phương", "generic"),
    ],
)
def test_group_office_and_pointer_stay_whole(text: str, kind: str) -> None:
    assert [(mention.name, mention.kind) for mention in mentions(f"{text} chủ động triển khai.")] == [(text, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành Kế hoạch phát triển nông thôn.",
        "Bộ luật Lao động và bộ tiêu chí mới.",
        "Hội nghị trực tuyến tổ chức tại hội trường.",
        "Cán bộ, công chức học tập nội quy.",
        "Công văn số 12/UBND-KT và 66/NQ-CP.",
        "Trên địa bàn tỉnh, tại các huyện miền núi.",
        "Trường hợp cần thiết thì phòng, chống dịch.",
        "Xây dựng chính phủ điện tử.",
        "Mô hình chính quyền địa phương và nền kinh tế của tỉnh Sơn La.",
        "Tỉnh Sơn La có diện tích lớn.",
    ],
)
def test_words_that_only_look_like_bodies_are_left(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tỉnh Sơn La cần rà soát quỹ đất.", "Tỉnh Sơn La"),
        ("Phối hợp chặt chẽ với tỉnh Sơn La.", "Tỉnh Sơn La"),
        ("Từ nay, chính quyền phải quyết liệt.", "Chính quyền"),
        ("Phối hợp với ngành giáo dục.", "Ngành giáo dục"),
        ("Cơ quan đăng ký đầu tư có trách nhiệm lấy ý kiến.", "Cơ quan đăng ký đầu tư"),
    ],
)
def test_words_that_name_a_body_only_where_they_act_are_pointers(text: str, name: str) -> None:
    assert [(mention.name, mention.kind) for mention in mentions(text)] == [(name, "generic")]


def test_short_form_without_abbreviation_stays_as_printed() -> None:
    assert names("Hội Phụ nữ vận động. Hội LHPN hỗ trợ.") == ["Hội Phụ nữ", "Hội Liên hiệp Phụ nữ"]


def test_short_name_defined_in_the_text_is_resolved_later() -> None:
    found = mentions(
        "Ban Quản lý Khu kinh tế Vân Hà (sau đây gọi là Ban Quản lý) họp.",
        "Định kỳ, Ban Quản lý báo cáo.",
    )
    assert [mention.name for mention in found] == ["Ban Quản lý Khu kinh tế Vân Hà"] * 2
    assert found[0].body_id == found[1].body_id


def test_province_comes_from_the_name_or_the_issuer() -> None:
    found = mentions("Sở Y tế và UBND tỉnh Sơn La trao đổi.", issuer="Ủy ban nhân dân tỉnh Lào Cai")
    assert [(mention.province, mention.body_id) for mention in found] == [
        ("Lào Cai", "so-y-te:lao-cai"),
        ("Sơn La", "ubnd-tinh:son-la"),
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Bộ Nội vụ", "central"),
        ("Sở Nội vụ", "province"),
        ("UBND các huyện, thị xã", "district"),
        ("Công an xã, phường", "commune"),
        ("Ban Tổ chức Tỉnh ủy", "party"),
        ("Hội Nông dân tỉnh", "mass_organisation"),
        ("Tập đoàn Điện lực Việt Nam", "group"),
    ],
)
def test_level_follows_name_and_area(text: str, level: str) -> None:
    assert [mention.level for mention in mentions(text)] == [level]


PIECES = (
    "các Sở, sở ban ngành, Bộ Tài chính, và UBND tỉnh huyện: xã phường Chủ tịch Giám đốc (sau đây gọi là Ban Chỉ đạo)",
    "Hội; đồng Lào Cai - Nội vụ thành phố của thuộc liên quan cơ quan đơn vị CỘNG HÒA SỞ Y TẾ 389 quốc gia",
)
WORDS = st.sampled_from([word for piece in PIECES for word in piece.split()])


@given(st.lists(WORDS, max_size=40))
def test_mentions_are_ordered_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    found = mentions(text)
    ends = [0, *(mention.end for mention in found)]
    assert all(end <= mention.start < mention.end <= len(text) for end, mention in zip(ends, found, strict=False))


def test_long_list_without_end_stays_fast() -> None:
    text = "các sở, ban, ngành, Chủ tịch UBND các tỉnh: Lào Cai, " * 1500
    started = time.perf_counter()
    assert mentions(text)
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("text", "body_id", "heads"),
    [
        ("Chủ tịch UBND tỉnh chỉ đạo.", "ubnd-tinh:gia-lai", "Ủy ban nhân dân tỉnh"),
        ("Phó Chủ tịch UBND thành phố Đà Nẵng", "ubnd-tinh:da-nang", "Ủy ban nhân dân thành phố Đà Nẵng"),
        ("Chủ tịch UBND các xã, phường rà soát.", "ubnd-cac-xa-phuong:gia-lai", "Ủy ban nhân dân các xã, phường"),
        ("Chủ tịch UBND xã Tân Lập", "ubnd-xa-tan-lap:gia-lai", "Ủy ban nhân dân xã Tân Lập"),
        ("Bộ trưởng Bộ Tài chính báo cáo.", "bo-tai-chinh", "Bộ Tài chính"),
        ("Thống đốc Ngân hàng Nhà nước", "ngan-hang-nha-nuoc-viet-nam", "Ngân hàng Nhà nước"),
        ("Giám đốc Sở Y tế chịu trách nhiệm.", "so-y-te:gia-lai", "Sở Y tế"),
        ("Giám đốc Công an tỉnh", "cong-an:gia-lai", "Công an tỉnh"),
        ("Trưởng Ban Dân tộc tỉnh", "ban-dan-toc:gia-lai", "Ban Dân tộc tỉnh"),
        ("Bí thư Tỉnh ủy chỉ đạo.", "tinh-uy:gia-lai", "Tỉnh ủy"),
        ("Bí thư Đảng ủy xã Tân Lập", "dang-uy-xa-tan-lap:gia-lai", "Đảng ủy xã Tân Lập"),
        ("Thủ trưởng các sở, ban, ngành tỉnh", "cac-so-ban-nganh-tinh:gia-lai", "Các sở, ban, ngành tỉnh"),
        (
            "Chánh Văn phòng UBND tỉnh theo dõi.",
            "van-phong-uy-ban-nhan-dan-tinh:gia-lai",
            "Văn phòng Ủy ban nhân dân tỉnh",
        ),
        ("Thủ tướng Chính phủ giao", "thu-tuong-chinh-phu", ""),
        ("Sở Y tế chủ trì", "so-y-te:gia-lai", ""),
    ],
)
def test_office_has_the_id_of_the_body_that_it_heads(text: str, body_id: str, heads: str) -> None:
    (mention,) = mentions(text, issuer="Ủy ban nhân dân tỉnh Gia Lai")
    assert (mention.body_id, mention.heads) == (body_id, heads)


def test_bodies_of_an_area_have_the_province_of_the_issuer() -> None:
    (mention,) = mentions("Hội Nông dân tỉnh vận động hội viên", issuer="Ủy ban nhân dân tỉnh Gia Lai")
    assert mention.body_id == "hoi-nong-dan-tinh:gia-lai"
