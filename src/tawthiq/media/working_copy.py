"""A working copy that any browser plays: VP9 and Opus in MP4, every frame at its own media time.

Runs as an analyser in the locked child, which can open nothing; the file is made in memory and sent home in
pieces. MP4 because it keeps times as whole ticks of any length: WebM rounds them to milliseconds. The coder
is told nothing of times and may hold no frame back, so that each packet is given the time of its frame.
"""

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from tawthiq.media.analyser import Heard, Pictures, Piece, Samples, Seen, Sound, Wants, Watched
from tawthiq.media.analyser import Picture as Pixels
from tawthiq.media.kinds import Role
from tawthiq.media.playing import COPY_VERSION
from tawthiq.media.probe import Probe, StreamProbe
from tawthiq.media.sight import fitted
from tawthiq.record.errors import MediaError

LONG_SIDE = 1280
"""Pixels: enough to read a sign; what needs more needs the original."""

_EVERY_FRAME = Fraction(1_000_000)
"""Pictures a second asked for: more than any camera makes, so that each frame is due."""

_SOUND_RATE = 48_000
_MOST_TICKS = (1 << 31) - 1
"""Of an MP4's clock a second."""

_TOLD_RATE = 30
"""Frames a second, as far as the coder knows: it only counts them."""

_KEY_FRAMES = 30
"""Frames from one key frame to the next: so many at most are decoded to step one back."""

_PIECE = 32 << 20
_CODING = {
    "deadline": "realtime", "cpu-used": "7", "crf": "33", "lag-in-frames": "0", "auto-alt-ref": "0",
}  # fmt: skip
"""libvpx: constant quality, quick, and each frame out as soon as it is in."""


class WorkingCopy:
    """Makes the file, and hands it over when the footage is over."""

    name = "tawthiq working copy"
    version = COPY_VERSION

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self._out: OutputContainer | None = None
        self._video: VideoStream | None = None
        self._audio: AudioStream | None = None
        self._ticks = _SOUND_RATE
        self._frames = 0
        self._waiting: list[int] = []
        self._samples = 0

    def wants(self, probe: Probe) -> Wants:
        """Every frame, and all sound. Raises MediaError where no clock holds the times of the frames."""
        stream = probe.stream(probe.video)
        if stream:
            self._ticks = lcm(stream.time_base.denominator, probe.zero.denominator)
            if self._ticks > _MOST_TICKS:
                raise MediaError(
                    f"frames are timed in {self._ticks} parts of a second, more than MP4 can count"
                )
        self._begin(probe)
        return Wants(
            pictures=Pictures(_EVERY_FRAME, LONG_SIDE) if self._video else None,
            sound=Sound(_SOUND_RATE) if self._audio else None,
        )

    def see(self, seen: Seen) -> Iterable[Piece]:
        """Codes one frame and gives it its time."""
        if seen.picture is not None and self._video:
            self._waiting.append(int(seen.time * self._ticks))
            self._code(self._video, seen.picture)
        return ()

    def hear(self, heard: Heard) -> Iterable[Piece]:
        """Codes sound where it belongs: gaps are silent, what overlaps is left out."""
        at = round(heard.time * _SOUND_RATE)
        while at > self._samples:
            self._play(np.zeros(min(at - self._samples, _SOUND_RATE), np.float32))
        self._play(heard.samples[self._samples - at :])
        return ()

    def finish(self, watched: Watched) -> Iterator[Piece]:
        """The file. Raises MediaError where a frame got lost in coding."""
        if self._out is None:
            return
        for stream in (self._video, self._audio):
            if stream:
                self._mux(stream, None)
        if self._waiting:
            raise MediaError(f"{len(self._waiting)} of {self._frames} frames were not coded")
        self._out.close()
        kind = "video/mp4" if self._video else "audio/mp4"
        made = self._file.getbuffer()
        for start in range(0, len(made), _PIECE):
            yield Piece(kind, bytes(made[start : start + _PIECE]))

    def _begin(self, probe: Probe) -> None:
        ticks = dict.fromkeys(("movie_timescale", "video_track_timescale"), str(self._ticks))
        self._out = av.open(self._file, "w", format="mp4", options=ticks)
        if probe.video is not None:
            self._video = self._out.add_stream("libvpx-vp9", _TOLD_RATE, options=dict(_CODING))
            self._video.time_base = Fraction(1, self._ticks)
            self._video.width, self._video.height = fitted((probe.width, probe.height), LONG_SIDE)
            self._video.pix_fmt = "yuv420p"
            coder = self._video.codec_context
            coder.gop_size, coder.bit_rate, coder.thread_count = _KEY_FRAMES, 0, 1
        if probe.audio is not None:
            self._audio = self._out.add_stream("libopus", _SOUND_RATE, layout="mono")

    def _code(self, video: VideoStream, picture: Pixels) -> None:
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = self._frames, Fraction(1, _TOLD_RATE)
        self._frames += 1
        self._mux(video, frame)

    def _play(self, samples: Samples) -> None:
        if not len(samples) or not self._audio:
            return
        frame = av.AudioFrame.from_ndarray(samples[None, :], format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = _SOUND_RATE, self._samples, Fraction(1, _SOUND_RATE)
        self._samples += len(samples)
        self._mux(self._audio, frame)

    def _mux(self, stream: VideoStream | AudioStream, frame: av.VideoFrame | av.AudioFrame | None) -> None:
        assert self._out is not None
        for packet in stream.encode(frame):  # type: ignore[arg-type]  # each has its own kind of frame
            if stream is self._video:
                packet.time_base = Fraction(1, self._ticks)
                packet.pts = packet.dts = self._waiting.pop(0)
            self._out.mux(packet)


def _warm_up() -> None:
    """Code something once: what coders load late is there before the lock."""
    copy = WorkingCopy()
    copy.wants(_TRIAL)
    list(copy.see(Seen(Fraction(0), None, is_key=True, luma=None, picture=np.zeros((16, 16, 3), np.uint8))))
    list(copy.hear(Heard(Fraction(0), _SOUND_RATE, np.zeros(4800, np.float32))))
    list(copy.finish(Watched(Fraction(1, 10), 1)))


_TRIAL = Probe(
    "mp4", Role.VIDEO, width=16, height=16, video=0, audio=1,
    streams=(StreamProbe(0, "video", time_base=Fraction(1, 25)), StreamProbe(1, "audio")),
)  # fmt: skip
_warm_up()  # when imported: the fork server does it once for all children
