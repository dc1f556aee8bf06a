"""Events: the list of them, and one with its cameras locked together on the common clock."""

from fractions import Fraction
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from tawthiq.app.care import graphic_items
from tawthiq.app.desk import Desk
from tawthiq.app.editing import Hand
from tawthiq.app.event_edits import confirm, merge_events, nudge, split_event
from tawthiq.app.event_view import Camera, event_lines, event_view
from tawthiq.app.footage_clock import footage_clock
from tawthiq.app.waveforms import waveform
from tawthiq.app.working_copies import WorkingCopyView, waits_for_copy, working_copies
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.record.review import Standing
from tawthiq.store.listings import lengths, names, paths, pictures
from tawthiq.web.asker import Asker, Asking, AtDesk
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page
from tawthiq.web.statement_view import views_by_id
from tawthiq.web.wording import told_apart
from tawthiq.web.writing import Writing

router = APIRouter()
PAGE = Page("events", router, "/events")

TOGETHER = 6
"""Cameras that play at once: more than a laptop decodes."""

_STILLS = 6
"""Recordings of an event that the list of events shows."""

_POINTS = 600
"""Columns of a waveform on the page."""


class Nudge(BaseModel):
    """Where a recording's second 0 is moved to, in milliseconds of the event's clock."""

    item: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    milliseconds: Annotated[int, Field(ge=-86_400_000, le=86_400_000)]


class Split(BaseModel):
    """Which recordings go to a new event, and its name."""

    items: list[Annotated[str, Field(pattern="^[0-9a-f]{64}$")]]
    label: Annotated[str, Field(max_length=200)]


class Merge(BaseModel):
    """The event whose recordings come to this one."""

    other: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


@router.get("/events")
def events(request: Request, desk: AtDesk, asker: Asking) -> Response:
    """All events: a still of each recording, how long is filmed, and whether a person confirmed them."""
    lines = event_lines(desk.index, seen_by=asker.seen_by)
    shown = [e for e in lines if not (asker.blind and e.entity.introduced.standing is Standing.PROPOSED)]
    items = [item for line in shown for item in line.items[:_STILLS]]
    files = told_apart(
        names(desk.index, items, seen_by=asker.seen_by), paths(desk.index, seen_by=asker.seen_by)
    )
    return page(
        request,
        "events.html.j2",
        asker,
        lines=shown,
        files=files,
        stills={} if asker.plain or not items else pictures(desk.index, seen_by=asker.seen_by),
        lasting=lengths(desk.index, items=items, seen_by=asker.seen_by),
        most=_STILLS,
    )


@router.get("/event/{event}")
def one_event(request: Request, desk: AtDesk, asker: Asking, event: str) -> Response:
    """One event: up to six cameras together, the others listed. 404 where there is none for the asker."""
    view = event_view(desk.index, Digest(event), seen_by=asker.seen_by)
    if view is None:
        raise NotFound(f"no event is named {event[:12]}")
    others = [each for each in event_lines(desk.index, seen_by=asker.seen_by) if each.entity.id != event]
    placed = [camera for camera in view.cameras if camera.offset is not None]
    copies = working_copies(desk.index, seen_by=asker.seen_by)
    graphic = graphic_items(desk.index)
    cameras = [
        _for_script(camera, copies.get(camera.item), desk, asker) | {"covered": camera.item in graphic}
        for camera in placed
    ]
    return page(
        request,
        "event.html.j2",
        asker,
        view=view,
        views=views_by_id(desk.index, [view.entity.introduced], asker),
        cameras=cameras,
        together=TOGETHER,
        others=others,
    )


@router.post("/event/{event}/confirm")
def confirmed(event: str, desk: AtDesk, by: Writing) -> dict[str, int]:
    """Accepts the event as it is shown."""
    return {"changed": len(confirm(Hand(desk.record, by), Digest(event)).turns)}


@router.post("/event/{event}/nudge")
def nudged(event: str, said: Nudge, desk: AtDesk, by: Writing) -> dict[str, int]:
    """Moves a recording on the event's clock."""
    offset = Fraction(said.milliseconds, 1000)
    return {"changed": len(nudge(Hand(desk.record, by), Digest(event), Digest(said.item), offset).turns)}


@router.post("/event/{event}/split")
def parted(event: str, said: Split, desk: AtDesk, by: Writing) -> dict[str, str]:
    """Gives some recordings to a new event, whose id is answered."""
    items = [Digest(item) for item in said.items]
    _, new = split_event(Hand(desk.record, by), Digest(event), items, said.label)
    return {"event": new}


@router.post("/event/{event}/merge")
def merged(event: str, said: Merge, desk: AtDesk, by: Writing) -> dict[str, int]:
    """Takes in the recordings of another event."""
    return {"changed": len(merge_events(Hand(desk.record, by), Digest(event), Digest(said.other)).turns)}


def _for_script(camera: Camera, copy: WorkingCopyView | None, desk: Desk, asker: Asker) -> dict[str, object]:
    """What the controller needs; `zero` is added to media time to seek (docs/decisions/0006).

    `plays`: the item that is played, the working copy where there is one; `waits`: whether one is to come.
    """
    assert camera.offset is not None
    clock = footage_clock(desk.index, camera.item, seen_by=asker.seen_by)
    return {
        "item": camera.item,
        "name": camera.name,
        "seconds": float(camera.seconds),
        "offset": float(camera.offset),
        "rate": float(camera.rate),
        "error": camera.error,
        "is_video": camera.media_type.startswith("video/"),
        "by_hand": bool(camera.time and camera.time.by_person),
        "zero": float(clock.zero) if clock and not copy else 0.0,
        "plays": copy.copy if copy else camera.item,
        "how": copy.statement if copy else "",
        "waits": copy is None and waits_for_copy(desk.index, camera.item, seen_by=asker.seen_by),
        "wave": waveform(desk.index, camera.item, _POINTS, seen_by=asker.seen_by),
    }
