"""People and households: names as written, every status with its day and source, and who asks for whom."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from tawthiq.app import person_edits
from tawthiq.app.entity_edits import say_of
from tawthiq.app.incident_view import incident_lines
from tawthiq.app.own_words import own_words
from tawthiq.app.people_view import FACTS, people_view, person_view
from tawthiq.app.person_edits import CLOSED, MissingReport
from tawthiq.record.digest import as_digest
from tawthiq.record.errors import NotFound
from tawthiq.record.vocabulary import STATUSES
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.edit_requests import AtWork, Name, Rests, Words, edit_json
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page

router = APIRouter()
PAGE = Page("people", router, "/people")

Line = Annotated[str, Field(max_length=1000)]

SAYABLE = ("person.name", *(term for term in FACTS if term not in {"place", "person.relation"}))
"""What can be said of a person in words on their page."""


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


class MissingGiven(Rests):
    """A missing-person report."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    asked_by: Annotated[str, Field(min_length=1, max_length=300)]
    last_seen: Line = ""
    residence: Line = ""
    age: Line = ""
    contact: Line = ""
    consent: Line = ""


@router.get("/people")
def people(request: Request, desk: AtDesk, asker: Asking) -> Response:
    """Everybody the asker may see."""
    view = people_view(desk.index, seen_by=asker.seen_by)
    return page(request, "people.html.j2", asker, view=view, statuses=STATUSES)


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
        statuses=STATUSES,
        sayable=SAYABLE,
        households=people_view(desk.index, seen_by=asker.seen_by).households,
        incidents=incident_lines(desk.index, seen_by=asker.seen_by),
    )


@router.post("/people/person")
def add_person(given: PersonGiven, hand: AtWork) -> dict[str, Any]:
    """A person, named or not."""
    made, new = person_edits.add_person(hand, given.names.splitlines(), given.label, given.basis())
    return {"edit": edit_json(made), "href": f"/person/{new}"}


@router.post("/people/missing")
def missing(given: MissingGiven, hand: AtWork) -> dict[str, Any]:
    """A missing-person report, told by those who ask."""
    report = MissingReport(
        given.name,
        given.asked_by,
        given.last_seen,
        given.residence,
        given.age,
        given.contact,
        given.consent,
    )
    made, new = person_edits.report_missing(hand, report, given.basis())
    return {"edit": edit_json(made), "href": f"/person/{new}"}


@router.post("/people/household")
def household(given: HouseholdGiven, hand: AtWork) -> dict[str, Any]:
    """A household."""
    made, _ = person_edits.add_household(hand, given.label, given.residence, given.basis())
    return {"edit": edit_json(made)}


@router.post("/household/{name}/member")
def member(name: str, given: MemberGiven, hand: AtWork) -> dict[str, Any]:
    """A person of a household."""
    made = person_edits.add_member(hand, as_digest(name), as_digest(given.person), given.basis())
    return {"edit": edit_json(made)}


@router.post("/person/{name}/status")
def status(name: str, given: StatusGiven, hand: AtWork) -> dict[str, Any]:
    """A status beside those that are there."""
    made = person_edits.set_status(hand, as_digest(name), given.status, given.basis())
    return {"edit": edit_json(made)}


@router.post("/person/{name}/say")
def say(name: str, given: FactGiven, hand: AtWork) -> dict[str, Any]:
    """One thing more; how a family can be reached is restricted whatever the page said."""
    if given.property not in SAYABLE:
        raise NotFound(f"{given.property} is not said on this page")
    given.restricted = given.restricted or given.property in CLOSED
    made = say_of(hand, as_digest(name), given.property, own_words(given.words), given.basis())
    return {"edit": edit_json(made)}
