"""Sudden sounds: where one may begin, to the millisecond, and what is measured of it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.digest import digest_of
from tawthiq.watch.impulse_judge import JUDGE, WEIGHTS, WEIGHTS_DIGEST
from tawthiq.watch.sudden import HOP, SIZE, STEP, Spectra, candidates, measures, onset, spectra
from tests.watch.sounds import Wave, hiss, with_bangs


def seen(wave: Wave) -> Spectra:
    views = np.lib.stride_tricks.sliding_window_view(wave.astype(np.float32), SIZE)
    return spectra(views[::HOP])


def test_a_bang_is_a_candidate_and_its_onset_is_known_to_4_ms() -> None:
    found = seen(with_bangs(hiss(3, 0.02), [1.2345], 0.3))
    rows = candidates(found.bands)
    begins = [onset(found.fine, int(row)) * STEP for row in rows]
    assert min(abs(each - 1.2345) for each in begins) < 0.004


def test_measures_are_as_many_as_the_net_was_fitted_on_and_those_of_a_bang_are_likely() -> None:
    found = seen(with_bangs(hiss(4, 0.02), [2.0], 0.3))
    rows = candidates(found.bands)
    told = measures(found, rows)
    assert told.shape == (len(rows), len(JUDGE.centre))
    likely = JUDGE.probabilities(told)
    assert abs(rows[int(likely.argmax())] * STEP - 2.0) < 0.02
    assert likely.max() > 0.9


@given(st.integers(0, 400))
def test_measures_at_the_very_ends_are_finite(row: int) -> None:
    found = seen(hiss(0.2, 0.1))
    rows = np.array([min(row, len(found.bands) - 1)])
    assert np.isfinite(measures(found, rows)).all()
    assert 0 <= onset(found.fine, int(rows[0])) <= len(found.bands)


def test_the_weights_and_their_page_have_the_digest_stated() -> None:
    assert digest_of(WEIGHTS.read_bytes()) == WEIGHTS_DIGEST
    assert WEIGHTS_DIGEST in WEIGHTS.with_name("README.md").read_text("utf-8")
