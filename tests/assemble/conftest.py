"""A plan round the words under test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.model import Result
from extract.pipeline import process
from extract.rulebook import Rulebook

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA BÌNH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 45/KH-UBND

Hòa Bình, ngày 12 tháng 3 năm 2026

KẾ HOẠCH

Phát triển thư viện cơ sở năm 2026

Thực hiện Quyết định số 18/QĐ-UBND ngày 05/01/2026 của UBND tỉnh, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

"""
TAIL = """
Nơi nhận:

- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Mẫu
"""

Reader = Callable[[str], Result]


@pytest.fixture
def read(tmp_path: Path, rulebook: Rulebook) -> Reader:
    def run(body: str) -> Result:
        path = tmp_path / "ke-hoach.txt"
        path.write_text(HEAD + body + TAIL, encoding="utf-8")
        return process(path, rulebook, as_of=None)

    return run
