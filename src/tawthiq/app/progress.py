"""How long work tells how far it is; the front doors draw it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` in one stage of the work (files, seconds of footage…); `what` is under way."""

    stage: str
    done: float
    total: float | None = None
    what: str = ""


Progress: TypeAlias = Callable[[Step], None]


def silent(step: Step) -> None:
    """Nobody listens."""
