"""The invented people of a drill: households of a street and of the city, and what became of each."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tawthiq.drill.names import FAMILIES, MEN, WOMEN, Name, Person, Sex
from tawthiq.drill.truth_people import HouseholdTruth, PersonTruth, StatusOn, TollOn

MORE_MEN = (
    Name("عمر", ("Omar", "Umar", "Omer")),
    Name("علاء", ("Alaa", "Ala")),
    Name("زياد", ("Ziad", "Ziyad", "Zeyad")),
    Name("بشير", ("Bashir", "Basheer")),
    Name("عبد الله", ("Abdullah", "Abd Allah", "Abdallah")),
    Name("ياسين", ("Yasin", "Yassin", "Yaseen")),
    Name("رامي", ("Rami", "Ramy")),
    Name("طارق", ("Tariq", "Tarek", "Tareq")),
    Name("جمعة", ("Jumaa", "Jomaa", "Gomaa")),
    Name("سليمان", ("Sulayman", "Suleiman", "Soliman")),
)
MORE_WOMEN = (
    Name("خديجة", ("Khadija", "Khadijah", "Khadeeja")),
    Name("رنا", ("Rana", "Ranna")),
    Name("مريم", ("Maryam", "Mariam", "Mariem")),
    Name("زينب", ("Zaynab", "Zeinab", "Zainab")),
    Name("سعاد", ("Suad", "Souad")),
    Name("أمل", ("Amal", "Amel")),
)
MORE_FAMILIES = (
    Name("المتدرب", ("al-Mutadarrib", "Almutadareb", "El Motadareb")),
    Name("أبو مسودة", ("Abu Musawwada", "Abou Mesawadeh", "Abumuswada")),
    Name("الوهمي", ("al-Wahmi", "Alwahmy", "El Wahmy")),
    Name("التجريبي", ("al-Tajribi", "Altajreebi", "El Tagriby")),
    Name("الحبري", ("al-Hibri", "Alhebry", "El Hibry")),
)
_MEN, _WOMEN, _FAMILIES = (*MEN, *MORE_MEN), (*WOMEN, *MORE_WOMEN), (*FAMILIES, *MORE_FAMILIES)

_FATES = (
    ("killed", 0.24),
    ("killed-later", 0.12),
    ("found-alive", 0.14),
    ("wounded", 0.16),
    ("missing", 0.06),
    ("unhurt", 0.28),
)
"""What becomes of those who lived at the site. Killed later: missing until the heap is cleared."""

CLEARED = 7
"""Days until the rubble is cleared and those under it are found."""


@dataclass(frozen=True)
class Fate:
    """A person, the dwelling's building (0 elsewhere in the city), and what became of them."""

    person: Person
    building: int
    fate: str


def population(seed: int, count: int) -> tuple[Fate, ...]:
    """At least `count` invented people, household by household; a sixth live elsewhere in the city."""
    rng = random.Random(f"population {seed}")
    found: list[Fate] = []
    household = 0
    while len(found) < count:
        building = 0 if household % 6 == 5 else 1 + household // 6
        for person in _household(rng, household, len(found)):
            fate = rng.choices([name for name, _ in _FATES], [share for _, share in _FATES])[0]
            if building == 0 and fate != "unhurt":
                fate = "killed" if rng.random() < 0.4 else "wounded"
            found.append(Fate(person, building, fate))
        household += 1
    return tuple(found)


def _household(rng: random.Random, household: int, first: int) -> list[Person]:
    """A father, mostly a mother, and up to six children; the grandfather's name is the father's father."""
    family = rng.choice(_FAMILIES)
    head, grandfather, *sons = rng.sample(_MEN, 2 + rng.randint(0, 3))
    mother, *daughters = rng.sample(_WOMEN, 1 + rng.randint(0, 3))
    age = rng.randint(28, 62)
    people: list[tuple[Name, Name, Sex, int]] = [(head, grandfather, "male", age)]
    if rng.random() < 0.85:
        people.append((mother, rng.choice(_MEN), "female", max(20, age - rng.randint(0, 9))))
    oldest = age - 20
    people += [(son, head, "male", rng.randint(1, oldest)) for son in sons]
    people += [(daughter, head, "female", rng.randint(1, oldest)) for daughter in daughters]
    return [
        Person(first + number, given, father, family, sex, years, household)
        for number, (given, father, sex, years) in enumerate(people)
    ]


def statuses(fates: tuple[Fate, ...], day: date) -> tuple[StatusOn, ...]:
    """What is true of each, day by day, from the day of the strike on."""
    one, cleared = (str(day + timedelta(days=after)) for after in (1, CLEARED))
    steps = {
        "killed": ((str(day), "killed"), (one, "buried")),
        "killed-later": ((str(day), "missing"), (cleared, "killed"), (cleared, "reburied")),
        "found-alive": ((str(day), "missing"), (one, "found-alive")),
        "wounded": ((str(day), "wounded"),),
        "missing": ((str(day), "missing"),),
        "unhurt": (),
    }
    return tuple(
        StatusOn(each.person.number, when, status) for each in fates for when, status in steps[each.fate]
    )


def tolls(fates: tuple[Fate, ...], day: date, nameless: dict[int, str]) -> tuple[TollOn, ...]:
    """The counts at the end of the day of the strike, the next, and the day the heap is cleared.

    `nameless` says on which day (ISO) a body that nobody knew was named, by person.
    """
    found = []
    for after in (0, 1, CLEARED):
        today = str(day + timedelta(days=after))
        for scope in ("site", "city"):
            counted = [each for each in fates if scope == "city" or each.building]
            found.append(_toll(counted, today, scope, after, nameless))
    return tuple(found)


def _toll(counted: list[Fate], today: str, scope: str, after: int, nameless: dict[int, str]) -> TollOn:
    def number(*fates: str) -> int:
        return sum(each.fate in fates for each in counted)

    late = after >= CLEARED
    killed = number("killed", "killed-later") if late else number("killed")
    missing = number("missing") + (0 if late else number("killed-later"))
    missing += number("found-alive") if after == 0 else 0
    dead = {each.person.number for each in counted if each.fate == "killed"}
    return TollOn(
        day=today,
        scope=scope,
        killed=killed,
        missing=missing,
        found_alive=0 if after == 0 else number("found-alive"),
        wounded=number("wounded"),
        unidentified=sum(who in dead and today < named for who, named in nameless.items()),
    )


def persons_told(fates: tuple[Fate, ...]) -> tuple[PersonTruth, ...]:
    """The people as the truth has them."""
    return tuple(
        PersonTruth(
            number=each.person.number,
            arabic=each.person.arabic(),
            latin=each.person.latin(),
            given=each.person.given.arabic,
            father=each.person.father.arabic,
            family=each.person.family.arabic,
            sex=each.person.sex,
            age=each.person.age,
            household=each.person.household,
        )
        for each in fates
    )


def households_told(fates: tuple[Fate, ...], sought: frozenset[int]) -> tuple[HouseholdTruth, ...]:
    """The households, with those whom the posts ask for."""
    members: dict[int, list[Fate]] = {}
    for each in fates:
        members.setdefault(each.person.household, []).append(each)
    return tuple(
        HouseholdTruth(
            number,
            inside[0].building,
            tuple(each.person.number for each in inside),
            tuple(each.person.number for each in inside if each.person.number in sought),
        )
        for number, inside in members.items()
    )
