"""A statement: somebody says something about something, and points at where it can be seen.

`builtins.property` below, because the field of that name is what the format calls it.
"""

import builtins
import enum
import hashlib
from dataclasses import dataclass

from tawthiq.record.agent import HUMAN, Agent, AgentKind
from tawthiq.record.canonical import canonical
from tawthiq.record.codec import to_json
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.value import Review, Term, Value
from tawthiq.record.vocabulary import check_value
from tawthiq.record.when import When


class Modality(enum.StrEnum):
    """How it is said."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ASKS = "asks"
    REPORTS = "reports"


class Method(enum.StrEnum):
    """How it came to be known; software's measured and inferred are proposals until reviewed."""

    OBSERVED = "observed"
    PARSED = "parsed"
    MEASURED = "measured"
    INFERRED = "inferred"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Statement:
    """About what, which property, which value; said by whom and when; written down by whom and how.

    `cites` is never empty. `task` is the id of the task whose software wrote it down.
    """

    about: Citation
    property: str
    value: Value
    said_by: Agent
    recorded_by: Agent
    method: Method
    cites: tuple[Citation, ...]
    modality: Modality = Modality.ASSERTS
    said_at: When | None = None
    task: Digest | None = None
    access: Access = Access.TEAM
    language: str = ""

    def __post_init__(self) -> None:
        if not self.cites:
            raise LawBroken("a statement without a citation cannot be made; cite a span or a note")
        check_value(self.property, self.value)
        self._check_recorder()
        if isinstance(self.value, Review):
            self._check_review()

    def _check_recorder(self) -> None:
        by_software = self.recorded_by.kind is AgentKind.SOFTWARE
        if by_software and self.method in {Method.OBSERVED, Method.JUDGED}:
            raise LawBroken("software parses, measures or infers; observing and judging are a person's")
        if self.recorded_by.kind not in {AgentKind.SOFTWARE, *HUMAN}:
            raise LawBroken("statements are written down by a person or by software")
        declares_death = isinstance(self.value, Term) and self.value.term == "killed"
        if declares_death and self.property == "person.status" and self.is_proposal:
            raise LawBroken("nothing declares a person dead by itself; only a source or a person does")

    def _check_review(self) -> None:
        if not isinstance(self.about, Mention) or self.about not in self.cites:
            raise LawBroken("a review is about a statement and cites it")
        if self.method is not Method.JUDGED:
            raise LawBroken("a review is judged, by a person")

    @builtins.property
    def is_proposal(self) -> bool:
        """Whether software measured or inferred it, so that it waits for a person."""
        return self.recorded_by.kind is AgentKind.SOFTWARE and self.method in {
            Method.MEASURED,
            Method.INFERRED,
        }

    @builtins.property
    def spans(self) -> tuple[Span, ...]:
        """The spans it cites itself."""
        return tuple(cited for cited in self.cites if isinstance(cited, Span))

    @builtins.property
    def mentions(self) -> tuple[Mention, ...]:
        """The statements it cites; one that it is only about says nothing for it."""
        return tuple(cited for cited in self.cites if isinstance(cited, Mention))


def statement_id(salt: bytes, statement: Statement) -> Digest:
    """SHA-256 of the record's salt and the canonical statement: the same finding has the same id.

    `salt` is the 32 secret bytes of the record, so that ids do not betray guessable contents.
    """
    return Digest(hashlib.sha256(salt + canonical(to_json(statement))).hexdigest())
