"""What a camera wrote into a picture, as drafts. EXIF times have no zone unless an offset is stated."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from tawthiq.media.facts import radius_of
from tawthiq.media.probe import Probe
from tawthiq.record.area import Circle
from tawthiq.record.draft import Draft
from tawthiq.record.statement import Method
from tawthiq.record.value import Text
from tawthiq.record.when import When, instant, wall_clock

_TIMES = (
    ("Exif.DateTimeOriginal", "Exif.OffsetTimeOriginal"),
    ("Exif.DateTimeDigitized", "Exif.OffsetTimeDigitized"),
    ("DateTime", "Exif.OffsetTime"),
)
_OFFSET = re.compile(r"[+-]\d\d:\d\d\Z", re.ASCII)
_PLACES = 7
"""Decimals of a degree kept: a centimetre, finer than any camera knows."""


def exif_facts(probe: Probe) -> Iterator[Draft]:
    """The exif.* drafts of a picture's tags (still.py names them)."""
    for time, offset in _TIMES:
        if stated := probe.tag(time):
            yield Draft("exif.time", exif_time(stated, probe.tag(offset)), (), Method.PARSED)
            break
    if device := " ".join(filter(None, (probe.tag("Make"), probe.tag("Model")))):
        yield Draft("exif.device", Text(device), (), Method.PARSED)
    if place := _place(probe):
        yield Draft("exif.location", place, (), Method.PARSED)


def exif_time(stated: str, offset: str | None) -> When:
    """2013:08:16 12:40:00 as a wall clock lasting a second, or an instant where an offset is stated."""
    words = f"{stated} {offset}" if offset else stated
    try:
        time = datetime.strptime(stated, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  # it states no zone
        if offset and _OFFSET.match(offset):
            return instant(datetime.fromisoformat(time.isoformat() + offset), zone=offset, stated=words)
    except ValueError:
        return When(stated=words)
    return wall_clock(time, lasting=timedelta(seconds=1), stated=words)


def _place(probe: Probe) -> Circle | None:
    latitude = _degrees(probe.tag("GPSInfo.GPSLatitude"), probe.tag("GPSInfo.GPSLatitudeRef"), "NS")
    longitude = _degrees(probe.tag("GPSInfo.GPSLongitude"), probe.tag("GPSInfo.GPSLongitudeRef"), "EW")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    radius = radius_of(probe.tag("GPSInfo.GPSHPositioningError"))
    stated = f"{probe.tag('GPSInfo.GPSLatitude')} {probe.tag('GPSInfo.GPSLongitude')}"
    return Circle(latitude, longitude, radius, stated)


def _degrees(stated: str | None, side: str | None, sides: str) -> Decimal | None:
    """Degrees, minutes and seconds as three fractions "36/1 11/1 24/1"; None where they are not that."""
    if not stated or side not in tuple(sides):
        return None
    try:
        parts = [Fraction(part) for part in stated.split()]
    except (ValueError, ZeroDivisionError):
        return None
    if len(parts) != 3:
        return None
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    sign = -1 if side == sides[1] else 1
    return round(Decimal(sign * degrees.numerator) / Decimal(degrees.denominator), _PLACES)
