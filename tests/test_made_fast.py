from __future__ import annotations

import copy
import inspect
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from extract.model.made_fast import made_fast


@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    count: int = 3
    parts: tuple[str, ...] = ()


@made_fast
@dataclass(frozen=True, slots=True)
class Fast:
    name: str
    count: int = 3
    parts: tuple[str, ...] = ()


def test_made_fast_fills_fields_and_defaults_as_before() -> None:
    for values in ({"name": "a"}, {"name": "a", "parts": ("x",)}, {"count": 1, "name": "b"}):
        plain, fast = Plain(**values), Fast(**values)
        assert (fast.name, fast.count, fast.parts) == (plain.name, plain.count, plain.parts)
    assert inspect.signature(Fast) == inspect.signature(Plain)
    assert repr(Fast("a")) == "Fast(name='a', count=3, parts=())"


def test_made_fast_stays_frozen_and_can_be_copied() -> None:
    fast = Fast("a", 2)
    with pytest.raises(FrozenInstanceError):
        fast.count = 4
    assert replace(fast, count=4) == Fast("a", 4)
    assert copy.deepcopy(fast) == copy.copy(fast) == fast
    assert len({fast, Fast("a", 2)}) == 1


def test_made_fast_misses_an_argument_as_before() -> None:
    with pytest.raises(TypeError, match="name"):
        Fast()


def test_made_fast_refuses_what_it_cannot_fill() -> None:
    @dataclass(frozen=True)
    class WithoutSlots:
        name: str

    @dataclass(frozen=True, slots=True)
    class Checked:
        name: str

        def __post_init__(self) -> None:
            raise ValueError

    @dataclass(frozen=True, slots=True)
    class WithFactory:
        names: list[str] = field(default_factory=list)

    for record in (WithoutSlots, Checked, WithFactory):
        with pytest.raises(TypeError, match=record.__name__):
            made_fast(record)
