"""What `import fastroll` and the drop-in change for the rest of a program: names of fastroll, and nothing else."""

import copy
import inspect
import pickle
import sys
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import PANDAS, assert_same_outcome, outcome  # noqa: E402
from support import run_python  # noqa: E402

import fastroll  # noqa: E402

SNAPSHOT = """
    import atexit, decimal, gc, locale, logging, os, resource, signal, sys, threading, warnings
    import numpy as np, pandas as pd

    CLASSES = [pd.Series, pd.DataFrame, pd.Index, pd.api.typing.Rolling, pd.api.typing.DataFrameGroupBy]
    MODULES = ["pandas", "pandas.core.generic", "pandas.core.window", "pandas.core.window.rolling",
               "pandas._libs.window.aggregations", "numpy", "builtins"]

    def identities(held):
        return {name: id(value) for name, value in vars(held).items()}

    def snapshot():
        status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
        return {
            "warnings": [repr(one) for one in warnings.filters],
            "environment": dict(os.environ),
            "signals": [repr(signal.getsignal(number)) for number in sorted(signal.valid_signals())],
            "signals of C": [status[name] for name in ("SigBlk", "SigIgn", "SigCgt")],
            "threads": [status["Threads"], threading.active_count()],
            "floating point": [np.geterr(), repr(5e-324 * 1.0), repr(np.float64(5e-324) * 1), 0.1 + 0.2],
            "printing": {name: repr(value) for name, value in np.get_printoptions().items()},
            "locale": [locale.setlocale(category) for category in range(6)],
            "at exit": atexit._ncallbacks(),
            "path": list(sys.path),
            "hooks": [repr(one) for one in (sys.meta_path, sys.path_hooks, sys.excepthook, sys.displayhook,
                                            sys.unraisablehook, threading.excepthook)],
            "limits": [sys.getrecursionlimit(), sys.getswitchinterval(), gc.get_threshold(), len(gc.callbacks),
                       resource.getrlimit(resource.RLIMIT_STACK), resource.getrlimit(resource.RLIMIT_NOFILE)],
            "folder": os.getcwd(),
            "processors": sorted(os.sched_getaffinity(0)),
            "decimal": repr(decimal.getcontext()),
            "logging": [repr(logging.root.handlers), logging.root.level],
            "random": repr(np.random.get_state()),
            "options": repr(pd.options),
            "accessors": [sorted(one._accessors) for one in CLASSES[:3]],
            **{f"class {one.__name__}": identities(one) for one in CLASSES},
            **{f"module {one}": identities(sys.modules[one]) for one in MODULES},
            "modules": {name: id(module) for name, module in sys.modules.items()},
        }

    def changes(before, after):
        for name, old in before.items():
            if old != after[name] and isinstance(old, dict):
                yield name, sorted(key for key in {*old, *after[name]} if old.get(key) != after[name].get(key))
            elif old != after[name]:
                yield name, [old, after[name]]

    snapshot()
    before = snapshot()
"""


def _changes(then: str) -> dict[str, Any]:
    """Return what differs after some statements, in a program that has imported NumPy and pandas."""
    program = f"{textwrap.dedent(SNAPSHOT)}\n{textwrap.dedent(then)}\nprint(dict(changes(before, snapshot())))"
    made: dict[str, Any] = eval(run_python(program))
    return made


def test_import() -> None:
    """The accessor, modules of fastroll, and those of the standard library."""
    made = _changes("import fastroll")
    new = {name.partition(".")[0] for name in made.pop("modules")}
    assert {name for name in new if name not in sys.stdlib_module_names} == {"fastroll"}
    assert made == {"class Series": ["fast"], "class DataFrame": ["fast"]}


def test_drop_in_leaves_nothing_behind() -> None:
    """After a block, and after unpatch()."""
    block = """
        import fastroll
        s = pd.Series([1.0, 2.0])
        before = snapshot()
        with fastroll.pandas.patched():
            s.rolling(2).sum()
        fastroll.pandas.patch()
        s.to_frame().groupby([0, 1]).rolling(1).median()
        fastroll.pandas.unpatch()
    """
    made = _changes(block)
    assert {name.partition(".")[0] for name in made.pop("modules", [])} <= {"pandas", "fastroll"}
    assert made == {}


def test_computing_changes_no_settings() -> None:
    """Threads of the OpenMP runtime wait for more work; all else is as before, infinities and subnormals or not."""
    made = _changes("""
        import fastroll
        before = snapshot()
        with fastroll.threads(2):
            fastroll.rolling_mean(np.arange(3e6), 10)
        fastroll.rolling_sum([1e308, 1e308, np.inf, 5e-324, np.nan], 2)
        fastroll.rolling_median(np.arange(1000.0), 7)
    """)
    assert set(made) <= {"threads", "modules"}


FRAME = pd.DataFrame({"k": [1, 1, 2, 2], "a": [1.0, 2, 4, 8], "b": [1, 3, 2, 5]})
MAKES: dict[str, Callable[[Any], Any]] = {
    "rolling": lambda frame: frame.rolling(2),
    "expanding": lambda frame: frame.expanding(),
    "ewm": lambda frame: frame.ewm(com=1),
    "weights": lambda frame: frame.rolling(2, win_type="boxcar"),
    "groups": lambda frame: frame.groupby("k").rolling(2),
    "groups that grow": lambda frame: frame.groupby("k").expanding(),
    "ewm of groups": lambda frame: frame.groupby("k").ewm(com=1),
}


@pytest.mark.parametrize("kind", MAKES)
def test_window_objects_of_the_drop_in(kind: str) -> None:
    """They say what pandas' say, and take what these take: types, texts, attributes, signatures, copies, pickles."""
    theirs = MAKES[kind](FRAME)
    with fastroll.pandas.patched():
        ours = MAKES[kind](FRAME)
    assert isinstance(ours, type(theirs))
    assert type(ours).__name__ == type(theirs).__name__
    assert repr(ours) == repr(theirs)
    assert sorted(vars(ours)) == sorted(vars(theirs))
    methods = [name for name in dir(theirs) if name[0] != "_" and inspect.ismethod(getattr(theirs, name, None))]
    for name in methods if PANDAS >= (3, 1) else ():
        own, original = (inspect.signature(getattr(windows, name)).parameters.values() for windows in (ours, theirs))
        taken = [(one.name, one.kind, one.default) for one in own if name != "apply" or one.name != "threads"]
        assert taken == [(one.name, one.kind, one.default) for one in original], name
    for made in (copy.copy(ours), copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))):
        assert type(made) is type(ours)
        assert_same_outcome(made.mean(), theirs.mean())


@pytest.mark.parametrize("function", [np.max, np.min, np.sum, np.mean, np.std])
@pytest.mark.parametrize("kind", MAKES)
def test_numpy_functions_of_windows(kind: str, function: Callable[[Any], Any]) -> None:
    """``np.max(windows)`` works in pandas, where ``max`` of windows that move ignores what it does not know."""
    theirs, ours = MAKES[kind](FRAME), fastroll.fast(MAKES[kind](FRAME))
    with fastroll.pandas.patched():
        patched = MAKES[kind](FRAME)
    expected = outcome(function, theirs)
    for windows in (ours, patched):
        made = outcome(function, windows)
        if expected is theirs:  # there is no such method: NumPy takes the object for an element
            assert made is windows
        else:
            assert_same_outcome(made, expected)


def test_group_bys_can_be_pickled_for_others() -> None:
    """What fastroll keeps with pandas' objects does not need fastroll to be read."""
    grouped = FRAME.groupby("k")
    with fastroll.pandas.patched():
        grouped.rolling(2).sum()
        grouped["a"].expanding().max()
    fastroll.fast(FRAME).rolling_mean(2)
    for held in (grouped, FRAME, FRAME.columns):
        assert b"fastroll.pandas" not in pickle.dumps(held)


class _Frame(pd.DataFrame):
    _metadata = ["tag"]  # noqa: RUF012  (as pandas has it)

    @property
    def _constructor(self) -> Any:
        return _Frame

    @property
    def _constructor_sliced(self) -> Any:
        return _Series


class _Series(pd.Series):
    _metadata = ["tag"]  # noqa: RUF012

    @property
    def _constructor(self) -> Any:
        return _Series

    @property
    def _constructor_expanddim(self) -> Any:
        return _Frame


USES: dict[str, Callable[[Any], Any]] = {
    **{name: lambda windows, name=name: getattr(windows, name)() for name in ("mean", "std", "cov", "sum", "corr")},
    "agg": lambda windows: windows.agg(["mean", "std"]),
    "column": lambda windows: windows["a"].mean(),
    "iteration": lambda windows: next(iter(windows)),
}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("kind", MAKES)
def test_subclasses_flags_and_attributes(kind: str, use: str) -> None:
    """Results have the classes, ``attrs`` and flags that they have without fastroll."""
    frame = _Frame(FRAME).set_flags(allows_duplicate_labels=False)
    frame.attrs["unit"], frame.tag = {"length": "m"}, "here"
    made = [outcome(lambda: USES[use](MAKES[kind](frame)))]
    with fastroll.pandas.patched():
        made.append(outcome(lambda: USES[use](MAKES[kind](frame))))
    made.append(outcome(lambda: USES[use](fastroll.fast(MAKES[kind](frame)))))
    theirs, *ours = ([type(one), _held(one)] for one in made)
    assert ours == [theirs, theirs]


def _held(result: Any) -> Any:
    if isinstance(result, Exception):
        return str(result)
    return [result.attrs, result.flags.allows_duplicate_labels, getattr(result, "tag", None)]
