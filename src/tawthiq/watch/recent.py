"""Two analysers of one pass ask the same of the same frames or sound, one after the other: once is enough."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

Arrays: TypeAlias = npt.NDArray[Any] | Sequence[npt.NDArray[Any]]
Given = TypeVar("Given", bound=Arrays)
Made = TypeVar("Made")


def recent(make: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """`make`, which is a pure function of arrays that nobody changes, with its last answer remembered."""
    last: list[tuple[Given, Made]] = []

    @wraps(make)
    def asked(given: Given) -> Made:
        if not (last and _same(last[0][0], given)):
            last[:] = [(given, make(given))]
        return last[0][1]

    return asked


def _same(one: Arrays, other: Arrays) -> bool:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return len(one) == len(other) and all(
        a is b or np.array_equal(a, b) for a, b in zip(one, other, strict=True)
    )
