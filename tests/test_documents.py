"""The examples in README.md and docs/ run and print what they show; links between files lead somewhere."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "asv_bench" / "README.md"]

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@each_document
def test_examples(path: Path) -> None:
    """What follows >>> in a document."""
    results = doctest.testfile(str(path), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0


@each_document
def test_examples_are_code(path: Path) -> None:
    """An example is in a block of code, as what begins with > would be a quotation."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert ">>>" not in text


@each_document
def test_links(path: Path) -> None:
    """Relative links."""
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (path.parent / target).exists(), target


def test_readme_has_examples() -> None:
    """The ways in are shown by examples that run."""
    parsed = doctest.DocTestParser().get_examples((ROOT / "README.md").read_text(encoding="utf-8"))
    source = "".join(example.source for example in parsed)
    assert "fr.rolling_mean(" in source
    assert ".fast.rolling_mean(" in source
    assert "fr.ufuncs.rolling_sum(" in source
