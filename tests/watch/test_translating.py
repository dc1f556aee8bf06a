"""Translation: another maker's statement, which says that nothing proves it."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tawthiq.media.excerpts import COLUMNS, RATE
from tawthiq.media.messages import Maker, Measured
from tawthiq.record.draft import Draft
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Text
from tawthiq.watch.transcribing import Transcriber
from tawthiq.watch.translating import UNPROVEN, SpeechTranslator
from tests.watch.tiny_whisper import make_model

pytest.importorskip("faster_whisper", reason="the speech extra is not installed")

SPAN = Seconds(Fraction(10), Fraction(12))


def _translated(model: Path) -> list[Draft]:
    noise = (np.random.default_rng(1).standard_normal(2 * RATE) * 3000).astype(np.int16)
    excerpt = Measured(Maker("tests", "1"), "x.sound", COLUMNS, len(noise), (SPAN,))
    return list(SpeechTranslator(str(model), "ab" * 32).read(excerpt, {"sample": noise}))


def test_it_is_in_english_unproven_and_at_its_seconds(tmp_path: Path) -> None:
    drafts = _translated(make_model(tmp_path / "model", speaks="ar"))
    assert drafts
    for draft in drafts:
        assert draft.property == "translation"
        assert isinstance(draft.value, Text)
        assert draft.value.language == "en"
        assert draft.value.text.endswith(UNPROVEN)
        (where,) = draft.selectors
        assert isinstance(where, Seconds) and SPAN.start <= where.start <= 12
    assert SpeechTranslator.name != Transcriber.name


def test_english_and_what_is_in_no_known_language_is_left_alone(tmp_path: Path) -> None:
    assert _translated(make_model(tmp_path / "english", speaks="en")) == []
    assert _translated(make_model(tmp_path / "unsure", sure=False)) == []
