r"""The commands of LaTeX that mean something here, without their backslash, and what each means.

Those of functions (``\exp``, ``\tanh``, ``\max``) follow from the vocabulary.
"""

from __future__ import annotations

from gradviz.errors import ReadError, Span
from gradviz.language.names import GREEK
from gradviz.language.suggestions import closest
from gradviz.language.tokens import BAR, CLOSE, OPEN, OPERATOR
from gradviz.language.vocabulary import Vocabulary
from gradviz.language.wording import latex, signs

CAPITALS = dict(zip(
    ["Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"], "ΓΔΘΛΞΠΣΥΦΨΩ",
    strict=True,
))  # fmt: skip
"""Command → capital letter; the others look Latin."""

_VARIANTS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varpi": "pi"}

NAMES = {**{name: name for name in GREEK.values()}, **_VARIANTS, **CAPITALS, "ell": "l", "hbar": "ħ"}
"""Command → the name it gives, in the typed language."""

GREEK_LETTERS = {
    **{name: letter for letter, name in GREEK.items()},
    **{name: letter for name, plain in _VARIANTS.items() for letter, other in GREEK.items() if other == plain},
    **CAPITALS,
}
"""Command → its letter, as it stands inside a name."""

FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac")
WORDS = (
    "operatorname", "mathrm", "text", "textrm", "textit", "textbf", "mathit", "mathbf", "mathsf", "boldsymbol", "bm",
)  # fmt: skip
"""Before braces that hold one name of any length."""

ACCENTS = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "bar",
    "overline": "bar",
    "tilde": "tilde",
    "vec": "vec",
    "dot": "dot",
}
r"""Signs above a name, which become an index: ``\hat{y}`` is y_hat."""

ENVIRONMENTS = ("begin", "end")

SIGNS = {
    **dict.fromkeys(("cdot", "times", "ast", "cdotp"), (OPERATOR, "*")),
    "div": (OPERATOR, "/"),
    "lvert": (BAR, "|"),
    "rvert": (BAR, "|"),
    "vert": (BAR, "|"),
    "{": (OPEN, "\\{"),
    "}": (CLOSE, "\\}"),
    "lbrace": (OPEN, "\\{"),
    "rbrace": (CLOSE, "\\}"),
}
"""Command → kind and text of its token."""

SIDES = {
    **dict.fromkeys(("left", "bigl", "Bigl", "biggl", "Biggl", "lvert"), "left"),
    **dict.fromkeys(("right", "bigr", "Bigr", "biggr", "Biggr", "rvert"), "right"),
}
"""Command → the side of the bracket that follows; a bar itself looks the same on both."""

SKIPPED = (SIDES.keys() - SIGNS.keys()) | {
    "big", "Big", "bigg", "Bigg", ",", ";", ":", "!", ">", " ", "/",
    "quad", "qquad", "thinspace", "medspace", "thickspace", "displaystyle", "textstyle", "scriptstyle", "limits",
    "nolimits", "nonumber", "(", ")", "[", "]",
}  # fmt: skip
"""What says nothing of the formula: room, size, the ends of mathematics."""

COMPARISONS = frozenset(["le", "leq", "ge", "geq", "lt", "gt", "ne", "neq", "approx", "equiv", "sim", "in"])
UNAVAILABLE = frozenset([
    "sum", "prod", "int", "lim", "partial", "nabla", "infty", "pm", "mp", "odot", "otimes", "oplus", "circ", "arcsin",
    "arccos", "arctan", "arctg", "sinh", "cosh", "coth", "cot", "sec", "csc", "binom", "lfloor", "rfloor", "lceil",
    "rceil", "det", "arg", "mathbb", "mathcal", "top", "Vert", "|",
])  # fmt: skip
"""Commands of mathematics that have no gate."""

_EVERY = (
    FRACTIONS, ("sqrt", "prime"), NAMES, WORDS, ACCENTS, ENVIRONMENTS, SIGNS, SKIPPED, COMPARISONS, UNAVAILABLE,
)  # fmt: skip
ALL = tuple(name for group in _EVERY for name in sorted(group) if name.isalpha())
"""Every command known, those of functions aside."""


def refusal(typed: str, name: str, line: int, span: Span, vocabulary: Vocabulary) -> ReadError:
    """Why the command ``name``, at ``span`` of the line ``typed``, means nothing here; calm where more may follow."""
    last = not typed[span[1] :].strip()
    if not name:
        return latex.backslash(line, span, last=last)
    known = [*ALL, *(each for each in vocabulary.names if each.isalpha())]
    begins = last and any(each.startswith(name) and each != name for each in known)
    if name in COMPARISONS or name in UNAVAILABLE:
        found = (
            signs.comparison(typed, line, span) if name in COMPARISONS else signs.unavailable(f"\\{name}", line, span)
        )
        found.unfinished = begins
        return found
    unfinished = begins or (last and name in known)
    meant = None if unfinished else closest(name, known)
    return latex.unknown_command(line, span, f"\\{name}", f"\\{meant}" if meant else None, unfinished=unfinished)
