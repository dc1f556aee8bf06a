"""What a person does with events: confirms, splits, merges, and moves a recording on the event's clock."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from tawthiq.app.editing import HOLDS, Edit, Hand, state, turn_all, withdraw
from tawthiq.app.entity_edits import Basis, introduce, sentence
from tawthiq.app.event_view import Camera, EventView, event_view
from tawthiq.app.events import EVENT_ROLE
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken, NotFound
from tawthiq.record.item import Access
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import EntityKind, Link, Overlap
from tawthiq.record.written import rounded

BY_HAND = Decimal("0.1")
"""Half-width, seconds, of an offset set by eye and ear: two to three frames of 25 a second."""


def make_event(hand: Hand, label: str, items: Sequence[Digest]) -> tuple[Edit, Digest]:
    """An event of `items`, none of them placed on its clock yet. Raises LawBroken without items or a name."""
    if not items:
        raise LawBroken("an event is made of recordings; select some first")
    spans = tuple(Span(item) for item in dict.fromkeys(items))
    made, event = introduce(hand, EntityKind.EVENT, label, Basis(spans))
    edit, _ = state(hand, [_part(hand, span, event) for span in spans])
    return made + edit, event


def confirm(hand: Hand, event: Digest) -> Edit:
    """Accepts the event, that its recordings belong to it, and where they lie. Raises NotFound."""
    view = _view(hand, event)
    said = [event]
    for camera in view.cameras:
        said += [camera.part.id, *([camera.time.id] if camera.time else [])]
    return turn_all(hand, said, HOLDS)


def split_event(hand: Hand, event: Digest, items: Sequence[Digest], label: str) -> tuple[Edit, Digest]:
    """Makes a second event of some recordings of the first, which loses them. Raises LawBroken, NotFound."""
    moved = [camera for camera in _view(hand, event).cameras if camera.item in items]
    if not moved:
        raise LawBroken("say which recordings go to the new event; select some first")
    basis = Basis((*(Span(camera.item) for camera in moved), Mention(event)))
    made, new = introduce(hand, EntityKind.EVENT, label, basis)
    zero = min((camera.offset for camera in moved if camera.offset is not None), default=Fraction(0))
    edit, _ = state(hand, [said for camera in moved for said in _moved(hand, camera, new, -zero)])
    return made + edit + _left(hand, moved), new


def merge_events(hand: Hand, into: Digest, other: Digest) -> Edit:
    """Gives the recordings of `other` to `into` and says that the two are one. Raises LawBroken, NotFound.

    Two clocks that nothing joins stay two: what comes is not placed until a recording of both, or a hand, is.
    """
    if into == other:
        raise LawBroken("an event cannot be merged with itself")
    kept, coming = _view(hand, into), _view(hand, other)
    shift = _between(kept, coming)
    new = [camera for camera in coming.cameras if camera.item not in {each.item for each in kept.cameras}]
    one = sentence(hand, Mention(other), "same-as", Link(into), Basis((Mention(into), Mention(other))))
    edit, _ = state(hand, [one, *(said for camera in new for said in _moved(hand, camera, into, shift))])
    return edit + _left(hand, coming.cameras) + withdraw(hand, [other], "merged")


def nudge(hand: Hand, event: Digest, item: Digest, offset: Fraction) -> Edit:
    """Says where a recording's second 0 lies on the event's clock, in place of what was said before.

    Raises NotFound where it is not of the event.
    """
    camera = next((each for each in _view(hand, event).cameras if each.item == item), None)
    if camera is None:
        raise NotFound(f"{item[:12]} is no recording of this event")
    cites: tuple[Citation, ...] = (Span(item), Mention(event))
    cites += (Mention(camera.time.id),) if camera.time else ()
    said = sentence(hand, Span(item), "event-time", _time(event, camera, offset, BY_HAND), Basis(cites))
    edit, ids = state(hand, [said])
    former = [camera.time.id] if camera.time and camera.time.id not in ids else []
    return edit + withdraw(hand, former, "moved by hand")


def _view(hand: Hand, event: Digest) -> EventView:
    view = event_view(hand.record.index, event, seen_by=Access.RESTRICTED)
    if view is None:
        raise NotFound(f"no event in the record is named {event[:12]}")
    return view


def _moved(hand: Hand, camera: Camera, event: Digest, shift: Fraction | None) -> tuple[Statement, ...]:
    """That a camera belongs to another event, and where: its clock moved by `shift`, where that is known."""
    span = Span(camera.item)
    basis = Basis((span, Mention(event), Mention(camera.part.id)))
    part = _part(hand, span, event, Mention(camera.part.id))
    if camera.offset is None or camera.error is None or shift is None:
        return (part,)
    time = _time(event, camera, camera.offset + shift, rounded(camera.error, 3))
    return part, sentence(hand, span, "event-time", time, basis)


def _part(hand: Hand, span: Span, event: Digest, *also: Mention) -> Statement:
    return sentence(hand, span, "part-of", Link(event, EVENT_ROLE), Basis((span, Mention(event), *also)))


def _left(hand: Hand, cameras: Sequence[Camera]) -> Edit:
    gone = [said.id for camera in cameras for said in (camera.part, camera.time) if said]
    return withdraw(hand, gone, "moved to another event")


def _between(kept: EventView, coming: EventView) -> Fraction | None:
    """What the coming clock is moved by, by a recording that lies on both; None where there is none."""
    places = {camera.item: camera.offset for camera in kept.cameras}
    for camera in coming.cameras:
        here = places.get(camera.item)
        if here is not None and camera.offset is not None:
            return here - camera.offset
    return None


def _time(event: Digest, camera: Camera, offset: Fraction, error: Decimal) -> Overlap:
    start = max(Fraction(0), offset)
    end = max(start, offset + camera.rate * camera.seconds)
    return Overlap(event, start, end, offset, error, camera.rate)
