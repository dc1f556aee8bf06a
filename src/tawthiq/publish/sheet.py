"""What the sheet of one incident shows: a view of the record as it was at one moment."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from tawthiq.record.agent import Agent
from tawthiq.record.item import Access, Item
from tawthiq.record.post import Acquisition
from tawthiq.record.review import Standing
from tawthiq.record.selector import Selector
from tawthiq.record.statement import Method, Modality
from tawthiq.record.value import Value
from tawthiq.record.when import When


@dataclass(frozen=True, slots=True)
class Cite:
    """Where it can be seen: the number of a source on this sheet (0: withheld), and where in it."""

    number: int
    place: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it looks everywhere: who says what, who wrote it down, and what it rests on."""

    property: str
    value: Value
    said_by: Agent
    recorded_by: Agent
    method: Method
    modality: Modality
    said_at: When | None
    standing: Standing
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Still:
    """A picture already in the record, and the second it shows; None for a picture of its own."""

    jpeg: bytes
    second: Fraction | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """An item by its number on this sheet. `part` where it belongs to the incident, else it is only cited.

    `places`: the spans of it that belong; `same` the numbers of others that share footage with it.
    """

    number: int
    item: Item
    acquisitions: tuple[Acquisition, ...]
    part: bool
    places: tuple[tuple[Selector, ...], ...] = ()
    duration: Fraction | None = None
    stills: tuple[Still, ...] = ()
    same: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names it came under, each once."""
        return tuple(dict.fromkeys(a.name or a.url for a in self.acquisitions))


@dataclass(frozen=True, slots=True)
class Account:
    """One account in its own words, who gives it, and how many distinct recordings or posts that is."""

    property: str
    value: Value
    sources: tuple[Said, ...]
    distinct: int


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody, with what is said of them. Statuses may differ; none is chosen."""

    label: str
    statuses: tuple[Said, ...]
    facts: tuple[Said, ...]

    @property
    def differ(self) -> bool:
        """Whether sources say different things of what became of the person."""
        return len({said.value for said in self.statuses}) > 1


@dataclass(frozen=True, slots=True)
class Tool:
    """Software that made some of what is shown, and how much of that people reviewed."""

    agent: Agent
    statements: int
    proposals: int
    reviewed: int


@dataclass(frozen=True, slots=True)
class SealView:
    """The last head: 64 digits, the same in words, when it was made, and entries written since."""

    head: str
    words: tuple[str, ...]
    at: datetime
    since: int

    @property
    def digits(self) -> str:
        """The head in groups of four."""
        return " ".join(self.head[at : at + 4] for at in range(0, len(self.head), 4))


@dataclass(frozen=True, slots=True)
class IncidentSheet:
    """One incident as known at `made_at`, to readers of `access`. Nothing stricter is in it."""

    record: str
    record_id: str
    incident: str
    label: str
    access: Access
    made_at: datetime
    introduced_by: Agent
    summary: tuple[Said, ...]
    places: tuple[Said, ...]
    times: tuple[Said, ...]
    seen: tuple[Said, ...]
    accounts: tuple[Account, ...]
    people: tuple[PersonView, ...]
    others: tuple[Said, ...]
    questions: tuple[Said, ...]
    unknowns: tuple[Said, ...]
    disputed: tuple[Said, ...]
    clashing_times: tuple[tuple[Said, Said], ...]
    sources: tuple[SourceView, ...]
    tools: tuple[Tool, ...]
    left_out: int
    overruled: int
    seal: SealView | None
    grey: bool = True

    @property
    def public(self) -> bool:
        """Whether it may leave the team: no digests, no ids, places coarse."""
        return self.access is Access.PUBLIC
