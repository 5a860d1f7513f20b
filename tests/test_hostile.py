"""Objects that raise, lie, change what they are asked for, or call back: an error or the right result, and no crash."""

import functools
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from one_call_each import FUNCTIONS, N, X, each_function
from support import assert_same_bits, normal

import fastroll as fr

MEAN = fr.rolling_mean(X, 5)
rolling_mean: Any = fr.rolling_mean  # which takes more than its signature says


class _Trouble(Exception):
    """What hostile objects raise."""


class _Raises:
    """Raises whatever it is asked for."""

    def _raise(self, *_arguments: Any, **_keywords: Any) -> Any:
        raise _Trouble

    __index__ = __float__ = __int__ = __bool__ = __len__ = __getitem__ = __iter__ = __array__ = _raise


class _Index:
    """A number that does something when it is asked for."""

    def __init__(self, number: int, action: Callable[[], Any]) -> None:
        self.number, self.action = number, action

    def __index__(self) -> int:
        self.action()
        return self.number


def _raise() -> None:
    raise _Trouble


@each_function
def test_an_object_that_raises_as_series(function: Callable[..., Any]) -> None:
    """Its error, or a TypeError; the next call is right."""
    expected = function(np.ones(4), 2)
    objects = np.empty(2, object)
    objects[1] = _Raises()
    for x in (_Raises(), [1.0, _Raises(), 3.0], objects):
        with pytest.raises((_Trouble, TypeError, ValueError)):
            function(x, 2)
    np.testing.assert_array_equal(function(np.ones(4), 2), expected)


@pytest.mark.parametrize("name", ["array function", "order", "gufunc", "bottleneck", "apply"])
def test_a_window_that_raises(name: str) -> None:
    """Its own error comes through, wherever the number is looked at."""
    function = FUNCTIONS[name]
    for arguments in ((_Index(5, _raise),), (5, _Index(1, _raise))):
        with pytest.raises((_Trouble, TypeError)):
            function(X, *arguments)
    with pytest.raises((_Trouble, TypeError)):
        rolling_mean(X, 5, axis=_Index(0, _raise))
    with pytest.raises((_Trouble, TypeError, ValueError)):
        rolling_mean(X, 5, center=_Raises())


def test_a_window_that_changes_the_series() -> None:
    """A list that is emptied, an array that is overwritten while arguments are read."""
    values = list(X)
    made = rolling_mean(values, _Index(5, values.clear))
    assert made.shape in {(N,), (0,)}
    array = X.copy()
    made = rolling_mean(array, _Index(5, lambda: array.fill(7)))
    assert np.array_equal(made[4:], np.full(N - 4, 7.0)) or np.array_equal(made[4:], MEAN[4:])


def test_a_window_that_calls_back() -> None:
    """Calls inside of a call."""
    made = rolling_mean(X, _Index(5, lambda: fr.rolling_median(X, 7)))
    assert_same_bits(made, MEAN)


@pytest.mark.parametrize(
    "answer",
    [
        lambda self: self,
        lambda _: "text",
        lambda _: None,
        lambda _: np.array(["a", "b"]),
        lambda _: np.array([object()]),
        lambda _: np.zeros(3, "V8"),
    ],
)
@each_function
def test_wrong_arrays_from_the_array_protocol(function: Callable[..., Any], answer: Callable[[Any], Any]) -> None:
    """An error, whatever `__array__` returns that is no array of numbers."""

    class Liar:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            return answer(self)

    with pytest.raises((TypeError, ValueError)):
        function(Liar(), 2)


def test_wrong_array_interfaces() -> None:
    """An interface that is no dictionary, lacks what it must have, or has another type."""
    for interface in (7, {}, {"shape": (3,)}, {"shape": "x", "typestr": "<f8", "data": (0, False), "version": 3}):

        class Liar:
            __array_interface__ = interface

        with pytest.raises((TypeError, ValueError)):
            rolling_mean(Liar(), 2)


def test_sequences_that_lie() -> None:
    """About their length, or that change while they are read."""

    class Lying(list[float]):
        def __len__(self) -> int:
            return 10**6

    class Shrinking(list[float]):
        def __getitem__(self, at: Any) -> Any:
            self.clear()
            raise IndexError(at)

    for x in (Lying([1.0, 2.0]), Shrinking([1.0, 2.0, 3.0])):
        try:
            made = rolling_mean(x, 2)
        except (TypeError, ValueError, IndexError):
            continue
        assert made.ndim == 1


def test_iterators_are_no_series() -> None:
    """They have no length."""

    def numbers() -> Iterator[float]:
        yield from (1.0, 2.0)
        raise _Trouble

    for x in (numbers(), iter([1.0, 2.0]), map(float, [1, 2]), {1.0, 2.0}):
        with pytest.raises(TypeError):
            rolling_mean(x, 2)


def test_subclasses_that_raise() -> None:
    """Arrays whose hooks raise are taken as arrays; their error is none of ours to hide."""

    class Finalize(np.ndarray):
        armed = False

        def __array_finalize__(self, _other: Any) -> None:
            if Finalize.armed:
                raise _Trouble

    class Wrap(np.ndarray):
        def __array_wrap__(self, *_arguments: Any, **_keywords: Any) -> Any:
            raise _Trouble

    class Ufunc(np.ndarray):
        def __array_ufunc__(self, *_arguments: Any, **_keywords: Any) -> Any:
            raise _Trouble

    made = X.copy().view(Finalize)
    Finalize.armed = True
    for x in (made, X.view(Wrap), X.view(Ufunc)):
        for function in FUNCTIONS.values():
            try:
                result = function(x, 5)
            except _Trouble:
                continue
            assert_same_bits(np.asarray(result), np.asarray(function(X, 5)))
    Finalize.armed = False


def test_texts_and_dictionaries_of_other_types() -> None:
    """Subclasses of str and dict, with methods that raise, as options."""

    class Text(str):
        __slots__ = ()

        def __eq__(self, _other: object) -> bool:
            raise _Trouble

        __hash__ = str.__hash__

    for closed in (Text("left"), Text("none")):
        try:
            made = rolling_mean(X, 5, closed=closed)
        except (_Trouble, ValueError, TypeError):
            continue
        assert_same_bits(made, rolling_mean(X, 5, closed="left"))
    made = fr.rolling_apply(X, 5, lambda values, scale: scale * values[0], kwargs=type("D", (dict,), {})(scale=2.0))
    np.testing.assert_array_equal(made[4:], 2 * X[:-4])


def test_functions_that_change_what_they_get() -> None:
    """Windows are copies; the series may change under the function's feet."""
    x = X.copy()

    def spoil(values: np.ndarray) -> float:
        first = float(values[0])
        values[:] = 0
        x[:] = 5
        return first

    try:
        made = fr.rolling_apply(x, 5, spoil)
    except ValueError:  # windows that cannot be written to
        return
    np.testing.assert_array_equal(made[4:], X[:-4])


def test_functions_that_call_back() -> None:
    """Calls of every kind inside of a call."""

    def inside(values: np.ndarray) -> float:
        fr.set_num_threads(fr.get_num_threads())
        with fr.threads(1):
            return float(fr.rolling_apply(values, 2, np.max)[-1] + rolling_mean(values, 5)[-1])

    windows = np.lib.stride_tricks.sliding_window_view(X, 5)
    expected = windows[:, -2:].max(axis=1) + MEAN[4:]
    np.testing.assert_array_equal(fr.rolling_apply(X, 5, inside)[4:], expected)


@pytest.mark.parametrize("result", [None, "x", [1.0], _Raises(), 1j, np.ones(2), object()])
def test_functions_that_return_no_number(result: Any) -> None:
    """A TypeError, or what the result raises itself."""
    with pytest.raises((TypeError, ValueError, _Trouble)):
        fr.rolling_apply(X, 5, lambda _: result)


@pytest.mark.parametrize("error", [_Trouble, KeyboardInterrupt, SystemExit, MemoryError, StopIteration, GeneratorExit])
def test_functions_that_raise(error: type[BaseException]) -> None:
    """Their error comes through, from any of the calls; the next call is right."""
    for at in (0, 1, 100, N - 5):
        calls: list[int] = []

        def raises(values: np.ndarray, at: int = at, calls: list[int] = calls) -> float:
            calls.append(1)
            if len(calls) > at:
                raise error
            return float(values[0])

        with pytest.raises(error):
            fr.rolling_apply(X, 5, raises)
        assert len(calls) == at + 1
    np.testing.assert_array_equal(fr.rolling_apply(X, 5, lambda values: values[0])[4:], X[:-4])


def test_memory_stays_while_a_call_runs() -> None:
    """Whoever else lets go of an array meanwhile, or tries to resize it: the call holds it."""
    n = 300_000
    kept = normal(n)
    expected = fr.rolling_median(kept, 1001, 1)
    memory, owned = bytearray(kept.tobytes()), kept.copy()
    owners = [owned, np.frombuffer(memory)]
    results: list[np.ndarray] = []
    for resize in (functools.partial(owned.resize, 10), functools.partial(memory.extend, b"more")):
        started = threading.Event()

        def call(x: np.ndarray, started: threading.Event = started) -> None:
            started.set()
            results.append(fr.rolling_median(x, 1001, 1))

        thread = threading.Thread(target=call, args=(owners[0],))
        thread.start()
        started.wait()
        with pytest.raises((ValueError, BufferError)):
            resize()
        del owners[0]
        np.empty(n).fill(-1)  # whatever was let go of would be overwritten
        thread.join()
    for made in results:
        assert_same_bits(made, expected)
