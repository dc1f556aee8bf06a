"""Speech put into English by a whisper model: beside the words heard, never instead of them.

How good it is for Arabic is not known: no recording of Arabic sentences could be obtained, and on spoken
letters it made words up. So it is another maker's statement, and says in its words that nothing proves it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy.typing as npt

from tawthiq.media.messages import Measured
from tawthiq.record.draft import Draft
from tawthiq.record.statement import Method
from tawthiq.record.value import Text
from tawthiq.watch.transcribing import LEAST_LIKELY, Whisper, heard_in, worded
from tawthiq.watch.unreviewed import marked

UNPROVEN = "[machine translation: unproven]"
"""Stands behind every phrase, so that no view can lose it."""

INTO = "en"
"""The one language that the model translates into."""


class SpeechTranslator(Whisper):
    """A reader of sound excerpts: a "translation" for each phrase not in English whose language is known."""

    name = "faster-whisper-translate"

    def read(self, excerpt: Measured, columns: Mapping[str, npt.NDArray[Any]]) -> Iterable[Draft]:
        """What is said in one excerpt, in English; nothing where it is in English or in no known language."""
        seconds, samples = heard_in(excerpt, columns)
        language, likely = self.language(samples)
        if likely < LEAST_LIKELY or language == INTO:
            return
        for words, where in worded(self.phrases(samples, language, "translate"), seconds):
            yield Draft("translation", Text(f"{marked(words)} {UNPROVEN}", INTO), (where,), Method.INFERRED)
