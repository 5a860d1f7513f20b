"""Settings of the test run.

A test with an argument `name` runs once for each result of each statistic, one with an argument `method` once for each
statistic that pandas has, too, unless it says which.
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest

pytest.register_assert_rewrite("compare_pandas", "reference", "support")

from support import STATISTICS  # noqa: E402

import fastroll  # noqa: E402

hypothesis.settings.register_profile("fastroll", deadline=None, max_examples=100, derandomize=True)
hypothesis.settings.load_profile("fastroll")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrise over the statistics that the extension module lists."""
    chosen = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "name" in metafunc.fixturenames and "name" not in chosen:
        metafunc.parametrize("name", list(STATISTICS))
    if "method" in metafunc.fixturenames and "method" not in chosen:
        from compare_pandas import METHODS  # there may be no pandas

        metafunc.parametrize("method", METHODS)


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where tests of native access build what they call."""
    return tmp_path_factory.mktemp("native")


@pytest.fixture(scope="session")
def cython(directory: Path) -> ModuleType:
    """Return the compiled Cython module of tests/native."""
    from native_build import cython_module

    return cython_module(directory)


@pytest.fixture(scope="session")
def cffi_api(directory: Path) -> ModuleType:
    """Return a compiled module of cffi."""
    from native_build import cffi_module

    return cffi_module(directory)


@pytest.fixture(autouse=True)
def _same_threads_afterwards() -> Iterator[None]:
    before = fastroll.get_num_threads()
    yield
    fastroll.set_num_threads(before)
