"""What the verdicts of a check are called, and in which colour."""

from __future__ import annotations

from types import MappingProxyType

from gradviz.autodiff.check import Check, LeafCheck, Method, Verdict, gravest
from gradviz.gui.theme import Theme
from gradviz.i18n import N_, tr

HEADINGS = MappingProxyType(
    {
        Verdict.AGREES: N_("Backprop agrees with differences"),
        Verdict.LOST: N_("Lost in rounding: a difference cannot tell"),
        Verdict.COARSE: N_("This step is too coarse to tell"),
        Verdict.KINK: N_("At a kink a difference proves nothing"),
        Verdict.UNDEFINED: N_("There is no derivative to compare with"),
        Verdict.DISAGREES: N_("Backprop and differences disagree"),
        Verdict.UNTRIED: N_("Nothing to compare"),
    }
)

IN_SHORT = MappingProxyType(
    {
        Verdict.AGREES: N_("gradients agree with finite differences"),
        Verdict.LOST: N_("lost in rounding: finite differences cannot tell"),
        Verdict.COARSE: N_("the step of the check is too coarse"),
        Verdict.KINK: N_("a kink: finite differences prove nothing here"),
        Verdict.UNDEFINED: N_("no finite derivative here"),
        Verdict.DISAGREES: N_("gradients disagree with finite differences"),
        Verdict.UNTRIED: N_("gradients not checked"),
    }
)

WORDS = MappingProxyType(
    {
        Verdict.LOST: N_("rounding"),
        Verdict.COARSE: N_("coarse"),
        Verdict.KINK: N_("kink"),
        Verdict.UNDEFINED: N_("undefined"),
        Verdict.DISAGREES: N_("wrong"),
        Verdict.UNTRIED: N_("not tried"),
    }
)

METHODS = MappingProxyType(
    {
        Method.ONE_SIDED: N_("one-sided difference"),
        Method.CENTRED: N_("centred difference"),
        Method.SYMBOLIC: N_("symbolic, SymPy"),
        Method.LISTING: N_("listing, compiled"),
    }
)


def icon_of(verdict: Verdict) -> str:
    """The sign beside a verdict."""
    return {Verdict.AGREES: "check", Verdict.DISAGREES: "warning"}.get(verdict, "info")


def ink_of(verdict: Verdict, theme: Theme) -> str:
    """The colour of a verdict: only right and wrong have one."""
    return {Verdict.AGREES: theme.right, Verdict.DISAGREES: theme.wrong}.get(verdict, theme.muted)


def verdict_by(check: Check, method: Method) -> Verdict:
    """What the differences of one kind come to, over all leaves."""
    return gravest(leaf.by(method).verdict for leaf in check.leaves)


def largest_error(check: Check, method: Method) -> float | None:
    """The largest relative error among the leaves where the comparison proves something."""
    errors = [
        leaf.by(method).error for leaf in check.leaves if leaf.by(method).verdict in (Verdict.AGREES, Verdict.DISAGREES)
    ]
    return max(errors, default=None)


def word_of(leaf: LeafCheck, method: Method) -> str:
    """In place of an error that means nothing: why."""
    verdict = leaf.by(method).verdict
    return "" if verdict is Verdict.AGREES else tr(WORDS[verdict])
