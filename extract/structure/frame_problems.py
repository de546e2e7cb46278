"""What is missing or uncertain in a frame, said to the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.model import Header, Problem, RecipientLine, Value
from extract.normalize.numbers import DocumentNumber
from extract.structure.frame_rules import FrameRules
from extract.structure.issuer import Issuer

_FULL_DATE = len("2025-01-01")


def frame_problems(
    header: Header,
    issuer: Issuer,
    number: DocumentNumber | None,
    recipients: Sequence[RecipientLine],
    rules: FrameRules,
) -> tuple[Problem, ...]:
    """Return the problems of a frame.

    Args:
        header: its head.
        issuer: the issuing body and how it was found.
        number: number and symbol as printed, None when there is none.
        recipients: addressees and recipients.
        rules: the rules of the frame.
    """
    if not (header.type or header.reference or header.issuer or header.signer_position or recipients):
        return (
            Problem(
                "warning",
                "no-directive",
                "Văn bản không có dấu hiệu nào của một văn bản chỉ đạo (tên loại, số, nơi gửi, chữ ký).",
                "The text shows none of the marks of a directive (title, number, addressees, signature).",
            ),
        )
    return tuple(_problems(header, issuer, number, rules))


def _problems(header: Header, issuer: Issuer, number: DocumentNumber | None, rules: FrameRules) -> Iterator[Problem]:
    if number and number.is_blank:
        yield _problem(
            "info",
            "blank-number",
            f"Số văn bản còn để trống: “{header.reference.text}”.",
            f"The number is still blank: “{header.reference.text}”.",
            header.reference,
        )
    yield from _date_problems(header)
    if not header.issuer:
        yield _problem("warning", "no-issuer", "Không tìm thấy cơ quan ban hành.", "No issuing body was found.")
    elif issuer.derived:
        yield _problem(
            "info",
            "issuer-derived",
            f"Phần đầu không ghi cơ quan ban hành; suy ra từ nội dung: {header.issuer.text}.",
            f"The head names no issuing body; derived from the text: {header.issuer.text}.",
            header.issuer,
        )
    coded = rules.types.of_symbol(number) if number and number.symbol else ""
    if coded and header.type.rule == "frame.title" and not _agree(coded, header.type.text):
        yield _problem(
            "info",
            "symbol-title-mismatch",
            f"Ký hiệu “{header.symbol.text}” là của {coded}, tên loại ghi là {header.type.text}; lấy theo tên loại.",
            f"The symbol “{header.symbol.text}” is that of a {coded}, the title says {header.type.text}; it was taken.",
            header.symbol,
        )


def _agree(coded: str, titled: str) -> bool:
    """QĐ of the Party is quyết định and quy định; a kind may be printed at greater length than its code says."""
    return titled.startswith(coded) or {coded, titled} == {"quyết định", "quy định"}


def _date_problems(header: Header) -> Iterator[Problem]:
    if not header.issued_on:
        yield _problem("info", "no-date", "Không tìm thấy ngày ban hành.", "No date of issue was found.")
    elif len(header.issued_on.text) < _FULL_DATE:
        yield _problem(
            "info",
            "partial-date",
            f"Ngày ban hành chưa ghi đủ, chỉ biết {header.issued_on.text}.",
            f"The date of issue is not complete; only {header.issued_on.text} is known.",
            header.issued_on,
        )


def _problem(severity: str, code: str, message: str, message_en: str, at: Value | None = None) -> Problem:
    span = (at.start, at.end) if at and at.end > at.start else (None, None)
    return Problem("warning" if severity == "warning" else "info", code, message, message_en, *span)
