"""The page of one item, and what people write down there."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import AfterValidator, BaseModel, Field
from starlette.responses import Response

from tawthiq.app import observing
from tawthiq.app.care import graphic_items, mark_graphic
from tawthiq.app.cited import known_of
from tawthiq.app.footage_clock import has_track, packed_columns
from tawthiq.app.item_edits import mark_access
from tawthiq.app.item_sheet import ItemSheet, item_sheet
from tawthiq.app.papers import paper
from tawthiq.app.working_copies import waits_for_copy, working_copy
from tawthiq.publish.value_words import who
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.media_time import parse_clock
from tawthiq.record.review import Standing
from tawthiq.record.span import Span
from tawthiq.store import queries
from tawthiq.store.queries import StatementRow
from tawthiq.web.account_page import AccountView, account_view, is_blind
from tawthiq.web.asker import Asker, Asking, AtDesk
from tawthiq.web.edit_requests import AtWork
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page
from tawthiq.web.statement_view import StatementView, statement_views
from tawthiq.web.wording import fragment

router = APIRouter()
PAGE = Page("item", router)

_TRACKS: dict[str, tuple[str, dict[str, str]]] = {
    "frames": ("track.frames", {"seconds": "<f8"}),
    "waveform": ("track.waveform", {"seconds": "<f4", "low": "<f4", "high": "<f4", "level": "<f4"}),
}


def _time(text: str) -> str:
    parse_clock(text)  # refused here rather than later; LawBroken answers 422
    return text


_Second = Annotated[str, Field(max_length=32), AfterValidator(_time)]


class Marked(BaseModel):
    """Words about a second or span of media time, "205.48" or "3:25"; without a start, of the whole item."""

    text: str = Field(min_length=1, max_length=20_000)
    start: _Second | None = None
    end: _Second | None = None


class Viewed(BaseModel):
    """Which machine proposals were in sight during a pass."""

    visible: list[str] = Field(default_factory=list, max_length=50_000)


class Marking(BaseModel):
    """Who may see an item from now on, and why."""

    access: Access
    reason: str = Field(max_length=2000)


@router.get("/item/{digest}")
def item(request: Request, digest: str, desk: AtDesk, asker: Asking) -> Response:
    """Everything about one item."""
    sheet = item_sheet(desk.index, digest, seen_by=asker.seen_by)
    hidden = is_blind(desk, sheet.row.item.digest, asker)
    shown = _Shown(desk, sheet, asker)
    draft = account_view(desk, sheet.row, asker)
    seen, here = asker.seen_by, sheet.row.item.digest
    copy = working_copy(desk.index, here, seen_by=seen)
    return page(
        request,
        "item.html.j2",
        asker,
        sheet=sheet,
        item=sheet.row.item,
        kind=sheet.row.item.media_type.partition("/")[0],
        zero=float(sheet.clock.zero) if sheet.clock and not copy else 0.0,
        copy=copy,
        graphic=shown.cover(),
        waits=copy is None and _copy_may_come(desk, sheet, asker),
        has_frames=bool(sheet.clock and sheet.clock.frames),
        has_wave=has_track(desk.index, here, _TRACKS["waveform"][0], seen_by=seen),
        hidden=hidden,
        draft=draft,
        unlisted=_unlisted(sheet, draft),
        account=shown.views(sheet.account),
        proposals=() if hidden else shown.views(sheet.proposals),
        facts=shown.views(sheet.facts),
        resting=shown.views(
            tuple(r for r in sheet.resting if not (hidden and r.standing is Standing.PROPOSED))
        ),
        anchors=shown.anchors(),
        viewings=shown.views(sheet.viewings),
        names={member.item: member.name for family in sheet.families for member in family},
        paper=paper(desk.index, here, seen_by=seen),
    )


def _copy_may_come(desk: AtDesk, sheet: ItemSheet, asker: Asker) -> bool:
    """Whether a working copy waits to be made; while files are still to be watched it may turn out so."""
    unwatched = sheet.clock is None and desk.work.report().running
    return unwatched or waits_for_copy(desk.index, sheet.row.item.digest, seen_by=asker.seen_by)


def _unlisted(sheet: ItemSheet, draft: AccountView | None) -> tuple[Digest, ...]:
    """The proposals that the draft account tells and no list of the page shows: they were in sight too."""
    listed = {row.id for row in sheet.proposals}
    return tuple(each for each in draft.proposals if each not in listed) if draft else ()


@dataclass(frozen=True, slots=True)
class Cover:
    """The mark that covers an item: its id, what awaits who looks, and who says so; empty where withheld."""

    id: Digest
    words: str
    said_by: str


class _Shown:
    """Turns the rows of one sheet into views with the names of all that they cite."""

    def __init__(self, desk: AtDesk, sheet: ItemSheet, asker: Asker) -> None:
        self._index, self._here, self._language = desk.index, sheet.row.item.digest, asker.language
        self._rows = (*sheet.account, *sheet.proposals, *sheet.facts, *sheet.resting)
        self._known = known_of(desk.index, self._rows, seen_by=asker.seen_by)

    def views(self, rows: tuple[StatementRow, ...]) -> tuple[StatementView, ...]:
        return statement_views(rows, self._known, self._language, here=self._here)

    def cover(self) -> "Cover | None":
        """Why the item is covered; the words only to those who may read the mark."""
        mark = graphic_items(self._index).get(self._here)
        if mark is None:
            return None
        row = next((r for r in self._rows if r.id == mark.id), None)
        if row is None:
            return Cover(mark.id, "", "")
        return Cover(mark.id, mark.value["text"], who(mark.said_by, self._language))

    def anchors(self) -> dict[Digest, str]:
        """For the first statement that rests on each place in an export: the place's anchor."""
        found: dict[str, Digest] = {}
        for row in self._rows:
            for span in row.statement.spans:
                if span.item == self._here and fragment(span).startswith("#at-"):
                    found.setdefault(fragment(span)[1:], row.id)
        return {statement: anchor for anchor, statement in found.items()}


@router.get("/item/{digest}/{track}.bin")
def track(digest: str, track: str, desk: AtDesk, asker: Asking) -> Response:
    """Numbers for player and timeline: `frames` as float64 seconds; `waveform` as float32 columns."""
    if track not in _TRACKS:
        return Response(status_code=404)
    term, columns = _TRACKS[track]
    packed = packed_columns(desk.index, Digest(digest), term, columns, seen_by=asker.seen_by)
    return Response(packed, media_type="application/octet-stream")


@router.get("/item/{digest}/copy.json")
def copy_state(digest: str, desk: AtDesk, asker: Asking) -> dict[str, bool]:
    """Whether a working copy is there to be played, and whether one is still to come."""
    item = _shown_item(digest, desk, asker)
    there = working_copy(desk.index, item, seen_by=asker.seen_by) is not None
    coming = desk.work.report().running or waits_for_copy(desk.index, item, seen_by=asker.seen_by)
    return {"there": there, "coming": coming}


@router.post("/item/{digest}/copy")
def copy_asked(digest: str, desk: AtDesk, asker: Asking) -> dict[str, bool]:
    """A browser cannot play the original: has a working copy made. Nobody need give a name for that."""
    desk.copy_to_play(_shown_item(digest, desk, asker))
    return {"coming": True}


@router.post("/item/{digest}/observations")
def observe(digest: str, marked: Marked, desk: AtDesk, asker: Asking, hand: AtWork) -> dict[str, Any]:
    """Writes down what somebody sees or hears."""
    return {"statement": observing.observe(hand, _span(digest, marked, desk, asker), marked.text)}


@router.post("/item/{digest}/people")
def person(digest: str, marked: Marked, desk: AtDesk, asker: Asking, hand: AtWork) -> dict[str, Any]:
    """Notes a person, alive or dead: unknown."""
    span = _span(digest, marked, desk, asker)
    return {"statement": observing.note_person(hand, span, marked.text)}


@router.post("/item/{digest}/graphic")
def graphic(digest: str, marked: Marked, desk: AtDesk, asker: Asking, hand: AtWork) -> dict[str, Any]:
    """Marks it as hard to look at."""
    edit = mark_graphic(hand, _span(digest, marked, desk, asker), marked.text)
    return {"statement": edit.statements[0] if edit.statements else "", "covered": True}


@router.post("/item/{digest}/viewing")
def viewed(digest: str, seen: Viewed, desk: AtDesk, asker: Asking, hand: AtWork) -> dict[str, Any]:
    """Notes that somebody has looked through the item, and what machines proposed in their sight."""
    sheet = item_sheet(desk.index, digest, seen_by=asker.seen_by)
    rows = (*sheet.proposals, *sheet.resting, *(copy.statement for copy in sheet.copies))
    proposed = {row.id for row in rows if row.standing is Standing.PROPOSED}
    draft = account_view(desk, sheet.row, asker)
    proposed |= set(draft.proposals if draft else ())
    shown = [each for each in dict.fromkeys(map(Digest, seen.visible)) if each in proposed]
    made = observing.passed(hand, sheet.row.item.digest, shown, blind=asker.blind)
    return {"statement": made}


@router.post("/item/{digest}/access")
def access(digest: str, marking: Marking, desk: AtDesk, asker: Asking, hand: AtWork) -> dict[str, Any]:
    """Sets who may see the item."""
    span = observing.span_of(desk.index, Digest(digest), None, None, seen_by=asker.seen_by)
    mark_access(hand, [span.item], marking.access, marking.reason)
    return {"access": marking.access}


def _shown_item(digest: str, desk: AtDesk, asker: Asker) -> Digest:
    """The digest of an item that the asker may see. Raises NotFound."""
    return queries.item(desk.index, digest, seen_by=asker.seen_by).item.digest


def _span(digest: str, marked: Marked, desk: AtDesk, asker: Asker) -> Span:
    start, end = (parse_clock(text) if text else None for text in (marked.start, marked.end))
    return observing.span_of(desk.index, Digest(digest), start, end, seen_by=asker.seen_by)
