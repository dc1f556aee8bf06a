"""Regions of writing over a picture that moves."""

from fractions import Fraction

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.media.analyser import Picture, Seen, Table, Watched
from tawthiq.media.conformance import check_analyser
from tawthiq.media.kinds import Role
from tawthiq.media.probe import Probe
from tawthiq.record.selector import Region, Seconds
from tawthiq.watch.text_regions import TextRegions, region, shared, text_boxes

VIDEO = Probe("mp4", Role.VIDEO, width=960, height=540)
BANNER = (40, 440, 600, 50)


def frame(number: int, words: str = "") -> Picture:
    """A rough wall that goes by, and a banner with `words`."""
    random = np.random.default_rng(1)
    wall = cv2.resize(
        random.integers(0, 255, (60, 200), dtype=np.uint8), (2000, 600), interpolation=cv2.INTER_CUBIC
    )
    picture = np.array(wall[:540, number * 40 : number * 40 + 960], np.uint8)
    if words:
        x, y, width, height = BANNER
        cv2.rectangle(picture, (x, y), (x + width, y + height), 40, -1)
        cv2.putText(picture, words, (x + 10, y + 35), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 250, 2, cv2.LINE_AA)
    return picture


def found(*pictures: Picture) -> list[Table]:
    analyser = TextRegions()
    analyser.wants(VIDEO)
    told: list[object] = []
    for second, picture in enumerate(pictures):
        told += analyser.see(Seen(Fraction(second), None, True, None, picture))
    told += analyser.finish(Watched(Fraction(len(pictures))))
    assert all(isinstance(each, Table) for each in told)
    return [each for each in told if isinstance(each, Table)]


def test_it_keeps_the_contract_of_analysers() -> None:
    check_analyser("tawthiq.watch.text_regions:TextRegions")


def test_a_banner_is_one_region_for_as_long_as_it_stays() -> None:
    pictures = [frame(n, "ALEPPO NEWS NETWORK" if 2 <= n < 7 else "") for n in range(12)]
    (banner,) = found(*pictures)
    seconds, where = banner.selectors
    assert seconds == Seconds(Fraction(2), Fraction(7))
    assert isinstance(where, Region)
    assert abs(float(where.y) - 100 * 440 / 540) < 4


def test_other_words_in_the_same_place_are_another_region() -> None:
    words = ["FIRST LINE OF NEWS"] * 4 + ["QUITE ANOTHER MATTER"] * 4
    regions = found(*(frame(n, text) for n, text in enumerate(words)))
    assert len(regions) == 2


def test_what_goes_by_and_what_flashes_is_none() -> None:
    assert found(*(frame(n) for n in range(8))) == []
    assert found(frame(0), frame(1, "ONCE ONLY"), *(frame(n) for n in range(2, 8))) == []
    assert text_boxes(np.zeros((540, 960), np.uint8)) == []


_BOXES = st.tuples(st.integers(0, 900), st.integers(0, 500), st.integers(1, 60), st.integers(1, 40))


@given(_BOXES, _BOXES)
def test_shares_and_regions_are_within_bounds(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int]
) -> None:
    assert 0 <= shared(one, other) <= 1
    assert shared(one, one) == 1
    assert region(one, (960, 540)).width > 0
