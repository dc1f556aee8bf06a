"""A clip cut out of a finished film and encoded again, as platforms do: real loss, exact offset."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from tawthiq.drill.sound import RATE, Sound
from tawthiq.drill.texture import Image

_LOCAL = {"protocol_whitelist": "file"}
"""A film must not make FFmpeg open anything else (facts: a playlist reaches for the network)."""


def decoded(source: Path, start: Fraction, seconds: Fraction) -> Iterator[tuple[Fraction, Image]]:
    """Pictures shown in [start, start + seconds) with their second in `source`; BGR."""
    colours = VideoReformatter()
    with av.open(str(source), options=_LOCAL) as box:
        stream = box.streams.video[0]
        stream.codec_context.thread_count = 1
        tick = stream.time_base or Fraction(1, 1000)
        box.seek(int(start / tick), stream=stream)
        for frame in box.decode(stream):
            second = (frame.pts or 0) * tick
            if second >= start + seconds:
                return
            if second >= start:
                plain = colours.reformat(frame, format="bgr24", threads=1)
                yield second, np.asarray(plain.to_ndarray(), np.uint8)


def decoded_sound(source: Path, start: Fraction, seconds: Fraction) -> Sound:
    """The mono sound of that stretch, in [-1, 1] at `RATE`; shorter where the source ends."""
    first, count = round(start * RATE), round(seconds * RATE)
    parts: list[Sound] = []
    begins: int | None = None
    one_voice = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    with av.open(str(source), options=_LOCAL) as box:
        stream = box.streams.audio[0]
        tick = stream.time_base or Fraction(1, RATE)
        box.seek(int(max(Fraction(0), start - 1) / tick), stream=stream)
        for frame in box.decode(stream):
            at = round((frame.pts or 0) * tick * RATE)
            begins = at if begins is None else begins
            parts += [np.asarray(each.to_ndarray()[0], np.float32) for each in one_voice.resample(frame)]
            if at > first + count:
                break
    skip = max(0, first - (begins or 0))
    return np.concatenate(parts)[skip : skip + count]
