import numpy as np

from tawthiq.drill.texture import front, paving, plaster, smoke_field


def test_the_same_numbers_paint_the_same_front() -> None:
    one, other = (front(np.random.default_rng(7), 8.0, 10.0) for _ in range(2))
    assert np.array_equal(one, other)
    assert one.std() > 30


def test_every_painter_survives_the_narrowest_and_widest_houses() -> None:
    for seed in range(12):
        rng = np.random.default_rng(seed)
        assert front(rng, 6.0, 5.0).shape == (110, 132, 3)
        assert front(rng, 13.0, 15.0).dtype == np.uint8
        assert plaster(rng, 40, 72).shape == (40, 72, 3)
        assert paving(rng, 7.0, 14.0).ndim == 3


def test_smoke_tiles_without_a_seam() -> None:
    field = smoke_field(np.random.default_rng(2))
    assert field.min() == 0
    assert field.max() == 1
    assert np.array_equal(field[0], field[-1])
    assert np.array_equal(field[:, 0], field[:, -1])
