"""Sightings to stretches: which of them lie on one line in time and at one place in the picture.

The line has an offset and a speed, both searched blind; speed 1 is preferred until another has clearly
more sightings. Then the line is walked, picture by picture, and where it holds is the stretch.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from tawthiq.match.frame import WHOLE, Frame
from tawthiq.match.recording import Floats, Recording
from tawthiq.match.sighting import Sighting, look

SPEEDS = (1.0, *(s for n in range(1, 14) for s in (1 - 0.02 * n, 1 + 0.02 * n)))
"""Speeds tried, the nearest to 1 first: 0.74 to 1.26."""

TOLERANCE = 0.62
"""Seconds by which a sighting may miss the line: half a sample, and a little for uneven frames."""

_CLEARLY = 1.25
"""Another speed must have this many times the worth of speed 1; the motion curve decides in the end."""

_WALKED = 18.0
"""As `_AWAY`, along a line: the two pictures may lie half a second apart."""

_AWAY, _TURN, _SIZE = 10.0, 15.0, 0.25
"""Pixels of the thumbnail, degrees, and natural logarithm of size within which placements are one."""

_MOST_GAP = 3.5
"""Seconds without a sighting, where there could have been one, after which a stretch ends."""

_MOST_LOOKS = 240
FEWEST_POINTS = 12
"""Points from which a picture could be known again, and not being known says something."""


@dataclass(frozen=True, slots=True)
class Line:
    """second there = `speed` x second here + `offset`."""

    offset: float
    speed: float

    def there(self, here: float) -> float:
        """The second there of a second here."""
        return self.speed * here + self.offset

    def here(self, there: float) -> float:
        """The second here of a second there."""
        return (there - self.offset) / self.speed


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Sightings in order along a line; `looked` pictures of `here` were tried between first and last.

    `before` and `after`: seconds here of the nearest pictures beyond the run that were tried in vain.
    """

    line: Line
    sightings: tuple[Sighting, ...]
    looked: int
    before: float | None
    after: float | None


def one_place(sightings: Sequence[Sighting], width: int, height: int, away: float = _AWAY) -> list[Sighting]:
    """The largest set of sightings with one placement, all in the mirror or all not; the most typical first.

    `away`: pixels of the thumbnail by which centres may differ.
    """
    if not sightings:
        return []
    centre = np.array([[width / 2, height / 2]])
    at = np.array([s.placement.at(centre)[0] for s in sightings])
    turn = np.array([s.placement.turn for s in sightings])
    size = np.log([s.placement.scale for s in sightings])
    mirror = np.array([s.mirror for s in sightings])
    apart = np.linalg.norm(at[:, None] - at[None], axis=2)
    turned = np.abs((turn[:, None] - turn[None] + 180) % 360 - 180)
    near = (
        (apart <= away)
        & (turned <= _TURN)
        & (np.abs(size[:, None] - size[None]) <= _SIZE)
        & (mirror[:, None] == mirror[None])
    )
    seed = int(near.sum(axis=1).argmax())
    others = near[seed] & (np.arange(len(sightings)) != seed)
    return [sightings[seed], *(s for s, chosen in zip(sightings, others, strict=True) if chosen)]


def line_of(here: Floats, there: Floats, worth: Floats) -> Line:
    """The line on which most lies: of `worth`, counted once for each second on either side.

    What is seen at the right moment agrees in more of the picture than where a hand looks back later.
    """
    seconds = np.unique(here, return_inverse=True)[1], np.unique(there, return_inverse=True)[1]
    best, most = Line(float(np.median(there - here)), 1.0), 0.0
    for speed in SPEEDS:
        offsets = there - speed * here
        near = np.abs(offsets[None, :] - offsets[:, None]) <= TOLERANCE
        support = [min(_counted_once(second, worth, row) for second in seconds) for row in near]
        row = int(np.argmax(support))
        if support[row] > most * (_CLEARLY if best.speed == 1.0 else 1.0):
            best, most = Line(float(np.median(offsets[near[row]])), speed), support[row]
    return best


def _counted_once(second: npt.NDArray[np.int64], worth: Floats, chosen: npt.NDArray[np.bool_]) -> float:
    top = np.zeros(int(second.max()) + 1)
    np.maximum.at(top, second[chosen], worth[chosen])
    return float(top.sum())


def walk(one: Recording, other: Recording, line: Line, place: Sequence[Sighting]) -> Iterable[Run]:
    """The runs along `line` of sightings placed as those of `place`."""
    there = line.speed * one.seconds[: one.pictures] + line.offset
    margin = 0.0 if one.still or other.still else TOLERANCE
    begins, ends = other.seconds[0] - margin, other.seconds[other.pictures - 1] + margin
    rows = np.flatnonzero((there >= begins) & (there <= ends))
    rows = rows[:: max(1, len(rows) // _MOST_LOOKS)]
    frames = Counter((one.frame(s.here), other.frame(s.there)) for s in place)
    frames[WHOLE, WHOLE] += 0  # tried last where nothing was seen so: a pane is not told in every picture
    tried = [pair for pair, _ in frames.most_common()]
    met: list[tuple[int, Sighting | None]] = []
    for row in rows:
        seen = _best_look(one, other, int(row), float(there[row]), place, tried)
        if seen is not None or _could_be_seen(one, other, int(row), float(there[row])):
            met.append((int(row), seen))
    return _runs(one, line, met)


def _best_look(
    one: Recording,
    other: Recording,
    picture: int,
    there: float,
    place: Sequence[Sighting],
    frames: Sequence[tuple[Frame, Frame]],
) -> Sighting | None:
    """The first sighting placed as `place`, of what these `frames` show of the picture and of the nearest."""
    apart = np.abs(other.seconds[: other.pictures] - there)
    near = [int(column) for column in np.argsort(apart, kind="stable")[:2] if apart[column] <= 1.0]
    for column, (frame, frame_there) in product(near, frames):
        row, row_there = one.row_of(picture, frame), other.row_of(column, frame_there)
        if row is None or row_there is None:
            continue
        seen = look(one, other, row, row_there, mirror=place[0].mirror)
        if seen is not None and len(one_place([place[0], seen], one.width, one.height, _WALKED)) == 2:
            return seen
    return None


def _could_be_seen(one: Recording, other: Recording, row: int, there: float) -> bool:
    column = int(np.abs(other.seconds[: other.pictures] - there).argmin())
    return min(len(one.points[row]), len(other.points[column])) >= FEWEST_POINTS


def _runs(one: Recording, line: Line, met: Sequence[tuple[int, Sighting | None]]) -> Iterable[Run]:
    hits = [n for n, (_, seen) in enumerate(met) if seen is not None]
    begin = 0
    for n in range(1, len(hits) + 1):
        ends = n == len(hits) or (
            hits[n] - hits[n - 1] > 1
            and one.seconds[met[hits[n]][0]] - one.seconds[met[hits[n - 1]][0]] > _MOST_GAP
        )
        if not ends:
            continue
        first, last = hits[begin], hits[n - 1]
        seen = tuple(s for _, s in met[first : last + 1] if s is not None)
        before = float(one.seconds[met[first - 1][0]]) if first else None
        after = float(one.seconds[met[last + 1][0]]) if last + 1 < len(met) else None
        yield Run(line, seen, last - first + 1, before, after)
        begin = n
