"""Formulas as drawings. Typesetting one takes some 10 ms, so it is done beside the window and kept.

:func:`typeset` (with quick_rows.py) is the only place that knows the typesetter; :class:`Typesetter` gives a panel what
is ready at once, what is on the screen next, and prepares in idle time what will be asked for then.
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
"""Cards that follow each other faster than this, as while a slider moves, wait until that is over: their formulas would
be typeset in vain."""

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

    from gradviz.gui import quick_rows  # noqa: F401  (it teaches the typesetter when it is imported)

    # The other kind of SVG puts glyphs into <symbol>, of which Qt shows nothing.
    ziamath.config.svg2 = False
    ziafont.config.svg2 = False
    try:
        return ziamath.Latex(_SIGN.sub(r"\1{-}", formula), size=PX, color=_INK).svg().encode()
    except Exception:  # any of a dozen kinds, for anything it cannot set
        log.info("the formula %s cannot be typeset", formula)
        return b""


class Typesetter(QObject):
    """Typesets beside the window, in one thread: what is shown first, then what will be."""

    # formulas asked for are ready
    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: dict[str, None] = {}
        self._coming = self._next = _nothing
        self._finished = Event()
        self._shown_s, self._hurried = 0.0, True
        self._worker = Background(parent=self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._start)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._look_ahead)

    def begin(self) -> None:
        """Other formulas are shown: what was asked for until now is no longer wanted."""
        self._wanted.clear()
        before_s, self._shown_s = self._shown_s, time.monotonic()
        self._hurried = 1000 * (self._shown_s - before_s) < REST_MS

    @property
    def behind(self) -> bool:
        """Whether something that is shown is not typeset yet."""
        return bool(self._wanted)

    def drawing(self, formula: str, theme: Theme) -> QSvgRenderer | None:
        """The formula in the colours of ``theme``; None where it is not ready, then it will be asked for."""
        if len(formula) > LONGEST:
            return None
        if not is_typeset(formula):
            self._wanted[formula] = None
            self._rest.start() if self._hurried else self._start()  # the window may be busy with the picture for long
            return None
        svg = typeset(formula, theme.text, theme.value, theme.gradient)
        return QSvgRenderer(QByteArray(svg)) if svg else None

    def prepare(self, formulas: Callable[[], Iterable[str]]) -> None:
        """Typeset ``formulas()``, in their order, when nothing else is to be done; earlier ones are given up."""
        self._coming, self._next = _nothing, formulas
        self._idle.start()

    def finish(self) -> None:
        """Wait for what is running: called before the window goes."""
        self._finished.set()
        self._rest.stop()
        self._idle.stop()
        self._worker.finish()

    def _look_ahead(self) -> None:
        self._coming = self._next
        self._start()

    def _start(self) -> None:
        """Begin, or go on when what is being done is done."""
        self._worker.ask(self._work)

    # beside the window

    def _work(self) -> bool:
        coming, ahead = _nothing, iter(_nothing())
        while not self._finished.is_set():
            self._typeset_wanted()
            if coming is not self._coming:
                coming = self._coming
                ahead = islice(coming(), MOST_PREPARED)
            formula = next(ahead, None)
            if formula is None:
                break
            if len(formula) <= LONGEST and not is_typeset(formula):
                typeset(formula, _INK)
                time.sleep(BREATH_S)
        return True

    def _typeset_wanted(self) -> None:
        """What is on the screen; another card may be shown meanwhile, then it is that card's."""
        found = False
        while not self._finished.is_set() and (formula := next(iter(tuple(self._wanted)), None)) is not None:
            typeset(formula, _INK)
            self._wanted.pop(formula, None)
            found = True
        if found:
            self.ready.emit()


def _nothing() -> Iterable[str]:
    return ()
