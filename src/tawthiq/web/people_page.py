"""People and households: names as written, every status with its day and source, and who asks for whom."""

from collections.abc import Collection, Iterable
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from tawthiq.app import person_edits
from tawthiq.app.claims import entities_named
from tawthiq.app.editing import Edit, Hand
from tawthiq.app.entity_edits import say_of
from tawthiq.app.incident_view import incident_lines
from tawthiq.app.own_words import own_words
from tawthiq.app.people_list import (
    HouseholdLine,
    Order,
    PersonLine,
    Which,
    everybody,
    households_found,
    in_order,
    people_found,
    said_of_people,
)
from tawthiq.app.people_view import FACTS, household_view, person_view
from tawthiq.app.person_edits import CLOSED, MissingReport
from tawthiq.record.digest import Digest, as_digest
from tawthiq.record.errors import NotFound
from tawthiq.record.value import EntityKind, Link
from tawthiq.record.vocabulary import STATUSES
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.edit_requests import AtWork, Finding, Name, OfHousehold, OfPerson, Rests, Words, edit_json
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page
from tawthiq.web.statement_view import views_by_id
from tawthiq.web.wording import called_as, household_called

router = APIRouter()
PAGE = Page("people", router, "/people")

Line = Annotated[str, Field(max_length=1000)]

_LINKS = {"place", "person.relation", "same-as", "different-from"}
SAYABLE = ("person.name", *(term for term in FACTS if term not in _LINKS))
"""What can be said of a person in words on their page."""

_HOUSEHOLD_SAYABLE = ("person.residence", "note", "question")

_A_SHEET, _HOUSEHOLDS_A_SHEET, _CHOICES = 50, 20, 30
"""People and households on one page, and offered to choose from."""


class PersonGiven(Rests):
    """A person seen or spoken of; names as written, one a line, none for somebody unnamed."""

    names: Words = ""
    label: Line = ""


class StatusGiven(Rests):
    """What is said to have become of somebody."""

    status: Annotated[str, Field(max_length=40)]


class FactGiven(Rests):
    """One thing said of somebody, in words."""

    property: str
    words: Annotated[str, Field(min_length=1, max_length=20_000)]


class HouseholdGiven(Rests):
    """A household and where it lived."""

    label: Annotated[str, Field(min_length=1, max_length=300)]
    residence: Line = ""


class MemberGiven(Rests):
    """A person of a household."""

    person: Name


class HomeGiven(Rests):
    """The household of a person."""

    household: Name


class SameGiven(Rests):
    """Whether two people are one."""

    other: Name
    property: Literal["same-as", "different-from"]


class RelationGiven(Rests):
    """Whose relation somebody is, and in which way."""

    other: Name
    words: Annotated[str, Field(min_length=1, max_length=300)]


class AskedGiven(Rests):
    """Who asks after somebody, and how they can be reached."""

    asked_by: Annotated[str, Field(min_length=1, max_length=300)]
    last_seen: Line = ""
    residence: Line = ""
    age: Line = ""
    contact: Line = ""
    consent: Line = ""

    def report(self, name: str) -> MissingReport:
        """The report of a person called `name`."""
        return MissingReport(
            name, self.asked_by, self.last_seen, self.residence, self.age, self.contact, self.consent
        )


class MissingGiven(AskedGiven):
    """A missing-person report."""

    name: Annotated[str, Field(min_length=1, max_length=300)]


@router.get("/people")
def people(
    request: Request,
    desk: AtDesk,
    asker: Asking,
    q: Annotated[str, Query(max_length=200)] = "",
    which: Which = Which.ALL,
    order: Order = Order.NAME,
    show: Literal["people", "households"] = "people",
    sheet: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """One sheet of everybody, or of those who are sought."""
    every = everybody(desk.index, seen_by=asker.seen_by)
    lines: tuple[PersonLine, ...] | tuple[HouseholdLine, ...]
    if show == "people":
        lines = in_order(people_found(every, q, which), order, arabic_first=asker.language == "ar")
    else:
        lines = households_found(every, q)
    each = _A_SHEET if show == "people" else _HOUSEHOLDS_A_SHEET
    sheets = max(1, -(-len(lines) // each))
    sheet = min(sheet, sheets)
    kept = {"q": q, "which": which.value, "show": show, "order": order.value}
    shown = lines[(sheet - 1) * each : sheet * each]
    said = said_of_people(desk.index, _people_of(shown), seen_by=asker.seen_by)
    claims = [claim for of in said.values() for claim in (*of.ages, *of.statuses)]
    return page(
        request,
        "people.html.j2",
        asker,
        everybody=every,
        lines=shown,
        said=said,
        views=views_by_id(desk.index, claims, asker),
        found=len(lines),
        sought=q,
        which=which,
        whom=tuple(Which),
        order=order,
        orders=tuple(Order),
        order_of=lambda key: f"/people?{urlencode(kept | {'order': key})}",
        show=show,
        sheet=sheet,
        sheets=sheets,
        address_of=lambda n: f"/people?{urlencode(kept | {'sheet': n})}",
    )


def _people_of(lines: Iterable[PersonLine | HouseholdLine]) -> list[Digest]:
    members = ((line,) if isinstance(line, PersonLine) else line.members for line in lines)
    return [person.id for those in members for person in those]


@router.get("/people.json")
def choices(
    desk: AtDesk,
    asker: Asking,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: Literal["person", "household"] = "person",
) -> dict[str, Any]:
    """The first of those who are found, to choose from; beside each, what tells them apart."""
    every = everybody(desk.index, seen_by=asker.seen_by)
    if kind == "person":
        people = people_found(every, q)[:_CHOICES]
        told = [(p.id, called_as(p.label, asker.language), _homes(p, asker.language)) for p in people]
    else:
        homes = households_found(every, q)[:_CHOICES]
        told = [(h.id, household_called(h.label, asker.language), _beside(h)) for h in homes]
    return {"found": [{"id": id, "label": label, "beside": beside} for id, label, beside in told]}


def _homes(person: PersonLine, language: str) -> str:
    return " · ".join(household_called(home, language) for _, home in person.households)


def _beside(home: HouseholdLine) -> str:
    """Where a household lived; the first of its people where nobody says."""
    return " · ".join(home.residences) or next((each.label for each in home.members), "")


@router.get("/person/{name}")
def person(request: Request, name: str, desk: AtDesk, asker: Asking) -> Response:
    """One person, and the forms in which they are spoken of."""
    view = person_view(desk.index, as_digest(name), seen_by=asker.seen_by)
    if view is None:
        raise NotFound(f"no person is named {name}")
    return page(
        request,
        "person.html.j2",
        asker,
        view=view,
        views=views_by_id(desk.index, view.claims, asker, here=view.entity.id),
        statuses=STATUSES,
        sayable=SAYABLE,
        incidents=incident_lines(desk.index, seen_by=asker.seen_by),
    )


@router.get("/household/{name}")
def household_of(request: Request, name: str, desk: AtDesk, asker: Asking) -> Response:
    """One household: who lived there, and what is said to have become of each."""
    view = household_view(desk.index, as_digest(name), seen_by=asker.seen_by)
    if view is None:
        raise NotFound(f"no household is named {name}")
    views = views_by_id(desk.index, view.claims, asker)
    return page(request, "household.html.j2", asker, view=view, views=views, sayable=_HOUSEHOLD_SAYABLE)


@router.post("/people/person")
def add_person(given: PersonGiven, hand: AtWork) -> dict[str, Any]:
    """A person, named or not."""
    made, new = person_edits.add_person(hand, given.names.splitlines(), given.label, given.basis())
    return {"edit": edit_json(made), "href": f"/person/{new}"}


@router.post("/people/missing")
def missing(given: MissingGiven, hand: AtWork) -> dict[str, Any]:
    """A missing-person report, told by those who ask."""
    made, new = person_edits.report_missing(hand, given.report(given.name), given.basis())
    return {"edit": edit_json(made), "href": f"/person/{new}"}


@router.post("/person/{name}/asked")
def asked_after(name: str, given: AskedGiven, hand: AtWork, desk: AtDesk, asker: Asking) -> dict[str, Any]:
    """A missing-person report of somebody who is spoken of already; 404 where the asker sees nobody."""
    who = entities_named(desk.index, [as_digest(name)], EntityKind.PERSON, seen_by=asker.seen_by)
    if not who:
        raise NotFound(f"no person is named {name}")
    made = person_edits.ask_after(hand, who[0].id, given.report(who[0].label), given.basis())
    return {"edit": edit_json(made)}


@router.post("/people/household")
def household(given: HouseholdGiven, hand: AtWork) -> dict[str, Any]:
    """A household."""
    made, new = person_edits.add_household(hand, given.label, given.residence, given.basis())
    return {"edit": edit_json(made), "href": f"/household/{new}"}


@router.post("/household/{name}/member")
def member(household: OfHousehold, given: MemberGiven, hand: AtWork, find: Finding) -> dict[str, Any]:
    """A person of a household."""
    person = find(EntityKind.PERSON, given.person)
    made = person_edits.add_member(hand, household, person, given.basis())
    return {"edit": edit_json(made)}


@router.post("/household/{name}/say")
def say_of_household(household: OfHousehold, given: FactGiven, hand: AtWork) -> dict[str, Any]:
    """Where it lived, or a remark."""
    return {"edit": edit_json(_say(hand, household, given, _HOUSEHOLD_SAYABLE))}


@router.post("/person/{name}/household")
def of_household(person: OfPerson, given: HomeGiven, hand: AtWork, find: Finding) -> dict[str, Any]:
    """A household of the person."""
    household = find(EntityKind.HOUSEHOLD, given.household)
    made = person_edits.add_member(hand, household, person, given.basis())
    return {"edit": edit_json(made)}


@router.post("/person/{name}/same")
def same(person: OfPerson, given: SameGiven, hand: AtWork, find: Finding) -> dict[str, Any]:
    """That two are one, or are not; both stay."""
    link = Link(find(EntityKind.PERSON, given.other))
    return {"edit": edit_json(person_edits.link(hand, person, given.property, link, given.basis()))}


@router.post("/person/{name}/relation")
def relation(person: OfPerson, given: RelationGiven, hand: AtWork, find: Finding) -> dict[str, Any]:
    """How two are related, in words."""
    link = Link(find(EntityKind.PERSON, given.other), given.words.strip())
    made = person_edits.link(hand, person, "person.relation", link, given.basis())
    return {"edit": edit_json(made)}


@router.post("/person/{name}/status")
def status(person: OfPerson, given: StatusGiven, hand: AtWork) -> dict[str, Any]:
    """A status beside those that are there."""
    made = person_edits.set_status(hand, person, given.status, given.basis())
    return {"edit": edit_json(made)}


@router.post("/person/{name}/say")
def say(person: OfPerson, given: FactGiven, hand: AtWork) -> dict[str, Any]:
    """One thing more; how a family can be reached is restricted whatever the page said."""
    return {"edit": edit_json(_say(hand, person, given, SAYABLE))}


def _say(hand: Hand, entity: Digest, given: FactGiven, sayable: Collection[str]) -> Edit:
    if given.property not in sayable:
        raise NotFound(f"{given.property} is not said on this page")
    given.restricted = given.restricted or given.property in CLOSED
    return say_of(hand, entity, given.property, own_words(given.words), given.basis())
