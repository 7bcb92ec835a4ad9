"""Tables and words carry what the picture shows: every step, every node, every number."""

import csv
import io

import pytest

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.export.tables import NODES, STEPS, markdown, nodes_row, steps_row, tabbed
from gradviz.export.words import counted, described
from gradviz.graph.build import read
from gradviz.numerals import Numerals, numerals_for
from gradviz.timeline.compose import compose

USUAL = Numerals()


@pytest.fixture
def timeline():
    graph = read("a = w*x\nf = max(a, y) + x*2")
    return compose(graph, run(graph, {"w": 1.5, "x": 2.0, "y": 1.0}))


def nodes(timeline, frame, roles=None):
    rows = (nodes_row(timeline.graph, node.id, frame, roles or {}, USUAL) for node in timeline.graph.nodes)
    return {(row[0], row[1]): row[2:] for row in rows}


def test_a_step_a_row_with_the_number_it_brings(timeline):
    rows = [steps_row(timeline, place, USUAL) for place in range(len(timeline.steps))]
    assert [row[0] for row in rows] == [str(step.number) for step in timeline.steps]
    assert rows[0][4] == "", "the leaves' values are no number of one gate"
    assert rows[1][:3] == ("2", "forward", "a: mul")
    assert rows[1][4] == "3.00"
    sums = [row for row in rows if row[2] == "x: copy"]
    assert [row[4] for row in sums] == ["3.50"], "w + 2, by hand"
    for row in rows[1:]:
        assert row[4] in row[3], "the sentence tells the number too"


def test_nodes_follow_the_player(timeline):
    before, after = timeline.rest(0), timeline.rest(-1)
    assert nodes(timeline, before)["a", "mul"] == ("w × x", "—", "—", "w: —; x: —")
    shown = nodes(timeline, after, {"w": "parameter"})
    assert shown["a", "mul"] == ("w × x", "3.00", "1.00", "w: 2.00; x: 1.50")
    assert shown["w", "parameter"] == ("", "1.50", "2.00", "")
    assert shown["2", "constant"][:3] == ("", "2", "—")
    assert shown["x", "copy"][3] == "a: 1.50; q: 2.00"
    assert shown["y", "input"][2] == "0", "max let nothing through to it"


def test_a_spreadsheet_reads_the_rows_back(timeline):
    rows = [steps_row(timeline, place, USUAL) for place in range(len(timeline.steps))]
    found = list(csv.reader(io.StringIO(tabbed(STEPS, rows)), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert found[0] == ["step", "pass", "gate", "what happens", "number"]
    assert [tuple(row) for row in found[1:]] == rows


def test_bars_in_cells_do_not_split_a_markdown_row():
    text = markdown(NODES, [("a|b", "", "", "", "", "")])
    head, rule, row = text.splitlines()
    assert head.count("|") == rule.count("|") == row.count("|") - 1
    assert "a\\|b" in row


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_graph_is_described_in_words(timeline, language):
    i18n.set_language(language)
    words = described(timeline.graph, {"w": "parameter"}, timeline.rest(-1), numerals_for(language))
    assert counted(timeline.graph) in words
    assert "∂f/∂w = 2.00".replace(".", "," if language == "ru" else ".") in words
    for part in ("max(a", "w × x", "x (2 "):
        assert part in words
    assert "∂" not in described(timeline.graph, {}, timeline.rest(0), USUAL), "not computed yet, so not told"


def test_without_a_moment_there_are_no_numbers(timeline):
    words = described(timeline.graph, {}, None, USUAL)
    assert "1.50" not in words
    assert "w (input); x (input); y (input)" in words
