"""``nhiemvu run``: many documents in, tables out."""

from __future__ import annotations

import datetime as dt
import time
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from extract.cli.language import Command, Tell, lang_option
from extract.cli.options import (
    PATH,
    as_of_option,
    classified_option,
    folder_metavar,
    format_option,
    memory_limit_option,
    office_option,
    password_option,
    received_option,
    rulebook_of,
    rules_option,
    time_limit_option,
    workers_option,
)

if TYPE_CHECKING:
    from pathlib import Path

_MEGABYTE: Final = 1024 * 1024


def run_command(tell: Tell) -> click.Command:
    """Return the command ``run``."""
    return Command(
        "run",
        tell=tell,
        callback=partial(_run, tell),
        help=tell(
            "Đọc các tệp và thư mục (kể cả thư mục con) rồi ghi bảng vào thư mục kết quả.",
            "Read files and folders (with all below them) and write the tables into the output folder.",
        ),
        params=[
            click.Argument(["paths"], metavar=tell("ĐƯỜNG_DẪN...", "PATH..."), nargs=-1, required=True, type=PATH),
            click.Option(
                ["--out"],
                metavar=folder_metavar(tell),
                required=True,
                type=PATH,
                help=tell("Thư mục kết quả; được tạo nếu chưa có.", "Output folder; made when it does not exist."),
            ),
            format_option(tell),
            rules_option(tell),
            office_option(tell),
            as_of_option(tell),
            received_option(tell),
            password_option(tell),
            classified_option(tell),
            workers_option(tell),
            time_limit_option(tell),
            memory_limit_option(tell),
            lang_option(tell),
        ],
    )


def _run(
    tell: Tell,
    paths: tuple[Path, ...],
    out: Path,
    formats: tuple[str, ...],
    rules: Path | None,
    office: Path | None,
    as_of: dt.date | None,
    received_on: dt.date | None,
    passwords: tuple[str, ...],
    allow_classified: bool,
    workers: int,
    time_limit: int,
    memory_limit: int,
) -> int:
    from extract.batch import PRELOAD, Job, Workers, run_job, take_stock
    from extract.model import Limits, ReadOptions

    started = time.perf_counter()
    limits = Limits(seconds=time_limit, memory_bytes=memory_limit * _MEGABYTE)
    with Workers(workers, limits, preload=PRELOAD) as pool:  # the first process loads while the inputs are looked at
        from extract import __version__
        from extract.cli.report import closing_lines, progress, stock_lines

        rulebook = rulebook_of(rules, office)
        options = ReadOptions(passwords, allow_classified, limits)
        stock = take_stock(paths, out=out, rulebook=rulebook, options=options)
        for line in stock_lines(tell, stock):
            click.echo(line, err=True)
        if all(item.error and not item.sha256 and not item.member for item in stock.inputs):
            raise click.UsageError(tell("Không có tệp nào đọc được.", "There is no file that can be read."))
        job = Job(stock, out, formats, tell.lang, as_of, received_on)
        tables = run_job(
            job,
            rulebook,
            pool,
            version=__version__,
            clock=lambda: dt.datetime.now(dt.UTC),
            watch=partial(progress, tell, len(stock.inputs)),
        )
    for line in closing_lines(tell, tables, job, time.perf_counter() - started):
        click.echo(line)
    return 1 if any(document.status == "failed" for document in tables.documents) else 0
