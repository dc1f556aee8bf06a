"""Speech or no speech. Whose and what is not asked here."""

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from tawthiq.media.analyser import Finding, Heard, Seen, Sound, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column, Quantity
from tawthiq.record.written import rounded
from tawthiq.watch.stretches import Flags, Times, bridged, drafted, runs, stretches
from tawthiq.watch.windows import SOUND_RATE, Windows, hears_nothing

_STEP = 512
_STEP_SECONDS = _STEP / SOUND_RATE
_BEGINS, _GOES_ON = 0.5, 0.35
"""The threshold its makers recommend, and the lower one that ends a stretch (get_speech_timestamps)."""

_GAP_SECONDS = 0.3
_LEAST_SECONDS = 0.25

_COLUMNS = (Column("seconds", "s"), Column("probability", "1"))


class Speech:
    """A track "track.speech", a row every 32 ms, and a "sound.speech" a stretch: the mean probability."""

    name: ClassVar = "tawthiq.speech"
    version: ClassVar = "1+silero-6.2.3"

    def __init__(self) -> None:
        self._model: ModuleType = import_module("tawthiq.watch.silero")  # heavy, before the lock
        self._windows = Windows(_STEP, _STEP)
        self._state = self._model.fresh()
        self._seconds: list[Times] = []
        self._found: list[npt.NDArray[np.float32]] = []

    def wants(self, probe: Probe) -> Wants:
        """Sound at the common rate, which is the model's."""
        return Wants(sound=Sound(SOUND_RATE)) if probe.audio is not None else Wants()

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Ask the model about a block."""
        seconds, rows = self._windows.add(heard)
        if not len(seconds):
            return ()
        if hears_nothing(rows):
            found, self._state = np.zeros(len(rows), np.float32), self._model.fresh()
        else:
            found, self._state = self._model.probabilities(rows, self._state)
        self._seconds.append(seconds)
        self._found.append(found)
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The track and the stretches."""
        if not self._seconds:
            return
        seconds, found = np.concatenate(self._seconds), np.concatenate(self._found)
        yield Table("track.speech", _COLUMNS, (seconds, found))
        is_speech = bridged(seconds, _lasting(found), _GAP_SECONDS)
        for rows, span in stretches(seconds, is_speech, _LEAST_SECONDS, _STEP_SECONDS):
            yield drafted("sound.speech", Quantity(rounded(float(found[rows].mean()), 2), "1"), span)


def _lasting(found: npt.NDArray[np.float32]) -> Flags:
    """True from where it begins until it no longer goes on."""
    goes_on = found >= _GOES_ON
    for first, after in runs(goes_on):
        begins = np.flatnonzero(found[first:after] >= _BEGINS)
        goes_on[first : first + int(begins[0]) if len(begins) else after] = False
    return goes_on
