"""People: statuses side by side, unknown kept, families restricted, nobody decided upon."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.app import incident_edits, person_edits
from tawthiq.app.editing import take_back
from tawthiq.app.entity_edits import Basis, say_of
from tawthiq.app.incident_view import incident_view
from tawthiq.app.item_edits import mark_access
from tawthiq.app.map_view import places
from tawthiq.app.people_list import (
    Everybody,
    Order,
    PersonLine,
    Which,
    everybody,
    fates,
    households_found,
    in_order,
    people_found,
)
from tawthiq.app.people_view import HouseholdView, PersonView, household_view, people_view
from tawthiq.app.person_edits import MissingReport
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.area import Circle
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.span import Span
from tawthiq.record.value import Link, Text, Unknown
from tawthiq.record.when import When
from tawthiq.record.written import parse_plain
from tests.app.case import Case, reading
from tests.app.edited import Desk, opened

KNOWN = Basis(known_from="told by a neighbour (invented)")
HOSPITAL = Agent(AgentKind.GROUP, "field hospital list (invented)")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as desk:
        yield desk


def listed(desk: Desk, by: Access = Access.RESTRICTED) -> Everybody:
    return everybody(desk.record.index, seen_by=by)


def seen(desk: Desk, by: Access = Access.RESTRICTED) -> tuple[PersonView, ...]:
    return people_view(desk.record.index, (line.id for line in listed(desk, by).people), seen_by=by)


def home_of(desk: Desk, household: Digest, by: Access = Access.RESTRICTED) -> HouseholdView:
    view = household_view(desk.record.index, household, seen_by=by)
    assert view
    return view


def test_statuses_stand_side_by_side_with_day_and_source(desk: Desk) -> None:
    _, who = person_edits.add_person(desk.hand, ["مازن", "Mazen"], "", KNOWN)
    day = When(stated="16 August")
    person_edits.set_status(desk.hand, who, "missing", KNOWN)
    person_edits.set_status(
        desk.hand, who, "killed", Basis(known_from="page 2", source=HOSPITAL, said_at=day)
    )
    person_edits.set_status(desk.hand, who, "unknown", KNOWN)
    (person,) = seen(desk)
    assert person.standing_terms == ("missing", "killed", "unknown")
    assert person.contradicted
    assert [(c.said_by, c.said_at) for c in person.statuses if c.words == "killed"] == [(HOSPITAL, day)]
    assert [name.words for name in person.names] == ["مازن", "Mazen"]


def test_not_knowing_contradicts_nobody(desk: Desk) -> None:
    _, who = person_edits.add_person(desk.hand, [], "a man with a grey coat", KNOWN)
    person_edits.set_status(desk.hand, who, "unknown", KNOWN)
    person_edits.set_status(desk.hand, who, "wounded", KNOWN)
    (person,) = seen(desk)
    assert person.unnamed and not person.contradicted


def test_a_term_that_is_no_status_is_refused(desk: Desk) -> None:
    _, who = person_edits.add_person(desk.hand, ["x"], "", KNOWN)
    with pytest.raises(LawBroken, match="no status"):
        person_edits.set_status(desk.hand, who, "presumed dead", KNOWN)


def test_what_rests_on_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(LawBroken, match="rests on nothing"):
        person_edits.add_person(desk.hand, ["x"], "", Basis())
    assert not seen(desk)


def test_a_report_keeps_how_to_reach_the_family_from_all_but_those_named(desk: Desk) -> None:
    report = MissingReport(
        "ليان (مختلق)",
        "her aunt (invented)",
        "by the bakery",
        contact="a number (invented)",
        consent="only us",
    )
    edit, who = person_edits.report_missing(desk.hand, report, Basis())
    (person,) = seen(desk)
    assert person.entity.id == who and person.sought
    assert {c.said_by.name for c in person.statuses} == {"her aunt (invented)"}
    assert {c.property for c in person.facts} >= {"person.contact", "person.contact-consent"}
    (as_team,) = seen(desk, Access.TEAM)
    assert not {c.property for c in as_team.facts} & set(person_edits.CLOSED)
    for row in desk.record.index.layout.root.glob("objects/*/*"):
        if b"her aunt" in row.read_bytes():
            assert b"a number" not in row.read_bytes()
    take_back(desk.hand, edit)
    assert not seen(desk)


def test_a_household_has_its_members_and_where_it_lived(desk: Desk) -> None:
    _, home = person_edits.add_household(desk.hand, "بيت أول", "third floor", KNOWN)
    _, who = person_edits.add_person(desk.hand, ["مازن"], "", KNOWN)
    edit = person_edits.add_member(desk.hand, home, who, KNOWN)
    view = home_of(desk, home)
    assert (view.entity.label, [c.words for c in view.residence]) == ("بيت أول", ["third floor"])
    assert [member.entity.id for member, _ in view.members] == [who]
    assert seen(desk)[0].households == ((home, "بيت أول"),)
    assert not people_found(listed(desk), "", Which.ALONE)
    take_back(desk.hand, edit)
    assert [line.id for line in people_found(listed(desk), "", Which.ALONE)] == [who]


def test_who_is_restricted_is_in_no_household_and_no_incident_for_others(desk: Desk) -> None:
    closed = Basis(known_from="in confidence", access=Access.RESTRICTED)
    _, home = person_edits.add_household(desk.hand, "بيت أول", "", KNOWN)
    _, who = person_edits.add_person(desk.hand, ["a witness"], "", closed)
    person_edits.add_member(desk.hand, home, who, KNOWN)
    _, incident = incident_edits.make_incident(desk.hand, "x", desk.clips)
    incident_edits.add_person(desk.hand, incident, who, KNOWN)
    team = listed(desk, Access.TEAM)
    assert not team.people and not team.households[0].members and not home_of(desk, home, Access.TEAM).members
    view = incident_view(desk.record.index, incident, seen_by=Access.TEAM)
    assert view and not view.people
    assert len(home_of(desk, home).members) == 1


def test_rival_accounts_stay_and_what_is_known_leaves_the_questions(desk: Desk) -> None:
    _, incident = incident_edits.make_incident(desk.hand, "x", desk.clips)
    shown = Basis((Span(desk.clips[0]),))
    for words, source in (("Scud", None), ("air strike", HOSPITAL)):
        say_of(
            desk.hand, incident, "account.weapon", Text(words), Basis((Span(desk.clips[0]),), source=source)
        )
    say_of(desk.hand, incident, "account.actor", Unknown("nobody says"), shown)
    circle = Circle(parse_plain("36.19"), parse_plain("37.15"), parse_plain("400"), "الكلاسة")
    incident_edits.settle_place(desk.hand, incident, Text("Aleppo"), shown)
    incident_edits.settle_place(desk.hand, incident, circle, shown)
    view = incident_view(desk.record.index, incident)
    assert view
    assert [c.words for c in view.accounts if c.property == "account.weapon"] == ["Scud", "air strike"]
    assert [c.value for c in view.places] == [circle]
    assert "account.actor" in view.not_said and "account.weapon" not in view.not_said
    (place,) = places(desk.record.index)
    assert place.drawn and place.label == "x" and place.entity == incident


def test_the_map_leaves_out_what_the_asker_may_not_see(desk: Desk) -> None:
    _, incident = incident_edits.make_incident(desk.hand, "x", desk.clips[:1])
    incident_edits.settle_place(desk.hand, incident, Text("Aleppo"), Basis((Span(desk.clips[0]),)))
    assert len(places(desk.record.index, seen_by=Access.TEAM)) == 1
    mark_access(desk.hand, desk.clips[:1], Access.RESTRICTED)
    assert not places(desk.record.index, seen_by=Access.TEAM)


def test_the_people_of_the_case_come_with_their_lists(case: Case) -> None:
    with reading(case.record) as index:
        lines = everybody(index).people
        people = people_view(index, (line.id for line in lines))
    assert lines and all(not line.households for line in lines)
    assert all(person.statuses for person in people if person.contradicted)
    for line, person in zip(lines, people, strict=True):
        assert (line.label, line.unnamed, line.sought, line.contradicted) == (
            person.entity.label,
            person.unnamed,
            person.sought,
            person.contradicted,
        )


def test_one_of_many_is_found_in_any_spelling_by_name_or_household(desk: Desk) -> None:
    _, home = person_edits.add_household(desk.hand, "بيت الأنصاري", "قرب الفرن", KNOWN)
    _, who = person_edits.add_person(desk.hand, ["إيمان الأنصاري"], "", KNOWN)
    _, other = person_edits.add_person(desk.hand, ["رنا"], "", KNOWN)
    person_edits.add_member(desk.hand, home, other, KNOWN)
    every = listed(desk)
    assert [line.id for line in people_found(every, "ايمان")] == [who]
    assert {line.id for line in people_found(every, "انصاري")} == {who, other}
    assert [line.id for line in households_found(every, "فرن")] == [home]
    assert not people_found(every, "يمان") and not people_found(every, "ايمان رنا")
    person_edits.set_status(desk.hand, who, "unknown", KNOWN)
    person_edits.set_status(desk.hand, other, "killed", KNOWN)
    assert [line.id for line in people_found(listed(desk), "", Which.NOT_KNOWN)] == [who]


def test_two_said_to_be_one_stay_two(desk: Desk) -> None:
    _, one = person_edits.add_person(desk.hand, ["مازن"], "", KNOWN)
    _, two = person_edits.add_person(desk.hand, ["Mazen"], "", KNOWN)
    person_edits.link(desk.hand, one, "same-as", Link(two), KNOWN)
    person_edits.link(desk.hand, one, "person.relation", Link(two, "أخوه"), KNOWN)
    assert len(seen(desk)) == 2
    assert {c.property for c in seen(desk)[0].facts} == {"same-as", "person.relation"}
    with pytest.raises(LawBroken, match="themselves"):
        person_edits.link(desk.hand, one, "different-from", Link(one), KNOWN)


def named_line(name: str, *, statuses: tuple[str, ...] = (), home: str = "", written: int = 0) -> PersonLine:
    id = Digest(f"{abs(hash(name)):064x}"[:64])
    homes = ((id, home),) if home else ()
    return PersonLine(id, name, (name,) if name[0] != "?" else (), statuses, False, homes, written)


@pytest.mark.parametrize(
    ("order", "arabic_first", "names"),
    [
        (Order.NAME, False, ["Amal", "Ziyad", "أحمد", "إسراء", "زياد", "?"]),
        (Order.NAME, True, ["أحمد", "إسراء", "زياد", "Amal", "Ziyad", "?"]),
        (Order.HOUSEHOLD, False, ["زياد", "أحمد", "Ziyad", "Amal", "إسراء", "?"]),
        (Order.STATUS, False, ["Ziyad", "أحمد", "زياد", "?", "إسراء", "Amal"]),
        (Order.NEWEST, False, ["إسراء", "Amal", "Ziyad", "أحمد", "زياد", "?"]),
    ],
)
def test_people_are_listed_in_an_order_one_chooses(
    order: Order, arabic_first: bool, names: list[str]
) -> None:
    lines = [
        named_line("?"),
        named_line("Ziyad", statuses=("killed", "missing"), home="بيت أول"),
        named_line("زياد", home="2"),
        named_line("أحمد", home="10"),
        named_line("إسراء", statuses=("found-alive",), written=9),
        named_line("Amal", statuses=("killed",)),
    ]
    assert [line.label for line in in_order(lines, order, arabic_first=arabic_first)] == names


def test_a_household_counts_what_is_said_and_decides_nothing() -> None:
    counted = fates([("missing", "killed"), ("killed",), (), ("unknown",)])
    assert counted == (("missing", 1), ("unknown", 1), ("", 1), ("killed", 2))


def test_where_somebody_is_buried_is_asked_only_where_a_source_says_killed(desk: Desk) -> None:
    _, who = person_edits.add_person(desk.hand, ["مازن"], "", KNOWN)
    assert "person.buried" not in seen(desk)[0].not_said
    assert seen(desk)[0].not_said[0] == "person.status"
    person_edits.set_status(desk.hand, who, "killed", Basis(known_from="p. 2", source=HOSPITAL))
    say_of(desk.hand, who, "person.age", Text("7"), KNOWN)
    unsaid = seen(desk)[0].not_said
    assert unsaid == ("person.residence", "person.last-seen", "person.identified-by", "person.buried")


def test_somebody_asks_after_a_person_who_is_in_a_list_already(desk: Desk) -> None:
    _, who = person_edits.add_person(desk.hand, ["ليان"], "", KNOWN)
    person_edits.set_status(desk.hand, who, "found-alive", KNOWN)
    report = MissingReport("ليان", "خالتها", contact="x-555", consent="by the Red Crescent")
    person_edits.ask_after(desk.hand, who, report, Basis())
    (view,) = seen(desk)
    assert view.contradicted and [c.words for c in view.asked] == ["خالتها", "x-555", "by the Red Crescent"]
    assert {c.said_by.name for c in view.asked} == {"خالتها"}
    assert [c.words for c in seen(desk, Access.TEAM)[0].asked] == ["خالتها"]


def test_by_whose_word_somebody_belongs_is_shown_with_them(desk: Desk) -> None:
    _, who = person_edits.add_person(desk.hand, ["ليان"], "", KNOWN)
    _, home = person_edits.add_household(desk.hand, "بيت أول", "", KNOWN)
    person_edits.add_member(desk.hand, home, who, Basis(known_from="p. 3", source=HOSPITAL))
    (view,) = seen(desk)
    assert [c.said_by for c in view.belongs] == [HOSPITAL] and view.households == ((home, "بيت أول"),)
