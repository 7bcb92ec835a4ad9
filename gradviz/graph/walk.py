"""Walking trees of any height: a walk yields the walks over its branches, and no Python recursion is involved."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

Steps = Generator["Steps", Any, Any]
"""A walk over one node: it yields the walks over its branches, is sent what each returned, and returns its own."""


def walk(steps: Steps) -> Any:
    """Drive a walk to its end, with a stack of our own, and give what it returns."""
    stack, answer = [steps], None
    while stack:
        try:
            stack.append(stack[-1].send(answer))
            answer = None
        except StopIteration as done:
            stack.pop()
            answer = done.value
    return answer
