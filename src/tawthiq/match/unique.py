"""What each recording has that no other has: the seconds no copy covers."""

from collections.abc import Iterable
from typing import TypeAlias

Stretch: TypeAlias = tuple[float, float]
"""First and last second."""

_LEAST = 0.75
"""Seconds; shorter rests are the error of a copy's ends."""


def unique_stretches(duration: float, covered: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The stretches of 0 to `duration` that lie in none of `covered`."""
    free: list[Stretch] = []
    reached = 0.0
    for start, end in sorted(covered):
        if start - reached >= _LEAST:
            free.append((reached, start))
        reached = max(reached, end)
    if duration - reached >= _LEAST:
        free.append((reached, duration))
    return tuple(free)
