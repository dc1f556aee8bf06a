"""Numbers: measures with units, exact rationals, tallies, tracks, and how two recordings overlap."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.when import When


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measure, rounded, with its unit; `error` is one standard deviation in the same unit."""

    TAG: ClassVar = "quantity"
    amount: Decimal
    unit: str
    error: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Exact:
    """An exact rational with its unit, for example a duration of 20020/1001 s."""

    TAG: ClassVar = "exact"
    amount: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of people with its scope and day; an open end is unknown, never zero or infinite."""

    TAG: ClassVar = "tally"
    minimum: int | None = None
    maximum: int | None = None
    scope: str = ""
    as_of: When | None = None
    stated: str = ""

    def __post_init__(self) -> None:
        ends = [end for end in (self.minimum, self.maximum) if end is not None]
        if not ends and not self.stated:
            raise LawBroken("a tally needs a number or the words in which it was stated")
        if any(end < 0 for end in ends) or ends != sorted(ends):
            raise LawBroken("a tally needs 0 ≤ minimum ≤ maximum")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a track: `unit` in UCUM where there is one, "1" for a bare number."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Track:
    """A dense measurement kept as an item (.npz): its digest, columns and number of rows."""

    TAG: ClassVar = "track"
    item: Digest
    columns: tuple[Column, ...]
    rows: int


OVERLAP_SOUNDS = ("", "same", "replaced", "absent")
"""What may be said of the sound of two overlapping spans; empty: not told."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """The span spoken of shows what `other` shows from `start` to `end`.

    time in the other = `rate` × (time here) + `offset`, all in seconds of media time; `error` is the
    half-width in seconds within which the offset is stated to lie. `transform` names what turns this
    picture into the other: "mirror", then "rotation 90" (degrees clockwise). `probability` that it is so, on
    the domain its maker was validated on. `sound` of the span against the other's: "same", "replaced",
    "absent" from either; empty where it was not told. An offset by sound
    is one of arrivals at the microphones; `scene_error` is the half-width for the instants in the scene, from
    which sound takes its time. In `event-time` the other is the event, and its clock stands for media time.
    """

    TAG: ClassVar = "overlap"
    other: Digest
    start: Fraction
    end: Fraction
    offset: Fraction
    error: Decimal
    rate: Fraction = Fraction(1)
    transform: tuple[str, ...] = ()
    probability: Decimal | None = None
    sound: str = ""
    scene_error: Decimal | None = None

    def __post_init__(self) -> None:
        if self.probability is not None and not 0 <= self.probability <= 1:
            raise LawBroken(f"a probability lies between 0 and 1, found {self.probability}")
        if self.sound not in OVERLAP_SOUNDS:
            raise LawBroken(f"the sound of an overlap is one of {OVERLAP_SOUNDS}, found {self.sound!r}")
