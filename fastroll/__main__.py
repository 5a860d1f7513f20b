"""``python -m fastroll``: flags for C compilers, and commands.

A command is a module with a function ``main(arguments: list[str]) -> int``, which returns what to exit with; it is
imported when it is called.  A new one is a line in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module

from fastroll import _paths
from fastroll._version import __version__

COMMANDS = {
    "bench": ("fastroll._bench.command", "compare speed and accuracy with other libraries"),
    "config": ("fastroll._config", "show versions, how fastroll was built, and what it runs on"),
    "ladder": ("fastroll._ladder.command", "the same algorithms from a Python loop to fastroll, timed on this machine"),
}
"""Of each command its module, and what it does."""

FLAGS: dict[str, tuple[Callable[[], str], str]] = {
    "cflags": (_paths.cflags, "flags for the compiler of a C program that includes fastroll.h"),
    "libs": (_paths.libs, "flags for its linker"),
    "includedir": (_paths.get_include, "the directory of fastroll.h"),
    "library": (_paths.get_library, "the file of the library"),
    "pkgconfigdir": (_paths.pkgconfig_dir, "the directory of fastroll.pc, for PKG_CONFIG_PATH"),
}
"""Of each option that prints something what that is; several are printed in the order that they are given in."""


def _parser() -> argparse.ArgumentParser:
    commands = "\n".join(f"  {name:21} {summary}" for name, (_, summary) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m fastroll",
        usage="%(prog)s [option ...]\n       %(prog)s command [argument ...]",
        description=f"commands:\n{commands}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    for name, (_, summary) in FLAGS.items():
        parser.add_argument(f"--{name}", dest="flags", action="append_const", const=name, help=summary)
    return parser


def main(arguments: list[str]) -> int:
    """Do what `arguments` ask for; return what to exit with."""
    if arguments and arguments[0] in COMMANDS:
        command: Callable[[list[str]], int] = import_module(COMMANDS[arguments[0]][0]).main
        return command(arguments[1:])
    parser = _parser()
    if arguments and not arguments[0].startswith("-"):
        parser.error(f"there is no command {arguments[0]!r}; there are {', '.join(COMMANDS)}")
    flags = parser.parse_args(arguments).flags
    if flags:
        print(*(FLAGS[flag][0]() for flag in flags))
    else:
        parser.print_help()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
