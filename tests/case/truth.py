"""What is known about the fixed demonstration case: its files and how they hang together."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from tawthiq.drill.names import Person
from tawthiq.drill.truth_footage import Kind


@dataclass(frozen=True)
class DemoFile:
    """A file by its path below the case's folder ("/" between parts).

    `seconds` is how long footage runs; `begins_at` (UTC) when its first picture was "filmed".
    """

    path: str
    kind: Kind
    what: str
    seconds: Fraction | None = None
    begins_at: datetime | None = None


@dataclass(frozen=True)
class CopyPair:
    """Second 0 of `copy` is second `offset` of `of`; `exact` when the bytes are the same."""

    copy: str
    of: str
    offset: Fraction
    exact: bool


@dataclass(frozen=True)
class SameMoment:
    """Two recordings of one event by different cameras: second 0 of `other` is second `offset` of `one`."""

    one: str
    other: str
    offset: Fraction


@dataclass(frozen=True)
class PostCount:
    """What a chat holds: posts, lines by the service itself, and what must be refused."""

    path: str
    posts: int
    service: int
    rejects: int


@dataclass(frozen=True)
class ListRow:
    """A row of a list of people. `row` is the record number, the header being 1.

    No `person` is an unnamed body. `status` is one of killed, missing, found alive, unknown, as that
    list says it, not as it is.
    """

    path: str
    row: int
    person: int | None
    status: str


@dataclass(frozen=True)
class ListCount:
    """Rows under the header that can be read, and rows that must be refused."""

    path: str
    rows: int
    rejects: int


@dataclass(frozen=True)
class DemoTruth:
    """All that is known about the case: every file on the disk, and how they hang together.

    `arrival_at` is the second of `long` at which the camera reaches the source; `rotated` must be
    turned by a player `rotation` degrees clockwise; of `damaged` only the first `damaged_kept` of its
    bytes are left, so its head decodes and its tail is missing.
    """

    seed: int
    files: tuple[DemoFile, ...]
    long: str
    arrival_at: Fraction
    copies: tuple[CopyPair, ...]
    same_moments: tuple[SameMoment, ...]
    rotated: str
    rotation: int
    damaged: str
    damaged_kept: Fraction
    silent: str
    not_media: tuple[str, ...]
    posts: tuple[PostCount, ...]
    lists: tuple[ListCount, ...]
    people: tuple[Person, ...]
    rows: tuple[ListRow, ...]

    def file(self, path: str) -> DemoFile:
        """The file of that path. Raises KeyError when the case has none."""
        for each in self.files:
            if each.path == path:
                return each
        raise KeyError(path)
