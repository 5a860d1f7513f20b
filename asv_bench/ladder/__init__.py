"""The ladder: the same algorithm in every version from a Python loop to fastroll, built, compared and timed.

``python -m fastroll ladder`` runs it.  `tasks.py` lists the algorithms and their versions, which are the rungs
(`rungs.py`); `python.py`, ``untyped.pyx``, ``typed.pyx`` and ``kernels.c`` hold them.  `build.py` compiles what needs
compiling, `measure.py` checks and times, `report.py` prints and draws.  The sources are installed with fastroll, as
``fastroll._ladder``.
"""
