"""What an item was made from: of a picture or a copy, the footage it shows."""

from sqlalchemy import select

from tawthiq.record.digest import Digest
from tawthiq.store.index import Index
from tawthiq.store.tables import ITEMS, RESTS


def origins(index: Index, item: Digest) -> frozenset[Digest]:
    """The items that `item` rests on; none for what came to us from outside."""
    question = (
        select(RESTS.c.target).join(ITEMS, ITEMS.c.digest == RESTS.c.target).where(RESTS.c.subject == item)
    )
    with index.reading() as connection:
        return frozenset(Digest(each) for each in connection.scalars(question))
