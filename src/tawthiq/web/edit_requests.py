"""What our pages send when somebody edits: checked here for shape, in `app` for law."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Depends
from pydantic import BaseModel, Field

from tawthiq.app import entered
from tawthiq.app.claims import entities_named
from tawthiq.app.editing import Edit, Hand, Turn
from tawthiq.app.entity_edits import Basis
from tawthiq.app.item_edits import Place
from tawthiq.app.own_words import own_words
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.codec import from_json, to_json
from tawthiq.record.digest import Digest, as_digest
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Modality
from tawthiq.record.value import EntityKind, Review, Unknown, Value
from tawthiq.record.when import When
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.writing import Writing

_MOST = 10_000
"""Items in one edit: more than any table here holds, few enough to refuse a runaway page."""

Words = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Names = Annotated[list[Name], Field(max_length=_MOST)]


def hand(desk: AtDesk, by: Writing) -> Hand:
    """The person at work on the record."""
    return Hand(desk.record, by)


AtWork = Annotated[Hand, Depends(hand)]


def _known(desk: AtDesk, asker: Asking) -> Callable[[EntityKind, str], Digest]:
    def find(kind: EntityKind, name: str) -> Digest:
        found = entities_named(desk.index, [as_digest(name)], kind, seen_by=asker.seen_by)
        if not found:
            raise NotFound(f"no {kind} is named {name}")
        return found[0].id

    return find


Finding = Annotated[Callable[[EntityKind, str], Digest], Depends(_known)]
"""The id of an incident, person or household that the asker may see; raises NotFound."""


def _in_path(kind: EntityKind) -> Any:
    def named(name: str, find: Finding) -> Digest:
        return find(kind, name)

    return Depends(named)


OfIncident = Annotated[Digest, _in_path(EntityKind.INCIDENT)]
OfPerson = Annotated[Digest, _in_path(EntityKind.PERSON)]
OfHousehold = Annotated[Digest, _in_path(EntityKind.HOUSEHOLD)]


class Rests(BaseModel):
    """What an edit rests on; see `app.entity_edits.Basis`."""

    items: Names = []
    statements: Names = []
    known_from: Words = ""
    source: Annotated[str, Field(max_length=300)] = ""
    source_is_group: bool = False
    said_on: Annotated[str, Field(max_length=300)] = ""
    restricted: bool = False

    def basis(self) -> Basis:
        """The same as the record knows it."""
        kind = AgentKind.GROUP if self.source_is_group else AgentKind.PERSON
        return Basis(
            (*(Span(as_digest(i)) for i in self.items), *(Mention(as_digest(s)) for s in self.statements)),
            self.known_from,
            Agent(kind, self.source.strip()) if self.source.strip() else None,
            entered.day_entered(self.said_on),
            Access.RESTRICTED if self.restricted else Access.TEAM,
        )


class PlaceGiven(BaseModel):
    """A place as typed or drawn; corners are [latitude, longitude] in degrees, the radius in metres."""

    kind: Literal["words", "circle", "area", "unknown"]
    words: Annotated[str, Field(max_length=1000)] = ""
    radius: Annotated[str, Field(max_length=20)] = ""
    latitude: float = 0
    longitude: float = 0
    corners: Annotated[list[tuple[float, float]], Field(max_length=500)] = []

    def place(self) -> Place:
        """The value. Raises LawBroken."""
        match self.kind:
            case "unknown":
                return Unknown(self.words.strip())
            case "circle":
                radius = float(entered.metres(self.radius))
                return entered.circle_entered(self.latitude, self.longitude, radius, self.words)
            case "area":
                return entered.area_entered(self.corners, self.words)
            case _:
                return entered.words_entered(self.words, self.radius)


class TimeGiven(BaseModel):
    """A time with its uncertainty, or seen not to be knowable."""

    unknown: bool = False
    earliest: Annotated[str, Field(max_length=40)] = ""
    latest: Annotated[str, Field(max_length=40)] = ""
    zone: Annotated[str, Field(max_length=60)] = ""
    words: Annotated[str, Field(max_length=1000)] = ""

    def time(self) -> When | Unknown:
        """The value. Raises LawBroken."""
        if self.unknown:
            return Unknown(self.words.strip())
        return entered.time_entered(self.earliest, self.latest, self.zone, self.words)


class AccountGiven(BaseModel):
    """What is said of an incident, and how; of a toll the numbers, and the words where there are some."""

    property: Literal[
        "account.weapon",
        "account.target",
        "account.actor",
        "account.motive",
        "account.toll",
        "need.request",
        "need.offer",
        "need.met",
        "question",
        "note",
    ]
    words: Words = ""
    unknown: bool = False
    minimum: Annotated[str, Field(max_length=20)] = ""
    maximum: Annotated[str, Field(max_length=20)] = ""
    scope: Annotated[str, Field(max_length=300)] = ""
    as_of: Annotated[str, Field(max_length=60)] = ""
    modality: Modality = Modality.ASSERTS

    def value(self) -> Value:
        """The value. Raises LawBroken."""
        if self.unknown:
            return Unknown(self.words.strip())
        if self.property == "account.toll":
            return entered.toll_entered(self.minimum, self.maximum, self.scope, self.as_of, self.words)
        return own_words(self.words)


class TurnGiven(BaseModel):
    """One turn of an edit that is to be taken back, as the server told it."""

    statement: Name
    was: dict[str, Any]
    becomes: dict[str, Any]


def edit_json(edit: Edit) -> list[dict[str, Any]]:
    """An edit for the page to keep, so that it can be taken back."""
    return [
        {"statement": turn.statement, "was": to_json(turn.was), "becomes": to_json(turn.becomes)}
        for turn in edit.turns
    ]


def edit_of(turns: list[TurnGiven]) -> Edit:
    """Inverse of `edit_json`. Raises LawBroken."""
    return Edit(
        tuple(
            Turn(as_digest(t.statement), from_json(Review, t.was), from_json(Review, t.becomes))
            for t in turns
        )
    )


def digests(names: Names) -> list[Digest]:
    """The names of items, which are known to look like it."""
    return [as_digest(name) for name in names]
