import pytest

from tawthiq.match.unique import unique_stretches


def test_what_no_copy_covers_is_unique() -> None:
    assert unique_stretches(60, [(10, 20), (15, 30), (50, 60)]) == ((0, 10), (30, 50))
    assert unique_stretches(60, []) == ((0, 60),)
    assert unique_stretches(8, [(0.2, 7.9)]) == ()
    assert unique_stretches(20, [(0, 20), (2, 4)]) == ()
    assert unique_stretches(9, [(0, 5)])[0] == pytest.approx((5, 9))
