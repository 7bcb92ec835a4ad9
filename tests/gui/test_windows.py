"""Where another window opens: a step aside, and never where part of it could not be seen."""

import pytest
from PySide6.QtCore import QRect

from gradviz.gui.habits import LEAST_SIZE
from gradviz.gui.windows import STEP, beside

FULL_HD = QRect(0, 0, 1920, 1080)
LAPTOP = QRect(1920, 25, 1440, 875)
"""A second screen, with a bar of the system at its top."""


@pytest.mark.parametrize(
    ("frame", "room"),
    [
        (QRect(100, 50, 1440, 900), FULL_HD),
        (QRect(470, 170, 1440, 900), FULL_HD),
        (QRect(0, 0, 1920, 1080), FULL_HD),
        (QRect(1920, 25, 1440, 875), LAPTOP),
        (QRect(1700, 300, 1000, 700), LAPTOP),
    ],
)
def test_another_window_is_seen_whole_and_leaves_a_part_of_the_first(frame, room):
    shown = [frame]
    for _ in range(5):
        shown.append(beside(shown[-1], room))
        assert room.contains(shown[-1])
        assert shown[-1] != shown[-2]
        assert shown[-1].width() >= LEAST_SIZE[0] and shown[-1].height() >= LEAST_SIZE[1]


def test_where_there_is_room_it_is_as_large_and_a_step_aside():
    frame = QRect(100, 50, 1440, 900)
    assert beside(frame, FULL_HD) == frame.translated(STEP)


def test_a_screen_too_small_for_any_window_has_no_say():
    frame = QRect(0, 0, 1440, 900)
    assert beside(frame, QRect(0, 0, 800, 800)) == frame.translated(STEP)
