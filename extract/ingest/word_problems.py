"""What readers of word processors' files say of text that they leave out."""

from __future__ import annotations

from typing import Final

from extract.model import Problem

TRACKED_CHANGES: Final = Problem(
    "info",
    "tracked-changes",
    "Tệp còn lưu vết sửa đổi; phần thêm được đọc như đã chấp nhận, phần xóa bị bỏ.",
    "The file holds tracked changes; insertions were read as accepted, deletions were left out.",
)
HIDDEN_TEXT: Final = Problem("info", "hidden-text", "Tệp có chữ ẩn, không được đọc.", "Hidden text was left out.")
BROKEN_OFF: Final = Problem(
    "error",
    "file-broken-off",
    "Tệp bị cắt ngang, phần cuối có thể đã mất; hãy tải hoặc sao chép lại tệp.",
    "The file breaks off and its end may be lost; download or copy it again.",
)
NUMBERING_NOT_READ: Final = Problem(
    "warning",
    "numbering-not-read",
    "Tệp dùng số thứ tự tự động nhưng không ghi số đã in; các số đó bị thiếu. Hãy mở bằng Word và lưu thành .docx.",
    "The file numbers paragraphs but does not hold the printed numbers, which are missing; save it as .docx in Word.",
)
