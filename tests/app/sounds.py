"""Small recordings of one invented event: sound alone, as WAV."""

import wave
from pathlib import Path

import numpy as np

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
