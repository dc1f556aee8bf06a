"""Taking what somebody said, in a post or a row of a list, as an account of an incident.

The account is a statement like any other: said by who said it there, on the day they did, written down by the
person who reads it so, and resting on the post and the line it was read from. Who only hands on another's
words is no second source, and is shown as what it is; nothing is left out for that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tawthiq.app.cited import Stated
from tawthiq.app.claims import Claim
from tawthiq.app.editing import Edit, Hand
from tawthiq.app.entity_edits import Basis, say_of
from tawthiq.app.incident_edits import ACCOUNTS, NEEDS
from tawthiq.app.item_sheet import found
from tawthiq.record.arabic import fold
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access, strictest
from tawthiq.record.review import OVERRULED, Standing
from tawthiq.record.selector import Row
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Modality, Statement
from tawthiq.record.value import Post, Tally, Text, Value
from tawthiq.record.when import When
from tawthiq.store.index import Index
from tawthiq.store.queries import StatementRow

_TOLD = frozenset({"post", "transcription", "translation", "page.title", "page.description"})
"""Where somebody tells something, beside the rows of lists."""

_REMARKS = ("note", *ACCOUNTS, *NEEDS)
"""What a row of a list may say of an item that is an account of an incident."""

_MOST = 100


@dataclass(frozen=True, slots=True)
class Kinship:
    """What a telling shares with the accounts that an incident has.

    `taken`: it is one of them already. `speaker`: one of them has the same speaker. `words`: one of them
    rests on a post with the same words. `forwarded_from`: whose words it says it hands on.
    """

    taken: bool = False
    speaker: bool = False
    words: bool = False
    forwarded_from: str = ""

    @property
    def is_same_source(self) -> bool:
        """Whether it is no further source."""
        return self.speaker or self.words or bool(self.forwarded_from)


def is_telling(row: Stated) -> bool:
    """Whether it can be taken as an account: words of somebody, which no machine only proposes."""
    said = row.statement
    if row.standing is Standing.PROPOSED or row.standing in OVERRULED:
        return False
    if said.property in _TOLD:
        return bool(words_of(said))
    of_list = isinstance(said.about, Span) and any(
        isinstance(s, Row) for span in said.spans for s in span.selectors
    )
    own = said.property.startswith("x.") or said.property in _REMARKS
    return of_list and own and isinstance(said.value, Text | Tally)


def words_of(said: Statement) -> str:
    """The words in which it is told; empty where there are none."""
    match said.value:
        case Post(text=words) | Text(text=words) | Tally(stated=words):
            return words
    return ""


def said_on(said: Statement) -> When | None:
    """When it was said: when the post was sent, else what the statement says."""
    return said.value.sent if isinstance(said.value, Post) else said.said_at


def account_from(
    hand: Hand,
    incident: Digest,
    row: StatementRow,
    term: str,
    value: Value,
    modality: Modality = Modality.ASSERTS,
) -> Edit:
    """Says of an incident what `row` tells, by its speaker and as closed as it is. Raises LawBroken."""
    if not is_telling(row):
        raise LawBroken("only what somebody tells in a post or a list can be taken as an account")
    said = row.statement
    access = strictest((row.access, Access.TEAM))
    basis = Basis((Mention(row.id), *said.spans), "", said.said_by, said_on(said), access, modality)
    return say_of(hand, incident, term, value, basis)


def tellings_found(index: Index, query: str, *, seen_by: Access) -> tuple[StatementRow, ...]:
    """What is told with every word of `query`, in any spelling."""
    return tuple(row for _, row in found(index, query, seen_by=seen_by, limit=_MOST) if is_telling(row))


def kinship(row: Stated, accounts: Iterable[Claim], told: Iterable[Stated]) -> Kinship:
    """What `row` shares with `accounts`; `told`: the tellings that these rest on."""
    every, said = tuple(accounts), row.statement
    taken = any(Mention(row.id) in each.cites for each in every)
    others = [each for each in told if each.id != row.id]
    own = fold(words_of(said))
    return Kinship(
        taken,
        any(each.said_by == said.said_by and Mention(row.id) not in each.cites for each in every),
        any(own == fold(words_of(each.statement)) for each in others),
        said.value.forwarded_from if isinstance(said.value, Post) else "",
    )
