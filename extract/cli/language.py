"""Vietnamese first, English beside it: which of the two a command speaks, and click's own words in both."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, Literal

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.errors import NhiemvuError

Lang = Literal["vi", "en"]
ENVIRONMENT: Final = "NHIEMVU_LANG"


class Tell:
    """Picks the wording of one language: ``tell("Xong.", "Done.")``."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, vi: str, en: str) -> str:
        """Return the wording in this language."""
        return en if self.lang == "en" else vi

    def error(self, error: NhiemvuError) -> str:
        """Return message and remedy of an error in this language."""
        return error.text(self.lang)


def chosen_language(arguments: Sequence[str]) -> Lang:
    """Return the language that the arguments name, else the environment, else Vietnamese.

    It is looked up before click parses, so that help and errors speak it as well.
    """
    named = os.environ.get(ENVIRONMENT, "vi")
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            named = argument.removeprefix("--lang=")
        elif argument == "--lang" and at + 1 < len(arguments):
            named = arguments[at + 1]
    return "en" if named == "en" else "vi"


def lang_option(tell: Tell) -> click.Option:
    """Return the option ``--lang``; `chosen_language` has read it already, here it is only checked and documented."""
    return click.Option(
        ["--lang"],
        expose_value=False,
        metavar="vi|en",
        callback=lambda _context, _option, value: _checked_language(tell, value),
        help=tell(
            f"Ngôn ngữ của thông báo và bảng tính (mặc định: {ENVIRONMENT} hoặc vi).",
            f"Language of messages and workbook (default: {ENVIRONMENT} or vi).",
        ),
    )


def _checked_language(tell: Tell, value: str | None) -> str | None:
    if value not in {None, "vi", "en"}:
        raise click.UsageError(
            tell(f"Không có ngôn ngữ “{value}”. Hãy dùng vi hoặc en.", f"No language “{value}”. Use vi or en.")
        )
    return value


class Command(click.Command):
    """A command whose help and complaints speak the chosen language."""

    def __init__(self, name: str, *, tell: Tell, **settings: Any) -> None:
        super().__init__(name, options_metavar=tell("[TÙY CHỌN]", "[OPTIONS]"), **settings)
        self.tell = tell

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; raise `click.UsageError` in this language when too many are left."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not isinstance(self, click.Group):
            raise click.UsageError(
                self.tell(f"Thừa tham số: {' '.join(rest)}.", f"Too many arguments: {' '.join(rest)}.")
            )
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line on usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=self.tell("Cách dùng: ", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        records = [record for option in options if (record := option.get_help_record(ctx))]
        required = self.tell("[bắt buộc]", "[required]")
        with formatter.section(self.tell("Tùy chọn", "Options")):
            formatter.write_dl([(name, text.replace("[required]", required)) for name, text in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its help in this language."""
        option = super().get_help_option(ctx)
        if option:
            option.help = self.tell("Hiện hướng dẫn này.", "Show this help.")
        return option


class Group(Command, click.Group):
    """A group of commands whose help and complaints speak the chosen language."""

    def __init__(self, name: str, *, tell: Tell, **settings: Any) -> None:
        metavar = tell("LỆNH ...", "COMMAND ...")
        super().__init__(name, tell=tell, subcommand_metavar=metavar, no_args_is_help=False, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; without any show the help as a complaint."""
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name; raise `click.UsageError` in this language for one that does not exist."""
        command = super().get_command(ctx, cmd_name)
        if command is None and not cmd_name.startswith("-"):
            names = ", ".join(self.commands)
            raise click.UsageError(
                self.tell(
                    f"Không có lệnh “{cmd_name}”. Các lệnh: {names}.", f"No command “{cmd_name}”. Commands: {names}."
                )
            )
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options and the list of commands."""
        super().format_options(ctx, formatter)
        width = formatter.width - 6 - max(map(len, self.commands))
        rows = [(name, command.get_short_help_str(width)) for name, command in self.commands.items()]
        with formatter.section(self.tell("Lệnh", "Commands")):
            formatter.write_dl(rows)


def usage_message(tell: Tell, error: click.ClickException) -> str:
    """Return what click found wrong with the arguments, in this language."""
    match error:
        case click.NoSuchOption():
            near = next(iter(error.possibilities or ()), "")
            text = tell(f"Không có tùy chọn {error.option_name}.", f"There is no option {error.option_name}.")
            return text + (tell(f" Có phải ý bạn là {near}?", f" Did you mean {near}?") if near else "")
        case click.MissingParameter(param=click.Option() as option):
            return tell(f"Thiếu tùy chọn {option.opts[0]}.", f"Option {option.opts[0]} is missing.")
        case click.MissingParameter(param=click.Argument() as argument):
            name = (argument.metavar or argument.name or "").rstrip(".")
            return tell(f"Thiếu tham số {name}.", f"Argument {name} is missing.")
        case click.BadOptionUsage():
            return tell(f"Tùy chọn {error.option_name} cần một giá trị.", f"Option {error.option_name} needs a value.")
        case _:
            return error.format_message()
