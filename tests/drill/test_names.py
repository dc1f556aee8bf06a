from collections import Counter

from tawthiq.drill.names import FAMILIES, MEN, WOMEN
from tests.case.people import people


def test_people_are_the_same_for_the_same_seed_only() -> None:
    assert people(16) == people(16)
    assert people(16) != people(17)


def test_brothers_share_all_but_given_name_and_age() -> None:
    for seed in range(20):
        persons = people(seed)
        assert [person.number for person in persons] == list(range(24))
        for household in range(5):
            head, *children = [p for p in persons if p.household == household]
            assert len(children) == 3
            assert all(child.father == head.given for child in children)
            assert all(child.family == head.family for child in children)
            assert len({child.given for child in children}) == 3
            assert all(child.age < head.age - 13 for child in children)


def test_one_person_is_spelled_in_many_ways() -> None:
    spelled = Counter(len({person.arabic(number) for number in range(5)}) for person in people(16))
    assert min(spelled) >= 2
    assert all(len({person.latin(number) for number in range(4)}) >= 3 for person in people(16))


def test_names_are_written_in_their_own_letters() -> None:
    for name in (*MEN, *WOMEN, *FAMILIES):
        assert all("\u0621" <= letter <= "\u064a" or letter == " " for letter in name.arabic)
        assert all(form.isascii() for form in name.latin)
        assert len(set(name.latin)) == len(name.latin) >= 2
