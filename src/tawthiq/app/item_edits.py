"""What a person says of items in the table: tags, notes, place, time, who may see them.

Each cites the item itself: the person had it before them. Where they know it from elsewhere, they write
that down and it is cited too (`own_knowledge`).
"""

from collections.abc import Iterable, Sequence

from tawthiq.app.editing import Edit, Hand, own, state, withdraw
from tawthiq.app.own_knowledge import written_down
from tawthiq.app.own_words import own_words
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.value import Area, Circle, Term, Text, Unknown, Value, When
from tawthiq.store.told import told

Place = Text | Circle | Area | Unknown
"""Words, a circle, a drawn polygon, or seen not to be knowable; never a bare point."""

FILLED = ("tag", "place", "time")
"""What filling down copies: what a person sets in a cell of the table."""


def tag(hand: Hand, items: Iterable[Digest], words: str) -> Edit:
    """Puts the tag `words` on each of `items`."""
    if not words.strip():
        raise LawBroken("a tag has words")
    return _say(hand, items, "tag", own_words(words))


def untag(hand: Hand, items: Sequence[Digest], words: str) -> Edit:
    """Withdraws the tag `words` from each of `items`, whoever put it there."""
    found = told(hand.record.index, ("tag",), items=items, seen_by=Access.RESTRICTED)
    return withdraw(hand, [each.id for each in found if each.stands and each.value.get("text") == words])


def note(hand: Hand, items: Iterable[Digest], words: str) -> Edit:
    """Writes a remark on each of `items`."""
    if not words.strip():
        raise LawBroken("a note has words")
    return _say(hand, items, "note", own_words(words))


def set_place(hand: Hand, items: Sequence[Digest], place: Place, known_from: str = "") -> Edit:
    """Says where each of `items` was filmed, in place of what this person said before."""
    return _set(hand, items, "place", place, known_from)


def set_time(hand: Hand, items: Sequence[Digest], time: When | Unknown, known_from: str = "") -> Edit:
    """Says when each of `items` was filmed, in place of what this person said before."""
    return _set(hand, items, "time", time, known_from)


def mark_access(hand: Hand, items: Sequence[Digest], access: Access, reason: str = "") -> None:
    """Sets who may see each of `items`. Raises LawBroken where access is opened without a reason.

    It is no `Edit`, because undoing must never open what was closed: another mark changes it. A mark cites
    the one it follows, so that the same mark given again is a new statement.
    """
    why = (written_down(hand, reason, access),) if reason.strip() else ()
    if access is not Access.RESTRICTED and not why:
        raise LawBroken("who opens access says why", mend="Write the reason; it is kept as a note.")
    marks = told(hand.record.index, ("access",), items=items, seen_by=Access.RESTRICTED)
    last = {mark.item: Mention(mark.id) for mark in marks}
    hand.record.add(
        statements=[
            own(
                hand,
                span,
                "access",
                Term(access.value),
                (span, *(m for m in [last.get(span.item)] if m), *why),
            )
            for span in (Span(item) for item in dict.fromkeys(items))
        ]
    )


def fill_down(hand: Hand, source: Digest, targets: Sequence[Digest]) -> Edit:
    """Says of each of `targets` what people set for `source`: its tags, place and time.

    Each is this person's own statement from now on, about its own item. What software proposed is not
    copied: a proposal about one item is none about another.
    """
    edit = Edit()
    for each in told(hand.record.index, FILLED, items=[source], seen_by=Access.RESTRICTED):
        if each.stands and each.by_person:
            value = each.statement().value
            say = _say if each.property == "tag" else _set
            edit += say(hand, targets, each.property, value)
    return edit


def _say(
    hand: Hand, items: Iterable[Digest], term: str, value: Value, cites: tuple[Citation, ...] = ()
) -> Edit:
    spans = [Span(item) for item in dict.fromkeys(items)]
    edit, _ = state(hand, [own(hand, span, term, value, (span, *cites)) for span in spans])
    return edit


def _set(hand: Hand, items: Sequence[Digest], term: str, value: Value, known_from: str = "") -> Edit:
    cites = (written_down(hand, known_from),) if known_from.strip() else ()
    said = _say(hand, items, term, value, cites)
    mine = told(hand.record.index, (term,), items=items, seen_by=Access.RESTRICTED)
    former = [each for each in mine if each.stands and each.said_by == hand.by]
    return said + withdraw(hand, [e.id for e in former if e.statement().value != value])
