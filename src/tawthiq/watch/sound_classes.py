"""Kinds of sound, by a model of the AudioSet family in a local folder, run by onnxruntime on one thread.

The folder holds `model.onnx` and `labels.txt`, one label a line. The model takes mono sound at 16 kHz, as
(samples,) or (1, samples), and gives scores 0 to 1, (frames, labels) or (labels,), frames evenly over the
sound: so YAMNet does, and exports of others can. No such model is shipped; none could be obtained.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from tawthiq.media.excerpts import FULL_SCALE
from tawthiq.media.messages import Measured
from tawthiq.record.draft import Draft
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Term
from tawthiq.watch.one_session import session

MODEL, LABELS = "model.onnx", "labels.txt"

_LEAST_SURE = 0.5
_MOST_LABELS = 3
"""Labels told of one frame: beyond the strongest few, such models name half their list."""

_Scores: TypeAlias = npt.NDArray[np.float32]


class SoundClasses:
    """A reader of sound excerpts (16 kHz): a "sound.event" with a label, for as long as it is likely."""

    name = "tawthiq.sound-classes"
    starts_programs = False

    def __init__(self, model: str, digest: str) -> None:
        """Loads the model in the folder `model`. Raises ExtraMissing."""
        folder = Path(model)
        check_sound_model(folder)
        self._session = session(folder / MODEL)
        self._labels = (folder / LABELS).read_text("utf-8").split("\n")
        self.version = f"1 {digest[:12]}"

    def read(self, excerpt: Measured, columns: Mapping[str, npt.NDArray[Any]]) -> Iterable[Draft]:
        """The sounds of one excerpt. Raises ValueError where the model and its labels do not fit."""
        (seconds,) = (s for s in excerpt.selectors if isinstance(s, Seconds))
        samples = np.asarray(columns["sample"] / FULL_SCALE, np.float32)
        scores = self._scores(samples)
        length = Fraction(len(samples), _RATE) / len(scores)
        for label, first, after in likely(scores):
            where = Seconds(seconds.start + first * length, seconds.start + after * length)
            yield Draft("sound.event", Term(self._labels[label]), (where,))

    def _scores(self, samples: npt.NDArray[np.float32]) -> _Scores:
        given, *_ = self._session.get_inputs()
        sound = samples[None, :] if len(given.shape) == 2 else samples
        found = np.asarray(self._session.run(None, {given.name: sound})[0], np.float32)
        scores = found.reshape(-1, found.shape[-1])
        if not len(scores) or scores.shape[1] > len(self._labels):
            raise ValueError(f"scores {found.shape} do not fit {len(self._labels)} labels")
        return scores


_RATE = 16_000


def likely(scores: _Scores) -> Iterator[tuple[int, int, int]]:
    """Label, first frame, and the frame after the last, of each run in which a label is likely."""
    strongest = np.argsort(-scores, axis=1)[:, :_MOST_LABELS]
    told = np.zeros(scores.shape, bool)
    np.put_along_axis(told, strongest, values=True, axis=1)
    told &= scores >= _LEAST_SURE
    for label in np.flatnonzero(told.any(axis=0)):
        for first, after in _runs(told[:, label].tolist()):
            yield int(label), first, after


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for place, flag in enumerate([*flags, False]):
        if flag and first is None:
            first = place
        elif not flag and first is not None:
            yield first, place
            first = None


def check_sound_model(folder: Path) -> None:
    """Raises ExtraMissing unless `folder` holds a model and its labels."""
    missing = [name for name in (MODEL, LABELS) if not (folder / name).is_file()]
    if missing:
        raise ExtraMissing(
            f"{folder} is no model of sounds: {', '.join(missing)} not there",
            mend=f"Name a folder with {MODEL} and {LABELS} (docs of watch/sound_classes.py).",
        )
