"""Small made-up clips: what decoders warm up on, and what the conformance kit shows to analysers."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias, cast

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from tawthiq.media.analyser import Picture

_Packet: TypeAlias = "Packet[Stream]"

_TIME_BASE = Fraction(1, 12800)
_SOUND_FRAME = 1024


@dataclass(frozen=True, slots=True)
class Specimen:
    """A recipe for a clip: a texture that moves, and changes to another at each of `cuts` (seconds).

    `times` in seconds, one a picture, override `seconds` and `rate`. `tone` in Hz, 0 for silence, None
    for no sound at all; the sound begins `sound_delay` seconds after the pictures, those at `start` on
    the container's clock. `rotation` in degrees clockwise to display, by the container's matrix.
    """

    seconds: float = 2
    rate: int = 25
    width: int = 160
    height: int = 120
    cuts: tuple[float, ...] = ()
    times: tuple[float, ...] = ()
    rotation: int = 0
    tone: float | None = 440
    sound_rate: int = 44100
    sound_seconds: float | None = None
    sound_delay: float = 0
    start: float = 0
    brightness: float = 1
    has_pictures: bool = True
    video_codec: str = "libx264"
    pixel_format: str = "yuv420p"
    audio_codec: str = "aac"
    container: str = "mp4"
    seed: int = 1

    @property
    def moments(self) -> tuple[float, ...]:
        """Seconds at which a picture is shown, before `start` is added."""
        return self.times or tuple(n / self.rate for n in range(round(self.seconds * self.rate)))


def clip(recipe: Specimen) -> bytes:
    """The bytes of a clip after `recipe`. Encodes with what PyAV's wheels carry."""
    file = io.BytesIO()
    with av.open(file, "w", format=recipe.container) as container:
        pictures = _pictures(container, recipe) if recipe.has_pictures else iter(())
        sounds = _sounds(container, recipe) if recipe.tone is not None else iter(())
        # Both streams exist before the header is written; the muxer interleaves them.
        packets = [packet for stream in (list(pictures), list(sounds)) for packet in stream]
        for packet in sorted(packets, key=lambda p: (p.dts or 0) * p.time_base):
            container.mux(packet)
    return file.getvalue()


def texture(recipe: Specimen, shot: int, time: float) -> Picture:
    """The picture of shot number `shot` at `time`: RGB (height, width, 3)."""
    random = np.random.default_rng([recipe.seed, shot])
    tiles = random.integers(0, 256, (6, 8, 3)).astype(np.float32) * recipe.brightness
    rows = np.linspace(0, 5.99, recipe.height).astype(int)
    columns = np.linspace(0, 7.99, recipe.width).astype(int)
    picture = tiles[rows][:, columns]
    return np.roll(picture.astype(np.uint8), int(time * 20), axis=1)


def _pictures(container: OutputContainer, recipe: Specimen) -> Iterator[_Packet]:
    stream = cast(VideoStream, container.add_stream(recipe.video_codec, rate=recipe.rate))
    stream.width, stream.height, stream.pix_fmt = recipe.width, recipe.height, recipe.pixel_format
    if recipe.video_codec == "libx264":
        stream.codec_context.time_base = _TIME_BASE  # others know only steps of a frame
        stream.options = {"preset": "ultrafast", "threads": "1"}
    if recipe.rotation:
        stream.set_display_rotation(-recipe.rotation)

    def encoded() -> Iterator[_Packet]:
        for time in recipe.moments:
            shot = sum(time >= cut for cut in recipe.cuts)
            frame = av.VideoFrame.from_ndarray(texture(recipe, shot, time), format="rgb24")
            frame.pts, frame.time_base = round((recipe.start + time) / _TIME_BASE), _TIME_BASE
            yield from stream.encode(frame)
        yield from stream.encode(None)

    return encoded()


def _sounds(container: OutputContainer, recipe: Specimen) -> Iterator[_Packet]:
    stream = cast(AudioStream, container.add_stream(recipe.audio_codec, rate=recipe.sound_rate))
    stream.layout = "mono"
    rate = recipe.sound_rate
    start = round((recipe.start + recipe.sound_delay) * rate)
    seconds = recipe.sound_seconds
    if seconds is None:
        seconds = max(recipe.moments, default=0) + 1 / recipe.rate

    def encoded() -> Iterator[_Packet]:
        samples = _tone(recipe.tone or 0, rate, round(seconds * rate))
        for at in range(0, samples.shape[1], _SOUND_FRAME):
            block = np.ascontiguousarray(samples[:, at : at + _SOUND_FRAME])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = rate, start + at
            frame.time_base = Fraction(1, rate)
            yield from stream.encode(frame)
        yield from stream.encode(None)

    return encoded()


def _tone(hertz: float, rate: int, samples: int) -> npt.NDArray[np.float32]:
    wave = 0.5 * np.sin(2 * np.pi * hertz * np.arange(samples) / rate)
    return wave.astype(np.float32)[None, :]
