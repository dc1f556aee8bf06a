"""Words and pictures: the real loading code, on models of three nodes."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tawthiq.media.messages import Maker, Measured
from tawthiq.record.draft import Draft
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.selector import Seconds
from tawthiq.record.statement import Method
from tawthiq.record.value import Text
from tawthiq.watch.key_pictures import COLUMNS
from tawthiq.watch.picture_words import FILES, PictureWords, check_picture_model
from tests.watch.tiny_clip import make_picture_model

pytest.importorskip("tokenizers", reason="the speech extra is not installed")

AT = Seconds(Fraction(3))
RED, GREEN, WHITE = (220, 20, 20), (20, 220, 20), (255, 255, 255)


def _shown(model: Path, colour: tuple[int, int, int], shape: tuple[int, int] = (18, 32)) -> list[Draft]:
    pixels = np.full((*shape, 3), colour, np.uint8)
    excerpt = Measured(Maker("tests", "1"), "x.picture", COLUMNS, len(pixels), (AT,))
    return list(PictureWords(str(model), "ab" * 32, ["red", "green"]).read(excerpt, {"pixel": pixels}))


def test_the_word_that_fits_is_proposed_with_its_probability(tmp_path: Path) -> None:
    folder = make_picture_model(tmp_path / "model")
    for colour, word in ((RED, "red"), (GREEN, "green")):
        (draft,) = _shown(folder, colour)
        assert draft.property == "picture.shows"
        assert isinstance(draft.value, Text)
        assert draft.value.text.startswith(f"{word} [probability by the model: ")
        assert draft.selectors == (AT,)
        assert draft.method is Method.INFERRED


def test_where_no_word_is_likelier_than_anything_else_nothing_is_said(tmp_path: Path) -> None:
    assert _shown(make_picture_model(tmp_path / "model"), WHITE) == []


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    reader = PictureWords(str(make_picture_model(tmp_path / "model")), "ab" * 32, ["red"])
    excerpt = Measured(Maker("tests", "1"), "x.picture", COLUMNS, 4)
    with pytest.raises(ValueError, match="no pixels"):
        list(reader.read(excerpt, {"pixel": np.zeros((4, 4), np.uint8)}))


def test_the_model_is_part_of_the_version(tmp_path: Path) -> None:
    reader = PictureWords(str(make_picture_model(tmp_path / "model")), "cd" * 32, ["red"])
    assert reader.version == "1 cdcdcdcdcdcd"


@pytest.mark.parametrize("gone", FILES)
def test_half_a_model_is_refused(tmp_path: Path, gone: str) -> None:
    folder = make_picture_model(tmp_path / "model")
    (folder / gone).unlink()
    with pytest.raises(ExtraMissing, match=gone):
        check_picture_model(folder)
