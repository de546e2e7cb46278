"""Directives of a few paragraphs, and the bodies that they name."""

from __future__ import annotations

from extract.annotate.bodies import find_bodies
from extract.model import Block, BodyMention, Directive, Header, Source, Value
from extract.rulebook import Rulebook

RULEBOOK = Rulebook()


def directive(*paragraphs: str, issuer: str = "") -> Directive:
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph)))
        at += len(paragraph) + 1
    source = Source("a.txt", "", "text/plain", "text", "\n".join(paragraphs), tuple(blocks))
    return Directive(source, Header(issuer=Value(issuer)), (), ("body",) * len(blocks), (), (), ())


def mentions(*paragraphs: str, issuer: str = "") -> tuple[BodyMention, ...]:
    return find_bodies(directive(*paragraphs, issuer=issuer), RULEBOOK)


def names(*paragraphs: str) -> list[str]:
    return [mention.name for mention in mentions(*paragraphs)]
