from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tawthiq.drill.recode import decoded, decoded_sound
from tawthiq.drill.sound import RATE
from tawthiq.drill.truth import read_truth
from tawthiq.drill.truth_footage import Segment, SoundIs
from tests.drill.tiny import tiny_drill


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_drill(tmp_path_factory)


@pytest.fixture(scope="module")
def piece(tiny: Path) -> Segment:
    """A stretch of a film in a copy at its own speed and with its own sound."""
    copies = read_truth(tiny / "truth.json").copies
    found = (s for copy in copies if copy.edits for s in copy.segments)
    return next(s for s in found if s.sound is SoundIs.SAME and s.speed == 1)


def test_decoding_starts_exactly_where_it_was_asked(tiny: Path, piece: Segment) -> None:
    start = Fraction(14, 5)
    shown = list(decoded(tiny / "material" / piece.b.path, start, Fraction(1)))
    assert [at for at, _ in shown] == [start + Fraction(number, 15) for number in range(15)]
    assert shown[0][1].shape == (240, 426, 3)


def test_the_sound_of_a_cut_runs_with_its_pictures(tiny: Path, piece: Segment) -> None:
    copy = decoded_sound(tiny / "material" / piece.a.path, piece.a.begins, Fraction(2))
    of = decoded_sound(tiny / "material" / piece.b.path, piece.b.begins, Fraction(2))
    assert len(copy) == len(of) == 2 * RATE
    cross = np.fft.irfft(np.fft.rfft(of, 2**18) * np.conj(np.fft.rfft(copy, 2**18)), 2**18)
    lag = int(np.argmax(cross))
    assert min(lag, 2**18 - lag) < 0.03 * RATE
