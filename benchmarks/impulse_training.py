"""Fits the net that judges impulses, and writes it where the package has it.

    python -m benchmarks.impulse_training --speech FOLDER [FOLDER …] [--seeds FIRST COUNT] [--out FILE]

Speech: folders of *.wav, 16 kHz mono. The weights that are shipped were fitted on English, French and Spanish
of Debian's asterisk-core-sounds-*-g722, seeds 100 to 106; measure on other seeds, speakers and languages with
`python -m benchmarks.watch_quality`.
"""

import argparse
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.impulse_scenes import BEDS, SPOKEN, Wave, scene, voices
from tawthiq.record.digest import digest_of
from tawthiq.watch.impulse_judge import WEIGHTS, Net
from tawthiq.watch.sudden import HOP, SIZE, STEP, candidates, measures, onset, spectra

NEAR = 0.05
LOUDER = (0.0, 0.0, 3.0, -3.0, 0.0)
LONGER = {"even noise": 2, "wind": 2, "motors that start": 2, "close speech": 2, "speech in street": 2}
UNITS, ROUNDS, BATCH, DECAY = 12, 6000, 256, 1e-3
SPEECH_WEIGHT, NOISE_WEIGHT = 4.0, 2.0
"""Consonants taken for bangs, and bangs in even noise, count more: they are what is hard."""

Array = npt.NDArray[np.float64]


class Examples(NamedTuple):
    """Measures of candidates, whether each is a bang, and how much it counts."""

    measures: Array
    is_bang: Array
    weight: Array


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--speech", type=Path, nargs="+", required=True)
    options.add_argument("--seeds", type=int, nargs=2, default=(100, 7))
    options.add_argument("--out", type=Path, default=WEIGHTS)
    chosen = options.parse_args()
    clips = voices(chosen.speech)
    first, count = chosen.seeds
    parts = list(_examples(range(first, first + count), clips))
    examples = Examples(*(np.concatenate(each) for each in zip(*parts, strict=True)))
    net = fitted(examples)
    content = io.BytesIO()
    np.savez(content, **{name: getattr(net, name) for name in Net._fields})
    chosen.out.write_bytes(content.getvalue())
    print(f"{len(examples.is_bang)} candidates, {examples.is_bang.mean():.2f} bangs")
    print(f"{chosen.out}: SHA-256 {digest_of(content.getvalue())}")


def _examples(seeds: range, clips: list[Wave]) -> Iterator[Examples]:
    for seed in seeds:
        for bed in BEDS:
            made = scene(bed, seed, LONGER.get(bed, 1), clips, LOUDER[seed % len(LOUDER)])
            rows = np.lib.stride_tricks.sliding_window_view(made.sound.astype(np.float32), SIZE)[::HOP]
            found = spectra(rows)
            places = candidates(found.bands)
            begins = np.array([onset(found.fine, int(row)) * STEP for row in places])
            struck = np.array((*made.true, *made.allowed))
            is_bang = np.abs(begins[:, None] - struck).min(axis=1) < NEAR
            weight = np.where(is_bang, 1.0, SPEECH_WEIGHT if bed in SPOKEN else 1.0)
            weight[is_bang] = NOISE_WEIGHT if bed == "even noise" else 1.0
            yield Examples(measures(found, places).astype(np.float64), is_bang.astype(np.float64), weight)


def fitted(examples: Examples, seed: int = 0) -> Net:
    """By Adam on the weighted log loss, with a step that shrinks to nearly nothing."""
    random = np.random.default_rng(seed)
    centre, scale = examples.measures.mean(axis=0), examples.measures.std(axis=0) + 1e-6
    scaled = (examples.measures - centre) / scale
    sizes = (scaled.shape[1], UNITS)
    weights = [random.standard_normal(sizes) / np.sqrt(sizes[0]), np.zeros(UNITS),
               random.standard_normal(UNITS) / np.sqrt(UNITS), np.zeros(1)]  # fmt: skip
    means, squares = [0 * w for w in weights], [0 * w for w in weights]
    for number in range(1, ROUNDS + 1):
        chosen = random.integers(0, len(scaled), BATCH)
        slopes = _slopes(weights, scaled[chosen], examples.is_bang[chosen], examples.weight[chosen])
        for k, slope in enumerate(slopes):
            means[k] = 0.9 * means[k] + 0.1 * slope
            squares[k] = 0.999 * squares[k] + 0.001 * slope**2
            mean, square = means[k] / (1 - 0.9**number), squares[k] / (1 - 0.999**number)
            weights[k] = weights[k] - (3e-3 * (1 - number / ROUNDS) + 1e-4) * mean / (np.sqrt(square) + 1e-8)
    return Net(*(np.asarray(each, np.float32) for each in (centre, scale, *weights)))


def _slopes(weights: list[Array], scaled: Array, is_bang: Array, weight: Array) -> list[Array]:
    inner, inner_bias, outer, outer_bias = weights
    units = np.tanh(scaled @ inner + inner_bias)
    likely = 1 / (1 + np.exp(-(units @ outer + outer_bias)))
    off = (likely - is_bang) * weight / len(is_bang)
    back = off[:, None] * outer * (1 - units**2)
    return [
        scaled.T @ back + DECAY * inner,
        back.sum(axis=0),
        units.T @ off + DECAY * outer,
        np.array([off.sum()]),
    ]


if __name__ == "__main__":
    main()
