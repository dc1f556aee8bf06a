"""Places as the public may see them: too coarse to find a house by, and never a bare point.

Policy: a centre rounded to 0.01° (about 1.1 km), a radius that covers where it was before and is at least
2 km, in whole 500 m; polygons become such a circle; the words in which a place was stated, which may hold
exact numbers, are left out.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from math import cos, hypot, radians

from tawthiq.record.area import Area, Circle
from tawthiq.record.value import Value

GRID = Decimal("0.01")
"""Degrees."""
LEAST_RADIUS = 2000
"""Metres: some thousand homes in a city, where 0.01° alone would leave a block."""
_STEP = 500
_METRES_A_DEGREE = 111_320
"""Of latitude; WGS 84 has 110,574 to 111,694."""


def coarse(value: Value) -> Value:
    """`value` as the public may see it; what is no place on a map stays as it is."""
    match value:
        case Circle(latitude=latitude, longitude=longitude, radius=radius):
            return _coarse(float(latitude), float(longitude), float(radius))
        case Area(corners=corners):
            north = sum(float(c.latitude) for c in corners) / len(corners)
            east = sum(float(c.longitude) for c in corners) / len(corners)
            reach = max(_metres(north, east, float(c.latitude), float(c.longitude)) for c in corners)
            return _coarse(north, east, reach)
        case _:
            return value


def _coarse(latitude: float, longitude: float, radius: float) -> Circle:
    north, east = _on_grid(latitude), _on_grid(longitude)
    needed = max(LEAST_RADIUS, radius + _metres(latitude, longitude, float(north), float(east)))
    return Circle(north, east, Decimal(-(-int(needed + 1) // _STEP) * _STEP))


def _on_grid(degrees: float) -> Decimal:
    return Decimal(degrees).quantize(GRID, ROUND_HALF_EVEN).normalize() + 0


def _metres(latitude: float, longitude: float, north: float, east: float) -> float:
    """How far apart, nearly: on a plane, which over a few kilometres errs by less than a metre."""
    across = (east - longitude) * cos(radians(latitude))
    return hypot(north - latitude, across) * _METRES_A_DEGREE
