"""Four lists of the same invented people, by different hands and of different days.

A clinic's list of the dead, in Arabic; neighbours' list of missing and found, in Latin letters; a
channel's list, mostly copied from the clinic's; and who lived in the buildings, by household.
"""

import csv
import io
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tawthiq.drill.arabic import digits
from tawthiq.drill.names import Person
from tawthiq.drill.population import Fate
from tawthiq.drill.truth_people import ListRowTruth, ListTruth
from tawthiq.drill.truth_posts import RejectTruth

CLINIC = "lists/قائمة المستوصف.csv"
NEIGHBOURS = "lists/missing-and-found.csv"
CHANNEL = "lists/قائمة القناة.csv"
RESIDENTS = "lists/residents.csv"

_AR = ("الاسم الثلاثي", "العمر", "الجنس", "الحالة", "آخر مكان", "المصدر", "ملاحظات")
_EN = ("Full name", "Age", "Sex", "Status", "Last seen", "Source", "Notes")
_HOME = ("رقم العائلة", "البناية", "الاسم", "العمر", "الجنس")
_ARABIC_STATUS = {
    "killed": "قتيل",
    "missing": "مفقود",
    "found-alive": "ناج",
    "wounded": "جريح",
    "unknown": "غير معروف",
}
_ROLES_AR = ("person.name", "person.age", "person.sex", "person.status", "person.last-seen", "source", "note")
_ROLES_HOME = ("household", "person.last-seen", "person.name", "person.age", "person.sex")


@dataclass(frozen=True)
class Roll:
    """A list: its text, its mapping, and what is true of it and of each row."""

    told: ListTruth
    text: str
    mapping: str
    rows: tuple[ListRowTruth, ...]
    rejects: tuple[RejectTruth, ...] = ()


@dataclass(frozen=True)
class _Entry:
    """A row before it is written: who it is about (or really is), the status told, what is wrong."""

    person: Person
    status: str
    named: bool = True
    faults: tuple[str, ...] = ()
    copied_from: int | None = None


def nameless(fates: tuple[Fate, ...], day: date) -> dict[int, str]:
    """Bodies that nobody knew, by person, with the day on which each was named; every ninth of the dead."""
    dead = [each.person.number for each in fates if each.fate == "killed"]
    return {number: str(day + timedelta(days=7)) for number in dead[4::9]}


def rolls(seed: int, fates: tuple[Fate, ...], day: date, count: int) -> tuple[Roll, ...]:
    """All four lists, each of at most `count` rows that can be read."""
    unknown = frozenset(nameless(fates, day))
    clinic = _clinic(random.Random(f"clinic {seed}"), fates, unknown, count)
    channel = _channel(random.Random(f"channel {seed}"), fates, clinic, count)
    neighbours = _neighbours(random.Random(f"neighbours {seed}"), fates, count)
    after = [str(day + timedelta(days=number)) for number in range(3)]
    return (
        _arabic(random.Random(f"hand one {seed}"), CLINIC, clinic, after[1], None),
        _latin(random.Random(f"hand two {seed}"), neighbours, after[1]),
        _arabic(random.Random(f"hand three {seed}"), CHANNEL, channel, after[2], CLINIC),
        _residents(random.Random(f"hand four {seed}"), fates, str(day - timedelta(days=60)), count),
    )


def _clinic(rng: random.Random, fates: tuple[Fate, ...], unknown: frozenset[int], count: int) -> list[_Entry]:
    """The dead of the first day and some wounded; a few missing taken for dead, one person twice."""
    seen = [each for each in fates if each.fate in ("killed", "wounded") and rng.random() < 0.8]
    stale = [each for each in fates if each.fate == "found-alive"][:2]
    entries = [
        _Entry(each.person, each.fate, named=each.person.number not in unknown) for each in seen[: count - 3]
    ]
    entries += [_Entry(each.person, "killed", faults=("stale-status",)) for each in stale]
    rng.shuffle(entries)
    twice = next((each for each in entries if each.named), None)
    return [*entries, replace(twice, faults=("repeated",))] if twice else entries


def _channel(rng: random.Random, fates: tuple[Fate, ...], clinic: list[_Entry], count: int) -> list[_Entry]:
    """The clinic's list as a channel copied it: some rows left out, ages mistyped, and others of its own."""
    copied = []
    for place, entry in enumerate(clinic):
        if rng.random() < 0.88:
            wrong = ("wrong-digit",) if entry.named and rng.random() < 0.12 else ()
            row = _row_of(place, len(clinic))
            copied.append(replace(entry, faults=(*entry.faults, *wrong), copied_from=row))
    if not any("wrong-digit" in entry.faults for entry in copied):  # every drill has one to find
        first = next((place for place, entry in enumerate(copied) if entry.named), None)
        if first is not None:
            copied[first] = replace(copied[first], faults=(*copied[first].faults, "wrong-digit"))
    listed = {entry.person.number for entry in clinic}
    own = [each for each in fates if each.fate == "killed" and each.person.number not in listed]
    copied = copied[: max(1, count - 3)]
    return [*copied, *(_Entry(each.person, "killed") for each in own[: count - len(copied)])]


def _neighbours(rng: random.Random, fates: tuple[Fate, ...], count: int) -> list[_Entry]:
    """Whom neighbours miss; some were found since, some lie in the clinic, and the list does not know."""
    entries = []
    for each in fates:
        if each.fate in ("missing", "killed-later") and rng.random() < 0.85:
            entries.append(_Entry(each.person, "missing"))
        elif each.fate == "found-alive":
            known = rng.random() < 0.6
            faults = () if known else ("stale-status",)
            entries.append(_Entry(each.person, "found-alive" if known else "missing", faults=faults))
        elif each.fate == "killed" and rng.random() < 0.2:
            entries.append(_Entry(each.person, "missing", faults=("stale-status",)))
        elif each.fate == "unhurt" and rng.random() < 0.05:
            entries.append(_Entry(each.person, "unknown"))
    rng.shuffle(entries)
    return entries[:count]


def _arabic(rng: random.Random, path: str, entries: list[_Entry], dated: str, source: str | None) -> Roll:
    """CSV in Arabic with one broken row, which must be refused."""
    page = io.StringIO(newline="")
    write = csv.writer(page).writerow
    write(_AR)
    rows: list[ListRowTruth] = []
    broken = len(entries) // 2
    for place, entry in enumerate(entries):
        if place == broken:
            write((*("عائلة كاملة", "أربعة", "؟", "؟", "؟", "؟"), "صف مكسور", "تمرين", "مختلق"))
        spelling = rng.choice((0, 0, 0, 1, 2, 3, 4))
        write(_arabic_row(rng, entry, spelling))
        faults = entry.faults if not entry.named or not spelling else ("spelling", *entry.faults)
        rows.append(_told(path, _row_of(place, len(entries)), replace(entry, faults=faults)))
    told = ListTruth(path, "victims", "ar", dated, len(rows), 1, source)
    mapping = _mapping(
        "المستوصف المختلق" if source is None else "القناة المختلقة", _AR, _ROLES_AR, _ARABIC_STATUS
    )
    reject = RejectTruth(path, f"row/{broken + 2}", "more cells than the header")
    return Roll(told, "\ufeff" + page.getvalue(), mapping, tuple(rows), (reject,))


def _row_of(place: int, count: int) -> int:
    """The record number of an entry of an Arabic list: a header before it, a broken row in the middle."""
    return place + (3 if place >= count // 2 else 2)


def _home(person: Person, pattern: str, elsewhere: str) -> str:
    """The building of a household as a list writes it; every sixth household lives elsewhere."""
    return elsewhere if person.household % 6 == 5 else pattern.format(person.household // 6 + 1)


def _arabic_row(rng: random.Random, entry: _Entry, spelling: int) -> tuple[str, ...]:
    person, state = entry.person, _ARABIC_STATUS[entry.status]
    sex = "ذكر" if person.sex == "male" else "أنثى"
    years = _age(rng, entry)
    if not entry.named:
        about = digits(max(5, round(person.age / 10) * 10))
        return ("مجهول الهوية", f"{about} تقريباً", sex, state, "", "المستوصف", "قميص أزرق، تمرين")
    building = digits(_home(person, "بناية {}", "خارج السوق"))
    written = digits(years) if rng.random() < 0.5 else str(years)
    return (person.arabic(spelling), written, sex, state, building, "المستوصف", "")


def _age(rng: random.Random, entry: _Entry) -> int:
    """The age as that hand wrote it: two digits changed places, or one read as another."""
    age = entry.person.age
    if "wrong-digit" not in entry.faults:
        return age
    swapped = int(str(age)[::-1])
    return swapped if age >= 10 and swapped not in (age, 0) and swapped < 95 else age + rng.choice((1, 3, 5))


def _latin(rng: random.Random, entries: list[_Entry], dated: str) -> Roll:
    page = io.StringIO(newline="")
    write = csv.writer(page).writerow
    write(_EN)
    rows: list[ListRowTruth] = []
    for place, entry in enumerate(entries):
        person, spelling = entry.person, rng.randrange(4)
        parts = person.latin(spelling)
        faults = ["spelling"] if spelling else []
        if rng.random() < 0.1:
            given, family = person.given.latin, person.family.latin
            parts = f"{given[spelling % len(given)]} {family[spelling % len(family)]}"
            faults.append("no-father")
        age = person.age + (1 if rng.random() < 0.15 else 0)
        if age != person.age:
            faults.append("wrong-age")
        sex = "M" if person.sex == "male" else "F"
        write(
            (parts, age, sex, entry.status, _home(person, "Building {}", "elsewhere"), "Neighbours", "drill")
        )
        rows.append(_told(NEIGHBOURS, place + 2, replace(entry, faults=(*faults, *entry.faults))))
    status = {each: each for each in ("killed", "missing", "found-alive", "wounded", "unknown")}
    mapping = _mapping("Neighbours (invented)", _EN, _ROLES_AR, status)
    return Roll(
        ListTruth(NEIGHBOURS, "missing", "en", dated, len(rows), 0), page.getvalue(), mapping, tuple(rows)
    )


def _residents(rng: random.Random, fates: tuple[Fate, ...], dated: str, count: int) -> Roll:
    page = io.StringIO(newline="")
    write = csv.writer(page).writerow
    write(_HOME)
    rows: list[ListRowTruth] = []
    for each in [fate for fate in fates if fate.building][:count]:
        person = each.person
        sex = "ذكر" if person.sex == "male" else "أنثى"
        spelling = rng.choice((0, 0, 0, 1, 2))
        write((person.household + 1, f"بناية {each.building}", person.arabic(spelling), person.age, sex))
        entry = _Entry(person, "", faults=("spelling",) if spelling else ())
        rows.append(_told(RESIDENTS, len(rows) + 2, entry))
    mapping = _mapping("مختار الحي (مختلق)", _HOME, _ROLES_HOME, {})
    return Roll(
        ListTruth(RESIDENTS, "residents", "ar", dated, len(rows), 0), page.getvalue(), mapping, tuple(rows)
    )


def _told(path: str, row: int, entry: _Entry) -> ListRowTruth:
    number = entry.person.number
    return ListRowTruth(
        path=path,
        row=row,
        status=entry.status,
        person=number if entry.named else None,
        really=None if entry.named else number,
        faults=entry.faults,
        copied_from=entry.copied_from,
    )


def _mapping(publisher: str, columns: tuple[str, ...], roles: tuple[str, ...], status: dict[str, str]) -> str:
    """What the columns mean, as an invented analyst confirmed it."""
    lines = [
        'kind = "people"',
        'confirmed_by = "invented analyst"',
        'confirmed_on = "2013-08-18"',
        f'publisher = "{publisher}"',
        'modality = "reports"',
        "",
        "[columns]",
        *(f'"{column}" = "{role}"' for column, role in zip(columns, roles, strict=True)),
    ]
    if status:
        lines += ["", "[status]", *(f'"{word}" = "{term}"' for term, word in status.items())]
    return "\n".join(lines) + "\n"
