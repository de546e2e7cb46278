"""Reading quality: what the language says of how well a page was read."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ingest import read
from extract.ingest.reading_quality import LOW_QUALITY, nonsense, page_quality, rated
from extract.model import Block, Source
from extract.normalize.syllables import Syllables
from extract.pipeline import process
from extract.rulebook import Rulebook
from extract.text import canonical
from tests.conftest import CHECKOUT

SYLLABLES = Syllables.of(Rulebook())
SOUND = (
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành, địa phương khẩn trương rà soát, tổng hợp số liệu, báo cáo kết quả "
    "thực hiện nhiệm vụ được giao về Sở Nội vụ trước ngày 15 tháng 8 năm 2031 để tổng hợp, trình Chủ tịch xem xét. "
) * 3
ENGLISH = (
    "The competent authority shall examine every application within fifteen working days and notify applicants of its "
    "decision in writing; where documents are missing, applicants must supplement them before the stated deadline. "
) * 2


def spoiled(text: str, share: float) -> str:
    chance = random.Random(7)  # noqa: S311
    letters = "bcdghklmnpqrstvxăâđêôơưạảấ"
    return "".join(chance.choice(letters) if char.isalpha() and chance.random() < share else char for char in text)


def shifted(text: str) -> str:
    """Return text as a font with a false table of codes gives it: other letters of ASCII."""
    return "".join(chr((ord(char) - 97 + 3) % 26 + 97) if char.isascii() and char.islower() else char for char in text)


def test_quality_of_sound_text_is_high_everywhere() -> None:
    for path in sorted((CHECKOUT / "corpus").glob("*/*.txt")):
        text = canonical(path.read_text(encoding="utf-8")).text
        assert page_quality(text, SYLLABLES) >= 0.98, path.name
        for at in range(0, len(text), 2000):
            assert page_quality(text[at : at + 2000], SYLLABLES) > 0.95, path.name
            assert not nonsense(text[at : at + 2000], SYLLABLES), path.name


def test_quality_falls_with_every_spoiled_letter() -> None:
    qualities = [page_quality(spoiled(SOUND, share), SYLLABLES) for share in (0, 0.02, 0.05, 0.1, 0.2, 0.4)]
    assert qualities == sorted(qualities, reverse=True)
    assert qualities[0] == 1
    assert qualities[2] < LOW_QUALITY
    assert 0 <= qualities[-1] < 0.5


@given(st.text(max_size=300), st.floats(0, 1), st.floats(0, 1))
def test_quality_rises_with_confidence_and_stays_in_its_bounds(text: str, one: float, other: float) -> None:
    low, high = (page_quality(text, SYLLABLES, confidence) for confidence in sorted((one, other)))
    assert 0 <= low <= high <= page_quality(text, SYLLABLES) <= 1


def test_quality_of_a_clean_scan_changes_nothing() -> None:
    assert page_quality(SOUND, SYLLABLES, 0.93) == 1
    assert page_quality(SOUND, SYLLABLES, 0.7) < LOW_QUALITY


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        ENGLISH,
        "1.250 3.480 12,5% 2031 " * 40,
        "TT STT UBND HĐND BXD-KHTC " * 30,
        "Người lập: xqz",
        "",
    ],
)
def test_nonsense_is_not_said_of_language_figures_and_little_text(text: str) -> None:
    assert not nonsense(text, SYLLABLES)
    assert page_quality(text, SYLLABLES) >= LOW_QUALITY


@pytest.mark.parametrize("text", [shifted(SOUND), spoiled(SOUND, 0.4), "6Ӣ C‘NG 7+ѬѪ1* QJKLӋS ĈӝF OұS " * 8])
def test_nonsense_is_told_by_letters_and_by_words(text: str) -> None:
    assert nonsense(text, SYLLABLES)


def source(*pages: str) -> Source:
    blocks, at = [], 0
    for number, text in enumerate(pages, 1):
        blocks.append(Block(at, at + len(text), page=number))
        at += len(text) + 1
    return Source("a.pdf", "0" * 64, "application/pdf", "ocr", "\n".join(pages), tuple(blocks), len(pages))


def test_rated_weighs_pages_by_length_and_names_the_bad_one() -> None:
    bad = spoiled(SOUND, 0.3)[: len(SOUND) // 2]
    result = rated(source(SOUND, bad), SYLLABLES)
    expected = (2 * 1 + page_quality(bad, SYLLABLES)) / 3
    assert result.quality == pytest.approx(expected, abs=0.01)
    assert [(problem.code, problem.page) for problem in result.problems] == [("low-quality", 2)]


def test_rated_heeds_the_confidence_of_recognised_pages() -> None:
    result = rated(source(SOUND, SOUND), SYLLABLES, {2: 0.5})
    assert result.quality is not None
    assert result.quality < LOW_QUALITY
    assert [problem.page for problem in result.problems] == [2]


def test_rated_has_no_quality_without_text() -> None:
    assert rated(replace(source(), page_count=None), SYLLABLES).quality is None


def test_read_rates_a_text_file(tmp_path: Path) -> None:
    rulebook = Rulebook()
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text(SOUND, encoding="utf-8")
    bad.write_text(spoiled(SOUND, 0.3), encoding="utf-8")
    assert read(good, rulebook).quality == 1
    assert [problem.code for problem in read(good, rulebook).problems] == []
    assert [problem.code for problem in read(bad, rulebook).problems] == ["low-quality"]


def test_process_lowers_the_confidence_of_what_was_read_badly(tmp_path: Path) -> None:
    rulebook = Rulebook()
    duty = "\n1. Sở Y tế chủ trì, phối hợp với Sở Tài chính lập danh mục thiết bị, báo cáo Ủy ban nhân dân tỉnh.\n"
    results = []
    for name, noise in (("a.txt", ""), ("b.txt", spoiled(SOUND, 0.4))):
        path = tmp_path / name
        path.write_text(f"KẾ HOẠCH\nMua sắm thiết bị\n{duty}\n{noise}", encoding="utf-8")
        results.append(process(path, rulebook, as_of=None))
    sound, unsound = results
    assert sound.document.quality == 1
    assert unsound.document.quality is not None
    assert unsound.document.quality < 0.9
    factor = (unsound.document.quality / 0.97) ** 2
    assert sound.tasks
    assert unsound.tasks[0].confidence == pytest.approx(sound.tasks[0].confidence * factor, abs=0.03)
