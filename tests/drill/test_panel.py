import numpy as np

from tawthiq.drill.camera import Pose, View
from tawthiq.drill.panel import panel
from tawthiq.drill.texture import Image


def _red() -> Image:
    paint: Image = np.zeros((64, 64, 3), np.uint8)
    paint[..., 2] = 200
    return paint


def _drawn(eye: Pose, *, corner: tuple[float, float, float] = (-1.0, 1.0, 5.0)) -> Image:
    picture: Image = np.zeros((100, 200, 3), np.uint8)
    wall = panel(corner, (2.0, 0.0, 0.0), (0.0, -2.0, 0.0), _red())
    wall.draw(picture, View(eye, 200, 100))
    return picture


def test_a_wall_ahead_is_painted_where_it_stands() -> None:
    picture = _drawn(Pose((0.0, 0.0, 0.0)))
    assert picture[50, 100, 2] == 200
    assert picture[50, 5, 2] == 0
    assert 60 < (picture[50, :, 2] > 0).sum() < 72


def test_a_wall_behind_is_not_painted() -> None:
    assert not _drawn(Pose((0.0, 0.0, 9.0))).any()


def test_a_long_wall_beside_the_camera_is_painted_ahead_only() -> None:
    picture: Image = np.zeros((100, 200, 3), np.uint8)
    wall = panel((2.0, 3.0, -50.0), (0.0, 0.0, 100.0), (0.0, -4.0, 0.0), _red())
    wall.draw(picture, View(Pose((0.0, 1.0, 0.0)), 200, 100))
    assert picture[50, 180, 2] > 0
    assert not picture[:, :95].any()


def test_a_facing_wall_is_seen_from_one_side() -> None:
    wall = panel((0, 2, 5), (1, 0, 0), (0, -2, 0), _red(), faces=-1)
    assert wall.shown_to((0, 0, 0))
    assert not wall.shown_to((0, 0, 9))
