"""THE table of gates: one entry each, forward and local derivatives where one glance sees both.

Local derivatives may read the gate's stored value ``out``: e^x is its own slope, and 1 − out² cannot overflow where
the formula in x would. Powers in ``Latex`` are those of the typed language: 10 sum, 20 product, 30 sign, 40 power.
Adding a gate means an entry here, ``resources/explain/<name>.toml`` in two languages, and the Russian of its texts.
"""

from __future__ import annotations

import math
from types import MappingProxyType

from gradviz.graph import ieee
from gradviz.graph.gate import Asleep, Domain, GateKind, Kink, Latex, Lines
from gradviz.i18n import N_, Message

SUM, PRODUCT, SIGN, POWER = 10, 20, 30, 40


FLAT = 0.05
"""A sigmoid or tanh is called saturated where its slope is at most this part of its steepest, ¼ or 1: from |x| = 4.36
for σ, and, as tanh x = 2σ(2x) − 1, from |x| = 2.18 for tanh. That flat tails stop the learning is told by LeCun,
Bottou, Orr and Müller, *Efficient BackProp* (1998), section 4.4; they give no threshold, this one is ours."""

_SATURATED = Message("{gate} is saturated: its curve is almost flat here, so it lets almost no gradient through.")

_TAKEN_AS_0 = Message("{gate} stands at its kink: by convention its local derivative is 0 there.")


def _call(name: str, *backward: str) -> Lines:
    """The lines of a gate written as a function."""
    return Lines(name + "({all})", backward)


def _named(command: str) -> Latex:
    return Latex(command + r"\left({all}\right)")


_ARITHMETIC = (
    GateKind(
        "add",
        "+",
        forward=lambda a, b: a + b,
        partials=lambda out, a, b: (1.0, 1.0),
        slopes=("1", "1"),
        listing=Lines("{0} + {1:b}", ("{d}", "{d}")),
        latex=Latex("{0} + {1}", SUM, (SUM, SUM + 1)),
        formula=lambda sp, a, b: a + b,
        role=N_("gradient distributor"),
        motion="share",
        least=2,
        most=2,
    ),
    GateKind(
        "sub",
        "−",
        forward=lambda a, b: a - b,
        partials=lambda out, a, b: (1.0, -1.0),
        slopes=("1", "-1"),
        listing=Lines("{0} - {1:b}", ("{d}", "-{d}")),
        latex=Latex("{0} - {1}", SUM, (SUM, SUM + 1)),
        formula=lambda sp, a, b: a - b,
        role=N_("gradient distributor, flips the sign of the second"),
        motion="share",
        least=2,
        most=2,
    ),
    GateKind(
        "neg",
        "neg",
        forward=lambda a: -a,
        partials=lambda out, a: (-1.0,),
        slopes=("-1",),
        listing=Lines("-{0:b}", ("-{d}",)),
        latex=Latex("-{0}", SIGN, (SIGN + 1,)),
        formula=lambda sp, a: -a,
        role=N_("flips the sign"),
    ),
    GateKind(
        "mul",
        "×",
        forward=lambda a, b: a * b,
        partials=lambda out, a, b: (b, a),
        slopes=("y", "x"),
        listing=Lines("{0}*{1:b}", ("{1}*{d}", "{0}*{d}")),
        latex=Latex(r"{0} \cdot {1}", PRODUCT, (PRODUCT, PRODUCT + 1)),
        formula=lambda sp, a, b: a * b,
        role=N_("swap multiplier"),
        motion="swap",
        least=2,
        most=2,
    ),
    GateKind(
        "div",
        "÷",
        forward=ieee.div,
        partials=lambda out, a, b: (ieee.div(1.0, b), ieee.div(-out, b)),
        slopes=("1/y", "-(x/y^2)"),
        listing=Lines("{0}/{1:b}", ("{d}/{1:b}", "-{out}/{1:b}*{d}")),
        latex=Latex(r"\frac{{{0}}}{{{1}}}", POWER),
        formula=lambda sp, a, b: a / b,
        role=N_("scales the top, pulls back on the bottom"),
        least=2,
        most=2,
        domain=Domain(lambda a, b: b != 0, Message("{gate} divides by zero.")),
        branch=lambda a, b: b > 0,
        samples=((-3.0, 3.0), (0.2, 3.0)),
    ),
    GateKind(
        "pow",
        "pow",
        forward=ieee.power,
        partials=lambda out, x, y: (ieee.power_slope(x, y), ieee.exponent_slope(x, y)),
        slopes=("y*x^(y - 1)", "x^y*ln(x)"),
        listing=Lines("{0:b}**{1:b}", ("{1}*{0:b}**{1:less}*{d}", "{out}*log({0})*{d}")),
        code=Lines("pow({all})", ("power_slope({all})*{d}", "exponent_slope({all})*{d}")),
        latex=Latex("{0}^{{{1}}}", POWER, (POWER + 1, 0)),
        formula=lambda sp, x, y: x**y,
        role=N_("the exponent comes down"),
        least=2,
        most=2,
        domain=Domain(
            lambda x, y: x > 0 or (x == 0 and y >= 0) or (x < 0 and y == y // 1),
            Message("{gate} is not defined here: zero to a negative power, or a negative number to a fractional one."),
        ),
        kink=Kink(
            lambda x, y: float(x != 0 or y != 0),
            Message("{gate} is 0⁰: by convention it is 1, and both of its local derivatives are 0 there."),
            slot=1,
        ),
        branch=lambda x, y: x > 0 or y >= 0,
        samples=((0.2, 3.0), (-2.0, 2.0)),
    ),
    GateKind(
        "square",
        "x²",
        forward=ieee.square,
        partials=lambda out, x: (2.0 * x,),
        slopes=("2*x",),
        listing=_call("square", "2*{0}*{d}"),
        latex=_named(r"\operatorname{{square}}"),
        formula=lambda sp, x: x**2,
        role=N_("twice the input"),
        spellings=("square",),
        parts="x*x",
    ),
)

_ELEMENTARY = (
    GateKind(
        "exp",
        "exp",
        forward=ieee.exp,
        partials=lambda out, x: (out,),
        slopes=("exp(x)",),
        listing=_call("exp", "{out}*{d}"),
        latex=Latex("e^{{{0}}}", POWER, (0,), beside_e=r"\exp\left({0}\right)"),
        formula=lambda sp, x: sp.exp(x),
        role=N_("multiplies by its own output"),
        spellings=("exp",),
    ),
    GateKind(
        "log",
        "log",
        forward=ieee.log,
        partials=lambda out, x: (ieee.inverse(x),),
        slopes=("1/x",),
        listing=_call("log", "{d}/{0:b}"),
        code=_call("log", "inverse({0})*{d}"),
        latex=_named(r"\ln"),
        formula=lambda sp, x: sp.log(x),
        role=N_("the smaller the input, the harder the push"),
        spellings=("log", "ln"),
        domain=Domain(lambda x: x > 0, Message("{gate} needs an input above zero.")),
        samples=((0.2, 3.0),),
    ),
    GateKind(
        "sqrt",
        "√",
        forward=ieee.sqrt,
        partials=lambda out, x: (ieee.div(0.5, out),),
        slopes=("1/(2*sqrt(x))",),
        listing=_call("sqrt", "{d}/(2*{out})"),
        latex=Latex(r"\sqrt{{{0}}}"),
        formula=lambda sp, x: sp.sqrt(x),
        role=N_("infinitely steep at 0"),
        spellings=("sqrt",),
        domain=Domain(lambda x: x >= 0, Message("{gate} has no value for a negative input.")),
        samples=((0.2, 3.0),),
    ),
    GateKind(
        "sin",
        "sin",
        forward=ieee.sin,
        partials=lambda out, x: (ieee.cos(x),),
        slopes=("cos(x)",),
        listing=_call("sin", "cos({0})*{d}"),
        latex=_named(r"\sin"),
        formula=lambda sp, x: sp.sin(x),
        role=N_("the waves trade places"),
        spellings=("sin",),
    ),
    GateKind(
        "cos",
        "cos",
        forward=ieee.cos,
        partials=lambda out, x: (-ieee.sin(x),),
        slopes=("-sin(x)",),
        listing=_call("cos", "-sin({0})*{d}"),
        latex=_named(r"\cos"),
        formula=lambda sp, x: sp.cos(x),
        role=N_("the waves trade places"),
        spellings=("cos",),
    ),
    GateKind(
        "tan",
        "tan",
        forward=ieee.tan,
        partials=lambda out, x: (1.0 + out * out,),
        slopes=("1 + out^2",),
        listing=_call("tan", "(1 + {out}*{out})*{d}"),
        latex=_named(r"\tan"),
        formula=lambda sp, x: sp.tan(x),
        role=N_("the nearer to a pole, the steeper"),
        spellings=("tan",),
        parts="sin(x)/cos(x)",
        branch=lambda x: (x / math.pi + 0.5) // 1,
        samples=((-1.2, 1.2),),
    ),
)

_ACTIVATIONS = (
    GateKind(
        "sigmoid",
        "σ",
        forward=ieee.sigmoid,
        partials=lambda out, x: (out * (1.0 - out),),
        slopes=("out*(1 - out)",),
        listing=_call("sigmoid", "{out}*(1 - {out})*{d}"),
        latex=_named(r"\sigma"),
        formula=lambda sp, x: 1 / (1 + sp.exp(-x)),
        role=N_("saturates, kills the gradient"),
        asleep=Asleep(FLAT / 4, "flat", _SATURATED),
        spellings=("sigmoid", "σ", "sigma"),
        parts="1/(1 + exp(-x))",
    ),
    GateKind(
        "tanh",
        "tanh",
        forward=ieee.tanh,
        partials=lambda out, x: (1.0 - out * out,),
        slopes=("1 - out^2",),
        listing=_call("tanh", "(1 - {out}*{out})*{d}"),
        latex=_named(r"\tanh"),
        formula=lambda sp, x: sp.tanh(x),
        role=N_("zero-centred, still saturates"),
        asleep=Asleep(FLAT, "flat", _SATURATED),
        spellings=("tanh",),
        parts="(exp(x) - exp(-x))/(exp(x) + exp(-x))",
    ),
    GateKind(
        "relu",
        "relu",
        forward=ieee.relu,
        partials=lambda out, x: (ieee.step(x),),
        slopes=("1 if x > 0; 0 if x <= 0",),
        listing=_call("relu", "step({0})*{d}"),
        latex=_named(r"\operatorname{{relu}}"),
        formula=lambda sp, x: sp.Piecewise((x, x > 0), (0, True)),
        role=N_("an open or shut door"),
        motion="door",
        spellings=("relu", "ReLU"),
        kink=Kink(lambda x: x, _TAKEN_AS_0),
        asleep=Asleep(
            0.0, "shut", Message("{gate} is dead here: its input is below 0, so it lets no gradient through.")
        ),
    ),
    GateKind(
        "leaky_relu",
        "lrelu",
        forward=ieee.leaky_relu,
        partials=lambda out, x, a: (ieee.leaky_step(x, a), ieee.smallest(x, 0.0)),
        slopes=("1 if x > 0; y if x <= 0", "0 if x > 0; x if x <= 0"),
        listing=_call("leaky_relu", "leaky_step({all})*{d}", "min({0}, 0)*{d}"),
        latex=_named(r"\operatorname{{leaky\_relu}}"),
        formula=lambda sp, x, a: sp.Piecewise((x, x > 0), (a * x, True)),
        role=N_("a door left ajar"),
        motion="door",
        spellings=("leaky_relu",),
        least=1,
        most=2,
        defaults=("0.01",),
        kink=Kink(
            lambda x, a: x if a != 1 else 1.0,
            Message("{gate} stands at its kink: the local derivative is that of the left."),
        ),
        samples=((-3.0, 3.0), (0.01, 0.5)),
    ),
    GateKind(
        "softplus",
        "s⁺",
        forward=ieee.softplus,
        partials=lambda out, x: (ieee.sigmoid(x),),
        slopes=("sigmoid(x)",),
        listing=_call("softplus", "sigmoid({0})*{d}"),
        latex=_named(r"\operatorname{{softplus}}"),
        formula=lambda sp, x: sp.log(1 + sp.exp(x)),
        role=N_("a smooth ReLU"),
        spellings=("softplus",),
        parts="log(1 + exp(x))",
    ),
    GateKind(
        "abs",
        "|·|",
        forward=abs,
        partials=lambda out, x: (ieee.sign(x),),
        slopes=("1 if x > 0; 0 if x = 0; -1 if x < 0",),
        listing=_call("abs", "sign({0})*{d}"),
        latex=Latex(r"\left|{0}\right|"),
        formula=lambda sp, x: sp.Abs(x),
        role=N_("passes the sign"),
        spellings=("abs", "Abs"),
        kink=Kink(lambda x: x, _TAKEN_AS_0),
    ),
)

_ROUTERS = (
    GateKind(
        "max",
        "max",
        forward=ieee.largest,
        routes=1,
        slopes=("1 if x = out; 0 if x < out",),
        listing=_call("max", "{d}*{share}"),
        latex=_named(r"\max"),
        formula=lambda sp, *inputs: sp.Max(*inputs),
        role=N_("gradient router"),
        motion="route",
        spellings=("max", "Max"),
        least=2,
        most=None,
    ),
    GateKind(
        "min",
        "min",
        forward=ieee.smallest,
        routes=-1,
        slopes=("1 if x = out; 0 if x > out",),
        listing=_call("min", "{d}*{share}"),
        latex=_named(r"\min"),
        formula=lambda sp, *inputs: sp.Min(*inputs),
        role=N_("router to the smaller"),
        motion="route",
        spellings=("min", "Min"),
        least=2,
        most=None,
    ),
)

_JOINTS = (
    GateKind(
        "id",
        "=",
        forward=lambda x: x,
        partials=lambda out, x: (1.0,),
        slopes=("1",),
        listing=Lines("{0}", ("{d}",)),
        latex=Latex("{0}", 0, (0,)),
        formula=lambda sp, x: x,
        role=N_("another name for the same value"),
        motion="share",
        joint=True,
    ),
    GateKind(
        "copy",
        "•",
        forward=lambda x: x,
        partials=lambda out, x: (1.0,),
        listing=Lines("{0}", ("{d}",)),
        latex=Latex("{0}", 0, (0,)),
        formula=lambda sp, x: x,
        role=N_("gradient adder"),
        motion="share",
        joint=True,
    ),
)

_FOLDED = GateKind(
    "fold",
    "fold",
    forward=lambda x: x,
    partials=lambda out, x: (1.0,),
    listing=Lines("{0}", ("{d}",)),
    latex=Latex("{0}", 0, (0,)),
    formula=lambda sp, x: x,
    role=N_("several gates in one"),
)
"""A box around nothing hands its input on; around gates it computes what they compute (fold.py)."""

_ALL = (*_ARITHMETIC, *_ELEMENTARY, *_ACTIVATIONS, *_ROUTERS, *_JOINTS, _FOLDED)
GATES = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every kind of gate by its name. ``copy`` is never typed: the graph makes it, and backward it sums; nor is ``fold``,
which stands for a part of the graph drawn as one gate."""
