"""What is put on the shelf of a recording that copies show already."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.asking import ENOUGH, not_enough
from tawthiq.match.frame import WHOLE, Frame
from tawthiq.match.recording import Pane
from tawthiq.match.seams import End
from tests.match.invented import film, recorded
from tests.record.strategies import some_digest

LEFT, RIGHT = Frame(0, 0, 50, 100), Frame(50, 0, 50, 100)
PLAIN = recorded("two at once", film(1, 6))
ITEM = some_digest("A")


PAIR = replace(
    PLAIN,
    seconds=np.tile(PLAIN.seconds, 3),
    hashes=np.tile(PLAIN.hashes, (3, 1)),
    quality=np.tile(PLAIN.quality, 3),
    points=PLAIN.points * 3,
    panes=tuple(Pane(frame, picture) for frame in (LEFT, RIGHT) for picture in PLAIN.thumbnails),
)
WHOLES, LEFTS, RIGHTS = np.arange(3 * PLAIN.pictures).reshape(3, -1).tolist()


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=8))
def test_a_picture_is_held_until_enough_show_it(stretches: list[tuple[int, int]]) -> None:
    shown = [End(ITEM, (float(a), float(b))) for a, b in stretches]
    held = not_enough(PLAIN, shown)
    for row, second in enumerate(PLAIN.seconds):
        assert (row in held) == (sum(a <= second <= b for a, b in stretches) < ENOUGH)


def test_who_shows_one_pane_shows_neither_the_other_nor_both() -> None:
    for region, held in ((LEFT, [*WHOLES, *RIGHTS]), (WHOLE, []), (Frame(0, 0, 70, 100), RIGHTS)):
        assert not_enough(PAIR, [End(ITEM, (0.0, 6.0), region)] * ENOUGH) == held
        assert not_enough(PAIR, [End(ITEM, (0.0, 6.0), region)] * (ENOUGH - 1)) == [*WHOLES, *LEFTS, *RIGHTS]
