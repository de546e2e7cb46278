"""Writes ``rules/scans/terms.yaml``: the words of several syllables by which misread diacritics are mended.

Run from the checkout: ``python -m scripts.scan_terms``. A word counts when directives of the corpus (its test half
apart) or the rules use it, the dictionary that underthesea ships knows it, and no other word of that dictionary has the
same letters.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOURCES = ("corpus/dev/*.txt", "corpus/inbox/*.txt")
_LEAST = 1
_FUNCTION_WORDS = frozenset(
    ("của", "các", "có", "và", "là", "được", "cho", "với", "từ", "đến", "ở", "về", "theo", "khi", "như", "này", "đó")
)
# Sound text holds their letters across the border of two words: "trên cơ sở kết quả", "đồng chí Bộ trưởng".
_ACROSS = frozenset(
    (
        *("sơ kết", "chi bộ", "đưa vào", "ngày sau", "chuyên mục", "phân cấp", "động bộ", "trí lực", "nghiêm trọng"),
        *("cơ chế", "cấp độ", "thế mạnh", "tư trung", "tải điểm", "đề xuất", "nối bộ", "môi trường", "tạm thời"),
        *("cấp trên", "hành động", "chịu tải", "kết nối", "tư trung ương", "hội chủ"),
    )
)
_TARGET = Path("rules/scans/terms.yaml")
_MOST_SYLLABLES = 4
_TITLES = ("phó chủ tịch", "phó giám đốc", "phó bí thư", "phó trưởng ban", "phó chánh văn phòng", "thứ trưởng")
_SYLLABLES = regex.compile(r"\p{L}+")
_HEAD = """# Words of several syllables that directives use, from the corpus by `python -m scripts.scan_terms`. A run of
# syllables in a scan that differs from one of them in the diacritics of one syllable alone was misread.
words:
  terms:
    [
"""


def main() -> None:
    """Write the words of the corpus that are known and stand alone under their letters."""
    known = (files("underthesea") / "corpus/data/Viet74K.txt").read_text(encoding="utf-8").splitlines()
    words = {unicodedata.normalize("NFC", word).lower().strip() for word in known}
    words = {word for word in words if " " in word and _SYLLABLES.fullmatch(word.replace(" ", ""))} | set(_TITLES)
    by_letters: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        by_letters[letters(word)].add(placed(word))
    used = Counter(phrase for pattern in _SOURCES for path in sorted(Path().glob(pattern)) for phrase in phrases(path))
    terms = sorted(
        word
        for word in words
        if (used[word] >= _LEAST or word in _TITLES)
        and len(by_letters[letters(word)]) == 1
        and not _FUNCTION_WORDS.intersection(word.split())
        and word not in _ACROSS
    )
    terms = without_mistakable(terms)
    lines, line = [], ""
    for term in terms:
        if len(line) + len(term) > 110:
            lines.append(line)
            line = ""
        line += f"{term}, "
    lines.append(line)
    _TARGET.write_text(_HEAD + "".join(f"      {line.rstrip()}\n" for line in lines) + "    ]\n", encoding="utf-8")
    print(f"{len(terms)} words")


def without_mistakable(terms: list[str]) -> list[str]:
    """Return the words that mend nothing in the sound text of the corpus."""
    by_letters = {letters(term): term for term in terms}
    wrong = set()
    for pattern in _SOURCES:
        for path in sorted(Path().glob(pattern)):
            for phrase in phrases(path):
                term = by_letters.get(letters(phrase))
                if term and sum(one != other for one, other in zip(phrase.split(), term.split(), strict=True)) == 1:
                    wrong.add(term)
    return [term for term in terms if term not in wrong]


def phrases(path: Path) -> Iterator[str]:
    """Yield all runs of two to four syllables of a file."""
    for line in path.read_text(encoding="utf-8").lower().splitlines():
        for run in regex.findall(r"\p{L}+(?: \p{L}+)+", line):
            syllables = run.split(" ")
            for length in range(2, _MOST_SYLLABLES + 1):
                yield from (" ".join(syllables[at : at + length]) for at in range(len(syllables) - length + 1))


def placed(word: str) -> str:
    """Return a word with its tone marks apart from where they stand: "hoà" and "hòa" are one."""
    return "".join(sorted(unicodedata.normalize("NFD", word)))


def letters(word: str) -> str:
    """Return a word without its diacritics."""
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(char for char in parts if not unicodedata.combining(char))


if __name__ == "__main__":
    main()
