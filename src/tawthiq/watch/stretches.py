"""Stretches of time: from measures a step apart to "from here to there"."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tawthiq.record.draft import Draft
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Seconds
from tawthiq.record.statement import Method
from tawthiq.record.value import Value

Flags = npt.NDArray[np.bool_]
Times = npt.NDArray[np.float64]
"""Seconds of media time, rising, each the begin of a step."""


def runs(flags: Flags) -> Iterator[tuple[int, int]]:
    """The first of each run of true flags, and the one after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        yield int(first), int(after)


def bridged(seconds: Times, flags: Flags, longest_gap: float) -> Flags:
    """`flags` with the gaps of up to `longest_gap` seconds between two true ones filled."""
    filled = flags.copy()
    for first, after in runs(~flags):
        is_between = first > 0 and after < len(flags)
        if is_between and seconds[after] - seconds[first] <= longest_gap:
            filled[first:after] = True
    return filled


def moment(seconds: float) -> MediaTime:
    """To the millisecond: steps are no exact times of anything."""
    return Fraction(round(float(seconds) * 1000), 1000)


def stretches(seconds: Times, flags: Flags, least: float, step: float) -> Iterator[tuple[slice, Seconds]]:
    """The runs of true flags that last at least `least` seconds; a step lasts `step` where none follows."""
    for first, after in runs(flags):
        stop = seconds[after] if after < len(seconds) else seconds[-1] + step
        if stop - seconds[first] >= least:
            yield slice(first, after), Seconds(moment(seconds[first]), moment(stop))


def drafted(property: str, value: Value, span: Seconds, method: Method = Method.MEASURED) -> Draft:
    """A finding over a stretch."""
    return Draft(property, value, (span,), method)
