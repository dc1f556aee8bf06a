"""Whether a sudden sound is a bang: a very small net over the measures of `watch.sudden`.

Fitted by `benchmarks/impulse_training.py` on generated bangs laid over noise, crowds, sirens, engines,
chants, wind, blows and real speech. What it gives is a probability for such scenes, a score for real ones.
"""

import io
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tawthiq.record.digest import Digest, digest_of
from tawthiq.watch.sudden import Measures

WEIGHTS = Path(__file__).with_name("models") / "impulse_judge.npz"
WEIGHTS_DIGEST = Digest("80b7ce5bc6986c6cc218d4cf58184631e327fa785de767caa8fb77c56b7d6aea")
"""Other bytes are not used: the version of an analyser is that of its weights too."""


class Net(NamedTuple):
    """Measures are centred and scaled, pass one layer of `tanh`, and give the log odds of a bang.

    With m measures and h units: `centre` and `scale` (m,), `inner` (m, h), `inner_bias` (h,), `outer` (h,),
    `outer_bias` (1,).
    """

    centre: Measures
    scale: Measures
    inner: Measures
    inner_bias: Measures
    outer: Measures
    outer_bias: Measures

    def odds(self, measures: Measures) -> npt.NDArray[np.float32]:
        """Log odds of each row of measures."""
        units = np.tanh((measures - self.centre) / self.scale @ self.inner + self.inner_bias)
        return np.asarray(units @ self.outer + self.outer_bias, np.float32)

    def probabilities(self, measures: Measures) -> npt.NDArray[np.float32]:
        """0-1 for each row of measures."""
        return np.asarray(1 / (1 + np.exp(-np.clip(self.odds(measures), -30, 30))), np.float32)


def _loaded() -> Net:
    content = WEIGHTS.read_bytes()
    if digest_of(content) != WEIGHTS_DIGEST:
        raise ImportError(f"{WEIGHTS.name} is not what it should be; install tawthiq again")
    with np.load(io.BytesIO(content), allow_pickle=False) as held:
        return Net(*(held[name] for name in Net._fields))


JUDGE = _loaded()
"""Loaded when imported, before the lock."""
