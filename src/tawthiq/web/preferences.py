"""What a browser remembers: language, what is shown, and the name its user writes under."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, RedirectResponse, Response

from tawthiq.record.item import Access
from tawthiq.web.asker import remember, remember_reviewer
from tawthiq.web.page_list import Page
from tawthiq.web.words import LANGUAGES

router = APIRouter()
PAGE = Page("preferences", router)

_KNOWN: dict[str, frozenset[str]] = {
    "language": frozenset(LANGUAGES),
    "seen": frozenset(Access),
    "blind": frozenset({"0", "1"}),
    "plain": frozenset({"0", "1"}),
}


class Reviewer(BaseModel):
    """By which name somebody writes things down."""

    name: str = Field(min_length=1, max_length=120)
    pseudonym: bool = False


@router.get("/prefer/{name}/{value}")
def prefer(name: str, value: str, back: Annotated[str, Query()] = "/") -> Response:
    """Keeps one preference and goes back to the page it was chosen on."""
    ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = RedirectResponse(back if ours else "/", 303)
    if value in _KNOWN.get(name, frozenset()):
        remember(answer, **{name: value})
    return answer


@router.post("/reviewer")
def reviewer(given: Reviewer) -> Response:
    """Keeps the name under which this browser's user writes."""
    answer = JSONResponse({"name": given.name.strip()})
    remember_reviewer(answer, given.name, pseudonym=given.pseudonym)
    return answer
