"""The app over one open record: its pages, behind the guard.

To add a page: `web/<topic>_page.py` with a router and a `PAGE`, `templates/<topic>.html.j2` that extends
`layout.html.j2`, `words/<topic>.toml` with both languages, `static/<topic>.js` where it needs a component;
then name it in PAGES. What it reads and writes is a function in `app`.
"""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from tawthiq.app.desk import Desk
from tawthiq.app.overview import overview
from tawthiq.record.errors import LawBroken, NotFound, TawthiqError
from tawthiq.web import (
    account_page,
    events_page,
    incident_page,
    item_page,
    list_page,
    map_page,
    object_page,
    people_page,
    preferences,
    record_page,
    search_page,
    statement_page,
    table_page,
    telling_page,
    work_report,
)
from tawthiq.web.asker import asker
from tawthiq.web.guard import Guard, Keys
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import STATIC, page, prepare

PAGES: tuple[Page, ...] = (
    record_page.PAGE,
    table_page.PAGE,
    incident_page.PAGE,
    map_page.PAGE,
    people_page.PAGE,
    search_page.PAGE,
    events_page.PAGE,
    item_page.PAGE,
    account_page.PAGE,
    list_page.PAGE,
    statement_page.PAGE,
    telling_page.PAGE,
    object_page.PAGE,
    preferences.PAGE,
    work_report.PAGE,
)
"""Every page, in the order of the menu."""

_STATUS: dict[type[TawthiqError], int] = {NotFound: 404, LawBroken: 422}


def create_app(desk: Desk, keys: Keys, port: int) -> ASGIApp:
    """The guarded app over the record on `desk`, which must stay open as long as it serves."""
    app = FastAPI(title="Tawthiq", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_alive)
    app.state.desk, app.state.keys = desk, keys
    app.state.menu = tuple((each.key, each.path) for each in PAGES if each.path)
    for each in PAGES:
        app.include_router(each.router)
    app.mount("/static", _Static(directory=STATIC))
    app.add_exception_handler(TawthiqError, _failed)
    app.add_exception_handler(404, _nowhere)
    app.add_exception_handler(RequestValidationError, _unclear)
    return Guard(app, keys, port)


@asynccontextmanager
async def _alive(app: FastAPI) -> AsyncIterator[None]:
    """While the browser starts, what it will ask for first is made."""
    first = threading.Thread(target=_first_page, args=(app.state.desk,), name="tawthiq-first-page")
    first.start()
    yield
    first.join()


def _first_page(desk: Desk) -> None:
    overview(desk.index)
    prepare(record_page.TEMPLATE)


class _Static(StaticFiles):
    """Our own files: the browser asks each time whether they changed."""

    def file_response(self, *given: Any, **named: Any) -> Response:
        """As Starlette's, to be asked for again."""
        answer = super().file_response(*given, **named)
        answer.headers["Cache-Control"] = "no-cache"
        return answer


async def _nowhere(request: Request, error: Exception) -> Response:
    """No such address: as for what is not in the record, in the reader's language."""
    return await _failed(request, NotFound(f"there is no page at {request.url.path}"))


async def _unclear(request: Request, error: Exception) -> Response:
    """Not of the shape that is asked for; told by where, never by what was sent: it may be no JSON."""
    assert isinstance(error, RequestValidationError)
    where = dict.fromkeys(".".join(map(str, each["loc"])) for each in error.errors())
    told = f"what was sent is not what is taken there: {', '.join(where)}"
    return await _failed(request, LawBroken(told, mend="Correct it and send it again."))


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, TawthiqError)
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    if "text/html" in request.headers.get("accept", ""):
        return page(request, "error.html.j2", asker(request), status, error=error)
    return JSONResponse({"message": error.message, "mend": error.advice}, status)
