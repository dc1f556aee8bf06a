"""One statement: what it rests on, what was said about it, and verdicts on it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from tawthiq.app import judging
from tawthiq.app.cited import known_of
from tawthiq.app.item_sheet import statement_history
from tawthiq.record.digest import Digest
from tawthiq.record.judgement import Verdict
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.edit_requests import AtWork, edit_json
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page
from tawthiq.web.statement_view import statement_views

router = APIRouter()
PAGE = Page("statement", router)


class Judged(BaseModel):
    """A verdict, why, and in a correction the words that stand instead."""

    verdict: Verdict
    reason: str = Field(default="", max_length=5000)
    words: str = Field(default="", max_length=20_000)


class CardForm(BaseModel):
    """How a card is to look: on the page of the item or entity `here`, its second first, in brief."""

    here: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    where: bool = True
    brief: bool = False


@router.get("/statement/{name}")
def statement(request: Request, name: str, desk: AtDesk, asker: Asking) -> Response:
    """The statement and its history."""
    row, history = statement_history(desk.index, name, seen_by=asker.seen_by)
    known = known_of(desk.index, (row, *history), seen_by=asker.seen_by)
    (view,) = statement_views((row,), known, asker.language)
    return page(
        request,
        "statement_page.html.j2",
        asker,
        s=view,
        rests=view.cites,
        history=statement_views(history, known, asker.language, here=row.id),
    )


@router.get("/statement/{name}/card")
def card(
    request: Request, name: str, desk: AtDesk, asker: Asking, form: Annotated[CardForm, Query()]
) -> Response:
    """The statement as it stands in a list of the page it is asked from."""
    row, _ = statement_history(desk.index, name, seen_by=asker.seen_by)
    known = known_of(desk.index, (row,), seen_by=asker.seen_by)
    here = Digest(form.here) if form.here else None
    (view,) = statement_views((row,), known, asker.language, here=here)
    return page(request, "statement_card.html.j2", asker, s=view, where=form.where, brief=form.brief)


@router.post("/statement/{name}/review")
def review(name: str, judged: Judged, desk: AtDesk, asker: Asking, hand: AtWork) -> dict[str, Any]:
    """Writes a verdict down."""
    row, _ = statement_history(desk.index, name, seen_by=asker.seen_by)
    if judged.verdict is Verdict.CORRECT:
        edit = judging.correct(hand, row, judged.words, judged.reason)
    else:
        edit = judging.judge(hand, row, judged.verdict, judged.reason)
    return {"edit": edit_json(edit)}
