"""Trials of synchronising: pairs whose truth is known, pairs that have nothing in common, and near-misses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from benchmarks import sync_scenes as made
from benchmarks.sync_scenes import RATE, Microphone, Random, Scene, Sound, Source, Take
from tawthiq.match.sounding import Sounding, sounding
from tawthiq.match.sync import Sync
from tawthiq.media.analyser import Heard, Table, Watched
from tawthiq.record.digest import Digest
from tawthiq.watch.sound_track import SoundTrack

OVERLAPS = (6.0, 10.0, 20.0, 40.0, 60.0)
DISTANCES = (0.0, 3.0, 10.0, 30.0, 60.0)
AUDIBLE = 0.05
"""Share of the level at both microphones from which a source's own arrival counts as a true answer.

Of the level, as in the figures this bench is compared with. It was of the energy until eight scenes of an
unseen run (seeds 50000 to 50007) put two on the arrivals of sources 10 to 16 dB under the loudest; these are
true arrivals, for the peer's answers too. The run was begun anew on other seeds.
"""

HIT = 0.1
"""Seconds within which an offset is found."""


@dataclass(frozen=True)
class Pair:
    """Two takes of one scene, the other still undamaged; how long they share, and metres between them."""

    one: Take
    other: Take
    overlap: float
    metres: float


Maker = Callable[[Random, float], Scene]
"""What makes a scene of so many seconds."""


def true_pair(seed: int, *, metres: float | None = None, scene: Maker = made.scene) -> Pair:
    """Two microphones in one scene: the other inside the one, or at either end of it."""
    random = np.random.default_rng([seed, 11])
    overlap, lies = float(random.choice(OVERLAPS)), random.integers(3)
    away = float(random.choice(DISTANCES)) if metres is None else metres
    first = 4.0
    if lies == 0 or overlap == 60:
        start, seconds = first + float(random.uniform(0, 60 - overlap)), overlap
    else:
        seconds = overlap + float(random.uniform(5, 30))
        start = first + 60 - overlap if lies == 1 else first + overlap - seconds
    shift = max(0.0, 1 - start)
    place = scene(random, 100 + shift)
    turn = random.uniform(0, 2 * np.pi)
    there = away * np.array([np.cos(turn), np.sin(turn)])
    one = made.record(
        random, place, Microphone(np.zeros(2), first + shift, 60), handling=random.random() < 0.3
    )
    other = made.record(
        random,
        place,
        Microphone(there, start + shift, seconds),
        operator=bool(random.random() < 0.4),
        handling=bool(random.random() < 0.3),
    )
    return Pair(one, other, overlap, away)


def lone_take(seed: int, scene: Maker = made.scene) -> Take:
    """One recording of an event of its own."""
    random = np.random.default_rng([seed, 12])
    seconds = float(random.choice((20, 40, 60)))
    place = scene(random, seconds + 4)
    return made.record(random, place, Microphone(np.zeros(2), 2, seconds), operator=random.random() < 0.4)


def stored(take: Take) -> Sounding:
    """What the analyser keeps of a take, read back as matching reads it."""
    analyser = SoundTrack()
    for first in range(0, len(take.sound), RATE // 2):
        block = Heard(Fraction(first, RATE), RATE, take.sound[first : first + RATE // 2])
        assert not list(analyser.hear(block))
    tables = list(analyser.finish(Watched(Fraction(len(take.sound), RATE))))
    if not tables:
        return Sounding(Digest("0" * 64), np.zeros((100, 17), np.float32), np.zeros(8000, np.float32))
    (table,) = tables
    assert isinstance(table, Table)
    columns = dict(zip([c.name for c in table.columns], table.arrays, strict=True))
    return sounding(Digest("0" * 64), columns)


def miss(pair: Pair, other: Take, offset: float, middle: float) -> float:
    """Seconds from `offset` at second `middle` of the damaged `other` to the nearest audible source's."""
    audible = (pair.one.shares >= AUDIBLE) & (other.shares >= AUDIBLE)
    if not audible.any():  # nothing is loud at both: the one most heard in both
        audible = np.arange(len(audible)) == np.argmax(np.minimum(pair.one.shares, other.shares))
    heard = middle / (1 + other.drift) - other.arrivals[audible] + pair.one.arrivals[audible]
    return float(np.abs(offset - (heard - middle)).min())


def clock_miss(pair: Pair, other: Take, found: Sync) -> float:
    """Seconds from the found line to the true difference of the clocks, at its middle."""
    instant = found.line.middle / (1 + other.drift) + other.start
    return abs(found.line.offset - (instant - pair.one.start - found.line.middle))


NEAR_MISSES = (
    "siren of one type",
    "chant",
    "hum or machine",
    "music, another section",
    "silence",
    "event at another time",
)
REPLAYS = "music played again"
SHORT_REPLAYS = "music played again, 10 or 20 s"


def near_miss(kind: str, seed: int, pieces: Sequence[Sound] = ()) -> tuple[Take, Take]:
    """Two recordings that hold the like of one sound, and no moment in common.

    `pieces`: music to be played instead of invented music.
    """
    random = np.random.default_rng([seed, 13])
    if kind == "event at another time":
        place = made.scene(random, 112)
        first, last = (
            made.record(random, place, Microphone(random.uniform(-15, 15, 2), start, 50)) for start in (3, 58)
        )
        return first, last
    if kind == "silence":
        return _clicks(random), _clicks(random)
    one = _street(random, _common(kind, random, seed, 0, pieces))
    seconds = 10.0 * (1 + seed % 2) if kind == SHORT_REPLAYS else 50.0
    return one, _street(random, _common(kind, random, seed, 1, pieces), seconds)


def _street(random: Random, common: Sound, seconds: float = 50.0) -> Take:
    """A street of its own with the common sound loud in it."""
    base = made.scene(random, 54, crowds=1, with_music=0)
    place = Scene((*base.sources, Source(common, np.array([9.0, 4.0]), 3.0)), 54)
    return made.record(random, place, Microphone(np.zeros(2), 2 + (50 - seconds) / 2, seconds))


def _common(kind: str, random: Random, seed: int, side: int, pieces: Sequence[Sound]) -> Sound:
    """The sound that both hold, as it is at one of two times."""
    if kind == "siren of one type":
        return made.exact_siren(random, 54, ((0.25, 500.0, 1400.0), (3.0, 600.0, 1200.0))[seed % 2])
    if kind == "chant":
        return made.chant(random, 54, seed)
    if kind == "hum or machine":
        return made.hum(np.random.default_rng(seed), 58)[side * RATE :]
    piece = pieces[seed % len(pieces)] if pieces else _music(seed)
    first = random.uniform(0, 10) if kind in (REPLAYS, SHORT_REPLAYS) else 75.0 * side
    return piece[round(first * RATE) :]


def _music(seed: int) -> Sound:
    """Every fourth is a loop."""
    return made.music(np.random.default_rng(seed), 140, loop=seed % 4 == 0)


def _clicks(random: Random) -> Take:
    """Digital silence with a few clicks in it."""
    sound = np.zeros(40 * RATE, np.float32)
    sound[random.integers(0, len(sound), 8)] = 0.3
    return Take(sound, np.zeros(1), np.ones(1), 0)
