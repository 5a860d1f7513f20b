"""What compares fastroll with other libraries: ``python -m fastroll bench``, and what the asv benchmarks share with it.

The registry of libraries (``libraries.py``), data (``data.py``), exact results (``reference.py``, ``check.py``),
interleaved timing (``timing.py``), the comparison itself (``compare.py``), and what shows it: in the terminal
(``tables.py``) and as a page (``page.py``, ``charts.py``).  It is a tool beside the library: it makes data and judges
results with NumPy and Python's integers, and no result of fastroll goes through it.
"""
