"""Rows of a formula, measured once: importing this module teaches the typesetter so.

Before it sets a row, ziamath sets everything in it once more, to know how tall brackets around it must be; a row inside
a row is set four times, one in a fraction in a coloured row dozens of times. A row in which nothing stretches does not
use what was measured: it is set at once. The drawing is the same to the last digit.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ziamath import operators
from ziamath.nodes.mrow import Mrow

_STRETCHY = frozenset(
    sign for (sign, _), form in operators.operators.items() if form.get("stretchy", "false") != "false"
)
_UNUSED = (0.0, 0.0)


class QuickRow(Mrow, tag="mrow"):
    """A row; naming the tag puts it in the place of the usual one."""

    def _get_height_nostretch(self, line: list[Element], **kwargs: object) -> tuple[float, float]:
        """Lowest and highest point of what is in the row, without what stretches; anything where nothing does."""
        if any(_stretches(element) for child in line for element in child.iter()):
            return super()._get_height_nostretch(line, **kwargs)
        return _UNUSED


def _stretches(element: Element) -> bool:
    told = element.get("stretchy")
    return told != "false" if told is not None else (element.text or "").strip() in _STRETCHY
