"""The tiny drill that several test files look at, made once for all workers of a run."""

import os
from pathlib import Path

import pytest

from tawthiq.drill.making import make
from tawthiq.drill.scenario import SIZES, read_scenario


def tiny_drill(factory: pytest.TempPathFactory) -> Path:
    """The folder of `market-street`, seed 1, tiny: `material` and `truth.json`; tests leave it as it is."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "tiny-drill"
    if not shared.exists():
        mine = factory.mktemp("drill") / "made"
        make(read_scenario("market-street"), SIZES["tiny"], 1, mine)
        try:
            mine.rename(shared)
        except OSError:  # another worker was faster
            return shared
    return shared
