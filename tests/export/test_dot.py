"""DOT and Markdown: read back by Graphviz, counted against the graph."""

import pygraphviz
import pytest

from gradviz.autodiff.engine import run
from gradviz.export.dot import dot
from gradviz.export.markdown import markdown
from gradviz.graph.build import read
from gradviz.graph.graph import Copy
from gradviz.numerals import Numerals

TEXTS = ["x", "1 + exp(w1*x + w0)", "a = x*x\nf = max(a, x', |x'|)", "вес*x + 2"]


@pytest.mark.parametrize("text", TEXTS)
def test_graphviz_reads_every_node_and_wire(text):
    graph = read(text)
    found = pygraphviz.AGraph(dot(graph))
    assert found.number_of_nodes() == len(graph.nodes) + 1
    assert found.number_of_edges() == len(graph.wires) + 1
    for leaf in graph.variables:
        assert found.get_node(f"n{leaf.id}").attr["label"] == leaf.name


def test_a_name_with_marks_of_dot_is_only_a_name():
    found = pygraphviz.AGraph(dot(read("x_1 + y'")))
    assert found.get_node("n1").attr["label"] == "y'"


@pytest.mark.parametrize("text", TEXTS)
def test_the_table_has_a_row_for_every_leaf_and_gate(text):
    graph = read(text)
    done = run(graph, {leaf.name: 2.0 for leaf in graph.variables})
    head, rule, *rows = markdown(done, Numerals()).splitlines()
    assert [row.count("|") for row in (head, rule, *rows)] == [5] * (len(rows) + 2)
    assert len(rows) == sum(not isinstance(node, Copy) for node in graph.nodes)
    assert Numerals().text(done.value) in rows[-1]


@pytest.mark.parametrize(("direction", "rankdir"), [("right", "LR"), ("down", "TB")])
def test_the_document_says_which_way_the_graph_flows(direction, rankdir):
    found = pygraphviz.AGraph(dot(read("x*y"), direction))
    assert found.graph_attr["rankdir"] == rankdir
