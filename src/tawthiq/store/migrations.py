"""Forward migrations of a record's folder: step `i` takes format i + 1 to format i + 2.

A step changes only what lies outside the chains; it runs when a record is opened for writing. A newer
format is refused untouched. Format 1 is the first, so there is no step yet.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Step: TypeAlias = Callable[[Path], None]
"""Brings the folder one format forward, `record.toml` last; run again after a crash, it finishes."""

STEPS: tuple[Step, ...] = ()

FORMAT = len(STEPS) + 1
"""The format this software writes."""


def migrate(root: Path, found: int, steps: tuple[Step, ...] = STEPS) -> int:
    """Runs the steps that `root`, now in format `found`, still lacks; the format it then has."""
    for step in steps[found - 1 :]:
        step(root)
    return len(steps) + 1
