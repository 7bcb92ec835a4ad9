"""Labels can be put away and come back; the lesson remembers them, and pictures leave out what the window does."""

import pytest

from gradviz.gui.canvas.labels import KINDS, Labels, labels_of, toggled
from gradviz.lesson import file

PROGRAM = "a = w*x\nf = max(a, y) + x*2"


@pytest.fixture
def window(open_window):
    window = open_window("--expr", PROGRAM, "--set", "w=1.5", "x=2", "y=1")
    window.player.seek_step(len(window.player.timeline.steps) - 1)
    return window


def written(scene) -> dict[str, int]:
    """How many labels of each kind are on the canvas now."""
    wires = scene.groups()[len(scene.nodes) :]
    return {
        "names": sum(node.name is not None and node.name.isVisible() for node in scene.nodes),
        "values": sum(wire.value is not None and bool(wire.value.text) for wire in wires),
        "gradients": sum(wire.gradient is not None and bool(wire.gradient.text) for wire in wires),
        "sums": sum(node.sum is not None and node.sum.isVisible() for node in scene.nodes),
        "locals": sum(wire.chip is not None and wire.chip.isVisible() for wire in wires),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_goes_and_comes_back(window, kind):
    steps = window.player.timeline.steps
    step = max(
        range(len(steps)),
        key=lambda place: (window.player.seek_step(place), written(window.stage.canvas.scene)[kind])[1],
    )
    window.player.seek_step(step)
    before = written(window.stage.canvas.scene)
    assert before[kind] > 0
    window.actions_[f"label_{kind}"].trigger()
    assert written(window.stage.canvas.scene) == before | {kind: 0}
    assert not window.actions_[f"label_{kind}"].isChecked()
    window.player.seek_step(0)
    window.player.seek_step(step)
    assert written(window.stage.canvas.scene)[kind] == 0, "other steps bring it back no more than this one"
    window.actions_["undo"].trigger()
    assert written(window.stage.canvas.scene) == before
    assert window.actions_[f"label_{kind}"].isChecked()


def test_the_legend_explains_what_is_shown_alone(window):
    legend, widths = window.stage.canvas.rim.legend, []
    for kind in ("gradients", "values"):
        widths.append(legend.width())
        window.actions_[f"label_{kind}"].trigger()
    assert widths[0] > widths[1] > legend.width()
    window.actions_["undo"].trigger()
    window.actions_["undo"].trigger()
    assert legend.width() == widths[0]


def test_the_lesson_remembers_and_the_picture_follows(window, tmp_path):
    window.actions_["label_gradients"].trigger()
    file.save(window.session.lesson, tmp_path / "forward.gradviz")
    lesson = file.load(tmp_path / "forward.gradviz")
    assert labels_of(lesson.view) == Labels(gradients=False)
    assert window.exporting.shoot().labels == Labels(gradients=False)
    window.documents._ask_unsaved = lambda: "discard"
    window.actions_["new"].trigger()
    assert window.actions_["label_gradients"].isChecked(), "another document, another view"


def test_a_number_that_is_put_away_does_not_travel_either(window):
    window.actions_["label_gradients"].trigger()
    timeline, scene = window.player.timeline, window.stage.canvas.scene
    step = next(step for step in timeline.steps if step.kind == "contribution")
    moving = [timeline.frame_at(step.start_s + share * (step.end_s - step.start_s)) for share in (0.1, 0.3, 0.5, 0.7)]
    assert any(wire.token is not None for frame in moving for wire in frame.wires)
    for frame in moving:
        scene.show_frame(frame, window.looks.numerals)
        assert not any(wire.token.isVisible() for wire in scene.wires)


@pytest.mark.parametrize("option", [7, None, {"values": 1}, ["nothing"], "values"])
def test_an_option_of_no_use_shows_everything(option):
    assert labels_of({"hidden": option}) == Labels()


def test_the_option_names_what_is_away():
    assert toggled(Labels(), "sums") == ["sums"]
    assert toggled(Labels(sums=False), "values") == ["values", "sums"]
    assert toggled(Labels(sums=False), "sums") == []
