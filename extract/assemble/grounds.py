"""Legal bases: what the directive does with each document that it cites, and the rows of the table."""

from __future__ import annotations

from collections.abc import Sequence

from extract.assemble.ground_places import GroundPlaces
from extract.assemble.ids import row_id
from extract.assemble.instruments import canonical_ids
from extract.assemble.issuers import issuers
from extract.assemble.relations import relations
from extract.model import Citation, Directive, LegalBasis, Task
from extract.normalize.provisions import Provisions
from extract.rulebook import Rulebook


def legal_bases(
    directive: Directive, citations: Sequence[Citation], tasks: Sequence[Task], document_id: str, rulebook: Rulebook
) -> tuple[LegalBasis, ...]:
    """Return one row for every citation, in text order.

    Args:
        directive: its text, zones and items are read.
        citations: what `find_citations` found; ``outer`` points into it.
        tasks: the tasks of the directive; a citation can only be carried out by a task or the heading of one.
        document_id: goes into the rows and their ids.
        rulebook: group ``citations``.

    Raises:
        RulebookError: the group is missing or not valid.
    """
    places = GroundPlaces.of(directive, tasks, rulebook)
    told = relations(directive, citations, places, rulebook)
    instruments = canonical_ids(citations, rulebook, directive.year)
    provisions = Provisions.of(rulebook)
    return tuple(
        LegalBasis(
            legal_basis_id=row_id(document_id, "legal_bases", citation.start, citation.end, citation.reference),
            document_id=document_id,
            ordinal=ordinal,
            relation=relation,
            cited_type=citation.cited_type,
            cited_reference=citation.reference,
            cited_number=citation.number,
            cited_symbol=citation.symbol,
            cited_on=citation.cited_on,
            cited_issuer=issuer.name,
            cited_title=citation.title,
            provision="; ".join(provisions.expand(citation.provision)),
            canonical_id=instrument,
            task_id=task.task_id if (task := places.task(citation.start)) else "",
            quote=directive.text[citation.start : citation.end],
            start=citation.start,
            end=citation.end,
            page=directive.source.page_at(citation.start),
            confidence=citation.confidence,
            rule=citation.rule,
            issuer_source=issuer.source,
        )
        for ordinal, (citation, relation, instrument, issuer) in enumerate(
            zip(citations, told, instruments, issuers(directive, citations, instruments, rulebook), strict=True),
            start=1,
        )
    )
