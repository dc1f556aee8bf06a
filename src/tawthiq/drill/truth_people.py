"""What is known of the invented people: households, what became of each, day by day, and their lists."""

from dataclasses import dataclass

STATUSES = (
    "missing",
    "found-alive",
    "wounded",
    "killed",
    "buried",
    "reburied",
    "unknown",
)
"""Words of a person's state: the record's own, and whether the dead are buried, or dug out and buried again.

A person of whom nothing is said on a day keeps the state before.
"""


@dataclass(frozen=True)
class PersonTruth:
    """An invented person; `number` is theirs in all of the truth. `father` is the father's given name."""

    number: int
    arabic: str
    latin: str
    given: str
    father: str
    family: str
    sex: str
    age: int
    household: int


@dataclass(frozen=True)
class HouseholdTruth:
    """People of one dwelling; `sought` those of whom a relative asks in the posts.

    `building` counts from 1 at the site of the strike; 0 is elsewhere in the city.
    """

    number: int
    building: int
    members: tuple[int, ...]
    sought: tuple[int, ...] = ()


@dataclass(frozen=True)
class StatusOn:
    """What is true of a person from `day` (YYYY-MM-DD by the place's clock) on; one of STATUSES."""

    person: int
    day: str
    status: str


@dataclass(frozen=True)
class TollOn:
    """Invented people at the end of a day. `scope` is site or city; unidentified are among the killed."""

    day: str
    scope: str
    killed: int
    missing: int
    found_alive: int
    wounded: int
    unidentified: int


@dataclass(frozen=True)
class ListRowTruth:
    """A row of a list of people. `row` is the record number, the header being 1.

    No `person` is a body that the list does not name; then `really` is who it is. `status` is what that
    list says, not what is. `faults` are words of ROW_FAULTS; `copied_from` is the row of the other
    list this one was copied from.
    """

    path: str
    row: int
    status: str
    person: int | None = None
    really: int | None = None
    faults: tuple[str, ...] = ()
    copied_from: int | None = None


ROW_FAULTS = ("spelling", "no-father", "wrong-age", "repeated", "stale-status", "wrong-digit")


@dataclass(frozen=True)
class ListTruth:
    """A list: `kind` is victims, missing or residents; `rows` can be read, `rejects` cannot.

    `dated` is the day (YYYY-MM-DD) whose knowledge it has; `copied_from` the path of the list it
    mostly repeats, so that the two are one source.
    """

    path: str
    kind: str
    language: str
    dated: str
    rows: int
    rejects: int
    copied_from: str | None = None
