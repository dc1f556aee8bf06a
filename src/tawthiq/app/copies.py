"""What matching found, as a person asks for it: families, who is earliest, what nobody else has."""

from dataclasses import dataclass
from pathlib import Path

from tawthiq.app.families import sound_families, standing_copies, standing_families, standing_sounds
from tawthiq.app.family_view import Member, members_of
from tawthiq.match.families import Family, distinct
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.queries import StatementRow


@dataclass(frozen=True, slots=True)
class FamilyFound:
    """Members, the earliest held first, compilations last; "earliest held", never "original"."""

    members: tuple[Member, ...]

    @property
    def earliest(self) -> Member:
        """The member held earliest, of those that came together the longest."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class CopiesFound:
    """Of `recordings` matched, `distinct` when each family counts once; and what joins or resembles.

    Independence is a person's judgement, not this.

    `sound_families` share a sound, in whatever pictures: their members stay recordings of their own.
    """

    recordings: int
    distinct: int
    families: tuple[FamilyFound, ...]
    sound_families: tuple[Family, ...]
    copies: tuple[StatementRow, ...]
    same_scenes: tuple[StatementRow, ...]
    same_sounds: tuple[StatementRow, ...]
    derived: tuple[StatementRow, ...]
    no_evidence: tuple[StatementRow, ...]


def copies_found(folder: Path) -> CopiesFound:
    """What stands of the copies in the record in `folder`: nothing that a person has rejected."""
    with open_index(open_layout(folder)) as index:
        return _found(index)


def _found(index: Index) -> CopiesFound:
    copies, joined = standing_copies(index), standing_families(index)
    families = members_of(index, joined, joined, copies, seen_by=Access.TEAM)
    matched = {
        r.statement.about.item for r in _rows(index, "track.points") if isinstance(r.statement.about, Span)
    }
    return CopiesFound(
        len(matched),
        distinct(matched, joined),
        tuple(FamilyFound(members) for members in families if members),
        sound_families(index),
        copies,
        _rows(index, "same-scene"),
        standing_sounds(index),
        _rows(index, "likely-derived"),
        _rows(index, "no-usable-evidence"),
    )


def _rows(index: Index, term: str) -> tuple[StatementRow, ...]:
    return tuple(queries.statements(index, properties=(term,), seen_by=Access.TEAM))
