"""``nhiemvu evaluate``: precision, recall and F1 against gold, calibration, and what changed since an earlier run."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from extract.cli.language import Command, Tell, lang_option
from extract.cli.options import PATH, rules_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from extract.evaluate import Evaluation, Outcome

_DEFAULT_GOLD: Final = Path("corpus/gold")
_CALIBRATED: Final = ("legal_bases.numbered", "legal_bases.named", "tasks", "assignments", "deadlines", "targets")
_BY_KIND: Final = ("header", "legal_bases.numbered", "tasks", "assignments", "deadlines", "tasks.whole")
_UNWRAPPED: Final = 100_000


def evaluate_command(tell: Tell) -> click.Command:
    """Return the command ``evaluate``."""
    return Command(
        "evaluate",
        tell=tell,
        callback=partial(_evaluate, tell),
        help=tell(
            "Đối chiếu với dữ liệu chuẩn: độ chính xác, độ đầy đủ, F1 theo bảng, loại văn bản và trường; độ tin cậy có "
            "đúng không; so với một lần chạy trước thì được thêm, mất đi những gì.",
            "Compare with gold: precision, recall, F1 by table, kind of document and field; whether confidence holds; "
            "what was gained and lost since an earlier run.",
        ),
        params=[
            click.Argument(["gold"], metavar=tell("[DỮ_LIỆU_CHUẨN]", "[GOLD]"), type=PATH, required=False),
            click.Option(
                ["--against"],
                metavar=tell("LẦN_CHẠY", "RUN"),
                type=PATH,
                help=tell(
                    "Thư mục kết quả của lần chạy trước (có bảng CSV): liệt kê từng dòng được thêm, mất đi.",
                    "Output folder of an earlier run (with CSV tables): list every row gained and lost.",
                ),
            ),
            click.Option(
                ["--split"],
                metavar="dev|test",
                default="",
                help=tell("Chỉ nửa này theo manifest.csv.", "Only this half, as manifest.csv splits it."),
            ),
            click.Option(
                ["--misses"],
                is_flag=True,
                help=tell("Liệt kê mọi dòng thiếu và dòng thừa.", "List every missed and every spurious row."),
            ),
            rules_option(tell),
            lang_option(tell),
        ],
    )


def _evaluate(tell: Tell, gold: Path | None, against: Path | None, split: str, misses: bool, rules: Path | None) -> int:
    from rich.console import Console

    from extract.evaluate import changes, evaluate, evaluate_run, load_gold
    from extract.rulebook import Rulebook

    directives = load_gold(gold or _DEFAULT_GOLD, split=split)
    now = evaluate(directives, Rulebook(rules))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _UNWRAPPED
    count = len(directives)
    console.print(tell(f"{count} văn bản có dữ liệu chuẩn", f"{count} directives with gold"), style="bold")
    for table in (_figures(tell, now), _by_kind(tell, now), _header(tell, now), _reliability(tell, now)):
        console.print(table)
    if misses:
        _list(console, tell("Thiếu hoặc thừa", "Missed or spurious"), _wrong(now.rows))
    if against is not None:
        found = changes(evaluate_run(directives, against).rows, now.rows)
        gains, losses = ([change.row for change in found if change.gain is gain] for gain in (True, False))
        _list(console, tell(f"Được thêm: {len(gains)}", f"Gains: {len(gains)}"), map(_line, gains))
        _list(console, tell(f"Mất đi: {len(losses)}", f"Losses: {len(losses)}"), map(_line, losses))
    for name in now.failed:
        click.echo(tell(f"Không đọc được: {name}", f"Could not be read: {name}"), err=True)
    return 1 if now.failed else 0


def _table(title: str, *columns: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for at, column in enumerate(columns):
        table.add_column(column, justify="left" if at == 0 else "right", no_wrap=True)
    return table


def _figures(tell: Tell, now: Evaluation) -> Table:
    exact, wanted, found = tell("F1 nguyên văn", "exact F1"), tell("chuẩn", "gold"), tell("tìm thấy", "found")
    table = _table(tell("Theo bảng", "By table"), "", "P", "R", "F1", exact, wanted, found)
    for name in now.figures():
        one = now.of(name)
        scores = (f"{value:.3f}" for value in (one.precision, one.recall, one.f1, one.exact_f1))
        table.add_row(name, *scores, str(one.gold), str(one.found))
    return table


def _by_kind(tell: Tell, now: Evaluation) -> Table:
    table = _table(tell("F1 theo loại văn bản", "F1 by kind of document"), "", *_BY_KIND)
    for kind in now.kinds():
        ones = (now.of(name, kind=kind) for name in _BY_KIND)
        table.add_row(kind, *(f"{one.f1:.3f}" if one.gold or one.found else "" for one in ones))
    return table


def _header(tell: Tell, now: Evaluation) -> Table:
    table = _table(tell("Phần đầu văn bản, theo trường", "Header, by field"), "", tell("đúng", "right"))
    for name in sorted({row.figure for row in now.rows if row.figure.startswith("header.")}):
        one = now.of(name)
        table.add_row(name, f"{one.hits}/{one.gold}")
    return table


def _reliability(tell: Tell, now: Evaluation) -> Table:
    from extract.evaluate import reliability

    title = tell(
        "Độ tin cậy: trong mỗi khoảng, độ tin cậy trung bình → tỷ lệ đúng (số dòng)",
        "Calibration: in each bin, mean confidence → share that is right (rows)",
    )
    table = _table(title, "", tell("sai lệch", "error"), tell("các khoảng", "bins"))
    everything: list[Outcome] = []
    for name in _CALIBRATED:
        rows = now.select(name)
        everything += rows
        one = reliability(rows)
        bins = "  ".join(f"{part.confidence:.2f}→{part.accuracy:.2f} ({part.count})" for part in one.bins)
        if one.bins:
            table.add_row(name, f"{one.error:.3f}", bins)
    table.add_row(tell("tất cả", "all"), f"{reliability(everything).error:.3f}", "")
    return table


def _wrong(rows: Sequence[Outcome]) -> Iterator[str]:
    return (_line(row) for row in rows if not row.right and row.figure != "tasks.whole")


def _line(row: Outcome) -> str:
    return f"{row.document}  {row.figure}  {row.wanted or '-'}  |  {row.found or '-'}".replace("\n", " ")


def _list(console: Console, title: str, lines: Iterable[str]) -> None:
    from rich.text import Text

    console.print("")
    console.print(title, style="bold")
    for line in lines:
        console.print(Text(line))
