from fractions import Fraction
from pathlib import Path

import numpy as np

from tawthiq.drill.case_truth import DemoTruth
from tawthiq.drill.recode import decoded, decoded_sound
from tawthiq.drill.sound import RATE


def test_decoding_starts_exactly_where_it_was_asked(demo_folder: Path, demo_truth: DemoTruth) -> None:
    shown = list(decoded(demo_folder / demo_truth.long, Fraction(16, 5), Fraction(1)))
    assert [at for at, _ in shown] == [Fraction(48 + number, 15) for number in range(15)]
    assert shown[0][1].shape == (240, 426, 3)


def test_the_sound_of_a_cut_runs_with_its_pictures(demo_folder: Path, demo_truth: DemoTruth) -> None:
    (pair,) = (each for each in demo_truth.copies if not each.exact)
    copy = decoded_sound(demo_folder / pair.copy, Fraction(0), Fraction(2))
    of = decoded_sound(demo_folder / pair.of, pair.offset, Fraction(2))
    assert len(copy) == len(of) == 2 * RATE
    cross = np.fft.irfft(np.fft.rfft(of, 2**18) * np.conj(np.fft.rfft(copy, 2**18)), 2**18)
    lag = int(np.argmax(cross))
    assert min(lag, 2**18 - lag) < 0.03 * RATE
