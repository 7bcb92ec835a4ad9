"""Keeps the gradients checked: soon after every change of the numbers, beside the window, which goes on reacting."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gradviz.autodiff.check import EPSILON, check
from gradviz.autodiff.run import Run
from gradviz.gui.background import Background

REST_MS = 150
"""After so long without a change the check begins."""


class Checker(QObject):
    """Checks the run it was shown last. SymPy, which is slow to start, is asked only while somebody looks."""

    # a check is done: its run and the Check
    checked = Signal(object, object)
    # the numbers have changed: what was found is of earlier ones
    outdated = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._epsilon = EPSILON
        self._symbolic = False
        self._background = Background(parent=self)
        self._background.answered.connect(self._take)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self.finish = self._background.finish

    def show_run(self, run: Run | None) -> None:
        """Check another run; None while there is no graph."""
        self._run = run
        self._background.forget()
        self.outdated.emit()
        self._rest.start() if run is not None else self._rest.stop()

    def set_epsilon(self, epsilon: float) -> None:
        """Take differences with another step."""
        if epsilon != self._epsilon:
            self._epsilon = epsilon
            self._ask()

    def ask_symbolic(self, wanted: bool) -> None:
        """Whether SymPy is asked too."""
        if wanted != self._symbolic:
            self._symbolic = wanted
            if wanted:
                self._ask()

    def _ask(self) -> None:
        run, epsilon, symbolic = self._run, self._epsilon, self._symbolic
        if run is None:
            return
        if symbolic:
            self.checked.emit(run, check(run, epsilon, symbolic=False))
        self._background.ask(lambda: (run, check(run, epsilon, symbolic=symbolic)))

    def _take(self, found: tuple[Run, object]) -> None:
        if found[0] is self._run:
            self.checked.emit(*found)
