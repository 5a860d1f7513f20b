"""What is put into the templates of ``_generate.py`` for one statistic: parameters, texts, calls, examples."""

from __future__ import annotations

import re
import textwrap
from typing import Any

import numpy as np

from fastroll import _pandas_templates as methods
from fastroll import _templates_functions as functions
from fastroll._statistics import INTERPOLATIONS, METHODS, Statistic

WIDTH = 120
X, WITH_NAN, Y = "[1, 2, 6, 3, 5]", "[1, np.nan, 6, 3, 5]", "[2, 1, 4, 4, 8]"
WINDOW, Q, SEVERAL_Q = "3", "0.5", "[0.25, 0.75]"
VALUES: dict[str, Any] = {
    X: [1.0, 2, 6, 3, 5],
    WITH_NAN: [1, np.nan, 6, 3, 5],
    Y: [2.0, 1, 4, 4, 8],
    Q: 0.5,
    SEVERAL_Q: [0.25, 0.75],
}
"""The data of the examples, as they are written and as they are."""


def class_name(statistic: Statistic) -> str:
    """Return the name of the class of its results."""
    return "".join(part.capitalize() for part in statistic.name.split("_"))


def words(statistic: Statistic) -> dict[str, str]:
    """Return the values of all fields of all templates."""
    return {
        "name": statistic.name,
        "NAME": statistic.name.upper(),
        **_texts(statistic),
        **_function_signature(statistic),
        **_function_calls(statistic),
        **_method_signature(statistic),
        **_method_calls(statistic),
        **_window_method(statistic),
        **_examples(statistic),
    }


def _wrap(text: str, indent: int = 4) -> str:
    """Break a paragraph of a docstring into lines."""
    return f"\n{' ' * indent}".join(textwrap.wrap(text, WIDTH - indent, break_on_hyphens=False))


def _texts(statistic: Statistic) -> dict[str, str]:
    summary = f"Return the {statistic.summary[0].lower()}{statistic.summary[1:]}"
    two, several = statistic.inputs > 1, bool(statistic.results)
    series, are = ("`x` and `y`", "are") if two else ("`x`", "is")
    return {
        "summary": summary,
        "summary_growing": summary.replace("in each window", "so far"),
        "error": _wrap(f"Accuracy: {statistic.error}"),
        "method": _wrap(f"Algorithm: {statistic.method}"),
        "arithmetic": _wrap(
            f"Arithmetic is in float64 whatever the type of {series}.  A pandas object gives an array: see its "
            "accessor ``fast``."
        ),
        "needed": "elements, valid or not," if statistic.counts_rows else "valid pairs" if two else "valid elements",
        "series_doc": functions.SERIES_DOC[statistic.inputs],
        "q_doc": functions.Q_DOC if statistic.has_q else "",
        "q_growing_doc": functions.Q_DOC.replace(", before those of several windows", "") if statistic.has_q else "",
        "keywords_doc": _keywords_doc(statistic),
        "out_doc": functions.OUT_DOC[2 if several else 1].format(series=series),
        "type_error": _wrap(
            f"If {series} {are} complex, of extended precision, or no numbers;"
            f"{' if `ddof` is no integer;' if statistic.has_ddof else ''} if `out` is of a wrong type.",
            8,
        ),
        **_returns(statistic, f"{series} {are}", f"{series}{' together' if two else ''}"),
    }


def _returns(statistic: Statistic, series_are: str, shape: str) -> dict[str, str]:
    names = ", ".join(statistic.results)
    kind = f"float32 if {series_are}, else float64.  The shape is that of {shape}"
    rows = "with the number of rows (see `step`) or of bounds along `axis`, and the shape of `window` in front"
    return {
        "returns": f"{class_name(statistic)}, a tuple of arrays ({names})" if names else "ndarray",
        "returns_doc": _wrap(f"{kind}, {rows}.  It is `out`, if given.", 8),
        "returns_growing_doc": _wrap(f"{kind}.  It is `out`, if given.", 8),
    }


def _keywords_doc(statistic: Statistic) -> str:
    parts = [functions.DDOF_DOC] * statistic.has_ddof
    parts += [functions.INTERPOLATION_DOC] * statistic.has_q + [functions.RANK_DOC] * statistic.has_ties
    return "".join(parts)


def _keywords(statistic: Statistic) -> list[str]:
    parameters = ["ddof: int = 1"] * statistic.has_ddof
    parameters += ['interpolation: Interpolation = "linear"'] * statistic.has_q
    if statistic.has_ties:
        parameters += ['method: RankMethod = "average"', "ascending: bool = True", "pct: bool = False"]
    return parameters


def _lines(parameters: list[str], indent: int) -> str:
    return "".join(f"{' ' * indent}{parameter},\n" for parameter in parameters)


def _function_signature(statistic: Statistic) -> dict[str, str]:
    several = bool(statistic.results)
    return {
        "series_parameters": _lines(["x: ArrayLike", "y: ArrayLike"][: statistic.inputs], 4),
        "q_parameter": _lines(["q: ArrayLike"] * statistic.has_q, 4),
        "keywords": _lines(_keywords(statistic), 4),
        "out_type": "tuple[NDArray[Any], ...]" if several else "NDArray[Any]",
        "result_type": class_name(statistic) if several else "Result",
    }


def _call(indent: int, function: str, arguments: str) -> str:
    """Return a statement, broken as the formatter does."""
    space = " " * indent
    line = f"{space}{function}({arguments})"
    if len(line) <= WIDTH:
        return line
    if len(space) + 4 + len(arguments) > WIDTH:
        arguments = re.sub(r", (?![^(]*\))", f",\n{space}    ", arguments) + ","  # not those in parentheses
    return f"{space}{function}(\n{space}    {arguments}\n{space})"


def _extra(statistic: Statistic) -> str:
    return "(q, interpolation)" if statistic.has_q else "(method, ascending, pct)" if statistic.has_ties else ""


def _function_calls(statistic: Statistic) -> dict[str, str]:
    name, ddof = statistic.name.upper(), "ddof" if statistic.has_ddof else "1"
    x = "x" if statistic.inputs == 1 else "(x, y)"
    extra = ", " * bool(_extra(statistic)) + _extra(statistic)
    extra_or_none = _extra(statistic) or "None"
    several = bool(statistic.results)
    fast = f"result: {'tuple[Result, ...]' if several else 'Result'} = fast_call"
    return {
        "wrapped": f"{class_name(statistic)}(*result)" if several else "result",
        "fast_call": _call(
            8,
            fast,
            f"_{name}_INDEX, {x}, window, min_periods, {ddof}, center, closed, False, {extra_or_none}, out",
        ),
        "growing_fast_call": _call(
            8,
            fast,
            f"_{name}_INDEX, {x}, EVERYTHING, min_periods, {ddof}, False, None, False, {extra_or_none}, out",
        ),
        "general_call": _call(
            4,
            "result = rolling",
            f"_{name}, {x}, window, min_periods, {ddof}, center, closed, step, axis, out{extra}",
        ),
        "growing_general_call": _call(4, "result = expanding", f"_{name}, {x}, min_periods, {ddof}, axis, out{extra}"),
    }


def _method_signature(statistic: Statistic) -> dict[str, str]:
    pairwise = statistic.name in methods.PAIRWISE
    required, own, doc, kind, returned = [], _keywords(statistic), "", "Data", "like"
    if statistic.has_q:
        required, doc, kind, returned = ["q: ArrayLike"], functions.Q_DOC, "Data | pd.DataFrame", "quantiles"
        doc = doc.replace(" and become\n        leading axes of the result, before those of several windows", "")
    elif statistic.inputs > 1 and not pairwise:
        required, doc, kind = ["other: pd.Series[Any] | pd.DataFrame"], methods.OTHER_DOC, "Any"
    elif pairwise:
        own = ["other: pd.Series[Any] | pd.DataFrame | None = None", "pairwise: bool | None = None", *own]
        kind, returned = "Any", "pairs"
    if statistic.results:
        kind, returned = "pd.DataFrame", "several"
    own_doc = textwrap.indent(_keywords_doc(statistic), "    ")
    pandas_has = statistic.name in methods.IN_PANDAS
    return {
        "required_parameter": _lines(required, 8),
        "required_doc": textwrap.indent(doc, "    ") if statistic.has_q else doc,
        "method_parameters": _lines(own, 8),
        "method_doc": (methods.PAIRWISE_DOC if pairwise else "") + own_doc,
        "method_type": kind,
        "method_returns": methods.RETURNS[returned].format(results=", ".join(statistic.results)),
        "rolling_like": _like(statistic, "rolling(window, ...)") if pandas_has else "pandas has no such method.",
        "expanding_like": _like(statistic, "expanding(min_periods)") if pandas_has else "pandas has no such method.",
    }


def _like(statistic: Statistic, windows: str) -> str:
    arguments = "q" if statistic.has_q else "other" if statistic.inputs > 1 else ""
    return f"The same as ``obj.{windows}.{statistic.name}({arguments})``."


def _method_calls(statistic: Statistic) -> dict[str, str]:
    ddof = "ddof" if statistic.has_ddof else "1"
    arguments, pairs = f"{ddof}, numeric_only", ""
    if statistic.inputs > 1:
        pairwise = "pairwise" if statistic.name in methods.PAIRWISE else "False"
        arguments, pairs = f"{ddof}, numeric_only, other, {pairwise}", "_pairs"
    elif _extra(statistic):
        arguments += f", {_extra(statistic)}"
    name, kind = statistic.name.upper(), _method_signature(statistic)["method_type"]
    return {
        "method_call": _call(
            8,
            f"result: {kind} = self._rolling{pairs}",
            f"_{name}, window, min_periods, center, on, closed, step, threads, dtype, {arguments}",
        ),
        "growing_method_call": _call(
            8, f"result: {kind} = self._expanding{pairs}", f"_{name}, min_periods, threads, dtype, {arguments}"
        ),
    }


def _window_method(statistic: Statistic) -> dict[str, str]:
    """Return what a method of window objects has in addition to, or in place of, one of the accessor."""
    name, ddof = statistic.name, "ddof" if statistic.has_ddof else "1"
    engine = name in methods.WITH_ENGINE
    own = ", ".join(f"{parameter.split(':')[0]}" for parameter in _keywords(statistic))
    passed = ", ".join(filter(None, [own, "numeric_only, engine=engine, engine_kwargs=engine_kwargs"]))
    arguments = f"_{name.upper()}, {ddof}, numeric_only"
    if statistic.inputs > 1:
        pairwise = "pairwise" if name in methods.PAIRWISE else "False"
        call = _call(8, "return run_pairs", f"self, {arguments}, other, {pairwise}")
    else:
        call = _call(8, "return self._run", f"{arguments}, {_extra(statistic) or 'None'}")
    others = [f"{'' if name not in methods.PAIRWISE else 'other='}pd.Series({Y})"] * (statistic.inputs > 1)
    return {
        "engine_parameters": _lines(
            ["engine: str | None = None", "engine_kwargs: dict[str, bool] | None = None"] * engine, 8
        ),
        "engine_doc": methods.ENGINE_DOC * engine,
        "engine_call": methods.ENGINE_CALL.format(name=name, passed=passed) * engine,
        "window_like": "As pandas' method." if name in methods.IN_PANDAS else "pandas has no such method.",
        "window_call": call,
        "window_example": ", ".join([Q] * statistic.has_q + others),
    }


def _operands(statistic: Statistic, q: str) -> tuple[Any, ...]:
    """Return what the gufunc takes after min_periods where the function has defaults."""
    if statistic.has_q:
        return VALUES[q], INTERPOLATIONS.index("linear")
    if statistic.has_ties:
        return METHODS.index("average"), True, False
    return (1,) if statistic.has_ddof else ()


def _example(statistic: Statistic, x: str, window: int, min_periods: int, q: str, place: int) -> tuple[str, str]:
    """Return what to append to an example to keep it short, and its result."""
    series = [VALUES[text] for text in (x, Y)][: statistic.inputs]
    made = statistic.ufunc(*series, window, min_periods, *_operands(statistic, q))
    result = made[place] if statistic.results else made
    rounded = result.round(3) + 0.0
    field = f".{statistic.results[place]}" if statistic.results else ""
    is_short = np.array_equal(result, rounded, equal_nan=True)
    return field + ("" if is_short else ".round(3)"), repr(rounded)


def _examples(statistic: Statistic) -> dict[str, str]:
    other, column = [Y] * (statistic.inputs > 1), ""
    q, several_q = [Q] * statistic.has_q, [SEVERAL_Q] * statistic.has_q
    first_round, first = _example(statistic, X, 3, 3, Q, 0)
    second_round, second = _example(statistic, WITH_NAN, 3, 1, SEVERAL_Q, -1)
    growing_round, growing = _example(statistic, X, 5, 1, Q, 0)
    rounds = (".round(3)" if text.endswith(".round(3)") else "" for text in (first_round, growing_round))
    pandas_other = [f"{'' if statistic.name not in methods.PAIRWISE else 'other='}pd.Series({Y})"] * len(other)
    if statistic.results:
        column = f'["{statistic.results[0]}"]'
    first_method_round, growing_method_round = rounds
    return {
        "first_call": ", ".join([X, *other, WINDOW, *q]),
        "first_round": first_round,
        "first_result": first.replace("\n", "\n    "),
        "second_call": ", ".join([WITH_NAN, *other, WINDOW, *several_q, "min_periods=1"]),
        "second_round": second_round,
        "second_result": second.replace("\n", "\n    "),
        "growing_call": ", ".join([X, *other, *q]),
        "growing_round": growing_round,
        "growing_result": growing.replace("\n", "\n    "),
        "column": column,
        "method_example": ", ".join([WINDOW, *q, *pandas_other]),
        "first_method_round": first_method_round,
        "first_method_result": first.replace("\n", "\n        "),
        "growing_method_example": ", ".join([*q, *pandas_other]),
        "growing_method_round": growing_method_round,
        "growing_method_result": growing.replace("\n", "\n        "),
    }
