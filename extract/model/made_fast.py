"""Frozen records that a document has by the hundred are made faster than the standard library makes them.

A frozen dataclass fills each field by ``object.__setattr__``, which looks the field up by its name; here it is filled
through its slot, which takes half the time. Nothing else of the class changes.
"""

from __future__ import annotations

from dataclasses import MISSING
from types import FunctionType
from typing import Any, TypeVar

Record = TypeVar("Record")


def made_fast(record: type[Record]) -> type[Record]:
    """Let a frozen dataclass fill its fields through their slots.

    Args:
        record: a frozen dataclass with slots, whose fields all stand in ``__init__`` and have no default factory.

    Raises:
        TypeError: it is none.
    """
    usual: Any = record.__dict__["__init__"]
    names = usual.__code__.co_varnames[1 : usual.__code__.co_argcount]
    made = any(one.default_factory is not MISSING for one in vars(record)["__dataclass_fields__"].values())
    if tuple(record.__dict__.get("__slots__", ())) != names or made or hasattr(record, "__post_init__"):
        raise TypeError(f"{record.__name__} is no plain frozen record with slots")
    slots = {f"_{name}": getattr(record, name).__set__ for name in names}
    body = "\n".join(f"    _{name}(self, {name})" for name in names)
    module = compile(f"def __init__(self, {', '.join(names)}):\n{body}\n", f"<{record.__qualname__}>", "exec")
    filled = FunctionType(module.co_consts[0], slots, "__init__")
    filled.__defaults__ = usual.__defaults__
    filled.__annotations__ = usual.__annotations__
    filled.__qualname__ = usual.__qualname__
    filled.__doc__ = usual.__doc__
    type.__setattr__(record, "__init__", filled)
    return record
