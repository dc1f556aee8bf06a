"""What putting recordings on one clock needs of their sound, so that the footage need not be opened again."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Samples, Seen, Sound, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column
from tawthiq.watch.cepstrum import COEFFICIENTS, HOP, RATE, WIDTH, band_levels, cepstral_track
from tawthiq.watch.whitening import packed, whitened

Part = TypeVar("Part", bound=np.generic)

_ROW = RATE // 2
"""Samples of a row: half a second."""

_PIECE = 60 * RATE
"""Samples that are whitened at a time; a multiple of a row. A period is looked for in each piece anew."""

_MARGIN = 1024
"""Samples on either side of a piece that its frames reach into; a multiple of 2."""

_JUMP = RATE // 20
"""Samples by which a block's own time must differ from the count before it is believed: a gap of 50 ms."""

_LONGEST = 4 * 3600 * RATE
"""Samples from media time zero after which nothing is kept: four hours are 82 MB, and twice that at work."""


class SoundTrack:
    """A track "track.sound": seconds, cepstrum, whitened; a row each half second from media time zero.

    `cepstrum` (850 int8): 50 frames of 17 coefficients (`watch.cepstrum`), frame k about k × 10 ms + 5 ms;
    `whitened` (2000 bytes): 4000 samples at 8 kHz, 4 bits each, first in the high half, 8 is zero
    (`watch.whitening`). Where nothing is heard both are zero. Nothing where the sound is all silence.
    """

    name: ClassVar = "tawthiq.sound-track"
    version: ClassVar = "2"

    def __init__(self) -> None:
        self._waiting: list[Samples] = [np.zeros(_MARGIN, np.float32)]
        self._held = 0
        self._end = 0
        self._levels: list[npt.NDArray[np.int16]] = []
        self._whitened: list[npt.NDArray[np.uint8]] = []

    def wants(self, probe: Probe) -> Wants:
        """Sound at 16 kHz, where there is any."""
        return Wants(sound=Sound(RATE)) if probe.audio is not None else Wants()

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Lay a block at its place, with silence before it where there is a gap; work off full pieces."""
        at = round(heard.time * RATE)
        samples = heard.samples
        if at >= _LONGEST:
            return ()
        if abs(at - self._end) > _JUMP:
            self._silence(at - self._end)
            samples = samples[max(0, self._end - at) :]
        self._take(samples[: max(0, _LONGEST - self._end)])
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track, where anything was heard."""
        if not self._end:
            return
        rows = -(-self._end // _ROW)
        self._silence(rows * _ROW - self._end)
        if self._held:
            self._work(self._held)
        cepstrum = cepstral_track(_joined(self._levels))
        if cepstrum.any():
            columns = (Column("seconds", "s"), Column("cepstrum", "1"), Column("whitened", "1"))
            arrays = (
                np.arange(rows) / 2,
                cepstrum.reshape(rows, _ROW // HOP * COEFFICIENTS),
                _joined(self._whitened).reshape(rows, _ROW // 4),
            )
            yield Table("track.sound", columns, arrays)

    def _silence(self, count: int) -> None:
        """Takes that many samples of nothing, never more than a piece at a time."""
        while count > 0:
            some = min(count, _PIECE)
            self._take(np.zeros(some, np.float32))
            count -= some

    def _take(self, samples: Samples) -> None:
        self._waiting.append(samples)
        self._held += len(samples)
        self._end += len(samples)
        while self._held >= _PIECE + _MARGIN:
            self._work(_PIECE)

    def _work(self, count: int) -> None:
        """Measures the next `count` samples; what their frames reach into stays for the next piece."""
        sound = np.concatenate([*self._waiting, np.zeros(_MARGIN, np.float32)])
        piece = sound[: count + 2 * _MARGIN]
        before = _MARGIN - (WIDTH - HOP) // 2
        frames = piece[before : before + count + WIDTH - HOP]
        self._levels.append(band_levels(frames))
        white = whitened(piece) if piece.any() else np.zeros(len(piece) // 2, np.float32)
        self._whitened.append(packed(white[_MARGIN // 2 : _MARGIN // 2 + count // 2]))
        self._waiting = [sound[count:-_MARGIN]]
        self._held -= count


def _joined(parts: list[npt.NDArray[Part]]) -> npt.NDArray[Part]:
    """The parts end to end, which are let go one by one: hours of them are not kept twice."""
    whole = np.empty((sum(map(len, parts)), *parts[0].shape[1:]), parts[0].dtype)
    filled = 0
    while parts:
        part = parts.pop(0)
        whole[filled : filled + len(part)] = part
        filled += len(part)
    return whole
