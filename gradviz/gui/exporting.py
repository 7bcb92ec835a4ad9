"""The picture as a file, exactly as it is shown at the current step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QRectF, Signal

from gradviz.errors import GradvizError
from gradviz.gui.capture import Picture, paint_image, save_png, save_svg
from gradviz.gui.dialogs.export import Export
from gradviz.gui.session import Session
from gradviz.gui.theme import THEMES, Theme
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

Seen = tuple[Frame, Theme, Numerals, QRectF]
"""What of the window a picture depends on: the instant, the look, and the part of the scene in sight."""


class Shoot(Protocol):
    """Takes a picture of what is shown, in the window's own colours or others; None while nothing is shown."""

    def __call__(
        self, theme: Theme | None = None, *, transparent: bool = False, visible: bool = False
    ) -> Picture | None: ...


class Exporting(QObject):
    """Makes pictures of what the session shows. ``ask()`` asks a person how; None when they think better of it."""

    # a picture was written: its path
    exported = Signal(object)
    # it could not be written: the GradvizError
    troubled = Signal(object)

    def __init__(self, session: Session, seen: Callable[[], Seen], ask: Callable[[], Export | None]) -> None:
        super().__init__(session)
        self._session = session
        self._seen = seen
        self._ask = ask
        self._last: Export | None = None

    def export(self) -> None:
        """Ask how, then write."""
        export = self._ask() if self._session.picture is not None else None
        if export is not None:
            self.write(export)

    def export_again(self) -> None:
        """Write once more as before; the first time, ask."""
        self.export() if self._last is None else self.write(self._last)

    def write(self, export: Export) -> None:
        """Write the picture as ``export`` says."""
        visible = export.part == "visible"
        picture = self.shoot(THEMES[export.theme], transparent=export.transparent, visible=visible)
        if picture is None:
            return
        try:
            if export.path.suffix.lower() == ".svg":
                save_svg(picture, export.path)
            else:
                save_png(paint_image(picture, export.scale), export.path)
        except GradvizError as trouble:
            self.troubled.emit(trouble)
            return
        self._last = export
        self.exported.emit(export.path)

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
        )
