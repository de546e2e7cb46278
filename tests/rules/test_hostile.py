"""No text makes a rule slow: a megabyte of its own half-matches goes through every rule."""

from __future__ import annotations

import pytest

from extract.rulebook import Rulebook
from tests.conftest import CHECKOUT
from tests.rules.hostile import hostile_text

# Seconds. What is linear needs one or two at most (``make bench`` lists the slowest); what is not needs minutes.
_STUCK = 15


@pytest.mark.parametrize("group", Rulebook(CHECKOUT / "rules").groups)
def test_rules_of_a_group_are_never_stuck(group: str, rulebook: Rulebook) -> None:
    stuck = []
    for rule in rulebook.rules(group):
        try:
            for _ in rule.regex.finditer(hostile_text(rule), timeout=_STUCK):
                pass
        except TimeoutError:
            stuck.append(rule.id)
    assert stuck == []


def test_hostile_text_is_full_of_half_matches(rulebook: Rulebook) -> None:
    rule = next(rule for rule in rulebook.rules("grammar") if rule.id == "clause.concerned-acts")
    text = hostile_text(rule, 10_000)
    assert len(text) == 10_000
    assert text.count("cần nhanh") > 50
    assert not set(hostile_text(rule, 10_000, flat=True)) & set(".;:,")
