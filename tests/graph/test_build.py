"""From a program to a graph: order, copies, functions written out, labels, remarks, limits."""

from __future__ import annotations

import pytest

from gradviz.errors import ReadError
from gradviz.graph.build import VOCABULARY, build, read
from gradviz.graph.graph import Constant, Copy, Gate, Graph, Variable
from gradviz.language.limits import LARGE, TYPED
from gradviz.language.parser import read_text


def kinds(graph: Graph) -> str:
    """The nodes in order, one letter each."""
    letters = {Variable: "v", Constant: "c", Gate: "g", Copy: "+"}
    return "".join(letters[type(node)] for node in graph.nodes)


def test_nodes_and_wires_stand_in_topological_order() -> None:
    graph = read("a = x + 1\nb = x*y\nf = a*b")
    assert kinds(graph) == "v+vcggg"
    assert [node.id for node in graph.nodes] == list(range(7))
    assert [wire.id for wire in graph.wires] == list(range(len(graph.wires)))
    assert all(wire.source < wire.target for wire in graph.wires)
    assert [(wire.source, wire.target, wire.slot) for wire in graph.wires[:3]] == [(0, 1, 0), (1, 4, 0), (1, 5, 0)]


def test_copies_feed_their_uses_in_the_order_typed() -> None:
    graph = read("x*(x + 1)")
    (copy,) = graph.copies
    assert [graph.nodes[wire.target].op for wire in graph.out_of[copy.id]] == ["mul", "add"]


def test_a_square_by_hand_forks_its_input() -> None:
    graph = read("x*x")
    assert kinds(graph) == "v+g"
    assert graph.gates[0].inputs == (0, 0)
    assert graph.copies[0].uses == 2


def test_each_number_is_a_constant_of_its_own() -> None:
    graph = read("2*x + 2*pi")
    assert [constant.text for constant in graph.constants] == ["2", "2", "pi"]
    assert kinds(graph) == "vcgccgg"


def test_a_line_with_a_number_pins_a_leaf() -> None:
    graph = read("x = -0.50\ny = x*w")
    leaf = graph.variables[0]
    assert (leaf.name, leaf.pinned, leaf.pinned_text) == ("x", -0.5, "-0.50")
    assert leaf.value_origin is not None
    assert leaf.value_origin.span == (4, 9)
    assert graph.canonical() == "x=-0.50; y=mul(x, w)"


def test_another_name_is_a_joint() -> None:
    graph = read("a = x*y\nb = a\nb + 1")
    assert graph.canonical() == "a=mul(x, y); b=id(a); add(b, 1)"
    assert not graph.copies


def test_a_bare_name_at_the_end_is_the_output_itself() -> None:
    graph = read("a = x*y\nb = a*a\na")
    assert (graph.output_name, graph.nodes[graph.output].name) == ("a", "a")
    assert graph.canonical() == "a=mul(x, y); b=mul(a, a); a"
    assert not graph.reaches_output[graph.gates[1].id]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("max(a, b, c)", "max(a, b, c)"),
        ("leaky_relu(x)", "leaky_relu(x, 0.01)"),
        ("7", "7"),
        ("x", "x"),
        ("f(x) = x*x\nf(tanh(a))", "mul(tanh(a), tanh(a))"),
        ("f(x) = x*x\nf(2)", "mul(2, 2)"),
        ("f(x) = x\nb = f(a)", "b=id(a)"),
        ("f(x) = x\nb = f(a*a)", "b=mul(a, a)"),
        ("f(x) = x\nb = f(3)", "b=id(3)"),
        ("g(x) = x + a\na = y*2\ng(1)", "a=mul(y, 2); add(1, a)"),
        ("g(x) = x + 1\nh(x) = g(x*x)\nh(x)", "add(mul(x, x), 1)"),
    ],
)
def test_canonical(text: str, canonical: str) -> None:
    assert read(text).canonical() == canonical


def test_the_argument_of_a_function_is_computed_once() -> None:
    graph = read("f(x) = x*x\nf(tanh(a))")
    assert [gate.op for gate in graph.gates] == ["tanh", "mul"]
    assert graph.copies[0].source == graph.gates[0].id


def test_numbers_are_not_shared_even_as_arguments() -> None:
    graph = read("f(x) = x*x\nf(2)")
    assert len(graph.constants) == 2
    assert not graph.copies


def test_gates_of_a_function_remember_call_and_definition() -> None:
    square, total = read("f(x) = x^2\n1 + f(y)").gates
    assert (square.origin.line, square.origin.span) == (1, (4, 8))
    assert square.origin.definition is not None
    assert (square.origin.definition.line, square.origin.definition.span) == (0, (7, 10))
    assert total.origin.definition is None


def test_labels_without_names() -> None:
    assert read("1 + exp(w1*x + w0)").labels == ("w1", "x", "w0", "a", "b", "c", "1", "f")


def test_labels_beside_names_and_in_use() -> None:
    graph = read("m = p*x\nf = m*x + exp(-m)")
    assert [graph.labels[gate.id] for gate in graph.gates] == ["m", "q", "r", "s", "f"]


@pytest.mark.parametrize("text", ["x" + "*x" * 60, "a = x\n" + "*".join(["a"] * 60)])
def test_labels_leave_the_letters_of_weights_and_inputs_alone(text: str) -> None:
    graph = read(text)
    given = {graph.labels[gate.id] for gate in graph.gates if gate.name is None}
    assert not {label for label in given - {graph.output_name} if label[0] in "lowxyz"}


def test_labels_stay_distinct_beyond_the_alphabet() -> None:
    graph = read("+".join(["a", "z", "f", "a1", *["x"] * 60]))
    labels = [graph.labels[node.id] for node in graph.nodes if isinstance(node, Gate | Variable)]
    assert len(set(labels)) == len(labels)
    assert graph.output_name == graph.labels[graph.output] == "out"


def test_unused_lines_stay_with_a_remark() -> None:
    graph = read("a = x*2\nx + 1\ny")
    assert [(remark.code, remark.line) for remark in graph.remarks] == [("unused", 0), ("unused", 1)]
    assert len(graph.gates) == 2


def test_functions_that_double_are_stopped_at_the_call() -> None:
    lines = ["f0(x) = x + x", *(f"f{n}(x) = f{n - 1}(f{n - 1}(x))" for n in range(1, 40)), "1 + f39(x)"]
    with pytest.raises(ReadError) as caught:
        read("\n".join(lines))
    assert (caught.value.code, caught.value.line, caught.value.span) == ("too-many-gates", 40, (4, 10))


def test_functions_that_double_without_gates_are_stopped_too() -> None:
    lines = ["f0(x) = x", *(f"f{n}(x) = f{n - 1}(f{n - 1}(x))" for n in range(1, 58)), "f57(x)"]
    with pytest.raises(ReadError, match="gates"):
        read("\n".join(lines))


def test_shared_gates_do_not_blow_up_the_canonical_text() -> None:
    lines = ["f(x) = x*x", "f(" * 90 + "tanh(a)" + ")" * 90]
    text = read("\n".join(lines)).canonical()
    assert text.startswith("#0=tanh(a); #1=mul(#0, #0); ")
    assert len(text) < 10_000


def test_long_sums_need_no_recursion() -> None:
    program = read_text("x" + "+x" * 900, VOCABULARY, LARGE).program
    assert program is not None
    assert len(build(program, LARGE).gates) == 900


def test_the_first_problem_is_raised() -> None:
    with pytest.raises(ReadError) as caught:
        read("exp x", TYPED)
    assert caught.value.code == "needs-brackets"


def test_reading_twice_gives_equal_graphs() -> None:
    one, two = read("a = x*x\na + x"), read("a = x*x\na + x")
    assert (one.nodes, one.wires, one.labels, one.lines) == (two.nodes, two.wires, two.labels, two.lines)


def test_what_varies() -> None:
    graph = read("2*3 + x")
    assert [graph.varies[gate.id] for gate in graph.gates] == [False, True]
