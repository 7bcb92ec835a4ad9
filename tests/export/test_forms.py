"""The table of forms, and the numbers as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.export.forms import FORMS, SUFFIXES, form_for
from gradviz.export.record import as_dict, json_text
from gradviz.export.table import COLUMNS, csv_table
from gradviz.graph.build import read
from gradviz.graph.graph import Constant, Copy
from gradviz.graph.ties import Ties
from tests.export.test_tikz import LAST


def test_a_suffix_stands_for_the_first_form_that_has_it() -> None:
    assert [form_for(Path(f"a{suffix}")).suffix for suffix in SUFFIXES] == list(SUFFIXES)
    assert form_for(Path("a.PY")).id == "python"
    assert form_for(Path("a")) is form_for(Path("a.doc")) is None


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_has_a_name_in_both_languages(form) -> None:
    assert i18n.in_language("ru", form.name) != form.name


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.text], ids=lambda form: form.id)
def test_every_text_ends_with_a_line_end(form) -> None:
    assert form.text(LAST).endswith("\n")


def test_csv_reads_back_to_the_run() -> None:
    done = run(read("a = w*x\nm = max(a, y)\nf = m*x + exp(-m) + 2"), {"w": 1 / 3, "x": 2.0, "y": 1.0})
    head, *rows = csv.reader(io.StringIO(csv_table(done)))
    assert tuple(head) == COLUMNS
    nodes = [node for node in done.graph.nodes if not isinstance(node, Copy)]
    for node, (name, _, inputs, value, gradient) in zip(nodes, rows, strict=True):
        assert name == done.graph.labels[node.id]
        assert len(inputs.split()) == len(getattr(node, "inputs", ()))
        assert float(value) == done.node_values[node.id]
        if not isinstance(node, Constant):
            assert float(gradient) == done.node_gradients[node.id]


def test_json_is_the_contract_of_eval() -> None:
    done = run(read("a = x + 1\nf = a*x"), {"x": 2.0}, Ties("first"))
    assert json.loads(json_text(done)) == as_dict(done)
    assert len(json_text(done).splitlines()) == len(as_dict(done))
