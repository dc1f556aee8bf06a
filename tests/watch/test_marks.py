"""Marks that stay put while the scene moves."""

from fractions import Fraction

import cv2
import numpy as np

from tawthiq.media.analyser import Finding, Picture, Seen, Watched
from tawthiq.record.draft import Draft
from tawthiq.record.selector import Frame, Region, Seconds
from tawthiq.record.value import Term
from tawthiq.watch.marks import Marks

HEIGHT, WIDTH = 180, 320


def scene(n: int, *, moving: bool = True) -> Picture:
    tiles = np.random.default_rng(n if moving else 0).integers(30, 220, (9, 16)).astype(np.uint8)
    return cv2.resize(tiles, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC).astype(np.uint8, copy=False)


def with_logo(picture: Picture) -> Picture:
    cv2.rectangle(picture, (260, 10), (300, 40), 255, -1)
    cv2.putText(picture, "TV", (264, 34), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    return picture


def with_banner(picture: Picture) -> Picture:
    picture[150:175] = 240
    cv2.putText(picture, "BREAKING NEWS FROM HERE", (10, 168), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2)
    return picture


def with_bars(picture: Picture) -> Picture:
    picture[:20] = picture[-20:] = 16
    return picture


def marks(pictures: list[Picture]) -> list[tuple[str, Seconds, Region]]:
    analyser = Marks()
    found: list[Finding] = []
    for n, picture in enumerate(pictures):
        frame = Frame(0, n, Fraction(1))
        found += analyser.see(Seen(Fraction(n), frame, is_key=False, luma=None, picture=picture))
    found += analyser.finish(Watched(Fraction(len(pictures))))
    told = []
    for draft in found:
        assert isinstance(draft, Draft)
        assert isinstance(draft.value, Term)
        span, region = draft.selectors
        assert isinstance(span, Seconds)
        assert isinstance(region, Region)
        told.append((draft.value.term, span, region))
    return told


def test_a_logo_and_where_it_is() -> None:
    ((kind, span, region),) = marks([with_logo(scene(n)) for n in range(20)])
    assert (kind, span) == ("logo", Seconds(Fraction(0), Fraction(20)))
    assert abs(float(region.x) - 260 / 3.2) < 3
    assert abs(float(region.y) - 10 / 1.8) < 3
    assert abs(float(region.width) - 40 / 3.2) < 4


def test_a_banner_over_half_of_the_film() -> None:
    shown = [with_banner(scene(n)) if n < 20 else scene(n) for n in range(40)]
    ((kind, span, region),) = marks(shown)
    assert (kind, float(span.start)) == ("banner", 0.0)
    assert abs(float(span.end or 0) - 20) <= 10
    assert float(region.y) > 75


def test_bars_at_the_edges_are_borders() -> None:
    found = marks([with_bars(scene(n)) for n in range(12)])
    assert [kind for kind, _, _ in found] == ["border", "border"]


def test_a_moving_scene_has_none_and_a_still_one_cannot_be_told() -> None:
    assert marks([scene(n) for n in range(20)]) == []
    assert marks([with_logo(scene(n, moving=False)) for n in range(20)]) == []


def test_an_even_road_at_the_edge_is_no_bar() -> None:
    road = np.linspace(51, 60, WIDTH).astype(np.uint8)  # a little brighter to one side, as invented ones are
    shown = [scene(n) for n in range(20)]
    for picture in shown:
        picture[-27:] = road
    assert [kind for kind, _, _ in marks(shown)] == []
