"""The noise of a small sensor: drawn once, laid over each picture at another place."""

import random
from dataclasses import dataclass

import cv2
import numpy as np

from tawthiq.drill.texture import Image

_MARGIN = 48
_MIDDLE = 24


@dataclass(frozen=True, eq=False)
class Grain:
    """Noise wider and higher than the picture, so that it can be shifted."""

    sheet: Image
    seed: int

    def over(self, picture: Image, number: int) -> Image:
        """The picture with the noise of its number."""
        chance = random.Random(f"grain {self.seed} {number}")
        top, left = chance.randrange(_MARGIN), chance.randrange(_MARGIN)
        height, width = picture.shape[:2]
        piece = self.sheet[top : top + height, left : left + width]
        return np.asarray(cv2.addWeighted(picture, 1.0, piece, 1.0, -_MIDDLE), np.uint8)


def grain_of(seed: int, width: int, height: int, light: float) -> Grain:
    """Noise for pictures of that size: the darker, the more of it."""
    rng = np.random.default_rng([seed, 41])
    spread = 2.0 + 5.0 * (1 - min(1.0, light))
    shape = (height + _MARGIN, width + _MARGIN, 1)
    luma = rng.normal(_MIDDLE, spread, shape)
    colour = rng.normal(0, spread / 3, (*shape[:2], 3))
    return Grain(np.clip(luma + colour, 0, 255).astype(np.uint8), seed)
