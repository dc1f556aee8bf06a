"""The tables of `match_sync`: hits by rows of damage, false syncs, and what a stated probability is worth."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import optimize

from benchmarks.sync_rows import UNRELATED, Trial
from benchmarks.sync_trials import HIT
from tawthiq.match.sync import APART
from tawthiq.match.sync_probability import PRIOR

Floats = npt.NDArray[np.float64]

_BINS = (0, 0.01, 0.2, 0.5, 0.8, 0.95, 0.99, 1.01)


def report_rows(trials: Sequence[Trial]) -> None:
    """Found within HIT beside the peer, and how far off what was found is."""
    some = [trial for trial in trials if trial.off is not None]
    if not some:
        return
    head = "accepted  moment  median ms  95 % ms  clock ms   CPU ms (candidates)  BBC CPU ms"
    print(f"\n{'damage of one side':40} pairs  found   BBC  {head}")
    for row in dict.fromkeys(trial.row for trial in some):
        _report_row(row, [trial for trial in some if trial.row == row])
    wrong = [t for t in some if t.accepted and not t.hit]
    within = [t.off <= t.found.error for t in some if t.accepted and t.hit and t.found and t.off is not None]
    far = sum(not t.one_moment for t in wrong)
    print(
        f"accepted farther off than {HIT} s, on the arrival of a fainter source: {len(wrong)} of {len(some)};"
        f" farther than {APART} s: {far}"
    )
    print(f"stated 95 % of arrival holds in {np.mean(within):.3f} of {len(within)} accepted")


def _report_row(row: str, some: Sequence[Trial]) -> None:
    hits = [1000 * t.off for t in some if t.hit and t.off is not None] or [np.nan]
    theirs = np.mean([t.peer_off is not None and t.peer_off <= HIT for t in some])
    print(
        f"{row:40} {len(some):5} {np.mean([t.hit for t in some]):6.2f} {theirs:5.2f}"
        f"  {np.mean([t.accepted and t.hit for t in some]):8.2f}"
        f"  {np.mean([t.said_moment and t.hit for t in some]):6.2f}"
        f"  {np.median(hits):9.2f}  {np.percentile(hits, 95):7.2f}"
        f"  {1000 * np.median([t.clock_off for t in some if t.clock_off is not None]):8.1f}"
        f"  {1000 * np.mean([t.cpu for t in some]):7.0f}"
        f" ({1000 * np.mean([t.candidates_cpu for t in some]):10.0f})"
        f"  {1000 * np.mean([t.peer_cpu for t in some]):10.0f}"
    )


def report_false(trials: Sequence[Trial]) -> None:
    """Pairs with nothing in common that were accepted, which should be none."""
    false = [trial for trial in trials if trial.off is None]
    if not false:
        return
    print(f"\n{'nothing in common':26} pairs  accepted  said one moment  strength: median / 99 % / most")
    for row in dict.fromkeys(trial.row for trial in false):
        some = [trial for trial in false if trial.row == row]
        found = [t.found for t in some if t.found]
        strengths = [f.line.strength for f in found] or [0.0]
        moments = sum(t.said_moment for t in some)
        spread = " / ".join(
            f"{x:.1f}" for x in (np.median(strengths), np.percentile(strengths, 99), max(strengths))
        )
        print(f"{row:26} {len(some):5}  {sum(f.accepted for f in found):8}  {moments:15}  {spread}")
    if count := sum(t.row.endswith(UNRELATED) for t in false):
        print(
            f"none in {count} would mean under {100 * 3 / count:.2f} % a pair (95 %), were they independent"
        )


def report_calibration(trials: Sequence[Trial]) -> None:
    """Stated and observed, true pairs weighed so that PRIOR of all are; right is what is within APART.

    "Wrong, if so": how many wrong pairs there would be beside the right ones if what is stated were true.
    Where that is under three, finding none says nothing.
    """
    some = [t for t in trials if t.found and not t.replayed]
    if not some:
        return
    stated = np.array([t.found.probability for t in some if t.found])
    right = np.array([t.one_moment for t in some])
    weight = weights(right)
    print(f"\nprobability, of {len(some)} pairs weighed to {PRIOR:.0%} true")
    expected = weight * right * (1 - stated) / stated / weight[~right].max(initial=1e-12)
    print("stated         pairs   true  wrong, if so  mean stated  observed")
    for low, high in itertools.pairwise(_BINS):
        here = (stated >= low) & (stated < high)
        if here.any():
            means = (np.average(x[here], weights=weight[here]) for x in (stated, right))
            counts = f"{here.sum():7}  {right[here].sum():5}  {expected[here].sum():12.1f}"
            print("{:4.2f} to {:4.2f}  {}  {:11.3f}  {:8.3f}".format(low, min(high, 1), counts, *means))
    print(f"Brier score {np.average((stated - right) ** 2, weights=weight):.5f}")


def weights(right: npt.NDArray[np.bool_], prior: float = PRIOR) -> Floats:
    """Of each pair, so that those that are right weigh `prior` of the whole, which weighs 1."""
    return np.asarray(np.where(right, prior / max(1, right.sum()), (1 - prior) / max(1, (~right).sum())))


def fit(trials: Sequence[Trial]) -> None:
    """The curve of `match.sync_probability`."""
    some = [t for t in trials if t.found and not t.replayed]
    features = np.array([t.found.evidence.features for t in some if t.found])
    right = np.array([t.one_moment for t in some])
    print(f"\nof {right.sum()} right and {(~right).sum()} wrong, of one moment:")
    _print_curve(features, right, weights(right))


def fit_music(trials: Sequence[Trial]) -> None:
    """The curve of `match.shared_music`, on accepted pairs: music that was played again, and moments."""
    some = [t for t in trials if t.accepted and (t.replayed or t.one_moment)]
    features = np.array([t.found.music.features for t in some if t.found])
    replayed = np.array([t.replayed for t in some])
    print(f"\nof {replayed.sum()} replays and {(~replayed).sum()} moments, of music:")
    _print_curve(features, replayed, weights(replayed, prior=0.5))


def _print_curve(features: Floats, right: npt.NDArray[np.bool_], weight: Floats) -> None:
    """Of greatest likelihood, with a light pull of its weights to zero."""

    def loss(w: Floats) -> float:
        score = features @ w[1:] + w[0]
        wrong = np.logaddexp(0, np.where(right, -score, score))
        return float((weight * wrong).sum() + 1e-5 * np.square(w[1:]).sum())

    best = optimize.minimize(loss, np.zeros(features.shape[1] + 1), method="BFGS").x
    print("_CONSTANT =", round(best[0], 3), "_WEIGHTS =", tuple(round(float(w), 3) for w in best[1:]))
