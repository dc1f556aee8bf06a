"""What is found: a stretch of one recording that shows what another shows."""

from dataclasses import dataclass

TOLERANCE = 0.75
"""Seconds by which an offset may be wrong: two grids of one sample a second are half a second apart at
most, and the frames they take a quarter more."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From sample `first` to sample `last` of the shorter recording, in seconds of its media time.

    time in the longer = time here + `offset`, within ± `error`. `share` of the samples between were
    alike, `samples` in number.
    """

    first: float
    last: float
    offset: float
    error: float
    share: float
    samples: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A stretch of `short` that shows what `long` shows; both are indices into the tracks given.

    Seconds of media time of `short`; time in `long` = time in `short` + `offset`, within ± `error`.
    """

    short: int
    long: int
    start: float
    end: float
    offset: float
    error: float
    share: float
    samples: int
