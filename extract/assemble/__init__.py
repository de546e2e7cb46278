"""Makes duties of what was marked: tasks with who and when, legal bases, and the rows of all tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extract.assemble.confidence import tempered
from extract.assemble.contradictions import contradictions
from extract.assemble.grammar import Grammar
from extract.assemble.grounds import legal_bases
from extract.assemble.prose import Prose
from extract.assemble.repeats import with_repeats
from extract.assemble.rows import RowMaker
from extract.assemble.table_drafts import table_drafts
from extract.assemble.table_rows import all_task_rows, unread_tables
from extract.assemble.target_tables import table_targets
from extract.assemble.targets import Targets
from extract.assemble.unnamed import with_unnamed
from extract.assemble.unused import UnusedSentences
from extract.model import Directive, Mentions, Result
from extract.rulebook import Rulebook

__all__ = ["assemble"]


def assemble(
    directive: Directive, mentions: Mentions, rulebook: Rulebook, *, as_of: date | None, source_path: str
) -> Result:
    """Return the rows of a directive.

    Args:
        directive: its parts.
        mentions: what was marked in it.
        rulebook: groups ``assemble``, ``duties``, ``tables``, ``targets``, ``citations``, ``bodies``.
        as_of: the day for which successors of bodies are given; None means the date of the directive.
        source_path: what stands in ``documents.source_path``.
    """
    grammar = Grammar.of(rulebook)
    bodies = with_unnamed(directive, mentions.bodies, mentions.cues, grammar)
    mentions = replace(mentions, bodies=bodies)
    prose = Prose(directive, mentions, grammar)
    tabled = all_task_rows(directive, rulebook, grammar)
    drafts, disagreements = with_repeats(directive.text, [*prose.drafts(), *table_drafts(directive, prose, tabled)])
    rows = RowMaker(directive, mentions, rulebook, as_of=as_of, source_path=source_path)
    for draft in sorted(drafts, key=lambda draft: (draft.start, draft.end)):
        rows.add(draft)
    targets = Targets(directive, mentions, prose.tree, rulebook)
    aims = [
        *targets.of_items(prose.judged.verdicts),
        *targets.of_rows(tabled, {draft.start: draft for draft in drafts}),
        *table_targets(directive, rulebook),
    ]
    for target in sorted(aims, key=lambda target: (target.quantity.start, target.quantity.end)):
        rows.add_target(target)
    unused = UnusedSentences(directive, mentions, prose.tree, prose.clauses, grammar)
    for sentence in unused.find(prose.judged.verdicts, prose.judged.opening, rows.spans(), rows.used()):
        rows.add_unused(sentence)
    bases = legal_bases(directive, mentions.citations, rows.tasks, rows.document_id, rulebook)
    rows.tell(disagreements)
    rows.tell(tuple(unread_tables(directive, rulebook)))
    rows.tell(contradictions(directive, mentions.citations, rulebook))
    return tempered(rows.result(bases))
