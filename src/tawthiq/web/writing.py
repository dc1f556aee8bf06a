"""What every write needs: somebody who stands for it, and who sees all that it names."""

import re
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from tawthiq.record.agent import Agent
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound
from tawthiq.store import queries
from tawthiq.web.asker import Asking, AtDesk

NAME_NEEDED = 428
"""Precondition Required (RFC 6585): the page asks for the writer's name and sends again."""

_NAME = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


async def _body(request: Request) -> bytes:
    return await request.body()


def _writer(asker: Asking, desk: AtDesk, request: Request, body: Annotated[bytes, Depends(_body)]) -> Agent:
    """Looked for in the whole request, so that no write can forget it: what is hidden is not there."""
    sent = f"{request.url.path} {body.decode('utf-8', 'replace')}"
    names = dict.fromkeys(map(Digest, _NAME.findall(sent)))
    if hidden := queries.hidden(desk.index, names, seen_by=asker.seen_by):
        raise NotFound(f"nothing in the record is named {min(hidden)}")
    if asker.reviewer is None:
        raise HTTPException(NAME_NEEDED, "say first by which name you write")
    return asker.reviewer


Writing = Annotated[Agent, Depends(_writer)]
"""Who writes; the request is refused with 428 where that is not known, with 404 where it names the unseen."""
