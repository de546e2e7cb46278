"""A run appears whole or not at all: written into a hidden folder and moved into its place when it is complete."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from extract.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

_KEPT: Final = ".kept"


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn what the system says of a failed write below ``place`` into an `ExportError` with cause and remedy."""
    try:
        yield
    except OSError as cause:
        raise _explained(cause, place) from cause


def _explained(cause: OSError, place: Path) -> ExportError:
    if cause.errno in {errno.ENOSPC, errno.EDQUOT}:
        why, why_en = "ổ đĩa đã đầy", "the disk is full"
        remedy, remedy_en = "Hãy giải phóng dung lượng rồi chạy lại.", "Free some space, then run again."
    elif cause.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}:
        why, why_en = "không có quyền ghi", "no permission to write"
        remedy = "Hãy đóng tệp đang mở (ví dụ trong Excel) hoặc chọn thư mục khác bằng --out."
        remedy_en = "Close the file where it is open (in Excel, say) or name another folder with --out."
    elif cause.errno in {errno.EEXIST, errno.ENOTDIR, errno.EISDIR}:
        why, why_en = "đã có tệp hoặc thư mục khác mang tên này", "something else bears this name"
        remedy, remedy_en = "Hãy chọn thư mục khác bằng --out.", "Name another folder with --out."
    else:
        why = why_en = cause.strerror or str(cause) or type(cause).__name__
        remedy, remedy_en = "Hãy kiểm tra ổ đĩa rồi chạy lại.", "Check the disk, then run again."
    where = cause.filename or place
    return ExportError(
        f"Không ghi được kết quả vào {where}: {why}.",
        remedy,
        message_en=f"The results cannot be written to {where}: {why_en}.",
        remedy_en=remedy_en,
    )


class Staging:
    """The folder in which a run is written; leaving it without `publish` leaves what was there before untouched.

    Args:
        out: where the run is to appear. When it exists, files of the same names are replaced, all others left alone.

    Raises:
        ExportError: on entering, when nothing can be written there.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._fresh = not out.exists()
        self.folder = (out.parent if self._fresh else out) / f".nhiemvu-{os.getpid()}"

    def __enter__(self) -> Staging:
        with writing(self.out):
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def publish(self, *, last: str, stale: Sequence[str] = ()) -> None:
        """Move everything into place, ``last`` at the end, then remove the ``stale`` files of a former run.

        Args:
            last: the file whose presence says that the run is complete.
            stale: paths below ``out``.

        Raises:
            ExportError: something cannot be moved; then what was there before stands again.
        """
        with writing(self.out):
            if self._fresh:
                self.folder.rename(self.out)
                return
            self._replace(last)
            for name in stale:
                (self.out / name).unlink(missing_ok=True)

    def _replace(self, last: str) -> None:
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        names = sorted(found, key=lambda name: (name == last, name))
        moved: list[str] = []
        try:
            for name in names:
                self._keep(name)
                moved.append(name)
                (self.out / name).parent.mkdir(exist_ok=True)
                (self.folder / name).replace(self.out / name)
        except BaseException:
            self._restore(moved)
            raise

    def _keep(self, name: str) -> None:
        """Keep a second name (or, on disks without hard links, a copy) of the file that is about to be replaced."""
        old, kept = self.out / name, self.folder / _KEPT / name
        if old.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            try:
                kept.hardlink_to(old)
            except OSError:
                shutil.copy2(old, kept)

    def _restore(self, moved: Sequence[str]) -> None:
        for name in moved:
            kept = self.folder / _KEPT / name
            if kept.exists():
                kept.replace(self.out / name)
            else:
                (self.out / name).unlink(missing_ok=True)
