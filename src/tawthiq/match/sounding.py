"""The sound of one recording as it is compared: read from its stored track, never from the footage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken

Floats = npt.NDArray[np.float32]

RATE = 8_000
"""Samples of whitened sound a second."""

FRAMES = 100
"""Frames of the cepstral track a second."""

_FRAMES_A_ROW, _COEFFICIENTS, _BYTES_A_ROW = 50, 17, 2000
"""What half a second of a "track.sound" holds (`watch.sound_track`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Sounding:
    """A recording's cepstral track, (n, 17), and whitened sound, (m,); both zero where it is silent."""

    item: Digest
    cepstrum: Floats
    whitened: Floats

    @property
    def seconds(self) -> float:
        """How long it is, up to half a second."""
        return len(self.whitened) / RATE


def sounding(item: Digest, columns: Mapping[str, npt.NDArray[Any]]) -> Sounding:
    """The sound of `item` from the columns of its track. Raises LawBroken where they have another shape."""
    cepstrum, white = columns.get("cepstrum"), columns.get("whitened")
    if cepstrum is None or white is None:
        raise LawBroken("a track of sound has the columns cepstrum and whitened")
    rows = len(white)
    shapes = (rows, _FRAMES_A_ROW * _COEFFICIENTS), (rows, _BYTES_A_ROW)
    if (cepstrum.shape, white.shape) != shapes or white.dtype != np.uint8:
        raise LawBroken(f"a track of sound has rows of half a second, found {cepstrum.shape}, {white.shape}")
    nibbles = np.empty((rows, _BYTES_A_ROW, 2), np.float32)
    nibbles[..., 0], nibbles[..., 1] = white >> 4, white & 15
    return Sounding(
        item,
        cepstrum.reshape(-1, _COEFFICIENTS).astype(np.float32),
        nibbles.reshape(-1) - np.float32(8),
    )
