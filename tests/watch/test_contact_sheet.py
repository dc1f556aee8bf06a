"""Key frames on one picture, with their times under them."""

from fractions import Fraction

import numpy as np

from tawthiq.watch.contact_sheet import ContactSheet


def sheet(count: int, width: int = 320, height: int = 180) -> ContactSheet:
    made = ContactSheet()
    for n in range(count):
        made.add(Fraction(10 * n), np.full((height, width, 3), 60 + n % 100, np.uint8))
    return made


def test_one_picture_is_no_sheet() -> None:
    assert sheet(0).picture() is None
    assert sheet(1).picture() is None


def test_they_stand_in_rows_in_order_of_time() -> None:
    picture = sheet(8).picture()
    assert picture is not None
    assert picture.shape == (4 + 2 * 110, 4 + 6 * 164, 3)
    assert [int(picture[50, 4 + 164 * n + 80, 0]) for n in range(6)] == [60, 61, 62, 63, 64, 65]
    assert [int(picture[160, 4 + 164 * n + 80, 0]) for n in range(3)] == [66, 67, 255]


def test_each_has_its_time_under_it() -> None:
    picture = sheet(3).picture()
    assert picture is not None
    under = picture[4 + 90 : 4 + 90 + 16]
    assert all(under[:, 4 + 164 * n : 4 + 164 * n + 60].min() < 100 for n in range(3))


def test_of_very_many_every_second_one_is_left_out() -> None:
    picture = sheet(1000, 40, 30).picture()
    assert picture is not None
    assert picture.shape[0] <= 4 + 16 * 50
    assert {int(picture[10, 4 + 60 * n + 10, 0]) for n in range(6)} == {60, 76, 92, 108, 124, 140}


def test_upright_and_lying_pictures_share_a_sheet() -> None:
    made = ContactSheet()
    made.add(Fraction(0), np.zeros((320, 180, 3), np.uint8))
    made.add(Fraction(1), np.zeros((180, 320, 3), np.uint8))
    picture = made.picture()
    assert picture is not None and picture.shape == (4 + 180, 4 + 2 * 164, 3)
