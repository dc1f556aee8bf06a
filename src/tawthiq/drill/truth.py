"""The truth of a drill: what is known because we made it, and what others are measured by.

docs/drill-truth.md explains every field. The written form is canonical JSON by the record's codec:
fractions as "n/d", times of the world as UTC, a field that has its default left out.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

from tawthiq.drill.truth_footage import (
    Copy,
    Cut,
    Family,
    File,
    LentSpeech,
    Mark,
    Overlay,
    Place,
    Recording,
    SoundEvent,
    Steady,
    Sun,
)
from tawthiq.drill.truth_people import HouseholdTruth, ListRowTruth, ListTruth, PersonTruth, StatusOn, TollOn
from tawthiq.drill.truth_posts import ChatTruth, Claim, Need, NeedsOn, PostTruth, RejectTruth
from tawthiq.record.codec import from_json, to_json
from tawthiq.record.errors import LawBroken, UsageError

VERSION = 2
"""Of the schema; raised by any change that a reader must know."""

NOTICE = "Invented drill: nothing here happened. Figures from it are about code, never about evidence."


@dataclass(frozen=True)
class Truth:
    """All that is known of one drill. `epoch` (UTC) is second 0 of world time.

    `zone_seconds` is how far the place's clock is ahead of UTC. `struck_at` is the world second of the
    strike, none where the scenario has none of its own (old footage passed off as new).
    `real` names the paths that are real clips, lent to test matching; nothing in them is a drill's.
    `speech` is real speech that was lent; `without` names what this drill has none of ("speech").
    """

    version: int
    notice: str
    scenario: str
    seed: int
    size: str
    epoch: datetime
    zone_seconds: int
    files: tuple[File, ...]
    struck_at: Fraction | None = None
    real: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    recordings: tuple[Recording, ...] = ()
    suns: tuple[Sun, ...] = ()
    cuts: tuple[Cut, ...] = ()
    sounds: tuple[SoundEvent, ...] = ()
    steady: tuple[Steady, ...] = ()
    speech: LentSpeech | None = None
    without: tuple[str, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    marks: tuple[Mark, ...] = ()
    copies: tuple[Copy, ...] = ()
    families: tuple[Family, ...] = ()
    persons: tuple[PersonTruth, ...] = ()
    households: tuple[HouseholdTruth, ...] = ()
    statuses: tuple[StatusOn, ...] = ()
    tolls: tuple[TollOn, ...] = ()
    lists: tuple[ListTruth, ...] = ()
    rows: tuple[ListRowTruth, ...] = ()
    chats: tuple[ChatTruth, ...] = ()
    posts: tuple[PostTruth, ...] = ()
    claims: tuple[Claim, ...] = ()
    needs: tuple[Need, ...] = ()
    needs_on: tuple[NeedsOn, ...] = ()
    rejects: tuple[RejectTruth, ...] = ()

    def moment(self, world: Fraction) -> datetime:
        """World seconds as UTC, to the microsecond."""
        return self.epoch + timedelta(microseconds=round(world * 1_000_000))

    def recording(self, path: str) -> Recording:
        """The recording of that path. Raises KeyError when there is none."""
        for each in self.recordings:
            if each.path == path:
                return each
        raise KeyError(path)


def families(copies: tuple[Copy, ...]) -> tuple[Family, ...]:
    """Which files descend from which original, through copies of copies; originals in order of name.

    A copy of two originals, as a compilation is, belongs to both families.
    """
    parents = {each.path: {segment.b.path for segment in each.segments} for each in copies}

    def origins(path: str) -> set[str]:
        if path not in parents:
            return {path}
        return set().union(*(origins(parent) for parent in parents[path]))

    members: dict[str, set[str]] = {}
    for path in parents:
        for original in origins(path):
            members.setdefault(original, set()).add(path)
    return tuple(Family(original, (original, *sorted(members[original]))) for original in sorted(members))


def written(truth: Truth) -> str:
    """The text of `truth.json`; the same truth always gives the same text."""
    return json.dumps(to_json(truth), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_truth(path: Path) -> Truth:
    """The truth in a file. Raises UsageError on what is no truth, or is of a newer version."""
    try:
        body = json.loads(path.read_text("utf-8"))
        version = body.get("version") if isinstance(body, dict) else None
        if version != VERSION:
            raise UsageError(f"{path} is a truth of version {version!r}; this program reads {VERSION}")
        return from_json(Truth, body)
    except (OSError, ValueError, LawBroken) as cause:
        raise UsageError(f"{path} is not the truth of a drill: {cause}") from cause
