"""A run as a program that gives the same numbers: in plain Python, in NumPy, in PyTorch.

    python_code(run), numpy_code(run)       the leaves' values, the forward and the backward pass, as in the listing
    pytorch_code(run)                       the forward pass; the backward pass is PyTorch's own

All three end with the dictionary ``gradients`` by the leaves' names, as Python bears them. A :class:`Program` holds
the same in parts, for notebooks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from gradviz.autodiff.engine import unfolded
from gradviz.autodiff.listing import Listing, spelled
from gradviz.autodiff.naming import Names, names
from gradviz.autodiff.run import Run
from gradviz.export.dialects import CAREFUL, NUMPY, PYTHON, PYTORCH, Dialect
from gradviz.graph.graph import Constant
from gradviz.graph.ties import Ties
from gradviz.i18n import tr


@dataclass(frozen=True)
class Program:
    """The parts of a program. ``imports``, ``definitions``, ``leaves``, ``forward`` and ``backward`` are lines of code;
    ``names`` are the leaves', ``output`` is the output's. ``gradients`` is the expression of the dictionary, ``value``
    that of the output as a number, ``gradient`` that of one ``gradient`` of the dictionary as a number."""

    names: list[str]
    output: str
    imports: list[str]
    definitions: list[str]
    leaves: list[str]
    forward: list[str]
    backward: list[str]
    gradients: str
    value: str
    gradient: str = "gradient"

    @property
    def ending(self) -> list[str]:
        """The lines that collect the gradients and tell the results."""
        return [
            f"gradients = {self.gradients}",
            f'print("{self.output} =", {self.value})',
            "for name, gradient in gradients.items():",
            f'    print(f"d{self.output}/d{{name}} =", {self.gradient})',
        ]


def python_code(run: Run, ties: Ties = Ties()) -> str:  # noqa: B008
    """``run`` as a script in plain Python; ``ties`` is the rule it was made by.

    Where an inf or nan occurs on the way, for which Python's own arithmetic may raise, it brings its own.
    """
    dialect = PYTHON if _ordinary(unfolded(run)) else CAREFUL
    return _script(run, program(run, dialect, ties), tr("The forward and the backward pass, gate by gate."))


def _ordinary(run: Run) -> bool:
    """Whether every number of ``run`` is finite."""
    return all(map(math.isfinite, chain(run.node_values, run.wire_gradients, *run.locals)))


def numpy_code(run: Run, ties: Ties = Ties()) -> str:  # noqa: B008
    """``run`` as a script for NumPy."""
    return _script(run, program(run, NUMPY, ties), tr("The forward and the backward pass in NumPy, gate by gate."))


def pytorch_code(run: Run, ties: Ties = Ties()) -> str:  # noqa: B008
    """``run`` as a script for PyTorch, which goes backward by itself."""
    return _script(run, pytorch_program(run, ties), tr("The forward pass in PyTorch, which goes backward by itself."))


def program(run: Run, dialect: Dialect, ties: Ties) -> Program:
    """Both passes of ``run``, nothing folded, in ``dialect``, which is not PyTorch's."""
    run = unfolded(run)
    called, lines = _listing(run, dialect, ties)
    names = [called.values[leaf.id] for leaf in run.graph.variables]
    numbers = [dialect.number.format(repr(float(run.bindings[leaf.name]))) for leaf in run.graph.variables]
    leaves = [f"{name} = {number}" for name, number in zip(names, numbers, strict=True)]
    forward, backward = ([line.text for line in part] for part in (lines.forward, lines.backward))
    none = dialect.number.format("0.0")
    gradients = {
        called.values[leaf.id]: called.gradients[leaf.id] if run.graph.has_gradient(leaf.id) else none
        for leaf in run.graph.variables
    }
    imports, definitions = dialect.preamble("\n".join((*leaves, *forward, *backward)))
    output = called.values[run.graph.output]
    return Program(names, output, imports, definitions, leaves, forward, backward, _dictionary(gradients), output)


def pytorch_program(run: Run, ties: Ties) -> Program:
    """``run`` for PyTorch: tensors that require gradients, the forward pass, and one call of ``backward``."""
    run = unfolded(run)
    graph = run.graph
    called, lines = _listing(run, PYTORCH, ties)
    leaves, gradients = ["torch.set_default_dtype(torch.float64)"], {}
    for leaf in graph.variables:
        name, number = called.values[leaf.id], repr(float(run.bindings[leaf.name]))
        leaves.append(f"{name} = torch.tensor({number}, requires_grad=True)")
        gradients[name] = f"{name}.grad" if graph.reaches_output[leaf.id] else "torch.tensor(0.0)"
    output = called.values[graph.output]
    forward = [line.text for line in lines.forward]
    backward = [*_remarks(run, ties), f"{output}.backward()"] if graph.varies[graph.output] else []
    imports, definitions = PYTORCH.preamble("\n".join((*leaves, *forward)))
    value = output if isinstance(graph.nodes[graph.output], Constant) else f"{output}.item()"
    told = _dictionary(gradients), value, "gradient.item()"
    return Program(list(gradients), output, imports, definitions, leaves, forward, backward, *told)


def _listing(run: Run, dialect: Dialect, ties: Ties) -> tuple[Names, Listing]:
    called = dialect.names(run.graph, names(run.graph, dialect.reserved))
    return called, spelled(run.graph, ties, called, lambda gate: dialect.lines(run.graph, gate))


def _dictionary(items: Mapping[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": {item}' for name, item in items.items()) + "}"


def _remarks(run: Run, ties: Ties) -> list[str]:
    """What is to know of PyTorch's conventions at this point, as comments."""
    if ties.rule != "split" and any(gate.kind.routes for gate in run.graph.gates):
        said = tr("Where inputs of max or min are equal PyTorch shares the gradient among them; here one gets it all.")
    elif run.kinks:
        said = tr("There is no derivative at this point; PyTorch takes the same slope as the picture.")
    else:
        return []
    return [f"# {said}"]


def _script(run: Run, parts: Program, title: str) -> str:
    """The whole file. Its first two lines are ours: there a typed comment could pass for the file's encoding."""
    typed = [f"# {line}".rstrip() for line in run.graph.text.strip().splitlines()]
    blocks = (
        parts.leaves and [f"# {tr('the leaves')}", *parts.leaves],
        parts.forward and [f"# {tr('forward')}", *parts.forward],
        parts.backward and [f"# {tr('backward')}", *parts.backward],
        parts.ending,
    )
    body = "\n\n".join("\n".join(block) for block in blocks if block)
    top = "\n\n".join("\n".join(block) for block in ([f"# {title}", "#", *typed], parts.imports) if block)
    if not parts.definitions:
        return f"{top}\n\n{body}\n"
    return "\n\n\n".join((top, *parts.definitions, body)) + "\n"
