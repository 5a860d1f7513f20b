"""The statistics as generalized ufuncs: every operand explicit, NumPy's broadcasting, ``axis``, ``axes`` and ``out``.

``rolling_mean(x, window, min_periods)`` has the signature ``(n),(),()->(n)``; ``rolling_mean_bounds(x, start, end,
min_periods)`` has ``(n),(m),(m),()->(m)``.  Statistics with degrees of freedom take ``ddof`` as one more operand.

Examples
--------
>>> import fastroll as fr
>>> fr.ufuncs.rolling_sum([1, 2, 4, 8], [2, 3], 1)
array([[ 1.,  3.,  6., 12.],
       [ 1.,  3.,  7., 14.]])
>>> fr.ufuncs.rolling_sum_bounds([1, 2, 4, 8], [0, 2], [2, 4], 1)
array([ 3., 12.])
"""

from __future__ import annotations

import contextlib

from fastroll._statistics import UFUNCS

__all__ = list(UFUNCS)

for _name, _ufunc in UFUNCS.items():
    with contextlib.suppress(AttributeError):  # NumPy before 2.2: pickle finds them all the same, but has to search
        _ufunc.__module__, _ufunc.__qualname__ = __name__, _name  # type: ignore[misc]
    globals()[_name] = _ufunc
