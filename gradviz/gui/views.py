"""How the lesson wants to be looked at: the labels on its canvas, its gradient strip, the way its drawing flows."""

from __future__ import annotations

from gradviz.gui.canvas.labels import OPTION, labels_of, toggled
from gradviz.gui.session import Session
from gradviz.i18n import N_
from gradviz.layout.layout import Direction
from gradviz.timeline.magnitudes import is_long_chain


class Views:
    """Edits the view options of the session's lesson."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def toggle_label(self, kind: str) -> None:
        """Put a kind of label on the canvas away, or back again."""
        lesson = self._session.lesson
        labels = toggled(labels_of(lesson.view), kind)
        self._session.edit(lesson.with_view(**{OPTION: labels}), N_("changing the labels"))

    @property
    def strip(self) -> bool:
        """Whether the gradient strip is shown: as chosen for the lesson, otherwise where the graph is a long chain."""
        picture = self._session.picture
        return self._session.lesson.shows_strip(picture is not None and is_long_chain(picture.question.graph))

    def toggle_strip(self) -> None:
        """Put the gradient strip of this lesson away, or back again."""
        self._session.edit(self._session.lesson.with_view(strip=not self.strip), N_("changing the gradient strip"))

    def set_direction(self, direction: Direction) -> None:
        """Choose which way the drawing of this lesson flows."""
        if direction != self._session.drawing.direction:
            self._session.edit(self._session.lesson.with_direction(direction), N_("changing the direction"))
