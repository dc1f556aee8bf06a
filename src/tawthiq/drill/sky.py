"""Sky and the smoke over the roofs, painted small and enlarged: both are smooth."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.camera import View
from tawthiq.drill.texture import Image, smoke_field

_SHRINK = 6
_BLUE = np.array((214, 178, 132), np.float32)
_PALE = np.array((216, 208, 196), np.float32)
_SMOKE = np.array((74, 80, 86), np.float32)

Field = NDArray[np.float32]
"""Height x width."""


@dataclass(frozen=True, eq=False)
class Sky:
    """Clouds by direction, and one column of smoke at `bearing` (radians, 0 along the street)."""

    clouds: Field
    smoke: Field
    bearing: float
    spread: float

    def picture(self, view: View, seconds: float) -> Image:
        """The sky behind everything, height x width x 3 of the view."""
        height, width = math.ceil(view.height / _SHRINK), math.ceil(view.width / _SHRINK)
        focal = view.focal / _SHRINK
        across = (np.arange(width, dtype=np.float32) - width / 2) / focal
        above = (height / 2 - np.arange(height, dtype=np.float32)) / focal
        azimuth = np.broadcast_to(view.pose.yaw + across, (height, width))
        rise = np.broadcast_to((view.pose.pitch + above)[:, None], (height, width))
        pale = np.clip(1 - 1.6 * rise, 0, 1)[..., None]
        colour = _BLUE * (1 - pale) + _PALE * pale
        colour = colour + 22 * _sample(self.clouds, azimuth * 80, rise * 130)[..., None]
        dark, tone = (field[..., None] for field in self._smoke(azimuth, rise, seconds))
        small = np.clip(colour * (1 - dark) + _SMOKE * tone * dark, 0, 255).astype(np.uint8)
        full: Image = np.asarray(cv2.resize(small, (view.width, view.height)), np.uint8)
        return full

    def _smoke(self, azimuth: Field, rise: Field, seconds: float) -> tuple[Field, Field]:
        """How much smoke hides the sky, in [0, 1], and how bright it is, about 1: billows that rise.

        The column leans with the wind and widens; it is never wholly gone where it is thickest.
        """
        turned = (azimuth - self.bearing + np.pi) % (2 * np.pi) - np.pi
        width = self.spread * (0.35 + 1.1 * np.clip(rise, 0, 1.2))
        core = np.exp(-(((turned - 0.5 * rise) / width) ** 2)) * np.clip(1.25 - rise, 0, 1)
        fine = _sample(self.smoke, azimuth * 150 + 4 * seconds, rise * 150 - 16 * seconds)
        coarse = _sample(self.smoke, azimuth * 60 + 9 * seconds, rise * 60 - 7 * seconds)
        billows = 0.6 * fine + 0.4 * coarse
        density: Field = np.clip(core * (2.3 * billows - 0.2), 0, 0.93)
        return density, (0.55 + 0.9 * billows).astype(np.float32)


def sky(rng: np.random.Generator, *, bearing: float, spread: float) -> Sky:
    """A sky with its own clouds and its own smoke."""
    return Sky(2 * smoke_field(rng) - 1, smoke_field(rng), bearing, spread)


def _sample(field: Field, across: Field, up: Field) -> Field:
    """The tileable field at (-up, across), smoothly between its points."""
    side = np.float32(field.shape[0])
    xs = np.mod(across, side).astype(np.float32)
    ys = np.mod(-up, side).astype(np.float32)
    return np.asarray(cv2.remap(field, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), np.float32)
