"""The clips of the case: who films what from where, for how long, and how each file is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from tawthiq.drill import encode
from tawthiq.drill.camera import Pose, Walk
from tawthiq.drill.footage import PICTURES_A_SECOND, lying, uneven_ticks
from tawthiq.drill.recode import decoded, decoded_sound
from tawthiq.drill.scene import Scene, site, street
from tawthiq.drill.sound import Mix, Sound, event_sound, heard
from tests.case.clock import FILM_BEGINS

FULL = 212
"""Seconds of the long film at full size; all other lengths are told for it and shrink with it."""

WIDE, UPRIGHT_SIZE, SMALL = (426, 240), (240, 426), (320, 240)


@dataclass(frozen=True)
class Plan:
    """Lengths and moments of the case for a long film of `seconds`, all on whole pictures."""

    seconds: Fraction

    def moment(self, full: int) -> Fraction:
        """A second of the full film as a second of this one."""
        pictures = round(full * self.seconds / FULL * PICTURES_A_SECOND)
        return Fraction(pictures, PICTURES_A_SECOND)

    def length(self, full: int) -> Fraction:
        """A length, never under three seconds."""
        return max(Fraction(3), self.moment(full))

    def start(self, full: int, length: Fraction) -> Fraction:
        """Where a stretch of that length can begin, no later than `full` allows."""
        return min(self.moment(full), self.seconds - length)

    @property
    def arrival(self) -> Fraction:
        """The second at which the long film reaches the source: 3:25 of the full one."""
        return self.moment(205)


@dataclass(frozen=True)
class Taken:
    """A clip that was written: its length, and when its first picture was "taken"."""

    seconds: Fraction
    begins_at: datetime


def long_film(path: Path, seed: int, plan: Plan, sound: Sound) -> Taken:
    """Someone runs along the street towards the smoke and at `plan.arrival` stands before the rubble."""
    pace = 1.2 * FULL / float(plan.seconds) if plan.seconds < 60 else 1.2
    way = street(seed, Walk(Pose((0.3, 1.65, 0.0)), pace=min(pace, 3.0), tremor=0.6, phase=0.3))
    there = site(seed, Walk(Pose((0.0, 1.65, 0.0)), pace=0.0, phase=0.3))

    def scene_at(second: Fraction) -> Scene:
        return way if second < plan.arrival else there

    pictures = (
        (number, scene_at(second).frame(float(second), *WIDE)) for number, second in _seconds(plan.seconds)
    )
    ears = heard(sound, 0, float(plan.seconds), level=0.8, seed=seed)
    return _written(path, encode.PHONE, pictures, ears, plan.seconds, FILM_BEGINS)


def second_camera(path: Path, seed: int, plan: Plan, sound: Sound) -> tuple[Taken, Fraction]:
    """The same event from a balcony, pictures at uneven moments; also its start by the long film's clock."""
    seconds = plan.length(30)
    start = plan.start(150, seconds)
    walk = Walk(Pose((1.0, 6.5, 190.0), yaw=2.8, pitch=-0.2), pace=0.1, gaze=0.25, phase=2.0)
    scene = street(seed, walk)
    pictures = (
        (tick, scene.frame(float(start) + tick / 1000, *SMALL)) for tick in uneven_ticks(seed, seconds)
    )
    ears = heard(sound, float(start), float(seconds), level=0.45, seed=seed + 1)
    begins = FILM_BEGINS + timedelta(seconds=float(start))
    return _written(path, encode.UNEVEN, pictures, ears, seconds, begins), start


def upright_film(path: Path, seed: int, plan: Plan) -> Taken:
    """Another place and hour, the phone upright: stored lying, to be turned 90 degrees clockwise."""
    seconds = plan.length(20)
    scene = street(seed + 101, Walk(Pose((-1.0, 1.5, 20.0), yaw=0.22), pace=0.3, phase=5.0))
    pictures = (
        (number, lying(scene.frame(float(second), *UPRIGHT_SIZE))) for number, second in _seconds(seconds)
    )
    sound = event_sound(seed + 101, float(seconds), Mix(crowd=0.8, sirens=0.0, hammering=0.0))
    begins = FILM_BEGINS + timedelta(hours=1, minutes=17)
    return _written(path, encode.UPRIGHT, pictures, sound, seconds, begins)


def dusk_film(path: Path, seed: int, plan: Plan) -> Taken:
    """Digging at dusk, with a motor and hammers: the film that will lose its tail."""
    seconds = plan.length(20)
    walk = Walk(Pose((3.0, 1.6, 1.0), yaw=-0.3), pace=0.0, phase=1.0)
    scene = site(seed + 202, walk, light=0.5)
    pictures = ((number, scene.frame(float(second), *WIDE)) for number, second in _seconds(seconds))
    sound = event_sound(seed + 202, float(seconds), Mix(crowd=0.1, sirens=0.0, hammering=0.8))
    begins = FILM_BEGINS + timedelta(hours=5, minutes=40)
    return _written(path, encode.STREAMED, pictures, sound, seconds, begins)


def silent_film(path: Path, seed: int, plan: Plan) -> Taken:
    """A short clip without any sound stream, from a balcony."""
    seconds = plan.length(8)
    walk = Walk(Pose((1.2, 5.8, 60.0), yaw=-0.3, pitch=-0.2), pace=0.2, phase=3.3)
    scene = street(seed + 303, walk)
    pictures = ((number, scene.frame(float(second), *WIDE)) for number, second in _seconds(seconds))
    begins = FILM_BEGINS + timedelta(hours=1, minutes=55)
    return _written(path, encode.PHONE, pictures, None, seconds, begins)


def voice_note(path: Path, seed: int, plan: Plan) -> Fraction:
    """Sound alone; returns its length in seconds."""
    seconds = plan.length(12)
    sound = event_sound(seed + 404, float(seconds), Mix(crowd=0.6, sirens=0.1, hammering=0.1))
    encode.write(path, encode.VOICE, sound=sound)
    return seconds


def trim(source: Path, target: Path, *, start: Fraction, seconds: Fraction, size: tuple[int, int]) -> None:
    """Second 0 of `target` is second `start` of `source`; `size` is width and height in pixels."""
    encode.write(
        target,
        encode.PLATFORM,
        pictures=_trimmed(source, start, seconds, size),
        sound=decoded_sound(source, start, seconds),
    )


def _seconds(length: Fraction) -> Iterator[tuple[int, Fraction]]:
    """(number, second) of each picture of an even film."""
    for number in range(int(length * PICTURES_A_SECOND)):
        yield number, Fraction(number, PICTURES_A_SECOND)


def _written(
    path: Path,
    recipe: encode.Recipe,
    pictures: Iterator[encode.Timed],
    sound: Sound | None,
    seconds: Fraction,
    begins: datetime,
) -> Taken:
    path.parent.mkdir(parents=True, exist_ok=True)
    ended = begins + timedelta(seconds=float(seconds))
    encode.write(path, recipe, pictures=pictures, sound=sound, ended_at=ended)
    return Taken(seconds, begins)


def _trimmed(
    source: Path, start: Fraction, seconds: Fraction, size: tuple[int, int]
) -> Iterator[encode.Timed]:
    for second, picture in decoded(source, start, seconds):
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        yield round((second - start) / encode.PLATFORM.tick), np.asarray(small, np.uint8)
