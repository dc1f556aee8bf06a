"""A rectangle of a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a picture in percent of its width and height."""

    x: float
    y: float
    width: float
    height: float


WHOLE = Frame(0, 0, 100, 100)
