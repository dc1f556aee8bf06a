"""Speech to text: the real loading code, on a model of random numbers."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tawthiq.media.excerpts import COLUMNS, RATE
from tawthiq.media.messages import Maker, Measured
from tawthiq.record.draft import Draft
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Text, Unknown
from tawthiq.watch.transcribing import Transcriber, check_model
from tawthiq.watch.unreviewed import MARK, marked
from tests.watch.tiny_whisper import make_model

pytest.importorskip("faster_whisper", reason="the speech extra is not installed")

SPAN = Seconds(Fraction(10), Fraction(12))


def _said(model: Path) -> list[Draft]:
    noise = (np.random.default_rng(1).standard_normal(2 * RATE) * 3000).astype(np.int16)
    excerpt = Measured(Maker("tests", "1"), "x.sound", COLUMNS, len(noise), (SPAN,))
    return list(Transcriber(str(model), "ab" * 32).read(excerpt, {"sample": noise}))


def test_words_stand_at_their_seconds_in_their_language_with_numbers_marked(tmp_path: Path) -> None:
    drafts = _said(make_model(tmp_path / "model", speaks="ar"))
    assert drafts
    for draft in drafts:
        assert draft.property == "transcription"
        assert isinstance(draft.value, Text)
        assert (draft.value.language, draft.value.text.split()[0]) == ("ar", "word7")
        assert draft.value.text.endswith(MARK)
        (where,) = draft.selectors
        assert isinstance(where, Seconds) and where.end is not None
        assert SPAN.start <= where.start <= where.end <= 12


def test_a_language_less_than_half_sure_is_unknown(tmp_path: Path) -> None:
    (draft,) = _said(make_model(tmp_path / "model", sure=False))
    assert isinstance(draft.value, Unknown)
    assert draft.value.why.startswith("language not recognised")
    assert draft.selectors == (SPAN,)


def test_the_version_names_release_and_model(tmp_path: Path) -> None:
    reader = Transcriber(str(make_model(tmp_path / "model")), "cd" * 32)
    assert reader.version.split()[1] == "cdcdcdcdcdcd"


@pytest.mark.parametrize("gone", ["config.json", "model.bin", "tokenizer.json"])
def test_half_a_model_is_refused_and_nothing_fetched(tmp_path: Path, gone: str) -> None:
    folder = make_model(tmp_path / "model")
    (folder / gone).unlink()
    with pytest.raises(ExtraMissing, match=gone):
        check_model(folder)


def test_numbers_of_any_script_are_marked() -> None:
    assert marked("١٦ آب") == f"١٦ آب {MARK}"
    assert marked("آب") == "آب"
