"""Copies inside copies: found with their seconds and geometry, and nothing else taken for one."""

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.match.aligning import Line, Run
from tawthiq.match.comparing import compare, fitted
from tawthiq.match.geometry import Placement
from tawthiq.match.pixels import Agreement
from tawthiq.match.recording import Recording
from tawthiq.match.segment import Segment
from tawthiq.match.shelf import Shelf
from tawthiq.match.sighting import Sighting
from tawthiq.match.terms import COPY, SAME_SCENE
from tests.match.invented import RATE, Pictures, film, recorded
from tests.media.test_points import town

Picture = npt.NDArray[np.uint8]
WHOLE = film(1, 20)


def segments(one: Recording, other: Recording) -> tuple[Segment, ...]:
    shelf = Shelf(np.empty((0, 32), np.uint8))
    shelf.add(other, range(len(other.seconds)))
    return compare(one, other, shelf.ask(one).get(0, ()))


def edited(change: Callable[[Picture], Picture], start: float = 6.4, seconds: float = 8) -> Pictures:
    first, count = round(start * RATE), round(seconds * RATE)
    return [np.ascontiguousarray(change(p)) for p in WHOLE[first : first + count]]


def with_banner(picture: Picture) -> Picture:
    out = picture.copy()
    out[148:] = np.random.default_rng(3).integers(0, 256, (32, 320))
    return out


def inset(picture: Picture) -> Picture:
    out = np.full_like(picture, 90)
    out[40:130, 60:220] = cv2.resize(picture, (160, 90), interpolation=cv2.INTER_AREA)
    return out


EDITS: dict[str, tuple[Callable[[Picture], Picture], bool, int]] = {
    "nothing": (lambda p: p, False, 0),
    "darker": (lambda p: (p * 0.7).astype(np.uint8), False, 0),
    "crop": (lambda p: p[8:172, 10:300], False, 0),
    "mirror": (lambda p: p[:, ::-1], True, 0),
    "turned": (lambda p: np.rot90(p, -1), False, 270),
    "banner": (with_banner, False, 0),
    "letterbox": (lambda p: np.pad(p, ((30, 30), (0, 0))), False, 0),
    "small in frame": (inset, False, 0),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_excerpt_is_found_where_it_lies(name: str) -> None:
    change, mirror, rotation = EDITS[name]
    found = segments(recorded("copy", edited(change)), recorded("whole", WHOLE))
    assert [(s.label, s.mirror, s.rotation) for s in found] == [(COPY, mirror, rotation)]
    assert found[0].line.offset == pytest.approx(6.4, abs=0.15)
    assert (found[0].start, found[0].end) == pytest.approx((0, 8), abs=0.8)
    assert found[0].probability >= 0.9


def test_the_region_is_where_the_picture_lies() -> None:
    (found,) = segments(recorded("copy", edited(inset)), recorded("whole", WHOLE))
    seen = found.region
    assert (seen.x, seen.y, seen.width, seen.height) == pytest.approx((18.75, 22.2, 50, 50), abs=3)
    assert (found.region_there.width, found.region_there.height) == pytest.approx((100, 100), abs=3)


def test_two_films_shown_at_once_are_each_found_in_their_pane() -> None:
    """In an upright picture, each a quarter as wide as it was."""
    films = [film(seed, 8) for seed in (41, 42)]

    def shown(*pictures: Picture) -> Picture:
        out = np.zeros((320, 180), np.uint8)
        for place, picture in enumerate(pictures):
            small = cv2.resize(picture, (90, 51), interpolation=cv2.INTER_AREA)
            out[135:186, place * 90 : place * 90 + 90] = small
        return out

    both = recorded("both", [shown(a, b) for a, b in zip(*films, strict=True)])
    assert len({pane.frame for pane in both.panes}) == 2
    for left, pictures in zip((0, 50), films, strict=True):
        (found,) = segments(both, recorded("one", pictures))
        assert found.label == COPY
        assert [found.start, found.end] == pytest.approx([0, 8], abs=0.5)
        assert [found.line.offset, found.line.speed] == pytest.approx([0, 1], abs=0.1)
        here = found.region
        assert [here.x, here.y, here.width, here.height] == pytest.approx([left, 42, 50, 16], abs=4)


def test_another_place_is_no_copy() -> None:
    for seed in range(2, 5):
        assert segments(recorded("other", film(seed, 8)), recorded("whole", WHOLE)) == ()


def test_the_same_banner_on_two_places_is_no_copy() -> None:
    one, other = (recorded(str(n), [with_banner(p) for p in film(n, 8)]) for n in (11, 12))
    assert one.marks is not None
    assert segments(one, other) == ()


def test_one_intro_before_two_films_is_one_scene_and_no_copy() -> None:
    card = town(70, (180, 320))
    one, other = (recorded(str(n), [card] * (3 * RATE) + film(n, 8)) for n in (21, 22))
    assert {s.label for s in segments(one, other)} <= {SAME_SCENE}
    both = recorded("both", [card] * (3 * RATE) + WHOLE[:80])
    (found,) = (s for s in segments(both, recorded("whole", WHOLE)) if s.label == COPY)
    assert found.start == pytest.approx(3, abs=0.8), "what follows the card is a copy all the same"


def test_a_faster_copy_says_its_speed() -> None:
    quick = [WHOLE[round(n * 1.25)] for n in range(120)]
    (found,) = segments(recorded("quick", quick), recorded("whole", WHOLE))
    assert found.label == COPY
    assert found.line.speed == pytest.approx(1.25, abs=0.02)


def test_a_compilation_is_found_piece_by_piece() -> None:
    mixed = [*WHOLE[20:70], *film(9, 5), *WHOLE[120:180]]
    found = segments(recorded("mixed", mixed), recorded("whole", WHOLE))
    assert [round(s.line.offset) for s in found] == [2, 2]
    assert [s.start for s in found] == pytest.approx([0, 10], abs=0.6)


def test_two_moments_of_a_standing_camera_are_one_scene() -> None:
    standing = film(5, 30, moves=False)
    one, other = recorded("one", standing[:120]), recorded("other", standing[180:])
    found = segments(one, other)
    assert found
    assert {s.label for s in found} == {SAME_SCENE}


def passing(hand: int, seconds: int = 12) -> Pictures:
    """A camera that passes a wall, always at one pace along one line, in a hand of its own."""
    wall = town(31, (420, 900))
    shake = np.random.default_rng(hand).normal(0, 3, (seconds * RATE, 2))
    places = [(20 + 4 * n + round(x), 100 + round(y)) for n, (x, y) in enumerate(shake)]
    return [wall[y : y + 180, x : x + 320] for x, y in places]


def test_another_take_of_the_same_way_is_one_scene_and_no_copy() -> None:
    found = segments(recorded("one", passing(1)), recorded("other", passing(2)))
    assert found, "the place is known again"
    assert {s.label for s in found} == {SAME_SCENE}


def test_a_copy_of_one_take_is_a_copy() -> None:
    cropped = [np.ascontiguousarray(p[8:172, 10:300]) for p in passing(1)[24:]]
    found = segments(recorded("copy", cropped), recorded("one", passing(1)))
    assert [s.label for s in found] == [COPY]


def test_a_piece_of_a_compilation_ends_at_its_cut() -> None:
    mixed = [*WHOLE[24:70], *film(9, 5)]
    (found,) = segments(recorded("mixed", mixed), recorded("whole", WHOLE))
    assert (found.start, found.end) == pytest.approx((0, 4.6), abs=0.15)


def test_blank_footage_is_no_evidence() -> None:
    blank = [np.full((180, 320), 7, np.uint8)] * 50
    assert segments(recorded("blank", blank), recorded("blank too", blank)) == ()


def test_a_line_that_one_picture_tells_is_set_right_by_all_that_moves_about_it() -> None:
    """The second picture of three seconds is seen half a second off, as pictures a second apart are."""
    copy, whole = recorded("copy", edited(lambda p: p, start=6.5, seconds=3)), recorded("whole", WHOLE)
    placement = Placement(np.eye(3), 20)
    seen = Sighting(1, 8, mirror=False, placement=placement, agreement=Agreement(40, 40, 1.0))
    cells = np.ones(16), np.ones(16)
    found = fitted(copy, whole, Run(Line(7.0, 1.0), (seen,), 1, 0.0, 2.0), (0.5, 1.5), cells)
    assert found.line.offset == pytest.approx(6.5, abs=0.05)
    assert found.correlation > 0.9
