"""Who says, and who writes down."""

import enum
from dataclasses import dataclass

from tawthiq.record.errors import LawBroken


class AgentKind(enum.StrEnum):
    """What kind of agent speaks; who hides behind an account is a separate, restricted statement."""

    PERSON = "person"
    PSEUDONYM = "pseudonym"
    ACCOUNT = "account"
    GROUP = "group"
    SOFTWARE = "software"
    UNKNOWN = "unknown"


HUMAN = frozenset({AgentKind.PERSON, AgentKind.PSEUDONYM})
"""Kinds of those whose word is a person's, under their name or one they chose."""


@dataclass(frozen=True, slots=True)
class Agent:
    """A speaker or recorder, by the name the record knows; `account` is its id where it was found."""

    kind: AgentKind
    name: str = ""
    version: str = ""
    account: str = ""

    def __post_init__(self) -> None:
        if (self.kind is AgentKind.UNKNOWN) != (not self.name):
            raise LawBroken("every agent has a name, except one that is unknown")
        if (self.kind is AgentKind.SOFTWARE) != bool(self.version):
            raise LawBroken("software states its version, and nobody else has one")


UNKNOWN_VOICE = Agent(AgentKind.UNKNOWN)
"""Somebody heard or read, of whom nothing is known."""


def person(name: str) -> Agent:
    """A person working on the record, by name or chosen pseudonym."""
    return Agent(AgentKind.PERSON, name)


def software(name: str, version: str) -> Agent:
    """A program and the version that ran."""
    return Agent(AgentKind.SOFTWARE, name, version)
