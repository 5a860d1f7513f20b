"""Forked children: whoever had threads before the fork, the child computes on, with threads of its own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support import run_python

from fastroll import _core

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")

OTHER_LIBRARY = """
#include <omp.h>
int region(int threads)
{
    int there = 0;
#pragma omp parallel num_threads(threads) reduction(+ : there)
    there += 1;
    return there;
}
"""

PROGRAM = """
import ctypes, faulthandler, os, sys, threading, time
faulthandler.dump_traceback_later(50, exit=True)
other = ctypes.CDLL(sys.argv[1]) if len(sys.argv) > 1 else None
import numpy as np

def import_fastroll():
    global fastroll, x, desired
    import fastroll
    x = np.random.default_rng(0).standard_normal(2_000_003)
    desired = fastroll.rolling_mean(x[:1001], 50)

def compute():
    with fastroll.threads(2):
        made = fastroll.rolling_mean(x, 50)
        again = fastroll.rolling_std(np.ascontiguousarray(x[:1_000_000].reshape(-1, 100)), 7, axis=0)
    assert np.array_equal(made[:1001], desired, equal_nan=True)
    assert again.shape == (10_000, 100)

def threads_of_process():
    return len(os.listdir("/proc/self/task"))

def in_child(work):
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            work()
            sys.stdout.flush()
            os._exit(0)
        except BaseException as error:
            print(repr(error), flush=True)
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0

def in_thread(work):
    failed = []
    def run():
        try:
            work()
        except BaseException as error:
            failed.append(error)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert not failed, failed
"""

COURSES = {
    "a region of the other library": "import_fastroll(); other.region(2); in_child(compute); compute()",
    "regions of both": "import_fastroll(); other.region(2); compute(); in_child(compute); compute()",
    "a region of the other library in the child": "import_fastroll(); compute(); "
    "in_child(lambda: (compute(), compute()))",
    "a grandchild": "import_fastroll(); other.region(2); compute()\n"
    "in_child(lambda: (compute(), in_child(lambda: (compute(), in_child(compute)))))\ncompute()",
    "imported after the fork": "other.region(2); in_child(lambda: (import_fastroll(), compute(), compute()))",
    "forked by a thread": "import_fastroll(); other.region(2); compute(); in_thread(lambda: in_child(compute)); "
    "compute()",
    "forked by a thread that has had regions": "import_fastroll()\n"
    "in_thread(lambda: (other.region(2), compute(), in_child(lambda: (compute(), compute())), compute()))\ncompute()",
    "forked while others compute": "import_fastroll(); other.region(2)\n"
    "stop = threading.Event()\n"
    "def go_on():\n"
    "    while not stop.is_set(): compute()\n"
    "busy = [threading.Thread(target=go_on) for _ in range(3)]\n"
    "for one in busy: one.start()\n"
    "for _ in range(12): in_child(compute)\n"
    "stop.set()\n"
    "for one in busy: one.join()",
    "other threads in the child": "import_fastroll(); other.region(2)\n"
    "in_child(lambda: (in_thread(compute), in_thread(compute), compute()))",
}


@pytest.fixture(scope="session")
def other_libraries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return libraries with a parallel region, by the compiler whose runtime they use."""
    directory, made = tmp_path_factory.mktemp("openmp"), {}
    (directory / "other.c").write_text(OTHER_LIBRARY)
    for compiler in ("cc", "clang", "clang-14"):
        library = directory / f"{compiler}.so"
        command = [compiler, "-fopenmp", "-shared", "-fPIC", str(directory / "other.c"), "-o", str(library)]
        if shutil.which(compiler) and subprocess.run(command, capture_output=True, check=False).returncode == 0:
            made[compiler] = library
    return made


@pytest.mark.parametrize("compiler", ["cc", "clang", "clang-14"])
@pytest.mark.parametrize("course", COURSES)
def test_with_another_library(other_libraries: dict[str, Path], course: str, compiler: str) -> None:
    """A library that uses OpenMP, be it GNU's runtime or LLVM's, does not make a child hang."""
    if compiler not in other_libraries:
        pytest.skip(f"no OpenMP with {compiler}")
    code = PROGRAM.replace("sys.argv[1]", repr(str(other_libraries[compiler]))).replace("len(sys.argv) > 1", "True")
    assert run_python(code + COURSES[course] + "\nprint('fine')", timeout=100) == "fine"


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="needs /proc")
@pytest.mark.skipif(not _core.config()["openmp"], reason="built without OpenMP")
def test_child_has_threads_of_its_own() -> None:
    """As many as its parent while a call runs, and none that stays."""
    code = PROGRAM + (
        "import_fastroll(); fastroll.set_num_threads(2); before = threads_of_process(); compute()\n"
        "print(threads_of_process() - before)\n"
        "def several():\n"
        "    before = threads_of_process()\n"
        "    for _ in range(20): compute()\n"
        "    for _ in range(500):\n"  # the last ones may still be ending
        "        if threads_of_process() > before: time.sleep(0.01)\n"
        "    print(threads_of_process() - before)\n"
        "in_child(several)"
    )
    assert run_python(code, environment={"OMP_NUM_THREADS": "2"}, timeout=100) == "1\n0"


MULTIPROCESSING = """
import multiprocessing, numpy as np, fastroll
x = np.random.default_rng(0).standard_normal(1_000_003)
def work(window):
    return float(np.nansum(fastroll.rolling_mean(x, window)))
if __name__ == "__main__":
    here = [work(window) for window in (5, 50, 500)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(pool.map(work, (5, 50, 500)) == here, work(5) == here[0])
"""


def test_multiprocessing() -> None:
    """Worker processes that were forked work."""
    assert run_python(MULTIPROCESSING, timeout=100) == "True True"
