"""Settings of the test run.

A test with an argument `name` runs once for each result of each statistic, one with an argument `method` once for each
statistic that pandas has, too, unless it says which.
"""

from collections.abc import Iterator

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


@pytest.fixture(autouse=True)
def _same_threads_afterwards() -> Iterator[None]:
    before = fastroll.get_num_threads()
    yield
    fastroll.set_num_threads(before)
