"""What the extension module offers to the package: ufuncs, the fast calls, bounds, threads."""

from typing import Any, TypedDict, type_check_only

import numpy as np
from numpy.typing import NDArray

# One statistic; the place of its record in statistics() is the `index` of rolling() and rolling_bounds().
@type_check_only
class _Statistic(TypedDict):
    name: str
    summary: str
    error: str
    method: str
    results: str  # names, with commas between; empty if there is but one
    inputs: int
    outputs: int
    has_ddof: bool
    has_q: bool
    has_ties: bool
    has_bias: bool
    counts_rows: bool

@type_check_only
class _Config(TypedDict):
    instruction_set: str
    openmp: int  # the version, as _OPENMP; 0: without
    compiler: str
    numpy_abi: str
    python_abi: str

def statistics() -> tuple[_Statistic, ...]: ...
def ewm_statistics() -> tuple[_Statistic, ...]: ...
def weighted_statistics() -> tuple[_Statistic, ...]: ...
def config() -> _Config: ...

# New ones in every call: `rolling_<name>` and `rolling_<name>_bounds` for each statistic of windows, `ewm_<name>` for
# each exponentially weighted one.
def ufuncs() -> dict[str, np.ufunc]: ...
def elementwise_ufuncs() -> dict[str, np.ufunc]: ...

# The short way: NotImplemented for whatever is not an ordinary argument.  `x` is an array, or a tuple of them if the
# statistic has more inputs; the result is an array, with several q one that has a dimension more, in front, or a tuple
# of arrays if the statistic has more outputs.  `extra` is (q, interpolation) or (method, ascending, pct).
def rolling(
    index: int,
    x: Any,
    window: Any,
    min_periods: Any,  # None: window
    ddof: Any,
    center: Any,
    closed: Any,
    skip_inf: Any,
    extra: Any = None,
    out: Any = None,
    /,
) -> Any: ...
def rolling_times(
    index: int,
    x: Any,
    times: Any,
    span: Any,
    center: Any,
    closed: Any,
    min_periods: Any,
    ddof: Any,
    skip_inf: Any,
    extra: Any = None,
    /,
) -> Any: ...
def rolling_bounds(
    index: int, x: Any, start: Any, end: Any, min_periods: Any, ddof: Any, skip_inf: Any, extra: Any = None, /
) -> Any: ...

# [row of x, time, row of y]; if y is x, of two rows it must not matter which comes first.
def rolling_pairs(
    index: int,
    x: Any,
    y: Any,
    window: Any,
    min_periods: Any,
    ddof: Any,
    center: Any,
    closed: Any,
    skip_inf: Any,
    /,
) -> Any: ...

# Windows in groups; the last of `offsets` is the length of the result, the series may be longer.
def rolling_groups(
    index: int,
    x: Any,
    offsets: Any,
    window: Any,
    center: Any,
    closed: Any,
    min_periods: Any,
    ddof: Any,
    skip_inf: Any,
    extra: Any = None,
    /,
) -> Any: ...
def rolling_group_times(
    index: int,
    x: Any,
    times: Any,
    offsets: Any,
    span: Any,
    center: Any,
    closed: Any,
    min_periods: Any,
    ddof: Any,
    skip_inf: Any,
    extra: Any = None,
    /,
) -> Any: ...

# The same by bottleneck's rules: 1 <= min_count <= window <= n, along any axis of one or two; ranks go from -1 to 1.
# `backwards`: places count from the right end, of equal values the rightmost is meant.
def move(
    index: int, a: Any, window: Any, min_count: Any, axis: Any, ddof: Any, backwards: bool, extra: Any, /
) -> Any: ...

# Exponentially weighted: `x` as above, but of any type, layout and number of dimensions; `steps` lie between the
# elements, None: all are 1.  With `last` the last values alone, without the last axis.  Weights begin anew with each
# group; groups lie between neighbouring `offsets`.
def ewm(
    index: int,
    x: Any,
    alpha: float,
    adjust: bool,
    ignore_na: bool,
    bias: bool,
    min_periods: int,
    steps: NDArray[np.float64] | None,
    skip_inf: bool,
    last: bool,
    offsets: NDArray[np.int64] | None = None,
    out: NDArray[Any] | None = None,  # returned if it can take the result as it is
    /,
) -> NDArray[Any]: ...

# Windows with weights: `x` is an array of float32 or float64 with one or two dimensions, of any layout.
def weighted(
    index: int,
    x: NDArray[Any],
    weights: NDArray[np.float64],
    shift: int,
    min_periods: int,
    ddof: int,
    skip_inf: bool,
    offsets: NDArray[np.int64] | None,
    out: NDArray[Any] | None = None,
    /,
) -> NDArray[Any]: ...

# `func` for the windows [start, end) of one or two dimensions of float32 or float64; it is compiled if `address` is
# not 0.  `args` and `kwargs` are both None if there are none.
def apply(
    func: Any,
    args: tuple[Any, ...] | None,
    kwargs: dict[str, Any] | None,
    address: int,
    user_data: int,
    x: NDArray[Any],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    min_periods: int,
    skip_inf: bool,
    keep_nan: bool,
    threads: int,
    /,
) -> NDArray[Any]: ...
def capsule(capsule: Any, /) -> tuple[str | None, int, int]: ...

# (start, end) of windows.
def fixed_bounds(
    n: int, window: int, center: bool, closed: str | None, step: int, /
) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
def time_bounds(
    times: NDArray[np.int64], window: int, center: bool, closed: str | None, /
) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
def expanding_bounds(n: int, /) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
def group_bounds(
    offsets: NDArray[np.int64], window: int, center: bool, closed: str | None, /
) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
def group_time_bounds(
    times: NDArray[np.int64], offsets: NDArray[np.int64], window: int, center: bool, closed: str | None, /
) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
def groups_are_monotonic(
    times: NDArray[np.int64], order: NDArray[np.int64] | None, offsets: NDArray[np.int64], /
) -> bool: ...

# (offsets, order): rows of group g are order[offsets[g] : offsets[g + 1]], those of group -1 are left out; order is
# None where all rows are in order.
def group_rows(groups: NDArray[np.int64], count: int, /) -> tuple[NDArray[np.int64], NDArray[np.int64] | None]: ...
def ascending_groups(keys: NDArray[np.int64], /) -> NDArray[np.int64] | None: ...

# Arrays of which as much is used as the number of groups, in front, says.
def key_groups(
    keys: NDArray[np.int64], /
) -> tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]] | None: ...
def ascending_texts(ends: NDArray[np.int64], bytes: Any, /) -> tuple[int, NDArray[np.int64]] | None: ...
def round_of_keys(keys: NDArray[np.int64], /) -> int: ...
def round_of_texts(ends: NDArray[np.int64], bytes: Any, /) -> int: ...

# `first` has the row of each group in the first round: numbers from 0 on.
def round_rows(n: int, first: NDArray[np.int64], /) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
def common_labels(labels: NDArray[np.int64], offsets: NDArray[np.int64], /) -> tuple[int, NDArray[np.int32]] | None: ...
def get_num_threads() -> int: ...
def set_num_threads(threads: int, /) -> int: ...
def limit_this_thread(threads: int, /) -> int: ...
