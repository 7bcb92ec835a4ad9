"""What gradviz is, which versions of what it runs on, and under which licences."""

from __future__ import annotations

import sys
from html import escape
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from gradviz import __version__
from gradviz.gui.dialogs.dialog import Page
from gradviz.gui.theme import Theme
from gradviz.i18n import tr

PARTS = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("pygraphviz", "BSD-3-Clause, Graphviz: EPL-2.0"),
    ("graphviz", "MIT"),
    ("networkx", "BSD-3-Clause"),
    ("numpy", "BSD-3-Clause"),
    ("sympy", "BSD-3-Clause"),
    ("ziamath", "MIT"),
    ("pillow", "MIT-CMU"),
    ("platformdirs", "MIT"),
)
FONTS = ("Inter", "JetBrains Mono", "STIX Two Text")


def version_of(package: str) -> str:
    """The installed version of ``package``; a dash where that is not known."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "—"


def as_html(theme: Theme) -> str:
    """The text of the window."""
    rows = [("Python", sys.version.split()[0], "PSF-2.0"), ("Qt", qVersion(), "LGPL-3.0")]
    rows += [(name, version_of(name), licence) for name, licence in PARTS]
    rows += [(name, tr("bundled font"), "OFL-1.1") for name in FONTS]
    cells = "".join(
        f'<tr><td style="padding:2px 24px 2px 0">{name}</td><td style="padding:2px 24px 2px 0">{number}</td>'
        f'<td style="padding:2px 0; color:{theme.muted}">{licence}</td></tr>'
        for name, number, licence in rows
    )
    table = f'<table cellspacing="0" style="margin-top:12px">{cells}</table>'
    said = escape(tr("Type an expression, watch values flow forward and gradients flow back."))
    return f"<h2>gradviz {__version__}</h2><p>{said}</p><p>{escape(tr('Licence'))}: MIT</p>{table}"


class About(Page):
    """Help ▸ About."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("About gradviz"), parent, (600, 580))
        self.text.set_html(as_html(theme), theme)
