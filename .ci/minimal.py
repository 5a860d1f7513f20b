"""The installed wheel works with nothing but NumPy, and both of its libraries lie side by side."""

import importlib.util
from pathlib import Path

import numpy as np

import fastroll as fr

assert importlib.util.find_spec("pandas") is None
package = Path(fr.__file__).parent
assert "site-packages" in package.parts, package
for file in (
    *("libfastroll.so", "_core.abi3.so", "include/fastroll.h", "pkgconfig/fastroll.pc"),
    *("__init__.pxd", "py.typed"),
):
    assert (package / file).is_file(), file

x = np.arange(100_000.0)
np.testing.assert_array_equal(fr.rolling_mean(x, 3)[2:], x[1:-1])
np.testing.assert_array_equal(fr.ufuncs.rolling_max(x, 5, 1), x)
fr.show_config()
