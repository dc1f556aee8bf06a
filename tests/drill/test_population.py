import csv
import io
from collections import Counter
from datetime import date

from tawthiq.drill.population import population
from tawthiq.drill.rolls import CHANNEL, CLINIC, RESIDENTS, rolls

DAY = date(2013, 8, 16)


def test_people_live_in_households_with_brothers_and_a_sixth_elsewhere() -> None:
    fates = population(3, 600)
    assert len(fates) >= 600
    assert [each.person.number for each in fates] == list(range(len(fates)))
    homes = Counter(each.person.household for each in fates)
    assert 2.5 < sum(homes.values()) / len(homes) < 7
    share = sum(each.building == 0 for each in fates) / len(fates)
    assert 0.1 < share < 0.25
    names = Counter((each.person.father.arabic, each.person.family.arabic) for each in fates)
    assert sum(count for count in names.values() if count > 1) > len(fates) / 2
    assert all(0 < each.person.age < 100 for each in fates)


def test_children_of_one_household_have_different_given_names() -> None:
    seen: set[tuple[int, str, str]] = set()
    for each in population(4, 400):
        key = (each.person.household, each.person.given.arabic, each.person.father.arabic)
        assert key not in seen
        seen.add(key)


def test_rows_are_the_people_the_truth_says() -> None:
    fates = population(3, 600)
    names = {each.person.number: each.person for each in fates}
    for roll in rolls(3, fates, DAY, 150):
        page = list(csv.reader(io.StringIO(roll.text.removeprefix("\ufeff"))))
        assert len(page) == 1 + roll.told.rows + roll.told.rejects
        for row in roll.rows:
            cells = " ".join(page[row.row - 1])
            if row.person is None:
                assert row.really is not None
                assert "مجهول" in cells
            elif not row.faults:
                person = names[row.person]
                assert person.arabic() in cells or person.latin() in cells


def test_lists_overlap_in_part_and_one_is_copied() -> None:
    made = {roll.told.path: roll for roll in rolls(3, population(3, 600), DAY, 150)}
    who = {path: {row.person for row in roll.rows if row.person is not None} for path, roll in made.items()}
    both = who[CLINIC] & who[CHANNEL]
    assert 0.7 < len(both) / len(who[CHANNEL]) < 1
    assert 0.05 < len(who[CLINIC] & who[RESIDENTS]) / len(who[CLINIC]) < 1
    assert made[CHANNEL].told.copied_from == CLINIC
    wrong = [row for row in made[CHANNEL].rows if "wrong-digit" in row.faults]
    assert wrong
