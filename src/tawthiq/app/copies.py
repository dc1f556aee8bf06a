"""What matching found, as a person asks for it: families, who is earliest, what nobody else has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tawthiq.app.families import covered_by_others, families_of, standing_copies, standing_sounds
from tawthiq.match.families import Family
from tawthiq.match.segment import SAME_SOUND
from tawthiq.match.unique import Stretch, unique_stretches
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.listings import lengths
from tawthiq.store.queries import StatementRow

_LATEST = datetime.max.replace(tzinfo=UTC)
"""Of an item whose acquisition one may not see."""


@dataclass(frozen=True, slots=True)
class Member:
    """A recording of a family, its name, and the seconds of it that no other recording has."""

    item: Digest
    name: str
    unique: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class FamilyFound:
    """Members, the earliest held first; "earliest held", never "original"."""

    members: tuple[Member, ...]

    @property
    def earliest(self) -> Member:
        """The member that came into the record first."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class CopiesFound:
    """Of `recordings` matched, `distinct` when each family counts once; and what joins or resembles.

    `sound_families` share a sound, in whatever pictures: their members stay recordings of their own.
    """

    recordings: int
    families: tuple[FamilyFound, ...]
    sound_families: tuple[Family, ...]
    copies: tuple[StatementRow, ...]
    same_scenes: tuple[StatementRow, ...]
    same_sounds: tuple[StatementRow, ...]
    derived: tuple[StatementRow, ...]
    no_evidence: tuple[StatementRow, ...]

    @property
    def distinct(self) -> int:
        """Distinct recordings found: independence is a person's judgement, not this."""
        return self.recordings - sum(len(f.members) - 1 for f in self.families)


def copies_found(folder: Path) -> CopiesFound:
    """What stands of the copies in the record in `folder`: nothing that a person has rejected."""
    with open_index(open_layout(folder)) as index:
        return _found(index)


def _found(index: Index) -> CopiesFound:
    copies, sounds = standing_copies(index), standing_sounds(index)
    covered = covered_by_others(copies)
    lasting = {item: float(length) for item, length in lengths(index, seen_by=Access.RESTRICTED).items()}
    names = {row.item.digest: next(iter(row.names), row.item.digest[:12]) for row in queries.items(index)}
    held = _first_held(index)
    families = tuple(
        FamilyFound(
            tuple(
                Member(
                    item,
                    names.get(item, item[:12]),
                    unique_stretches(lasting.get(item, 0.0), covered.get(item, ())),
                )
                for item in sorted(family.members, key=lambda m: (held.get(m, _LATEST), m))
            )
        )
        for family in families_of(copies)
    )
    matched = {
        r.statement.about.item for r in _rows(index, "track.points") if isinstance(r.statement.about, Span)
    }
    return CopiesFound(
        len(matched),
        families,
        families_of(sounds, SAME_SOUND),
        copies,
        _rows(index, "same-scene"),
        sounds,
        _rows(index, "likely-derived"),
        _rows(index, "no-usable-evidence"),
    )


def _rows(index: Index, term: str) -> tuple[StatementRow, ...]:
    return tuple(queries.statements(index, properties=(term,), seen_by=Access.TEAM))


def _first_held(index: Index) -> Mapping[Digest, datetime]:
    first: dict[Digest, datetime] = {}
    for row in _rows(index, "acquisition"):
        if isinstance(row.statement.about, Span):
            item = row.statement.about.item
            first[item] = min(first.get(item, row.at), row.at)
    return first
