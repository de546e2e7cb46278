"""Every example of a rule of times yields the value that stands beside it, read as a directive of 20 March 2025."""

from __future__ import annotations

from datetime import date

import pytest

from extract.annotate.times import find_times
from extract.model import Block, Directive, Header, Source, TimeExpression, Value
from extract.rulebook import Example, Rule, Rulebook

RULES = Rulebook()
EXAMPLES = [(rule, example) for rule in RULES.rules("times") for example in rule.examples]
COUNTEREXAMPLES = [
    (rule, text) for rule in RULES.rules("times") if rule.gives.get("use") is None for text in rule.counterexamples
]


def times(text: str) -> tuple[TimeExpression, ...]:
    source = Source("", "", "text/plain", "text", text, (Block(0, len(text)),))
    return find_times(Directive(source, Header(issued_on=Value("2025-03-20")), (), ("body",), (), (), (), 2025), RULES)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda part: getattr(part, "id", ""))
def test_example_yields_its_value(rule: Rule, example: Example) -> None:
    want = {name: value.isoformat() if isinstance(value, date) else value for name, value in example.value.items()}
    assert want, f"{rule.id}: an example of a time says what is read"
    found = times(example.text)
    if want.get("use") == "content":
        assert not [time for time in found if time.use == "deadline"]
        return
    want.setdefault("use", "deadline")
    assert any(all(getattr(time, name) == value for name, value in want.items()) for time in found), found


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES, ids=lambda part: getattr(part, "id", ""))
def test_counterexample_yields_no_deadline_of_its_rule(rule: Rule, text: str) -> None:
    assert not [time for time in times(text) if time.use == "deadline" and time.rule == rule.id]
