"""The picture as a file or on the clipboard, exactly as it is shown at the current step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QGuiApplication

from gradviz.errors import GradvizError
from gradviz.export.latex import latex
from gradviz.gui.capture import Picture, paint_image, save_png, save_svg
from gradviz.gui.dialogs.export import Export
from gradviz.gui.session import Session
from gradviz.gui.theme import THEMES, Theme
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

CLIPBOARD_SCALE = 2.0

Seen = tuple[Frame, Theme, Numerals, QRectF]
"""What of the window a picture depends on: the instant, the look, and the part of the scene in sight."""


class Exporting(QObject):
    """Makes pictures of what the session shows. ``ask()`` asks a person how; None when they think better of it."""

    # a picture was written: its path
    exported = Signal(object)
    # it could not be written: the GradvizError
    troubled = Signal(object)

    def __init__(
        self,
        session: Session,
        seen: Callable[[], tuple[Frame, Theme, Numerals, QRectF]],
        ask: Callable[[], Export | None],
    ) -> None:
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
        picture = self._picture(THEMES[export.theme], export.transparent, export.part == "visible")
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

    def copy_image(self) -> None:
        """Put the picture on the clipboard."""
        picture = self._picture(self._seen()[1], transparent=False, visible=False)
        if picture is not None:
            QGuiApplication.clipboard().setImage(paint_image(picture, CLIPBOARD_SCALE))

    def copy_latex(self) -> None:
        """Put the program on the clipboard, a formula a line."""
        if self._session.state.result is not None:
            QGuiApplication.clipboard().setText("\n".join(latex(self._session.state.result.graph)))

    def _picture(self, theme: Theme, transparent: bool, visible: bool) -> Picture | None:
        shown = self._session.picture
        if shown is None:
            return None
        frame, _, numerals, view = self._seen()
        return Picture(
            shown.question.graph,
            shown.layout,
            frame,
            theme,
            numerals,
            shown.roles,
            transparent,
            view=view if visible else None,
        )
