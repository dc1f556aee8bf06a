"""When filming began: inferred from the clock of the file, and that clock held against the one in its name.

Proposals, each citing the clocks it is made from and keeping its caveat.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from tawthiq.media.clocks import Filmed, filming_of
from tawthiq.media.probe import Probe
from tawthiq.record.agent import Agent, software
from tawthiq.record.digest import Digest
from tawthiq.record.item import Item
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Term, Text, Value
from tawthiq.record.when import When
from tawthiq.store.queries import StatementRow

CLOCKS = software("tawthiq clocks", "1")
NAMES = software("tawthiq names", "1")

Identify = Callable[[Statement], Digest]
"""The id that a statement will have in the record."""

_STEP = timedelta(minutes=15)
"""Every zone of our time is a multiple of it ahead of UTC (tz database)."""

_NEAR = timedelta(seconds=90)
_FARTHEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Inferring:
    """What is inferred about: an item, as measured by a task, and how its statements will be called."""

    item: Item
    identify: Identify
    task: Digest | None = None


def filmed(about: Inferring, probe: Probe, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """A proposal of when filming began, from the first clock among `statements` that can say."""
    for said, found in _readings(probe, statements):
        return (_inferred(about, "time", found.began, (Mention(about.identify(said)),), CLOCKS),)
    return ()


def compared(
    about: Inferring, probe: Probe, statements: Iterable[Statement], named: Sequence[StatementRow]
) -> Iterator[Statement]:
    """What the clock of the file and the one in its name say together.

    Whole quarters of an hour apart they propose a zone. None apart: filmed where the clock is UTC, or local
    time was written as UTC ("clock-perhaps-local"). Anything else: one is wrong ("clocks-disagree").
    """
    reading = next(_readings(probe, statements), None)
    if reading is None or reading[1].began.earliest is None:
        return
    said, found = reading
    for row in named:
        name = row.statement.value
        if not isinstance(name, When) or name.comparable or not _is_moment(name):
            continue
        cites = (Mention(row.id), Mention(about.identify(said)))
        ahead = _ahead(name, found)
        if ahead is None:
            yield _inferred(about, "finding", Term("clocks-disagree"), cites, NAMES)
        elif ahead == timedelta(0):
            yield _inferred(about, "finding", Term("clock-perhaps-local"), cites, NAMES)
        else:
            words = f"{_offset(ahead)}: so far is the clock in the name ahead of the clock of the file"
            yield _inferred(about, "zone", Text(words, "en"), cites, NAMES, to=row.id)


def _readings(probe: Probe, statements: Iterable[Statement]) -> Iterator[tuple[Statement, Filmed]]:
    for said in statements:
        clock = said.value if said.property == "media.clock" else None
        if isinstance(clock, When) and (found := filming_of(clock, probe)):
            yield said, found


def _is_moment(name: When) -> bool:
    """Whether it names a second, not only a day."""
    if name.earliest is None or name.latest is None:
        return False
    return name.latest - name.earliest <= timedelta(seconds=1)


def _ahead(name: When, found: Filmed) -> timedelta | None:
    """How far the name's wall clock is ahead of UTC, a whole number of quarters of an hour; None for none."""
    began = found.began
    if name.earliest is None or began.earliest is None or began.latest is None:
        return None
    middle = began.earliest + (began.latest - began.earliest) / 2
    apart = name.earliest.replace(tzinfo=UTC) - middle
    ahead = round(apart / _STEP) * _STEP
    return ahead if abs(apart - ahead) <= _NEAR and abs(ahead) <= _FARTHEST else None


def _offset(ahead: timedelta) -> str:
    minutes = round(abs(ahead).total_seconds() / 60)
    return f"{'+' if ahead > timedelta(0) else '-'}{minutes // 60:02}:{minutes % 60:02}"


def _inferred(
    about: Inferring,
    term: str,
    value: Value,
    cites: tuple[Citation, ...],
    by: Agent,
    *,
    to: Digest | None = None,
) -> Statement:
    span = Span(about.item.digest)
    return Statement(
        about=Mention(to) if to else span,
        property=term,
        value=value,
        said_by=by,
        recorded_by=by,
        method=Method.INFERRED,
        cites=cites,
        task=about.task,
        access=about.item.access,
    )
