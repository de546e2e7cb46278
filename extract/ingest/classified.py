"""Documents that are marked as state secrets: found before anything of them is written down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.errors import ClassifiedDocumentError
from extract.model import Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.model import ReadOptions
    from extract.rulebook import Rule, Rulebook

# Rules by what they ask for: a line of its own anywhere in the head, or one that was joined with its neighbour.
_AFTER_TITLE: Final = ("bracketed", "degree", "beside")
_ABOVE_TITLE: Final = ("mark", "capital", "number", "before-number", "issuer", "before-issuer", "date")
_LAYOUT: Final = 2  # columns of the table that sets the head side by side; a table that lists the degrees has more
_HEAD_BLOCKS: Final = 40
_RUNNING_TEXT: Final = 300  # letters of a paragraph that no head holds
_LONGEST: Final = 200  # letters of a line that holds a mark


def checked(source: Source, rulebook: Rulebook, options: ReadOptions) -> Source:
    """Return a source that may be read on; one that is classified and allowed says so among its problems.

    Args:
        source: what was read.
        rulebook: rules ``classified.*`` of group ``ingest``.
        options: whether documents that are classified may be read.

    Raises:
        ClassifiedDocumentError: it is marked, and nobody allowed it. The error holds nothing of the text.
    """
    place = find_mark(source, rulebook)
    if place is None:
        return source
    if not options.allow_classified:
        raise ClassifiedDocumentError(
            "Văn bản có dấu chỉ độ mật (Mật, Tối mật hoặc Tuyệt mật) nên không đọc; không ghi gì của nội dung.",
            "Nếu máy và kết quả được phép chứa bí mật nhà nước, hãy thêm --allow-classified.",
            message_en="The document is marked as a state secret and was not read; nothing of it was written down.",
            remedy_en="Where computer and results may hold state secrets, add --allow-classified.",
        )
    start, end = place
    problem = Problem(
        "info",
        "classified-document",
        "Văn bản có dấu chỉ độ mật; được đọc theo yêu cầu (--allow-classified). Hãy bảo quản kết quả như văn bản gốc.",
        "The document is marked as a state secret and was read on request; keep the results as the original is kept.",
        start,
        end,
    )
    return replace(source, problems=(*source.problems, problem))


def find_mark(source: Source, rulebook: Rulebook) -> tuple[int, int] | None:
    """Return where the mark of a classified document stands, None where there is none.

    It stands in the head, above the addressees or the grounds, or in what repeats on pages. Below the title only what
    cannot be the last word of a wrapped abstract is one.

    Args:
        source: what was read.
        rulebook: rules ``classified.*`` of group ``ingest``.
    """
    rules = {rule.id: rule for rule in rulebook.rules("ingest") if rule.id.startswith("classified.")}
    below = [rules[f"classified.{name}"] for name in _AFTER_TITLE]
    above = [*below, *(rules[f"classified.{name}"] for name in _ABOVE_TITLE)]
    for block in source.blocks:
        # What a table repeats on its later pages is furniture too, and may be the name of a column.
        if block.kind == "furniture" and (block.page or 1) == 1 and _bears(source.of(block), above):
            return block.start, block.end
    title, end = rules["classified.head-title"], rules["classified.head-end"]
    titled = False
    for start, text in _head(source, end):
        if _bears(text, below if titled else above):
            return start, start + len(text)
        titled = titled or title.regex.search(text) is not None
    return None


def _head(source: Source, end: Rule) -> Iterator[tuple[int, str]]:
    """Yield the lines of the head with where they begin."""
    blocks = [block for block in source.blocks if block.kind in ("paragraph", "cell")][:_HEAD_BLOCKS]
    columns: dict[tuple[int, int], set[int]] = {}
    for block in blocks:
        if block.cell:
            columns.setdefault((block.cell.table, block.cell.row), set()).add(block.cell.column)
    for block in blocks:
        text = source.of(block)
        if len(text) > _RUNNING_TEXT or end.regex.search(text):
            return
        if not block.cell or len(columns[block.cell.table, block.cell.row]) <= _LAYOUT:
            yield block.start, text


def _bears(text: str, rules: Sequence[Rule]) -> bool:
    return len(text) <= _LONGEST and any(rule.regex.search(text) for rule in rules)
