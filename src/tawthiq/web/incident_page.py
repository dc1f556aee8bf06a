"""Incidents: what, where, when, by whose account, who, and what is not known."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from tawthiq.app import incident_edits
from tawthiq.app.editing import withdraw
from tawthiq.app.entity_edits import say_of
from tawthiq.app.incident_edits import ACCOUNTS, NEEDS
from tawthiq.app.incident_view import incident_lines, incident_view
from tawthiq.app.observing import span_of
from tawthiq.app.sheets import sheet_page
from tawthiq.app.table_view import TableRow
from tawthiq.record.digest import as_digest
from tawthiq.record.errors import NotFound
from tawthiq.record.media_time import parse_clock
from tawthiq.record.value import EntityKind
from tawthiq.store.listings import paths
from tawthiq.store.told import told_of
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.edit_requests import (
    AccountGiven,
    AtWork,
    Finding,
    Name,
    Names,
    OfIncident,
    PlaceGiven,
    Rests,
    TimeGiven,
    Words,
    digests,
    edit_json,
)
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page
from tawthiq.web.statement_view import views_by_id
from tawthiq.web.wording import told_apart

router = APIRouter()
PAGE = Page("incidents", router, "/incident")


class Split(BaseModel):
    """Which items go to a new incident, and what it is called."""

    items: Annotated[Names, Field(min_length=1)]
    label: Annotated[str, Field(min_length=1, max_length=300)]


class Said(Rests, AccountGiven):
    """Something said of an incident, and what it rests on."""


class Seconds(BaseModel):
    """Seconds of an item, as "3:25" or "205.4"; without an end, one moment."""

    item: Name
    start: Annotated[str, Field(min_length=1, max_length=32)]
    end: Annotated[str, Field(max_length=32)] = ""


class PlaceSaid(Rests):
    """Where it happened."""

    place: PlaceGiven


class TimeSaid(Rests, TimeGiven):
    """When it happened."""


class PersonOfIt(Rests):
    """A person who belongs to it."""

    person: Name


class Withdrawn(BaseModel):
    """A statement that its maker, or another, withdraws."""

    statement: Name
    reason: Words = ""


@router.get("/incidents")
def listed() -> Response:
    """The list under the name that people type."""
    return RedirectResponse("/incident", 308)


@router.get("/incident")
def incidents(request: Request, desk: AtDesk, asker: Asking) -> Response:
    """All incidents."""
    lines = incident_lines(desk.index, seen_by=asker.seen_by)
    claims = [claim for line in lines for claim in (*line.places, *line.times)]
    views = views_by_id(desk.index, claims, asker)
    return page(request, "incidents.html.j2", asker, lines=lines, views=views)


@router.get("/incident.json")
def choices(desk: AtDesk, asker: Asking) -> list[dict[str, str]]:
    """Their ids and labels, to choose from."""
    lines = incident_lines(desk.index, seen_by=asker.seen_by)
    return [{"id": line.entity.id, "label": line.entity.label} for line in lines]


@router.get("/incident/{name}")
def incident(request: Request, name: str, desk: AtDesk, asker: Asking) -> Response:
    """One incident, with the forms in which it is spoken of."""
    view = incident_view(desk.index, as_digest(name), seen_by=asker.seen_by)
    if view is None:
        raise NotFound(f"no incident is named {name}")
    asked = (*view.accounts, *view.needs, *view.questions, *view.notes)
    own = (view.entity.introduced, *view.places, *view.times, *asked)
    claims = (*own, *(status for person in view.people for status in person.statuses))
    names = {row.item.digest: _name(row) for row in view.items}
    return page(
        request,
        "incident.html.j2",
        asker,
        view=view,
        views=views_by_id(desk.index, claims, asker),
        files=told_apart(names, paths(desk.index, seen_by=asker.seen_by)),
        terms=ACCOUNTS,
        needed=NEEDS,
        zone=desk.layout.zone,
    )


def _name(row: TableRow) -> str:
    return row.names[0] if row.names else f"{row.item.digest[:12]}…"


@router.get("/incident/{name}/sheet")
def sheet(name: str, desk: AtDesk, asker: Asking, colour: Annotated[bool, Query()] = False) -> Response:
    """The incident sheet, to be kept, handed over and printed: one file, both languages."""
    made = sheet_page(desk.index, as_digest(name), asker.seen_by, grey=not colour, language=asker.language)
    called = f"incident-{name[:8]}-{asker.seen_by}.html"
    return Response(
        made, media_type="text/html", headers={"Content-Disposition": f"attachment; filename={called}"}
    )


@router.post("/incident/{name}/seconds")
def seconds(
    incident: OfIncident, given: Seconds, hand: AtWork, desk: AtDesk, asker: Asking
) -> dict[str, Any]:
    """Seconds of an item that matter to it."""
    start, end = (parse_clock(text) if text.strip() else None for text in (given.start, given.end))
    span = span_of(desk.index, as_digest(given.item), start, end, seen_by=asker.seen_by)
    return {"edit": edit_json(incident_edits.choose_seconds(hand, incident, span))}


@router.post("/incident/{name}/say")
def say(incident: OfIncident, given: Said, hand: AtWork) -> dict[str, Any]:
    """An account, a need, a question or a note."""
    basis = replace(given.basis(), modality=given.modality)
    return {"edit": edit_json(say_of(hand, incident, given.property, given.value(), basis))}


@router.post("/incident/{name}/place")
def place(incident: OfIncident, given: PlaceSaid, hand: AtWork) -> dict[str, Any]:
    """Where it happened."""
    made = incident_edits.settle_place(hand, incident, given.place.place(), given.basis())
    return {"edit": edit_json(made)}


@router.post("/incident/{name}/time")
def time(incident: OfIncident, given: TimeSaid, hand: AtWork) -> dict[str, Any]:
    """When it happened."""
    made = incident_edits.settle_time(hand, incident, given.time(), given.basis())
    return {"edit": edit_json(made)}


@router.post("/incident/{name}/person")
def person(incident: OfIncident, given: PersonOfIt, hand: AtWork, find: Finding) -> dict[str, Any]:
    """A person of it."""
    person = find(EntityKind.PERSON, given.person)
    made = incident_edits.add_person(hand, incident, person, given.basis())
    return {"edit": edit_json(made)}


@router.post("/incident/{name}/split")
def split(incident: OfIncident, given: Split, hand: AtWork) -> dict[str, Any]:
    """A second incident of some of its items."""
    made, new = incident_edits.split(hand, incident, digests(given.items), given.label)
    return {"edit": edit_json(made), "href": f"/incident/{new}"}


@router.post("/withdraw")
def withdrawn(given: Withdrawn, hand: AtWork, desk: AtDesk, asker: Asking) -> dict[str, Any]:
    """Withdraws a statement, which stays in the record. 404 where the asker may not see it."""
    if not told_of(desk.index, [as_digest(given.statement)], seen_by=asker.seen_by):
        raise NotFound(f"no statement is named {given.statement}")
    return {"edit": edit_json(withdraw(hand, [as_digest(given.statement)], given.reason))}
