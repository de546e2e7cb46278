"""What is said of a document whose reading ended without an answer: cause and remedy, never words of the document."""

from __future__ import annotations

import signal
import traceback
from pathlib import Path
from typing import Final

from extract.errors import InternalError, MemoryLimitError, TimeLimitError, WorkerCrashError

_PACKAGE: Final = Path(__file__).parent.parent


def time_is_up(seconds: float) -> TimeLimitError:
    """Return the error for a document that was not read after ``seconds``."""
    return TimeLimitError(
        f"Chưa đọc xong sau {seconds:.0f} giây nên đã dừng lại; tệp có thể quá dài hoặc bị hỏng.",
        "Hãy chia nhỏ tệp, hoặc cho thêm thời gian bằng --time-limit.",
        message_en=f"It was not read after {seconds:.0f} seconds and was given up; it may be very long or damaged.",
        remedy_en="Split the file, or give more time with --time-limit.",
    )


def memory_is_full(most: int) -> MemoryLimitError:
    """Return the error for a document that wanted more than ``most`` bytes of memory."""
    megabytes = most // (1024 * 1024)
    return MemoryLimitError(
        f"Cần hơn {megabytes} MB bộ nhớ để đọc nên đã dừng lại; tệp có thể quá lớn hoặc bị hỏng.",
        "Hãy chia nhỏ tệp, hoặc cho thêm bộ nhớ bằng --memory-limit.",
        message_en=f"Reading it took more than {megabytes} MB of memory and was given up; "
        "it may be very large or damaged.",
        remedy_en="Split the file, or give more memory with --memory-limit.",
    )


def crashed(exit_code: int | None) -> WorkerCrashError:
    """Return the error for a document in whose midst the process ended.

    Args:
        exit_code: as `multiprocessing.Process.exitcode` gives it: the negative number of the signal that ended it.
    """
    name = _signal_name(exit_code)
    if name == "SIGKILL":
        return WorkerCrashError(
            "Hệ điều hành đã dừng tiến trình đọc tệp này (SIGKILL), thường vì máy hết bộ nhớ.",
            "Hãy đóng bớt chương trình khác, hoặc chạy lại với --workers 1.",
            message_en="The system ended the process that read this file (SIGKILL), as it does when memory runs out.",
            remedy_en="Close other programs, or run again with --workers 1.",
        )
    how = name or f"exit {exit_code}"
    return WorkerCrashError(
        f"Tiến trình đọc tệp này dừng đột ngột ({how}); tệp có thể bị hỏng hoặc được tạo để phá hoại.",
        "Hãy mở tệp bằng chương trình đã tạo ra nó và lưu lại; nếu vẫn lỗi, hãy báo cho người phát triển.",
        message_en=f"The process that read this file ended suddenly ({how}); the file may be damaged or hostile.",
        remedy_en="Open the file in the program that made it and save it again; "
        "if that does not help, tell the developers.",
    )


def _signal_name(exit_code: int | None) -> str:
    try:
        return signal.Signals(-exit_code).name if exit_code is not None and exit_code < 0 else ""
    except ValueError:
        return f"signal {-(exit_code or 0)}"


def internal(error: Exception) -> InternalError:
    """Name the kind and the place of an unexpected error, never its text, which may quote the document."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    inner = [frame for frame in own if Path(frame.filename).parent != _PACKAGE / "batch"] or own
    where = f"{Path(inner[-1].filename).relative_to(_PACKAGE).as_posix()}:{inner[-1].lineno}" if inner else "?"
    what = f"{type(error).__name__}, {where}"
    return InternalError(
        f"Chương trình gặp lỗi khi xử lý văn bản này ({what}).",
        "Hãy báo lỗi này cho người phát triển, kèm thông tin trong ngoặc.",
        message_en=f"The program failed on this document ({what}).",
        remedy_en="Report this to the developers with what stands in the brackets.",
    )
