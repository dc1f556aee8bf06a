"""The sound of every camera of an event, made from the same sources, and the onsets each one has."""

import math
from fractions import Fraction

import numpy as np

from tawthiq.drill.filming import Shooting, ear
from tawthiq.drill.hearing import REACH, Place, arrival, finished, hear
from tawthiq.drill.scenario import Event, Source
from tawthiq.drill.sound import RATE, Sound
from tawthiq.drill.sources import Emitted, emitted
from tawthiq.drill.truth_footage import SoundEvent

_EARLY = 3
"""Seconds that sources sound before the event begins: sound from a kilometre away is then on its way."""
_BASES = {"yard": 0.0, "lane": 60.0}


def soundtracks(
    event: Event, shots: tuple[Shooting, ...], length: float, scale: float, seed: int
) -> tuple[dict[str, Sound], tuple[SoundEvent, ...]]:
    """The sound of each camera by its path, silent ones left out, and every onset in each of them.

    `length` is where the heap lies in the market street, from which places of sources count.
    """
    hearing = [shot for shot in shots if shot.event == event and not shot.camera.silent]
    if not hearing:
        return {}, ()
    base = _BASES.get(event.scene, length)
    since = Fraction(event.begins - _EARLY)
    count = math.ceil(max(shot.begins + shot.seconds for shot in hearing) - since + 1) * RATE
    tracks = {shot.path: np.zeros(round(shot.seconds * RATE), np.float32) for shot in hearing}
    found: list[SoundEvent] = []
    for number, source in enumerate(event.sources):
        moments = tuple(round((_EARLY + at * scale) * RATE) for at in source.moments)
        gave = emitted(source.kind, seed, number, count, moments)
        x, y, z = source.place
        for shot in hearing:
            hear(ear(shot), tracks[shot.path], (x, y, base + z), gave, since, source.level)
            found += _onsets(shot, f"{event.name}-{number}", source, (x, y, base + z), gave, since)
    return {shot.path: finished(ear(shot), tracks[shot.path]) for shot in hearing}, tuple(found)


def _onsets(
    shot: Shooting, name: str, source: Source, place: Place, gave: Emitted, since: Fraction
) -> list[SoundEvent]:
    """The onsets of one source that fall into one film."""
    found, microphone = [], ear(shot)
    away = microphone.distances(place)
    for at in gave.onsets:
        made = since + Fraction(at, RATE)
        arrived = arrival(microphone, away, made)
        if arrived is None:
            continue
        second, distance = arrived
        level = 20 * math.log10(source.level * shot.camera.gain * REACH / max(distance, 1.0))
        found.append(
            SoundEvent(
                path=shot.path,
                source=name,
                kind=source.kind,
                onset=second,
                seconds=Fraction(gave.lasts, RATE),
                distance_mm=round(1000 * distance),
                level_mdb=round(1000 * level),
                made_at=made,
            )
        )
    return found
