"""Compiles what the ladder needs, in a folder of its own; what is missing for it is a `MissingError`."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
SUFFIX = str(sysconfig.get_config_var("EXT_SUFFIX"))


class MissingError(Exception):
    """What a version needs and is not there."""


def module(name: str) -> Any:
    """Import a package that need not be there."""
    if importlib.util.find_spec(name) is None:
        raise MissingError(f"needs {name}")
    return importlib.import_module(name)


class Workshop:
    """Compiles into a folder, each source once, and loads the results."""

    def __init__(self, folder: Path, optimization: str = "-O3") -> None:
        self.folder = folder
        self.flags = [optimization, "-shared", "-fPIC", "-fopenmp", f"-I{HERE}", f"-I{sysconfig.get_path('include')}"]
        self.annotated: list[Path] = []

    def _compile(self, target: Path, *sources: Path) -> Path:
        compiler = shlex.split(os.environ.get("CC") or "cc")
        if not shutil.which(compiler[0]):
            raise MissingError("needs a C compiler")
        command = [*compiler, *self.flags, *map(str, sources), "-o", str(target), "-lm"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingError(f"not compiled: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
        return target

    def _load(self, name: str, *sources: Path) -> ModuleType:
        path = self._compile(self.folder / (name + SUFFIX), *sources)
        found = importlib.util.spec_from_file_location(name, path)
        assert found is not None
        assert found.loader is not None
        result = importlib.util.module_from_spec(found)
        found.loader.exec_module(result)
        return result

    @functools.cache  # noqa: B019  (a workshop lives as long as the run)
    def cython(self, name: str) -> Any:
        """Return the module of ``name.pyx``; the annotated source is kept beside it."""
        module("Cython")
        code = self.folder / f"{name}.c"
        command = [sys.executable, "-P", "-m", "cython", "-3", "--annotate"]
        command += [str(HERE / f"{name}.pyx"), "-o", str(code)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingError(f"Cython: {done.stderr.strip()[-300:]}")
        self.annotated.append(code.with_suffix(".html"))
        return self._load(name, code)

    @functools.cache  # noqa: B019
    def library(self) -> Path:
        """Return the file of ``kernels.c``, compiled."""
        return self._compile(self.folder / "libkernels.so", HERE / "kernels.c")

    @functools.cache  # noqa: B019
    def ctypes(self) -> ctypes.CDLL:
        """Return it loaded by ctypes, with the types of its arguments."""
        loaded = ctypes.CDLL(str(self.library()))
        loaded.sum_squares.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_ssize_t]
        loaded.compute_stats.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ssize_t]
        loaded.sum_squares.restype = loaded.compute_stats.restype = None
        return loaded

    def _ffi(self) -> Any:
        ffi = module("cffi").FFI()
        lines = (HERE / "kernels.h").read_text(encoding="utf-8").splitlines()
        ffi.cdef("\n".join(line for line in lines if line.startswith("void")))
        return ffi

    @functools.cache  # noqa: B019
    def cffi_abi(self) -> tuple[Any, Any]:
        """Return cffi's tools, and the library opened without a compiler."""
        ffi = self._ffi()
        return ffi, ffi.dlopen(str(self.library()))

    @functools.cache  # noqa: B019
    def cffi_api(self) -> tuple[Any, Any]:
        """Return cffi's tools, and the library compiled into an extension module."""
        ffi = self._ffi()
        ffi.set_source("ladder_cffi", '#include "kernels.h"')
        code = self.folder / "ladder_cffi.c"
        with contextlib.redirect_stdout(None):
            ffi.emit_c_code(str(code))
        built = self._load("ladder_cffi", code, HERE / "kernels.c")
        return built.ffi, built.lib
