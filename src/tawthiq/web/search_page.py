"""Search over statements, posts, names and file names, in the reader's own spelling."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tawthiq.app.cited import known_of
from tawthiq.app.item_sheet import found
from tawthiq.record.review import Standing
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page
from tawthiq.web.statement_view import statement_views

router = APIRouter()
PAGE = Page("search", router, "/search")

_MOST = 100


@router.get("/search")
def search(
    request: Request, desk: AtDesk, asker: Asking, q: Annotated[str, Query(max_length=400)] = ""
) -> Response:
    """The statements that hold every word sought, newest first."""
    hits = found(desk.index, q, seen_by=asker.seen_by, limit=_MOST)
    rows = tuple(row for _, row in hits if not (asker.blind and row.standing is Standing.PROPOSED))
    known = known_of(desk.index, rows, seen_by=asker.seen_by)
    return page(
        request,
        "search.html.j2",
        asker,
        query=q,
        most=_MOST,
        found=statement_views(rows, known, asker.language),
    )
