"""The sheet of paper that takes a head out of the folder."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SealSheet:
    """A tree head for people: `head` is 64 hexadecimal digits, `words` the same number to read out.

    `chains` are (writer, number of entries).
    """

    title: str
    record: str
    sealed_at: datetime
    head: str
    words: tuple[str, ...]
    chains: tuple[tuple[str, int], ...]

    @property
    def digits(self) -> tuple[str, ...]:
        """The head in groups of four digits."""
        return tuple(self.head[at : at + 4] for at in range(0, len(self.head), 4))
