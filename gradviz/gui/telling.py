"""What the window tells of its document: the title, what can be undone, what was written, what another program did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from gradviz.gui.panels.bar import Saying
from gradviz.i18n import Message, tr

if TYPE_CHECKING:
    from gradviz.gui.main_window import MainWindow


class Telling(QObject):
    """Says it in the title, in the menus, or in the bar over the picture with buttons for what can be done."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def title(self, title: str, modified: bool) -> None:
        """The document's name, and whether it differs from its file."""
        window = self._window
        window.setWindowTitle(f"{title}[*] — gradviz")
        window.setWindowModified(modified)
        window.actions_["revert"].setEnabled(modified and window.documents.path is not None)

    def undo(self) -> None:
        """Undo and redo say what they would undo."""
        window = self._window
        stack = window.session.stack
        for id, able, name, text in (
            ("undo", stack.canUndo(), stack.undoText(), tr("&Undo")),
            ("redo", stack.canRedo(), stack.redoText(), tr("&Redo")),
        ):
            window.actions_[id].setEnabled(able)
            window.actions_[id].setText(f"{text} {tr(name)}" if able and name else text)

    def understood(self, latex: str) -> None:
        """Pasted LaTeX was written as text; one may go on with it as it is."""
        message, session = self._window.stage.message, self._window.session

        def undo() -> None:
            message.hush()
            session.stack.undo()

        said = Message("The LaTeX was understood and is written as text here.")
        message.say(Saying(said, "", "right", ((Message("Undo"), undo),), more=(latex,)), "latex")

    def exported(self, path: Path) -> None:
        """Where the file is now."""

        def show_folder() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

        offers = ((Message("Open the folder"), show_folder),)
        said = Saying(Message("Saved as {path}.", path=path), "", "right", offers, passing=True)
        self._window.stage.message.say(said)

    def changed_on_disk(self) -> None:
        """The file is another than the one that was read: which of the two shall it be?"""
        window = self._window
        message, documents = window.stage.message, window.documents

        def reload() -> None:
            message.hush()
            documents.reload()

        def keep() -> None:
            message.hush()
            documents.keep_mine()

        offers = ((Message("Reload"), reload), (Message("Keep mine"), keep))
        name = documents.path.name if documents.path is not None else documents.title
        said = Message("Another program has changed the file {name}.", name=name)
        message.say(Saying(said, "", "calm", offers, closable=False))
