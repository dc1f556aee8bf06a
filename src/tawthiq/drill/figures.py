"""Who walks in the invented street: simple people, lit by its sun part by part. No wounds are drawn."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from tawthiq.drill.camera import View
from tawthiq.drill.panel import Place
from tawthiq.drill.shade import UNLIT, Block
from tawthiq.drill.texture import Image

_NEAREST, _FARTHEST = 0.8, 40.0
_MAKES_WAY, _CLEAR = 3.0, 1.15
"""Metres before a camera at which people begin to step aside, and how far they do: nobody walks into one."""
_SHOULDER = 0.45
"""Metres that people keep from the side of a van."""
_CLOTHES = ((150, 120, 90), (60, 60, 140), (190, 190, 185), (70, 100, 60), (40, 40, 44), (90, 130, 170))
_TROUSERS = ((60, 50, 44), (96, 84, 70), (40, 40, 46))
_SKIN = (110, 140, 182)

TALL = 1.66
PARTS = (0.4, 1.1, 1.58)
"""Metres above the feet at which it is asked whether the sun reaches legs, coat and head."""

Colour = tuple[int, int, int]
"""Blue, green, red."""

InSun = Sequence[bool]
"""Whether the sun reaches each of `PARTS`."""


@dataclass(frozen=True)
class Walker:
    """A figure that paces up and down its own stretch of the street, `TALL` metres high."""

    x: float
    z: float
    pace: float
    stretch: float
    phase: float
    coat: Colour
    trousers: Colour

    def at(self, seconds: float) -> float:
        """The z of the figure at that moment."""
        return self.z + self.stretch * math.sin(self.phase + seconds * self.pace / self.stretch)

    def stands(self, seconds: float, camera: Place, vans: tuple[Block, ...] = ()) -> Place:
        """Where the figure is at that moment: on its line, or beside it to make way for a camera or a van."""
        z, high = self.at(seconds), camera[1] > 2.5
        near = 0.0 if high else min(1.0, max(0.0, (_MAKES_WAY - abs(z - camera[2])) / (_MAKES_WAY - _CLEAR)))
        aside = self.x - camera[0]
        x = camera[0] + math.copysign(max(abs(aside), near * _CLEAR), aside)
        for van in vans:
            x = _past(van, x, z)
        return x, 0.0, z

    def draw(
        self,
        picture: Image,
        view: View,
        place: Place,
        seconds: float,
        in_sun: InSun = (True, True, True),
    ) -> None:
        """Draw the figure at the place where it stands at that moment; nothing when out of sight."""
        if abs(place[2] - view.pose.place[2]) > _FARTHEST:
            return
        x, y, depth = view.pixel(place)
        metre = view.focal / max(depth, 0.1)
        if not _NEAREST < depth < _FARTHEST or not -metre < x < view.width + metre:
            return
        stride = math.sin(5.5 * seconds * max(self.pace, 0.4) + 9 * self.phase)
        _body(picture, (x, y), metre, stride, self, in_sun)


def _past(van: Block, x: float, z: float) -> float:
    """The x of someone who goes round a van on the side of the street's middle, from a few metres off."""
    x0, z0, x1, z1, _ = van
    near = min(1.0, max(0.0, 1 - max(z0 - z, z - z1) / _MAKES_WAY))
    free = x0 - _SHOULDER if x0 + x1 > 0 else x1 + _SHOULDER
    return x + near * (min(x, free) - x if x0 + x1 > 0 else max(x, free) - x)


def walkers(rng: np.random.Generator, count: int, half_street: float, length: float) -> list[Walker]:
    """`count` figures spread along the street, off its middle so that a camera can pass."""
    side = rng.choice((-1.0, 1.0), count)
    return [
        Walker(
            x=float(side[i] * rng.uniform(0.8, half_street - 0.6)),
            z=float(rng.uniform(2.0, length)),
            pace=float(rng.uniform(0.5, 1.6)),
            stretch=float(rng.uniform(2.0, 7.0)),
            phase=float(rng.uniform(0, 6.28)),
            coat=_CLOTHES[rng.integers(len(_CLOTHES))],
            trousers=_TROUSERS[rng.integers(len(_TROUSERS))],
        )
        for i in range(count)
    ]


def in_shade(colour: Colour) -> Colour:
    """The colour where a house keeps the sun off."""
    blue, green, red = colour
    return int(UNLIT * blue), int(UNLIT * green), int(UNLIT * red)


def _body(
    picture: Image,
    foot: tuple[float, float],
    metre: float,
    stride: float,
    walker: Walker,
    in_sun: InSun,
) -> None:
    """A simple person about 1.7 m high, feet at `foot`, in pixels."""
    trousers, coat, skin, hand_skin = (
        colour if sunny else in_shade(colour)
        for colour, sunny in zip(
            (walker.trousers, walker.coat, _SKIN, _SKIN), (*in_sun, in_sun[1]), strict=True
        )
    )

    def at(right: float, up: float) -> tuple[int, int]:
        return int(foot[0] + metre * right), int(foot[1] - metre * up)

    thick = max(1, int(0.14 * metre))
    for leg in (-1, 1):
        cv2.line(picture, at(0.0, 0.85), at(0.22 * stride * leg, 0.02), trousers, thick)
    torso = np.array([at(-0.2, 1.42), at(0.2, 1.42), at(0.17, 0.78), at(-0.17, 0.78)], np.int32)
    cv2.fillConvexPoly(picture, torso, coat)
    for arm in (-1, 1):
        hand = at(0.24 * arm - 0.14 * stride * arm, 0.85)
        cv2.line(picture, at(0.2 * arm, 1.36), hand, coat, max(1, int(0.09 * metre)))
        cv2.circle(picture, hand, max(1, int(0.05 * metre)), hand_skin, -1)
    cv2.circle(picture, at(0.0, 1.58), max(1, int(0.12 * metre)), skin, -1)
    cv2.ellipse(
        picture,
        at(0.0, 1.62),
        (max(1, int(0.12 * metre)), max(1, int(0.09 * metre))),
        0,
        180,
        360,
        (30, 32, 36),
        -1,
    )
