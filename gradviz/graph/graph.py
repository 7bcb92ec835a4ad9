"""The computational graph: leaves, gates and explicit copy gates, joined by wires, exactly as typed.

Nodes stand in topological order and a node's ``id`` is its place in that order; a wire's ``id`` is its place in
``Graph.wires``. All is frozen: nothing accumulates, nothing is looked up on a screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gradviz.errors import Span
from gradviz.graph.gate import GateKind
from gradviz.graph.gates import GATES
from gradviz.language.syntax import Remark

if TYPE_CHECKING:
    import networkx
    import sympy

NodeId = int
WireId = int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the typed text a node comes from; ``definition`` is the place inside a user function's body."""

    line: int
    span: Span
    at: Span
    definition: Origin | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A named leaf. ``pinned`` is the value the text itself gives it (``x = 1``), ``pinned_text`` that number as typed
    and ``value_origin`` where it stands."""

    id: NodeId
    name: str
    origin: Origin
    pinned: float | None = None
    value_origin: Origin | None = None
    pinned_text: str | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """A number typed in an expression, ``text`` as typed; a leaf of its own at each place, never forked."""

    id: NodeId
    text: str
    value: float
    origin: Origin


@dataclass(frozen=True, slots=True)
class Gate:
    """One operation. ``op`` is an entry of the gate table, ``inputs`` the value nodes it reads (copies looked
    through), in slot order, repeats allowed; ``number`` counts gates from 0; ``name`` is the user's, or None.

    In a graph that was folded or unfolded ``mark`` is the number the gate has as typed (``"3.1"`` for a part of gate
    3), and ``folded`` what several gates drawn as one compute.
    """

    id: NodeId
    number: int
    op: str
    inputs: tuple[NodeId, ...]
    origin: Origin
    name: str | None = None
    mark: str = ""
    folded: GateKind | None = field(default=None, compare=False)

    @property
    def kind(self) -> GateKind:
        """All there is to know about it: its entry of the gate table, or what was folded into it."""
        return self.folded or GATES[self.op]

    @property
    def token(self) -> str:
        """What tells it from the other gates of the program, however much of it is folded."""
        return self.mark or str(self.number)


@dataclass(frozen=True, slots=True)
class Copy:
    """An explicit copy gate behind a value used ``uses`` > 1 times; ``source`` is the variable or gate it copies."""

    id: NodeId
    source: NodeId
    uses: int

    @property
    def kind(self) -> GateKind:
        """Its entry of the gate table."""
        return GATES["copy"]


Node = Variable | Constant | Gate | Copy


@dataclass(frozen=True, slots=True)
class Wire:
    """A directed wire into slot ``slot`` of ``target``; ``source`` is a variable, constant, gate or copy gate."""

    id: WireId
    source: NodeId
    target: NodeId
    slot: int


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line of the program that is no function: its number in the text, its name if it has one, and its node."""

    line: int
    name: str | None
    node: NodeId


@dataclass(frozen=True, eq=False)
class Whole:
    """The graph that a folded one stands for. ``new_of`` says by its node ids what each became or went into, ``old_of``
    by the folded graph's which node each is, or gives the result of."""

    graph: Graph
    new_of: tuple[NodeId, ...]
    old_of: tuple[NodeId, ...]


@dataclass(frozen=True, eq=False)
class Graph:
    """A graph as typed. ``output`` is the node whose gradients are asked for, ``output_name`` what it is called.

    ``labels`` holds the short name of every node as it is shown and listed: the user's where there is one, else
    a, b, c, … (p, q, r, … when the user has named gates), constants their text, copies their source's. A graph that is
    :meth:`aimed_at` another node keeps the program's own output and its name in ``own_output``; one in which gates are
    folded into one knows the ``whole`` it stands for.
    """

    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...]
    output: NodeId
    output_name: str
    labels: tuple[str, ...]
    text: str = ""
    remarks: tuple[Remark, ...] = ()
    lines: tuple[TypedLine, ...] = ()
    own_output: tuple[NodeId, str] | None = None
    whole: Whole | None = None

    def aimed_at(self, node: NodeId) -> Graph:
        """The same graph asked for the gradient of another node: "gradient of *this* with respect to everything".

        Nodes, wires, labels and keys stay as they are. Nodes that do not lead to the target have no gradient.
        """
        target, (own, name) = self.value_node(node), self.own
        if target == own:
            return replace(self, output=own, output_name=name, own_output=None)
        return replace(self, output=target, output_name=self.labels[target], own_output=self.own)

    @property
    def unfolded(self) -> Graph:
        """The graph with nothing folded, which has the same leaves, value and gradients; itself where nothing is."""
        return self.whole.graph.aimed_at(self.whole.old_of[self.output]) if self.whole else self

    @property
    def own(self) -> tuple[NodeId, str]:
        """The program's own output and its name, whatever the graph is aimed at."""
        return self.own_output or (self.output, self.output_name)

    @property
    def aimed(self) -> bool:
        """Whether the gradients asked for are those of another node than the program's own output."""
        return self.own_output is not None

    def has_gradient(self, node: NodeId) -> bool:
        """Whether ``node`` has one: what leads nowhere in the whole program has 0, beside another target nothing."""
        return self.reaches_output[node] or not self.aimed

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """Named leaves in the order of first appearance."""
        return tuple(node for node in self.nodes if isinstance(node, Variable))

    @cached_property
    def constants(self) -> tuple[Constant, ...]:
        return tuple(node for node in self.nodes if isinstance(node, Constant))

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Gates in topological order, ``gates[k].number == k``; copy gates are not among them."""
        return tuple(node for node in self.nodes if isinstance(node, Gate))

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        return tuple(node for node in self.nodes if isinstance(node, Copy))

    @cached_property
    def into(self) -> tuple[tuple[Wire, ...], ...]:
        """For each node the wires that end in it, in slot order."""
        found: list[list[Wire]] = [[] for _ in self.nodes]
        for wire in self.wires:
            found[wire.target].append(wire)
        return tuple(tuple(sorted(wires, key=lambda wire: wire.slot)) for wires in found)

    @cached_property
    def out_of(self) -> tuple[tuple[Wire, ...], ...]:
        """For each node the wires that start at it, in the order the uses were typed."""
        found: list[list[Wire]] = [[] for _ in self.nodes]
        for wire in self.wires:
            found[wire.source].append(wire)
        return tuple(tuple(wires) for wires in found)

    @cached_property
    def reaches_output(self) -> tuple[bool, ...]:
        """For each node whether some path leads from it to the output (of an aimed graph: to its target)."""
        reached = [False] * len(self.nodes)
        reached[self.output] = True
        for node in reversed(self.nodes):
            if reached[node.id]:
                for wire in self.into[node.id]:
                    reached[wire.source] = True
        return tuple(reached)

    @cached_property
    def varies(self) -> tuple[bool, ...]:
        """For each node whether it depends on a variable; nobody needs the gradient of one that does not."""
        found: list[bool] = []
        for node in self.nodes:
            found.append(isinstance(node, Variable) or any(found[wire.source] for wire in self.into[node.id]))
        return tuple(found)

    def is_loose(self, node: NodeId) -> bool:
        """Whether ``node`` is a gate that no wire leaves though it is not the output: a line that nothing uses."""
        return isinstance(self.nodes[node], Gate) and node != self.output and not self.out_of[node]

    def value_node(self, node: NodeId) -> NodeId:
        """The variable, constant or gate whose value ``node`` carries: a copy's source, otherwise itself."""
        found = self.nodes[node]
        return found.source if isinstance(found, Copy) else node

    def branch(self, wire: Wire) -> int:
        """Which of the wires behind a copy gate this is, counted from 1; 0 for a wire from anything else."""
        return 1 + self.out_of[wire.source].index(wire) if isinstance(self.nodes[wire.source], Copy) else 0

    def key(self, node: NodeId) -> str:
        """The name a node has in ``eval --json``: its typed name, a constant's text, ``"#3"`` for an unnamed gate."""
        found = self.nodes[self.value_node(node)]
        if isinstance(found, Constant):
            return found.text
        if isinstance(found, Gate):
            own, name = self.own
            return found.name or (name if found.id == own else f"#{found.token}")
        assert isinstance(found, Variable)
        return found.name

    def node_called(self, key: str) -> NodeId | None:
        """The variable, gate or named line with this :meth:`key`, else the gate that is labelled so; None where there
        is none."""
        labels = {self.labels[gate.id]: gate.id for gate in self.gates}
        lines = {line.name: line.node for line in self.lines if line.name}
        nodes = {self.key(node.id): node.id for node in self.nodes if isinstance(node, Variable | Gate)}
        return {**labels, **lines, **nodes}.get(key)

    def canonical(self) -> str:
        """All lines as gates in prefix form, functions written out: ``"a=mul(w1, x); add(a, w0)"``."""
        from gradviz.graph.canonical import canonical

        return canonical(self)

    def to_sympy(self) -> sympy.Expr:
        """The output as a SymPy expression of gates, exactly as typed; ``.doit()`` gives ordinary SymPy."""
        from gradviz.graph.symbolic import to_sympy

        return to_sympy(self)

    @staticmethod
    def from_sympy(expression: Any) -> Graph:
        """The graph of any SymPy expression; a head without a gate is a ReadError (``unsupported``)."""
        from gradviz.graph.symbolic import from_sympy

        return from_sympy(expression)

    def to_networkx(self) -> networkx.MultiDiGraph:
        """The graph for NetworkX: nodes by id with ``kind``, ``label`` and what else they hold, wires with ``slot``."""
        from gradviz.graph.network import to_networkx

        return to_networkx(self)
