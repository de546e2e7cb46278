"""Loại văn bản: kinds of documents by their printed title and by the code in their symbol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.normalize.numbers import DocumentNumber

LETTER = "công văn"
_GLUED = ("CỦA", "VỀ ", "Về ", "về ", "của")


class DocumentTypes:
    """Kinds of documents.

    Args:
        rows: columns ``type``, ``title`` (as printed), ``state_code`` and ``party_code`` (NĐ 30/2020, Phụ lục III;
            HD 36-HD/VPTW).
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._titles: dict[str, str] = {}
        self._codes: dict[str, dict[str, str]] = {"state": {}, "party": {}}
        for row in rows:
            self._titles[row["title"]] = row["type"]
            for system, codes in self._codes.items():
                if row[f"{system}_code"]:
                    codes.setdefault(row[f"{system}_code"].casefold(), row["type"])
        self._longest_first = sorted(self._titles, key=len, reverse=True)

    def title(self, text: str) -> tuple[str, int] | None:
        """Return type and length of the printed title that ``text`` begins with.

        A title stands alone, or the abstract follows it, at times without a blank ("KẾT LUẬNCỦA BỘ CHÍNH TRỊ").
        """
        for title in self._longest_first:
            if text.startswith(title):
                rest = text[len(title) :]
                if not rest or not rest[0].isalnum() or rest.startswith(_GLUED):
                    return self._titles[title], len(title)
        return None

    def named(self, name: str) -> str:
        """Return the type whose name is ``name`` in whatever case, empty when there is none."""
        return self._titles.get(name.strip(" .:").upper(), "")

    def of_symbol(self, number: DocumentNumber) -> str:
        """Return the type that the symbol tells: a code of the closed list, else it is a letter (công văn)."""
        return self._codes[number.system].get(number.code.casefold(), LETTER if number.symbol else "")
