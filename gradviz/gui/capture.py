"""Pictures of the graph as files: PNG at any scale, SVG with outlined text; the window and the command line share this.

    render_image(graph, layout, frame, theme, numerals, roles)     a QImage
    save(picture, path, suffix, scale)                              a whole PNG, SVG or PDF, or none
    paint_within(painter, picture, area)                            on paper
    render_files(run, [Path("out.png")], step="all")               out-01.png, out-02.png …

A picture is the canvas without the window: legend, graph, caption, on a ground of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, isfinite, sqrt
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from gradviz.autodiff.run import Run
from gradviz.errors import OutputError
from gradviz.export.steps import chosen_steps, numbered
from gradviz.export.words import described
from gradviz.graph.graph import Graph
from gradviz.gui.canvas import caption as captions
from gradviz.gui.canvas import legends
from gradviz.gui.canvas.labels import ALL, Labels, labels_of
from gradviz.gui.canvas.placing import placed
from gradviz.gui.canvas.scene import GraphScene
from gradviz.gui.canvas.sights import extent
from gradviz.gui.painting import color
from gradviz.gui.placing import widest
from gradviz.gui.theme import THEMES, Theme
from gradviz.i18n import Message, language, tr
from gradviz.layout.layout import Layout
from gradviz.lesson import file
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals, numerals_for
from gradviz.timeline.compose import compose
from gradviz.timeline.frame import Frame

PAD = 28.0  # px around everything
GAP = 20.0  # px between the graph and what is written above or below it
LEAST_WIDTH = 600.0  # px, so that legends and a sentence find room beside a small graph
LARGEST_SIDE = 32000  # px a side of a picture may have
PT_PER_PX = 72 / 96
PDF_DPI = 1200  # dots of a PDF's inner grid
LARGEST_AREA = 400_000_000  # px a picture may have in all; four bytes each


@dataclass(frozen=True, slots=True)
class Picture:
    """All that one picture shows. ``view`` is the scene rectangle to show, None for the whole graph."""

    graph: Graph
    layout: Layout
    frame: Frame
    theme: Theme
    numerals: Numerals
    roles: Mapping[str, str]
    transparent: bool = False
    caption: bool = True
    legend: bool = True
    view: QRectF | None = None
    labels: Labels = ALL


class _Sheet:
    """Where everything stands on a picture, in px at scale 1."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.scene = GraphScene(picture.theme)
        self.scene.set_labels(picture.labels)
        self.scene.show_graph(picture.graph, picture.layout, picture.roles)
        self.scene.show_frame(picture.frame, picture.numerals)
        self.shown = picture.view if picture.view is not None else extent(self.scene)
        self.width = max(self.shown.width() + 2 * PAD, LEAST_WIDTH)
        self.sentence = captions.typeset(
            picture.frame.caption, picture.numerals, self.width - 2 * PAD, told=picture.frame.told
        )
        row = legends.ROW + GAP if picture.legend else 0.0
        written = picture.caption and self.sentence.lines
        self.graph_y = PAD + row
        self.caption_y = self.graph_y + self.shown.height() + GAP
        below = self.sentence.height + GAP if written else 0.0
        self.kinds_y = self.graph_y + self.shown.height() + below + GAP
        self.height = self.graph_y + self.shown.height() + below + row + PAD

    def paint(self, painter: QPainter) -> None:
        """Paint the picture from (0, 0)."""
        picture = self.picture
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if not picture.transparent:
            painter.fillRect(QRectF(0, 0, self.width, self.height), color(picture.theme.canvas))
        self._paint_graph(painter)
        if picture.legend:
            symbol = legends.symbol_for(picture.graph, picture.numerals)
            target = legends.target_beside(picture.graph)
            marks = legends.marks(picture.layout.geometry.direction, symbol, picture.labels, target)
            kinds = legends.needed({node.body.kind for node in self.scene.nodes})
            legends.paint_row(painter, (PAD, PAD + legends.ROW / 2), picture.theme, [marks])
            legends.paint_row(painter, (PAD, self.kinds_y + legends.ROW / 2), picture.theme, [kinds])
        if picture.caption:
            captions.paint(painter, self.sentence, self.width / 2, self.caption_y, picture.theme)

    def _paint_graph(self, painter: QPainter) -> None:
        picture, shown = self.picture, self.shown
        left = (self.width - shown.width()) / 2
        painter.save()
        if picture.view is not None:
            painter.setClipRect(QRectF(left, self.graph_y, shown.width(), shown.height()))
        painter.translate(left - shown.x(), self.graph_y - shown.y())
        self.scene.paint_on(painter)
        painter.restore()


def render_image(  # noqa: PLR0917
    graph: Graph,
    layout: Layout,
    frame: Frame,
    theme: Theme,
    numerals: Numerals,
    roles: Mapping[str, str],
    *,
    scale: float = 2.0,
    transparent: bool = False,
    caption: bool = True,
    legend: bool = True,
    view: QRectF | None = None,
) -> QImage:
    """One instant as a picture, ``scale`` image px per scene unit; :class:`OutputError` where that is beyond reason.

    ``view`` restricts the picture to a rectangle of the scene; ``transparent`` leaves the ground out.
    """
    picture = Picture(graph, layout, frame, theme, numerals, roles, transparent, caption, legend, view)
    return paint_image(picture, scale)


def paint_image(picture: Picture, scale: float) -> QImage:
    """The picture as a premultiplied ARGB image."""
    sheet = _Sheet(picture)
    wanted = (sheet.width * scale, sheet.height * scale)
    width, height = (round(side) if isfinite(side) else LARGEST_SIDE + 1 for side in wanted)
    image = QImage()
    if min(width, height) > 0 and max(width, height) <= LARGEST_SIDE and width * height <= LARGEST_AREA:
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise OutputError(
            "picture-size",
            Message("A picture of {width} × {height} px cannot be made.", width=width, height=height),
            _largest_scale(sheet.width, sheet.height),
        )
    image.fill(0)
    painter = QPainter(image)
    painter.scale(scale, scale)
    sheet.paint(painter)
    painter.end()
    image.setDotsPerMeterX(round(scale * 96 / 0.0254))
    image.setDotsPerMeterY(round(scale * 96 / 0.0254))
    return image


def _largest_scale(width: float, height: float) -> Message:
    """The hint for a picture of ``width`` × ``height`` px at scale 1 that was asked for too large or too small."""
    most = min(LARGEST_SIDE / max(width, height), sqrt(LARGEST_AREA / (width * height)))
    scale = numerals_for(language()).exact(f"{floor(most * 100) / 100:g}")
    return Message("Choose a scale of at most {scale}, or SVG, which has no limit.", scale=scale)


def save_png(image: QImage, path: Path) -> None:
    """Write ``image`` to ``path``, all of it or nothing; :class:`OutputError` names a path that cannot be written."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"png")
    if not writer.write(image):
        raise OutputError("cannot-draw", Message("The picture for {path} cannot be made.", path=path))
    file.write_bytes(path, bytes(data.data()))


def save_svg(picture: Picture, path: Path, scale: float = 1.0) -> None:
    """Write the picture as SVG, all of it or nothing."""
    file.write_bytes(path, svg_bytes(picture, scale))


def svg_bytes(picture: Picture, scale: float = 1.0) -> bytes:
    """The picture as SVG: lines and outlines only, so that it looks the same without our fonts."""
    sheet = _Sheet(picture)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.SvgTiny12)
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(round(sheet.width * scale), round(sheet.height * scale)))
    generator.setViewBox(QRectF(0, 0, round(sheet.width * scale), round(sheet.height * scale)))
    generator.setTitle(tr("Computational graph of {name}", name=picture.graph.output_name))
    generator.setDescription(in_words(picture))
    painter = QPainter(generator)
    painter.scale(scale, scale)
    sheet.paint(painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def pdf_bytes(picture: Picture) -> bytes:
    """The picture as a PDF of one page, exactly as large as the picture; its type is embedded."""
    sheet = _Sheet(picture)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("gradviz")
    writer.setTitle(tr("Computational graph of {name}", name=picture.graph.output_name))
    writer.setPageSize(QPageSize(QSizeF(sheet.width, sheet.height) * PT_PER_PX, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(PDF_DPI)
    painter = QPainter(writer)
    painter.scale(PDF_DPI / 96, PDF_DPI / 96)
    sheet.paint(painter)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def in_words(picture: Picture) -> str:
    """The picture for who does not see it: the sentence of its step, then the graph."""
    numerals, frame = picture.numerals, picture.frame
    return "\n".join((frame.caption.plain(numerals), described(picture.graph, picture.roles, frame, numerals)))


def proportions(picture: Picture) -> float:
    """Width of the picture by its height."""
    sheet = _Sheet(picture)
    return sheet.width / sheet.height


def paint_within(painter: QPainter, picture: Picture, area: QRectF) -> None:
    """Paint the picture as large as ``area`` allows, in its middle: for paper."""
    sheet = _Sheet(picture)
    scale = min(area.width() / sheet.width, area.height() / sheet.height)
    painter.save()
    painter.translate(area.center())
    painter.scale(scale, scale)
    painter.translate(-sheet.width / 2, -sheet.height / 2)
    sheet.paint(painter)
    painter.restore()


# Files for the command line -------------------------------------------------------------------------------------------


def render_files(
    run: Run,
    paths: Sequence[Path],
    *,
    suffixes: Sequence[str] = (),
    step: int | str = "last",
    theme: str = "light",
    scale: float = 1.0,
    transparent: bool = False,
    lesson: Lesson | None = None,
    numerals: Numerals | None = None,
) -> list[Path]:
    """Write pictures of ``run`` to every path (.png, .svg or .pdf) in the language in use; gives the files written.

    ``suffixes`` say the form of each where the paths do not. ``step`` is a number from 1, "first", "last" or "all":
    then ``out.png`` becomes ``out-01.png``, ``out-02.png`` … ``lesson`` tells parameters from inputs, where nodes were
    dragged to and which way the drawing flows; ``numerals`` are those of the language unless given. Starts Qt where it
    is not running.
    """
    application = QApplication.instance() or QApplication([])
    lesson = lesson or Lesson()
    timeline = compose(run.graph, run)
    roles = {variable.name: lesson.role(variable.name) for variable in run.graph.variables}
    labels = labels_of(lesson.view)
    numerals = numerals or numerals_for(language())
    layout = placed(run.graph, lesson.moved, widest(run, numerals), lesson.direction)
    written = []
    for number in chosen_steps(timeline, step):
        frame = timeline.rest(number)
        picture = Picture(run.graph, layout, frame, THEMES[theme], numerals, roles, transparent, labels=labels)
        for path, suffix in zip(paths, suffixes or [path.suffix.lower() for path in paths], strict=True):
            target = numbered(path, number, len(timeline.steps)) if step == "all" else path
            save(picture, target, suffix, scale)
            written.append(target)
    del application
    return written


def save(picture: Picture, path: Path, suffix: str, scale: float) -> None:
    """Write the picture in the form that ``suffix`` stands for; ``scale`` matters to PNG and SVG."""
    _WRITERS[suffix](picture, path, scale)


def _save_as_png(picture: Picture, path: Path, scale: float) -> None:
    save_png(paint_image(picture, scale), path)


def _save_as_pdf(picture: Picture, path: Path, scale: float) -> None:
    file.write_bytes(path, pdf_bytes(picture))


_WRITERS: Mapping[str, Callable[[Picture, Path, float], None]] = {
    ".png": _save_as_png,
    ".svg": save_svg,
    ".pdf": _save_as_pdf,
}
"""Suffix → writer of one file."""

SUFFIXES = tuple(_WRITERS)
