"""A run as a Jupyter notebook: the formula, both passes in NumPy, a check by finite differences, PyTorch beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from gradviz.autodiff.naming import names
from gradviz.autodiff.run import Run
from gradviz.export.code import Program, program, pytorch_program
from gradviz.export.dialects import NUMPY
from gradviz.export.latex import latex, name_latex
from gradviz.graph.ties import Ties
from gradviz.i18n import tr
from gradviz.numerals import Numerals

_CHECK = """\
epsilon = 1e-6
for name, gradient in gradients.items():
    plus = forward(**{**leaves, name: leaves[name] + epsilon})
    minus = forward(**{**leaves, name: leaves[name] - epsilon})
    numeric = (plus - minus)/(2*epsilon)
    print(f"{name}: {gradient:.6g}  {numeric:.6g}", np.isclose(gradient, numeric, rtol=1e-4, atol=1e-6))"""


def notebook(
    run: Run,
    ties: Ties = Ties(),  # noqa: B008
    title: str = "",
    numerals: Numerals = Numerals(),  # noqa: B008
) -> str:
    """The notebook (nbformat 4.5) as JSON, its texts in the language in use; ``ties`` is the rule of ``run``,
    ``numerals`` say what gradients are called.

    Run from top to bottom it needs NumPy alone; what PyTorch says is left out where it is missing.
    """
    found = program(run, NUMPY, ties)
    formulas = "\n\n".join(f"$$ {line} $$" for line in latex(run.graph))
    cells = [_text(f"# {title or run.graph.output_name}\n\n{formulas}")]
    cells += [_code([*found.imports, *_spaced(found.definitions)])] if found.imports else []
    backward = "\n\n".join((tr("Backward"), *_about_names(run, numerals)))
    for words, lines in (
        (tr("The leaves"), found.leaves),
        (tr("Forward"), found.forward),
        (backward, [*found.backward, "", *found.ending]),
    ):
        cells += [_text(f"## {words}"), _code(lines)] if lines else []
    if run.graph.variables:
        cells += [_text(_about_check(run)), _code(_check(found))]
        cells += [_text(_about_pytorch()), _code(_pytorch(pytorch_program(run, ties)))]
    numbered = [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells, 1)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": numbered, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _spaced(definitions: Iterable[str]) -> Iterator[str]:
    for definition in definitions:
        yield from ("", "", *definition.split("\n"))


def _about_names(run: Run, numerals: Numerals) -> Iterator[str]:
    """What is ``dx`` in the code, said by the example of the first variable."""
    if run.graph.variables:
        leaf = run.graph.variables[0]
        in_code = NUMPY.names(run.graph, names(run.graph, NUMPY.reserved)).gradients[leaf.id]
        symbol = numerals.gradient_latex(name_latex(run.graph.output_name), name_latex(leaf.name))
        yield tr("In the code {code} is the gradient {symbol}.", code=f"`{in_code}`", symbol=f"${symbol}$")


def _about_check(run: Run) -> str:
    said = tr(
        "Every leaf is moved a little to either side. How fast {output} changes with it (second column) must be the "
        "gradient that backpropagation found (first column).",
        output=run.graph.output_name,
    )
    kinked = tr("This point lies on a kink: there is no derivative here, and the two columns may differ.")
    return "\n\n".join((f"## {tr('Check by finite differences')}", said, *([kinked] if run.kinks else [])))


def _check(found: Program) -> list[str]:
    body = [f"    {line}" for line in (*found.forward, f"return {found.output}")]
    given = ", ".join(f'"{name}": {name}' for name in found.names)
    return [f"def forward({', '.join(found.names)}):", *body, "", "", f"leaves = {{{given}}}", *_CHECK.split("\n")]


def _about_pytorch() -> str:
    return f"## PyTorch\n\n{tr('The same forward pass; PyTorch goes backward by itself (second column).')}"


def _pytorch(found: Program) -> list[str]:
    """A function of its own, so that the tensors do not take the names of the numbers above."""
    inner = [*_spaced(found.definitions), *found.leaves, *found.forward, *found.backward, f"return {found.gradients}"]
    return [
        "try:",
        "    import torch",
        "except ImportError:",
        f'    print("{tr("PyTorch is not installed.")}")',
        "else:",
        "    def by_pytorch():",
        *(f"        {line}" if line else "" for line in inner),
        "",
        "    for name, gradient in by_pytorch().items():",
        f'        print(f"{{name}}: {{gradients[name]:.6g}}  {{{found.gradient}:.6g}}")',
    ]


def _text(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(lines: Iterable[str]) -> dict[str, object]:
    source = "\n".join(lines).strip("\n").splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
