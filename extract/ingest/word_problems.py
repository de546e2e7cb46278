"""What a reader should know of a word processor's file beyond its text."""

from __future__ import annotations

from extract.model import Problem


def tracked_changes() -> Problem:
    """Return the problem of a file that holds changes not yet decided on."""
    return Problem(
        "info",
        "tracked-changes",
        "Tệp còn lưu vết sửa đổi; phần thêm được đọc như đã chấp nhận, phần xóa bị bỏ.",
        "The file holds tracked changes; insertions were read as accepted, deletions were left out.",
    )


def hidden_text() -> Problem:
    """Return the problem of a file that holds text which does not print."""
    return Problem("info", "hidden-text", "Tệp có chữ ẩn, không được đọc.", "Hidden text was left out.")
