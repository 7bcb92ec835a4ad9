"""Formulas as drawings. Typesetting one takes some 10 ms, so it is done beside the window and kept.

:func:`typeset` is the only place that knows the typesetter; :class:`Typesetter` gives a panel what is ready at once,
the rest soon, and prepares in idle time what will be asked for next.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable
from itertools import islice
from threading import Event, Lock

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtSvg import QSvgRenderer

from gradviz.gui.background import Background
from gradviz.gui.theme import Theme

log = logging.getLogger(__name__)

PX = 21
LONGEST = 600
"""A formula of more characters than this would be a wall, not a help."""

MOST_KEPT = 1500
MOST_PREPARED = 600
REST_MS = 80
"""Formulas asked for are typeset when nothing else has been asked for so long: while a slider moves it would be in
vain."""

IDLE_MS = 250
BREATH_S = 0.004
"""Between two prepared formulas the window's thread gets its turn."""

_SIGN = re.compile(r"(^|= |\\approx |, |\\left[(|]|\\textcolor\{\w+\}\{)-")
"""A minus that is the sign of what follows; the typesetter takes one behind ``=`` for a subtraction."""

_INK = "ink"
_kept: dict[str, bytes] = {}
_one_at_a_time = Lock()


def typeset(formula: str, ink: str, value: str = "", gradient: str = "") -> bytes:
    r"""A formula as SVG; empty where it cannot be typeset. ``value`` and ``gradient`` are the colours of what is
    wrapped in ``\textcolor{value}{…}`` and ``\textcolor{gradient}{…}``."""
    drawn = _kept.get(formula)
    if drawn is None:
        with _one_at_a_time:
            drawn = _kept[formula] = _kept.get(formula) or _drawn(formula)
            while len(_kept) > MOST_KEPT:
                del _kept[next(iter(_kept))]
    for name, colour in ((_INK, ink), ("value", value or ink), ("gradient", gradient or ink)):
        drawn = drawn.replace(f'"{name}"'.encode(), f'"{colour}"'.encode())
    return drawn


def is_typeset(formula: str) -> bool:
    """Whether :func:`typeset` would answer at once."""
    return formula in _kept


def _drawn(formula: str) -> bytes:
    import ziafont
    import ziamath

    # The other kind of SVG puts glyphs into <symbol>, of which Qt shows nothing.
    ziamath.config.svg2 = False
    ziafont.config.svg2 = False
    try:
        return ziamath.Latex(_SIGN.sub(r"\1{-}", formula), size=PX, color=_INK).svg().encode()
    except Exception:  # any of a dozen kinds, for anything it cannot set
        log.info("the formula %s cannot be typeset", formula)
        return b""


class Typesetter(QObject):
    """Typesets beside the window: what is shown first, then what will be."""

    # formulas asked for are ready
    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: dict[str, None] = {}
        self._coming: Callable[[], Iterable[str]] | None = None
        self._stop = Event()
        self._now, self._ahead = Background(parent=self), Background(parent=self)
        self._now.answered.connect(lambda _: self.ready.emit())
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._typeset_wanted)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._prepare)

    def drawing(self, formula: str, theme: Theme) -> QSvgRenderer | None:
        """The formula in the colours of ``theme``; None where it is not ready, then it will be asked for."""
        if len(formula) > LONGEST:
            return None
        if not is_typeset(formula):
            self._wanted[formula] = None
            self._rest.start()
            return None
        svg = typeset(formula, theme.text, theme.value, theme.gradient)
        return QSvgRenderer(QByteArray(svg)) if svg else None

    def forget_wanted(self) -> None:
        """What was asked for is no longer shown."""
        self._wanted.clear()

    def prepare(self, formulas: Callable[[], Iterable[str]]) -> None:
        """Typeset ``formulas()`` when nothing else is to be done; what was being prepared is given up."""
        self._stop.set()
        self._coming = formulas
        self._idle.start()

    def finish(self) -> None:
        """Wait for what is running: called before the window goes."""
        self._stop.set()
        self._rest.stop()
        self._idle.stop()
        self._now.finish()
        self._ahead.finish()

    def _typeset_wanted(self) -> None:
        wanted = tuple(self._wanted)
        self._wanted.clear()
        if wanted:
            self._now.ask(lambda: [typeset(formula, _INK) for formula in wanted])

    def _prepare(self) -> None:
        coming, stop = self._coming, Event()
        self._stop = stop

        def work() -> bool:
            for formula in islice(coming() if coming else (), MOST_PREPARED):
                if stop.is_set():
                    break
                if len(formula) <= LONGEST and not is_typeset(formula):
                    typeset(formula, _INK)
                    time.sleep(BREATH_S)
            return True

        self._ahead.ask(work)
