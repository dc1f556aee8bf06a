"""What people add: entities they speak of, and verdicts on statements."""

import enum
from dataclasses import dataclass
from typing import ClassVar

from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken


class EntityKind(enum.StrEnum):
    """What the record can speak of beside its items."""

    INCIDENT = "incident"
    EVENT = "event"
    PLACE = "place"
    PERSON = "person"
    GROUP = "group"
    HOUSEHOLD = "household"
    WORKSITE = "worksite"
    NEED = "need"
    QUESTION = "question"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Introduction:
    """Brings an entity into the record; the id of the statement is the id of the entity."""

    TAG: ClassVar = "introduction"
    kind: EntityKind
    label: str


class Verdict(enum.StrEnum):
    """What a person says of a statement."""

    ACCEPT = "accept"
    REJECT = "reject"
    DISPUTE = "dispute"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Review:
    """A verdict with its reason; `replacement` is the statement that stands in a correction."""

    TAG: ClassVar = "review"
    verdict: Verdict
    reason: str = ""
    replacement: Digest | None = None

    def __post_init__(self) -> None:
        if (self.verdict is Verdict.CORRECT) != (self.replacement is not None):
            raise LawBroken("a correction, and nothing else, names the statement that replaces it")
