"""The table of items, edited like a spreadsheet: every edit a statement, every undo one too."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from tawthiq.app import item_edits
from tawthiq.app.editing import Edit, Hand, take_back
from tawthiq.app.exporting import workbook
from tawthiq.app.incident_edits import add_items, make_incident, remove_items
from tawthiq.app.table_view import table_rows
from tawthiq.record.digest import Digest, as_digest
from tawthiq.record.errors import UsageError
from tawthiq.record.item import Access
from tawthiq.store.listings import held_items
from tawthiq.store.search import search
from tawthiq.web.asker import Asker, Asking, AtDesk
from tawthiq.web.claim_forms import row_json
from tawthiq.web.edit_requests import (
    AtWork,
    Name,
    Names,
    PlaceGiven,
    TimeGiven,
    TurnGiven,
    Words,
    digests,
    edit_json,
    edit_of,
)
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page

router = APIRouter()
PAGE = Page("table", router, "/table")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_HITS = 20_000
_MOST_ROWS = 1000
"""Rows in one answer: the page shows the first while it asks for the rest."""


class ItemEdit(BaseModel):
    """One act in the table, on the rows that are selected."""

    act: Literal["tag", "untag", "note", "place", "time", "access", "fill", "incident", "join", "leave"]
    items: Annotated[Names, Field(min_length=1)]
    words: Words = ""
    known_from: Words = ""
    place: PlaceGiven | None = None
    time: TimeGiven | None = None
    access: Access | None = None
    incident: Name | None = None


class Undo(BaseModel):
    """An edit to be taken back, and the rows that show it."""

    turns: list[TurnGiven]
    items: Names = []


@router.get("/table")
def table(request: Request, desk: AtDesk, asker: Asking) -> Response:
    """The page; its rows are asked for by the component."""
    return page(request, "table.html.j2", asker, zone=desk.layout.zone)


@router.get("/table.json")
def rows(
    desk: AtDesk,
    asker: Asking,
    begin: Annotated[int, Query(ge=0)] = 0,
    most: Annotated[int, Query(ge=1, le=_MOST_ROWS)] = _MOST_ROWS,
) -> dict[str, Any]:
    """At most `most` of the rows that the asker may see, from number `begin`, and how many all are."""
    held = [each.digest for each in held_items(desk.index, seen_by=asker.seen_by)]
    some = table_rows(desk.index, held[begin : begin + most], seen_by=asker.seen_by)
    return {"rows": [row_json(row, asker) for row in some], "all": len(held)}


@router.get("/export.xlsx")
def exported(desk: AtDesk, asker: Asking) -> Response:
    """Everything the asker may see as a workbook; for the team, one that `build` reads back."""
    called = f"tawthiq-{asker.seen_by}.xlsx"
    headers = {"Content-Disposition": f"attachment; filename={called}"}
    return Response(workbook(desk.index, asker.seen_by), media_type=_XLSX, headers=headers)


@router.get("/table/search")
def found(desk: AtDesk, asker: Asking, q: Annotated[str, Query(max_length=400)] = "") -> dict[str, Any]:
    """The items of which something says the words of `q`, in any spelling."""
    hits = search(desk.index, q, seen_by=asker.seen_by, limit=_MOST_HITS)
    return {"items": list(dict.fromkeys(hit.item for hit in hits if hit.item))}


@router.post("/table/edit")
def edit(given: ItemEdit, hand: AtWork, desk: AtDesk, asker: Asking) -> dict[str, Any]:
    """Does what was asked; the edit to keep for undo, and the rows as they are now."""
    items = digests(given.items)
    made, extra = _done(given, items, hand)
    return _answer(desk, asker, made, items) | extra


@router.post("/undo")
def undo(given: Undo, hand: AtWork, desk: AtDesk, asker: Asking) -> dict[str, Any]:
    """Takes an edit back; what it answers can be taken back in turn."""
    return _answer(desk, asker, take_back(hand, edit_of(given.turns)), digests(given.items))


def _done(given: ItemEdit, items: list[Digest], hand: Hand) -> tuple[Edit, dict[str, Any]]:
    match given.act:
        case "tag":
            return item_edits.tag(hand, items, given.words), {}
        case "untag":
            return item_edits.untag(hand, items, given.words), {}
        case "note":
            return item_edits.note(hand, items, given.words), {}
        case "fill":
            return item_edits.fill_down(hand, items[0], items[1:]), {}
        case "place" if given.place:
            return item_edits.set_place(hand, items, given.place.place(), given.known_from), {}
        case "time" if given.time:
            return item_edits.set_time(hand, items, given.time.time(), given.known_from), {}
        case "access" if given.access:
            item_edits.mark_access(hand, items, given.access, given.known_from)
            return Edit(), {}
        case "incident":
            made, incident = make_incident(hand, given.words, items)
            return made, {"href": f"/incident/{incident}"}
        case "join" if given.incident:
            return add_items(hand, as_digest(given.incident), items), {}
        case "leave" if given.incident:
            return remove_items(hand, as_digest(given.incident), items), {}
    raise UsageError(f"{given.act} needs more than it was given")


def _answer(desk: AtDesk, asker: Asker, made: Edit, items: list[Digest]) -> dict[str, Any]:
    """`gone` are rows that the asker may not see any more."""
    rows = table_rows(desk.index, items, seen_by=asker.seen_by) if items else ()
    gone = set(items) - {row.item.digest for row in rows}
    return {"edit": edit_json(made), "rows": [row_json(row, asker) for row in rows], "gone": sorted(gone)}
