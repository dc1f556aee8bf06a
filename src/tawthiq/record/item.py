"""An item: preserved bytes, known by their SHA-256 and never altered."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken


class Access(enum.StrEnum):
    """Who may see: the public, the team (the default), or only those named."""

    PUBLIC = "public"
    TEAM = "team"
    RESTRICTED = "restricted"


_STRICTNESS = {Access.PUBLIC: 0, Access.TEAM: 1, Access.RESTRICTED: 2}


def strictest(marks: Iterable[Access]) -> Access:
    """The strictest of `marks`; team where there are none."""
    return max(marks, key=_STRICTNESS.__getitem__, default=Access.TEAM)


class Role(enum.StrEnum):
    """Why the bytes are here: given to us, the raw form of what came, measured, or made to be played."""

    EVIDENCE = "evidence"
    SIDECAR = "sidecar"
    TRACK = "track"
    PICTURE = "picture"
    NOTE = "note"
    WORKING_COPY = "working-copy"


@dataclass(frozen=True, slots=True)
class Item:
    """Preserved bytes: digest, size in bytes, media type by content, and why they are here."""

    digest: Digest
    size: int
    media_type: str
    role: Role = Role.EVIDENCE
    access: Access = Access.TEAM
    external: str = ""

    def __post_init__(self) -> None:
        if self.size < 0:
            raise LawBroken("an item has a size of 0 bytes or more")
        if "/" not in self.media_type:
            raise LawBroken(f"{self.media_type!r} is not a media type such as video/mp4")
