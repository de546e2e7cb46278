"""What several tests share: the rulebook of the checkout and the way to the shared real directives."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import Block, Source
from extract.rulebook import Rulebook
from extract.text import TextBuilder

CHECKOUT = Path(__file__).resolve().parent.parent
DIRECTIVE = """ỦY BAN NHÂN DÂN TỈNH HẢI SƠN
Số: 12/UBND-VX
Hải Sơn, ngày 02 tháng 3 năm 2026

Kính gửi: Các sở, ban, ngành tỉnh

1. Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ xây dựng kế hoạch kiểm tra, hoàn thành trước ngày 15/6/2026.
"""


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return Rulebook(CHECKOUT / "rules")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real directives beside the checkout; tests that need it skip where it is absent."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "directives").is_dir():
        pytest.skip("no folder shared/ with real directives beside the checkout")
    return folder


def source_of(*paragraphs: str, kind: str = "paragraph") -> Source:
    """A source whose blocks are the given paragraphs."""
    builder = TextBuilder()
    for paragraph in paragraphs:
        builder.block([(paragraph, -1)])
    blocks: tuple[Block, ...] = tuple(builder.blocks)
    return Source("x.txt", "0" * 64, "text/plain", "text", builder.text, blocks)
