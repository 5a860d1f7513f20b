"""The examples in the documentation of the public API run and print what they show."""

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import fastroll

FOUND = pkgutil.walk_packages(fastroll.__path__, "fastroll.")
MODULES = [
    fastroll,
    *(importlib.import_module(name) for _, name, _ in FOUND if not name.endswith((".libfastroll", "._core"))),
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples(module: ModuleType) -> None:
    """Those of a module's functions, classes and methods."""
    results = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0


@pytest.mark.parametrize("key", fastroll.__all__)
def test_public_names_are_documented(key: str) -> None:
    """With an example if they can be called."""
    value = getattr(fastroll, key)
    if inspect.isroutine(value) or inspect.isclass(value):
        text = inspect.getdoc(value) or ""
        assert text
        assert ">>>" in text, f"{key} has no example"
