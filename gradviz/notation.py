r"""How the gradient of the output by a name is called: ``∂f/∂x``, ``dx``, ``x̄`` or ``E_x``.

>>> [gradient_text(notation, "f", "w1") for notation in NOTATIONS]
['∂f/∂w1', 'dw1', 'w̄1', 'E_w1']
>>> print(*(gradient_latex(notation, "f", "w_{1}") for notation in NOTATIONS))
\frac{\partial f}{\partial w_{1}} dw_{1} \bar{w}_{1} E_{w_{1}}

``partial`` names the output, as a calculus book does; ``d`` is the lecture's short form and that of the listing; the
bar is the adjoint of automatic differentiation (Griewank and Walther, *Evaluating Derivatives*, 2008, chapter 3); with
``error`` the loss is the error E, and an index says by what it is derived. Local derivatives keep their ``∂`` in all
of them, and names in code are code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

Notation = Literal["partial", "d", "bar", "error"]
NOTATIONS: tuple[Notation, ...] = get_args(Notation)

MACRON, OVERLINE = "\u0304", "\u0305"
"""The bar over a single letter, and over each letter of a word, where neighbours join."""

_HEAD = re.compile(r"([^\W\d_]+)(.*)", re.DOTALL)
_HEAD_LATEX = re.compile(r"(\\[A-Za-z]+\{[^{}]*\}|\\[A-Za-z]+|.)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a symbol: a name, which is typeset as names are, or a sign."""

    text: str
    is_name: bool = True


def gradient_parts(notation: Notation, output: str, name: str) -> tuple[Part, ...]:
    """The symbol in parts, for writing that sets names in a type of their own."""
    if notation == "partial":
        return Part("∂", False), Part(output), Part("/∂", False), Part(name)
    if notation == "d":
        return Part("d"), Part(name)
    return (Part(barred(name) if notation == "bar" else f"E_{name}"),)


def gradient_text(notation: Notation, output: str, name: str) -> str:
    """The symbol in a line of text."""
    return "".join(part.text for part in gradient_parts(notation, output, name))


def gradient_latex(notation: Notation, output: str, name: str) -> str:
    """The symbol as LaTeX; ``output`` and ``name`` are LaTeX already."""
    if notation == "partial":
        return rf"\frac{{\partial {output}}}{{\partial {name}}}"
    if notation == "error":
        return f"E_{{{name}}}"
    return f"d{name}" if notation == "d" else _barred_latex(name)


def barred(name: str) -> str:
    """``w1`` with a bar over its letter, ``net_h1`` with one over the word; indices stay without."""
    found = _HEAD.fullmatch(name)
    if found is None:
        return name + MACRON
    head, tail = found.groups()
    return (head + MACRON if len(head) == 1 else "".join(letter + OVERLINE for letter in head)) + tail


def unbarred(text: str) -> str:
    """A name without the bar that :func:`barred` put over it."""
    return text.replace(MACRON, "").replace(OVERLINE, "")


def _barred_latex(name: str) -> str:
    found = _HEAD_LATEX.fullmatch(name)
    head, tail = found.groups() if found else (name, "")
    return rf"\{'overline' if head.endswith('}') else 'bar'}{{{head}}}{tail}"
