"""The pass: one demultiplexing and decoding of a file, pictures and sound together.

Damage does not end it: what cannot be decoded is counted, and what comes after is looked at still.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from tawthiq.media.analyser import Heard
from tawthiq.media.caps import Caps
from tawthiq.media.ear import Ear, Resampling, seconds_of
from tawthiq.media.fan import Fan
from tawthiq.media.kinds import Kind
from tawthiq.media.opening import DECODING_ERRORS, check_pixels, open_container
from tawthiq.media.probe import Probe
from tawthiq.media.probing import coding
from tawthiq.media.sight import FrameSight
from tawthiq.record.errors import MediaError
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Frame

_PROGRESS_SECONDS = 2
_LONGEST_FRAME = 60
_SHOWN = (VideoFrame, AudioFrame)
_JITTER = 1e-6
_MISSING_SECONDS = 1
"""An end this much before the one stated by the file is called incomplete; headers are often a little off."""


@dataclass(slots=True)
class Tally:
    """What a pass has come to. `seconds`: the end of the last thing seen or heard, in media time."""

    ended: MediaTime = Fraction(0)
    shown: tuple[MediaTime, MediaTime] = (Fraction(0), Fraction(0))
    frames: int = 0
    corrupt: int = 0
    skipped: int = 0
    backward: int = 0
    backward_at: MediaTime | None = None
    errors: int = 0
    first_error: Exception | None = None
    error_at: MediaTime | None = None

    @property
    def seconds(self) -> MediaTime:
        """The later end, of what was heard and of the last frame."""
        return max(self.ended, self.shown[0] + self.shown[1])

    def reached(self, time: MediaTime) -> None:
        """Something ended at `time`."""
        self.ended = max(self.ended, time)

    def saw(self, time: MediaTime, lasting: MediaTime) -> None:
        """A frame, later than those before, that is shown for so long. Sums of fractions are put off."""
        if lasting is not self.shown[1]:  # the pass says the same duration by the same object
            self.ended = self.seconds
        self.shown = (time, lasting)
        self.frames += 1

    def jumped_back(self) -> None:
        """A frame that is not after the one before: which of the two is where it says, nobody knows."""
        self.skipped += 1
        self.backward += 1
        if self.backward_at is None:
            self.backward_at = self.seconds

    def failed(self, cause: Exception) -> None:
        """Something could not be decoded."""
        self.errors += 1
        if self.first_error is None:
            self.first_error, self.error_at = cause, self.seconds

    def is_complete(self, probe: Probe) -> bool:
        """Whether all was read that the file promised."""
        stated = probe.duration
        return not self.errors and (stated is None or self.seconds > stated - _MISSING_SECONDS)


@dataclass(frozen=True, slots=True)
class _Ticks:
    """Media time of a pts, (pts × `each` - `zero`) / `second`, as one fraction: three take longer."""

    each: int
    zero: int
    second: int

    @classmethod
    def of(cls, probe: Probe) -> "_Ticks":
        """Those of the stream that is looked at."""
        base = probe.streams[probe.video or 0].time_base
        second = math.lcm(base.denominator, probe.zero.denominator)
        zero = probe.zero.numerator * (second // probe.zero.denominator)
        return cls(base.numerator * (second // base.denominator), zero, second)

    def time(self, pts: int) -> MediaTime:
        """Exact."""
        return Fraction(pts * self.each - self.zero, self.second)


class Pass:
    """One pass over one file. `tally` is right at any time, also after it was stopped by an error."""

    def __init__(self, probe: Probe, fan: Fan, caps: Caps) -> None:
        self.tally = Tally()
        self._probe = probe
        self._fan = fan
        self._caps = caps
        self._zero = float(probe.zero)
        self._near = 0.0
        self._ticks = _Ticks.of(probe)
        self._last_pts: int | None = None
        self._durations: dict[int, Fraction] = {}
        self._listens = bool(fan.sound_rates)
        self._ear = Ear(probe.zero)
        self._resamplings = {rate: Resampling(rate) for rate in fan.sound_rates if rate is not None}

    def run(
        self,
        file: BinaryIO,
        kind: Kind,
        *,
        until: MediaTime | None = None,
        progress: Callable[[MediaTime], None] = lambda _: None,
    ) -> None:
        """Show `file` to the analysers, all of it or `until` that time. Raises MediaError, MediaTooLarge."""
        due, last = float(_PROGRESS_SECONDS), math.inf if until is None else float(until)
        with open_container(file, kind, self._caps) as container:
            for frame in self._frames(container):
                if isinstance(frame, VideoFrame):
                    self._look(frame)
                else:
                    self._listen(frame)
                if self._near >= due:
                    due = self._near + _PROGRESS_SECONDS
                    self._fan.show()  # what is called reached has been looked at
                    progress(self.tally.seconds)
                if self._near >= last:
                    self.tally.failed(MediaError("stopped just before an earlier child died"))
                    break
        self._hear(self._ear.flush())
        for rate, resampling in self._resamplings.items():
            self._play(resampling.flush(), rate)

    def _frames(self, container: InputContainer) -> Iterator[VideoFrame | AudioFrame]:
        streams = self._streams(container)
        try:
            for packet in container.demux(streams):
                yield from self._decoded(packet.decode)
        except DECODING_ERRORS as cause:
            self.tally.failed(cause)
            for stream in streams:  # the file broke off: what its decoders still hold
                if isinstance(stream, VideoStream | AudioStream):
                    yield from self._decoded(stream.decode)

    def _streams(self, container: InputContainer) -> list[Stream]:
        wanted = {self._probe.video, self._probe.audio if self._listens else None}
        for stream in container.streams:
            if stream.index not in wanted:
                stream.discard = Discard.all
            elif context := coding(stream):
                context.thread_count = 1  # one process a file, so one thread a process
        return [stream for stream in container.streams if stream.index in wanted]

    def _decoded(self, decode: Callable[[], Sequence[object]]) -> Sequence[VideoFrame | AudioFrame]:
        try:
            frames = decode()
        except DECODING_ERRORS as cause:
            self.tally.failed(cause)
            return ()
        return [frame for frame in frames if isinstance(frame, _SHOWN)]

    def _look(self, frame: VideoFrame) -> None:
        stream = self._probe.streams[self._probe.video or 0]
        pts, tally = frame.pts, self.tally
        if pts is None:
            tally.skipped += 1
            return
        if self._last_pts is not None and pts <= self._last_pts:
            tally.jumped_back()
            return
        time = self._ticks.time(pts)
        seconds = time.numerator / time.denominator
        if not 0 <= seconds <= self._caps.seconds:
            tally.skipped += 1
            return
        check_pixels(frame.width, frame.height, self._caps)
        self._last_pts = pts
        tally.corrupt += frame.is_corrupt
        lasting = self._lasting(frame.duration)
        tally.saw(time, lasting)
        self._near = max(self._near, seconds + lasting.numerator / lasting.denominator)
        sight = FrameSight(frame, self._probe.width, self._probe.height, self._probe.rotation)
        cited = Frame(stream.index, pts, stream.time_base)
        self._fan.see(time, cited, sight, is_key=frame.key_frame)

    def _lasting(self, stated: int) -> Fraction:
        """How long a frame is shown: by its own word if that can be believed, else by the frame rate."""
        if stated not in self._durations:
            stream = self._probe.streams[self._probe.video or 0]
            seconds = stated * stream.time_base
            usual = 1 / stream.rate if stream.rate else Fraction(0)
            self._durations[stated] = seconds if 0 < seconds <= _LONGEST_FRAME else usual
        return self._durations[stated]

    def _listen(self, frame: AudioFrame) -> None:
        # Floats here: there are more frames of sound than of pictures, and only blocks have a time.
        since_zero = seconds_of(frame) - self._zero
        if frame.pts is None or not -_JITTER < since_zero < self._caps.seconds:
            self.tally.skipped += 1
            return
        self._hear(self._ear.take(frame))

    def _hear(self, blocks: Iterable[Heard]) -> None:
        for heard in blocks:
            end = heard.time + Fraction(len(heard.samples), heard.rate)
            self.tally.reached(end)
            self._near = max(self._near, float(end))
            self._fan.hear(heard, None)
            for rate, resampling in self._resamplings.items():
                self._play(resampling.take(heard), rate)

    def _play(self, blocks: Iterable[Heard], rate: int) -> None:
        for heard in blocks:
            self._fan.hear(heard, rate)
