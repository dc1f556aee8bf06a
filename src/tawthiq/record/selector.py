"""Selectors: where in an item. They narrow one another in order, seconds first, then a region."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, TypeAlias

from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.media_time import MediaTime


@dataclass(frozen=True, slots=True)
class Frame:
    """The very frame or sample cited: stream index, pts in units of `time_base`, and how its pixels
    hashed when decoded (`decoder` names software and version), so that a proxy can be checked."""

    stream: int
    pts: int
    time_base: Fraction
    pixels: Digest | None = None
    decoder: str | None = None

    def __post_init__(self) -> None:
        if self.stream < 0 or self.time_base.numerator <= 0:  # made for every frame: fractions compare slowly
            raise LawBroken("a frame needs a stream index ≥ 0 and a time base > 0")
        if (self.pixels is None) != (self.decoder is None):
            raise LawBroken("a digest of pixels means nothing without the decoder that made them")


@dataclass(frozen=True, slots=True)
class Seconds:
    """From `start` up to `end`, in media time; without an end, to the end of the item."""

    TAG: ClassVar = "seconds"
    start: MediaTime
    end: MediaTime | None = None
    frame: Frame | None = None

    def __post_init__(self) -> None:
        if self.start < 0 or (self.end is not None and self.end < self.start):
            raise LawBroken(f"seconds must satisfy 0 ≤ start ≤ end, found {self.start}, {self.end}")


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the displayed picture, after rotation, in percent of its width and height."""

    TAG: ClassVar = "region"
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal

    def __post_init__(self) -> None:
        if not (self.x >= 0 and self.y >= 0 and self.width > 0 and self.height > 0):
            raise LawBroken("a region needs x, y ≥ 0 and width, height > 0, in percent")
        if self.x + self.width > 100 or self.y + self.height > 100:
            raise LawBroken("a region ends inside the picture: x + width ≤ 100, y + height ≤ 100")


@dataclass(frozen=True, slots=True)
class Row:
    """Record `number` of a table, the header being 1; `sheet` empty where a file has one table."""

    TAG: ClassVar = "row"
    number: int
    sheet: str = ""
    column: str = ""

    def __post_init__(self) -> None:
        if self.number < 1:
            raise LawBroken("row numbers begin at 1, the header")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A JSON pointer (RFC 6901) into an export, for example /messages/4."""

    TAG: ClassVar = "pointer"
    pointer: str

    def __post_init__(self) -> None:
        if self.pointer and not self.pointer.startswith("/"):
            raise LawBroken(f"{self.pointer!r} is not a JSON pointer (RFC 6901)")


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines `first` to `last` of a text, counted from 1, both included."""

    TAG: ClassVar = "lines"
    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            raise LawBroken("lines need 1 ≤ first ≤ last")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a text as found, with what stands before and after, and their character offsets."""

    TAG: ClassVar = "quote"
    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        if not self.exact:
            raise LawBroken("a quote needs words")
        if (self.start is None) != (self.end is None):
            raise LawBroken("a quote has both character offsets or neither")


Selector: TypeAlias = Seconds | Region | Row | Pointer | Lines | Quote
