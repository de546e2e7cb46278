"""The register of bodies: spellings, validity, provinces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalize.names import NameTree, Words, slug
from extract.normalize.registry import Registry
from extract.rulebook import Rulebook


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.of(Rulebook())


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("UBND các huyện, Tp", "Ủy ban nhân dân các huyện, thành phố"),
        ("Uỷ ban nhân dân TP.Hồ Chí Minh", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở LĐTB-XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở Lao động-Thương binh Xã hội", "Sở Lao động - Thương binh và Xã hội"),
        ("SỞ LAO ĐỘNG - TB VÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("Bộ VH,TT&DL", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("sở NN và MT", "Sở Nông nghiệp và Môi trường"),
        ("Ban VSTBCPN tỉnh", "Ban Vì sự tiến bộ của phụ nữ tỉnh"),
        ("TT HĐND tỉnh", "Thường trực Hội đồng nhân dân tỉnh"),
        ("Trung tâm Khuyến nông", "Trung tâm Khuyến nông"),
        ("Hội Phụ nữ xã", "Hội Phụ nữ xã"),
        ("Cục Quản lý đê điều và PCTT", "Cục Quản lý đê điều và Phòng, chống thiên tai"),
    ],
)
def test_expand_writes_names_in_full(registry: Registry, printed: str, full: str) -> None:
    assert registry.expand(printed) == full


@given(st.text(max_size=60))
def test_expand_is_stable(text: str) -> None:
    registry = Registry.of(Rulebook())
    once = registry.expand(text)
    assert registry.expand(once).casefold() == registry.expand(registry.expand(once)).casefold()


def test_every_name_is_found_as_itself(registry: Registry) -> None:
    assert [entry.name for entry in registry.entries if registry.find(entry.name) != entry] == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Bộ Y tế", "bo-y-te"),
        ("Sở Nội vụ tỉnh Phú Thọ", "so-noi-vu:phu-tho"),
        ("UBND thành phố Đà Nẵng", "ubnd-tinh:da-nang"),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "ubnd-tinh:thanh-pho-ho-chi-minh"),
        ("Ủy ban nhân dân xã Tân An, tỉnh Gia Lai", "ubnd-xa-tan-an:gia-lai"),
        ("Ủy ban nhân dân phường Tân Mẫu", "ubnd-phuong-tan-mau"),
        ("Bộ Y tế tỉnh Phú Thọ", ""),
        ("Câu lạc bộ Thơ", ""),
    ],
)
def test_identify_gives_the_id_of_a_name_with_its_place(registry: Registry, name: str, key: str) -> None:
    assert registry.identify(name) == key


def test_provinces_tell_when_they_ended_or_grew(registry: Registry) -> None:
    by_name = {province.name: province for province in registry.provinces}
    assert by_name["Kon Tum"].valid_to == "2025-06-30"
    assert by_name["Quảng Ngãi"].valid_to == ""
    assert by_name["Quảng Ngãi"].enlarged_on == "2025-07-01"
    assert sum(not province.valid_to for province in registry.provinces) == 34


def test_province_in_takes_other_spellings(registry: Registry) -> None:
    assert [registry.province_in(text) and registry.province_in(text).name for text in ("tỉnh Đăk Nông", "xã A")] == [  # type: ignore[union-attr]
        "Đắk Nông",
        None,
    ]


@given(st.text(max_size=80))
def test_words_lie_where_they_say(text: str) -> None:
    words = Words(text)
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == words.words


def test_name_tree_takes_the_longest_name() -> None:
    tree = NameTree()
    tree.add("Bộ Y tế", 0)
    tree.add("Bộ Y tế công cộng", 1)
    assert tree.longest(Words("Bộ Y tế công cộng họp"), 0) == (1, 5)
    assert tree.longest(Words("Bộ Y tế công bố"), 0) == (0, 3)


def test_name_tree_finds_the_rest_after_a_head_of_several_words() -> None:
    tree = NameTree()
    tree.add("Tổng công ty Đường sắt", 3)
    assert tree.rest("Tổng công ty", Words("Đường sắt, Hàng không"), 0) == (3, 2)
    assert tree.rest("Tập đoàn", Words("Đường sắt"), 0) is None


@pytest.mark.parametrize(("text", "expected"), [("Ủy ban nhân dân", "uy-ban-nhan-dan"), ("Đắk Nông - 2", "dak-nong-2")])
def test_slug_is_readable(text: str, expected: str) -> None:
    assert slug(text) == expected
