"""``python -m fastroll.pandas`` runs programs as Python does, with pandas patched."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytest.importorskip("pandas")

PROGRAM = """
    import sys, pandas as pd
    print(__name__, sys.argv, type(pd.Series([1.0]).rolling(1)).__module__)
"""


def _run(*arguments: str, cwd: Path, code: int = 0, given: str = "") -> str:
    """Return what a run of the command printed, as output if `code` is 0, else as error."""
    command = [sys.executable, "-m", "fastroll.pandas", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=120, input=given)
    assert done.returncode == code, done.stderr
    return (done.stderr if code else done.stdout).strip()


def test_scripts(tmp_path: Path) -> None:
    """A script and a module see their own arguments and path, and a patched pandas."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "beside.py").write_text("")
    (folder / "program.py").write_text(textwrap.dedent(PROGRAM) + "import beside\n")
    script = str(Path("folder") / "program.py")
    expected = f"__main__ {[script, '-x', 'y']} fastroll.pandas._fluent"
    assert _run(script, "-x", "y", cwd=tmp_path) == expected
    shown = _run("-m", "program", "--help", cwd=folder)
    assert shown.startswith("__main__ [")
    assert shown.endswith("program.py', '--help'] fastroll.pandas._fluent")


def test_program_that_is_not_there(tmp_path: Path) -> None:
    """Usage, asked for or not; what Python says of files that are missing."""
    assert _run("--help", cwd=tmp_path).startswith("usage: python -m fastroll.pandas script.py")
    for arguments in ([], ["-m"], ["-q"]):
        assert _run(*arguments, cwd=tmp_path, code=2).startswith("usage: ")
    assert "can't open file" in _run("nothing.py", cwd=tmp_path, code=2)
    assert _run("-m", "nothing", cwd=tmp_path, code=1) == "ImportError: No module named nothing"


def test_program_that_fails(tmp_path: Path) -> None:
    """The traceback is what Python itself prints of the program, and the exit code its own."""
    script = tmp_path / "program.py"
    script.write_text("import sys\nif len(sys.argv) > 1:\n    sys.exit(7)\ndef f():\n    return 1 / 0\nf()\n")
    plain = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert _run(str(script), cwd=tmp_path, code=1) == plain.stderr.strip()
    assert _run(str(script), "x", cwd=tmp_path, code=7) == ""
    script.write_text("1 +")
    assert "SyntaxError" in _run("program.py", cwd=tmp_path, code=1)
    assert "_run" not in _run("program.py", cwd=tmp_path, code=1)


def test_code_and_standard_input(tmp_path: Path) -> None:
    """``-c code`` and ``-``."""
    program = textwrap.dedent(PROGRAM)
    assert _run("-c", program, "x", cwd=tmp_path) == "__main__ ['-c', 'x'] fastroll.pandas._fluent"
    shown = _run("-", "x", cwd=tmp_path, given=program)
    assert shown == "__main__ ['-', 'x'] fastroll.pandas._fluent"


SEEN = """
    import inspect, os, pickle, sys, threading
    class C: pass
    shown = ("__name__", "__doc__", "__package__", "__file__")
    print([globals().get(name) for name in shown], type(globals()["__loader__"]), type(__builtins__))
    print(sys.argv, os.path.abspath(sys.path[0]), os.getcwd() in sys.path)
    print(sys.modules["__main__"].__dict__ is globals(), C.__module__)
    print(pickle.loads(pickle.dumps(C)) is C, inspect.getmodule(C), sys.warnoptions, sys.flags)
    print(threading.main_thread() is threading.current_thread(), sys.excepthook is sys.__excepthook__)
"""


@pytest.mark.parametrize("how", [["program.py"], ["-m", "program"], ["folder"], ["-c"], ["-"]], ids=" ".join)
def test_programs_see_what_they_see_without(how: list[str], tmp_path: Path) -> None:
    """Names of the main module, arguments, path, flags: those of Python itself."""
    program = textwrap.dedent(SEEN)
    (tmp_path / "program.py").write_text(program)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "__main__.py").write_text(program)
    arguments = [*how, program, "x"] if how == ["-c"] else [*how, "x"]
    given = program if how == ["-"] else ""
    command = [sys.executable, *arguments]
    plain = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True, input=given, timeout=120)
    assert _run(*arguments, cwd=tmp_path, given=given) == plain.stdout.strip()
