"""The sound of every camera of an event, made from the same sources, and what is to be heard in each."""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tawthiq.drill.filming import Shooting, ear, places_from
from tawthiq.drill.hearing import REACH, Place, arrival, finished, hear
from tawthiq.drill.scenario import Event, Source
from tawthiq.drill.sound import RATE, Sound
from tawthiq.drill.sources import BLOWS, Emitted, emitted
from tawthiq.drill.speech import Utterance
from tawthiq.drill.truth_footage import SoundEvent, Steady

_EARLY = 3
"""Seconds that sources sound before the event begins: sound from a kilometre away is then on its way."""


@dataclass(frozen=True, eq=False)
class Heard:
    """The sound of each camera by its path, silent ones left out; every onset, and what sounds all along."""

    tracks: dict[str, Sound]
    onsets: tuple[SoundEvent, ...] = ()
    steady: tuple[Steady, ...] = ()


def soundtracks(
    event: Event,
    shots: tuple[Shooting, ...],
    length: float,
    scale: float,
    seed: int,
    lent: tuple[Utterance, ...] = (),
) -> Heard:
    """What every camera of an event hears; `lent` is what its speakers say, nothing without it.

    `length` is where the heap lies in the market street, from which places of sources count.
    """
    hearing = [shot for shot in shots if shot.event == event and not shot.camera.silent]
    if not hearing:
        return Heard({})
    base = places_from(event, length)
    since = Fraction(event.begins - _EARLY)
    count = math.ceil(max(shot.begins + shot.seconds for shot in hearing) - since + 1) * RATE
    tracks = {shot.path: np.zeros(round(shot.seconds * RATE), np.float32) for shot in hearing}
    onsets, steady = list[SoundEvent](), list[Steady]()
    for number, source in enumerate(event.sources):
        moments = tuple(round((_EARLY + at * scale) * RATE) for at in source.moments)
        gave = emitted(source.kind, seed, number, count, moments, lent)
        x, y, z = source.place
        place, name = (x, y, base + z), f"{event.name}-{number}"
        for shot in hearing:
            hear(ear(shot), tracks[shot.path], place, gave, since, source.level)
            onsets += _onsets(shot, name, source, place, gave, since)
            if gave.steady:
                steady.append(_steady(shot, name, source, place))
    finish = {shot.path: finished(ear(shot), tracks[shot.path]) for shot in hearing}
    return Heard(finish, tuple(onsets), tuple(steady))


def _onsets(
    shot: Shooting, name: str, source: Source, place: Place, gave: Emitted, since: Fraction
) -> list[SoundEvent]:
    """What one source begins within one film, or had begun before it and goes on in it."""
    found, microphone = [], ear(shot)
    away = microphone.distances(place)
    for begun in gave.begun:
        made = since + Fraction(begun.at, RATE)
        arrived = arrival(microphone, away, made, 1 if source.kind in BLOWS else begun.lasts)
        if arrived is None:
            continue
        second, distance = arrived
        found.append(
            SoundEvent(
                path=shot.path,
                source=name,
                kind=source.kind,
                onset=second,
                seconds=Fraction(begun.lasts, RATE),
                distance_mm=round(1000 * distance),
                level_mdb=_level(shot, source, distance),
                made_at=made,
                words=begun.words,
            )
        )
    return found


def _steady(shot: Shooting, name: str, source: Source, place: Place) -> Steady:
    """A sound without an onset, as loud as it is half way through the film."""
    distance = math.dist(shot.walk.pose(float(shot.seconds / 2)).place, place)
    return Steady(shot.path, name, source.kind, _level(shot, source, distance))


def _level(shot: Shooting, source: Source, distance: float) -> int:
    """Thousandths of a decibel against full scale; `distance` in metres."""
    return round(20_000 * math.log10(source.level * shot.camera.gain * REACH / max(distance, 1.0)))
