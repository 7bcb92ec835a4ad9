"""Text sizes: what is written on the canvas is never smaller than promised, also for a hall."""

import pytest

from gradviz.gui.canvas.type_size import TYPE_SIZES
from gradviz.gui.settings import TEXT_SIZES, load

PX_PER_PT = 96 / 72


@pytest.mark.parametrize("name", TEXT_SIZES)
def test_no_type_is_smaller_than_promised(open_window, name):
    window = open_window("lesson:lecture-exp")
    window.resize(1920, 1080)
    window.actions_[f"text_{name}"].trigger()
    canvas, least = window.stage.canvas, TYPE_SIZES[name].least_px
    canvas.settle()
    for step in range(len(window.player.timeline.steps)):
        window.player.seek_step(step)
        canvas.settle()
        shown = [px for item in canvas.scene.parts() if item.isVisible() for px in item.type_px()]
        assert min(shown) * canvas.camera.zoom >= least - 0.01
        focus = canvas.camera.framing().focus_at(canvas.camera.zoom)
        assert canvas.camera.sight().adjusted(-1, -1, 1, 1).contains(focus), "the view follows the step"
    assert window.actions_[f"text_{name}"].isChecked()
    assert load().text == name


def test_the_last_row_reads_24_points(open_window):
    window = open_window("lesson:lecture-exp")
    window.resize(1920, 1080)
    window.actions_["text_projector"].trigger()
    canvas = window.stage.canvas
    assert TYPE_SIZES["projector"].least_px >= 24 * PX_PER_PT
    for step in range(len(window.player.timeline.steps)):
        window.player.seek_step(step)
        assert canvas.caption._sentence.px >= 24 * PX_PER_PT
        assert canvas.caption._sentence.height <= canvas.caption.height()
    window.actions_["text_normal"].trigger()
    assert canvas.caption._sentence.px < 24 * PX_PER_PT
