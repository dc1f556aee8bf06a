"""What a score is made of. Figures are about code and people in an exercise, never about evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure and the counts behind it; `value` is None where there was nothing to measure.

    `right` of `of` for shares (unit "1"); for medians `of` is how many values went in.
    """

    name: str
    value: float | None
    of: int
    right: int | None = None
    unit: str = "1"


@dataclass(frozen=True, slots=True)
class Missed:
    """Something the truth holds and the record does not: in which file, and at which second of it.

    `what` is a key of `debrief.toml`, so that it can be said in both languages; `detail` is as it stands
    in the material: a path, a place in a file, words. `edits` are what was done to a copy. `told` is what the
    truth calls it, in English and in Arabic, where it has words of its own.
    """

    path: str
    at: Fraction | None
    what: str
    detail: str = ""
    edits: tuple[str, ...] = ()
    told: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class RoomScore:
    """How one room did. What was not attempted has no measures: it is neither zero nor passed."""

    room: str
    measures: tuple[Measure, ...] = ()
    missed: tuple[Missed, ...] = ()

    @property
    def attempted(self) -> bool:
        """Whether the record says anything at all of what this room would say."""
        return bool(self.measures)


def not_attempted(room: str) -> RoomScore:
    """A room that said nothing at all about this record."""
    return RoomScore(room)


def share(name: str, right: int, of: int) -> Measure:
    """`right` of `of`; without a value where `of` is none."""
    return Measure(name, right / of if of else None, of, right)


def middle(name: str, values: Sequence[float], unit: str) -> Measure:
    """The median of `values`, none where there are none."""
    return Measure(name, median(values) if values else None, len(values), unit=unit)


def count(name: str, number: int) -> Measure:
    """A bare number, such as of false findings, where nothing says of how many."""
    return Measure(name, float(number), number)


def f1(name: str, right: int, found: int, true: int) -> Measure:
    """Harmonic mean of precision (`right` of `found`) and recall (`right` of `true`)."""
    return Measure(name, 2 * right / (found + true) if found + true else None, found + true, 2 * right)


def paired(
    true: Sequence[Fraction], found: Sequence[Fraction], within: Fraction
) -> tuple[tuple[Fraction, Fraction], ...]:
    """Each true moment with a found one at most `within` from it, nearest pairs first, each used once."""
    near = sorted(
        ((abs(t - f), t, i, f, j) for i, t in enumerate(true) for j, f in enumerate(found)
         if abs(t - f) <= within)
    )  # fmt: skip
    taken_true, taken_found, pairs = set[int](), set[int](), list[tuple[Fraction, Fraction]]()
    for _, t, i, f, j in near:
        if i not in taken_true and j not in taken_found:
            taken_true.add(i)
            taken_found.add(j)
            pairs.append((t, f))
    return tuple(pairs)
