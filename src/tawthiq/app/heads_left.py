"""Heads of the record, and with whom they were left: only a head that somebody outside holds proves anything.

The head's signed text becomes an item when somebody says where they left it, so that the statement is about
exactly what was handed over.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tawthiq.app.editing import Edit, Hand, own, state
from tawthiq.app.entered import day_entered
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.errors import LawBroken, NotFound
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.span import Span
from tawthiq.record.value import Text
from tawthiq.record.when import When
from tawthiq.store.head import SignedHead
from tawthiq.store.index import Index
from tawthiq.store.layout import Layout
from tawthiq.store.told import Told, told
from tawthiq.store.verify_heads import stored_heads
from tawthiq.store.words import to_words

LEFT = "head-left"


@dataclass(frozen=True, slots=True)
class HeadView:
    """A head that was made: its first words, how many entries it covers, and who says with whom it is."""

    signed: SignedHead
    left: tuple[Told, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Its digest in words, as it is read out."""
        return tuple(to_words(self.signed.head.digest).split("-"))

    @property
    def covers(self) -> int:
        """Entries of all chains that it vouches for."""
        return sum(chain.count for chain in self.signed.head.chains)


def heads(index: Index, *, seen_by: Access) -> tuple[HeadView, ...]:
    """Every head made of the record, latest first."""
    left = _left(index, seen_by)
    found = [HeadView(signed, tuple(left[_item(signed)])) for signed in _signed(index.layout)]
    return tuple(sorted(found, key=lambda view: view.signed.head.at, reverse=True))


def leave(hand: Hand, head: Digest, whom: str, day: str) -> Edit:
    """Writes down that the head was left with `whom` on `day`, as entered. Raises LawBroken, NotFound."""
    signed = next((each for each in _signed(hand.record.layout) if each.head.digest == head), None)
    if signed is None:
        raise NotFound(
            f"no head {head} was made of this record", mend="Seal the record, then leave its head."
        )
    when = day_entered(day)
    if not whom.strip() or not isinstance(when, When):
        raise LawBroken("say with whom the head was left, and on what day")
    content = signed.text.encode()
    stored = hand.record.objects.put_bytes(content)
    hand.record.add(items=[Item(stored.digest, stored.size, "text/plain", Role.NOTE)])
    span = Span(stored.digest)
    said = replace(own(hand, span, LEFT, Text(whom.strip()), (span,)), said_at=when)
    edit, _ = state(hand, [said])
    return edit


def _left(index: Index, seen_by: Access) -> Mapping[Digest, list[Told]]:
    found: dict[Digest, list[Told]] = defaultdict(list)
    for each in told(index, (LEFT,), seen_by=seen_by):
        if each.stands and each.item:
            found[each.item].append(each)
    return found


def _signed(layout: Layout) -> list[SignedHead]:
    return [found for _, found in stored_heads(layout) if isinstance(found, SignedHead)]


def _item(signed: SignedHead) -> Digest:
    """The digest of the item that a left head becomes."""
    return digest_of(signed.text.encode())
