import numpy as np
import pytest

from tawthiq.drill.sound import RATE, Mix, Sound, crowd, engine, event_sound, hammering, heard, siren


def test_the_same_seed_sounds_the_same_and_another_does_not() -> None:
    one, again, other = (event_sound(seed, 2, Mix()) for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert abs(float(np.corrcoef(one, other)[0, 1])) < 0.2
    assert one.shape == (2 * RATE,)
    assert one.dtype == np.float32
    assert np.abs(one).max() <= 1


@pytest.mark.parametrize("source", [crowd, siren, hammering, engine])
def test_every_source_is_heard_and_stays_in_range(source: object) -> None:
    assert callable(source)
    sound: Sound = source(np.random.default_rng(4), 3 * RATE)
    assert sound.shape == (3 * RATE,)
    assert 0.01 < float(sound.std()) < 1.5


def test_a_camera_hears_its_slice_at_its_level() -> None:
    event = event_sound(3, 6, Mix())
    near, far = (heard(event, 2, 3, level=level, seed=9) for level in (0.9, 0.3))
    assert len(near) == 3 * RATE
    assert float(np.corrcoef(near, event[2 * RATE : 5 * RATE])[0, 1]) > 0.9
    assert float(near.std()) > 2 * float(far.std())


def test_two_cameras_agree_on_one_clock() -> None:
    event = event_sound(3, 8, Mix())
    one, other = heard(event, 0, 8, level=0.8, seed=1), heard(event, 3, 4, level=0.4, seed=2)
    size = 2 ** int(np.ceil(np.log2(len(one) + len(other))))
    cross = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)), size)
    assert int(np.argmax(cross)) == 3 * RATE
