"""A plugin for pytest: runs pandas' own tests with pandas patched, and makes sure that fastroll computed.

    python -m pytest -p fastroll_conformance --least 6000 .../site-packages/pandas/tests/window

pandas is patched before its tests are collected, since some of them take the kernels when they are imported.  Tests
that differences-<version of pandas>.txt lists must fail.  The run fails if fewer than `--least` tests reached our
kernels.  numba is hidden: with `engine="numba"` pandas computes by itself, and compiles for minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

import fastroll.pandas
from fastroll import _core

sys.modules["numba"] = None  # type: ignore[assignment]  # before pandas' conftest asks for it
HERE = Path(__file__).parent
ENTRIES = (
    *("rolling", "rolling_times", "rolling_bounds", "rolling_groups", "rolling_group_times", "rolling_pairs"),
    *("weighted", "ewm"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this plugin."""
    group = parser.getgroup("fastroll")
    group.addoption("--least", type=int, default=1, help="number of tests that have to reach the kernels of fastroll")


def pytest_configure(config: pytest.Config) -> None:
    """Patch pandas."""
    config.pluginmanager.register(Conformance(config.option.least), "fastroll")
    fastroll.pandas.patch()


def pytest_unconfigure() -> None:
    """Undo it."""
    fastroll.pandas.unpatch()


class Difference(NamedTuple):
    """Where pandas' tests expect something else.

    In the files of differences these are lines with the test, or what its name begins with and ``*``, below a line with
    ``#`` and the reason.  ``#?`` says that a test need not fail.
    """

    test: str
    reason: str
    strict: bool

    def is_about(self, test: str) -> bool:
        """Whether it names a test."""
        return test.startswith(self.test[:-1]) if self.test.endswith("*") else test == self.test


class Conformance:
    """What one run knows: the expected differences, and the calls of our kernels."""

    def __init__(self, least: int) -> None:
        self.differences = read_differences(pd.__version__)
        self.least = least
        self.calls = self.tests = 0
        for name in ENTRIES:
            setattr(_core, name, self.counting(getattr(_core, name)))

    def counting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that counts its calls, but for those that `function` leaves to others."""

        def counted(*arguments: Any) -> Any:
            result = function(*arguments)
            self.calls += result is not NotImplemented
            return result

        return counted

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Mark the tests that must fail."""
        for item in items:
            test = item.nodeid.removeprefix("tests/window/")
            for difference in self.differences:
                if difference.is_about(test):
                    item.add_marker(pytest.mark.xfail(reason=difference.reason, strict=difference.strict))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        """Count the tests that reach our kernels."""
        before = self.calls
        try:
            yield
        finally:
            self.tests += self.calls > before

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Tell the count."""
        terminalreporter.write_line(f"fastroll computed in {self.tests} tests, {self.calls} times")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail if there were too few."""
        if self.tests < self.least and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def read_differences(version: str) -> list[Difference]:
    """Return those of the newest version of pandas that is not newer than `version`."""
    files = {_numbers(path.stem.removeprefix("differences-")): path for path in HERE.glob("differences-*.txt")}
    path = files[max(known for known in files if known <= _numbers(version))]
    differences, reason, strict = [], "", True
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            reason, strict = line.lstrip("#? "), not line.startswith("#?")
        elif line:
            differences.append(Difference(line, reason, strict))
    return differences


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])
