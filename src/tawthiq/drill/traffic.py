"""Where vans stand and drive in a street: in no camera's way, in none of each other's."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tawthiq.drill.things import LENGTH, WIDTH, Van, van

_BESIDE, _ALONG = 0.95, 1.2
"""Metres that are left free beside a camera, which sways by half a metre, and before and behind a van."""
_FROM_WALL = 1.05
_PACE = 0.35
_SLOWEST = 0.05
"""Metres a second: a van that has no room to drive faster does not drive."""
_TRIED = (0.0, 2.0, -2.0, 4.0, -4.0, 6.0, -6.0, 8.0, 10.0)
"""Metres from where a van is wanted, the nearest first."""


@dataclass(frozen=True)
class Way:
    """Where something passes: x, half its width, and from which z to which; metres."""

    x: float
    half: float
    begins: float
    ends: float

    def meets(self, other: "Way") -> bool:
        """Whether the two come too close to each other."""
        return abs(self.x - other.x) < self.half + other.half and (
            self.begins - _ALONG < other.ends and other.begins - _ALONG < self.ends
        )


def camera_way(x: float, begins: float, ends: float) -> Way:
    """The way of someone who films while walking from z `begins` to z `ends`."""
    return Way(x, _BESIDE, begins, ends)


def vans(
    rng: np.random.Generator, half: float, length: float, seconds: float, cameras: tuple[Way, ...]
) -> tuple[Van, ...]:
    """Two that are parked and one that drives for `seconds`, each left out where there is no room for it.

    The street is `half` x 2 metres wide, its heap's middle at z = `length`.
    """
    last = length - half - 1
    taken, found = list(cameras), list[Van]()
    right, left = half - _FROM_WALL, _FROM_WALL - half
    for x, wanted, drives in (
        (right, 0.55 * length, 0.0),
        (left, length - 16, 0.0),
        (left, 0.25 * length, seconds),
    ):
        made = van(rng, x, wanted, 0.0)
        for way in _ways(x, wanted, last, drives):
            if not any(way.meets(other) for other in taken):
                taken.append(way)
                pace = (way.ends - way.begins - LENGTH) / drives if drives else 0.0
                found.append(Van(x, way.begins + LENGTH / 2, pace, made.side, made.end))
                break
    return tuple(found)


def _ways(x: float, wanted: float, last: float, drives: float) -> Iterator[Way]:
    """Where a van could be, what is wanted first; all that it drives over, if it drives."""
    for off in _TRIED:
        starts = wanted + off - LENGTH / 2
        far = min(_PACE * drives, last - LENGTH - starts)
        if far >= _SLOWEST * drives:
            yield Way(x, WIDTH / 2, starts, starts + LENGTH + far)
