"""The draft account on an item's page: every line opens its second, and a person can write one anew."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from tawthiq.app import observing
from tawthiq.app.account_edits import line_name, proposals_in, rewrite_line
from tawthiq.app.accounting import Drafted, account_of
from tawthiq.publish.account.told import Line
from tawthiq.publish.account.words import Clause, clauses, plain_words
from tawthiq.publish.value_words import found
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.record.value import Text
from tawthiq.store import queries
from tawthiq.store.queries import ItemRow
from tawthiq.web.asker import Asker, Asking, AtDesk
from tawthiq.web.edit_requests import AtWork, edit_json
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import page

router = APIRouter()
PAGE = Page("draft-account", router)

_TIMED = ("video", "audio")
_MOMENT = r"(?:\d{4}-\d\d-\d\d )?\d+:\d\d(?::\d\d)?(?: UTC)?"
_TIMES = re.compile(rf"{_MOMENT}(?: ?– ?{_MOMENT})?|\d{{4}}-\d\d-\d\d")
_QUOTED = re.compile("(?<=“)[^“”]+(?=”)|(?<=«)[^«»]+(?=»)")
_ISOLATED = "\u2066\\g<0>\u2069"
"""Left-to-right isolate and its end (Unicode Standard Annex 9): a time code keeps its order in Arabic."""


class Rewritten(BaseModel):
    """What a person writes in place of a line."""

    text: str = Field(min_length=1, max_length=20_000)


@dataclass(frozen=True, slots=True)
class LineView:
    """A line by the `name` that an edit gives back; of the whole without `start`. `plain`: words to edit."""

    name: str
    start: Fraction | None
    end: Fraction | None
    clauses: tuple[Clause, ...]
    plain: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """The lines, and the machine's proposals that they rest on."""

    lines: tuple[LineView, ...]
    proposals: tuple[Digest, ...]


def account_view(desk: AtDesk, row: ItemRow, asker: Asker) -> AccountView | None:
    """The draft account of a film or sound; none of anything else, nor during a blind first pass."""
    if row.item.media_type.partition("/")[0] not in _TIMED or is_blind(desk, row.item.digest, asker):
        return None
    made = account_of(desk.index, row, seen_by=asker.seen_by)
    return AccountView(tuple(_views(desk, made, asker)), proposals_in(made.lines))


def is_blind(desk: AtDesk, item: Digest, asker: Asker) -> bool:
    """Whether proposals about `item` stay hidden: a blind pass was chosen and is not made yet."""
    if not asker.blind:
        return False
    rows = queries.statements(desk.index, item=item, properties=("viewing",), seen_by=asker.seen_by)
    return not observing.has_passed(rows, asker.reviewer)


@router.get("/item/{digest}/account")
def account(request: Request, digest: str, desk: AtDesk, asker: Asking) -> Response:
    """The lines alone, as the item's page shows them."""
    row = queries.item(desk.index, digest, seen_by=asker.seen_by)
    shown = account_view(desk, row, asker)
    if shown is None:
        raise NotFound("no draft account is shown of this item")
    return page(request, "account.html.j2", asker, draft=shown)


@router.post("/item/{digest}/account/{line}")
def rewrite(
    digest: str, line: str, given: Rewritten, desk: AtDesk, asker: Asking, hand: AtWork
) -> dict[str, Any]:
    """Writes a line anew."""
    row = queries.item(desk.index, digest, seen_by=asker.seen_by)
    if is_blind(desk, row.item.digest, asker):
        raise NotFound("no draft account is shown of this item")
    edit = rewrite_line(hand, row.item.digest, line, given.text, seen_by=asker.seen_by)
    return {"statements": list(edit.statements), "edit": edit_json(edit)}


def _views(desk: AtDesk, made: Drafted, asker: Asker) -> Iterable[LineView]:
    own = _own_words(desk, made.lines, asker)
    for line in made.lines:
        said = tuple(_isolated(clause) for clause in clauses(line, asker.language))
        plain = own.get(line.ids[:1]) or plain_words(line, asker.language)
        yield LineView(line_name(line), line.start, line.end, said, plain)


def _own_words(desk: AtDesk, lines: Iterable[Line], asker: Asker) -> dict[tuple[Digest, ...], str]:
    """What people wrote, in full, by the statement that says so: a line shows its beginning only."""
    own = [part.ids[0] for line in lines for part in line.parts if part.phrase.startswith("own.")]
    rows = queries.statements_by_id(desk.index, own, seen_by=asker.seen_by)
    return {(r.id,): r.statement.value.text for r in rows if isinstance(r.statement.value, Text)}


def _isolated(clause: Clause) -> Clause:
    apart = _QUOTED.sub(lambda words: found(words[0]), clause.words)
    return replace(clause, words=_TIMES.sub(_ISOLATED, apart))
