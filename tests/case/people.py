"""The people of the case."""

import random

from tawthiq.drill.names import FAMILIES, MEN, WOMEN, Name, Person


def people(seed: int) -> tuple[Person, ...]:
    """Twenty-four invented people: five households of a father and three children, and four alone."""
    rng = random.Random(f"people {seed}")
    families = rng.sample(FAMILIES, len(FAMILIES))
    found: list[Person] = []
    for household in range(5):
        found += _household(rng, families[household], household, len(found))
    for alone in range(4):
        family = families[5 + alone % 2]
        given, father = rng.sample(MEN, 2)
        age = rng.randint(19, 80)
        found.append(Person(len(found), given, father, family, "male", age, 5 + alone))
    return tuple(found)


def _household(rng: random.Random, family: Name, household: int, first: int) -> list[Person]:
    """A father with two sons and a daughter: brothers differ in nothing but given name and age."""
    head, grandfather, elder, younger = rng.sample(MEN, 4)
    daughter = rng.choice(WOMEN)
    age = rng.randint(31, 52)
    return [
        Person(first, head, grandfather, family, "male", age, household),
        Person(first + 1, elder, head, family, "male", rng.randint(11, 17), household),
        Person(first + 2, younger, head, family, "male", rng.randint(3, 10), household),
        Person(first + 3, daughter, head, family, "female", rng.randint(4, 16), household),
    ]
