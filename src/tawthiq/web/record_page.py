"""The front page: what is here, how whole it is, what could not be read, and every file."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tawthiq.app.overview import FileView, overview
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page

router = APIRouter()
PAGE = Page("record", router, "/")

_A_PAGE = 100
"""Files on one page: every one is listed, and a page of 2,000 would be slow on a phone."""


@router.get("/")
def record(request: Request, desk: AtDesk, asker: Asking, sheet: Annotated[int, Query(ge=1)] = 1) -> Response:
    """The files of one sheet of the list, and what the whole holds."""
    view = overview(desk.index, seen_by=asker.seen_by)
    sheets = max(1, -(-len(view.files) // _A_PAGE))
    sheet = min(sheet, sheets)
    files: tuple[FileView, ...] = view.files[(sheet - 1) * _A_PAGE : sheet * _A_PAGE]
    return page(request, "record.html.j2", asker, view=view, files=files, sheet=sheet, sheets=sheets)
