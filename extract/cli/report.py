"""What ``nhiemvu run`` says before, while and after it works."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.batch import Job, Stock
    from extract.cli.language import Tell
    from extract.export import Tables
    from extract.model import Result

_SHOWN: Final = 20
_REASONS: Final = {
    "hidden": ("tệp ẩn", "hidden"),
    "lock-file": ("tệp khóa của Office", "lock file of Office"),
    "system-file": ("tệp của hệ điều hành", "file of the operating system"),
    "output": ("thư mục kết quả", "output folder"),
    "linked-folder": ("liên kết đến thư mục", "link to a folder"),
    "special-file": ("không phải tệp thường", "no regular file"),
    "linked-file": ("liên kết đến tệp khác", "link to another file"),
    "covering-note": ("lời nhắn kèm tệp đính kèm", "covering note of what is attached"),
    "empty-body": ("thư không có chữ", "mail without words"),
    "inline-picture": ("hình trong thân thư", "picture within a mail"),
    "mail-part": ("phần kỹ thuật của thư", "technical part of a mail"),
}


def stock_lines(tell: Tell, stock: Stock) -> Iterator[str]:
    """Yield what the reader should know of the inputs: what was passed over, what is missing, what is empty."""
    for skipped in stock.skipped[:_SHOWN]:
        yield tell("Bỏ qua ", "Passed over ") + f"{skipped.path} ({tell(*_REASONS[skipped.reason])})"
    if len(stock.skipped) > _SHOWN:
        more = len(stock.skipped) - _SHOWN
        yield tell(f"Bỏ qua {more} tệp khác (xem run.json)", f"Passed over {more} more (see run.json)")
    for name in stock.empty:
        yield tell(f"Thư mục “{name}” không có tệp nào để đọc.", f"Folder “{name}” holds no file to read.")
    for item in stock.inputs:
        if item.error:
            name = f"{item.source_path}: " if item.sha256 or item.member else ""
            yield name + tell.error(item.error)


def progress(tell: Tell, total: int, results: Iterable[Result]) -> Iterator[Result]:
    """Pass the results on; on a terminal show how many are done, how fast, and the time that remains."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn(tell("Đang đọc", "Reading")),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn(tell("còn", "left")),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=total, rate="")
        for result in results:
            speed = bar.tasks[0].speed
            rate = tell(f"{speed:.1f} văn bản/giây", f"{speed:.1f} documents/s") if speed else ""
            bar.update(task, advance=1, rate=rate)
            yield result


def closing_lines(tell: Tell, tables: Tables, job: Job, seconds: float) -> Iterator[str]:
    """Yield the closing table: what was read and found, what failed and why, and where the tables are."""
    yield from _aligned(_counts(tell, tables))
    failed = {document.document_id: document for document in tables.documents if document.status == "failed"}
    if failed:
        yield ""
        yield tell("Không đọc được:", "Could not be read:")
        for issue in tables.issues:
            if issue.severity == "error" and issue.document_id in failed:
                yield f"  {failed[issue.document_id].source_path}: {issue.message}"
    yield ""
    rate = len(tables.documents) / seconds if seconds else 0.0
    yield tell(
        f"Xong sau {seconds:.1f} giây ({rate:.1f} văn bản/giây). Kết quả ở {job.out}:",
        f"Done in {seconds:.1f} s ({rate:.1f} documents/s). The results are in {job.out}:",
    )
    yield from _aligned(_places(tell, job))


def _counts(tell: Tell, tables: Tables) -> Iterator[tuple[str, str]]:
    documents = Counter(document.status for document in tables.documents)
    led = {row.task_id for row in tables.assignments if row.role == "lead"}
    held = {row.task_id for row in tables.assignments}
    dated = {row.task_id for row in tables.deadlines}
    issues = Counter(issue.severity for issue in tables.issues)
    yield tell("Văn bản", "Documents"), f"{len(tables.documents)}"
    yield tell("  đọc được một phần", "  partly read"), f"{documents['partial']}"
    yield tell("  không đọc được", "  failed"), f"{documents['failed']}"
    yield tell("Căn cứ pháp lý", "Legal bases"), f"{len(tables.legal_bases)}"
    yield tell("Nhiệm vụ", "Tasks"), f"{len(tables.tasks)}"
    yield tell("  có cơ quan chủ trì", "  with a lead"), f"{len(led)}"
    yield tell("  không có cơ quan chủ trì", "  without a lead"), f"{len(tables.tasks) - len(led)}"
    yield tell("  không rõ cơ quan nào", "  without any body"), f"{len(tables.tasks) - len(held)}"
    yield tell("  có thời hạn", "  with a deadline"), f"{len(dated)}"
    yield tell("Chỉ tiêu", "Targets"), f"{len(tables.targets)}"
    yield tell("Câu có dấu hiệu nhiệm vụ, chưa dùng", "Sentences with signs, unused"), f"{len(tables.unused)}"
    yield tell("Lưu ý: lỗi", "Issues: errors"), f"{issues['error']}"
    yield tell("  cảnh báo", "  warnings"), f"{issues['warning']}"
    yield tell("  thông tin", "  information"), f"{issues['info']}"


def _places(tell: Tell, job: Job) -> Iterator[tuple[str, str]]:
    from extract.export import RUN_FILE, written_to

    what = {
        "xlsx": tell("sổ theo dõi (Excel)", "worklist (Excel)"),
        "csv": tell("bảng CSV", "tables as CSV"),
        "parquet": tell("bảng Parquet", "tables as Parquet"),
        "sqlite": tell("cơ sở dữ liệu SQLite", "SQLite database"),
        "jsonl": tell("bảng JSON Lines", "tables as JSON Lines"),
    }
    for name, place in zip(job.formats, written_to(job.formats), strict=True):
        yield f"  {place}", what[name]
    yield "  text", tell("nguyên văn đã chuẩn hóa", "canonical texts")
    yield f"  {RUN_FILE}", tell("thông tin về lần chạy", "the record of the run")


def _aligned(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    rows = list(rows)
    width = max(len(name) for name, _ in rows) + 2
    return (f"{name:<{width}}{value}" for name, value in rows)
