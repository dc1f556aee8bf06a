"""Speech to text with faster-whisper (the `speech` extra), by a model in a local folder.

Settings after what was measured: temperature 0 (falling back to higher ones took six times the length of the
speech), no conditioning on the words before (they make loops), one language a span, and nothing where
the language is less than half sure. Numbers it hears are often wrong: they say so, and enter no tally.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.media.excerpts import FULL_SCALE, RATE
from tawthiq.media.messages import Measured
from tawthiq.record.draft import Draft
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Text, Unknown
from tawthiq.watch.unreviewed import marked

LEAST_LIKELY = 0.5
"""A language less probable is unknown."""

_FILES = ("config.json", "model.bin", "tokenizer.json")


class Whisper:
    """A whisper model in a local folder, and what is asked of it."""

    starts_programs = False

    def __init__(self, model: str, digest: str) -> None:
        """Loads `model`, a folder; `digest` of its weights goes into the version. Raises ExtraMissing."""
        whisper, release = _library()
        check_model(Path(model))
        self.version = f"{release} {digest[:12]}"
        self._model = whisper(model, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
        self.phrases(np.zeros(RATE, np.float32), "en")  # loads late what it needs, before the lock

    def language(self, samples: npt.NDArray[np.float32]) -> tuple[str, float]:
        """The most likely language and how likely it is."""
        language, likely, *_ = self._model.detect_language(samples)
        return str(language), float(likely)

    def phrases(self, samples: npt.NDArray[np.float32], language: str, task: str = "transcribe") -> list[Any]:
        """What is said, phrase by phrase; in English, whatever was said, where `task` is "translate"."""
        found, _ = self._model.transcribe(
            samples,
            language=language,
            task=task,
            temperature=0,
            condition_on_previous_text=False,
            vad_filter=False,
        )
        return list(found)


class Transcriber(Whisper):
    """A reader of sound excerpts (16 kHz): a "transcription" for each phrase, or unknown for the span."""

    name = "faster-whisper"

    def read(self, excerpt: Measured, columns: Mapping[str, npt.NDArray[Any]]) -> Iterable[Draft]:
        """What is said in one excerpt, at its seconds in the item."""
        seconds, samples = heard_in(excerpt, columns)
        language, likely = self.language(samples)
        if likely < LEAST_LIKELY:
            why = f"language not recognised: {language} at {likely:.2f}"
            yield Draft("transcription", Unknown(why), (Seconds(seconds.start, seconds.end),))
            return
        for words, where in worded(self.phrases(samples, language), seconds):
            yield Draft("transcription", Text(marked(words), language), (where,))


def heard_in(
    excerpt: Measured, columns: Mapping[str, npt.NDArray[Any]]
) -> tuple[Seconds, npt.NDArray[np.float32]]:
    """Where in the item an excerpt is from, and its samples, -1 to 1."""
    (seconds,) = (s for s in excerpt.selectors if isinstance(s, Seconds))
    return seconds, np.asarray(columns["sample"] / FULL_SCALE, np.float32)


def worded(phrases: Iterable[Any], seconds: Seconds) -> Iterator[tuple[str, Seconds]]:
    """The words of each phrase that has any, and where in the item they are said."""
    for phrase in phrases:
        words = " ".join(str(phrase.text).split())
        if words:
            yield words, Seconds(_at(phrase.start, seconds), _at(phrase.end, seconds))


def _at(second: float, excerpt: Seconds) -> MediaTime:
    """A second of the excerpt as one of the item, within the excerpt, to the hundredth."""
    time = excerpt.start + Fraction(max(0, round(second * 100)), 100)
    return time if excerpt.end is None else min(time, excerpt.end)


def check_model(folder: Path) -> None:
    """Raises ExtraMissing unless `folder` holds all of a model: nothing is ever fetched for it."""
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise ExtraMissing(
            f"{folder} is no whisper model: {', '.join(missing)} not there",
            mend="Name a folder with a whisper model as faster-whisper reads it (CTranslate2).",
        )


def _library() -> tuple[Any, str]:
    try:
        from faster_whisper import WhisperModel, __version__
    except ImportError as cause:
        raise ExtraMissing(
            "speech to text is not installed", mend="Install the extra: pip install 'tawthiq-record[speech]'."
        ) from cause
    _quiet_progress_bars()
    return WhisperModel, str(__version__)


def _quiet_progress_bars() -> None:
    """Its progress bars share a lock between processes, whose loss would be told on the screen at the end."""
    bars: Any = import_module("tqdm")
    bars.tqdm.set_lock(RLock())
