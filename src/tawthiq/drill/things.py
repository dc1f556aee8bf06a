"""Plain things that stand or drive in the street: poles of a known height, and box-shaped vans."""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tawthiq.drill.camera import View
from tawthiq.drill.figures import Colour
from tawthiq.drill.panel import Panel, panel
from tawthiq.drill.shade import SUNLIT, UNLIT, Block, Shade
from tawthiq.drill.texture import Image, grain

RED: Colour = (30, 30, 220)
_FARTHEST = 60.0


@dataclass(frozen=True)
class Pole:
    """An upright pole of one plain colour, to measure shadows by; metres."""

    x: float
    z: float
    height: float
    colour: Colour = RED
    half: float = 0.05

    def draw(self, picture: Image, view: View) -> None:
        """Draw it; nothing when behind the camera."""
        foot, top = view.pixel((self.x, 0.0, self.z)), view.pixel((self.x, self.height, self.z))
        if min(foot[2], top[2]) < 0.5:
            return
        thick = max(1, round(2 * self.half * view.focal / foot[2]))
        low, high = ((round(x * 16), round(y * 16)) for x, y, _ in (foot, top))
        cv2.line(picture, low, high, self.colour, thick, cv2.LINE_AA, 4)


@dataclass(frozen=True, eq=False)
class Van:
    """A van that drives along z at `pace` metres a second and is at `z` at second 0."""

    x: float
    z: float
    pace: float
    side: Panel
    end: Panel

    def at(self, seconds: float) -> float:
        """The z of its middle then."""
        return self.z + self.pace * seconds

    def footprint(self, seconds: float) -> Block:
        """Where it stands then, and how high."""
        aside, middle = WIDTH / 2, self.at(seconds)
        return self.x - aside, middle - LENGTH / 2, self.x + aside, middle + LENGTH / 2, HEIGHT

    def draw(self, picture: Image, view: View, seconds: float, shade: Shade | None = None) -> None:
        """Draw the side towards the camera and the end towards it, each as the sun meets it."""
        x, _, z = view.pose.place
        middle = self.at(seconds)
        if abs(middle - z) > _FARTHEST:
            return
        right, ahead = math.copysign(1.0, x - self.x), math.copysign(1.0, z - middle)
        near_side, near_end = self.x + right * WIDTH / 2, middle + ahead * LENGTH / 2
        aside, along = (self.x - WIDTH / 2, self.x + WIDTH / 2), (middle - LENGTH / 2, middle + LENGTH / 2)
        if abs(middle - z) > LENGTH / 2:
            light = _light(shade, (0.0, ahead), aside, (near_end,))
            replace(self.end, corner=(aside[0], HEIGHT, near_end)).draw(picture, view, light=light)
        if abs(x - self.x) > WIDTH / 2:
            light = _light(shade, (right, 0.0), (near_side,), along)
            replace(self.side, corner=(near_side, HEIGHT, along[0])).draw(picture, view, light=light)


def _light(
    shade: Shade | None, outward: tuple[float, float], xs: tuple[float, ...], zs: tuple[float, ...]
) -> float:
    """How bright a van's wall is that faces `outward` (x and z); of its corners some may lie in the shade."""
    if shade is None or not shade.up:
        return 1.0
    facing = max(0.0, float(np.dot(outward, shade.towards[[0, 2]])))
    corners = np.array([(x, y, z) for x in xs for y in (0.3, HEIGHT) for z in zs])
    return UNLIT + SUNLIT * facing * float(shade.reaches(corners).mean())


WIDTH, LENGTH, HEIGHT = 1.7, 4.2, 2.0


def van(rng: np.random.Generator, x: float, z: float, pace: float) -> Van:
    """A van in a colour of its own, with windows, wheels and dust."""
    tone = int(rng.integers(90, 220))
    colour = [max(0, tone + int(rng.integers(-34, 10))) for _ in range(3)]
    side = _coach(rng, 168, 80, colour)
    for wheel in (34, 134):
        cv2.circle(side, (wheel, 70), 12, (26, 26, 28), -1)
        cv2.circle(side, (wheel, 70), 5, (120, 122, 124), -1)
    end = _coach(rng, 68, 80, colour)
    for lamp in (8, 60):
        cv2.circle(end, (lamp, 58), 5, (60, 60, 200), -1)
    down = (0.0, -HEIGHT, 0.0)
    return Van(
        x,
        z,
        pace,
        panel((0.0, 0.0, 0.0), (0.0, 0.0, LENGTH), down, side),
        panel((0.0, 0.0, 0.0), (WIDTH, 0.0, 0.0), down, end),
    )


def _coach(rng: np.random.Generator, width: int, height: int, colour: list[int]) -> Image:
    paint: Image = np.full((height, width, 3), colour, np.uint8)
    cv2.rectangle(paint, (8, 10), (width - 8, 34), (58, 50, 44), -1)
    for post in range(30, width - 10, 34):
        cv2.line(paint, (post, 10), (post, 34), colour, 3)
    # Dust lies on it in patches, most of it low.
    dust = (18 + 12 * grain(rng, height, width, coarse=9)) * np.linspace(0.6, 1.6, height)[:, None]
    layer = np.repeat(np.clip(dust, 0, 80).astype(np.uint8)[..., None], 3, axis=2)
    return np.asarray(cv2.subtract(paint, layer), np.uint8)
