"""Places of the world: a circle or a polygon, never a bare point."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from tawthiq.record.errors import LawBroken


@dataclass(frozen=True, slots=True)
class Circle:
    """A place on the WGS 84 ellipsoid with a radius of uncertainty in metres, never a bare point."""

    TAG: ClassVar = "circle"
    latitude: Decimal
    longitude: Decimal
    radius: Decimal
    stated: str = ""

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise LawBroken("latitude within ±90 and longitude within ±180 degrees")
        if self.radius <= 0:
            raise LawBroken("a place carries an uncertainty: the radius must be over 0 m")


@dataclass(frozen=True, slots=True)
class Corner:
    """A corner of an area, WGS 84 degrees."""

    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, slots=True)
class Area:
    """A place drawn as a polygon of at least three corners; the ring closes by itself."""

    TAG: ClassVar = "area"
    corners: tuple[Corner, ...]
    stated: str = ""

    def __post_init__(self) -> None:
        if len(set(self.corners)) < 3:
            raise LawBroken("an area has at least three different corners")
