"""Two recordings on one clock: the best of the candidates, how sure it is, and what it may be called.

Sound gives the difference between arrivals at two microphones, not between their clocks: see `SCENE_SECONDS`.
"""

import enum
from dataclasses import dataclass

from tawthiq.match.shared_music import NO_MUSIC, SharedMusic, shared_music
from tawthiq.match.sound_candidates import Candidate, candidates, least_shared
from tawthiq.match.sound_verifying import Verified, verify
from tawthiq.match.sounding import Sounding
from tawthiq.match.sync_probability import Evidence, probability

APART = 0.4
"""Seconds within which two lines are one answer: microphones 120 m apart hear one scene 0.35 s apart."""

LEAST_STRENGTH, MOST_RIVAL, LEAST_PROBABILITY = 15.0, 0.25, 0.9
"""What a line needs before anything is placed by it without a person (decision 0020)."""

MUSIC = 0.5
"""Probability from which what is shared is music, which may have been played on another day too.

Of the pairs `shared_music` was fitted on none of 68 replays of invented music lies under it (the least has
0.80), eleven of 40 of real music do, and 355 of 364 moments.
"""

SCENE_SECONDS = 0.15
"""Half-width, 95 %, for the instants of the scene: sound takes as long over 51 m (decision 0029)."""

_DECOYS = (3.1, -3.1)
"""Seconds from the best candidate to lines of the same two sounds that must be wrong."""

_WORTH = 0.35
"""Share of the greatest strength from which a line is weighed by its energy: length must not win."""


class Heard(enum.StrEnum):
    """What two recordings have in common, in the record's words."""

    MOMENT = "same-moment"
    SOUND = "same-sound"


@dataclass(frozen=True, slots=True)
class Sync:
    """The line on which two recordings lie, and what speaks for it.

    `music`: what speaks for music in what they share; NO_MUSIC where the line is too weak to say.
    """

    line: Verified
    evidence: Evidence
    music: SharedMusic

    @property
    def probability(self) -> float:
        """That the two recordings lie on this line."""
        return probability(self.evidence)

    @property
    def accepted(self) -> bool:
        """It passes all limits; otherwise it is only possible, and places nothing."""
        return stands_out(self.evidence) and self.probability >= LEAST_PROBABILITY

    @property
    def heard(self) -> Heard:
        """One moment, or only one sound, which may have been played again."""
        return Heard.MOMENT if self.accepted and self.music.probability < MUSIC else Heard.SOUND

    @property
    def rate(self) -> float:
        """Seconds of one for a second of other."""
        return 1 + self.line.drift

    @property
    def offset(self) -> float:
        """Time in one at second 0 of other."""
        return self.line.offset - self.line.drift * self.line.middle

    @property
    def error(self) -> float:
        """Half-width, 95 %, of the offset between arrivals, seconds."""
        return 2 * self.line.spread


def stands_out(evidence: Evidence) -> bool:
    """Whether a line is strong and without a rival."""
    return evidence.strength >= LEAST_STRENGTH and evidence.rival <= MOST_RIVAL * evidence.strength


def synchronise(one: Sounding, other: Sounding) -> Sync | None:
    """The most convincing line of two recordings; None where there is nothing to be compared."""
    verified = _verified(one, other)
    if not verified:
        return None
    strongest = max(line.strength for _, line in verified)
    worth = [pair for pair in verified if pair[1].strength >= min(strongest, _WORTH * strongest)]
    candidate, best = max(worth, key=lambda pair: pair[1].energy)
    rival = max(
        (line.strength for _, line in verified if abs(line.offset - best.offset) > APART), default=0.0
    )
    decoys = [_decoy(one, other, best.offset + away) for away in _DECOYS]
    evidence = Evidence(best.strength, max(rival, *decoys, 0.0), best.share, best.shared, candidate.methods)
    return Sync(best, evidence, shared_music(one, other, best) if stands_out(evidence) else NO_MUSIC)


def _verified(one: Sounding, other: Sounding) -> list[tuple[Candidate, Verified]]:
    found = ((candidate, verify(one, other, candidate.offset)) for candidate in candidates(one, other))
    return [(candidate, line) for candidate, line in found if line is not None]


def _decoy(one: Sounding, other: Sounding, offset: float) -> float:
    """The strength at an offset that is wrong; 0 where too little would be shared there."""
    shared = min(other.seconds, one.seconds - offset) - max(0.0, -offset)
    line = verify(one, other, offset) if shared >= least_shared(one, other) else None
    return line.strength if line else 0.0
