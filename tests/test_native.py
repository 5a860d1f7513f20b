"""libfastroll from C, Cython, ctypes and cffi (by its ABI and its API): the same results, errors become exceptions."""

import ctypes
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from native_build import SOURCES, compile_c
from support import assert_same_bits, normal

import fastroll as fr
from fastroll import native

Rolling = Callable[[str, Any, int, int], Any]


def by_program(program: Path) -> Rolling:
    """Run the C program."""

    def rolling(name: str, x: Any, window: int, min_periods: int) -> Any:
        text = f"{name} {window} {min_periods} {len(x)} {' '.join(float(one).hex() for one in x)}"
        done = subprocess.run([program], input=text, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ValueError(done.stderr)
        return np.array([float.fromhex(line) for line in done.stdout.split()])

    return rolling


def by_ctypes() -> Rolling:
    """Call by ctypes."""

    def rolling(name: str, x: Any, window: int, min_periods: int) -> Any:
        library, result = native.load(), np.empty(len(x))
        options = native.Options(window=window, min_periods=min_periods)
        arrays = native.Array.of(x), native.Array.of(result)
        native.check(library.fr_rolling(library.fr_find(name.encode()), *arrays, 1, len(x), options))
        return result

    return rolling


def by_cffi(ffi: Any, lib: Any) -> Rolling:
    """Call by cffi, in either mode."""

    def array(x: Any) -> Any:
        return ffi.new("fr_array *", [ffi.cast("void *", x.ctypes.data), x.strides[0], 0, lib.FR_FLOAT64])

    def rolling(name: str, x: Any, window: int, min_periods: int) -> Any:
        result, options = np.empty(len(x)), ffi.new("fr_options *")
        native.check(lib.fr_options_init(options, ffi.sizeof("fr_options")))
        options.window, options.min_periods = window, min_periods
        what = lib.fr_find(name.encode())
        native.check(lib.fr_rolling(what, array(x), array(result), 1, len(x), options))
        return result

    return rolling


def by_cffi_abi() -> Rolling:
    """Call by cffi without a compiler."""
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef(native.cdef())
    return by_cffi(ffi, ffi.dlopen(fr.get_library()))


@pytest.fixture(params=["C", "Cython", "ctypes", "cffi ABI", "cffi API"])
def rolling(request: pytest.FixtureRequest, directory: Path) -> Rolling:
    """Return the same function in each way."""
    match request.param:
        case "C":
            return by_program(compile_c(SOURCES / "program.c", directory / "program", "-Wall", "-Wextra", "-Werror"))
        case "Cython":
            made: Rolling = request.getfixturevalue("cython").rolling
            return made
        case "ctypes":
            return by_ctypes()
        case "cffi ABI":
            return by_cffi_abi()
    module = request.getfixturevalue("cffi_api")
    return by_cffi(module.ffi, module.lib)


def test_results(rolling: Rolling) -> None:
    """Those of the functions of Python, strides and missing values included."""
    x = normal(200, 0.1)
    for name in ("mean", "std", "median", "max"):
        expected: Any = getattr(fr, f"rolling_{name}")
        assert_same_bits(rolling(name, x, 7, -1), expected(x, 7))
        assert_same_bits(rolling(name, x[::-2], 7, 2), expected(x[::-2], 7, 2))
    assert rolling("mean", np.empty(0), 3, 1).shape == (0,)


def test_errors(rolling: Rolling) -> None:
    """Codes become exceptions with the texts of the library."""
    x = np.arange(5.0)
    with pytest.raises(ValueError, match=r"^there is no such statistic for this function$"):
        rolling("nonsense", x, 3, 1)
    with pytest.raises(ValueError, match=r"^window must be 0 or greater$"):
        rolling("mean", x, -1, 1)
    with pytest.raises(ValueError, match=r"^min_periods must be 0 or greater$"):
        rolling("mean", x, 3, -2)


def test_prange(cython: Any) -> None:
    """Many series from the threads of the caller, and what one of them returns."""
    x = normal(1000).reshape(10, 100)
    assert_same_bits(cython.rolling_rows("std", x, 9), fr.rolling_std(x, 9))
    with pytest.raises(ValueError, match="window must be 0 or greater"):
        cython.rolling_rows("std", x, -1)


def test_structs_of_ctypes(cffi_api: Any) -> None:
    """Their fields lie where the compiler of C put them, which is what cffi found."""
    ffi = cffi_api.ffi
    for struct, name in (
        (native.Options, "fr_options"),
        (native.EwmOptions, "fr_ewm_options"),
        (native.WeightedOptions, "fr_weighted_options"),
        (native.Array, "fr_array"),
    ):
        assert ctypes.sizeof(struct) == ffi.sizeof(name)
        fields = [field[0] for field in struct._fields_]
        assert fields == [field for field, _ in ffi.typeof(name).fields]
        for field in fields:
            assert getattr(struct, field).offset == ffi.offsetof(name, field), field
    functions = {name for name in dir(cffi_api.lib) if callable(getattr(cffi_api.lib, name))}
    lists = {"fr_statistics", "fr_ewm_statistics", "fr_weighted_statistics"}
    without = lists | {"fr_elementwise_functions", "fr_elementwise"}  # they have ufuncs
    assert functions - without == set(native._prototypes())
    assert (cffi_api.lib.FR_NO_MEMORY, cffi_api.lib.FR_FUNCTION_FAILED) == (native.NO_MEMORY, native.FUNCTION_FAILED)


def test_check() -> None:
    """Each code has a text and a kind of exception."""
    native.check(0)
    with pytest.raises(MemoryError, match="memory"):
        native.check(-1)
    with pytest.raises(RuntimeError, match="the function failed"):
        native.check(-40)
    with pytest.raises(TypeError, match="has no field 'windows'"):
        native.Options(windows=3)
    with pytest.raises(TypeError, match="array must have"):
        native.Array.of(np.arange(3))


def test_version() -> None:
    """That of the header, of the library and of the package are one."""
    header = (Path(fr.get_include()) / "fastroll.h").read_text(encoding="utf-8")
    assert f'#define FR_VERSION       "{fr.__version__}"' in header
    parts = [
        f"#define FR_VERSION_{part} {number}"
        for part, number in zip(("MAJOR", "MINOR", "PATCH"), fr.__version__.split("."), strict=True)
    ]
    assert all(part in header for part in parts)
    assert native.load().fr_version().decode() == fr.__version__


def test_batch_functions(cython: Any) -> None:
    """Those of the tutorial."""
    x = normal(1001)
    numbers = ctypes.POINTER(ctypes.c_double)
    ema = fr.ewm_mean(x, alpha=0.1, adjust=False)[-1]
    library, pointer = native.load(), x.ctypes.data_as(numbers)
    np.testing.assert_allclose(library.fast_ema(pointer, len(x), 0.1), ema, rtol=1e-13)
    assert cython.fast_ema(x, 0.1) == library.fast_ema(pointer, len(x), 0.1)
    assert np.isnan(library.fast_ema(None, 3, 0.1))
    kept = np.where(abs(x) < 0.5, 0, x)
    native.check(library.process_batch(pointer, pointer, len(x), 0.5))
    np.testing.assert_array_equal(x, kept)
    with pytest.raises(ValueError, match="threshold must not be NaN"):
        native.check(library.process_batch(pointer, pointer, len(x), np.nan))


@pytest.mark.parametrize(("compiler", "standard"), [("cc", "c99"), ("c++", "c++11")])
def test_header_alone(compiler: str, standard: str, tmp_path: Path) -> None:
    """It is plain C, and C++, without a warning."""
    source = tmp_path / ("header.c" if compiler == "cc" else "header.cpp")
    source.write_text(
        "#include <fastroll.h>\nint main(void) { fr_options o = FR_OPTIONS_INIT; return (int)o.window; }\n"
    )
    made = compile_c(
        source, tmp_path / "header", f"-std={standard}", "-Wall", "-Wextra", "-pedantic", "-Werror", compiler=compiler
    )
    subprocess.run([made], check=True)


@pytest.mark.skipif(not shutil.which("pkg-config") or not shutil.which("cc"), reason="needs pkg-config and cc")
def test_pkg_config(tmp_path: Path) -> None:
    """A program that pkg-config knows how to build."""
    made = tmp_path / "program"
    environment = {"PATH": "/usr/bin:/bin", "PKG_CONFIG_PATH": str(Path(fr.get_library()).parent / "pkgconfig")}
    question = ["pkg-config", "--cflags", "--libs", "fastroll"]
    flags = subprocess.run(question, env=environment, check=True, capture_output=True, text=True).stdout
    command = ["cc", str(SOURCES / "program.c"), "-o", str(made), *shlex.split(flags)]
    subprocess.run(command, env=environment, check=True)
    assert_same_bits(by_program(made)("mean", np.arange(4.0), 2, -1), fr.rolling_mean(np.arange(4.0), 2))


def test_program_of_the_document(tmp_path: Path) -> None:
    """The C program in docs/native.md prints what is said there."""
    text = (Path(__file__).parent.parent / "docs" / "native.md").read_text(encoding="utf-8")
    source = tmp_path / "program.c"
    source.write_text(text.split("<!-- compile: c -->\n```c\n")[1].split("```")[0])
    made = compile_c(source, tmp_path / "program", "-Wall", "-Wextra", "-Werror", "-pedantic", "-std=c99")
    assert subprocess.run([made], capture_output=True, text=True, check=True).stdout.strip() == "nan 1.5 4 4.5 4"


def test_arrays_of_ctypes_keep_the_data_alive() -> None:
    """The memory of an array that nobody else has."""
    described = native.Array.of(np.arange(100_000.0))
    np.full(100_000, -1.0)
    assert ctypes.cast(described.data, ctypes.POINTER(ctypes.c_double))[99_999] == 99_999
