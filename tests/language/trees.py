"""What the reader's tests share: a small vocabulary, trees as text, and random trees with their spelling."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from hypothesis import strategies as st

from gradviz.language.parser import read_text
from gradviz.language.syntax import Apply, Assignment, Bare, Call, Definition, Expr, Name, Number, Program, Reading
from gradviz.language.vocabulary import Function, Vocabulary

ONE_INPUT = ("exp", "sqrt", "sin", "cos", "tan", "tanh", "softplus", "square")
VOCABULARY = Vocabulary(
    [
        *(Function(name, (name,), 1, 1) for name in ONE_INPUT),
        Function("log", ("log", "ln"), 1, 1),
        Function("abs", ("abs", "Abs"), 1, 1),
        Function("sigmoid", ("sigmoid", "σ", "sigma"), 1, 1),
        Function("relu", ("relu", "ReLU"), 1, 1),
        Function("leaky_relu", ("leaky_relu",), 1, 2, ("0.01",)),
        Function("max", ("max", "Max"), 2, None),
        Function("min", ("min", "Min"), 2, None),
    ]
)


def read(text: str) -> Reading:
    return read_text(text, VOCABULARY)


def program(text: str) -> Program:
    """The program in ``text``, which must be readable."""
    reading = read(text)
    assert reading.program is not None, [(problem.code, problem.line, problem.span) for problem in reading.problems]
    return reading.program


def tree(text: str) -> Expr:
    """The expression of a text of one bare line."""
    (line,) = program(text).lines
    assert isinstance(line, Bare)
    return line.value


def shown(expr: Expr) -> str:
    """A tree in the notation of tests/data/parse.json; calls of the user's functions are left standing."""
    if isinstance(expr, Number):
        return expr.text
    if isinstance(expr, Name):
        return expr.name
    head = expr.op if isinstance(expr, Apply) else expr.function
    return f"{head}({', '.join(map(shown, expr.inputs))})"


def shown_program(text: str) -> str:
    """All lines of a text in the notation of tests/data/parse.json."""
    return "; ".join(_shown_line(line) for line in program(text).lines)


def _shown_line(line: Definition | Assignment | Bare) -> str:
    if isinstance(line, Definition):
        return f"{line.name}({', '.join(line.parameters)})={shown(line.body)}"
    return shown(line.value) if isinstance(line, Bare) else f"{line.name}={shown(line.value)}"


def nodes(expr: Expr) -> Iterator[Expr]:
    """The tree and everything in it."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Apply | Call):
            waiting.extend(node.inputs)


# Random trees are nested tuples: ("add", left, right); leaves are strings, numbers as typed.

NAMES = ("x", "y", "w1", "вес", "lambda", "b'")
NUMBERS = ("2", "0.50", "7.", ".5", "1e-4", "-3", "-0.25")
POWER = {"add": 10, "sub": 10, "mul": 20, "div": 20, "neg": 30, "pow": 40}
SIGN = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "^"}

random_trees = st.recursive(
    st.sampled_from(NAMES + NUMBERS),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(list(SIGN)), inner, inner),
        st.tuples(st.sampled_from(["neg", "exp", "sigmoid", "abs"]), inner),
        st.tuples(st.just("max"), inner, inner, inner),
    ),
    max_leaves=12,
)


def canonical_form(tree: tuple | str) -> str:
    if isinstance(tree, str):
        return tree
    return f"{tree[0]}({', '.join(map(canonical_form, tree[1:]))})"


def spelled(tree: tuple | str, random: Random) -> str:
    """A random spelling of ``tree``: blanks, spare brackets, implicit products, signs of all kinds."""
    text = _spelled(tree, random)
    return f"({text})" if random.random() < 0.1 else text


def _spelled(tree: tuple | str, random: Random) -> str:
    if isinstance(tree, str):
        return {"lambda": random.choice(["λ", "lambda"]), "w1": random.choice(["w1", "w_1", "w₁"])}.get(tree, tree)
    gate, inputs = tree[0], tree[1:]
    if gate == "neg":
        plain_number = isinstance(inputs[0], str) and inputs[0][0] in ".0123456789"
        return random.choice("-−") + _inside(inputs[0], 41 if plain_number else 30, random)
    if gate in SIGN:
        left = _inside(inputs[0], POWER[gate] + (gate == "pow"), random)
        right = _inside(inputs[1], 30 if gate == "pow" else POWER[gate] + 1, random)
        return left + _between(gate, left, right, inputs, random) + right
    if gate == "abs" and random.random() < 0.5:
        return f"|{spelled(inputs[0], random)}|"
    if gate == "exp" and random.random() < 0.3:
        return f"e^({spelled(inputs[0], random)})"
    return f"{gate}({', '.join(spelled(part, random) for part in inputs)})"


def _inside(tree: tuple | str, least: int, random: Random) -> str:
    """``tree`` as an operand, in brackets where its power is below ``least``."""
    if isinstance(tree, str):
        power = 30 if tree[0] == "-" else 40 if least > 40 and tree[0] not in "xyw" else 50
    else:
        power = POWER.get(tree[0], 40 if tree[0] == "exp" else 50)
    text = spelled(tree, random)
    return text if power >= least else random.choice(["({})", "[{}]"]).format(text)


def _between(gate: str, left: str, right: str, inputs: tuple, random: Random) -> str:
    number_first = isinstance(inputs[0], str) and inputs[0][0] in ".0123456789"
    if gate == "mul" and number_first and (right[0].isalpha() or right[0] == "(") and random.random() < 0.5:
        return random.choice(["", " ", "\u2009"])
    sign = random.choice({"mul": "*·×", "pow": ["^", "**"], "sub": "-−–", "div": "/÷"}.get(gate, SIGN[gate]))
    return random.choice(["{}", " {} ", " {}", "\t{}\u00a0"]).format(sign)
