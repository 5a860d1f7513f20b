"""Nothing is left behind: not by calls of any layer, nor by calls that end with an error.

Blocks of Python's allocator and bytes of malloc() are counted exactly, so that some hundred calls tell: what grows with
each of several batches is a leak, what grows with some is a cache.  With FASTROLL_LONG=1 it is 100,000 calls of each,
and the memory of the process is looked at as well.
"""

import ctypes
import gc
import os
import sys
from collections.abc import Callable
from typing import Any

import pytest
from support import run_python

pytest.importorskip("pandas")
LONG = bool(os.environ.get("FASTROLL_LONG"))
BATCHES, CALLS = (2, 50_000) if LONG else (8, 100)
LAYERS = ("functions", "gufuncs", "windows", "keys", "bottleneck", "ewm", "accessor", "drop-in")
WITH_ERRORS = ("functions", "gufuncs", "windows", "ewm", "accessor")
pytestmark = pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="needs glibc 2.33")


class _Mallinfo(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_size_t)
        for name in [
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        ]
    ]


def _held() -> tuple[int, int, int]:
    """Return blocks of Python's allocator, bytes of malloc(), and pages of the process."""
    mallinfo = ctypes.CDLL(None).mallinfo2
    mallinfo.restype = _Mallinfo
    gc.collect()
    info = mallinfo()
    with open("/proc/self/statm") as file:
        pages = int(file.read().split()[1])
    return sys.getallocatedblocks(), info.uordblks + info.hblkhd, pages


def _arguments(call: Callable[[], Any]) -> list[int]:
    """Return the numbers of references to what a call takes."""
    names = call.__code__.co_names
    return [sys.getrefcount(call.__globals__[name]) for name in names if name in call.__globals__]


def _repeat(call: Callable[[], Any], fails: bool, times: int) -> None:
    for _ in range(times):
        try:
            call()
        except Exception:
            assert fails
        else:
            assert not fails


def print_leaks(layer: str, fails: bool) -> None:
    """Print which calls of a layer leave something behind; run in a process of its own, on one thread."""
    import layer_calls

    import fastroll.pandas

    if layer == "drop-in":
        fastroll.pandas.patch()
    for name, call in (layer_calls.ERRORS if fails else layer_calls.CALLS)[layer].items():
        _repeat(call, fails, CALLS // 2)
        references, batch, growth = _arguments(call), 0, [1]
        while batch < BATCHES and (LONG or growth):
            before = _held()
            _repeat(call, fails, CALLS)
            more = [after - held for held, after in zip(before, _held(), strict=True)]
            growth = more if more[0] > CALLS // 2 or more[1] > CALLS * 8 or (LONG and more[2] > 100) else []
            batch += 1
        if growth:
            print(f"{name}: {more[0]} blocks, {more[1]} bytes, {more[2]} pages more after {CALLS} calls")
        if _arguments(call) != references:
            print(f"{name}: references to the arguments were {references}, and are {_arguments(call)}")


@pytest.mark.parametrize(
    ("layer", "fails"), [*((layer, False) for layer in LAYERS), *((layer, True) for layer in WITH_ERRORS)]
)
def test_nothing_is_left(layer: str, fails: bool) -> None:
    """Neither memory nor references to the arguments."""
    code = f"import test_leaks; test_leaks.print_leaks({layer!r}, {fails})"
    environment = {"FASTROLL_NUM_THREADS": "1", "FASTROLL_LONG": "1" if LONG else ""}
    assert run_python(code, timeout=36000 if LONG else 300, environment=environment) == ""
