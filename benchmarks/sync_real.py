"""Scenes whose sources are real sounds, from a folder of clips: speech, engines, work, music.

None of them was recorded at one place by several microphones: the street, the distances and the damage are
as invented as in `sync_scenes`. Debian has such clips (pocketsphinx-testdata, asterisk-core-sounds-en-gsm,
asterisk-core-sounds-es-gsm, asterisk-moh-opsound-gsm, torcs-data): `apt-get download`, then `dpkg -x`.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import av
import numpy as np

from benchmarks import sync_scenes as made
from benchmarks.sync_scenes import RATE, Random, Scene, Sound

_ENDINGS = {".wav", ".gsm", ".ogg", ".flac", ".mp3", ".opus"}
_SHORTEST, _LONG = 0.7, 30.0
"""Seconds of a clip that is used at all, and of one that is taken for music."""


@cache
def clips(folder: Path, half: int) -> tuple[Sound, ...]:
    """Every second clip below `folder`, from the first or the second on: the halves share nothing."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS)
    read = (_read(path) for path in paths[half::2])
    return tuple(clip for clip in read if len(clip) >= _SHORTEST * RATE)


def street(folder: Path, half: int) -> Callable[[Random, float], Scene]:
    """What makes a scene of so many seconds from the clips of one half."""

    def scene(random: Random, seconds: float) -> Scene:
        short = [clip for clip in clips(folder, half) if len(clip) < _LONG * RATE]
        long = [clip for clip in clips(folder, half) if len(clip) >= _LONG * RATE]
        sounds = [_strung(random, short, seconds) for _ in range(int(random.integers(3, 6)))]
        if long and random.random() < 0.15:
            sounds.append(_strung(random, long, seconds))
        return Scene(tuple(made.placed(random, sound) for sound in sounds), seconds)

    return scene


def music(folder: Path) -> tuple[Sound, ...]:
    """The long clips, of both halves, each at unit level."""
    both = (clip for half in (0, 1) for clip in clips(folder, half) if len(clip) >= _LONG * RATE)
    return tuple(clip / np.float32(np.sqrt(np.square(clip).mean()) + 1e-9) for clip in both)


def _strung(random: Random, some: Sequence[Sound], seconds: float) -> Sound:
    """Clips drawn at random one after the other, with short pauses."""
    parts, lasts = [], 0
    while lasts < seconds * RATE:
        clip = some[int(random.integers(len(some)))]
        pause = np.zeros(round(random.uniform(0.05, 0.6) * RATE), np.float32)
        parts += [clip / (np.abs(clip).max() + 1e-6), pause]
        lasts += len(clip) + len(pause)
    return np.concatenate(parts)[: round(seconds * RATE)]


def _read(path: Path) -> Sound:
    """A clip, mono at RATE; empty where it cannot be read."""
    try:
        with av.open(str(path), "r") as container:
            heard = av.AudioResampler("flt", "mono", RATE)
            frames = [f for frame in container.decode(audio=0) for f in heard.resample(frame)]
    except (av.FFmpegError, IndexError):
        return _NOTHING
    return np.concatenate([f.to_ndarray()[0] for f in frames]).astype(np.float32) if frames else _NOTHING


_NOTHING: Sound = np.zeros(0, np.float32)
