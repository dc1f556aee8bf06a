"""Families: recordings joined by copies, directly or through others, every member kept.

A family says which distinct recordings there are to watch; it never says that its members are one source.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tawthiq.record.digest import Digest

SAME_FOOTAGE = "same-footage"


@dataclass(frozen=True, slots=True)
class Family:
    """Members, ascending by digest, and what joins them."""

    members: tuple[Digest, ...]
    relation: str = SAME_FOOTAGE


def families(links: Iterable[tuple[Digest, Digest]], relation: str = SAME_FOOTAGE) -> tuple[Family, ...]:
    """The connected components of `links`, which are of one `relation`, ordered by their first member."""
    root: dict[Digest, Digest] = {}

    def find(item: Digest) -> Digest:
        while root.setdefault(item, item) != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    for one, other in links:
        first, second = sorted((find(one), find(other)))
        root[second] = first
    groups: dict[Digest, list[Digest]] = {}
    for item in sorted(root):
        groups.setdefault(find(item), []).append(item)
    return tuple(Family(tuple(members), relation) for _, members in sorted(groups.items()))
