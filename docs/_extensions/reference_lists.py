"""Pages of the reference that list what the installed package has.

Written below ``reference/generated`` before Sphinx looks for its sources: functions by kind, in the groups of `GROUPS`;
methods of the accessor and of the window objects; and the ufuncs, with their signatures.  What is new in the package
and in no group is listed under "Others", so that nothing is left out.
"""

import inspect
import re
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

import fastroll as fr
from fastroll.pandas import Fast

GROUPS = {
    "Sums and moments": "sum mean var std sem skew kurt sum_squares prod zscore mean_std",
    "Order": "min max argmin argmax idxmin idxmax ptp median quantile rank mode",
    "Counting and picking": "count nunique first last",
    "Two series": "cov corr beta regression",
    "A series and its positions": "trend",
    "With weights": "weighted_sum weighted_mean weighted_var weighted_std",
    "Any function": "apply",
}
KINDS = {
    "rolling": "Windows that move",
    "expanding": "Windows that grow",
    "ewm": "Exponentially weighted",
    "move": "Names of bottleneck",
}
OTHER_FUNCTIONS = {
    "Windows": ["Bounds", "time_bounds", "expanding_bounds", "group_bounds"],
    "Threads": ["threads", "set_num_threads", "get_num_threads"],
}
WINDOW_CLASSES = [name for name in fr.pandas.__all__ if name[0].isupper() and name != "Fast"]


def heading(text: str, underline: str = "-") -> str:
    """Return a heading of reStructuredText."""
    return f"{text}\n{underline * len(text)}\n\n"


def summary(names: Iterable[str], *, folder: str = "api") -> str:
    """Return a list of names with a page for each."""
    lines = "".join(f"   {name}\n" for name in names)
    return f".. autosummary::\n   :toctree: {folder}\n\n{lines}\n"


def grouped(names: Iterable[str], kind: str, prefix: str = "") -> str:
    """Return lists of the names that begin with ``kind_``, in the groups of `GROUPS`."""
    left = {name.removeprefix(f"{kind}_"): prefix + name for name in names if name.startswith(f"{kind}_")}
    parts = []
    for title, members in GROUPS.items():
        found = [left.pop(name) for name in members.split() if name in left]
        if found:
            parts.append(f".. rubric:: {title}\n\n" + summary(found))
    if left:
        parts.append(".. rubric:: Others\n\n" + summary(left.values()))
    return "".join(parts)


def functions() -> str:
    """Return the page of the functions of arrays."""
    public = [name for name in fr.__all__ if callable(getattr(fr, name))]
    parts = [heading("Functions", "=")]
    parts += [
        "All of them take and return arrays, and release the GIL while they compute.  Those of windows that move "
        "share their parameters; ``rolling_<statistic>(x, window, ...)`` is described in full on each page.\n\n"
        ".. currentmodule:: fastroll\n\n"
    ]
    for kind, title in KINDS.items():
        mine = [name for name in public if name.startswith(f"{kind}_")]
        if mine:
            parts += [heading(title), grouped(mine, kind)]
    left = [name for name in public if not name.startswith(tuple(f"{kind}_" for kind in KINDS)) and name != "fast"]
    for title, names in OTHER_FUNCTIONS.items():
        parts += [heading(title), summary(name for name in names if name in left)]
        left = [name for name in left if name not in names]
    parts += [heading("About this installation and others"), summary(left)]
    return "".join(parts)


def accessor() -> str:
    """Return the page of pandas' accessor and window objects."""
    methods = [name for name in dir(Fast) if not name.startswith("_")]
    parts = [
        heading("pandas: accessor and window objects", "="),
        "``Series.fast`` and ``DataFrame.fast`` are objects of the class `Fast`.  Results, index, names, dtypes and "
        "errors are pandas'.\n\n.. currentmodule:: fastroll.pandas\n\n",
        heading("Window objects"),
        summary(f"Fast.{name}" for name in methods if "_" not in name),
        ".. currentmodule:: fastroll\n\n" + summary(["fast"]) + ".. currentmodule:: fastroll.pandas\n\n",
        "They are objects of these classes, which are subclasses of pandas' own: ``agg`` and selection are "
        "inherited.\n\n",
    ]
    for name in WINDOW_CLASSES:
        kind = getattr(fr.pandas, name)
        pandas_class = next(base for base in kind.__mro__ if base.__module__.startswith("pandas."))
        own = sorted({key for base in kind.__mro__ if base.__module__.startswith("fastroll.") for key in vars(base)})
        words = ", ".join(f"``{key}``" for key in own if not key.startswith("_") and callable(getattr(kind, key)))
        parts += [
            f".. py:class:: {name}\n\n"
            f"   A ``pandas.api.typing.{pandas_class.__name__}`` with, computed here: {words}.\n\n"
        ]
    for kind in KINDS:
        mine = [name for name in methods if name.startswith(f"{kind}_")]
        if mine:
            parts += [heading(f"Methods of the accessor: {kind}"), grouped(mine, kind, "Fast.")]
    left = [n for n in methods if "_" in n and not n.startswith(tuple(f"{kind}_" for kind in KINDS))]
    if left:
        parts += [heading("Other methods of the accessor"), summary(f"Fast.{name}" for name in left)]
    functions = [f"{name}" for name in fr.pandas.__all__ if name[0].islower() and name != "fast"]
    parts += [heading("Drop-in"), summary(functions)]
    return "".join(parts)


def ufuncs() -> str:
    """Return the page of the generalized ufuncs."""
    parts = [
        heading("Generalized ufuncs", "="),
        "The functions' engine: ``numpy.ufunc`` objects, all operands explicit.  Broadcasting, ``axis``, ``axes``, "
        "``out``, ``casting`` and ``dtype`` are NumPy's.  The lines below show the core dimensions; "
        "``help(fastroll.ufuncs.rolling_var)`` has a full text for each.\n\n.. currentmodule:: fastroll.ufuncs\n\n",
    ]
    for name in fr.ufuncs.__all__:
        ufunc = getattr(fr.ufuncs, name)
        text = inspect.getdoc(ufunc) or ""
        lines = text.split("\n")
        shown = next((line for line in lines[1:] if line.strip()), "")
        start = lines.index("Parameters") + 2 if "Parameters" in lines else len(lines)
        end = lines.index("Returns", start) if "Returns" in lines[start:] else len(lines)
        operands = [line.split(" :")[0] for line in lines[start:end] if " : " in line and not line.startswith(" ")]
        operands = [operand for operand in operands if operand not in {"out", "**kwargs"}][: ufunc.nin]
        parts.append(
            f".. py:function:: {name}({', '.join(operands)}, /, out=None, **kwargs)\n\n"
            f"   ``{ufunc.signature or 'elementwise'}`` {shown}\n\n"
        )
    return "".join(parts)


def write(app: Sphinx, _config: object) -> None:
    """Write the pages where they are new or different."""
    folder = Path(app.srcdir) / "reference" / "generated"
    folder.mkdir(exist_ok=True, parents=True)
    for page in (functions, accessor, ufuncs):
        path = folder / f"{page.__name__}.rst"
        text = page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def escape_bars(_app: Sphinx, _what: str, _name: str, _obj: object, _options: object, lines: list[str]) -> None:
    """Keep the ``|error|`` of a bound, which is read in terminals, from becoming a substitution."""
    lines[:] = [re.sub(r"\|(?=[\w ]+\|)|(?<=\w)\|", r"\|", line) for line in lines]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("config-inited", write)
    app.connect("autodoc-process-docstring", escape_bars)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
