"""Fast, exact moving-window statistics for NumPy and pandas.

Functions ``rolling_<statistic>``, ``expanding_<statistic>`` and ``ewm_<statistic>`` take and return arrays; the
accessor ``fast`` of pandas objects has methods of the first two names, and window objects; `ufuncs` holds the
generalized ufuncs behind them.  ``move_<statistic>`` are the functions of bottleneck.

>>> import fastroll as fr
>>> fr.rolling_mean([1, 2, 6, 3, 5], 2)
array([nan, 1.5, 4. , 4.5, 4. ])
"""

from __future__ import annotations

import contextlib

from fastroll import (
    _ewm_functions,
    _expanding_functions,
    _move_functions,
    _rolling_functions,
    _weighted_functions,
    ufuncs,
)
from fastroll._apply import expanding_apply, rolling_apply
from fastroll._config import show_config
from fastroll._ewm_functions import *  # noqa: F403
from fastroll._ewm_last import ewm_last
from fastroll._expanding_functions import *  # noqa: F403
from fastroll._move_functions import *  # noqa: F403
from fastroll._paths import get_include, get_library
from fastroll._rolling_functions import *  # noqa: F403
from fastroll._threads import get_num_threads, set_num_threads, threads
from fastroll._version import __version__
from fastroll._weighted_functions import *  # noqa: F403
from fastroll._windows import Bounds, expanding_bounds, group_bounds, time_bounds

__all__ = [
    *_ewm_functions.__all__,
    *_expanding_functions.__all__,
    *_move_functions.__all__,
    *_rolling_functions.__all__,
    *_weighted_functions.__all__,
    "Bounds",
    "__version__",
    "ewm_last",
    "expanding_apply",
    "expanding_bounds",
    "get_include",
    "get_library",
    "get_num_threads",
    "group_bounds",
    "rolling_apply",
    "set_num_threads",
    "show_config",
    "threads",
    "time_bounds",
    "ufuncs",
]

with contextlib.suppress(ModuleNotFoundError):  # without pandas there is nothing to register the accessor with
    from fastroll import pandas as pandas
    from fastroll.pandas import fast as fast

    __all__ += ["fast"]
