"""The command ``nhiemvu``: thin commands over the package, Vietnamese first.

Exit codes: 0 all well; 1 some documents failed, or a rule is faulty; 2 the arguments cannot be used or nothing could be
written; 130 interrupted.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import click

from extract.cli.evaluate import evaluate_command
from extract.cli.language import Group, Tell, chosen_language, lang_option, usage_message
from extract.cli.locate import locate_command
from extract.cli.mine import mine_command
from extract.cli.rules import rules_group
from extract.cli.run import run_command
from extract.cli.show import show_command
from extract.errors import InputError, MissingInputError, NhiemvuError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: what stands after the command's name; None means those of the process.
    """
    _speak_utf8()
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    tell = Tell(chosen_language(arguments))
    try:
        return int(nhiemvu(tell).main(arguments, prog_name="nhiemvu", standalone_mode=False) or 0)
    except click.Abort:
        return _complain(
            tell("Đã dừng theo yêu cầu; không có gì bị ghi dở dang.", "Interrupted; nothing is half-written."), 130
        )
    except click.ClickException as error:
        hint = tell("Xem hướng dẫn: nhiemvu --help", "For help: nhiemvu --help")
        return _complain(f"{usage_message(tell, error)}\n{hint}", 2)
    except NhiemvuError as error:
        unreadable = isinstance(error, InputError) and not isinstance(error, MissingInputError)
        return _complain(tell.error(error), 1 if unreadable else 2)


def nhiemvu(tell: Tell) -> click.Group:
    """Return the whole command in one language."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=lambda context, _option, wanted: _show_version(context, tell) if wanted else None,
        help=tell("Hiện phiên bản chương trình và bộ quy tắc.", "Show the versions of program and rules."),
    )
    return Group(
        "nhiemvu",
        tell=tell,
        help=tell(
            "Đọc văn bản chỉ đạo và lập bảng: căn cứ pháp lý, nhiệm vụ, cơ quan thực hiện, thời hạn.",
            "Read administrative directives into tables: legal bases, tasks, bodies responsible, deadlines.",
        ),
        params=[lang_option(tell), version],
        commands={
            command.name: command
            for command in (
                run_command(tell),
                show_command(tell),
                mine_command(tell),
                locate_command(tell),
                evaluate_command(tell),
                rules_group(tell),
            )
            if command.name
        },
    )


def _speak_utf8() -> None:
    """Let pipes carry Vietnamese where the system's own encoding cannot (Windows code pages)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in {"utf-8", "utf8"}:
            stream.reconfigure(encoding="utf-8")


def _show_version(context: click.Context, tell: Tell) -> None:
    from extract import __version__
    from extract.rulebook import Rulebook

    click.echo(f"nhiemvu {__version__} ({tell('bộ quy tắc', 'rules')} {Rulebook().version})")
    context.exit()


def _complain(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code
