"""The example in CONTRIBUTING.md, adding a statistic, works when followed to the letter.

Comments in the document, ``<!-- write: path -->`` and ``<!-- append: path -->``, say where the block of code that comes
next goes.  The test does that to a copy of the project, builds it, generates the Python modules and runs the tests of
the new statistic there.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_codebase import FILES

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"<!-- (?P<how>write|append): (?P<path>\S+) -->\n```\w+\n(?P<code>.*?)```\n", re.DOTALL)
TESTS = ["tests/test_values.py", "tests/test_layout.py", "tests/test_functions.py", "tests/test_oracle.py"]


def _run(*command: str, cwd: Path, path: str = "") -> None:
    environment = {**os.environ, "PYTHONPATH": path, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]


def _follow(copy: Path) -> None:
    """Do to the copy what the document says."""
    blocks = list(BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    assert [block["how"] for block in blocks] == ["write", "append", "append"]
    for block in blocks:
        with open(copy / block["path"], "w" if block["how"] == "write" else "a", encoding="utf-8") as file:
            file.write(block["code"])


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("cc"), reason="needs a C compiler")
def test_adding_a_statistic(tmp_path: Path) -> None:
    """Header, line, oracle: then it is there, documented and right."""
    copy = tmp_path / "fastroll"
    for file in FILES:
        target = copy / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)
    _follow(copy)
    installed = tmp_path / "installed"
    quickly = ["-Dx86_kernels=false", "-Doptimization=1"]
    places = [f"-Dpython.{kind}dir={installed}" for kind in ("platlib", "purelib")]
    _run("meson", "setup", "build", *quickly, *places, cwd=copy)
    _run("meson", "install", "-C", "build", cwd=copy)
    _run(sys.executable, "-P", "fastroll/_generate.py", cwd=copy, path=str(installed))
    _run("meson", "install", "-C", "build", cwd=copy)
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "sum_abs", *TESTS]
    _run(*command, cwd=copy, path=str(installed))
    code = "import fastroll; print(fastroll.__file__); assert fastroll.rolling_sum_abs([1, -2, 3], 2)[2] == 5"
    _run(sys.executable, "-P", "-c", code, cwd=copy, path=str(installed))
