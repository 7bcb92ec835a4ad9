"""The picture on paper, as large as the page allows; a printer is any that the system knows, or a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtWidgets import QWidget

from gradviz.errors import OutputError
from gradviz.gui.capture import Picture, paint_within, proportions
from gradviz.gui.dialogs.fields import add_chevrons
from gradviz.gui.exporting import Shoot
from gradviz.gui.theme import LIGHT, PRINT
from gradviz.i18n import Message, tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Printing(QObject):
    """File ▸ Print…, in light colours or, where the window is black and white, in those."""

    # it could not be printed: the GradvizError
    troubled = Signal(object)

    def __init__(self, window: QWidget, shoot: Shoot) -> None:
        super().__init__(window)
        self._window = window
        self._shoot = shoot

    def ask_and_print(self) -> None:
        """Ask for a printer, then print."""
        from PySide6.QtPrintSupport import QPrintDialog

        picture = self._picture()
        if picture is None:
            return
        printer = printer_for(picture, self._window.windowTitle())
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(tr("Print"))
        add_chevrons(dialog)
        if dialog.exec():
            self.print_on(printer, picture)

    def print_on(self, printer: QPrinter, picture: Picture) -> None:
        """Print without asking."""
        try:
            paint_page(printer, picture)
        except OutputError as trouble:
            self.troubled.emit(trouble)

    def _picture(self) -> Picture | None:
        own = self._shoot()
        return self._shoot(PRINT if own is not None and own.theme is PRINT else LIGHT)


def printer_for(picture: Picture, title: str) -> QPrinter:
    """The system's printer with the page the way round that suits the picture."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setCreator("gradviz")
    printer.setDocName(title.replace("[*]", ""))
    wide = proportions(picture) > 1
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
    return printer


def paint_page(printer: QPrinter, picture: Picture) -> None:
    """Put the picture on one page of ``printer``; :class:`OutputError` when the printer refuses."""
    painter = QPainter()
    if not painter.begin(printer):
        raise OutputError(
            "cannot-print",
            Message("The picture cannot be printed."),
            Message("Choose another printer, or print to a PDF file in a folder of yours."),
        )
    area = printer.pageLayout().paintRectPixels(printer.resolution())
    paint_within(painter, picture, QRectF(0, 0, area.width(), area.height()))
    painter.end()
