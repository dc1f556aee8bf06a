import itertools

import numpy as np
import pytest

from tawthiq.drill.camera import Pose, View, Walk


@pytest.mark.parametrize("pose", [Pose((0, 0, 0)), Pose((1, 2, 3), yaw=0.7, pitch=-0.4, roll=0.2)])
def test_turning_keeps_lengths_and_hands(pose: Pose) -> None:
    turning = pose.turning()
    assert np.allclose(turning @ turning.T, np.eye(3))
    assert np.isclose(np.linalg.det(turning), -1)  # the picture's y runs down


def test_a_point_straight_ahead_is_in_the_middle_and_one_above_is_higher() -> None:
    view = View(Pose((0.0, 1.6, 0.0)), 400, 200)
    assert view.pixel((0.0, 1.6, 10.0)) == pytest.approx((200, 100, 10))
    x, y, _ = view.pixel((1.0, 3.0, 10.0))
    assert x > 200
    assert y < 100
    assert view.pixel((0.0, 0.0, -5.0))[2] < 0


def test_looking_right_moves_the_world_left_and_zoom_enlarges_it() -> None:
    ahead = (0.0, 0.0, 10.0)
    assert View(Pose((0, 0, 0), yaw=0.2), 400, 200).pixel(ahead)[0] < 200
    near, far = (View(Pose((0, 0, 0), zoom=zoom), 400, 200).pixel((1, 0, 10)) for zoom in (2, 1))
    assert near[0] - 200 == pytest.approx(2 * (far[0] - 200))


def test_rays_climb_above_the_horizon_only() -> None:
    climb = View(Pose((0, 0, 0)), 40, 20).climb
    assert climb.shape == (20, 40)
    assert (climb[:10] > 0).all()
    assert (climb[11:] < 0).all()


def test_a_walk_is_smooth_and_goes_forward() -> None:
    walk = Walk(Pose((0.0, 1.6, 0.0)), pace=1.2)
    steps = [walk.pose(number / 15) for number in range(16)]
    jumps = [np.subtract(b.place, a.place) for a, b in itertools.pairwise(steps)]
    assert max(float(np.abs(jump).max()) for jump in jumps) < 0.3
    assert walk.pose(100.0).place[2] == pytest.approx(120, abs=4)
    assert walk.pose(3.0) == walk.pose(3.0)
