"""What a lesson keeps about gates follows them while the text changes around them.

Unnamed gates are kept by number (``"#3"``), and a number is another gate's as soon as something is typed before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import takewhile

from gradviz.graph.graph import Gate, Graph, Origin
from gradviz.lesson.lesson import Lesson

_UNNAMED = re.compile(r"#(\d+)(\.\d+)?")

Sign = tuple[object, ...]
"""What tells a gate from all others of its program: its operation, and where in the text it stands."""


def following(lesson: Lesson, before: Graph, after: Graph) -> Lesson:
    """``lesson``, whose keys mean nodes of ``before``, with the keys that the same nodes have in ``after``.

    Both are as typed. A gate is the same where its sign was not typed anew. What is
    kept about an unnamed gate that went is forgotten; names are kept, so that they may come back.
    """
    if before.text == after.text or not (lesson.moved or lesson.shape or lesson.target):
        return lesson
    new_key = _renaming(before, after)
    moved = {new: place for key, place in lesson.moved.items() if (new := new_key(key))}
    shape = frozenset(new for key in lesson.shape if (new := new_key(key)))
    return replace(lesson, moved=moved, shape=shape, target=new_key(lesson.target))


def _renaming(before: Graph, after: Graph) -> Callable[[str], str]:
    """What a key of ``before`` is called in ``after``, with the prefix it has; empty where the gate has gone."""
    stays = _shift(before.text, after.text)
    found = {_sign(gate, after.text, lambda place: place): gate for gate in after.gates}
    pairs = [(gate, found.get(_sign(gate, before.text, stays))) for gate in before.gates]
    keys = {before.key(old.id): after.key(new.id) for old, new in pairs if new}
    tokens = {old.token: new.token for old, new in pairs if new}

    def node(key: str) -> str:
        if key in keys:
            return keys[key]
        unnamed = _UNNAMED.fullmatch(key)
        if unnamed is None:
            return key
        number, part = unnamed.groups()
        return f"#{tokens[number]}{part}" if part and number in tokens else ""

    def renamed(key: str) -> str:
        words = key.split(":")
        place = 1 if len(words) > 1 else 0
        new = node(words[place])
        return ":".join([*words[:place], new, *words[place + 1 :]]) if new else ""

    return renamed


def _sign(gate: Gate, text: str, stays: Callable[[int], int | None]) -> Sign:
    lines = [0]
    for line in text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    places: list[int | None] = []
    origin: Origin | None = gate.origin
    while origin is not None:
        places.append(stays(lines[origin.line] + origin.at[0]))
        origin = origin.definition
    return (gate.op, *places)


def _shift(before: str, after: str) -> Callable[[int], int | None]:
    """Where a character of ``before`` stands in ``after``; None for one that was taken out.

    Only what lies between the common beginning and end is compared in full: after a key that is next to nothing.
    """
    start = _alike(before, after)
    old, new = before[start:], after[start:]
    end = _alike(reversed(old), reversed(new))
    inner = SequenceMatcher(None, old[: len(old) - end], new[: len(new) - end], autojunk=False)
    places = {start + a + k: start + b + k for a, b, size in inner.get_matching_blocks() for k in range(size)}
    places.update((place, place) for place in range(start))
    places.update((len(before) - place, len(after) - place) for place in range(1, end + 1))
    return places.get


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
