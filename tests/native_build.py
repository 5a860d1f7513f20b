"""Builds what the tests of native access call: a C program, a Cython module, and a module of cffi."""

import importlib.util
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

from fastroll import _paths

SOURCES = Path(__file__).parent / "native"
INCLUDE = sysconfig.get_path("include")


def compile_c(source: Path, made: Path, *flags: str, compiler: str = "cc") -> Path:
    """Compile and link with the flags that ``python -m fastroll`` prints."""
    if not shutil.which(compiler):
        pytest.skip(f"needs {compiler}")
    flags = (*shlex.split(_paths.cflags()), *flags, str(source), "-o", str(made), *shlex.split(_paths.libs()))
    done = subprocess.run([compiler, *flags], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return made


def compile_module(source: Path, *flags: str) -> ModuleType:
    """Compile a module of Python and import it."""
    if not (Path(INCLUDE) / "Python.h").exists():
        pytest.skip("needs the headers of Python")
    name = source.stem
    made = compile_c(source, source.with_suffix(".so"), "-shared", "-fPIC", "-O1", f"-I{INCLUDE}", *flags)
    spec = importlib.util.spec_from_file_location(name, made)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cython_module(directory: Path) -> ModuleType:
    """Translate and compile the Cython module."""
    pytest.importorskip("Cython")
    made = directory / "cython_binding.c"
    command = [sys.executable, "-P", "-m", "cython", str(SOURCES / "cython_binding.pyx"), "-o", str(made)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return compile_module(made, "-fopenmp", "-w")


def cffi_module(directory: Path) -> ModuleType:
    """Have cffi check the declarations against the header, and compile a module from them."""
    cffi = pytest.importorskip("cffi")
    from fastroll import native

    builder = cffi.FFI()
    builder.cdef(native.cdef())
    builder.set_source("cffi_binding", "#include <fastroll.h>")
    made = directory / "cffi_binding.c"
    builder.emit_c_code(str(made))
    return compile_module(made, "-w")
