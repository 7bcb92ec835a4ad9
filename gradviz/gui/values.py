"""What a run begins with: the values of the leaves, their roles, and who wins a tie."""

from __future__ import annotations

from collections.abc import Mapping

from gradviz.graph.ties import Ties
from gradviz.gui.session import Session
from gradviz.i18n import N_
from gradviz.lesson.lesson import Role


class Values:
    """Edits them; the moves of one drag are one edit."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_value(self, name: str, value: float) -> None:
        """Give the leaf ``name`` of the shown graph a value."""
        self.set_values({name: value})

    def set_values(self, values: Mapping[str, float]) -> None:
        """Give several leaves of the shown graph values in one edit."""
        state = self._session.state
        result, lesson = state.result, state.lesson
        if result is None:
            return
        for leaf in result.graph.variables:
            # the number of a pinned leaf may stand in a text that is being written just now
            if leaf.name in values and (leaf.pinned is None or state.current):
                lesson = lesson.with_value(result.graph, leaf.name, values[leaf.name])
        self._session.edit(lesson, N_("changing a value"), ("value", *values))

    def set_role(self, name: str, role: Role) -> None:
        """Mark the leaf ``name`` as an input or a parameter."""
        self._session.edit(self._session.lesson.with_role(name, role), N_("changing a role"))

    def set_ties(self, rule: str) -> None:
        """Choose who gets the gradient when inputs of max or min are equal."""
        lesson = self._session.lesson
        self._session.edit(lesson.with_ties(Ties(rule, lesson.ties.seed)), N_("changing the tie rule"))
