"""Bangs in beds of sound: what impulses are trained on and measured by.

Bangs are generated: white, dull as from far away, or booming, some with echoes; the loudest 50 ms are as
strong as the bed they lie in (0 dB). Speech comes from folders of *.wav, 16 kHz mono, and is never committed.
"""

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter

from tawthiq.drill.sound import RATE as DRILL_RATE
from tawthiq.drill.sound import Sound, crowd, engine, siren
from tawthiq.drill.sources import emitted
from tawthiq.watch.windows import SOUND_RATE

Wave = npt.NDArray[np.float64]
LEVEL = 0.05

BEDS = (
    "even noise",
    "crowd",
    "street",
    "siren",
    "engine",
    "chant",
    "shout",
    "wind",
    "hammering",
    "motors that start",
    "close speech",
    "speech in street",
)
SPOKEN = ("close speech", "speech in street")


@dataclass(frozen=True)
class Scene:
    """Sound with bangs at the seconds `true`; what else is struck in it, at `allowed`, is no error."""

    sound: Wave
    true: tuple[float, ...]
    allowed: tuple[float, ...]


def scene(bed: str, seed: int, minutes: float, clips: Sequence[Wave], decibels: float = 0.0) -> Scene:
    """Bangs every one and a half to four seconds in `bed`, `decibels` louder than it is."""
    random = np.random.default_rng([seed, 7])
    sound, blows = made_bed(bed, random, round(minutes * 60 * SOUND_RATE), clips)
    sound *= LEVEL / sound.std()
    true, at = list[float](), 2.0
    while at < minutes * 60 - 3:
        first = round(at * SOUND_RATE)
        sound[first : first + SOUND_RATE] += LEVEL * 10 ** (decibels / 20) * bang(random)
        true.append(first / SOUND_RATE)
        at += random.uniform(1.5, 4)
    return Scene(sound, tuple(true), blows)


def bang(random: np.random.Generator) -> Wave:
    """A second that begins with a bang; the root mean square of its first 50 ms is 1."""
    time = np.arange(SOUND_RATE) / SOUND_RATE
    sound, fade = random.standard_normal(SOUND_RATE), random.uniform(0.03, 0.25)
    match random.choice(["white", "white", "dull", "boom"]):
        case "dull":
            past = np.exp(-2 * np.pi * random.uniform(500, 2500) / SOUND_RATE)
            sound = lfilter([1 - past], [1, -past], sound)
        case "boom":
            sound += 1.4 * np.cos(2 * np.pi * random.uniform(60, 200) * time)
            fade = random.uniform(0.1, 0.35)
    sound *= np.exp(-time / fade)
    if random.random() < 0.4:
        for echo in range(1, 4):
            late = round(SOUND_RATE * random.uniform(0.03, 0.11) * echo)
            sound[late:] += random.uniform(0.1, 0.25) / echo * sound[:-late]
    return np.asarray(sound / np.sqrt(np.mean(sound[: SOUND_RATE // 20] ** 2)), np.float64)


def made_bed(
    name: str, random: np.random.Generator, count: int, clips: Sequence[Wave] = ()
) -> tuple[Wave, tuple[float, ...]]:
    """A bed of `count` samples, and the seconds of what is struck in it. Raises ValueError."""

    def even(sound: Wave) -> Wave:
        return np.asarray(sound / sound.std(), np.float64)

    def drawn(make: object) -> Wave:
        assert callable(make)
        return thinned(make(random, count * _STEP))

    def given(kind: str) -> Wave:
        return thinned(emitted(kind, int(random.integers(1 << 30)), 0, count * _STEP, ()).samples)

    hiss = random.standard_normal(count)
    match name:
        case "even noise":
            return hiss, ()
        case "crowd":
            return even(drawn(crowd)) + 0.3 * hiss, ()
        case "street":
            return drawn(engine) + 0.5 * drawn(crowd) + 0.3 * drawn(siren) + 0.1 * hiss, ()
        case "siren" | "engine":
            return even(drawn(siren if name == "siren" else engine)) + 0.1 * hiss, ()
        case "chant":
            return even(given("recitation")) + 0.5 * even(given("chant")) + 0.1 * hiss, ()
        case "shout":
            return even(given("shout")) + 0.2 * even(drawn(crowd)) + 0.1 * hiss, ()
        case "wind":
            return wind(random, count), ()
        case "hammering":
            struck = emitted("hammering", int(random.integers(1 << 30)), 0, count * _STEP, ())
            bed = even(thinned(struck.samples)) + 0.3 * even(drawn(crowd)) + 0.1 * hiss
            return bed, tuple(each.at / DRILL_RATE for each in struck.begun)
        case "motors that start":
            return starts(random, count), ()
        case "close speech":
            return speech(random, count, clips) + 0.02 * hiss, ()
        case "speech in street":
            street, _ = made_bed("street", random, count)
            return speech(random, count, clips) + 0.4 * even(street), ()
    raise ValueError(name)


_STEP = DRILL_RATE // SOUND_RATE


def thinned(sound: Sound) -> Wave:
    """Sound of a drill at 16 kHz."""
    return np.asarray(sound[: len(sound) // _STEP * _STEP].reshape(-1, _STEP).mean(axis=1), np.float64)


def wind(random: np.random.Generator, count: int) -> Wave:
    """Gusts on a microphone: a low rumble that swells, and clips."""
    low = lfilter([1.0], [1, -0.985], random.standard_normal(count))
    gusts = random.uniform(0.1, 1.5, count // (7 * SOUND_RATE // 10) + 3) ** 2
    swell = np.interp(np.arange(count) / (0.7 * SOUND_RATE), np.arange(len(gusts)), gusts)
    blown = low / low.std() * swell
    return np.asarray(
        np.clip(blown / blown.std(), -2.5, 2.5) + 0.03 * random.standard_normal(count), np.float64
    )


def starts(random: np.random.Generator, count: int) -> Wave:
    """Noise that is suddenly louder and stays so for a while: a pump, a microphone that is uncovered."""
    sound, at = np.zeros(count), 0
    while at < count:
        length = min(round(SOUND_RATE * random.uniform(1.5, 5)), count - at)
        past = random.uniform(0, 0.9)
        noise = lfilter([1 - past], [1, -past], random.standard_normal(length))
        sound[at : at + length] = noise / noise.std() * 10 ** random.uniform(-1.2, 0)
        at += length
    return sound


def speech(random: np.random.Generator, count: int, clips: Sequence[Wave]) -> Wave:
    """One clip after another, each as loud, with short pauses."""
    said, at = np.zeros(count), 0
    while at < count:
        clip = clips[int(random.integers(len(clips)))]
        length = min(len(clip), count - at)
        said[at : at + length] = clip[:length] / clip.std()
        at += length + round(SOUND_RATE * random.uniform(0.1, 0.8))
    return said


def voices(folders: Sequence[Path]) -> list[Wave]:
    """The clips of folders that are longer than a second."""
    clips = [wav(path) for folder in folders for path in sorted(folder.rglob("*.wav"))]
    return [clip for clip in clips if len(clip) > SOUND_RATE and clip.std() > 0.01]


def wav(path: Path) -> Wave:
    """Samples of a 16-bit mono file, -1 to 1."""
    with wave.open(str(path)) as file:
        content = file.readframes(file.getnframes())
    return np.frombuffer(content, "<i2").astype(np.float64) / 32768
