"""Files of what is shown: the picture exactly as it is at the current step, and the graph in other languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QRectF, Signal

from gradviz.errors import GradvizError
from gradviz.export.forms import FORMS
from gradviz.export.moment import Moment
from gradviz.gui.canvas.labels import labels_of
from gradviz.gui.capture import Picture, save
from gradviz.gui.session import Session
from gradviz.gui.theme import THEMES, Theme
from gradviz.lesson.file import write_bytes
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

if TYPE_CHECKING:
    from gradviz.gui.dialogs.export import Export

Seen = tuple[Frame, Theme, Numerals, QRectF]
"""What of the window a picture depends on: the instant, the look, and the part of the scene in sight."""


class Shoot(Protocol):
    """Takes a picture of what is shown, in the window's own colours or others; None while nothing is shown."""

    def __call__(
        self, theme: Theme | None = None, *, transparent: bool = False, visible: bool = False
    ) -> Picture | None: ...


Attempt = Callable[["Export"], None]
"""Writes the file; raises the GradvizError that says why it could not."""


class Exporting(QObject):
    """Exports what the session shows. ``ask(attempt)`` asks a person how and calls ``attempt`` with the answer."""

    # a file was written: its path
    exported = Signal(object)
    # it could not be written: the GradvizError
    troubled = Signal(object)

    def __init__(
        self, session: Session, seen: Callable[[], Seen], title: Callable[[], str], ask: Callable[[Attempt], None]
    ) -> None:
        super().__init__(session)
        self._session = session
        self._seen = seen
        self._title = title
        self._ask = ask
        self._last: Export | None = None

    def export(self) -> None:
        """Ask how, then write."""
        if self._session.picture is not None:
            self._ask(self.write)

    def export_again(self) -> None:
        """Write once more as before; the first time, ask."""
        if self._last is None:
            self.export()
            return
        try:
            self.write(self._last)
        except GradvizError as trouble:
            self.troubled.emit(trouble)

    def write(self, export: Export) -> None:
        """Write the file as ``export`` says; a GradvizError where that cannot be done."""
        form = FORMS[export.form]
        if form.text is not None:
            moment = self.moment()
            if moment is None:
                return
            write_bytes(export.path, form.text(moment).encode())
        else:
            visible = export.part == "visible"
            picture = self.shoot(THEMES[export.theme], transparent=export.transparent, visible=visible)
            if picture is None:
                return
            save(picture, export.path, form.suffix, export.scale)
        self._last = export
        self.exported.emit(export.path)

    def moment(self) -> Moment | None:
        """What is shown now, for a text; None while nothing is."""
        shown = self._session.picture
        if shown is None:
            return None
        frame, _, numerals, _ = self._seen()
        return Moment(
            shown.run,
            self._session.lesson.ties,
            self._title(),
            lambda: shown.layout,
            frame,
            numerals,
            shown.roles,
            shown.question.direction,
        )

    def shoot(self, theme: Theme | None = None, *, transparent: bool = False, visible: bool = False) -> Picture | None:
        """The picture as it is now; see :class:`Shoot`."""
        shown = self._session.picture
        if shown is None:
            return None
        frame, own, numerals, view = self._seen()
        return Picture(
            shown.question.graph,
            shown.layout,
            frame,
            theme or own,
            numerals,
            shown.roles,
            transparent,
            view=view if visible else None,
            labels=labels_of(self._session.lesson.view),
        )
