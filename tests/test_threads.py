"""Threads: the same bits for any number of them, from any number of callers, under any limit."""

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


LIMITED = """
import os, resource, sys, threading
import numpy as np, fastroll
x = np.random.default_rng(0).standard_normal(2_000_003)
fastroll.set_num_threads(2)
with fastroll.threads(1):
    desired = fastroll.rolling_mean(x, 50)
fastroll.rolling_mean(x[:1000], 50)
{limit}
try:
    threading.Thread(target=len, args=("",)).start()
    print("a thread could be made")
except RuntimeError:
    print("no thread")
for _ in range(3):
    assert np.array_equal(fastroll.rolling_mean(x, 50), desired, equal_nan=True)
print("fine")
"""

LIMITS = {
    "threads of a user": "if os.getuid() == 0: os.setuid(54_321)\nresource.setrlimit(resource.RLIMIT_NPROC, (1, 1))",
    "memory": "pages = int(open('/proc/self/statm').read().split()[0])\n"
    "size = pages * os.sysconf('SC_PAGESIZE') + 100_000_000\n"
    "threading.stack_size(1 << 29)\nresource.setrlimit(resource.RLIMIT_STACK, (1 << 29, resource.RLIM_INFINITY))\n"
    "resource.setrlimit(resource.RLIMIT_AS, (size, size))",
}


@needs_proc
@pytest.mark.parametrize("limit", LIMITS)
def test_where_no_thread_can_be_made(limit: str) -> None:
    """The call goes on with those there are; libgomp would end the process."""
    assert run_python(LIMITED.format(limit=LIMITS[limit])) == "no thread\nfine"


@needs_openmp
@needs_two_cpus
@needs_proc
def test_threads_are_shared_by_callers() -> None:
    """Calls from one Python thread after the other, and from many, make no more threads than the limit."""
    code = TASKS + (
        "import threading\nfastroll.set_num_threads(2)\n"
        "for _ in range(9):\n"
        "    one = threading.Thread(target=fastroll.rolling_mean, args=(x, 50))\n"
        "    one.start(); one.join()\n"
        "print(tasks(len(x)) - others)"
    )
    assert run_python(code) == "2"


def test_small_stacks() -> None:
    """Threads of Python may have the smallest stack that it allows."""
    code = """
import threading, numpy as np, fastroll
threading.stack_size(65_536)
x, failed = np.random.default_rng(0).standard_normal(100_003), []
def work():
    for window in (3, 50, 5_000):
        for name in ("mean", "kurt", "median", "rank", "mode", "corr"):
            call = getattr(fastroll, f"rolling_{name}")
            call(*([x, x[::-1]] if name == "corr" else [x]), window)
        fastroll.rolling_std(x[:100_000].reshape(-1, 100), 50, axis=0)
        fastroll.rolling_apply(x[:1001], window if window < 1001 else 7, len)
        fastroll.rolling_mean(x, fastroll.Bounds(np.maximum(np.arange(9) - window, 0), np.arange(9)))
    fastroll.ewm_mean(x, alpha=0.1)
    fastroll.rolling_weighted_var(x, np.ones(50))
    failed.append(False)
threads = [threading.Thread(target=work) for _ in range(3)]
for one in threads: one.start()
for one in threads: one.join()
print(failed)
"""
    assert run_python(code) == "[False, False, False]"
