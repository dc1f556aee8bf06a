"""The track of panes: every picture's, for as long as the layout stays; and none where there are none."""

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tawthiq.app.watching import local_executor
from tawthiq.media.analyser import Seen, Table, Watched
from tawthiq.media.conformance import check_analyser
from tawthiq.media.points import MOST_POINTS
from tawthiq.watch.pane_cutting import Box
from tawthiq.watch.panes import Panes
from tests.match.invented import RATE, film
from tests.watch.test_pane_cutting import shown

Picture = npt.NDArray[np.uint8]
LEFT, RIGHT = Box(0, 45, 160, 135), Box(160, 45, 320, 135)
COLUMNS = (
    "seconds",
    "box",
    "hash",
    "quality",
    "count",
    "x",
    "y",
    "scale",
    "angle",
    "descriptor",
    "side",
    "grey",
)


def told(pictures: list[Picture]) -> list[Table]:
    panes = Panes()
    found = [
        finding
        for second, picture in enumerate(pictures)
        for finding in panes.see(Seen(Fraction(second), None, False, None, picture))
    ]
    found += panes.finish(Watched(Fraction(len(pictures)), len(pictures)))
    return [finding for finding in found if isinstance(finding, Table)]


def two_at_once(seconds: int) -> list[Picture]:
    one, other = (film(seed, seconds)[::RATE] for seed in (31, 32))
    black = np.zeros_like(one[0])
    return [shown(a, shown(b, black, RIGHT), LEFT) for a, b in zip(one, other, strict=True)]


def test_it_is_right() -> None:
    check_analyser("tawthiq.watch.panes:Panes", executor=local_executor(1))


def test_each_pane_of_each_picture_has_a_row_with_all_that_copies_are_found_by() -> None:
    (table,) = told([*film(33, 7)[::RATE], *two_at_once(9), *film(34, 7)[::RATE]])
    assert tuple(column.name for column in table.columns) == COLUMNS
    track = dict(zip(COLUMNS, table.arrays, strict=True))
    kept = np.unique(track["box"], axis=0)
    assert len(kept) == 2, "the panes keep their place, to the pixel, while they last"
    assert set(kept[:, 0].tolist()) == {0, round(65535 / 2)}
    seconds, times = np.unique(track["seconds"], return_counts=True)
    assert set(times.tolist()) == {2}
    assert seconds.min() >= 7
    assert seconds.max() <= 15
    assert len(seconds) >= 7, "at most the first and last seconds of a layout are lost"
    assert track["side"].tolist() == [[72, 128]] * len(track["seconds"])
    assert track["count"].min() > MOST_POINTS / 2, "as many points as a whole picture has"


def test_an_ordinary_film_has_no_track() -> None:
    assert told(film(33, 20)[::RATE]) == []


def test_rows_of_long_footage_go_home_in_parts() -> None:
    pictures = two_at_once(9)
    tables = told([pictures[n % 9] for n in range(160)])
    assert [table.goes_on for table in tables] == [True, False]
    seconds = np.concatenate([table.arrays[0] for table in tables])
    assert seconds.tolist() == [n // 2 for n in range(320)]
