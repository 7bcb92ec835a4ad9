"""The arithmetic of the gates: IEEE results for floats and for NumPy arrays, never an exception.

Python raises where IEEE 754 has an answer (``exp(710)``, ``1/0``, ``log(0)``), and ``(-8.0)**(1/3)`` is complex.
Each function here gives the answer: inf with the right sign, or nan. Floats take the short way through :mod:`math`;
anything else is handed to NumPy, imported only then. Arrays broadcast; run them under :func:`quiet`.
"""

from __future__ import annotations

import math
from contextlib import AbstractContextManager, nullcontext
from typing import Any

Value = Any
"""A float or a NumPy array."""

INF = math.inf
NAN = math.nan
_PLAIN = (float, int)


def _numpy() -> Any:
    import numpy

    return numpy


def scalar(*values: Value) -> bool:
    """Whether all are plain numbers."""
    return all(isinstance(value, _PLAIN) for value in values)


def number(value: Value) -> Value:
    """``value`` as a float, or as an array of floats where it has a shape."""
    return _numpy().asarray(value, dtype=float) if getattr(value, "ndim", 0) else float(value)


def quiet(*values: Value) -> AbstractContextManager[object]:
    """The context to compute in: NumPy's warnings are off where one of ``values`` is an array."""
    return nullcontext() if scalar(*values) else _numpy().errstate(all="ignore")


def _math_or_numpy(name: str, above: float = NAN) -> Any:
    """The function ``name`` of :mod:`math` and NumPy; ``above`` is its value where it overflows."""
    fast = getattr(math, name)

    def function(x: Value) -> Value:
        if not isinstance(x, _PLAIN):
            return getattr(_numpy(), name)(x)
        try:
            return fast(x)
        except OverflowError:
            return above
        except ValueError:
            return NAN

    return function


exp = _math_or_numpy("exp", above=INF)
sin = _math_or_numpy("sin")
cos = _math_or_numpy("cos")
tan = _math_or_numpy("tan")
tanh = _math_or_numpy("tanh")
sqrt = _math_or_numpy("sqrt")
_log = _math_or_numpy("log")


def log(x: Value) -> Value:
    """Natural logarithm: -inf at 0, nan below."""
    return -INF if isinstance(x, _PLAIN) and x == 0 else _log(x)


def div(a: Value, b: Value) -> Value:
    """a/b; dividing by zero gives ±inf by the signs of both, and 0/0 is nan."""
    if not scalar(a, b):
        return _numpy().divide(a, b)
    if b != 0:
        return a / b
    return NAN if a == 0 or math.isnan(a) else math.copysign(INF, a) * math.copysign(1.0, b)


def power(x: Value, y: Value) -> Value:
    """x to the y as C's ``pow``: 0⁰ = 1, nan for a negative x and a y that is no integer."""
    if not scalar(x, y):
        return _numpy().power(x, y)
    try:
        return math.pow(x, y)
    except OverflowError:
        return math.copysign(INF, x) if y % 2 == 1 else INF
    except ValueError:
        if x != 0:
            return NAN
        return math.copysign(INF, x) if y % 2 == 1 else INF


def power_slope(x: Value, y: Value) -> Value:
    """∂(x^y)/∂x = y·x^(y−1), and 0 for y = 0, whatever x."""
    if scalar(x, y):
        return 0.0 if y == 0 else y * power(x, y - 1)
    return _numpy().where(_numpy().equal(y, 0), 0.0, y * power(x, y - 1.0))


def exponent_slope(x: Value, y: Value) -> Value:
    """∂(x^y)/∂y = x^y·ln x; 0 at x = 0 for y ≥ 0, which is the limit for y > 0 and the usual convention at y = 0."""
    if scalar(x, y):
        return 0.0 if x == 0 and y >= 0 else power(x, y) * log(x)
    np = _numpy()
    return np.where(np.equal(x, 0) & np.greater_equal(y, 0), 0.0, power(x, y) * np.log(x))


def inverse(x: Value) -> Value:
    """The slope of the logarithm: 1/x for x ≥ 0, nan below, where there is no logarithm."""
    if isinstance(x, _PLAIN):
        return NAN if x < 0 else div(1.0, x)
    return _numpy().where(_numpy().less(x, 0), NAN, _numpy().divide(1.0, x))


def sigmoid(x: Value) -> Value:
    """1/(1 + e^−x), computed by the sign of x so that nothing overflows."""
    e = exp(-abs(x))
    if isinstance(x, _PLAIN):
        return 1.0 / (1.0 + e) if x >= 0 else e / (1.0 + e)
    return _numpy().where(_numpy().greater_equal(x, 0), 1.0, e) / (1.0 + e)


def softplus(x: Value) -> Value:
    """ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|)."""
    log1p = math.log1p if isinstance(x, _PLAIN) else _numpy().log1p
    return relu(x) + log1p(exp(-abs(x)))


def square(x: Value) -> Value:
    """x·x."""
    return x * x


def relu(x: Value) -> Value:
    """max(x, 0); nan passes through."""
    if isinstance(x, _PLAIN):
        return 0.0 if x <= 0 else x
    return _numpy().maximum(x, 0.0)


def step(x: Value) -> Value:
    """The slope of relu: 1 above 0, 0 at 0 and below."""
    return leaky_step(x, 0.0)


def leaky_relu(x: Value, a: Value) -> Value:
    """x above 0, a·x at 0 and below."""
    if scalar(x, a):
        return x if x > 0 else a * x
    return _numpy().where(_numpy().greater(x, 0), x, a * x)


def leaky_step(x: Value, a: Value) -> Value:
    """The slope of leaky_relu: 1 above 0, a at 0 and below."""
    if scalar(x, a):
        return 1.0 if x > 0 else a if x <= 0 else NAN
    np = _numpy()
    return np.where(np.greater(x, 0), 1.0, np.where(np.isnan(x), NAN, a))


def sign(x: Value) -> Value:
    """−1, 0 or 1; nan for nan."""
    if isinstance(x, _PLAIN):
        return 1.0 if x > 0 else -1.0 if x < 0 else x * 0.0
    return _numpy().sign(x)


def largest(*values: Value) -> Value:
    """The largest; nan if one of them is nan (Python's ``max`` keeps or drops it by order)."""
    found = values[0]
    for value in values[1:]:
        found = _larger(found, value)
    return found


def _larger(a: Value, b: Value) -> Value:
    if scalar(a, b):
        return a if a > b else b if b >= a else NAN
    return _numpy().maximum(a, b)


def smallest(*values: Value) -> Value:
    """The smallest; nan if one of them is nan."""
    return -largest(*(-value for value in values))


def share(x: Value, *others: Value) -> Value:
    """The part of the gradient that max hands to ``x``: 1 if it is the largest, 0 if not, 1/k in a tie of k."""
    if scalar(x, *others):
        if any(math.isnan(value) for value in (x, *others)):
            return NAN
        return 0.0 if any(y > x for y in others) else 1.0 / (1 + sum(y == x for y in others))
    np = _numpy()
    lost = sum(np.greater(y, x) for y in others)
    ties = 1 + sum(np.equal(y, x) for y in others)
    return np.where(np.isnan(largest(x, *others)), NAN, np.where(lost > 0, 0.0, 1.0 / ties))


def wins(x: Value, before: tuple[Value, ...], after: tuple[Value, ...]) -> Value:
    """1 if max hands ``x`` everything, else 0: it must beat those ``before`` it and at least equal those ``after``."""
    if scalar(x, *before, *after):
        if any(math.isnan(value) for value in (x, *before, *after)):
            return NAN
        return float(all(x > y for y in before) and all(x >= y for y in after))
    np = _numpy()
    lost = sum(np.less_equal(x, y) for y in before) + sum(np.less(x, y) for y in after)
    return np.where(np.isnan(largest(x, *before, *after)), NAN, np.where(lost > 0, 0.0, 1.0))
