"""Ctrl-C ends long calls: KeyboardInterrupt comes soon, memory is freed, and the next call is right."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support import run_python

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers on this system")

WATCH = """
import faulthandler, os, signal, sys, threading, time
import numpy as np, pandas as pd, fastroll as fr
from fastroll import _core
faulthandler.dump_traceback_later(100, exit=True)
rng = np.random.default_rng(4)

def seconds_after_signal(call, delay=0.05):
    at = []
    def handle(number, frame):
        at.append(number)
        raise KeyboardInterrupt
    signal.signal(signal.SIGPROF, handle)
    signal.setitimer(signal.ITIMER_PROF, delay)  # time that this process has, however busy the machine is
    begin = os.times().user
    try:
        call()
        print("the call was not interrupted")
    except KeyboardInterrupt:
        late = os.times().user - begin
        print("soon" if late < 3 and len(at) == 1 else f"{late} s after the signal, {len(at)} signals")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)

x = rng.standard_normal(300_007)
a, b = rng.integers(0, len(x) + 1, (2, 200_003))
anywhere = fr.Bounds(np.minimum(a, b), np.maximum(a, b))
table = np.broadcast_to(x, (400, len(x)))
"""

CALLS = {
    "rows": "fr.rolling_kurt(table, 50, out=out)",
    "columns": "fr.rolling_kurt(table.T, 50, axis=0, out=out.reshape(len(x), 400))",
    "unordered bounds": "fr.rolling_mean(x, anywhere)",
    "bounds of two series": "fr.rolling_corr(x, x[::-1].copy(), anywhere)",
    "median of unordered bounds": "fr.rolling_median(x, anywhere)",
    "rank of unordered bounds": "fr.rolling_rank(x, anywhere)",
    "mode of unordered bounds": "fr.rolling_mode(x, anywhere)",
    "nunique of unordered bounds": "fr.rolling_nunique(x, anywhere)",
    "many quantiles": "fr.rolling_quantile(x[:100_003], 50_001, np.linspace(0, 1, 3_001))",
    "median of long windows": "fr.rolling_median(np.broadcast_to(x, (200, len(x))), 100_001)",
    "all pairs": "pd.DataFrame(rng.standard_normal((9_001, 300))).fast.rolling(50).corr()",
    "weights": "fr.rolling_weighted_mean(x, np.hanning(150_001))",
    "weighted variance": "fr.rolling_weighted_var(x, np.hanning(50_001))",
    "ewm of columns": "fr.ewm_var(table.T, alpha=0.01, axis=0, out=out.reshape(len(x), 400))",
    "ewm of rows": "fr.ewm_var(table, alpha=0.01, out=out)",
    "groups": "fr.rolling_median(table, fr.group_bounds(np.arange(0, len(x), 7_001), 3_000))",
    "times": "fr.rolling_skew(table, fr.time_bounds(np.cumsum(rng.integers(1, 9, len(x))), 9_999))",
    "apply": "fr.rolling_apply(x, 50, lambda values: sum(range(100_000)))",
}


@pytest.mark.parametrize("threads", ["1", "2"])
@pytest.mark.parametrize("call", CALLS)
def test_interrupted(call: str, threads: str) -> None:
    """Whatever takes long ends within a moment, on one thread and on two, and the same call works afterwards."""
    code = WATCH + "out = np.ones(table.shape)\n" * ("=out" in CALLS[call])
    code += f"seconds_after_signal(lambda: {CALLS[call]})\n"
    code += "print(fr.rolling_mean([1.0, 3.0, 8.0], 2)[1:], fr.rolling_median([1.0, 3.0, 8.0], 3)[2])"
    got = run_python(code, environment={"FASTROLL_NUM_THREADS": threads}, timeout=150)
    assert got == "soon\n[2.  5.5] 3.0"


SLOW = """
#include <stdint.h>
int slow(double *values, intptr_t n, double *result, void *user_data)
{
    volatile double sum = 0;
    for (long i = 0; i < 1000000; i++) sum += i;
    *result = sum + values[n - 1] + (user_data != 0);
    return 1;
}
"""


def test_gufunc_of_many_windows() -> None:
    """Rows with windows of their own are many calls of the core, of which none may last long enough to look."""
    code = WATCH + "from fastroll import ufuncs\nwindows = np.arange(1, 200_001)\n"
    code += "seconds_after_signal(lambda: ufuncs.rolling_mean(x[:4001], windows, 1))"
    assert run_python(code, timeout=150) == "soon"


def test_compiled_callback(tmp_path: Path) -> None:
    """A compiled function is called no more after the signal, however many threads call it."""
    source = tmp_path / "slow.c"
    source.write_text(SLOW)
    library = tmp_path / "slow.so"
    if not shutil.which("cc"):
        pytest.skip("needs a C compiler")
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", str(source), "-o", str(library)], check=True)
    code = WATCH + (
        f"import ctypes\nslow = ctypes.CDLL({str(library)!r}).slow\n"
        "numbers = ctypes.POINTER(ctypes.c_double)\n"
        "slow.argtypes = [numbers, ctypes.c_ssize_t, numbers, ctypes.c_void_p]\n"
        "slow.restype = ctypes.c_int\n"
        "seconds_after_signal(lambda: fr.rolling_apply(x, 5, slow, threads=2))\n"
        "seconds_after_signal(lambda: fr.rolling_apply(x, 5, slow))\n"
        "seconds_after_signal(lambda: pd.Series(x).fast.rolling(5, threads=2).apply(slow))"
    )
    assert run_python(code, timeout=150) == "soon\nsoon\nsoon"


def test_handlers_that_raise_nothing() -> None:
    """A signal whose handler returns does not end the call, nor change its result."""
    code = WATCH + (
        "signal.signal(signal.SIGALRM, lambda number, frame: seen.append(number))\n"
        "seen = []\nsignal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)\n"
        "table = np.broadcast_to(x, (500, len(x)))\n"
        "made = fr.rolling_mean(table, 50)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)\n"
        "print(len(seen) > 1, np.array_equal(made[-1], fr.rolling_mean(x, 50), equal_nan=True))"
    )
    assert run_python(code, timeout=150) == "True True"


def test_handlers_run_during_the_call() -> None:
    """Handlers run while the call goes on, not only after it."""
    code = WATCH + (
        "begin = time.perf_counter()\n"
        "signal.signal(signal.SIGALRM, lambda number, frame: seen.append(time.perf_counter() - begin))\n"
        "seen = []\nsignal.setitimer(signal.ITIMER_REAL, 0.2)\n"
        "x = x[:30_001]\na, b = rng.integers(0, len(x) + 1, (2, 60_001))\n"
        "fr.rolling_mean(x, fr.Bounds(np.minimum(a, b), np.maximum(a, b)))\n"
        "print(len(seen) == 1 and (time.perf_counter() - begin < 1 or seen[0] < 1))"
    )
    assert run_python(code, timeout=150) == "True"


def test_signal_while_the_main_thread_is_found() -> None:
    """Which thread is the main one is asked once; an exception that a handler raises just then is not lost."""
    code = WATCH + (
        "def main_thread():\n"
        "    raise KeyboardInterrupt\n"
        "threading.main_thread = main_thread\n"
        "x = x[:10_007]\na, b = rng.integers(0, len(x) + 1, (2, 20_003))\n"
        "try:\n"
        "    fr.rolling_mean(x, fr.Bounds(np.minimum(a, b), np.maximum(a, b)))\n"
        "    print('lost')\n"
        "except KeyboardInterrupt:\n"
        "    print('raised')"
    )
    assert run_python(code, timeout=150) == "raised"


def test_other_threads() -> None:
    """The main thread is interrupted while another one computes on, as Python's rule is."""
    code = WATCH + (
        "made = []\n"
        "def compute():\n"
        "    made.append(fr.rolling_mean(np.broadcast_to(x, (400, len(x))), 50)[-1, -1])\n"
        "other = threading.Thread(target=compute)\nother.start()\n"
        "seconds_after_signal(lambda: fr.rolling_mean(x, anywhere))\n"
        "other.join()\nprint(made == [fr.rolling_mean(x, 50)[-1]])"
    )
    assert run_python(code, timeout=150) == "soon\nTrue"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_memory_is_freed() -> None:
    """Interrupted calls leave nothing behind."""
    code = WATCH + (
        "def resident():\n"
        "    return int(open('/proc/self/statm').read().split()[1]) * os.sysconf('SC_PAGESIZE')\n"
        "def interrupt():\n"
        "    signal.setitimer(signal.ITIMER_REAL, 0.1)\n"
        "    try:\n"
        "        fr.rolling_median(x, anywhere, out=out)\n"
        "    except KeyboardInterrupt:\n"
        "        pass\n"
        "def handle(number, frame):\n"
        "    raise KeyboardInterrupt\n"
        "signal.signal(signal.SIGALRM, handle)\n"
        "out = np.empty(len(anywhere))\n"
        "for _ in range(5): interrupt()\n"
        "before = resident()\n"
        "for _ in range(15): interrupt()\n"
        "print(resident() - before < 100e6)"
    )
    assert run_python(code, environment={"FASTROLL_NUM_THREADS": "2"}, timeout=150) == "True"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_forked_child() -> None:
    """A child that another thread forked has a main thread of its own, which is interrupted."""
    code = WATCH + (
        "seconds_after_signal(lambda: fr.rolling_mean(x, anywhere))\n"
        "sys.stdout.flush()\n"
        "def fork():\n"
        "    if os.fork() == 0:\n"
        "        seconds_after_signal(lambda: fr.rolling_mean(x, anywhere))\n"
        "        sys.stdout.flush()\n"
        "        os._exit(0)\n"
        "    os.wait()\n"
        "thread = threading.Thread(target=fork)\nthread.start()\nthread.join()"
    )
    assert run_python(code, timeout=150) == "soon\nsoon"
