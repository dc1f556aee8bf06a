"""What a file says of itself, as drafts: parsed, never believed more than that."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from tawthiq.media.clocks import clock_drafts, edit_signs, is_unset
from tawthiq.media.messages import End
from tawthiq.media.probe import Probe, StreamProbe
from tawthiq.record.area import Circle
from tawthiq.record.draft import Draft
from tawthiq.record.measure import Exact, Quantity
from tawthiq.record.selector import Seconds
from tawthiq.record.statement import Method
from tawthiq.record.value import Term, Text, Unknown, Value
from tawthiq.record.when import When, instant, wall_clock

UNSTATED_RADIUS = Decimal(100)
"""Metres around a place whose device states no accuracy: satellite fixes among buildings err by tens."""

_CLOCKS = ("creation_time", "com.apple.quicktime.creationdate", "date")
_PLACES = ("location", "com.apple.quicktime.location.iso6709", "location-eng")
_ACCURACY = "com.apple.quicktime.location.accuracy.horizontal"
_DEVICES = (
    ("com.apple.quicktime.make", "com.apple.quicktime.model"),
    ("com.android.manufacturer", "com.android.model"),
    ("make", "model"),
)
_ISO_6709 = re.compile(r"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)", re.ASCII)


def facts(probe: Probe, end: End | None = None) -> Iterator[Draft]:
    """The media.* drafts of a file; `end` adds what the pass found missing."""
    if probe.width:
        yield _parsed("media.size", Text(f"{probe.width} × {probe.height}"))
    if probe.rotation:
        yield _parsed("media.rotation", Quantity(Decimal(probe.rotation), "deg"))
    if not probe.is_still:
        yield from _stream_facts(probe)
        yield from _container_facts(probe)
    if end and not end.complete:
        yield damage(probe, end)


def damage(probe: Probe, end: End) -> Draft:
    """Where and how much could not be read."""
    parts = [f"readable until {float(end.seconds):.3f} s"]
    if probe.duration is not None:
        parts.append(f"stated length {float(probe.duration):.3f} s")
    if end.errors:
        parts.append(f"{end.errors} packets did not decode")
    return Draft("media.damage", Text("; ".join(parts)), (Seconds(end.seconds),))


def _stream_facts(probe: Probe) -> Iterator[Draft]:
    if probe.duration is not None and probe.duration >= 0:
        yield _parsed("media.duration", Exact(probe.duration, "s"))
    yield _parsed("media.streams", Text("; ".join(_described(s) for s in probe.streams)))
    for stream in (probe.stream(probe.video), probe.stream(probe.audio)):
        if stream:
            yield _parsed("media.codec", Text(f"{stream.role}: {stream.codec}"))
    video = probe.stream(probe.video)
    if video and video.rate:
        yield _parsed("media.frame-rate", Exact(video.rate, "1/s"))


def _container_facts(probe: Probe) -> Iterator[Draft]:
    for key in _CLOCKS:
        if stated := probe.tag(key):
            yield _parsed("media.clock", _set_clock(clock_of(stated)))
    yield from clock_drafts(probe)
    for sign in edit_signs(probe):
        yield _parsed("media.edit", Term(sign))
    for make, model in _DEVICES:
        if device := " ".join(filter(None, (probe.tag(make), probe.tag(model)))):
            yield _parsed("media.device", Text(device))
            break
    else:
        if program := probe.tag("encoder"):
            yield _parsed("media.device", Text(program))
    if stated := next(filter(None, map(probe.tag, _PLACES)), None):
        yield _parsed("media.location", _place(stated, probe.tag(_ACCURACY)))


def clock_of(stated: str) -> When:
    """A container's clock: with the zone it states, without one a wall clock, else just the words."""
    try:
        time = datetime.fromisoformat(stated)
    except ValueError:
        return When(stated=stated)
    if time.tzinfo is None:
        return wall_clock(time, stated=stated)
    zone = "UTC" if time.utcoffset() == UTC.utcoffset(None) else time.isoformat()[-6:]
    return instant(time, zone=zone, stated=stated)


def _set_clock(stated: When) -> When | Unknown:
    """`stated`; or unknown, where it is the time from which a clock runs that nobody set."""
    time = stated.earliest
    if time is None or not is_unset(time if time.tzinfo else time.replace(tzinfo=UTC)):
        return stated
    return Unknown(f"{stated.stated}: a clock that nobody set")


def _place(stated: str, accuracy: str | None) -> Value:
    match = _ISO_6709.match(stated)
    if not match:
        return Text(stated)
    latitude, longitude = (Decimal(part) for part in match.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        return Text(stated)
    return Circle(latitude.normalize() + 0, longitude.normalize() + 0, radius_of(accuracy), stated)


def radius_of(accuracy: str | None) -> Decimal:
    """Metres as a device states them; UNSTATED_RADIUS where it states none that makes sense."""
    try:
        radius = Decimal(str(round(float(Fraction(accuracy or "0")), 1)))
    except (ValueError, ZeroDivisionError, OverflowError):
        return UNSTATED_RADIUS
    return radius if radius > 0 else UNSTATED_RADIUS


def _described(stream: StreamProbe) -> str:
    size = f" {stream.width}×{stream.height}" if stream.width else ""
    rate = f" {stream.sample_rate} Hz" if stream.sample_rate else ""
    return f"{stream.index} {stream.role} {stream.codec}{size}{rate}".strip()


def _parsed(term: str, value: Value) -> Draft:
    return Draft(term, value, (), Method.PARSED)
