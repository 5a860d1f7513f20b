"""libfastroll from C, Cython, ctypes and cffi side by side: what a call costs, and what an element costs.

All of them call ``fr_rolling`` for the mean, with options and arrays that are made once.  C and Cython go round in a
loop of their own, the others in one of Python.
"""

from __future__ import annotations

import ctypes
import importlib.util
import shlex
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns
from types import ModuleType
from typing import Any

import numpy as np

import fastroll as fr
from fastroll import _paths, native

IN_C = """
#include <fastroll.h>
int calls(long times, const fr_array *in, const fr_array *out, ptrdiff_t n, const fr_options *options)
{
    const fr_statistic *mean = fr_find("mean");
    int status = 0;
    while (times-- && !status) status = fr_rolling(mean, in, out, 1, n, options);
    return status;
}
"""

IN_CYTHON = """
cimport fastroll
def calls(long times, double[::1] x, double[::1] result, Py_ssize_t window):
    cdef fastroll.fr_options options
    cdef fastroll.fr_array a = fastroll.fr_doubles(&x[0]), b = fastroll.fr_doubles(&result[0])
    cdef const fastroll.fr_statistic *mean = fastroll.fr_find("mean")
    cdef long i
    fastroll.check(fastroll.fr_options_init(&options, sizeof(options)))
    options.window = window
    with nogil:
        for i in range(times):
            fastroll.check(fastroll.fr_rolling(mean, &a, &b, 1, x.shape[0], &options))
"""


def _compiled(source: Path, *flags: str) -> Path:
    made = source.with_suffix(".so")
    flags = ("-shared", "-fPIC", "-O2", "-w", f"-I{sysconfig.get_path('include')}", *flags)
    libraries = shlex.split(_paths.libs())
    subprocess.run(["cc", *flags, *shlex.split(_paths.cflags()), str(source), "-o", str(made), *libraries], check=True)
    return made


def _module(source: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(source.stem, _compiled(source))
    if spec is None or spec.loader is None:
        raise ImportError(source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _by_c(folder: Path, x: Any, result: Any, window: int) -> Callable[[int], Any]:
    source = folder / "in_c.c"
    source.write_text(IN_C)
    calls = ctypes.CDLL(str(_compiled(source))).calls
    arrays, options = (native.Array.of(x), native.Array.of(result)), native.Options(window=window)
    addresses = [ctypes.byref(one) for one in arrays]
    return lambda times: calls(ctypes.c_long(times), *addresses, ctypes.c_ssize_t(len(x)), ctypes.byref(options))


def _by_cython(folder: Path, x: Any, result: Any, window: int) -> Callable[[int], Any]:
    source = folder / "in_cython.pyx"
    source.write_text(IN_CYTHON)
    subprocess.run([sys.executable, "-P", "-m", "cython", "-3", str(source)], check=True)
    module = _module(source.with_suffix(".c"))
    return lambda times: module.calls(times, x, result, window)


def _repeated(call: Callable[..., int], *arguments: Any) -> Callable[[int], Any]:
    def calls(times: int) -> None:
        check = native.check
        for _ in range(times):
            check(call(*arguments))

    return calls


def _by_ctypes(_: Path, x: Any, result: Any, window: int) -> Callable[[int], Any]:
    library = native.load()
    arrays, options = (native.Array.of(x), native.Array.of(result)), native.Options(window=window)
    return _repeated(library.fr_rolling, library.fr_find(b"mean"), *arrays, 1, len(x), options)


def _cffi() -> Any:
    return importlib.import_module("cffi").FFI()


def _of_cffi(ffi: Any, lib: Any, x: Any, result: Any, window: int) -> Callable[[int], Any]:
    options = ffi.new("fr_options *")
    native.check(lib.fr_options_init(options, ffi.sizeof("fr_options")))
    options.window = window
    arrays = [ffi.new("fr_array *", [ffi.cast("void *", one.ctypes.data), 8, 0, lib.FR_FLOAT64]) for one in (x, result)]
    return _repeated(lib.fr_rolling, lib.fr_find(b"mean"), *arrays, 1, len(x), options)


def _by_cffi_abi(_: Path, x: Any, result: Any, window: int) -> Callable[[int], Any]:
    ffi = _cffi()
    ffi.cdef(native.cdef())
    return _of_cffi(ffi, ffi.dlopen(fr.get_library()), x, result, window)


def _by_cffi_api(folder: Path, x: Any, result: Any, window: int) -> Callable[[int], Any]:
    ffi, source = _cffi(), folder / "in_cffi.c"
    ffi.cdef(native.cdef())
    ffi.set_source("in_cffi", "#include <fastroll.h>")
    ffi.emit_c_code(str(source))
    module = _module(source)
    return _of_cffi(module.ffi, module.lib, x, result, window)


WAYS: dict[str, Callable[[Path, Any, Any, int], Callable[[int], Any]]] = {
    "C": _by_c,
    "Cython": _by_cython,
    "ctypes": _by_ctypes,
    "cffi ABI": _by_cffi_abi,
    "cffi API": _by_cffi_api,
    "fastroll.rolling_mean": lambda _, x, __, window: _repeated(lambda: fr.rolling_mean(x, window) is None),
}


class Native:
    """The mean over 20 elements, in nanoseconds."""

    params = (list(WAYS),)
    param_names = ("way",)
    unit = "ns"

    def setup(self, way: str) -> None:
        """Build what it takes, or skip it."""
        self.alive: list[Any] = []  # cffi has but the addresses of arrays
        self.folder = tempfile.TemporaryDirectory()
        try:
            self.small, self.large = (self._made(way, n) for n in (10, 100_000))
        except (ImportError, OSError, subprocess.CalledProcessError) as error:
            raise NotImplementedError(way) from error

    def _made(self, way: str, n: int) -> Callable[[int], Any]:
        folder = Path(self.folder.name) / str(n)
        folder.mkdir()
        x, result = np.sin(np.arange(n) * 0.1), np.empty(n)
        self.alive.append((x, result))
        return WAYS[way](folder, x, result, 20)

    def teardown(self, way: str) -> None:
        """Remove it."""
        self.folder.cleanup()

    def _cost(self, calls: Callable[[int], Any], times: int) -> float:
        def once() -> float:
            begin = perf_counter_ns()
            calls(times)
            return (perf_counter_ns() - begin) / times

        with fr.threads(1):
            return min(once() for _ in range(15))

    def track_call(self, way: str) -> float:
        """Of ten elements."""
        return self._cost(self.small, 2000)

    def track_element(self, way: str) -> float:
        """Of 100,000 elements, for one."""
        return self._cost(self.large, 5) / 100_000


if __name__ == "__main__":
    for name in WAYS:
        bench: Any = Native()
        bench.setup(name)
        print(f"{name:22} {bench.track_call(name):8.0f} ns a call  {bench.track_element(name):6.2f} ns an element")
        bench.teardown(name)
