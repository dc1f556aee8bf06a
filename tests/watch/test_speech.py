"""Speech: the model is the one it should be, and noise and silence are none.

Real speech is measured by benchmarks/watch_quality.py.
"""

import numpy as np

from tawthiq.media.analyser import Table
from tawthiq.record.digest import digest_of
from tawthiq.watch.silero import MODEL, MODEL_DIGEST, fresh, probabilities
from tawthiq.watch.speech import Speech
from tests.watch.sounds import hiss, played, seconds, spans


def test_the_model_and_its_page_have_the_digest_stated() -> None:
    assert digest_of(MODEL.read_bytes()) == MODEL_DIGEST
    assert MODEL_DIGEST in MODEL.with_name("README.md").read_text("utf-8")


def test_noise_a_tone_and_silence_are_none_and_leave_a_track() -> None:
    for wave in (hiss(4, 0.1), 0.3 * np.sin(2 * np.pi * 440 * seconds(4)), 0 * seconds(4)):
        found = played(Speech(), wave)
        assert spans(found, "sound.speech") == []
        (track,) = [f for f in found if isinstance(f, Table)]
        assert len(track.arrays[0]) == 125


def test_blocks_give_what_one_piece_gives() -> None:
    rows = hiss(0.32, 0.1).astype(np.float32)[: 10 * 512].reshape(-1, 512)
    whole, _ = probabilities(rows, fresh())
    first, state = probabilities(rows[:4], fresh())
    second, _ = probabilities(rows[4:], state)
    assert np.allclose(whole, np.concatenate([first, second]), atol=1e-5)
