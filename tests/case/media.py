"""Shoots the demonstration case: every clip, the sound, the photograph, and the copies among them."""

import shutil
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from tawthiq.drill import footage
from tawthiq.drill.papers import photograph
from tawthiq.drill.recode import decoded
from tawthiq.drill.sound import Mix, event_sound
from tawthiq.drill.truth_footage import Kind
from tests.case import films
from tests.case import paths as at
from tests.case.films import Plan, Taken, trim
from tests.case.truth import CopyPair, DemoFile, SameMoment

KEPT = Fraction(3, 5)
"""Part of the damaged film's bytes that is left."""

TRIMMED_SIZE = (320, 180)


@dataclass(frozen=True)
class Shot:
    """What was shot: the files, and how they hang together."""

    files: tuple[DemoFile, ...]
    copies: tuple[CopyPair, ...]
    same_moments: tuple[SameMoment, ...]


def shoot(folder: Path, seed: int, plan: Plan) -> Shot:
    """Write all media of the case but those that lie beside chats, which `copies` names all the same."""
    event = event_sound(seed, float(plan.seconds), Mix())
    long = films.long_film(folder / at.LONG, seed, plan, event)
    second, start = films.second_camera(_made(folder, at.SECOND), seed, plan, event)
    length, cut = plan.length(20), plan.start(190, plan.length(20))
    trim(folder / at.LONG, _made(folder, at.TRIMMED), start=cut, seconds=length, size=TRIMMED_SIZE)
    shutil.copyfile(folder / at.LONG, _made(folder, at.LONG_AGAIN))
    damaged = films.dusk_film(folder / at.DAMAGED, seed, plan)
    footage.cut_tail(folder / at.DAMAGED, KEPT)
    upright = films.upright_film(folder / at.UPRIGHT, seed, plan)
    silent = films.silent_film(folder / at.SILENT, seed, plan)
    voice = films.voice_note(_made(folder, at.VOICE), seed, plan)
    _made(folder, at.PICTURE).write_bytes(_still(folder / at.LONG, plan))
    return Shot(
        files=(
            _video(at.LONG, "running towards the smoke, then the rubble", long),
            _video(at.LONG_AGAIN, "the same bytes under another name", long),
            _video(at.SECOND, "the same event from above; uneven pictures", second),
            DemoFile(at.TRIMMED, Kind.VIDEO, "cut from the long film and re-encoded", length),
            DemoFile(at.TRIMMED_AGAIN, Kind.VIDEO, "the cut as posted in the channel", length),
            _video(at.DAMAGED, "digging at dusk; its tail is missing", damaged),
            _video(at.UPRIGHT, "another street; phone held upright", upright),
            _video(at.SILENT, "from a balcony; no sound stream", silent),
            _video(at.SILENT_AGAIN, "the same bytes as sent in a group", silent),
            DemoFile(at.VOICE, Kind.SOUND, "a voice note", voice),
            DemoFile(at.VOICE_AGAIN, Kind.SOUND, "the voice note as sent in a group", voice),
            DemoFile(at.PICTURE, Kind.PICTURE, "a photograph with EXIF, no zone"),
            *(DemoFile(path, Kind.PICTURE, "the photograph as sent") for path in at.PICTURE_AGAIN),
        ),
        copies=_copies(cut),
        same_moments=(SameMoment(at.LONG, at.SECOND, start),),
    )


def _copies(cut: Fraction) -> tuple[CopyPair, ...]:
    same = (
        (at.LONG_AGAIN, at.LONG),
        (at.TRIMMED_AGAIN, at.TRIMMED),
        (at.SILENT_AGAIN, at.SILENT),
        (at.VOICE_AGAIN, at.VOICE),
        *((path, at.PICTURE) for path in at.PICTURE_AGAIN),
    )
    exact = (CopyPair(copy, of, Fraction(0), exact=True) for copy, of in same)
    return (CopyPair(at.TRIMMED, at.LONG, cut, exact=False), *exact)


def _still(film: Path, plan: Plan) -> bytes:
    """A photograph of the rubble, taken by the clock of a phone that nobody has set to a zone."""
    moment = plan.seconds - Fraction(1, 5)
    _, picture = list(decoded(film, moment, Fraction(1)))[-1]
    return photograph(np.ascontiguousarray(picture), "2013:08:16 13:05:40")


def _video(path: str, what: str, taken: Taken) -> DemoFile:
    return DemoFile(path, Kind.VIDEO, what, taken.seconds, taken.begins_at)


def _made(folder: Path, path: str) -> Path:
    """The path with the folder above it made."""
    full = folder / path
    full.parent.mkdir(parents=True, exist_ok=True)
    return full
