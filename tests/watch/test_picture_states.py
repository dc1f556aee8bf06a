"""Stretches without a moving picture."""

from fractions import Fraction

import numpy as np

from tawthiq.media.analyser import Finding, Picture, Seen, Watched
from tawthiq.record.draft import Draft
from tawthiq.record.selector import Frame, Seconds
from tawthiq.record.value import Term
from tawthiq.watch.picture_states import PictureStates

NOISE = np.random.default_rng(6)
BARS = np.repeat(np.array([235, 200, 160, 120, 90, 60, 40, 20], np.uint8), 10)[None, :].repeat(45, axis=0)
BLACK = np.full((45, 80), 16, np.uint8)
PICTURE = NOISE.integers(20, 230, (45, 80)).astype(np.uint8)


def lively() -> Picture:
    return NOISE.integers(20, 230, (45, 80)).astype(np.uint8)


def states(*stretches: tuple[Picture | None, float]) -> list[tuple[str, float, float]]:
    """What is said of pictures shown for so many seconds each, None for one that always changes."""
    analyser, n = PictureStates(), 0
    found: list[Finding] = []
    for picture, seconds in stretches:
        for _ in range(round(seconds * 25)):
            luma = lively() if picture is None else picture
            found += analyser.see(
                Seen(Fraction(n, 25), Frame(0, n, Fraction(1, 25)), is_key=False, luma=luma, picture=None)
            )
            n += 1
    found += analyser.finish(Watched(Fraction(n, 25)))
    told = []
    for draft in found:
        assert isinstance(draft, Draft)
        assert isinstance(draft.value, Term)
        (span,) = draft.selectors
        assert isinstance(span, Seconds)
        assert span.end is not None
        told.append((draft.value.term, round(float(span.start), 1), round(float(span.end), 1)))
    return told


def test_each_state_from_where_to_where() -> None:
    for state, picture in (("black", BLACK), ("test-card", BARS), ("frozen", PICTURE)):
        ((told, start, end),) = states((None, 2), (picture, 3), (None, 2))
        assert (told, abs(start - 2) < 0.3, abs(end - 5) < 0.3) == (state, True, True)


def test_what_is_short_or_moves_is_nothing() -> None:
    assert states((None, 2), (BLACK, 0.3), (None, 1), (PICTURE, 1), (None, 1)) == []
