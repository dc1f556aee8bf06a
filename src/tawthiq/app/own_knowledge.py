"""A person's own knowledge, written down as an item, so that there is something to cite.

Most statements cite what was preserved. What somebody knows, saw or was told, and the material does not
hold, becomes a note: their words, in a file of its own, kept like all evidence.
"""

from tawthiq.app.editing import Hand
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.span import Span


def written_down(hand: Hand, words: str, access: Access = Access.TEAM) -> Span:
    """Keeps `words` as a note of this person's and returns it, to be cited. Raises LawBroken on no words."""
    if not words.strip():
        raise LawBroken("what a person knows is cited by writing it down; the note has no words")
    content = f"{hand.by.name}\n\n{words.strip()}\n".encode()
    stored = hand.record.objects.put_bytes(content)
    hand.record.add(items=[Item(stored.digest, stored.size, "text/plain", Role.NOTE, access)])
    return Span(stored.digest)
