"""``nhiemvu mine``: what of a finished run concerns one's own office."""

from __future__ import annotations

import sys
from dataclasses import astuple
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from extract.cli.language import Command, Tell, lang_option
from extract.cli.options import PATH, as_of_option, folder_metavar, office_option, rules_option

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from extract.export import Concern, Wording

_FORMATS: Final = ("table", "csv", "xlsx")
_SHOWN: Final = ("due_on", "reason", "named_as", "task", "reference", "source")
_UNWRAPPED: Final = 100_000  # columns: a pipe gets one line per task


def mine_command(tell: Tell) -> click.Command:
    """Return the command ``mine``."""
    return Command(
        "mine",
        tell=tell,
        callback=partial(_mine, tell),
        help=tell(
            "Liệt kê việc của cơ quan mình trong kết quả của một lần chạy, kèm lý do, theo hạn.",
            "List the tasks of your own office in the tables of a run, with the reason, by due date.",
        ),
        params=[
            click.Argument(["out"], metavar=folder_metavar(tell), type=PATH),
            office_option(tell, required=True),
            as_of_option(tell, of_run=True),
            click.Option(
                ["--format", "form"],
                metavar="|".join(_FORMATS),
                default="table",
                callback=lambda _context, _option, value: _checked(tell, value),
                help=tell("Bảng trên màn hình, CSV hoặc Excel.", "A table on the screen, CSV or a workbook."),
            ),
            click.Option(
                ["--to"],
                metavar=tell("TỆP", "FILE"),
                type=PATH,
                help=tell("Tệp để ghi; cần cho xlsx.", "File to write; needed for xlsx."),
            ),
            rules_option(tell),
            lang_option(tell),
        ],
    )


def _checked(tell: Tell, value: str) -> str:
    if value not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise click.UsageError(
            tell(f"Không có định dạng “{value}”. Các định dạng: {known}.", f"No format “{value}”. Formats: {known}.")
        )
    return value


def _mine(
    tell: Tell, out: Path, office: Path, as_of: dt.date | None, form: str, to: Path | None, rules: Path | None
) -> int:
    from extract.export import CONCERN_COLUMNS, Concerns, Wording, read_tables, write_concerns, write_rows
    from extract.normalize.office_file import read_office
    from extract.rulebook import Rulebook

    if (form == "xlsx" and (to is None or to.suffix.lower() != ".xlsx")) or (form == "table" and to is not None):
        raise click.UsageError(
            tell(
                "--format xlsx cần --to TỆP.xlsx; --to dùng với csv hoặc xlsx.",
                "--format xlsx needs --to FILE.xlsx; --to goes with csv or xlsx.",
            )
        )
    rulebook = Rulebook(rules)
    who = read_office(office, rulebook)
    wording = Wording(rulebook, tell.lang)
    rows = Concerns(read_tables(out), who, rulebook, as_of=as_of).rows(wording)
    if to is not None:
        write_concerns(rows, to, rulebook, tell.lang)
        click.echo(tell(f"{len(rows)} nhiệm vụ, ghi vào {to}.", f"{len(rows)} tasks, written to {to}."))
    elif form == "csv":
        write_rows(CONCERN_COLUMNS, [astuple(row) for row in rows], sys.stdout)
    else:
        _print(tell, who.name, rows, wording)
    return 0


def _print(tell: Tell, name: str, rows: Sequence[Concern], wording: Wording) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _UNWRAPPED
    console.print(Text(tell(f"{name}: {len(rows)} nhiệm vụ", f"{name}: {len(rows)} tasks"), style="bold"))
    if not rows:
        return
    headings = {heading.column: heading for heading in wording.headings("concerns")}
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False)
    for column in _SHOWN:
        table.add_column(headings[column].text, ratio=round(headings[column].width), no_wrap=column == "due_on")
    for row in rows:
        table.add_row(*(Text(_shown(row, column, wording)) for column in _SHOWN))
    console.print(table)


def _shown(row: Concern, column: str, wording: Wording) -> str:
    cell = str(getattr(row, column))
    if column == "due_on":
        return "/".join(reversed(cell.split("-")))
    return wording.label("reason", cell) if column == "reason" else cell.replace("\n", "; ")
