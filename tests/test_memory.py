"""Beyond its output a call needs memory for its window and a few tiles; the input is not copied.

Order statistics rank the elements of windows: all of them, if the window grows.
"""

import os

import pytest
from support import RECORDS, run_python

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/clear_refs"), reason="needs /proc")

MEASURE = """
import numpy as np, fastroll
from support import RECORDS

def resident(line):
    with open("/proc/self/status") as file:
        return next(int(row.split()[1]) for row in file if row.startswith(line)) * 1024

def growth(call):
    call(1000)
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # the peak becomes what is resident now
    before = resident("VmRSS")
    call(None)
    return resident("VmHWM") - before

def simple(name, kind):
    record, function = RECORDS[name], getattr(fastroll, kind + "_" + name)
    def call(x, *arguments, out, **keywords):
        if record["has_q"]:
            arguments = (*arguments[:kind == "rolling"], 0.3, *arguments[kind == "rolling":])
        outs = [out]
        for other in others[:record["outputs"] - 1]:
            offset = out.ctypes.data - whole.ctypes.data
            outs.append(np.ndarray(out.shape, out.dtype, other, offset, out.strides))
        function(*(x, x)[:record["inputs"]], *arguments, out=out if len(outs) == 1 else tuple(outs), **keywords)
    return call

rng = np.random.default_rng(0)
x = rng.standard_normal(2_000_000)
x[::11] = np.nan
whole, others = x.copy(), (x.copy(), x.copy())
out = whole
table, table_out = x.reshape(10000, 200), out.reshape(10000, 200)
rows = np.arange(len(x))
bounds = fastroll.Bounds(np.maximum(rows - 49, 0), rows + 1)
"""

CALLS = {
    "short window": ("rolling(x[:n], 50, 1, out=out[:n])", 0),
    "long window": ("rolling(x[:n], 100_000, 1, out=out[:n])", 100_000),
    "every second": ("rolling(x[::2][:n], 50, 1, out=out[::2][:n])", 0),
    "rows": ("rolling(table[:n], 50, 1, axis=1, out=table_out[:n])", 0),
    "columns": ("rolling(table[:n], 50, 1, axis=0, out=table_out[:n])", 50 * 200),
    "bounds": ("n or rolling(x, bounds, 1, out=out)", 0),
    "expanding": ("expanding(x[:n], out=out[:n])", 0),
}
TILES = 8 * 2**20
OF_ORDER = {"median", "quantile", "rank", "nunique", "mode"}


@pytest.mark.parametrize("call", CALLS)
def test_memory_beyond_the_output(call: str) -> None:
    """Less than 8 MB and some doubles for each element of the window, where the input has 16 MB."""
    code, window = CALLS[call]
    lines = [MEASURE]
    for name in RECORDS:
        lines.append(f"rolling, expanding = simple('{name}', 'rolling'), simple('{name}', 'expanding')")
        lines.append(f"print(growth(lambda n: {code}))")
    for name, grown in zip(RECORDS, run_python("\n".join(lines), timeout=300).split(), strict=True):
        ranked = window or 2_000_000 if name in OF_ORDER and call == "expanding" else window
        limit = TILES + 8 * 8 * ranked * (3 if name in OF_ORDER else 1)
        assert int(grown) <= limit, f"{name}: {int(grown) / 2**20:.1f} MB"


def test_memory_of_the_result() -> None:
    """A call that allocates its result needs that and no more, from a Series too."""
    pytest.importorskip("pandas")
    code = MEASURE + "import pandas as pd; s = pd.Series(x, copy=False)\n"
    code += "print(growth(lambda n: fastroll.rolling_mean(x[:n], 50)))\n"
    code += "print(growth(lambda n: s.iloc[:n].fast.rolling_mean(50)))"
    for grown in run_python(code).split():
        assert int(grown) <= 32_000_000 + TILES
