"""``nhiemvu rules``: whether the rules hold, and which of them read what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import click

from extract.cli.language import Command, Group, Tell, lang_option
from extract.cli.options import PATH, rules_option, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extract.model import Result
    from extract.rulebook import Rule, Rulebook

_TABLES: Final = ("tasks", "assignments", "deadlines", "legal_bases", "recipients")
_CONTEXT: Final = 60


def rules_group(tell: Tell) -> click.Group:
    """Return the group ``rules`` with its commands ``check`` and ``explain``."""
    return Group(
        "rules",
        tell=tell,
        help=tell("Kiểm tra bộ quy tắc; xem quy tắc nào đã đọc gì.", "Check the rules; see which rule read what."),
        commands={"check": _check_command(tell), "explain": _explain_command(tell)},
    )


def _check_command(tell: Tell) -> click.Command:
    return Command(
        "check",
        tell=tell,
        callback=partial(_check, tell),
        help=tell(
            "Kiểm tra mọi quy tắc với các ví dụ của nó.", "Check every rule against its examples and counterexamples."
        ),
        params=[rules_option(tell), lang_option(tell)],
    )


def _check(tell: Tell, rules: Path | None) -> int:
    from extract.annotate.time_corpus import corpus_faults, time_corpus
    from extract.rulebook import Rulebook

    rulebook = Rulebook(rules)
    faults = [*rulebook.check(), *corpus_faults(rulebook)]
    for fault in faults:
        click.echo(f"{fault.file}: {fault.rule}: {fault.message}", err=True)
    every = [rule for group in rulebook.groups for rule in rulebook.rules(group)]
    examples = sum(len(rule.examples) for rule in every)
    counterexamples = sum(len(rule.counterexamples) for rule in every)
    wordings = len(list(time_corpus(rulebook)))
    misses = sum(len(rule.todo) for rule in every)
    click.echo(
        tell(
            f"{len(every)} quy tắc trong {len(rulebook.groups)} nhóm, {examples} ví dụ, {counterexamples} ví dụ ngược, "
            f"{wordings} câu mẫu về thời hạn, {misses} trường hợp chưa đọc được, {len(faults)} lỗi. "
            f"Phiên bản {rulebook.version}.",
            f"{len(every)} rules in {len(rulebook.groups)} groups, {examples} examples, {counterexamples} "
            f"counterexamples, {wordings} wordings of times, {misses} known misses, {len(faults)} faults. "
            f"Version {rulebook.version}.",
        )
    )
    return 1 if faults else 0


def _explain_command(tell: Tell) -> click.Command:
    return Command(
        "explain",
        tell=tell,
        callback=partial(_explain, tell),
        help=tell(
            "Cho biết quy tắc nào đã đọc gì ở một vị trí của văn bản.",
            "Tell which rule read what at a place in the text.",
        ),
        params=[
            click.Argument(["file"], metavar=tell("TỆP", "FILE"), type=PATH),
            click.Option(
                ["--at", "offset"],
                metavar=tell("VỊ_TRÍ", "OFFSET"),
                required=True,
                help=tell(
                    "Thứ tự ký tự trong văn bản đã chuẩn hóa, như cột start và end (tính từ 0).",
                    "Code point in the canonical text, as in the columns start and end (from 0).",
                ),
            ),
            rules_option(tell),
            lang_option(tell),
        ],
    )


def _explain(tell: Tell, file: Path, offset: str, rules: Path | None) -> int:
    from extract.pipeline import process
    from extract.rulebook import Rulebook

    rulebook = Rulebook(rules)
    result = process(file, rulebook, as_of=None)
    at = whole_number(tell, "--at", offset, 0, max(len(result.text) - 1, 0))
    before, after = result.text[max(at - _CONTEXT, 0) : at], result.text[at : at + _CONTEXT]
    click.echo(f"{before}▸{after}".replace("\n", "⏎"))
    for line in (*_mention_lines(tell, result, rulebook, at), *_row_lines(result, at)):
        click.echo(line)
    return 0


def _mention_lines(tell: Tell, result: Result, rulebook: Rulebook, at: int) -> Iterator[str]:
    """Yield the mentions that cover ``at`` with the rules that found them, by the span groups of the spaCy Doc."""
    from extract.nlp import SPAN_GROUPS, to_spacy

    doc = to_spacy(result.text, result.mentions)
    by_id = {rule.id: rule for group in rulebook.groups for rule in rulebook.rules(group)}
    found = False
    for group in SPAN_GROUPS:
        for span, mention in zip(doc.spans[group], getattr(result.mentions, group), strict=True):
            if span.start_char <= at < span.end_char:
                found = True
                yield f"\n{group} [{span.start_char}:{span.end_char}] {span.text!r}"
                yield f"  {_values(mention)}"
                yield f"  {_rule_line(by_id.get(span.id_), span.id_)}"
    if not found:
        yield tell("Không quy tắc nào đọc gì ở đây.", "No rule read anything here.")


def _rule_line(rule: Rule | None, rule_id: str) -> str:
    return f"{rule.group}/{rule.file}: {rule.id}: {rule.about}" if rule else rule_id


def _row_lines(result: Result, at: int) -> Iterator[str]:
    for table in _TABLES:
        for row in getattr(result, table):
            if row.start <= at < row.end:
                yield f"\n{table} [{row.start}:{row.end}]"
                yield f"  {_values(row)}"


def _values(record: Any) -> str:
    """Return what a record says, without its place, its wording and what is empty."""
    hidden = {"start", "end", "quote", "content", "rule", "page", "full_end", "outer"}
    names = [name for name in type(record).__dataclass_fields__ if name not in hidden]
    return ", ".join(f"{name}={getattr(record, name)}" for name in names if getattr(record, name) not in {"", None})
