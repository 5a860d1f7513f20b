"""Run a program with pandas patched: ``python -m fastroll.pandas script.py ...``, or ``... -m module ...``.

The program finds ``sys.argv``, ``sys.path`` and ``__name__`` as if Python had run it.
"""

from __future__ import annotations

import os
import runpy
import sys

from fastroll.pandas._patch import patch

USAGE = """\
usage: python -m fastroll.pandas script.py [argument ...]
       python -m fastroll.pandas -m module [argument ...]

Runs a program with pandas' rolling() and expanding() computed by fastroll."""


def main(arguments: list[str]) -> int:
    """Run the program that `arguments` name; return what to exit with if there is none."""
    match arguments:
        case ["-h" | "--help", *_]:
            print(USAGE)
        case ["-m", module, *rest]:
            sys.argv = [module, *rest]
            patch()
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case [script, *rest] if not script.startswith("-"):
            sys.argv = [script, *rest]
            if not sys.flags.safe_path:
                sys.path[0] = os.path.dirname(os.path.abspath(script))
            patch()
            runpy.run_path(script, run_name="__main__")
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
