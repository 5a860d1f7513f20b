"""Threads: the same bits for any number of them, from any number of callers, in forked children, under any limit."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from support import STATISTICS, assert_same_bits, mostly_plain, normal, rolling, run_python

import fastroll
from fastroll import _core

COUNTS = [1, 2, 3, 8]
LONG = mostly_plain(700_001)
TABLE = mostly_plain(12_000 * 80).reshape(12_000, 80)
needs_openmp = pytest.mark.skipif(not _core.config()["openmp"], reason="built without OpenMP")
needs_two_cpus = pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="needs two CPUs")


@pytest.fixture
def _threads_to_spare() -> Iterator[None]:
    """Let OpenMP use more threads than this machine may have processors."""
    threadpoolctl = pytest.importorskip("threadpoolctl")
    with threadpoolctl.threadpool_limits(max(COUNTS), user_api="openmp"):
        yield


@pytest.mark.usefixtures("_threads_to_spare")
@pytest.mark.parametrize("window", [3, 50, 5000, 600_000])
def test_one_long_series(name: str, window: int) -> None:
    """Tiles of one series are shared out without a trace."""
    results = []
    for threads in COUNTS:
        fastroll.set_num_threads(threads)
        results.append(rolling(name)(LONG, window, 1))
    for result in results[1:]:
        assert_same_bits(result, results[0])


@pytest.mark.usefixtures("_threads_to_spare")
@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("order", ["C", "F"])
def test_many_series(name: str, order: str, axis: int) -> None:
    """Rows and columns are."""
    table = np.asarray(TABLE, order=order)  # type: ignore[call-overload]
    results = []
    for threads in COUNTS:
        fastroll.set_num_threads(threads)
        results.append(rolling(name)(table, 50, 1, axis=axis))
    for result in results[1:]:
        assert_same_bits(result, results[0])


@pytest.mark.usefixtures("_threads_to_spare")
def test_bounds(name: str) -> None:
    """Windows with bounds of their own are."""
    rng = np.random.default_rng(2)
    end = np.sort(rng.integers(0, len(LONG) + 1, 400_000))
    start = np.sort(np.maximum(end - rng.integers(0, 300, len(end)), 0))
    results = []
    for threads in COUNTS:
        fastroll.set_num_threads(threads)
        results.append(rolling(name)(LONG, fastroll.Bounds(start, end)))
    for result in results[1:]:
        assert_same_bits(result, results[0])


def test_concurrent_callers() -> None:
    """Calls from several Python threads do not disturb each other."""
    jobs = [(name, window) for name in STATISTICS for window in (3, 50, 2000)] * 3
    alone = {job: rolling(job[0])(LONG, job[1], 1) for job in set(jobs)}
    with ThreadPoolExecutor(4) as pool:
        for job, result in zip(jobs, pool.map(lambda job: rolling(job[0])(LONG, job[1], 1), jobs), strict=True):
            assert_same_bits(result, alone[job])


def test_interpreter_runs_on() -> None:
    """The GIL is released: another thread counts on while a long call computes."""
    x, counted, done = normal(3_000_000), [0], threading.Event()

    def count() -> None:
        while not done.wait(0.0005):
            counted[0] += 1

    other = threading.Thread(target=count)
    other.start()
    during = 0
    for _ in range(20):
        before = counted[0]
        rolling("std")(x, 50)
        during += counted[0] - before
    done.set()
    other.join()
    assert during > 10


def test_setting_and_restoring() -> None:
    """set_num_threads, get_num_threads and the context manager."""
    before = fastroll.get_num_threads()
    assert before >= 1
    with fastroll.threads(1):
        assert fastroll.get_num_threads() == 1
    assert fastroll.get_num_threads() == before
    with pytest.raises(ZeroDivisionError), fastroll.threads(1):
        _ = 1 / 0
    assert fastroll.get_num_threads() == before
    fastroll.set_num_threads(1)
    assert fastroll.get_num_threads() == 1


@pytest.mark.parametrize("count", [0, -1])
def test_too_few_threads(count: int) -> None:
    """There must be one."""
    with pytest.raises(ValueError, match=f"{count}"):
        fastroll.set_num_threads(count)
    with pytest.raises(ValueError, match=f"{count}"), fastroll.threads(count):
        pass


@pytest.mark.parametrize("count", [1.5, "2", None])
def test_threads_must_be_an_integer(count: object) -> None:
    """Anything else is a TypeError."""
    with pytest.raises(TypeError):
        fastroll.set_num_threads(count)  # type: ignore[arg-type]


@needs_openmp
@needs_two_cpus
@pytest.mark.parametrize(
    ("environment", "threads"),
    [
        ({"FASTROLL_NUM_THREADS": "1"}, 1),
        ({"OMP_NUM_THREADS": "1"}, 1),
        ({"FASTROLL_NUM_THREADS": "1", "OMP_NUM_THREADS": "2"}, 1),
        ({"FASTROLL_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"}, 2),
    ],
)
def test_environment(environment: dict[str, str], threads: int) -> None:
    """FASTROLL_NUM_THREADS comes first, then OMP_NUM_THREADS."""
    assert run_python("import fastroll; print(fastroll.get_num_threads())", environment=environment) == f"{threads}"


@pytest.mark.parametrize("nonsense", ["", "many", "0", "-3", "1e9", "99999999999999999999"])
def test_nonsense_in_the_environment(nonsense: str) -> None:
    """It neither crashes nor stops the computation."""
    code = "import fastroll; print(fastroll.get_num_threads() >= 1, fastroll.rolling_sum([1.0, 2.0], 2)[1])"
    assert run_python(code, environment={"FASTROLL_NUM_THREADS": nonsense}) == "True 3.0"


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no affinity on this system")
def test_affinity() -> None:
    """A process that may use one CPU starts with one thread."""
    code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); import fastroll; "
    assert run_python(code + "print(fastroll.get_num_threads())") == "1"


TASKS = """
import os
os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np, fastroll
x = np.random.default_rng(0).standard_normal(4_000_000)
def tasks(n):
    fastroll.rolling_std(x[:n], 50)
    return len(os.listdir("/proc/self/task"))
others = tasks(10) - 1  # of other libraries
"""
needs_proc = pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="needs /proc")


@needs_openmp
@needs_two_cpus
@needs_proc
def test_threads_are_really_used() -> None:
    """A long series runs on two threads if allowed, on one if not, and small work stays serial."""
    code = TASKS + "small = tasks(100); fastroll.set_num_threads(1); one = tasks(len(x))\n"
    code += "fastroll.set_num_threads(2); print(small - others, one - others, tasks(len(x)) - others)"
    assert run_python(code) == "1 1 2"


@needs_openmp
@needs_two_cpus
@needs_proc
def test_threadpoolctl() -> None:
    """threadpool_limits is obeyed."""
    pytest.importorskip("threadpoolctl")
    code = TASKS + "import threadpoolctl\nwith threadpoolctl.threadpool_limits(1): one = tasks(len(x))\n"
    code += "print(one - others, tasks(len(x)) - others)"
    assert run_python(code) == "1 2"


FORK = """
import os, numpy as np, fastroll
x = np.random.default_rng(0).standard_normal(2_000_000)
desired = fastroll.rolling_mean(x, 50)
for generation in range(2):
    child = os.fork()
    if child == 0:
        same = np.array_equal(fastroll.rolling_mean(x, 50), desired, equal_nan=True)
        if not same or fastroll.get_num_threads() < 1:
            os._exit(1)
        if generation == 1:
            os._exit(0)
    else:
        break
if child:
    _, status = os.waitpid(child, 0)
    assert status == 0, status
    assert np.array_equal(fastroll.rolling_mean(x, 50), desired, equal_nan=True)
    if generation:
        os._exit(0)
    print("fine")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_fork() -> None:
    """A child forked after a parallel region computes on, and so does its own child; nothing hangs."""
    assert run_python(FORK, timeout=40) == "fine"


def test_multiprocessing() -> None:
    """Worker processes that were forked work."""
    code = """
import multiprocessing, numpy as np, fastroll
x = np.random.default_rng(0).standard_normal(1_000_000)
def work(window):
    return float(np.nansum(fastroll.rolling_mean(x, window)))
if __name__ == "__main__":
    here = [work(window) for window in (5, 50, 500)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(pool.map(work, (5, 50, 500)) == here)
"""
    assert run_python(code, timeout=40) == "True"
