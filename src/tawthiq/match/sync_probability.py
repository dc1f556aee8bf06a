"""How probable it is that two recordings lie on a line, from how well windows agree on it.

A logistic curve, SET BY HAND on eighteen invented development scenes so that a line at the limits of
`match.sync` with both methods behind it has 0.95 to 0.98. It is not fitted. Held against 239 true pairs of
fourteen invented scenes (seeds 1000 to 1005, 50000 to 50007, every damage): of 223 that it gives 0.99 or more
all are of one moment, and of nine between 0.2 and 0.95 eight are: it is too modest there. `python -m
benchmarks.match_sync` says how stated and observed agree on unseen scenes, unrelated pairs and near-misses;
`--fit` fits the curve on development seeds, true pairs weighed to PRIOR. It says nothing about real cameras.
"""

from dataclasses import dataclass
from math import exp, log10

PRIOR = 0.02
"""Share of the pairs compared that lie on one clock; a guess for a folder about one event."""

_WEIGHTS = (12.0, 0.0, -12.0, 2.0, 1.0)
_CONSTANT = -13.0

_LIMIT = 40.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Strength of the best line and of the strongest rival; share of groups and number of methods for it."""

    strength: float
    rival: float
    share: float
    methods: int

    @property
    def features(self) -> tuple[float, ...]:
        """What the probability is a curve of."""
        strength = log10(1 + max(0.0, self.strength))
        rival = self.rival / (1 + max(0.0, self.strength))
        return strength, strength**2, min(rival, 2.0), self.share, float(self.methods == 2)


def probability(evidence: Evidence) -> float:
    """Between 0 and 1, both excluded."""
    score = _CONSTANT + sum(w * f for w, f in zip(_WEIGHTS, evidence.features, strict=True))
    return 1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, score))))
