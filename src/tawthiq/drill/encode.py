"""Pictures and sound into a file as phones and platforms write them: one thread, no random marks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream

from tawthiq.drill.sound import RATE, Sound
from tawthiq.drill.texture import Image
from tawthiq.record.errors import ExtraMissing

_CHUNK = 4096

Timed = tuple[int, Image]
"""A picture and when it is shown, in ticks of the recipe."""


@dataclass(frozen=True)
class Recipe:
    """How a file is written. `tick` is the length of one tick of a picture's time, in seconds.

    `turn` is how far a player must turn the picture, in degrees counter-clockwise: 270 for a phone
    held upright.
    """

    video: str = "libx264"
    audio: str = "aac"
    tick: Fraction = Fraction(1, 15)
    options: dict[str, str] = field(default_factory=dict)
    sound_bits: int = 48_000
    turn: int = 0
    head_first: bool = False


_STEADY = {"x264-params": "mbtree=0"}
"""Measured with MALLOC_PERTURB_: x264's macroblock tree reads memory that nobody wrote, so the same
pictures gave other bytes from one run to the next. Without it they do not."""

PHONE = Recipe(options={"preset": "superfast", "crf": "27", "g": "60", **_STEADY})
"""H.264 and AAC in MP4, 15 pictures a second."""

UPRIGHT = Recipe(options=PHONE.options, turn=270)
"""The same from a phone held upright: stored lying down, with a matrix that says so."""

STREAMED = Recipe(options=PHONE.options, head_first=True)
"""The same with its index before its pictures, so that a cut tail leaves a readable head."""

PLATFORM = Recipe(options={"preset": "veryfast", "crf": "33", "g": "150", **_STEADY}, sound_bits=32_000)
"""As a video platform re-encodes: coarser pictures, coarser sound."""

UNEVEN = Recipe(
    video="libvpx-vp9",
    audio="libopus",
    tick=Fraction(1, 1000),
    options={"deadline": "realtime", "cpu-used": "8", "crf": "38", "b": "0", "g": "90"},
)
"""VP9 and Opus in WebM, times in milliseconds: pictures at uneven moments."""

HEVC = Recipe(
    video="libx265",
    options={
        "preset": "ultrafast",
        "crf": "30",
        "g": "60",
        "x265-params": "log-level=none:pools=none:frame-threads=1",
    },
)
"""H.265, as newer phones write."""

MESSENGER = Recipe(options={"preset": "veryfast", "crf": "35", "g": "150", **_STEADY}, sound_bits=24_000)
"""As a messenger sends it on: small and coarse."""

VOICE = Recipe(audio="libopus", sound_bits=24_000)
"""A voice note: Opus alone, in Ogg."""


def write(
    path: Path,
    recipe: Recipe,
    *,
    pictures: Iterable[Timed] = (),
    sound: Sound | None = None,
    ended_at: datetime | None = None,
    title: str = "",
) -> None:
    """Write the file; no pictures gives sound alone, no sound a silent film.

    `ended_at` is written as `creation_time` in UTC, as phones do at the end of recording. No place
    is ever written. `title` goes into the file's metadata. Raises ExtraMissing where this build of
    FFmpeg lacks a codec.
    """
    options = {"movflags": "+faststart"} if recipe.head_first else {}
    with av.open(str(path), "w", options={"fflags": "+bitexact", **options}) as box:
        if ended_at is not None:
            stamp = ended_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
            box.metadata["creation_time"] = stamp
        if title:
            box.metadata["title"] = title
        shown = iter(pictures)
        first = next(shown, None)
        film = None if first is None else _film(box, recipe, first[1])
        voice = None if sound is None else _voice(box, recipe)
        heard = iter(()) if sound is None else _chunks(sound)
        if film is not None and first is not None:
            _pictures(box, recipe, film, _chain(first, shown), voice, heard)
        _drain(box, film, voice, heard)


def _film(box: OutputContainer, recipe: Recipe, first: Image) -> VideoStream:
    rate = 15 if recipe.tick == Fraction(1, 1000) else int(1 / recipe.tick)
    try:
        stream = box.add_stream(recipe.video, rate=rate, options=dict(recipe.options))
    except av.codec.codec.UnknownCodecError as error:
        raise ExtraMissing(f"this build of FFmpeg cannot write {recipe.video}") from error
    if not isinstance(stream, VideoStream):
        raise ExtraMissing(f"{recipe.video} is not a codec for pictures")
    stream.height, stream.width = first.shape[:2]
    stream.pix_fmt = "yuv420p"
    stream.codec_context.thread_count = 1
    stream.codec_context.time_base = recipe.tick
    if recipe.turn:
        stream.set_display_rotation(recipe.turn)
    return stream


def _voice(box: OutputContainer, recipe: Recipe) -> AudioStream:
    try:
        stream = box.add_stream(recipe.audio, rate=RATE)
    except av.codec.codec.UnknownCodecError as error:
        raise ExtraMissing(f"this build of FFmpeg cannot write {recipe.audio}") from error
    if not isinstance(stream, AudioStream):
        raise ExtraMissing(f"{recipe.audio} is not a codec for sound")
    stream.codec_context.layout = "mono"
    stream.codec_context.bit_rate = recipe.sound_bits
    stream.codec_context.thread_count = 1
    return stream


def _pictures(
    box: OutputContainer,
    recipe: Recipe,
    film: VideoStream,
    shown: Iterator[Timed],
    voice: AudioStream | None,
    heard: Iterator[av.AudioFrame],
) -> None:
    """Pictures in order, the sound kept level with them so that a cut file loses both alike."""
    sounded, colours = Fraction(0), VideoReformatter()
    for ticks, picture in shown:
        drawn = av.VideoFrame.from_ndarray(picture, format="bgr24")
        frame = colours.reformat(drawn, format=film.pix_fmt, threads=1)
        frame.pts, frame.time_base = ticks, recipe.tick
        box.mux(film.encode(frame))
        while voice is not None and sounded <= ticks * recipe.tick:
            if (chunk := next(heard, None)) is None:
                break
            box.mux(voice.encode(chunk))
            sounded += Fraction(chunk.samples, RATE)


def _drain(
    box: OutputContainer,
    film: VideoStream | None,
    voice: AudioStream | None,
    heard: Iterator[av.AudioFrame],
) -> None:
    for chunk in heard:
        if voice is not None:
            box.mux(voice.encode(chunk))
    for stream in (film, voice):
        if stream is not None:
            box.mux(stream.encode(None))


def _chunks(sound: Sound) -> Iterator[av.AudioFrame]:
    """The sound as 16-bit frames of `_CHUNK` samples."""
    samples = np.round(np.clip(sound, -1, 1) * 32_000).astype(np.int16)
    for first in range(0, len(samples), _CHUNK):
        part = np.ascontiguousarray(samples[None, first : first + _CHUNK])
        frame = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, first, Fraction(1, RATE)
        yield frame


def _chain(first: Timed, rest: Iterator[Timed]) -> Iterator[Timed]:
    yield first
    yield from rest
