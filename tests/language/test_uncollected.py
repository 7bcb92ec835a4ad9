"""The search for garbage is held off while a text is read, and left as it was found."""

import gc

import pytest

from gradviz.errors import ReadError
from gradviz.graph.build import read
from gradviz.language.uncollected import uncollected


@pytest.fixture(autouse=True)
def collecting():
    gc.enable()
    yield
    gc.enable()


@pytest.mark.parametrize("enabled", [True, False])
def test_it_is_left_as_it_was_found(enabled):
    gc.enable() if enabled else gc.disable()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled() == enabled


def test_a_refused_text_leaves_it_on():
    with pytest.raises(ReadError):
        read("x +")
    with pytest.raises(ReadError):
        read("f(x) = x*x\n" + "\n".join(f"f{n}(x) = f(f(f(f(x))))" for n in range(9)) + "\n" + "f(" * 200)
    assert gc.isenabled()


def test_it_may_decorate_a_function():
    @uncollected()
    def enabled():
        return gc.isenabled()

    assert (enabled(), enabled(), gc.isenabled()) == (False, False, True)
