"""Random programs for property tests, drawn by hypothesis: smooth everywhere, numbers of ordinary size."""

from __future__ import annotations

from hypothesis import strategies as st

LEAVES = ("x", "y", "w1", "b")

UNARY = (
    "tanh({0})",
    "sigmoid({0})",
    "sin({0})",
    "cos({0})",
    "-({0})",
    "exp(tanh({0}))",
    "softplus({0})",
    "square({0})",
)
BINARY = ("({0}) + ({1})", "({0}) - ({1})", "({0})*({1})", "({0})/(2 + cos({1}))", "(1.5 + sin({0}))^({1})")
KINKED = ("relu({0})", "abs({0})", "leaky_relu({0})", "max({0}, {1})", "min({0}, {1})", "max({0}, {1}, 0.3)")


def programs(forms: tuple[str, ...] = UNARY + BINARY, lines: int = 8) -> st.SearchStrategy[str]:
    """Programs of up to ``lines`` named lines, each a form over leaves, numbers and lines before it.

    Each line is squeezed by tanh of a half, so that values and slopes stay tame however deep they nest.
    """
    return st.lists(
        st.tuples(st.sampled_from(forms), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=lines
    ).map(_written)


def _written(drawn: list[tuple[str, int, int]]) -> str:
    operands = [*LEAVES, "0.7"]
    lines = []
    for place, (form, left, right) in enumerate(drawn):
        name = f"h_{place}"
        lines.append(f"{name} = " + form.format(operands[left % len(operands)], operands[right % len(operands)]))
        lines.append(f"t_{place} = 2*tanh({name}/2)")
        operands.append(f"t_{place}")
    return "\n".join([*lines, f"{operands[-1]}*x + {operands[-1]}"])


points = st.fixed_dictionaries({name: st.floats(-2, 2).map(lambda value: round(value, 6)) for name in LEAVES})
