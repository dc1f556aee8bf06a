"""What every edit by a person comes to: statements stated, verdicts given, and the way back.

Nothing is ever removed. An edit is a list of turns, each the verdict that a statement had from this person
before and has now; undoing it gives the former verdicts again, and is an edit like any other. A statement
made anew had none before, which in a view is the same as withdrawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tawthiq.record.agent import Agent
from tawthiq.record.digest import Digest
from tawthiq.record.review import OVERRULED
from tawthiq.record.span import Citation, Mention
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Review, Text, Value, Verdict
from tawthiq.store.queries import Verdicted, verdicts
from tawthiq.store.told import told_of
from tawthiq.store.writing import RecordWriter

HOLDS = Review(Verdict.ACCEPT)
WITHDRAWN = Review(Verdict.WITHDRAW)


@dataclass(frozen=True, slots=True)
class Turn:
    """A statement, this person's verdict on it before the edit, and since."""

    statement: Digest
    was: Review
    becomes: Review


@dataclass(frozen=True, slots=True)
class Edit:
    """What one act of a person changed, in order; empty where all of it held already."""

    turns: tuple[Turn, ...] = ()

    def __add__(self, later: "Edit") -> "Edit":
        return Edit(self.turns + later.turns)

    @property
    def statements(self) -> tuple[Digest, ...]:
        """The statements it touched."""
        return tuple(dict.fromkeys(turn.statement for turn in self.turns))


@dataclass(frozen=True, slots=True)
class Hand:
    """A person at work on an open record, under the name or pseudonym they chose."""

    record: RecordWriter
    by: Agent


def own(
    hand: Hand,
    about: Citation,
    term: str,
    value: Value,
    cites: tuple[Citation, ...],
    method: Method = Method.JUDGED,
) -> Statement:
    """A statement that a person makes in their own name: a judgement, unless they observed it."""
    language = value.language if isinstance(value, Text) else ""
    return Statement(about, term, value, hand.by, hand.by, method, cites, language=language)


def state(hand: Hand, statements: Sequence[Statement]) -> tuple[Edit, tuple[Digest, ...]]:
    """Adds `statements` as one batch; what changed by it, and the ids they have.

    One that the record holds already and nobody overruled changes nothing; one that was overruled holds
    again by this person's word, and is disputed where another's verdict still stands against it.
    """
    added = hand.record.add(statements=statements)
    new = frozenset(added.statements)
    known = tuple(each for each in dict.fromkeys(added.ids) if each not in new)
    back = turn_all(hand, _overruled(hand, known), HOLDS)
    made = Edit(tuple(Turn(each, WITHDRAWN, HOLDS) for each in added.statements))
    return made + back, added.ids


def withdraw(hand: Hand, statements: Iterable[Digest], reason: str = "") -> Edit:
    """Withdraws each of `statements` that is not withdrawn by this person yet."""
    return turn_all(hand, statements, Review(Verdict.WITHDRAW, reason))


def turn_all(hand: Hand, statements: Iterable[Digest], becomes: Review) -> Edit:
    """Gives the verdict `becomes` on each of `statements` on which this person's last was another."""
    asked = tuple(dict.fromkeys(statements))
    given = verdicts(hand.record.index, asked)
    turns = [Turn(each, _own_last(hand, given.get(each, ())), becomes) for each in asked]
    return _give(hand, [turn for turn in turns if turn.was.verdict is not becomes.verdict])


def give(hand: Hand, statement: Digest, becomes: Review) -> Edit:
    """Gives a verdict on one statement, the same once more included. Raises LawBroken."""
    given = verdicts(hand.record.index, [statement]).get(statement, ())
    return _give(hand, [Turn(statement, _own_last(hand, given), becomes)])


def take_back(hand: Hand, edit: Edit) -> Edit:
    """Undoes `edit`; taking back what this returns does it again. Raises LawBroken."""
    last = {turn.statement: turn.becomes for turn in edit.turns}
    first = {turn.statement: turn.was for turn in reversed(edit.turns)}
    return _give(hand, [Turn(each, last[each], was) for each, was in first.items()])


def _give(hand: Hand, turns: Sequence[Turn]) -> Edit:
    hand.record.add(statements=list(_reviews(hand, turns)))
    return Edit(tuple(turns))


def _reviews(hand: Hand, turns: Sequence[Turn]) -> Iterator[Statement]:
    """Each cites the verdict it follows, so that the same verdict given again is a new statement."""
    given = verdicts(hand.record.index, (turn.statement for turn in turns))
    for turn in turns:
        about = Mention(turn.statement)
        before = tuple(Mention(each.id) for each in given.get(turn.statement, ())[-1:])
        yield own(hand, about, "review", turn.becomes, (about, *before))


def _own_last(hand: Hand, given: Sequence[Verdicted]) -> Review:
    """This person's last verdict among `given`; without one, the statement holds for them."""
    own = [each.review for each in given if each.by == hand.by]
    return own[-1] if own else HOLDS


def _overruled(hand: Hand, statements: Sequence[Digest]) -> tuple[Digest, ...]:
    rows = told_of(hand.record.index, statements)
    return tuple(row.id for row in rows if row.standing in OVERRULED)
