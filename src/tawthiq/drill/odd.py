"""What else lies in a folder that somebody hands over: the same film twice, a photograph, files that lie.

A scenario names them in `[[odd]]`; a camera that is `damaged` has lost the tail of its file.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np

from tawthiq.drill.copying import unedited
from tawthiq.drill.filming import Shooting
from tawthiq.drill.footage import cut_tail
from tawthiq.drill.papers import PLAYLIST, noise, photograph
from tawthiq.drill.plan import Plan
from tawthiq.drill.recode import decoded
from tawthiq.drill.scenario import ODD_OF_FILMS, OddOf
from tawthiq.drill.truth_footage import Copy, File, Kind, SoundIs, Span
from tawthiq.drill.truth_posts import RejectTruth

KEPT = Fraction(3, 5)
"""Part of a damaged film's bytes that is left."""

_TOLD: dict[str, tuple[Kind, str, str]] = {
    "twin": (Kind.VIDEO, "the same bytes under another name", ""),
    "photograph": (Kind.PICTURE, "a photograph with EXIF, no zone", ""),
    "noise": (Kind.NOISE, "random bytes under a film's name", "no film"),
    "playlist": (Kind.PLAYLIST, "points at the network; never to be opened", ""),
    "statement": (Kind.TEXT, "a statement that somebody wrote down", ""),
}
"""Of each kind: what the file really is, how it is told, and why it must be refused, if it must."""


def write_odd(material: Path, plan: Plan) -> None:
    """Write all of them, when every film and copy is there; the damaged films lose their tails last."""
    for odd in _odd(plan):
        path = material / odd.name
        path.parent.mkdir(parents=True, exist_ok=True)
        _WRITERS[odd.kind](path, odd, material, plan)
    for shot in plan.shots:
        if shot.camera.damaged:
            cut_tail(material / shot.path, KEPT)


def odd_files(plan: Plan) -> tuple[File, ...]:
    """What the truth says of them."""
    found = []
    for odd in _odd(plan):
        kind, what, _ = _TOLD[odd.kind]
        if odd.kind == "twin":
            shot = _shot(plan, odd)
            found.append(File(odd.name, kind, what, shot.seconds, shot.path))
        else:
            found.append(File(odd.name, kind, what))
    return tuple(found)


def odd_copies(plan: Plan) -> tuple[Copy, ...]:
    """The same bytes under another name, and stills: copies without an edit."""
    return tuple(
        _copy(odd.name, _shot(plan, odd), still=odd.kind == "photograph")
        for odd in _odd(plan)
        if odd.kind in ODD_OF_FILMS
    )


def odd_rejects(plan: Plan) -> tuple[RejectTruth, ...]:
    """What of it must be refused as a whole, and films of which a part is lost."""
    lying = [RejectTruth(odd.name, "", why) for odd in _odd(plan) if (why := _TOLD[odd.kind][2])]
    lost = [RejectTruth(shot.path, "", "its tail is missing") for shot in plan.shots if shot.camera.damaged]
    return (*lying, *lost)


def _odd(plan: Plan) -> tuple[OddOf, ...]:
    """Those of the scenario whose camera, if they have one, films in this size."""
    films = {shot.camera.id for shot in plan.shots}
    return tuple(odd for odd in plan.scenario.odd if not odd.of or odd.of in films)


def _shot(plan: Plan, odd: OddOf) -> Shooting:
    return next(shot for shot in plan.shots if shot.camera.id == odd.of)


def _copy(path: str, shot: Shooting, *, still: bool) -> Copy:
    begins, ends = (shot.seconds / 2,) * 2 if still else (Fraction(0), shot.seconds)
    sound = SoundIs.ABSENT if still or shot.camera.silent else SoundIs.SAME
    return unedited(path, Span(shot.path, begins, ends), sound)


def _write_twin(path: Path, odd: OddOf, material: Path, plan: Plan) -> None:
    shutil.copyfile(material / _shot(plan, odd).path, path)


def _write_photograph(path: Path, odd: OddOf, material: Path, plan: Plan) -> None:
    """A still half way through a film, taken by the clock of a phone that nobody has set to a zone."""
    shot = _shot(plan, odd)
    _, picture = next(decoded(material / shot.path, shot.seconds / 2, Fraction(1)))
    moment = plan.scenario.epoch + timedelta(seconds=float(shot.begins + shot.seconds / 2))
    path.write_bytes(photograph(np.ascontiguousarray(picture), moment.strftime("%Y:%m:%d %H:%M:%S")))


_WRITERS: dict[str, Callable[[Path, OddOf, Path, Plan], object]] = {
    "twin": _write_twin,
    "photograph": _write_photograph,
    "noise": lambda path, _odd, _material, plan: path.write_bytes(noise(plan.seed)),
    "playlist": lambda path, _odd, _material, _plan: path.write_bytes(PLAYLIST.encode()),
    "statement": lambda path, odd, _material, _plan: path.write_bytes(odd.words.encode()),
}
