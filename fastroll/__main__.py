"""``python -m fastroll``: commands.

A command is a module with a function ``main(arguments: list[str]) -> int``, which returns what to exit with; it is
imported when it is called.  A new one is a line in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module

from fastroll._version import __version__

COMMANDS = {
    "bench": ("fastroll._bench.command", "compare speed and accuracy with other libraries"),
    "ladder": ("fastroll._ladder.command", "the same algorithms from a Python loop to fastroll, timed on this machine"),
}
"""Of each command its module, and what it does."""


def main(arguments: list[str]) -> int:
    """Do what `arguments` ask for; return what to exit with."""
    if arguments and arguments[0] in COMMANDS:
        command: Callable[[list[str]], int] = import_module(COMMANDS[arguments[0]][0]).main
        return command(arguments[1:])
    parser = argparse.ArgumentParser(
        prog="python -m fastroll",
        usage="%(prog)s [option ...]\n       %(prog)s command [argument ...]",
        description="commands:\n" + "\n".join(f"  {name:21} {summary}" for name, (_, summary) in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    if arguments and not arguments[0].startswith("-"):
        parser.error(f"there is no command {arguments[0]!r}; there are {', '.join(COMMANDS)}")
    parser.parse_args(arguments)
    parser.print_help()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
