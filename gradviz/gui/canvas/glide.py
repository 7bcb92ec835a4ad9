"""The way from one layout to the next: places between two layouts, pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gradviz.gui.canvas.curve import mix, refined
from gradviz.layout.layout import Box, Layout, NodePlace, WirePlace


def ease(t: float) -> float:
    """Ease in and out: 0 at 0, 1 at 1, flat at both ends (smoothstep)."""
    return t * t * (3 - 2 * t)


def _number(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def _box(a: Box | None, b: Box | None, t: float) -> Box | None:
    if a is None or b is None:
        return b
    return Box(*(_number(x, y, t) for x, y in zip(a, b, strict=True)))


def _node(a: NodePlace, b: NodePlace, t: float) -> NodePlace:
    return replace(
        b,
        x=_number(a.x, b.x, t),
        y=_number(a.y, b.y, t),
        name_box=_box(a.name_box, b.name_box, t),
        sum_box=_box(a.sum_box, b.sum_box, t),
    )


def _wire(a: WirePlace, b: WirePlace, t: float) -> WirePlace:
    count = max(len(a.path), len(b.path)) // 3
    path = tuple(mix(p, q, t) for p, q in zip(refined(a.path, count), refined(b.path, count), strict=True))
    seat = (mix(a.seat[0], b.seat[0], t), mix(a.seat[1], b.seat[1], t))
    return replace(
        b,
        path=path,
        seat=seat,
        value_box=_box(a.value_box, b.value_box, t),
        gradient_box=_box(a.gradient_box, b.gradient_box, t),
        local_box=_box(a.local_box, b.local_box, t),
    )


def between(old: Layout, new: Layout, nodes: Mapping[int, int], wires: Mapping[int, int], t: float) -> Layout:
    """The layout ``t`` (0…1) of the way to ``new``. ``nodes`` and ``wires`` give the old id of what stayed; what is
    new stands at its new place from the start."""
    return replace(
        new,
        nodes=tuple(_node(old.nodes[nodes[i]], place, t) if i in nodes else place for i, place in enumerate(new.nodes)),
        wires=tuple(_wire(old.wires[wires[i]], place, t) if i in wires else place for i, place in enumerate(new.wires)),
        output=_wire(old.output, new.output, t),
        output_box=_box(old.output_box, new.output_box, t) or new.output_box,
    )
