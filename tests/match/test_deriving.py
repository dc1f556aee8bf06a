"""Who was made from whom: said with two reasons, unsaid with one or with any against."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from tawthiq.match.aligning import Line
from tawthiq.match.deriving import Origin, derived_from
from tawthiq.match.frame import Frame
from tawthiq.match.recording import Recording
from tawthiq.match.segment import Segment
from tawthiq.match.terms import COPY, SAME_SCENE
from tawthiq.record.when import instant, wall_clock
from tests.match.invented import film, recorded

LONG, SHORT = (replace(recorded(n, film(1, s)), marks=None) for n, s in (("long", 12), ("short", 6)))
MARKS = np.zeros((72, 128), np.bool_)
ALL = Segment(0, 6, Line(3.0, 1.0), 0.1, COPY, 0.99, 20.0, 6, 1.0)
INSIDE = replace(ALL, region=Frame(20, 20, 60, 60))
EARLY, LATE = (instant(datetime(2013, 8, day, tzinfo=UTC)) for day in (16, 20))


def test_one_reason_is_not_enough() -> None:
    assert derived_from(SHORT, LONG, [ALL]) == ()
    assert derived_from(SHORT, LONG, []) == ()
    assert derived_from(SHORT, LONG, [replace(INSIDE, label=SAME_SCENE)]) == ()


@pytest.mark.parametrize(
    ("one", "segment", "here", "there", "words"),
    [
        (SHORT, INSIDE, Origin(), Origin(), "lies inside"),
        (replace(SHORT, marks=MARKS), ALL, Origin(), Origin(), "marks are burnt in"),
        (SHORT, ALL, Origin(pixels=1000), Origin(pixels=4000), "fewer pixels"),
        (SHORT, ALL, Origin(rewritten=True), Origin(), "written anew"),
        (SHORT, ALL, Origin(seen=(LATE,)), Origin(seen=(EARLY, LATE)), "seen later"),
    ],
)
def test_a_second_reason_is_told(
    one: Recording, segment: Segment, here: Origin, there: Origin, words: str
) -> None:
    found = derived_from(one, LONG, [segment], (here, there))
    assert len(found) == 2
    assert words in found[1]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (Origin(pixels=4000), Origin(pixels=1000)),
        (Origin(), Origin(rewritten=True)),
        (Origin(seen=(EARLY,)), Origin(seen=(LATE,))),
    ],
)
def test_a_reason_against_silences_all(here: Origin, there: Origin) -> None:
    assert derived_from(SHORT, LONG, [INSIDE])
    assert derived_from(SHORT, LONG, [INSIDE], (here, there)) == ()


def test_a_time_without_zone_is_no_reason() -> None:
    seen = wall_clock(datetime(2013, 8, 20)), wall_clock(datetime(2013, 8, 16))
    assert derived_from(SHORT, LONG, [ALL], (Origin(seen=seen[:1]), Origin(seen=seen[1:]))) == ()
