"""Invented scenes for `match_sync`: sources in a street, microphones, and what is done to one of them.

Every source has a place; a microphone hears it later, weaker and duller the farther it is, with five echoes
of its own. The sources are the drill's (`tawthiq.drill.sound`) and those below. Nothing here is a recording.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from scipy import fft, signal

from tawthiq.drill import sound as drill

RATE = 16_000
SPEED = 343.0
"""Metres a second of sound in air of 20 degrees."""

Sound = npt.NDArray[np.float32]
Random = np.random.Generator


@dataclass(frozen=True)
class Source:
    """What sounds, where (metres), and how loud at ten metres."""

    sound: Sound
    place: npt.NDArray[np.float64]
    level: float


@dataclass(frozen=True)
class Scene:
    """The sources of one event, from second zero."""

    sources: tuple[Source, ...]
    seconds: float


@dataclass(frozen=True)
class Microphone:
    """Where it is, from which second of the scene it records, and for how long."""

    place: npt.NDArray[np.float64]
    start: float
    seconds: float


@dataclass(frozen=True)
class Take:
    """A recording; `arrivals`: by source, seconds of the recording at which its second zero was heard.

    `shares`: by source, its share of the level (amplitude) at this microphone.
    """

    sound: Sound
    arrivals: npt.NDArray[np.float64]
    shares: npt.NDArray[np.float64]
    start: float
    drift: float = 0.0


def lower(sound: Sound) -> Sound:
    """The drill's 48 kHz at 16 kHz."""
    return np.asarray(signal.resample_poly(sound, 1, 3), np.float32)


def voices(random: Random, seconds: float) -> Sound:
    """Shouting: a pitch with overtones that glides, cut into syllables, coloured by moving formants."""
    count = round(seconds * RATE)
    at = np.arange(count) / RATE
    total = np.zeros(count)
    clock, pitch = 0.0, random.uniform(110, 260)
    while clock < seconds:
        length = random.uniform(0.09, 0.35)
        first, last = round(clock * RATE), min(count, round((clock + length) * RATE))
        if last - first > 64:
            local = at[first:last] - clock
            glide = pitch * random.uniform(0.85, 1.25) * (1 + random.uniform(-0.8, 0.8) * local)
            phase = 2 * np.pi * np.cumsum(glide) / RATE
            formants = random.uniform((300, 900, 2200), (900, 2200, 3400))
            heights = [sum(np.exp(-(((k * pitch - f) / 220) ** 2)) for f in formants) for k in range(1, 18)]
            tone = sum(high * np.sin(k * phase) for k, high in enumerate(heights, 1) if high > 0.03)
            burst = random.standard_normal(last - first) * np.exp(-local / 0.02) * random.uniform(0, 1.2)
            total[first:last] += (tone + burst) * np.sin(np.pi * local / length) * random.uniform(0.4, 1)
        clock += length + random.exponential(0.12) + (random.random() < 0.12) * random.uniform(0.3, 1.5)
    return _even(total)


def murmur(random: Random, seconds: float) -> Sound:
    """A crowd near at hand: six voices at once, three of them the others' at another speed and moment.

    At one speed the crowd would say the same words again, to the sample, when half of the time is over.
    """
    spoken = [voices(random, seconds * 1.25) for _ in range(3)]
    count = round(seconds * RATE)
    others = [stretched(each, _unlike_one(random.uniform(0.82, 1.2))) for each in spoken]
    parts = [each[:count] for each in spoken] + [np.roll(each, len(each) // 2)[:count] for each in others]
    return _even(np.sum([np.pad(p, (0, count - len(p))) * random.uniform(0.3, 1) for p in parts], axis=0))


def _unlike_one(by: float) -> float:
    """`by`, moved away from 1 as far as no clock drifts."""
    return by if abs(by - 1) > _SPEEDS_APART else 1 + np.copysign(_SPEEDS_APART, by - 1)


_SPEEDS_APART = 0.02


def stretched(sound: Sound, by: float) -> Sound:
    """Slower by about that factor, at a length that is quickly transformed."""
    count = fft.next_fast_len(round(len(sound) * by), real=True)
    return np.asarray(signal.resample(sound, count), np.float32)


def blasts(random: Random, seconds: float) -> Sound:
    """Bangs with a long rolling tail, at a moment of their own."""
    count = round(seconds * RATE)
    total = np.zeros(count)
    for _ in range(1 + random.poisson(seconds / 40)):
        first = int(random.uniform(0, count))
        length = min(count - first, 2 * RATE)
        total[first : first + length] += random.standard_normal(length) * np.exp(
            -np.arange(length) / (0.25 * RATE)
        )
    return np.asarray(total / max(1e-9, np.abs(total).max()), np.float32)


def music(random: Random, seconds: float, *, loop: bool = False) -> Sound:
    """Notes of a scale over a bass and a drum; with `loop` a phrase that repeats to the very sample."""
    span = random.uniform(3, 8) if loop else seconds
    count = round(span * RATE)
    total = np.zeros(count + 3 * RATE)
    beat = random.uniform(0.28, 0.6)
    scale = 220 * 2 ** (np.array([0, 1, 4, 5, 7, 8, 11, 12, 13, 16]) / 12) * 2 ** random.uniform(-0.5, 0.5)
    for n in range(int(span / beat)):
        first = round(n * beat * RATE)
        for pitch, loud in ((random.choice(scale), 1.0), (scale[0] / 2, 0.5)):
            length = round(beat * RATE * random.choice((1, 1, 2, 3)))
            local = np.arange(length) / RATE
            note = sum(np.sin(2 * np.pi * pitch * k * local) / k for k in (1, 2, 3, 4, 5))
            total[first : first + length] += loud * note * np.exp(-local * 1.5)
        drum = np.arange(RATE // 8) / RATE
        total[first : first + len(drum)] += 0.8 * random.standard_normal(len(drum)) * np.exp(-drum * 40)
    phrase = total[:count]
    return _even(np.tile(phrase, int(seconds / span) + 2)[: round(seconds * RATE)])


def hum(random: Random, seconds: float) -> Sound:
    """A machine or a mains hum, exact to the sample."""
    at = np.arange(round(seconds * RATE)) / RATE
    base = random.choice((50.0, 100.0, 23.7, 61.3))
    return _even(sum(np.sin(2 * np.pi * base * k * at) / k**0.5 for k in range(1, 24)))


def exact_siren(random: Random, seconds: float, settings: tuple[float, float, float] | None = None) -> Sound:
    """A siren of one of three kinds whose sweep repeats exactly; `settings`: cycle, low, high."""
    at = np.arange(round(seconds * RATE)) / RATE
    kinds = ((0.25, 500.0, 1400.0), (3.0, 600.0, 1200.0), (1.0, 435.0, 580.0))
    cycle, low, high = settings or kinds[random.integers(3)]
    turn = (at * cycle + random.random()) % 1
    pitch = low + (high - low) * (0.5 - 0.5 * np.cos(2 * np.pi * turn))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    return _even(np.sin(phase) + 0.4 * np.sin(2 * phase) + 0.2 * np.sin(3 * phase))


def chant(random: Random, seconds: float, phrase_seed: int) -> Sound:
    """One phrase called again and again by living people: never twice alike in its timing and pitch."""
    parts, total = [], 0.0
    while total < seconds:
        phrase = voices(np.random.default_rng(phrase_seed), 2.4)
        called = stretched(phrase, random.uniform(0.93, 1.08))
        parts += [called + 0.15 * voices(random, len(called) / RATE)[: len(called)]]
        parts += [np.zeros(round(random.uniform(0.2, 0.5) * RATE))]
        total = sum(map(len, parts)) / RATE
    return _even(np.concatenate(parts)[: round(seconds * RATE)])


def _even(sound: Any) -> Sound:
    return np.asarray(np.asarray(sound) / (np.sqrt(np.mean(np.square(sound))) + 1e-9), np.float32)


def scene(random: Random, seconds: float, *, crowds: int = 2, with_music: float = 0.15) -> Scene:
    """Crowds, one or two voices, and each of the others by chance, 6 to 300 m away."""
    kinds: list[Callable[[], Sound]] = [lambda: murmur(random, seconds) for _ in range(crowds)]
    kinds += [lambda: voices(random, seconds)] * int(random.integers(1, 3))
    chances: tuple[tuple[float, Callable[[], Sound]], ...] = (
        (0.2, lambda: lower(drill.crowd(random, round(seconds * drill.RATE)))),
        (0.25, lambda: lower(drill.siren(random, round(seconds * drill.RATE)))),
        (0.25, lambda: exact_siren(random, seconds)),
        (0.4, lambda: lower(drill.hammering(random, round(seconds * drill.RATE)))),
        (0.4, lambda: lower(drill.engine(random, round(seconds * drill.RATE)))),
        (0.2, lambda: hum(random, seconds)),
        (0.3, lambda: blasts(random, seconds)),
        (with_music, lambda: music(random, seconds)),
    )
    kinds += [kind for chance, kind in chances if random.random() < chance]
    return Scene(tuple(placed(random, kind()) for kind in kinds), seconds)


def placed(random: Random, sound: Sound) -> Source:
    """A sound somewhere in the scene, at a level of its own."""
    return Source(_even(sound), _place(random, 6, 300), _level(random))


def _place(random: Random, nearest: float, farthest: float) -> npt.NDArray[np.float64]:
    away, turn = np.exp(random.uniform(np.log(nearest), np.log(farthest))), random.uniform(0, 2 * np.pi)
    return np.array([away * np.cos(turn), away * np.sin(turn)])


def _level(random: Random) -> float:
    return float(10 ** (random.uniform(-6, 12) / 20))


def record(
    random: Random, place: Scene, microphone: Microphone, *, operator: bool = False, handling: bool = False
) -> Take:
    """What the microphone hears, at a peak of 0.5, its own noise 18 to 35 dB under it."""
    count = round(microphone.seconds * RATE)
    total = np.zeros(count)
    arrivals, levels = [], []
    for source in place.sources:
        away = max(3.0, float(np.linalg.norm(source.place - microphone.place)))
        heard = np.zeros(count)
        for echo in range(6):
            path = away if not echo else away * random.uniform(1.05, 1.8) + random.uniform(2, 40)
            gain = source.level * 10 / path * (1 if not echo else random.uniform(0.1, 0.5))
            heard += gain * _delayed(source.sound, microphone.start - path / SPEED, count)
        heard = _air(heard, away)
        total += heard
        arrivals.append(away / SPEED - microphone.start)
        levels.append(np.sqrt(np.mean(np.square(heard))))
    level = np.sqrt(np.mean(np.square(total))) + 1e-9
    if operator:
        total += level * random.uniform(0.5, 2) * voices(random, microphone.seconds)[:count]
    if handling:
        total += level * 3 * _bumps(random, count)
    total += level * 10 ** (-random.uniform(18, 35) / 20) * random.standard_normal(count)
    shares = np.array(levels) / (sum(levels) + 1e-12)
    return Take(_peaked(total), np.array(arrivals), shares, microphone.start)


def _delayed(sound: Sound, start: float, count: int) -> npt.NDArray[np.float64]:
    """`count` samples from second `start`, between samples by a straight line."""
    first = int(np.floor(start * RATE))
    between = start * RATE - first
    held = np.zeros(count + 1)
    low, high = max(0, first), min(len(sound), first + count + 1)
    if high > low:
        held[low - first : high - first] = sound[low:high]
    return (1 - between) * held[:-1] + between * held[1:]


def _air(sound: npt.NDArray[np.float64], away: float) -> npt.NDArray[np.float64]:
    """High notes are lost on the way: over 100 m about 3 dB at 4 kHz."""
    pole = float(np.clip(away / 600, 0, 0.6))
    return np.asarray(signal.lfilter([1 - pole], [1, -pole], sound), np.float64)


def _bumps(random: Random, count: int) -> npt.NDArray[np.float64]:
    total = np.zeros(count)
    for _ in range(random.poisson(count / RATE / 5)):
        first = int(random.uniform(0, count))
        length = min(count - first, RATE // 5)
        at = np.arange(length) / RATE
        total[first : first + length] += np.sin(2 * np.pi * random.uniform(40, 160) * at) * np.exp(-at * 25)
    return total


def _peaked(sound: npt.NDArray[Any]) -> Sound:
    return np.asarray(0.5 * sound / (np.abs(sound).max() + 1e-9), np.float32)


def _noise(decibels: float) -> Callable[[Random, Take], Take]:
    def noisy(random: Random, take: Take) -> Take:
        level = np.sqrt(np.mean(np.square(take.sound))) * 10 ** (-decibels / 20)
        coloured = signal.lfilter([1], [1, -0.7], random.standard_normal(len(take.sound)))
        return replace(take, sound=_peaked(take.sound + level * _even(coloured)))

    return noisy


def _reverb(seconds: float) -> Callable[[Random, Take], Take]:
    def reverberant(random: Random, take: Take) -> Take:
        at = np.arange(round(seconds * RATE)) / RATE
        tail = random.standard_normal(len(at)) * 10 ** (-3 * at / seconds)
        tail[0] = 0.5 * np.sqrt(np.square(tail).sum())
        return replace(take, sound=_peaked(signal.fftconvolve(take.sound, tail)[: len(take.sound)]))

    return reverberant


def _codec(bits: int) -> Callable[[Random, Take], Take]:
    def coded(random: Random, take: Take) -> Take:
        return replace(take, sound=aac(take.sound, bits))

    return coded


def aac(sound: Sound, bits: int) -> Sound:
    """There and back through AAC in MP4, as long as before; the container takes the priming off."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE)
        stream.layout, stream.bit_rate = "mono", bits
        frame = av.AudioFrame.from_ndarray(sound[None, :], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    file.seek(0)
    with av.open(file, "r") as container:
        parts = [frame.to_ndarray()[0] for frame in container.decode(audio=0) if (frame.pts or 0) >= 0]
    back = np.concatenate(parts).astype(np.float32)
    return np.pad(back, (0, max(0, len(sound) - len(back))))[: len(sound)]


def _drifting(ppm: float) -> Callable[[Random, Take], Take]:
    """The recorder's clock runs fast by so much: a scene's second takes 1 + drift of the recording's."""

    def drifting(random: Random, take: Take) -> Take:
        rate = 1 + ppm * 1e-6
        at = np.arange(int(len(take.sound) * rate) - 2) / rate
        slow = signal.resample_poly(take.sound, 4, 1)  # finer, so that a straight line is near enough
        moved = np.interp(at * 4, np.arange(len(slow)), slow).astype(np.float32)
        return replace(take, sound=moved, drift=ppm * 1e-6)

    return drifting


def _clipped(random: Random, take: Take) -> Take:
    return replace(take, sound=np.clip(take.sound * 6, -0.5, 0.5))


def _telephone(random: Random, take: Take) -> Take:
    band = signal.butter(4, (300, 3400), "bandpass", fs=RATE, output="sos")
    return replace(take, sound=_peaked(signal.sosfiltfilt(band, take.sound)))


def _wind(random: Random, take: Take) -> Take:
    low = signal.butter(2, 180, fs=RATE, output="sos")
    rumble = _even(signal.sosfilt(low, random.standard_normal(len(take.sound))))
    gusts = np.interp(
        np.arange(len(rumble)), np.linspace(0, len(rumble), 40), np.clip(random.standard_normal(40), 0, None)
    )
    level = np.sqrt(np.mean(np.square(take.sound))) * 10 ** (15 / 20)
    return replace(take, sound=np.clip(take.sound + level * rumble * gusts, -0.7, 0.7).astype(np.float32))


def _gain_control(random: Random, take: Take) -> Take:
    power = signal.lfilter([1e-4], [1, -(1 - 1e-4)], np.square(take.sound))
    return replace(take, sound=_peaked(take.sound / (np.sqrt(power) + 0.01)))


def _mutes(random: Random, take: Take) -> Take:
    """A third is cut to digital silence in stretches, and one stretch is 20 times louder."""
    sound = take.sound.copy()
    count = len(sound)
    for _ in range(3):
        first = int(random.uniform(0, count * 0.9))
        sound[first : first + count // 9] = 0
    first = int(random.uniform(0, count * 0.9))
    sound *= 0.05
    sound[first : first + count // 10] *= 20
    return replace(take, sound=np.clip(sound, -0.99, 0.99))


def _chain(*steps: Callable[[Random, Take], Take]) -> Callable[[Random, Take], Take]:
    def damaged(random: Random, take: Take) -> Take:
        for step in steps:
            take = step(random, take)
        return take

    return damaged


DAMAGES: Mapping[str, Callable[[Random, Take], Take]] = {
    "clean": _chain(),
    "noise 10 dB": _noise(10),
    "noise 0 dB": _noise(0),
    "noise -5 dB": _noise(-5),
    "noise -10 dB": _noise(-10),
    "reverb 0.8 s": _reverb(0.8),
    "reverb + 0 dB + AAC 24k": _chain(_reverb(0.8), _noise(0), _codec(24_000)),
    "drift 100 ppm": _drifting(100),
    "drift 500 ppm": _drifting(500),
    "gain + hard clipping": _clipped,
    "reverb 1.5 s, -5 dB, AAC 16k, 100 ppm": _chain(_reverb(1.5), _noise(-5), _codec(16_000), _drifting(100)),
    "telephone band": _telephone,
    "wind": _wind,
    "automatic gain control": _gain_control,
    "mutes + a loud stretch": _mutes,
}
"""What is done to one of two recordings, by the rows of the table."""
