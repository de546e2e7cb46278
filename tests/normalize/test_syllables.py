"""Syllables: what is one, what is none, and the share of them in texts."""

from __future__ import annotations

import time

from extract.normalize.syllables import Syllables
from extract.rulebook import Rulebook
from extract.text import canonical
from tests.conftest import CHECKOUT

SYLLABLES = Syllables.of(Rulebook())


SOUND = """
nghiêng quyết giếng gì gìn giữa giặt khuỷu thuở huệ quý quỳnh quốc yêu ý oanh hoạch huỳnh trước nghĩa kỹ kĩ lý lí đoàn
ngoằn Uỷ Ủy hoà hòa khoẻ khỏe thuỷ thủy ghế ngành cước xoong ưỡn khuya ĐƯỢC Nghị
"""
UNSOUND = """
nghiêgn ñöôïc tàc tôc luât qủa giừơng ngiên ghà kà cế nghà wăn fải trưòng đuợc băc học1 online würde états
"""


def test_syllables_know_a_syllable() -> None:
    assert [word for word in SOUND.split() if not SYLLABLES.valid(word)] == []


def test_syllables_refuse_what_is_none() -> None:
    assert [word for word in UNSOUND.split() if SYLLABLES.valid(word)] == []


def test_syllables_are_of_the_size_of_the_language() -> None:
    assert 15_000 < len(SYLLABLES.forms) < 20_000


def test_syllables_do_not_count_initials_units_and_single_letters() -> None:
    assert SYLLABLES.share("UBND, HĐND, TTg, PTTgCP, 5 km, a) b) Đ, online, VNeID") == (0, 0)
    assert SYLLABLES.share("Ủy ban nhân dân tỉnh") == (5, 5)
    assert SYLLABLES.share("Uỷ bam nhqn dân") == (3, 4)


def test_syllables_make_up_nearly_all_of_every_sample_text() -> None:
    for path in sorted((CHECKOUT / "corpus").glob("*/*.txt")):
        text = canonical(path.read_text(encoding="utf-8")).text
        for at in range(0, len(text), 2000):
            good, counted = SYLLABLES.share(text[at : at + 2000])
            assert good >= 0.95 * counted or counted < 30, (path.name, at)


def test_syllables_are_counted_fast() -> None:
    text = "Ủy ban nhân dân tỉnh chỉ đạo các sở, ngành, địa phương tổ chức thực hiện nghiêm túc. " * 120
    SYLLABLES.share(text)
    begun = time.perf_counter()
    for _ in range(10):
        SYLLABLES.share(text)
    assert (time.perf_counter() - begun) / 10 < 0.02
