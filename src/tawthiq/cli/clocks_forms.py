"""The JSON form of events, as `match` prints it. Names and keys are a contract."""

from collections.abc import Mapping
from typing import Any

from tawthiq.app.clocks_found import ClocksFound
from tawthiq.app.event_view import Camera, EventView, Join

Form = Mapping[str, Any]


def clocks_form(found: ClocksFound) -> Form:
    """The part of `match --json` that tells of clocks."""
    return {
        "events": [_event(view) for view in found.events],
        "on_no_clock": [{"item": each.item, "name": each.name} for each in found.unplaced],
    }


def _event(view: EventView) -> Form:
    return {
        "event": view.entity.id,
        "label": view.entity.label,
        "standing": str(view.entity.introduced.standing),
        "seconds": round(view.seconds, 3),
        "recordings": [_camera(view, camera) for camera in view.cameras],
        "pairs": len(view.joins),
        "outliers": [_outlier(join) for join in view.outliers],
    }


def _camera(view: EventView, camera: Camera) -> Form:
    """`offset_s`: where its second 0 lies on the event's clock; null where nothing places it."""
    placed = camera.offset is not None
    return {
        "item": camera.item,
        "name": camera.name,
        "offset_s": float(camera.offset) if camera.offset is not None else None,
        "rate": float(camera.rate) if placed else None,
        "uncertainty_s": camera.error,
        "by_hand": bool(camera.time and camera.time.by_person),
        "pairs": view.held_by(camera.item),
        "standing": str(camera.part.standing),
        "copies": [{"item": copy.item, "name": copy.name} for copy in camera.copies],
    }


def _outlier(join: Join) -> Form:
    """A pair that contradicts the clock, and by how many seconds."""
    assert join.off is not None
    return {"statement": join.statement, "a": join.one, "b": join.other, "off_s": round(join.off, 3)}
