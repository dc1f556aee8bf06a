"""Where and when each recording was made: sets of time and place that hold the truth, and how wide."""

from datetime import timedelta, timezone
from math import asin, cos, radians, sin, sqrt

from tawthiq.drill.found import Found
from tawthiq.drill.scoring import Missed, RoomScore, middle, not_attempted, share
from tawthiq.drill.truth import Truth
from tawthiq.drill.truth_footage import Place, Recording
from tawthiq.record.area import Circle
from tawthiq.record.when import When

EARTH_M = 6_371_008.8
"""Mean radius (IUGG)."""

CLOCK_WITHIN = timedelta(seconds=2)
"""By how much a start time may be off where the phone's own clock was right."""


def score_times(truth: Truth, found: Found) -> RoomScore:
    """Stated times of recordings that hold when they began, their widths, and clocks read to two seconds."""
    told = {r: [row.statement.value for row in found.said_of(r.path, "time")] for r in truth.recordings}
    told = {r: [w for w in values if isinstance(w, When) and w.comparable] for r, values in told.items()}
    if not any(told.values()):
        return not_attempted("times")
    sure = [r for r in truth.recordings if r.clock.fault == "none" and r.clock.created]
    spans = [w for values in told.values() for w in values if isinstance(w, When)]
    lost = [r for r in truth.recordings if not any(_holds(truth, r, w) for w in told[r])]
    widths = [(w.latest - w.earliest).total_seconds() for w in spans if w.latest and w.earliest]
    return RoomScore(
        "times",
        (
            share("held", len(truth.recordings) - len(lost), len(truth.recordings)),
            share(
                "right clocks read", sum(any(_near(truth, r, w) for w in told[r]) for r in sure), len(sure)
            ),
            middle("width, median", widths, "s"),
        ),
        tuple(Missed(r.path, None, "began", _local(truth, r)) for r in lost),
    )


def _local(truth: Truth, recording: Recording) -> str:
    """When it began, by the place's own clock."""
    zone = timezone(timedelta(seconds=truth.zone_seconds))
    return truth.moment(recording.begins).astimezone(zone).isoformat(" ", "seconds")


def _holds(truth: Truth, recording: Recording, when: object) -> bool:
    began = truth.moment(recording.begins)
    return isinstance(when, When) and (
        (when.earliest is None or when.earliest - CLOCK_WITHIN <= began)
        and (when.latest is None or began <= when.latest + CLOCK_WITHIN)
    )


def _near(truth: Truth, recording: Recording, when: object) -> bool:
    """Whether the middle of what is stated, or its one bound, is the beginning to within CLOCK_WITHIN."""
    if not isinstance(when, When):
        return False
    bounds = [bound for bound in (when.earliest, when.latest) if bound is not None]
    middle = bounds[0] + (bounds[-1] - bounds[0]) / 2 if bounds else None
    return middle is not None and abs(middle - truth.moment(recording.begins)) <= CLOCK_WITHIN


def score_places(truth: Truth, found: Found) -> RoomScore:
    """Circles stated for recordings that hold the place, and their radius."""
    where = {place.scene: place for place in truth.places}
    filmed = [r for r in truth.recordings if r.scene in where]
    told = {r: [row.statement.value for row in found.said_of(r.path, "place")] for r in filmed}
    circles = {r: [c for c in values if isinstance(c, Circle)] for r, values in told.items()}
    if not any(circles.values()):
        return not_attempted("places")
    lost = [r for r in filmed if not any(_inside(where[r.scene], c) for c in circles[r])]
    radii = [float(c.radius) for some in circles.values() for c in some]
    return RoomScore(
        "places",
        (share("held", len(filmed) - len(lost), len(filmed)), middle("radius, median", radii, "m")),
        tuple(Missed(r.path, None, "where-filmed", _degrees(where[r.scene])) for r in lost),
    )


def _degrees(place: Place) -> str:
    """Latitude and longitude as maps write them."""
    return f"{place.latitude / 1e6:.4f}, {place.longitude / 1e6:.4f}"


def _inside(place: Place, circle: Circle) -> bool:
    here = (radians(place.latitude / 1e6), radians(place.longitude / 1e6))
    there = (radians(float(circle.latitude)), radians(float(circle.longitude)))
    across = sin((there[0] - here[0]) / 2) ** 2
    along = cos(here[0]) * cos(there[0]) * sin((there[1] - here[1]) / 2) ** 2
    return 2 * EARTH_M * asin(sqrt(across + along)) <= float(circle.radius) + place.radius_m
