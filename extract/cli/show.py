"""``nhiemvu show``: one directive's duties as a readable tree."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from extract.cli.language import Command, Tell, lang_option
from extract.cli.options import (
    PATH,
    as_of_option,
    classified_option,
    office_option,
    password_option,
    received_option,
    rulebook_of,
    rules_option,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import RenderableType
    from rich.text import Text
    from rich.tree import Tree

    from extract.export import Wording
    from extract.model import ReadOptions, Result, Task
    from extract.rulebook import Rulebook

_UNWRAPPED: Final = 100_000  # columns: a pipe gets one line per thing
_MARKS: Final = {"bodies": "bold cyan", "times": "bold yellow underline", "citations": "magenta underline"}
_SEVERITIES: Final = {"error": "bold red", "warning": "yellow", "info": "dim"}


def show_command(tell: Tell) -> click.Command:
    """Return the command ``show``."""
    return Command(
        "show",
        tell=tell,
        callback=partial(_show, tell),
        help=tell(
            "Hiện nhiệm vụ của một văn bản: ai làm, bao giờ xong, theo căn cứ nào.",
            "Show the duties of one directive: who, by when, on what ground.",
        ),
        params=[
            click.Argument(["file"], metavar=tell("TỆP", "FILE"), type=PATH),
            rules_option(tell),
            office_option(tell),
            as_of_option(tell),
            received_option(tell),
            password_option(tell),
            classified_option(tell),
            lang_option(tell),
        ],
    )


def _show(
    tell: Tell,
    file: Path,
    rules: Path | None,
    office: Path | None,
    as_of: dt.date | None,
    received_on: dt.date | None,
    passwords: tuple[str, ...],
    allow_classified: bool,
) -> int:
    from rich.console import Console

    from extract.errors import SeveralDocumentsError
    from extract.export import Wording
    from extract.model import ReadOptions
    from extract.pipeline import process

    rulebook = rulebook_of(rules, office)
    options = ReadOptions(passwords, allow_classified)
    try:
        result = process(file, rulebook, as_of=as_of, received_on=received_on, options=options)
    except SeveralDocumentsError:
        for line in _documents_within(tell, file, rulebook, options):
            click.echo(line)
        return 0
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _UNWRAPPED
    for part in _Reading(tell, Wording(rulebook, tell.lang), result).parts():
        console.print(part)
    return 0


def _documents_within(tell: Tell, file: Path, rulebook: Rulebook, options: ReadOptions) -> Iterator[str]:
    """Yield what an archive or mail holds, each document as it may be named to this command."""
    from extract.batch import take_stock

    items = take_stock([file], rulebook=rulebook, options=options).inputs
    if len(items) == 1 and items[0].error:
        raise items[0].error
    yield tell(
        f"“{file.name}” chứa {len(items)} văn bản; hãy chỉ một văn bản:",
        f"“{file.name}” holds {len(items)} documents; name one of them:",
    )
    for item in items:
        name = f"{file}!{item.member.name}" if item.member else str(file)
        yield f"  {name}" + (f" ({tell.error(item.error)})" if item.error else "")


class _Reading:
    """What is shown of one result, part by part."""

    def __init__(self, tell: Tell, wording: Wording, result: Result) -> None:
        self._tell = tell
        self._wording = wording
        self._result = result

    def parts(self) -> Iterator[RenderableType]:
        yield from self._header()
        yield ""
        yield self._duties()
        yield from self._problems()

    def _header(self) -> Iterator[RenderableType]:
        from rich.text import Text

        document, tell = self._result.document, self._tell
        yield Text(f"{document.type} {document.reference}".strip().upper() or document.source_path, style="bold")
        facts = {
            tell("Cơ quan ban hành", "Issuer"): document.issuer,
            tell("Nơi, ngày ban hành", "Place, date"): ", ".join(filter(None, (document.place, document.issued_on))),
            tell("Trích yếu", "Subject"): document.subject,
            tell("Kính gửi", "To"): "; ".join(row.name for row in self._result.recipients if row.section == "to"),
            tell("Người ký", "Signer"): ", ".join(
                filter(None, (document.signing_authority, document.signer_position, document.signer))
            ),
            tell("Căn cứ", "Legal bases"): "; ".join(
                row.quote.replace("\n", " ") for row in self._result.legal_bases if row.relation == "basis"
            ),
        }
        for name, value in facts.items():
            if value:
                yield Text.assemble((f"{name}: ", "dim"), value)

    def _duties(self) -> RenderableType:
        from rich.text import Text
        from rich.tree import Tree

        count = len(self._result.tasks)
        root = Tree(Text(self._tell(f"{count} nhiệm vụ", f"{count} tasks"), style="bold"), guide_style="dim")
        branches: dict[str, Tree] = {}
        for heading, tasks in groupby(self._result.tasks, key=lambda task: task.heading):
            trunk = root.add(Text(heading.replace("\n", " "), style="bold green")) if heading else root
            for task in tasks:
                branch = branches.get(task.parent_task_id, trunk).add(self._marked(task))
                branches[task.task_id] = branch
                self._add_facts(branch, task)
        return root

    def _marked(self, task: Task) -> Text:
        """Return the wording of the source with bodies, times and citations marked."""
        from rich.text import Text

        text = Text(self._result.text[task.start : task.end].replace("\n", " "))
        for group, style in _MARKS.items():
            for mention in getattr(self._result.mentions, group):
                if mention.start < task.end and mention.end > task.start:
                    text.stylize(style, max(mention.start - task.start, 0), mention.end - task.start)
        return Text.assemble((f"[{task.path}] ", "dim"), text) if task.path else text

    def _add_facts(self, branch: Tree, task: Task) -> None:
        from rich.text import Text

        label = self._wording.label
        for assignment in self._result.assignments:
            if assignment.task_id == task.task_id:
                source = "" if assignment.source == "explicit" else f" ({label('source', assignment.source)})"
                taken_over = assignment.current_body_id not in {"", assignment.body_id}
                now = f" → {assignment.current_body_name}" if taken_over else ""
                name = f"{assignment.body_name}{now}{source}"
                branch.add(Text.assemble((f"{label('role', assignment.role)}: ", "dim"), name))
        for deadline in self._result.deadlines:
            if deadline.task_id == task.task_id:
                name = self._tell("thời hạn", "deadline") + (f", {deadline.label}" if deadline.label else "")
                until = f" → {deadline.due_on}" if deadline.due_on else ""
                branch.add(Text.assemble((f"{name}: ", "dim"), deadline.quote.replace("\n", " ") + until))

    def _problems(self) -> Iterator[RenderableType]:
        from rich.text import Text

        if self._result.issues:
            yield ""
            yield Text(self._tell("Lưu ý", "Issues"), style="bold")
        for issue in self._result.issues:
            severity = self._wording.label("severity", issue.severity)
            yield Text.assemble((f"{severity}: ", _SEVERITIES[issue.severity]), issue.message)
