"""What a bug report should say of an installation."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal, overload

from fastroll import _core
from fastroll._threads import get_num_threads
from fastroll._version import __version__


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@overload
def show_config(mode: Literal["stdout"] = "stdout") -> None: ...
@overload
def show_config(mode: Literal["dict"]) -> dict[str, Any]: ...
def show_config(mode: Literal["stdout", "dict"] = "stdout") -> dict[str, Any] | None:
    """Show versions, how fastroll was built, and what it runs on.

    Parameters
    ----------
    mode : {'stdout', 'dict'}, default 'stdout'
        Print, or return a dictionary.

    Returns
    -------
    dict or None
        The configuration if `mode` is 'dict'.

    Raises
    ------
    ValueError
        If `mode` is anything else.

    Examples
    --------
    >>> import fastroll as fr
    >>> fr.show_config(mode="dict")["fastroll"] == fr.__version__
    True
    """
    if not isinstance(mode, str) or mode not in ("stdout", "dict"):
        raise ValueError(f"mode must be 'stdout' or 'dict', got {mode!r}")
    config = {
        "fastroll": __version__,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "numpy": _version("numpy"),
        "pandas": _version("pandas"),
        "platform": platform.platform(),
        **_core.config(),
        "threads": get_num_threads(),
    }
    if mode == "dict":
        return config
    for name, value in config.items():
        print(f"{name}: {value}")
    return None


def main(arguments: list[str]) -> int:
    """Run ``python -m fastroll config``."""
    if arguments:
        print(f"config takes no arguments, got {' '.join(arguments)}", file=sys.stderr)
        return 2
    show_config()
    return 0
