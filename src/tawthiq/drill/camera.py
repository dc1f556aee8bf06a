"""A hand-held camera: where it stands, where it looks and how it shakes, each a pure function of time.

World axes: x to the right of the street, y up, z along it; metres. Pixel axes: x right, y down.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
"""3 x 3, or 3 for a place; float64."""


@dataclass(frozen=True)
class Pose:
    """A place in metres, a direction in radians (yaw right, pitch up, roll clockwise) and a zoom."""

    place: tuple[float, float, float]
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    zoom: float = 1.0

    def turning(self) -> Matrix:
        """Rotation from world axes to camera axes (x right, y down, z forward)."""
        cy, sy = math.cos(self.yaw), math.sin(self.yaw)
        cp, sp = math.cos(self.pitch), math.sin(self.pitch)
        cr, sr = math.cos(self.roll), math.sin(self.roll)
        right = np.array([cy, 0.0, -sy])
        ahead = np.array([sy * cp, sp, cy * cp])
        down = np.array([sy * sp, -cp, cy * sp])
        return np.stack([cr * right + sr * down, cr * down - sr * right, ahead])


@dataclass(frozen=True)
class View:
    """A pose with a picture size: projects the world to pixels."""

    pose: Pose
    width: int
    height: int

    @cached_property
    def focal(self) -> float:
        """Pixels; 62 degrees across the longer side at zoom 1, as a phone sees."""
        return 0.83 * max(self.width, self.height) * self.pose.zoom

    @cached_property
    def projection(self) -> Matrix:
        """K R: from world directions relative to the camera to homogeneous pixels."""
        lens = np.array([[self.focal, 0, self.width / 2], [0, self.focal, self.height / 2], [0, 0, 1.0]])
        return lens @ self.pose.turning()

    def pixel(self, point: tuple[float, float, float]) -> tuple[float, float, float]:
        """(x, y, depth) of a world point; depth in metres, x and y mean nothing where it is <= 0."""
        x, y, depth = self.projection @ np.subtract(point, self.pose.place)
        safe = depth if abs(depth) > 1e-6 else 1e-6
        return float(x / safe), float(y / safe), float(depth)

    @cached_property
    def climb(self) -> NDArray[np.float32]:
        """How steeply the ray of each pixel goes up, about its sine; height x width, 0 the horizon."""
        right, down, ahead = (self.pose.turning()[:, 1] / self.focal).tolist()  # floats: arrays stay single
        xs = np.arange(self.width, dtype=np.float32) - self.width / 2
        ys = np.arange(self.height, dtype=np.float32)[:, None] - self.height / 2
        steep: NDArray[np.float32] = (right * xs + down * ys + ahead * self.focal).astype(np.float32)
        return steep


@dataclass(frozen=True)
class Walk:
    """How someone with a phone moves: a start, a pace along the street, a gaze, and the tremor of a hand.

    `stops` is the second at which they stand still, `sway` how far they step aside in metres and
    `zooming` how much they zoom.
    """

    start: Pose
    pace: float = 1.2
    gaze: float = 0.35
    tremor: float = 1.0
    phase: float = 0.0
    stops: float = math.inf
    sway: float = 0.6
    zooming: float = 0.12

    def pose(self, seconds: float) -> Pose:
        """The camera at a moment; the same moment always gives the same pose."""
        x, y, z = self.start.place
        step = 2 * math.pi * 1.8 * seconds + self.phase
        bob = 0.035 * self.tremor * min(1.0, abs(self.pace))
        shake = 0.012 * self.tremor
        going = min(seconds, self.stops)
        return Pose(
            place=(
                x + self.sway * _wander(seconds, 0.05, self.phase) + bob * math.sin(step / 2),
                y + bob * math.sin(step),
                z + self.pace * (going + 1.5 * _wander(going, 0.07, self.phase + 1)),
            ),
            yaw=self.start.yaw
            + self.gaze * _wander(seconds, 0.06, self.phase + 2)
            + shake * _wander(seconds, 1.7, self.phase + 3),
            pitch=self.start.pitch
            + 0.25 * self.gaze * _wander(seconds, 0.09, self.phase + 4)
            + shake * _wander(seconds, 2.1, self.phase + 5),
            roll=self.start.roll + 2 * shake * _wander(seconds, 0.9, self.phase + 6),
            zoom=self.start.zoom * (1.0 + self.zooming * _wander(seconds, 0.04, self.phase + 7)),
        )


def _wander(seconds: float, cycles: float, phase: float) -> float:
    """A smooth value in [-1, 1] that does not repeat within an hour; `cycles` a second."""
    turn = 2 * math.pi * cycles * seconds
    return (
        0.55 * math.sin(turn + 3.1 * phase)
        + 0.30 * math.sin(1.618 * turn + 1.7 * phase)
        + 0.15 * math.sin(2.914 * turn + 0.6 * phase)
    )
