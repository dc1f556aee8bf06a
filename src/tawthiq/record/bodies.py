"""Bodies other than items and statements: writers, tasks, rejects, disposals, checkpoints."""

from dataclasses import dataclass

from tawthiq.record.agent import Agent
from tawthiq.record.canonical import JsonObject, canonical
from tawthiq.record.codec import to_json
from tawthiq.record.digest import Digest, digest_of


@dataclass(frozen=True, slots=True)
class Writer:
    """Opens a chain: the device's Ed25519 public key (hexadecimal) and the software that writes."""

    key: str
    software: Agent


@dataclass(frozen=True, slots=True)
class Task:
    """What was to be done: a stage at a code version, with parameters, on inputs in this order."""

    stage: str
    code_version: str
    parameters: Digest
    inputs: tuple[Digest, ...]

    @property
    def id(self) -> Digest:
        """Digest of the canonical task: the key under which it is done once."""
        return digest_of(canonical(to_json(self)))


def parameters_digest(parameters: JsonObject) -> Digest:
    """Digest of a stage's parameters."""
    return digest_of(canonical(parameters))


@dataclass(frozen=True, slots=True)
class TaskDone:
    """The completion of a task: its outputs, the statements it made, and how it ended."""

    task: Task
    outputs: tuple[Digest, ...] = ()
    statements: tuple[Digest, ...] = ()
    complete: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """Something given to us that could not be read: which file, where in it, and why.

    `where` is a JSON pointer, "line 4", "row 7" or a second; `item` is set where the bytes are kept. `task`
    is the run that could not read it: a later run on as much takes its place.
    """

    path: str
    where: str
    reason: str
    stage: str
    item: Digest | None = None
    task: Digest | None = None


@dataclass(frozen=True, slots=True)
class Disposal:
    """A body or an object was removed, by order of law or a family's wish."""

    writer: str
    n: int
    reason: str
    ordered_by: str
    item: Digest | None = None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed tree head was made and kept in `checkpoints/`: the digest of its signed text."""

    head: Digest
