"""What posts and lists tell, taken as accounts of an incident: found in any spelling, one form for each."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tawthiq.app.claims import Claim, Entity, entities, entities_named
from tawthiq.app.desk import Desk
from tawthiq.app.incident_edits import ACCOUNTS, NEEDS
from tawthiq.app.incident_view import accounts_of
from tawthiq.app.telling import Kinship, account_from, kinship, tellings_found, words_of
from tawthiq.record.digest import Digest, as_digest
from tawthiq.record.errors import NotFound
from tawthiq.record.value import EntityKind
from tawthiq.store import queries
from tawthiq.store.queries import StatementRow
from tawthiq.web.asker import Asker, Asking, AtDesk
from tawthiq.web.edit_requests import AccountGiven, AtWork, Name, edit_json
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page
from tawthiq.web.statement_view import views_by_id

router = APIRouter()
PAGE = Page("telling", router)


class Told(AccountGiven):
    """What a post or a row tells of an incident."""

    incident: Name


@router.get("/statement/{name}/account")
def telling(
    request: Request, name: str, desk: AtDesk, asker: Asking, incident: Annotated[str, Query()] = ""
) -> Response:
    """One telling, and the form in which it becomes an account; 404 where the asker may not see it."""
    row = queries.statement(desk.index, name, seen_by=asker.seen_by)
    chosen = as_digest(incident) if incident else None
    return page(
        request,
        "telling.html.j2",
        asker,
        **_shown(desk, asker, [row]),
        row=row,
        incidents=entities(desk.index, EntityKind.INCIDENT, seen_by=asker.seen_by),
        chosen=chosen,
    )


@router.post("/statement/{name}/account")
def told(name: str, given: Told, desk: AtDesk, asker: Asking, hand: AtWork) -> dict[str, Any]:
    """Takes it as an account of an incident."""
    row = queries.statement(desk.index, name, seen_by=asker.seen_by)
    incident = _incident(desk, asker, given.incident)
    made = account_from(hand, incident.id, row, given.property, given.value(), given.modality)
    return {"edit": edit_json(made), "href": f"/incident/{incident.id}#accounts"}


@router.get("/incident/{name}/posts")
def posts(
    request: Request, name: str, desk: AtDesk, asker: Asking, q: Annotated[str, Query(max_length=400)] = ""
) -> Response:
    """What is told with the words sought, to be taken as accounts of one incident."""
    incident = _incident(desk, asker, name)
    accounts = accounts_of(desk.index, incident.id, seen_by=asker.seen_by)
    rows = tellings_found(desk.index, q, seen_by=asker.seen_by)
    return page(
        request,
        "tellings.html.j2",
        asker,
        **_shown(desk, asker, rows),
        rows=rows,
        incident=incident,
        query=q,
        kin=_kinships(desk, asker, rows, accounts),
    )


def _shown(desk: Desk, asker: Asker, rows: Iterable[StatementRow]) -> dict[str, Any]:
    """What the form of each of `rows` needs."""
    every = tuple(rows)
    return {
        "views": views_by_id(desk.index, every, asker),
        "words": {row.id: words_of(row.statement) for row in every},
        "terms": (*ACCOUNTS, *NEEDS),
    }


def _incident(desk: Desk, asker: Asker, name: str) -> Entity:
    """An incident that the asker may see. Raises NotFound."""
    found = entities_named(desk.index, [as_digest(name)], EntityKind.INCIDENT, seen_by=asker.seen_by)
    if not found:
        raise NotFound(f"no incident is named {name}")
    return found[0]


def _kinships(
    desk: Desk, asker: Asker, rows: Iterable[StatementRow], accounts: tuple[Claim, ...]
) -> Mapping[Digest, Kinship]:
    """What each of `rows` shares with the accounts that are there."""
    cited = {m.statement for each in accounts for m in each.statement.mentions}
    told = queries.statements_by_id(desk.index, tuple(cited), seen_by=asker.seen_by)
    return {row.id: kinship(row, accounts, told) for row in rows}
