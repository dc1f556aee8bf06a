"""What a record knows of each recording that tells which of two was made from the other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from tawthiq.match.deriving import Origin
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Acquisition, Post, Text
from tawthiq.record.when import When
from tawthiq.store import queries
from tawthiq.store.index import Index

_SEEN = ("acquisition", "page.uploaded", "post")


def origins(index: Index) -> Mapping[Digest, Origin]:
    """The origin of every item of which anything is known."""
    rows = queries.statements(
        index, properties=("media.size", "media.edit", *_SEEN), seen_by=Access.RESTRICTED
    )
    pixels, seen = dict[Digest, int](), defaultdict[Digest, list[When]](list)
    rewritten = set[Digest]()
    for said in (row.statement for row in rows):
        item = said.about.item if isinstance(said.about, Span) else None
        if item and said.property == "media.size" and isinstance(said.value, Text):
            pixels[item] = _pixels(said.value.text)
        if item and said.property == "media.edit":
            rewritten.add(item)
        for of, when in _seen(said):
            seen[of].append(when)
    known = {*pixels, *seen, *rewritten}
    return {i: Origin(pixels.get(i) or None, i in rewritten, tuple(seen.get(i, ()))) for i in known}


def _seen(said: Statement) -> Iterator[tuple[Digest, When]]:
    """Items that `said` tells a time of, at which somebody had them."""
    value = said.value
    if isinstance(value, Post) and value.sent:
        yield from ((each.item, value.sent) for each in value.attachments if each.item)
    elif isinstance(said.about, Span) and isinstance(value, Acquisition) and value.obtained:
        yield said.about.item, value.obtained
    elif isinstance(said.about, Span) and said.property == "page.uploaded" and isinstance(value, When):
        yield said.about.item, value


def _pixels(size: str) -> int:
    """Of "426 × 240"; 0 of anything else."""
    width, _, height = size.partition(" × ")
    return int(width) * int(height) if width.isdecimal() and height.isdecimal() else 0
