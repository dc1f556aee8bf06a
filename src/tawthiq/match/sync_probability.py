"""How probable it is that two recordings lie on a line, from how well windows agree on it.

A logistic curve over four numbers, fitted by maximum likelihood with a light pull of its weights to zero
(`python -m benchmarks.match_sync --fit`) on 558 invented pairs of development seeds: 219 true lines of 14
scenes under every damage, 256 unrelated pairs, 78 near-misses (30 of them chants of one phrase) and five
true pairs on a wrong line; right ones weigh PRIOR. The wrong pair that it gives most has 0.07: nine seconds
of one chant. It replaces a curve set by hand, which placed one of the chants. It says nothing about real
cameras. Decision 0020 tells more.
"""

from dataclasses import dataclass
from math import exp, log2, log10

from tawthiq.match.sound_verifying import GROUP_SECONDS, GROUPS

PRIOR = 0.02
"""Share of the pairs compared that lie on one clock; a guess for a folder about one event."""

_WEIGHTS = (4.712, -7.114, 2.8, 7.33)
_CONSTANT = -13.811

_LIMIT = 40.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Strength of the best line and of the strongest rival; share of the groups of windows that agree on it,
    of how many shared seconds; and how many methods named it.
    """

    strength: float
    rival: float
    share: float
    shared: float
    methods: int

    @property
    def features(self) -> tuple[float, ...]:
        """What the probability is a curve of."""
        strength = log10(1 + max(0.0, self.strength))
        rival = self.rival / (1 + max(0.0, self.strength))
        agree = self.share * min(self.shared / GROUP_SECONDS, GROUPS)
        return strength, min(rival, 2.0), log2(1 + agree), float(self.methods == 2)


def probability(evidence: Evidence) -> float:
    """Between 0 and 1, both excluded."""
    score = _CONSTANT + sum(w * f for w, f in zip(_WEIGHTS, evidence.features, strict=True))
    return 1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, score))))
