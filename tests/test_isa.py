"""Every instruction set gives the same bits, for lengths that are multiples of no vector's, too."""

import os

import pytest
from support import run_python

INSTRUCTION_SETS = ["base", "avx2", "avx512"]

DIGEST = """
import hashlib
import numpy as np
import fastroll
from data import KINDS
from fastroll import _core
import support

digest = hashlib.sha256()
def add(result):
    digest.update(np.where(np.isnan(result), np.nan, result).tobytes())

for name in support.STATISTICS:
    rolling, expanding = support.rolling(name), support.expanding(name)
    for kind, make in KINDS.items():
        for share in (0, 0.1, 0.5):
            x = make(1500)
            x[np.random.default_rng(5).random(len(x)) < share] = np.nan
            with np.errstate(over="ignore", under="ignore"):
                single = x.astype(np.float32)
            for window in (0, 1, 2, 3, 4, 7, 8, 9, 16, 33, 64, 200, 1000, 2000):
                for data in (x, single):
                    add(rolling(data, window, min(window, 1)))
                    add(rolling(data.reshape(100, 15), window, min(window, 1), axis=0))
            add(expanding(x))
            end = np.arange(len(x)) + 1
            for length in (97, 7):
                bounds = fastroll.Bounds(np.maximum(end - end % length - 1, 0), end)
                add(rolling(x, bounds))
                back = np.random.default_rng(1).permutation(len(x))[:333]
                add(rolling(x, fastroll.Bounds(bounds.start[back], end[back])))
            add(rolling(x, fastroll.group_bounds([0, 3, 16, 500, 501, 1499], 9)))
            for n in (1, 7, 63, 1499):
                add(rolling(x[:n], 5, 1))
for kind, make in KINDS.items():
    for n in (1, 7, 63, 1499):
        x = make(n)
        for data in (x, np.where(np.arange(n) % 9 == 4, np.nan, x), np.stack([x, x[::-1], 2 * x], 1)):
            for name in support.EWM_RECORDS:
                for rules in ({}, {"adjust": False}, {"ignore_na": True}):
                    if name != "sum" or rules != {"adjust": False}:
                        add(support.ewm(name, data, axis=0, span=9, **rules))
            for name in ("sum", "mean", "var", "std"):
                add(getattr(fastroll, f"rolling_weighted_{name}")(data, [0.1, 3, 1, 0.7, 2], 1, axis=0))
angles = np.concatenate([np.linspace(-30, 30, 1001), 10.0 ** np.linspace(-300, 308, 1001)])
for data in (angles, angles[angles < 1e38].astype(np.float32)):
    add(fastroll.ufuncs.gaussian_kernel(data, 2.5))
    add(fastroll.ufuncs.gaussian_kernel(data, data[::-1]))
    for result in fastroll.ufuncs.polar_to_cartesian(data[::-1], data):
        add(result)
print(_core.config()["instruction_set"], digest.hexdigest())
"""


def test_same_bits() -> None:
    """All statistics, with weights and without, kinds of data, windows and layouts, hashed."""
    results = [run_python(DIGEST, environment={"FASTROLL_ISA": isa}).split() for isa in INSTRUCTION_SETS]
    assert results[0][0] == "base"
    assert len({digest for _, digest in results}) == 1, results


@pytest.mark.parametrize("isa", INSTRUCTION_SETS)
def test_cap(isa: str) -> None:
    """FASTROLL_ISA is a cap, what the processor can do another; show_config tells the outcome."""
    code = (
        "import fastroll; from fastroll import _core; print(_core.config()['instruction_set']); fastroll.show_config()"
    )
    used, *shown = run_python(code, environment={"FASTROLL_ISA": isa}).splitlines()
    assert used in INSTRUCTION_SETS[: INSTRUCTION_SETS.index(isa) + 1]
    assert any(used in line for line in shown)


@pytest.mark.skipif(not os.path.exists("/proc/cpuinfo"), reason="needs /proc")
def test_best_is_the_default() -> None:
    """Without a cap, what the processor can do."""
    with open("/proc/cpuinfo", encoding="ascii") as file:
        flags = set(file.read().split())
    best = "avx512" if {"avx512f", "avx512dq"} <= flags else "avx2" if {"avx2", "fma"} <= flags else "base"
    assert run_python("from fastroll import _core; print(_core.config()['instruction_set'])") == best


def test_nonsense() -> None:
    """An unknown name does no harm."""
    assert (
        run_python(
            "import fastroll; print(fastroll.rolling_sum([1.0, 2.0], 2)[1])", environment={"FASTROLL_ISA": "abacus"}
        )
        == "3.0"
    )
