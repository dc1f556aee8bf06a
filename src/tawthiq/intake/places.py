"""A pin on a map as exports give it: two numbers, turned into a place with a stated uncertainty."""

from decimal import Decimal

from tawthiq.record.area import Circle

PIN_RADIUS = Decimal(50)
"""Metres. A pin is a phone's fix or a finger on a map: among buildings a phone is right within some
20 m, a finger within about a house; 50 m covers both and stays honest about neither being measured."""

_PLACES = Decimal("0.0000001")


def pin(latitude: Decimal, longitude: Decimal, stated: str, *, radius: Decimal = PIN_RADIUS) -> Circle:
    """The circle around a pin, WGS 84, rounded to 0.0000001° (1 cm). Raises LawBroken off the globe."""
    return Circle(_rounded(latitude), _rounded(longitude), radius, stated)


def _rounded(degrees: Decimal) -> Decimal:
    # Numbers off the globe are left for Circle to refuse; rounding them could overflow.
    return degrees.quantize(_PLACES).normalize() if abs(degrees) <= 180 else degrees
