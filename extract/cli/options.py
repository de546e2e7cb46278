"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from extract.cli.language import Tell
    from extract.rulebook import Rulebook

PATH: Final = click.Path(path_type=Path)
_PASSWORD_BYTES: Final = 100_000
FORMATS: Final = ("csv", "xlsx", "parquet", "sqlite", "jsonl")  # extract.export has them too, but costs help its speed


def folder_metavar(tell: Tell) -> str:
    """Return the word for a folder in the line on usage."""
    return tell("THƯ_MỤC", "FOLDER")


def rules_option(tell: Tell) -> click.Option:
    """Return the option ``--rules``."""
    return click.Option(
        ["--rules"],
        metavar=folder_metavar(tell),
        type=PATH,
        help=tell("Bộ quy tắc khác (mặc định: bộ kèm theo).", "Other rules (default: those that come along)."),
    )


def as_of_option(tell: Tell, *, of_run: bool = False) -> click.Option:
    """Return the option ``--as-of``; ``of_run`` says that its default is what a finished run was told."""
    default = (
        ("như lần chạy", "as in the run")
        if of_run
        else ("ngày ban hành của từng văn bản", "the date of each directive")
    )
    return click.Option(
        ["--as-of"],
        metavar=tell("NGÀY", "DATE"),
        callback=lambda _context, _option, value: _date(tell, value),
        help=tell(
            f"Ngày mà cơ quan hiện nay được xác định (mặc định: {default[0]}).",
            f"Day for which current bodies are named (default: {default[1]}).",
        ),
    )


def office_option(tell: Tell, *, required: bool = False) -> click.Option:
    """Return the option ``--office``."""
    return click.Option(
        ["--office"],
        metavar=tell("TỆP", "FILE"),
        type=PATH,
        required=required,
        help=tell(
            "Tệp YAML về cơ quan mình: tên gọi, tên khác, các nhóm (mẫu: docs/office.md).",
            "YAML file on your own office: its names, its groups (sample: docs/office.md).",
        ),
    )


def received_option(tell: Tell) -> click.Option:
    """Return the option ``--received``."""
    return click.Option(
        ["--received", "received_on"],
        metavar=tell("NGÀY", "DATE"),
        callback=lambda _context, _option, value: _date(tell, value),
        help=tell(
            "Ngày nhận văn bản, để tính các hạn kể từ ngày nhận (mặc định: không tính).",
            "Day of receipt, for what is due so many days after it (default: left open).",
        ),
    )


def password_option(tell: Tell) -> click.Option:
    """Return the option ``--password-file``; its value is the passwords, which are shown nowhere."""
    return click.Option(
        ["--password-file", "passwords"],
        metavar=tell("TỆP", "FILE"),
        type=PATH,
        callback=lambda _context, _option, value: _passwords(tell, value),
        help=tell(
            "Tệp mật khẩu (UTF-8, mỗi dòng một mật khẩu) để mở văn bản và tệp nén có mật khẩu.",
            "File of passwords (UTF-8, one a line) for documents and archives that need one.",
        ),
    )


def classified_option(tell: Tell) -> click.Option:
    """Return the option ``--allow-classified``."""
    return click.Option(
        ["--allow-classified"],
        is_flag=True,
        help=tell(
            "Đọc cả văn bản có dấu Mật, Tối mật, Tuyệt mật (mặc định: từ chối).",
            "Read documents marked as state secrets too (default: they are refused).",
        ),
    )


def rulebook_of(rules: Path | None, office: Path | None) -> Rulebook:
    """Return the rules of a folder, with the names that the file of an office adds.

    Raises:
        RulebookError: the rules cannot be read.
        OfficeError: the file of the office is wrong.
    """
    from extract.normalize.office_file import read_office
    from extract.rulebook import Rulebook

    rulebook = Rulebook(rules)
    return read_office(office, rulebook).lent_to(rulebook) if office else rulebook


def format_option(tell: Tell) -> click.Option:
    """Return the option ``--format``, a list with commas; its value has the order of `FORMATS`."""
    return click.Option(
        ["--format", "formats"],
        metavar=",".join(FORMATS),
        callback=lambda _context, _option, value: _formats(tell, value),
        help=tell("Các định dạng cần ghi (mặc định: tất cả).", "Formats to write (default: all)."),
    )


def workers_option(tell: Tell) -> click.Option:
    """Return the option ``--workers``."""
    return click.Option(
        ["--workers"],
        metavar="N",
        default="1",
        callback=lambda _context, _option, value: whole_number(tell, "--workers", value, 1, 256),
        help=tell("Số tiến trình đọc song song (mặc định: 1).", "Number of parallel processes (default: 1)."),
    )


def time_limit_option(tell: Tell) -> click.Option:
    """Return the option ``--time-limit``."""
    return click.Option(
        ["--time-limit"],
        metavar=tell("GIÂY", "SECONDS"),
        default="300",
        callback=lambda _context, _option, value: whole_number(tell, "--time-limit", value, 1, 86_400),
        help=tell(
            "Thời gian tối đa để đọc một tệp; trang quét được thêm thời gian (mặc định: 300).",
            "Most time that a file may take; scanned pages get more (default: 300).",
        ),
    )


def memory_limit_option(tell: Tell) -> click.Option:
    """Return the option ``--memory-limit``."""
    return click.Option(
        ["--memory-limit"],
        metavar="MB",
        default="2048",
        callback=lambda _context, _option, value: whole_number(tell, "--memory-limit", value, 256, 1_048_576),
        help=tell(
            "Bộ nhớ tối đa để đọc một tệp (mặc định: 2048).", "Most memory that a file may take (default: 2048)."
        ),
    )


def whole_number(tell: Tell, option: str, value: str, low: int, high: int) -> int:
    """Return a whole number from ``low`` to ``high``; raise `click.UsageError` for anything else."""
    if value.isascii() and value.isdigit() and len(value) < 19 and low <= int(value) <= high:
        return int(value)
    raise click.UsageError(
        tell(
            f"{option} phải là số nguyên từ {low} đến {high}, không phải “{value}”.",
            f"{option} is a whole number from {low} to {high}, not “{value}”.",
        )
    )


def _date(tell: Tell, value: str | None) -> dt.date | None:
    if value is None:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(value, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    raise click.UsageError(
        tell(
            f"“{value}” không phải là ngày. Hãy viết như 2026-01-31 hoặc 31/01/2026.",
            f"“{value}” is no date. Write it as 2026-01-31 or 31/01/2026.",
        )
    )


def _passwords(tell: Tell, value: Path | None) -> tuple[str, ...]:
    if value is None:
        return ()
    try:
        with value.open("rb") as handle:
            lines = handle.read(_PASSWORD_BYTES).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise click.UsageError(
            tell(
                f"Không đọc được tệp mật khẩu “{value}”; hãy lưu thành văn bản UTF-8, mỗi dòng một mật khẩu.",
                f"The file of passwords “{value}” cannot be read; save it as UTF-8 text, one password a line.",
            )
        ) from None
    return tuple(dict.fromkeys(line for line in lines if line))


def _formats(tell: Tell, value: str | None) -> tuple[str, ...]:
    if value is None:
        return FORMATS
    named = [name.strip().lower() for name in value.split(",") if name.strip()]
    unknown = ", ".join(name for name in named if name not in FORMATS)
    if unknown or not named:
        known = ", ".join(FORMATS)
        raise click.UsageError(
            tell(
                f"Không có định dạng “{unknown}”. Các định dạng: {known}.", f"No format “{unknown}”. Formats: {known}."
            )
        )
    return tuple(name for name in FORMATS if name in named)
