"""Memory that cannot be had is a MemoryError, in every layer: nothing is left behind, and the next call is right."""

import sys
from pathlib import Path

import pytest
from native_build import INCLUDE, SOURCES, compile_c
from support import run_python

pytest.importorskip("pandas")
LAYERS = ("functions", "gufuncs", "windows", "keys", "bottleneck", "ewm", "accessor", "drop-in")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="needs LD_PRELOAD and the names that glibc has for malloc()"),
    pytest.mark.skipif(not (Path(INCLUDE) / "Python.h").exists(), reason="needs the headers of Python"),
]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the library whose allocations fail."""
    made = tmp_path_factory.mktemp("failing") / "failing.so"
    return compile_c(SOURCES / "failing.c", made, "-shared", "-fPIC", "-O1", f"-I{INCLUDE}")


@pytest.mark.parametrize("layer", LAYERS)
def test_each_allocation_fails(shim: Path, layer: str) -> None:
    """Of all allocations that calls of a layer make."""
    code = f"import failing_calls; failing_calls.main({layer!r})"
    assert run_python(code, timeout=600, environment={"LD_PRELOAD": str(shim)}) == ""
