"""How phones take pictures: how many a second, at what moments, lying on their side; and a lost tail."""

from fractions import Fraction
from pathlib import Path

import numpy as np

from tawthiq.drill.texture import Image

PICTURES_A_SECOND = 15


def cut_tail(path: Path, kept: Fraction) -> None:
    """Shorten the file to that part of its bytes, as a dropped connection does."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])


def lying(picture: Image) -> Image:
    """The upright picture as the phone's chip stores it: turned 90 degrees counter-clockwise."""
    return np.ascontiguousarray(np.rot90(picture))


def uneven_ticks(seed: int, seconds: Fraction) -> list[int]:
    """Milliseconds of pictures at 6 to 18 a second, some lost, none twice; the first at 0."""
    rng = np.random.default_rng([seed, 5])
    steps = rng.choice((55, 67, 67, 80, 133), int(seconds * 18))
    ticks = np.concatenate([[0], np.cumsum(steps)])
    return [int(tick) for tick in ticks if tick < seconds * 1000]
