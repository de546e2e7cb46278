"""pdfium's small functions, called past ctypes: most of such a call is the conversion of its arguments.

A prototype without argument types takes whole numbers as they are, and what `handed` made once for many calls. The
functions answer in less time than it takes to let other threads run, so they are called without doing so.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_WHOLE: Final = ctypes.PYFUNCTYPE(ctypes.c_int)
_COUNT: Final = ctypes.PYFUNCTYPE(ctypes.c_ulong)
_DOUBLE: Final = ctypes.PYFUNCTYPE(ctypes.c_double)
_ADDRESS: Final = ctypes.PYFUNCTYPE(ctypes.c_void_p)


def whole(function: Any) -> Callable[..., int]:
    """Return a function of pdfium that answers with a whole number or with yes and no."""
    return _WHOLE(_address(function))


def count(function: Any) -> Callable[..., int]:
    """Return a function of pdfium that answers with an unsigned long."""
    return _COUNT(_address(function))


def double(function: Any) -> Callable[..., float]:
    """Return a function of pdfium that answers with a double."""
    return _DOUBLE(_address(function))


def address(function: Any) -> Callable[..., int | None]:
    """Return a function of pdfium that answers with a pointer: its address, None for a null pointer."""
    return _ADDRESS(_address(function))


def handed(pointer: Any) -> Any:
    """Return a pointer (a handle, or the address of one) as an argument that is ready for any number of calls.

    Args:
        pointer: what pdfium returned; it must stay open as long as the argument is used.
    """
    return ctypes.c_void_p.from_param(pointer if isinstance(pointer, int) else _address(pointer))


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
