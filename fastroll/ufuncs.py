"""The statistics as generalized ufuncs: every operand explicit, NumPy's broadcasting, ``axis``, ``axes`` and ``out``.

``rolling_mean(x, window, min_periods)`` has the signature ``(n),(),()->(n)``; ``rolling_mean_bounds(x, start, end,
min_periods)`` has ``(n),(m),(m),()->(m)``.  Statistics with degrees of freedom take ``ddof`` as one more operand.

``ewm_mean(x, alpha, adjust, ignore_na, min_periods)`` has ``(n),(),(),(),()->(n)``; ``var``, ``std`` and ``cov`` take
``bias`` as one more operand.

Examples
--------
>>> import numpy as np
>>> import fastroll as fr
>>> fr.ufuncs.rolling_sum([1, 2, 4, 8], [2, 3], 1)
array([[ 1.,  3.,  6., 12.],
       [ 1.,  3.,  7., 14.]])
>>> fr.ufuncs.rolling_sum_bounds([1, 2, 4, 8], [0, 2], [2, 4], 1)
array([ 3., 12.])
>>> fr.ufuncs.ewm_mean([1, 2, 6], [[0.5], [1]], [True, False], False, 1).shape
(2, 2, 3)

Two functions of numbers, one by one, are plain ufuncs, which use several threads for large arrays:

>>> fr.ufuncs.gaussian_kernel([0.0, 1.0, 2.0], 1.0).round(4)
array([1.    , 0.6065, 0.1353])
>>> x, y = fr.ufuncs.polar_to_cartesian(2.0, [0.0, np.pi / 6])
>>> x.round(4), y.round(4)
(array([2.    , 1.7321]), array([0., 1.]))
"""

from __future__ import annotations

import contextlib

from fastroll._statistics import ELEMENTWISE_UFUNCS, UFUNCS

_ALL = {**UFUNCS, **ELEMENTWISE_UFUNCS}
__all__ = list(_ALL)

for _name, _ufunc in _ALL.items():
    with contextlib.suppress(AttributeError):  # NumPy before 2.2: pickle finds them all the same, but has to search
        _ufunc.__module__, _ufunc.__qualname__ = __name__, _name  # type: ignore[misc]
    globals()[_name] = _ufunc
