"""The table of everything a graph can be exported as: pictures, which the window paints, and texts, written here.

form_for(Path("f.tex"))         the form that a file's suffix stands for
FORMS["numpy"].text(moment)     what is written into the file
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from gradviz.export.code import numpy_code, python_code, pytorch_code
from gradviz.export.dot import dot
from gradviz.export.markdown import markdown
from gradviz.export.moment import Moment
from gradviz.export.notebook import notebook
from gradviz.export.record import json_text
from gradviz.export.table import csv_table
from gradviz.export.tikz import tikz
from gradviz.i18n import N_


@dataclass(frozen=True, slots=True)
class Form:
    """One form. ``name`` is what it is called in the window; ``text`` writes it, and is None for a picture.
    ``stepwise`` says that it is another at another step."""

    id: str
    suffix: str
    name: str
    text: Callable[[Moment], str] | None = None
    stepwise: bool = False


_TABLE = (
    Form("png", ".png", N_("PNG: raster picture"), stepwise=True),
    Form("svg", ".svg", N_("SVG: lines, sharp at any size"), stepwise=True),
    Form("pdf", ".pdf", N_("PDF: a page for print and slides"), stepwise=True),
    Form("tikz", ".tex", N_("TikZ: a picture for LaTeX"), tikz, stepwise=True),
    Form("python", ".py", N_("Python: both passes, gate by gate"), lambda moment: python_code(moment.run, moment.ties)),
    Form("numpy", ".py", N_("Python with NumPy"), lambda moment: numpy_code(moment.run, moment.ties)),
    Form("pytorch", ".py", N_("Python with PyTorch"), lambda moment: pytorch_code(moment.run, moment.ties)),
    Form(
        "notebook",
        ".ipynb",
        N_("Jupyter notebook"),
        lambda moment: notebook(moment.run, moment.ties, moment.title, moment.numerals),
    ),
    Form("markdown", ".md", N_("Table in Markdown"), lambda moment: markdown(moment.run, moment.numerals)),
    Form("csv", ".csv", N_("Table as CSV"), lambda moment: csv_table(moment.run)),
    Form("json", ".json", N_("Numbers as JSON"), lambda moment: json_text(moment.run)),
    Form("dot", ".dot", N_("Graph in DOT"), lambda moment: dot(moment.graph, moment.direction)),
)

FORMS = MappingProxyType({form.id: form for form in _TABLE})
"""Every form by its id, in the order of the dialog."""

USUAL = FORMS["png"]

SUFFIXES = tuple(dict.fromkeys(form.suffix for form in _TABLE))


def form_for(path: Path) -> Form | None:
    """The form that the suffix of ``path`` stands for, the first of several; None for a suffix of none."""
    return next((form for form in _TABLE if form.suffix == path.suffix.lower()), None)
