"""Where the bytes of an item lie, and what kind they are by their own first bytes."""

from dataclasses import dataclass
from pathlib import Path

from tawthiq.media import kinds
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.objects import ObjectStore


@dataclass(frozen=True, slots=True)
class ShownBytes:
    """`media_type` is empty where the first bytes are of no kind of footage we decode."""

    digest: Digest
    path: Path
    media_type: str


def shown_bytes(index: Index, digest: str, *, seen_by: Access) -> ShownBytes:
    """The bytes of the item named `digest`. Raises NotFound where they are not there for `seen_by`."""
    item = queries.item(index, digest, seen_by=seen_by).item
    path = ObjectStore(index.layout).locate(item)
    if not path.is_file():
        raise NotFound(f"the bytes of item {item.digest} are not at {path}")
    with path.open("rb") as file:
        kind = kinds.sniff(file.read(kinds.HEAD_BYTES))
    footage = kind is not None and kind.role is not kinds.Role.DOCUMENT
    return ShownBytes(item.digest, path, kind.media_type if kind and footage else "")
