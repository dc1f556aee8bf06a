"""Care for who has to look: what a person marked as hard to look at is covered until somebody asks for it.

The mark is a statement like any other, so it says who set it and can be taken back. It covers an item, and
every picture and copy made of it, for whoever looks: also for those who may not read the mark's own words.
"""

from collections.abc import Mapping

from tawthiq.app.editing import Edit, Hand, own, state
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.record.value import Text
from tawthiq.store.index import Index
from tawthiq.store.origins import origins
from tawthiq.store.told import Told, told

GRAPHIC = "graphic"


def mark_graphic(hand: Hand, span: Span, words: str) -> Edit:
    """Says that `span` is hard to look at, and in a few words what awaits who looks. Raises LawBroken."""
    if not words.strip():
        raise LawBroken("say in a few words what awaits who looks", mend="Such as: bodies, a wounded child.")
    edit, _ = state(hand, [own(hand, span, GRAPHIC, Text(words.strip()), (span,))])
    return edit


def graphic_items(index: Index) -> Mapping[Digest, Told]:
    """The items that somebody marked and nobody unmarked since, each with the first such mark."""
    found: dict[Digest, Told] = {}
    for mark in told(index, (GRAPHIC,), seen_by=Access.RESTRICTED):
        if mark.stands and mark.item:
            found.setdefault(mark.item, mark)
    return found


def is_covered(index: Index, item: Digest) -> bool:
    """Whether `item` is marked, or was made of what is."""
    marked = graphic_items(index).keys()
    return bool(marked) and (item in marked or not marked.isdisjoint(origins(index, item)))
