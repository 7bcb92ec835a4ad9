"""Pictures as files: ink where the graph is, nothing but lines and outlines in SVG, whole files or none."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.errors import OutputError, UsageError
from gradviz.graph.build import read
from gradviz.gui.canvas import legends
from gradviz.gui.canvas.placing import placed
from gradviz.gui.capture import (
    GAP,
    PAD,
    Picture,
    _largest_scale,
    paint_image,
    render_files,
    render_image,
    save_png,
    save_svg,
    svg_bytes,
)
from gradviz.gui.theme import DARK, LIGHT
from gradviz.numerals import numerals_for
from gradviz.timeline.compose import compose

VALUES = {"w1": 2.0, "x": 1.0, "w0": 1.0}
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def performed():
    graph = read("1 + exp(w1*x + w0)")
    return run(graph, VALUES)


@pytest.fixture
def picture(performed, qapp) -> Picture:
    graph = performed.graph
    timeline = compose(graph, performed)
    return Picture(graph, placed(graph), timeline.rest(-1), LIGHT, numerals_for("en"), {"w1": "parameter"})


def arguments(picture: Picture) -> tuple:
    return picture.graph, picture.layout, picture.frame, picture.theme, picture.numerals, picture.roles


def ink_share(image: QImage, rect: QRectF, ground: str) -> float:
    """Share of sampled points in ``rect`` whose colour is not ``ground``."""
    columns, rows = range(int(rect.left()), int(rect.right()), 2), range(int(rect.top()), int(rect.bottom()), 2)
    inked = [image.pixelColor(x, y).name() != ground for x in columns for y in rows]
    return sum(inked) / len(inked)


def test_every_body_leaves_ink_where_the_layout_put_it(picture: Picture) -> None:
    image = paint_image(picture, 1.0)
    bounds = picture.layout.bounds
    left, top = PAD - bounds.x, PAD + legends.ROW + GAP - bounds.y
    for place in picture.layout.nodes:
        box = QRectF(*place.box).translated(left, top)
        assert ink_share(image, box, LIGHT.canvas) > 0.1
    assert image.pixelColor(3, 3).name() == LIGHT.canvas


def test_scale_multiplies_the_size(picture: Picture) -> None:
    once, thrice = render_image(*arguments(picture), scale=1.0), render_image(*arguments(picture), scale=3.0)
    assert thrice.width() == pytest.approx(3 * once.width(), abs=2)
    assert thrice.height() == pytest.approx(3 * once.height(), abs=2)


def test_a_transparent_picture_has_no_ground(picture: Picture) -> None:
    image = render_image(*arguments(picture), scale=1.0, transparent=True)
    assert image.pixelColor(3, 3).alpha() == 0
    assert any(
        image.pixelColor(x, y).alpha() == 255 for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    )


def test_legend_and_caption_can_be_left_out(picture: Picture) -> None:
    full = render_image(*arguments(picture), scale=1.0)
    bare = render_image(*arguments(picture), scale=1.0, legend=False, caption=False)
    assert bare.height() == pytest.approx(picture.layout.bounds.height + 2 * PAD, abs=20)
    assert full.height() > bare.height() + 60


def test_the_legend_explains_only_what_there_is(picture: Picture) -> None:
    bodies = {type(node).__name__ for node in picture.graph.nodes}
    image = render_image(*arguments(picture), scale=1.0)
    kinds = legends.needed({"input", "parameter"} | ({"constant"} if "Constant" in bodies else set()))
    assert "Copy" not in bodies
    end = PAD + legends.width_of([kinds], picture.theme)
    row = QRectF(end + 4, image.height() - PAD - legends.ROW, image.width() - end - 4, legends.ROW)
    assert ink_share(image, row, LIGHT.canvas) == 0
    assert ink_share(image, row.translated(-60, 0), LIGHT.canvas) > 0


def test_a_part_of_the_scene_can_be_shown(picture: Picture) -> None:
    part = QRectF(0, 0, 200, 100)
    image = render_image(*arguments(picture), scale=1.0, view=part, legend=False, caption=False)
    assert image.height() == pytest.approx(100 + 2 * PAD, abs=1)
    assert ink_share(image, QRectF(0, PAD + 101, image.width(), PAD - 2), LIGHT.canvas) == 0


@pytest.mark.parametrize("scale", [0.0001, 500.0, 1e9, float("inf"), float("nan")])
def test_an_absurd_scale_is_refused(picture: Picture, scale: float) -> None:
    with pytest.raises(OutputError) as refused:
        render_image(*arguments(picture), scale=scale)
    assert refused.value.code == "picture-size"
    assert re.search(r"at most \d", str(refused.value.hint))


def test_the_scale_that_is_named_is_possible(picture: Picture) -> None:
    with pytest.raises(OutputError) as refused:
        paint_image(picture, 500.0)
    most = float(re.search(r"at most ([\d.]+),", str(refused.value.hint)).group(1))
    assert most > 1
    with pytest.raises(OutputError):
        paint_image(picture, most * 1.05)
    assert str(_largest_scale(100_000, 10).values) == "(('scale', '0.32'),)"


def test_svg_is_lines_and_outlines_with_a_title(picture: Picture, tmp_path: Path) -> None:
    path = tmp_path / "graph.svg"
    save_svg(picture, path)
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "path" in tags
    assert not tags & {"image", "text", "tspan", "filter", "radialGradient"}
    assert root.findtext("{*}title") == "Computational graph of f"
    said, size, *rest = root.findtext("{*}desc").splitlines()
    assert said == picture.frame.caption.plain(picture.numerals)
    assert size.startswith("Computational graph of f: 4 gates")
    assert any("c = exp(b)" in line for line in rest)


def test_svg_and_png_show_the_same(picture: Picture, tmp_path: Path) -> None:
    path = tmp_path / "graph.svg"
    save_svg(picture, path)
    png = paint_image(picture, 1.0)
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    assert (renderer.viewBox().width(), renderer.viewBox().height()) == (png.width(), png.height())


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_what_cannot_be_written_is_named_and_leaves_nothing(picture: Picture, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "missing" / f"graph{suffix}"
    with pytest.raises(OutputError) as refused:
        save_png(paint_image(picture, 1.0), path) if suffix == ".png" else save_svg(picture, path)
    assert str(refused.value) == f"{path} cannot be written: there is no such folder."
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_overwritten(picture: Picture, tmp_path: Path) -> None:
    (tmp_path / "graph.png").mkdir()
    with pytest.raises(OutputError):
        save_png(paint_image(picture, 1.0), tmp_path / "graph.png")
    assert [entry.name for entry in tmp_path.iterdir()] == ["graph.png"]


def test_one_file_a_step(performed, tmp_path: Path) -> None:
    written = render_files(performed, [tmp_path / "out.png"], step="all")
    assert [path.name for path in written] == [f"out-{number:02d}.png" for number in range(1, 13)]
    assert all(QImage(str(path)).width() > 600 for path in written)
    assert written[0].read_bytes() != written[-1].read_bytes()


@pytest.mark.parametrize(("step", "same_as"), [("first", 1), ("last", 12), (7, 7)])
def test_a_step_by_name_or_number(performed, tmp_path: Path, step: int | str, same_as: int) -> None:
    (named,) = render_files(performed, [tmp_path / "named.svg"], step=step)
    (numbered,) = render_files(performed, [tmp_path / "numbered.svg"], step=same_as)
    assert named.read_text() == numbered.read_text()


@pytest.mark.parametrize("step", [0, 13, "middle"])
def test_a_step_that_is_not_there_is_refused(performed, tmp_path: Path, step: int | str) -> None:
    with pytest.raises(UsageError) as refused:
        render_files(performed, [tmp_path / "out.png"], step=step)
    assert str(refused.value) == f"There is no step {step}; the last is 12."


def test_theme_and_language_are_those_asked_for(performed, tmp_path: Path) -> None:
    i18n.set_language("ru")
    (path,) = render_files(performed, [tmp_path / "out.svg"], theme="dark")
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    assert root.findtext("{*}title") == "Вычислительный граф f"
    assert DARK.canvas in path.read_text()


@pytest.mark.parametrize(("z", "worn"), [(10.0, True), (0.0, False)])
def test_pictures_show_the_badge_of_a_gate_that_sleeps(z, worn, qapp):
    """The picture's ground is another where the badge lies: its rim in the colour of gradients on the gate's own."""
    graph = read("p = sigmoid(z)")
    frame = compose(graph, run(graph, {"z": z})).rest(1)
    shown = Picture(graph, placed(graph), frame, LIGHT, numerals_for("en"), {})
    svg = svg_bytes(replace(shown, caption=False, legend=False)).decode()
    assert (LIGHT.gradient in svg) is worn
    image = paint_image(replace(shown, caption=False, legend=False), 2.0)
    found = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert (LIGHT.gradient in found) is worn
