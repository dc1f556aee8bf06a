"""What an account is made from: statements with their standing, and what was looked at."""

import enum
from dataclasses import dataclass

from tawthiq.record.agent import AgentKind
from tawthiq.record.digest import Digest
from tawthiq.record.media_time import MediaTime
from tawthiq.record.review import OVERRULED, Standing
from tawthiq.record.statement import Statement


class Origin(enum.StrEnum):
    """On whose word a part of a line stands."""

    MACHINE = "machine"
    REVIEWED = "reviewed"
    DISPUTED = "disputed"
    FILE = "file"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Told:
    """A statement, its id, how it stands today, and the names of who reviewed it."""

    id: Digest
    statement: Statement
    standing: Standing
    reviewers: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether an account may tell it: what was rejected, withdrawn or corrected is left out."""
        return self.standing not in OVERRULED

    @property
    def origin(self) -> Origin:
        """On whose word it stands."""
        if self.standing is Standing.DISPUTED:
            return Origin.DISPUTED
        if self.standing is Standing.ACCEPTED:
            return Origin.REVIEWED
        if self.statement.is_proposal:
            return Origin.MACHINE
        by_software = self.statement.said_by.kind is AgentKind.SOFTWARE
        return Origin.FILE if by_software else Origin.SAID

    @property
    def by(self) -> tuple[str, ...]:
        """Names to go with the origin: reviewers, or who says it; "" for an unknown voice."""
        if self.origin in {Origin.REVIEWED, Origin.DISPUTED}:
            return self.reviewers
        return (self.statement.said_by.name,) if self.origin is Origin.SAID else ()


class Look(enum.StrEnum):
    """How a part of a recording was looked at."""

    DONE = "done"
    NOT_THERE = "not-there"
    NOT_DONE = "not-done"
    BROKEN_OFF = "broken-off"


@dataclass(frozen=True, slots=True)
class Subject:
    """The recording an account is of. `looks`: how each part (a phrase "look.…") was looked at."""

    item: Digest
    name: str = ""
    duration: MediaTime | None = None
    looks: tuple[tuple[str, Look], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a line says: a phrase of the catalogue with its slots, on whose word, resting on what.

    A slot is text as found; or the key of another phrase where its name ends in "_phrase", and keys with
    spaces between them where it ends in "_phrases".
    """

    phrase: str
    slots: tuple[tuple[str, str], ...]
    origin: Origin | None
    by: tuple[str, ...] = ()
    ids: tuple[Digest, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an account, of `start` up to `end`: a moment without `end`, the whole without both."""

    start: MediaTime | None
    end: MediaTime | None
    parts: tuple[Part, ...]

    @property
    def ids(self) -> tuple[Digest, ...]:
        """The statements it rests on, each once."""
        return tuple(dict.fromkeys(id for part in self.parts for id in part.ids))
