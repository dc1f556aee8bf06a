"""A rectangle of a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a picture in percent of its width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Of 10,000 for the whole picture."""
        return self.width * self.height

    def shared(self, other: "Frame") -> float:
        """The area that lies in both."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0.0, across) * max(0.0, down)


WHOLE = Frame(0, 0, 100, 100)
