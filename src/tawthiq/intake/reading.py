"""What a reader is given and what it hands back: the contract of every format.

A reader turns one preserved file into outcomes, one for every post or row it met, and `gather` keeps
the sum: posts in = posts told + posts lost, each lost one with a reject that says where and why.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias

from tawthiq.record.agent import UNKNOWN_VOICE, Agent, software
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken, SourceError
from tawthiq.record.selector import Selector
from tawthiq.record.span import Citation, Span
from tawthiq.record.statement import Method, Modality, Statement
from tawthiq.record.value import Value
from tawthiq.record.when import When

LARGEST_TEXT = 512 * 2**20
"""Bytes of an export that are read into memory at most."""


@dataclass(frozen=True, slots=True)
class Document:
    """One preserved file to be read.

    `siblings` names every file of the same source, this one included, by its name in the source;
    `urls` the items already known by an address; `held` finds the one item of this record that has a digest
    or a file name. `identify` gives the id a statement has in this
    record. `bytes_of` reads a sibling by name; without it the file beside `path` is read.
    """

    item: Digest
    path: Path
    name: str
    siblings: Mapping[str, Digest]
    identify: Callable[[Statement], Digest]
    task: Digest | None = None
    urls: Mapping[str, Digest] = field(default_factory=dict)
    bytes_of: Callable[[str], bytes] | None = None
    held: Callable[[str], Digest | None] = lambda name: None

    @property
    def folder(self) -> str:
        """The part of `name` up to and with the last "/"; empty at the root of the source."""
        return self.name[: self.name.rfind("/") + 1]

    def content(self) -> bytes:
        """All bytes. Raises SourceError where there are more than LARGEST_TEXT."""
        size = self.path.stat().st_size
        if size > LARGEST_TEXT:
            raise SourceError(f"{self.name} has {size} bytes; an export is read up to {LARGEST_TEXT}")
        return self.path.read_bytes()

    def sibling(self, name: str) -> bytes:
        """The bytes of the sibling `name`. Raises SourceError where the source has none."""
        if name not in self.siblings:
            raise SourceError(f"{name} is not among the files given with {self.name}")
        if self.bytes_of is not None:
            return self.bytes_of(name)
        return (self.path.parent / name[name.rfind("/") + 1 :]).read_bytes()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: `found` posts or rows were met, of which `lost` could not be told at all.

    Every lost one has a reject of its own; further rejects name a cell, or a guess about the file.
    """

    statements: tuple[Statement, ...] = ()
    rejects: tuple[Reject, ...] = ()
    found: int = 0
    lost: int = 0

    @property
    def told(self) -> int:
        """How many posts or rows bear statements."""
        return self.found - self.lost


class Reader(Protocol):
    """Reads one format. `version` goes up whenever the same bytes would read differently."""

    @property
    def name(self) -> str:
        """The format, as printed."""
        ...

    @property
    def version(self) -> str:
        """The version of the reading."""
        ...

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the file called `name` that begins with `head` is of this format."""
        ...

    def read(self, document: Document) -> Reading:
        """The statements and rejects of `document`. Raises SourceError where nothing can be read."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """One post or row that bears statements; `rejects` name parts of it that do not."""

    statements: tuple[Statement, ...]
    rejects: tuple[Reject, ...] = ()

    def __post_init__(self) -> None:
        if not self.statements:
            raise LawBroken("a post or row that tells nothing is a reject, with the reason")


@dataclass(frozen=True, slots=True)
class Aside:
    """What is said of the file as a whole; it counts as no post or row."""

    statements: tuple[Statement, ...] = ()
    rejects: tuple[Reject, ...] = ()


Outcome: TypeAlias = Told | Reject | Aside
"""What became of one post or row; a Reject is one that is lost."""


def gather(outcomes: Iterable[Outcome]) -> Reading:
    """All outcomes as one reading, with its sums."""
    statements: list[Statement] = []
    rejects: list[Reject] = []
    found = lost = 0
    for outcome in outcomes:
        found += not isinstance(outcome, Aside)
        if isinstance(outcome, Reject):
            lost += 1
            rejects.append(outcome)
        else:
            statements.extend(outcome.statements)
            rejects.extend(outcome.rejects)
    return Reading(tuple(statements), tuple(rejects), found, lost)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes the statements of one reader about one document, each citing its place in it."""

    document: Document
    recorder: Agent

    def span(self, *at: Selector) -> Span:
        """The part of the document that `at` points at."""
        return Span(self.document.item, at)

    def write(
        self,
        property: str,
        value: Value,
        *at: Selector,
        about: Citation | None = None,
        said_by: Agent = UNKNOWN_VOICE,
        said_at: When | None = None,
        modality: Modality = Modality.ASSERTS,
    ) -> Statement:
        """A parsed statement citing `at`; about the same part unless `about` says otherwise."""
        cited = self.span(*at)
        return Statement(
            about=about or cited,
            property=property,
            value=value,
            said_by=said_by,
            recorded_by=self.recorder,
            method=Method.PARSED,
            cites=(cited,),
            modality=modality,
            said_at=said_at,
            task=self.document.task,
        )

    def reject(self, where: str, reason: str) -> Reject:
        """A reject at `where` in the document: a pointer, "line 4" or "row 7"."""
        document = self.document
        return Reject(document.name, where, reason, "intake", document.item, document.task)


def pen_of(reader: Reader, document: Document) -> Pen:
    """The pen of `reader`; its name and version stand in every statement."""
    return Pen(document, software("tawthiq intake", f"{reader.name} {reader.version}"))
