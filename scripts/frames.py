"""Draws every step of a lesson, in motion and at rest, on one sheet. ``scripts/frames`` calls this."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QRectF  # noqa: E402
from PySide6.QtGui import QImage, QPainter  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from gradviz import i18n  # noqa: E402
from gradviz.autodiff.engine import run  # noqa: E402
from gradviz.graph.build import read  # noqa: E402
from gradviz.gui import fonts  # noqa: E402
from gradviz.gui.canvas.placing import placed  # noqa: E402
from gradviz.gui.capture import Picture, paint_image, save_png  # noqa: E402
from gradviz.gui.painting import color, draw_text  # noqa: E402
from gradviz.gui.theme import THEMES, Theme  # noqa: E402
from gradviz.lesson.library import load_lesson  # noqa: E402
from gradviz.numerals import numerals_for  # noqa: E402
from gradviz.timeline.compose import compose  # noqa: E402
from gradviz.timeline.frame import Frame  # noqa: E402
from gradviz.timeline.timeline import Timeline  # noqa: E402

CELL = 640.0  # px a picture is wide on the sheet
MOMENTS = (0.2, 0.5, 1.0)  # of each step; 1 is at rest


def frames(timeline: Timeline) -> Iterator[tuple[str, Frame]]:
    """Every step at its moments, each with a word on what it is."""
    for step in timeline.steps:
        for share in MOMENTS:
            title = f"{step.index + 1} {step.kind} {step.tick} · {share:.0%}"
            yield title, timeline.frame_at(step.start_s + share * (step.end_s - step.start_s))


def sheet(lesson_id: str, theme: Theme) -> QImage:
    """The lesson's frames, a row for each step."""
    lesson = load_lesson(lesson_id)
    graph = read(lesson.text)
    roles = {variable.name: lesson.role(variable.name) for variable in graph.variables}
    layout, numerals = placed(graph), numerals_for(i18n.language())
    cells = []
    for title, frame in frames(compose(graph, run(graph, dict(lesson.values)))):
        picture = Picture(graph, layout, frame, theme, numerals, roles, legend=False)
        cells.append((title, paint_image(picture, 1.0)))
    scale = CELL / cells[0][1].width()
    height = max(image.height() for _, image in cells) * scale + 22
    rows = len(cells) // len(MOMENTS)
    found = QImage(round(CELL * len(MOMENTS)), round(height * rows), QImage.Format.Format_ARGB32_Premultiplied)
    found.fill(color(theme.line))
    painter = QPainter(found)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, (title, image) in enumerate(cells):
        x, y = number % len(MOMENTS) * CELL, number // len(MOMENTS) * height
        draw_text(painter, (x + 8, y + 16), title, fonts.ui(12, 500), color(theme.text))
        painter.drawImage(QRectF(x + 1, y + 22, CELL - 2, image.height() * scale - 2), image)
    painter.end()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="the sheet to write, a .png")
    parser.add_argument("--lesson", default="lecture-exp", help="id of a shipped lesson (default: lecture-exp)")
    parser.add_argument("--theme", choices=sorted(THEMES), default="light")
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default="en")
    arguments = parser.parse_args()
    i18n.set_language(arguments.lang)
    application = QApplication([])
    save_png(sheet(arguments.lesson, THEMES[arguments.theme]), arguments.path)
    print(arguments.path)
    del application


if __name__ == "__main__":
    main()
