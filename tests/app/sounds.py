"""Small recordings of one invented event: sound alone, as WAV, or with pictures of nothing."""

import wave
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tawthiq.drill.encode import PHONE, write
from tawthiq.drill.sound import RATE, Mix, Sound, event_sound, heard

STARTS = {"street.wav": 0.0, "roof.wav": 7.25, "window.wav": 12.5}
"""Seconds of the event at which each begins."""

SECONDS = 18.0


def write_wave(path: Path, sound: Sound) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def one_event(folder: Path) -> Path:
    """Three recordings of one event and one of another in `folder`."""
    folder.mkdir()
    sound = event_sound(7, 32, Mix(sirens=0.1))
    for number, (name, start) in enumerate(STARTS.items()):
        write_wave(folder / name, heard(sound, start, SECONDS, level=0.7 - 0.1 * number, seed=number))
    elsewhere = event_sound(8, 20, Mix())
    write_wave(folder / "elsewhere.wav", heard(elsewhere, 0, SECONDS, level=0.6, seed=9))
    return folder


def filmed(folder: Path, seed: int, cameras: Mapping[str, tuple[float, float]]) -> list[Path]:
    """One event by several cameras, each another picture; `cameras`: by file name, start and seconds."""
    lasts = max(start + seconds for start, seconds in cameras.values())
    sound = event_sound(seed, lasts + 2, Mix(sirens=0.1))
    for number, (name, (start, seconds)) in enumerate(cameras.items()):
        random = np.random.default_rng([seed, number])
        wall = random.integers(0, 256, (120, 160 + 15 * int(seconds + 1), 3), np.uint8)
        moving = [(n, np.ascontiguousarray(wall[:, n : n + 160])) for n in range(int(15 * seconds))]
        taken = heard(sound, start, seconds, level=0.7 - 0.1 * number, seed=number)
        write(folder / name, PHONE, pictures=moving, sound=taken)
    return [folder / name for name in cameras]
