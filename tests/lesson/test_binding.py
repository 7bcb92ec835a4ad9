"""``NAME=VALUE``: one reader for the command line and the window."""

import pytest

from gradviz.errors import UsageError
from gradviz.lesson.binding import binding


@pytest.mark.parametrize(
    ("item", "expected"),
    [("x=1", ("x", 1.0)), (" w_1 = 1/4 ", ("w1", 0.25)), ("λ=0,5", ("lambda", 0.5)), ("x=-2e3", ("x", -2000.0))],
)
def test_a_binding_is_read(item, expected):
    assert binding(item) == expected


@pytest.mark.parametrize("item", ["x", "=1", "x=", "x=nan", "x=inf", "x=y", "x=1=2", "x=__import__('os')"])
def test_anything_else_is_refused_and_quoted(item):
    with pytest.raises(UsageError) as caught:
        binding(item)
    assert item in str(caught.value)
