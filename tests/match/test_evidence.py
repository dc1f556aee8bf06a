"""What evidence is worth, and footage that holds none."""

import itertools

import numpy as np

from tawthiq.match.evidence import has_evidence, probability
from tawthiq.match.proposing import propose_no_evidence
from tests.match.invented import film, recorded
from tests.record.strategies import some_digest


def test_blank_and_dark_footage_is_no_usable_evidence() -> None:
    blank = recorded("blank", [np.full((180, 320), 200, np.uint8)] * 30)
    night = np.random.default_rng(1).normal(6, 1, (30, 180, 320))
    dark = recorded("dark", list(np.clip(night, 0, 255).astype(np.uint8)))
    assert not has_evidence(blank)
    assert not has_evidence(dark)
    assert has_evidence(recorded("film", film(1, 3)))
    said = propose_no_evidence(dark, some_digest("task"))
    assert (said.property, said.is_proposal) == ("no-usable-evidence", True)


def test_more_evidence_is_never_less_probable() -> None:
    stated = [probability(weight) for weight in (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 100.0, 1e6)]
    assert all(a <= b for a, b in itertools.pairwise(stated))
    assert stated[0] < 0.01
    assert 0.99 < stated[-1] <= 1
