"""Where the C library, its header and its description for pkg-config lie, for those who compile against them."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

_PACKAGE = Path(__file__).parent


def get_include() -> str:
    """Return the directory of the C header ``fastroll.h``.

    Returns
    -------
    str
        For the compiler's ``-I``, or ``include_dirs`` of setuptools.

    See Also
    --------
    get_library : The library that the header describes.

    Examples
    --------
    >>> import os
    >>> import fastroll as fr
    >>> os.listdir(fr.get_include())
    ['fastroll.h']
    """
    return str(_PACKAGE / "include")


def get_library() -> str:
    """Return the path of the C library ``libfastroll``.

    Returns
    -------
    str
        The file, for ``ctypes.CDLL`` or ``dlopen`` of cffi; its directory is for ``library_dirs`` of setuptools.

    See Also
    --------
    get_include : The directory of its header.

    Examples
    --------
    >>> import ctypes
    >>> import fastroll as fr
    >>> ctypes.CDLL(fr.get_library()).fr_get_num_threads() == fr.get_num_threads()
    True
    """
    return str(_PACKAGE / ("libfastroll.dylib" if sys.platform == "darwin" else "libfastroll.so"))


def pkgconfig_dir() -> str:
    """Return the directory of ``fastroll.pc``."""
    return str(_PACKAGE / "pkgconfig")


def cflags() -> str:
    """Return what the compiler needs to find the header."""
    return f"-I{shlex.quote(get_include())}"


def libs() -> str:
    """Return what the linker needs to find the library, and the program when it runs."""
    where = shlex.quote(str(_PACKAGE))
    return f"-L{where} -Wl,-rpath,{where} -lfastroll"
