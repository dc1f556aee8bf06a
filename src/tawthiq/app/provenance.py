"""What somebody says of a source as a whole after it came: who gave it, how, with what consent.

On a terminal that is asked before a source is built; a browser shows the files first and asks meanwhile. So
it is a statement of its own, about the answers kept as a note, and fills what the arrivals leave unknown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from tawthiq.app.editing import Edit, Hand, state
from tawthiq.intake.provenance import Answers, acquisition, to_note
from tawthiq.record.codec import from_json
from tawthiq.record.errors import LawBroken, NotFound
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.post import UNKNOWN_CUSTODY, Acquisition
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.store.index import Index
from tawthiq.store.queries import ItemRow
from tawthiq.store.told import Told, told

TERM = "source.provenance"


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source by its name, how many arrivals it brought, what is known of it, and who said so since."""

    name: str
    arrivals: int
    known: Acquisition
    said: tuple[Told, ...]


def say_provenance(hand: Hand, source: str, answers: Answers, access: Access = Access.TEAM) -> Edit:
    """Writes down what the person at work knows of `source`. Raises NotFound, LawBroken on no answer."""
    if source not in _arrivals(hand.record.index, Access.RESTRICTED):
        raise NotFound(f"no file of this record came with {source!r}")
    if answers == Answers():
        raise LawBroken(
            "nothing is answered", mend="Answer one question at least; what is not known stays so."
        )
    stored = hand.record.objects.put_bytes(to_note(answers))
    hand.record.add(items=[Item(stored.digest, stored.size, "application/json", Role.NOTE, access)])
    note = Span(stored.digest)
    said = acquisition(source, source, answers)
    edit, _ = state(
        hand, [Statement(note, TERM, said, hand.by, hand.by, Method.JUDGED, (note,), access=access)]
    )
    return edit


def provenances(index: Index, *, seen_by: Access) -> Mapping[str, Acquisition]:
    """By source, what is said of it and stands; of two answers to one question the later."""
    found: dict[str, Acquisition] = {}
    for each in _said(index, seen_by):
        value = from_json(Acquisition, each.value)
        found[value.source] = _filled(value, found.get(value.source, value))
    return found


def arrivals_told(row: ItemRow, known: Mapping[str, Acquisition]) -> tuple[Acquisition, ...]:
    """How an item came; what its arrivals leave unknown as said of their source."""
    arrivals = (each.statement.value for each in row.acquisitions)
    return tuple(_filled(a, known.get(a.source, a)) for a in arrivals if isinstance(a, Acquisition))


def sources(index: Index, *, seen_by: Access) -> tuple[SourceView, ...]:
    """Every source by name, with what is known of it."""
    arrivals, known, said = (
        _arrivals(index, seen_by),
        provenances(index, seen_by=seen_by),
        _said(index, seen_by),
    )
    return tuple(
        SourceView(
            name,
            count,
            _filled(first, known.get(name, first)),
            tuple(each for each in said if each.value["source"] == name),
        )
        for name, (first, count) in sorted(arrivals.items())
    )


def _arrivals(index: Index, seen_by: Access) -> Mapping[str, tuple[Acquisition, int]]:
    """By source, its first arrival, and how many it brought."""
    came = [each.value for each in told(index, ("acquisition",), seen_by=seen_by)]
    counts = Counter(value.get("source", "") for value in came)
    firsts = {value.get("source", ""): value for value in reversed(came)}
    return {name: (from_json(Acquisition, firsts[name]), counts[name]) for name in firsts if name}


def _said(index: Index, seen_by: Access) -> tuple[Told, ...]:
    return tuple(each for each in told(index, (TERM,), seen_by=seen_by) if each.stands)


def _filled(arrival: Acquisition, known: Acquisition) -> Acquisition:
    """`arrival`, with what it leaves unknown from `known`."""
    return replace(arrival, **{name: getattr(known, name) for name in _unknown(arrival)})


def _unknown(arrival: Acquisition) -> Iterable[str]:
    answered = ("url", "given_by", "how", "obtained", "consent", "limits", "custody")
    held = {f.name: getattr(arrival, f.name) for f in fields(arrival)}
    return (name for name in answered if held[name] in ("", None, UNKNOWN_CUSTODY))
