import random
from datetime import UTC, datetime, timedelta

import pandas as pd  # type: ignore[import-untyped]
import pvlib  # type: ignore[import-untyped]
import pytest

from tawthiq.drill.sun import SunAt, sun_at


def test_the_sun_agrees_with_pvlib() -> None:
    chance = random.Random(1)
    for _ in range(60):
        moment = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(8_000_000))
        latitude, longitude = chance.uniform(-60, 60), chance.uniform(-180, 180)
        told = pvlib.solarposition.get_solarposition(pd.DatetimeIndex([moment]), latitude, longitude).iloc[0]
        mine = sun_at(moment, latitude, longitude)
        assert mine.elevation == pytest.approx(told["elevation"], abs=0.05)
        if told["elevation"] < 80:
            turned = (mine.azimuth - told["azimuth"] + 180) % 360 - 180
            assert abs(turned) < 0.2


def test_the_direction_to_the_sun_is_told_in_the_axes_of_the_street() -> None:
    # The street runs east; the sun stands in the south: to the right of whoever looks along it.
    x, y, z = SunAt(azimuth=180.0, elevation=45.0).across(heading=90.0)
    assert (x, y, z) == pytest.approx((0.7071, 0.7071, 0.0), abs=1e-4)
