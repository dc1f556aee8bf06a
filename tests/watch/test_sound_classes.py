"""Kinds of sound: the real loading code, on a model of three nodes."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tawthiq.media.excerpts import COLUMNS, FULL_SCALE
from tawthiq.media.messages import Maker, Measured
from tawthiq.record.draft import Draft
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Term
from tawthiq.watch.sound_classes import LABELS, MODEL, SoundClasses, likely
from tests.watch.tiny_onnx import loudness_model

SPAN = Seconds(Fraction(10), Fraction(12))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / MODEL).write_bytes(loudness_model())
    (tmp_path / LABELS).write_text("Explosion\nSpeech\nSiren\n", "utf-8")
    return tmp_path


def _heard(folder: Path, peak: float) -> list[Draft]:
    samples = np.zeros(32_000, np.int16)
    samples[5] = round(peak * FULL_SCALE)
    excerpt = Measured(Maker("tests", "1"), "x.sound", COLUMNS, len(samples), (SPAN,))
    return list(SoundClasses(str(folder), "ab" * 32).read(excerpt, {"sample": samples}))


def test_labels_that_are_likely_stand_at_their_seconds(folder: Path) -> None:
    drafts = _heard(folder, 1.0)
    assert [d.value for d in drafts] == [Term("Explosion"), Term("Siren")]
    assert all(d.property == "sound.event" and d.selectors == (SPAN,) for d in drafts)
    assert [d.value for d in _heard(folder, 0.6)] == [Term("Explosion")]
    assert _heard(folder, 0.1) == []


def test_runs_of_frames_and_only_the_strongest_labels() -> None:
    scores = np.array([[0.9, 0.8, 0.7, 0.6], [0.9, 0, 0, 0], [0, 0, 0, 0], [0.6, 0, 0, 0]], np.float32)
    assert list(likely(scores)) == [(0, 0, 2), (0, 3, 4), (1, 0, 1), (2, 0, 1)]


def test_what_does_not_fit_is_said(folder: Path) -> None:
    (folder / LABELS).write_text("Explosion", "utf-8")
    with pytest.raises(ValueError, match="do not fit"):
        _heard(folder, 1.0)
    (folder / LABELS).unlink()
    with pytest.raises(ExtraMissing, match=LABELS):
        SoundClasses(str(folder), "ab")
