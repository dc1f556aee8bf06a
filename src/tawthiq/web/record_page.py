"""The front page: what is here, how whole it is, what could not be read, and every file."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from tawthiq.app.contents import write_contents
from tawthiq.app.excluding import exclude
from tawthiq.app.heads_left import heads, leave
from tawthiq.app.overview import FileView, overview
from tawthiq.app.provenance import say_provenance, sources
from tawthiq.app.sealing import PAGE as SEAL_PAGE
from tawthiq.app.sealing import seal_page
from tawthiq.intake.provenance import QUESTIONS, Answers
from tawthiq.record.digest import as_digest
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access
from tawthiq.store.checkpoint import make_checkpoint
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.edit_requests import AtWork, edit_json
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page

router = APIRouter()
PAGE = Page("record", router, "/")
TEMPLATE = "record.html.j2"

_A_PAGE = 100
"""Files on one page: every one is listed, and a page of 2,000 would be slow on a phone."""


@router.get("/")
def record(request: Request, desk: AtDesk, asker: Asking, sheet: Annotated[int, Query(ge=1)] = 1) -> Response:
    """The files of one sheet of the list, and what the whole holds."""
    view = overview(desk.index, seen_by=asker.seen_by)
    sheets = max(1, -(-len(view.files) // _A_PAGE))
    sheet = min(sheet, sheets)
    files: tuple[FileView, ...] = view.files[(sheet - 1) * _A_PAGE : sheet * _A_PAGE]
    return page(
        request,
        TEMPLATE,
        asker,
        view=view,
        files=files,
        sheet=sheet,
        sheets=sheets,
        sources=sources(desk.index, seen_by=asker.seen_by),
        questions=QUESTIONS,
    )


class Rule(BaseModel):
    """Which names are left out of watching, and why."""

    pattern: str = Field(max_length=500)
    reason: str = Field(max_length=5000)


class Left(BaseModel):
    """With whom a head was left, and on what day."""

    whom: str = Field(max_length=500)
    day: str = Field(max_length=60)


class Given(BaseModel):
    """What somebody knows of a source; see `intake.provenance.QUESTIONS`."""

    source: str = Field(max_length=1000)
    given_by: str = Field("", max_length=2000)
    how: str = Field("", max_length=2000)
    when: str = Field("", max_length=200)
    consent: str = Field("", max_length=20_000)
    limits: str = Field("", max_length=20_000)
    custody: str = Field("", max_length=20_000)
    url: str = Field("", max_length=2000)
    restricted: bool = False

    def answers(self) -> Answers:
        """The same as intake knows it."""
        return Answers(**{q.key: getattr(self, q.key).strip() for q in QUESTIONS})


@router.post("/sources")
def source(given: Given, hand: AtWork) -> dict[str, Any]:
    """Writes down who gave a source, how, and with what consent."""
    access = Access.RESTRICTED if given.restricted else Access.TEAM
    return {"edit": edit_json(say_provenance(hand, given.source, given.answers(), access))}


@router.post("/exclusions")
def excludes(given: Rule, hand: AtWork, asker: Asking) -> dict[str, Any]:
    """Leaves files out of watching, by a rule with a reason."""
    return {"edit": edit_json(exclude(hand, given.pattern, given.reason, seen_by=asker.seen_by))}


@router.post("/seals")
def seals(hand: AtWork) -> dict[str, str]:
    """Signs the record as it is now. The head is nobody's word, so nobody's name is kept with it."""
    return {"head": make_checkpoint(hand.record).head.digest}


@router.get("/seals/{head}.html")
def printed(head: str, desk: AtDesk, asker: Asking) -> Response:
    """The page of a head, to be printed and left with somebody; a file, since it holds its own style."""
    for view in heads(desk.index, seen_by=asker.seen_by):
        if view.signed.head.digest == head:
            name = {"Content-Disposition": f'attachment; filename="{SEAL_PAGE}"'}
            return Response(seal_page(desk.layout, view.signed), media_type="text/html", headers=name)
    raise NotFound(f"no head {head} was made of this record")


@router.post("/heads/{head}/left")
def left(head: str, given: Left, hand: AtWork) -> dict[str, Any]:
    """Writes down with whom a head was left."""
    edit = leave(hand, as_digest(head), given.whom, given.day)
    write_contents(hand.record.index)
    return {"edit": edit_json(edit)}
