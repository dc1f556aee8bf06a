"""The map: places as areas on the world's outlines, with what they are the places of."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tawthiq.app.cited import known_of
from tawthiq.app.desk import Desk
from tawthiq.app.known_places import places_named
from tawthiq.app.map_view import PlaceOnMap, places
from tawthiq.record.codec import to_json
from tawthiq.record.review import Standing
from tawthiq.record.value import Area, Circle
from tawthiq.web.asker import Asker, Asking, AtDesk
from tawthiq.web.claim_forms import claim_json, shown_to
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page
from tawthiq.web.statement_view import statement_views

router = APIRouter()
PAGE = Page("map", router, "/map")

_LISTED = 100
"""Places in words beside the map, of each kind."""


@router.get("/map")
def world(request: Request, desk: AtDesk, asker: Asking) -> Response:
    """The page: the map, and beside it the first of the places, as a statement is shown anywhere."""
    shown = _shown(desk, asker)
    listed = [[each.said for each in shown if each.drawn is drawn] for drawn in (True, False)]
    known = known_of(desk.index, (c for part in listed for c in part[:_LISTED]), seen_by=asker.seen_by)
    lists = [
        (title, len(part), statement_views(part[:_LISTED], known, asker.language))
        for title, part in zip(("places-drawn", "no-shape"), listed, strict=True)
        if part
    ]
    return page(request, "map.html.j2", asker, lists=lists)


@router.get("/map.json")
def drawn(desk: AtDesk, asker: Asking) -> dict[str, Any]:
    """Every place with a shape that the asker may see."""
    return {"places": [_place(each, asker) for each in _shown(desk, asker) if each.drawn]}


@router.get("/places.json")
def known(desk: AtDesk, asker: Asking, q: Annotated[str, Query(max_length=200)] = "") -> dict[str, Any]:
    """Places said already, to be said again: proposals to choose from, each with its source."""
    found = places_named(desk.index, q, seen_by=asker.seen_by)
    return {
        "places": [
            claim_json(each.said, asker.language)
            | {
                "called": each.called,
                "of": each.of,
                "times": each.times,
                "shape": to_json(each.value) if isinstance(each.value, Circle | Area) else None,
            }
            for each in found
            if shown_to([each.said], asker)
        ]
    }


def _shown(desk: Desk, asker: Asker) -> list[PlaceOnMap]:
    """The places of the page; in a first pass none that software proposes."""
    return [each for each in places(desk.index, seen_by=asker.seen_by) if shown_to([each.said], asker)]


def _place(place: PlaceOnMap, asker: Asker) -> dict[str, Any]:
    value = place.said.value
    return claim_json(place.said, asker.language) | {
        "label": place.label.rpartition("/")[2] if place.item else place.label,
        "kind": place.kind.value if place.kind else "item",
        "href": _href(place),
        "proposed": place.said.standing is Standing.PROPOSED,
        "shape": to_json(value) if isinstance(value, Circle | Area) else None,
    }


def _href(place: PlaceOnMap) -> str:
    if place.item:
        return f"/item/{place.item}"
    return f"/{place.kind}/{place.entity}" if place.kind in {"incident", "person", "household"} else ""
