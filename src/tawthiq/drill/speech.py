"""Recordings of people speaking, lent to a drill, since nothing that we install holds any.

A folder of 16-bit WAVE files with `speech.toml` beside them (or above), which says `source`, `licence` and
`language`. What is said stands in files named `transcription` or `*.transcription`, a line a recording:
`<s> the words </s> (name without its ending)`, as speech corpora write it. Nothing else is opened.
"""

import re
import tomllib
import wave
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.sound import RATE, Sound
from tawthiq.drill.truth_footage import LentSpeech, LentVoice
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import UsageError

CREDITS = "speech.toml"
_WORDS = re.compile(r"^(?:<s>)?\s*(?P<words>.*?)\s*(?:</s>)?\s*\((?P<name>[^()\s]+)\)\s*$")
_FRAME = 50
"""Frames a second in which a voice is told from silence."""
_QUIET = 400
"""A frame with so many times less power than the loudest (26 dB) is silence."""
_LOBES = 16
"""Of the windowed sine on each side, when samples are made in between."""
_SPREAD = 0.35
"""Root mean square of a recording: that of an engine or a crowd at level 1, so that levels compare."""

Samples = NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Utterance:
    """One recording, cut to where its voice begins and ends: at `RATE`, as loud as `_SPREAD`."""

    name: str
    words: str
    samples: Sound


@dataclass(frozen=True, eq=False)
class Speech:
    """All that was lent, in order of name, and what the truth says of it."""

    utterances: tuple[Utterance, ...]
    told: LentSpeech


def read_speech(folder: Path) -> Speech:
    """The speech in a folder. Raises UsageError on what is missing, or cannot be read as WAVE."""
    source, licence, language = _credits(folder)
    files = sorted(folder.rglob("*.wav"), key=lambda path: path.relative_to(folder).as_posix())
    if not files:
        raise UsageError(f"{folder} holds no recording (.wav)")
    words = {said: text for page in sorted(folder.rglob("*transcription")) for said, text in _said(page)}
    utterances, voices = [], []
    for path in files:
        name = path.relative_to(folder).as_posix()
        said = words.get((path.parent, path.stem), "")
        rate, samples = _read(path)
        utterances.append(Utterance(name, said, _finer(samples, RATE // rate)))
        voices.append(LentVoice(name, digest_of(path.read_bytes()), Fraction(len(samples), rate), said))
    return Speech(tuple(utterances), LentSpeech(source, licence, language, tuple(voices)))


def _credits(folder: Path) -> tuple[str, str, str]:
    """Source, licence and language: nothing is borrowed without saying whose it is."""
    try:
        body = tomllib.loads((folder / CREDITS).read_text("utf-8"))
        source, licence, language = (str(body[key]) for key in ("source", "licence", "language"))
    except (OSError, ValueError, KeyError) as cause:
        raise UsageError(
            f"{folder / CREDITS} does not say whose speech it is: {cause}",
            mend='Write three lines into it: source = "…", licence = "…", language = "en".',
        ) from cause
    return source, licence, language


def _said(page: Path) -> list[tuple[tuple[Path, str], str]]:
    found = (_WORDS.match(line) for line in page.read_text("utf-8").splitlines())
    return [((page.parent, each["name"]), each["words"]) for each in found if each]


def _read(path: Path) -> tuple[int, Samples]:
    """The rate, and the samples of the first channel between the voice's beginning and end."""
    try:
        with wave.open(str(path)) as box:
            rate, wide, channels = box.getframerate(), box.getsampwidth(), box.getnchannels()
            content = box.readframes(box.getnframes())
    except (wave.Error, EOFError) as cause:
        raise UsageError(f"{path.name} cannot be read as WAVE: {cause}") from cause
    if wide != 2 or RATE % rate:
        raise UsageError(f"{path.name}: expected 16 bits and a rate that divides {RATE}, found {rate} Hz")
    return rate, _voice(np.frombuffer(content, "<i2")[::channels], rate // _FRAME, path.name)


def _voice(samples: Samples, step: int, name: str) -> Samples:
    """What lies between the first and the last loud frame; whole numbers, so the same everywhere."""
    frames = samples[: len(samples) // step * step].astype(np.int64).reshape(-1, step)
    power = (frames**2).sum(axis=1)
    if not power.any():
        raise UsageError(f"{name} is silent")
    loud = np.flatnonzero(power * _QUIET > power.max())
    return samples[loud[0] * step : (loud[-1] + 1) * step]


def _finer(samples: Samples, times: int) -> Sound:
    """So many times as many samples, band-limited, as loud as `_SPREAD`."""
    spread = np.zeros(len(samples) * times)
    spread[::times] = samples
    at = np.arange(-_LOBES * times, _LOBES * times + 1) / times
    kernel = np.sinc(at) * np.hanning(len(at))
    smooth = np.convolve(spread, kernel, "same")
    return np.asarray(_SPREAD * smooth / np.sqrt(np.mean(np.square(smooth))), np.float32)
