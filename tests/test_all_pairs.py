"""Covariances and correlations of all columns with all are those of each two of them, to the bit."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

import fastroll  # noqa: E402

N = 1400  # several stretches
COLUMNS = 35  # several blocks


def _numbers(columns: int, n: int = N) -> Any:
    random = np.random.default_rng(columns)
    x = random.normal(size=(n, columns)).cumsum(axis=0)
    x[random.random(x.shape) < 0.02] = np.nan
    x[100:103, ::3] = np.inf
    x[:, 1] = 5
    return x


FRAME = pd.DataFrame(_numbers(COLUMNS)).add_prefix("x")
OTHER = pd.DataFrame(_numbers(3)).add_prefix("y")
STAMPS = pd.date_range("2024", periods=N, freq="s")
WINDOWS: dict[str, Any] = {
    "few elements": lambda frame: frame.fast.rolling(5, min_periods=3),
    "tiles": lambda frame: frame.fast.rolling(20, min_periods=2),
    "many tiles": lambda frame: frame.fast.rolling(700, min_periods=300),
    "longer than the series": lambda frame: frame.fast.rolling(5000, min_periods=7),
    "all later": lambda frame: frame.fast.rolling(4000, min_periods=0, center=True),
    "none": lambda frame: frame.fast.rolling(1, min_periods=0, closed="neither"),
    "centered": lambda frame: frame.fast.rolling(33, min_periods=2, center=True, closed="both"),
    "before": lambda frame: frame.fast.rolling(33, min_periods=2, closed="left"),
    "growing": lambda frame: frame.fast.expanding(4),
    "times": lambda frame: frame.set_axis(STAMPS).fast.rolling("30s"),
    "weights": lambda frame: frame.fast.ewm(span=9),
    "of floats": lambda frame: frame.fast.rolling(20, min_periods=2, dtype="float32"),
}


@pytest.mark.parametrize("name", ["cov", "corr"])
@pytest.mark.parametrize("window", WINDOWS)
def test_each_two(window: str, name: str) -> None:
    """Those of one frame, whichever comes first, and those of two frames."""
    made = {}
    for threads in (1, 2):
        with fastroll.threads(threads):
            windows = WINDOWS[window](FRAME)
            made[threads] = getattr(windows, name)(), getattr(windows, name)(OTHER.set_axis(windows.obj.index), True)
    same, two = made[1]
    pd.testing.assert_frame_equal(made[2][0], same, check_exact=True)
    pd.testing.assert_frame_equal(made[2][1], two, check_exact=True)
    cube = same.to_numpy().reshape(N, COLUMNS, COLUMNS)
    np.testing.assert_array_equal(cube, cube.swapaxes(1, 2))
    for i, j in [(0, 0), (0, 3), (1, 2), (4, COLUMNS - 1), (20, 30), (COLUMNS - 1, COLUMNS - 1)]:
        alone = getattr(WINDOWS[window](FRAME[[f"x{i}"]]), name)(FRAME[f"x{j}"].set_axis(same.index.levels[0]))
        np.testing.assert_array_equal(cube[:, j, i], alone.to_numpy()[:, 0])
    cube = two.to_numpy().reshape(N, 3, COLUMNS)
    for i, j in [(0, 0), (7, 2), (COLUMNS - 1, 1)]:
        alone = getattr(WINDOWS[window](FRAME[[f"x{i}"]]), name)(OTHER[f"y{j}"].set_axis(two.index.levels[0]))
        np.testing.assert_array_equal(cube[:, j, i], alone.to_numpy()[:, 0])


@pytest.mark.parametrize("n", [1, 2, 19, 20, 21, 511, 512, 513])
def test_lengths(n: int) -> None:
    """Where stretches begin and end."""
    frame = pd.DataFrame(_numbers(3, n))
    for window in (1, 2, 20, 600):
        made = frame.fast.rolling(window, min_periods=1, closed="both").cov().to_numpy().reshape(n, 3, 3)
        desired = frame[[0]].fast.rolling(window, min_periods=1, closed="both").cov(frame[2]).to_numpy()
        np.testing.assert_array_equal(made[:, 0, 2], desired[:, 0])


def test_floats() -> None:
    """Floats are read and written as such."""
    frame = FRAME.astype("float32")
    made = frame.fast.rolling(20, 2, dtype="float32").cov()
    assert (made.dtypes == np.float32).all()
    desired = fastroll.rolling_cov(frame["x0"].replace(np.inf, np.nan), frame["x2"], 20, 2)
    np.testing.assert_array_equal(made["x2"].xs("x0", level=1), desired)


def test_windows_without_elements() -> None:
    """Whatever min_periods and ddof are."""
    assert FRAME.fast.rolling(1, min_periods=0, closed="neither").cov(ddof=0).isna().all(axis=None)


def test_calls() -> None:
    """What is not usual is left to others."""
    from fastroll import _core
    from fastroll._statistics import STATISTICS

    rolling_pairs: Any = _core.rolling_pairs
    x, corr = np.ones((2, 5)), STATISTICS["corr"].index
    usual: list[Any] = [corr, x, x, 3, 3, 1, False, None, True]
    assert rolling_pairs(*usual).shape == (2, 5, 2)
    for place, value in [
        (0, STATISTICS["sum"].index),
        (0, STATISTICS["regression"].index),
        (1, x.astype(int)),
        (2, x[:, :4]),
        (2, x.astype(np.float32)),
        (3, -1),
        (4, 4),
        (7, "middle"),
    ]:
        assert rolling_pairs(*usual[:place], value, *usual[place + 1 :]) is NotImplemented
    with pytest.raises(TypeError, match="takes 9 arguments"):
        rolling_pairs(corr)
