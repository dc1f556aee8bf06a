"""Where the sun stands, by a formula of the drill's own, and what that makes of a shadow.

The low-precision formulas of the Astronomical Almanac, section C (about 0.01 degrees between 1950 and
2050); no refraction. `place` may have a better one: a drill must not borrow what it measures.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class SunAt:
    """Degrees: `azimuth` clockwise from true north in [0, 360), `elevation` above the horizon."""

    azimuth: float
    elevation: float

    def across(self, heading: float) -> tuple[float, float, float]:
        """The direction to the sun in a scene whose z axis points to `heading`: x, y, z, length 1."""
        turn, rise = math.radians(self.azimuth - heading), math.radians(self.elevation)
        return math.sin(turn) * math.cos(rise), math.sin(rise), math.cos(turn) * math.cos(rise)


def sun_at(moment: datetime, latitude: float, longitude: float) -> SunAt:
    """The sun at a moment (with its zone) over a place in degrees."""
    days = (moment - _J2000).total_seconds() / 86_400
    anomaly = math.radians(357.529 + 0.98560028 * days)
    ecliptic = math.radians(
        280.459 + 0.98564736 * days + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly)
    )
    tilt = math.radians(23.439 - 0.00000036 * days)
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
    sidereal = math.radians(15 * ((18.697374558 + 24.06570982441908 * days) % 24) + longitude)
    return _over(math.radians(latitude), declination, sidereal - ascension)


def _over(latitude: float, declination: float, hour: float) -> SunAt:
    """From the hour angle in radians to what stands over that latitude."""
    rise = math.asin(
        math.sin(latitude) * math.sin(declination)
        + math.cos(latitude) * math.cos(declination) * math.cos(hour)
    )
    turn = math.atan2(
        -math.sin(hour),
        math.tan(declination) * math.cos(latitude) - math.sin(latitude) * math.cos(hour),
    )
    return SunAt(math.degrees(turn) % 360, math.degrees(rise))
