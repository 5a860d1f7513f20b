"""``.ci/run`` stops at the first failure and leaves nothing behind; ``.ci/step`` shows what is worth seeing."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAKE = """#!/bin/sh
case "$*" in
    *SANITIZE=address*) sleep 100 & echo $$ $! > beside; wait ;;
    *OPENMP=disabled*) while ! test -s beside; do sleep 0.1; done; exit 7 ;;
esac
"""
"""A program in place of make: one step fails while another one, beside it, goes on for long."""


def _runs(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="needs /proc")
def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Where one of two steps that run side by side fails, the other one ends, too."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / "build").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("make", "cc", "git", "ccache", "clang", "apt-get"):
        (programs / name).write_text(MAKE if name == "make" else "#!/bin/sh\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    environment = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "PYTHON": sys.executable}
    done = subprocess.run([tmp_path / ".ci" / "run"], env=environment, capture_output=True, timeout=60, check=False)
    assert done.returncode != 0
    beside = [int(line) for line in (tmp_path / "beside").read_text(encoding="utf-8").split()]
    assert len(beside) == 2
    deadline = time.monotonic() + 10
    while any(map(_runs, beside)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, beside))


@pytest.mark.parametrize(
    ("command", "verbose", "output", "errors", "code"),
    [
        ("echo said; echo warned >&2", "", "what is done\n", "", 0),
        ("echo said; echo warned >&2", "1", "what is done\nsaid\n", "warned\n", 0),
        ("echo said; exit 3", "", "what is done\n", "said\nThis failed: sh -c echo said; exit 3\n", 3),
        ("echo said; exit 3", "1", "what is done\nsaid\n", "", 3),
    ],
)
def test_step(command: str, verbose: str, output: str, errors: str, code: int) -> None:
    """A line, and the rest if the command fails, or if asked; the exit status is that of the command."""
    step = [str(ROOT / ".ci" / "step"), "what is done", "sh", "-c", command]
    done = subprocess.run(step, env=os.environ | {"VERBOSE": verbose}, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (output, errors, code)
