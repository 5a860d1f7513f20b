"""Run a program with pandas patched: ``python -m fastroll.pandas script.py ...``, or ``-m module``, ``-c code``, ``-``.

The program finds ``sys.argv``, ``sys.path``, ``__name__`` and ``__file__`` as if Python had run it, and an exception
that it does not catch is reported without the frames of what is here.
"""

from __future__ import annotations

import builtins
import io
import os
import runpy
import sys
import zipfile
from importlib.machinery import BuiltinImporter, SourceFileLoader
from types import ModuleType, TracebackType

from fastroll.pandas._patch import patch

USAGE = """\
usage: python -m fastroll.pandas script.py [argument ...]
       python -m fastroll.pandas -m module [argument ...]
       python -m fastroll.pandas -c code [argument ...]
       python -m fastroll.pandas - [argument ...]

Runs a program with pandas' rolling() and expanding() computed by fastroll; that of standard input for -."""

_AS_MAIN = {"__builtins__": builtins}
"""What Python puts into the main module; in others it is a dict."""


def main(arguments: list[str]) -> int:
    """Run the program that `arguments` name; return what to exit with if it does not exit itself."""
    match arguments:
        case ["-h" | "--help", *_]:
            print(USAGE)
            return 0
        case ["-m", _, *_] | ["-c", _, *_] | ["-", *_]:
            pass
        case [script, *_] if not script.startswith("-"):
            if not os.path.exists(script):
                print(f"{sys.executable}: can't open file {os.path.abspath(script)!r}: no such file", file=sys.stderr)
                return 2
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    patch()
    try:
        _run(arguments)
    except Exception as error:
        traceback = _of_program(error.__traceback__)
        sys.excepthook(type(error), error.with_traceback(traceback), traceback)
        return 1
    return 0


def _run(arguments: list[str]) -> None:
    match arguments:
        case ["-m", module, *rest]:
            sys.argv = [module, *rest]
            runpy.run_module(module, _AS_MAIN, run_name="__main__", alter_sys=True)
        case ["-c", code, *rest]:
            _run_source(code, "<string>", ["-c", *rest], "")
        case ["-", *_]:
            _run_source(sys.stdin.read(), "<stdin>", arguments, "")
        case [script, *_] if _is_source(script):
            path = os.path.abspath(script)
            with io.open_code(path) as file:
                source = file.read()
            _run_source(source, path, arguments, os.path.dirname(os.path.realpath(path)))
        case [script, *_]:
            sys.argv = arguments
            if not sys.flags.safe_path:
                sys.path[0] = os.path.abspath(script)
            runpy.run_path(script, _AS_MAIN, run_name="__main__")


def _is_source(script: str) -> bool:
    return not (os.path.isdir(script) or script.endswith(".pyc") or zipfile.is_zipfile(script))


def _run_source(source: str | bytes, name: str, arguments: list[str], first_path: str) -> None:
    program = ModuleType("__main__")
    program.__dict__.update(_AS_MAIN)
    program.__loader__ = BuiltinImporter
    if name != "<string>":
        program.__file__ = name
    if not name.startswith("<"):
        program.__loader__ = SourceFileLoader("__main__", name)
    sys.argv = arguments
    if not sys.flags.safe_path:
        sys.path[0] = first_path
    sys.modules["__main__"] = program
    exec(compile(source, name, "exec", dont_inherit=True), program.__dict__)


def _of_program(traceback: TracebackType | None) -> TracebackType | None:
    """Leave out the frames that lead to the program."""
    while traceback is not None and traceback.tb_frame.f_code.co_filename in (
        __file__,
        runpy.__file__,
        "<frozen runpy>",
    ):
        traceback = traceback.tb_next
    return traceback


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
