"""What every write needs: somebody who stands for it."""

from typing import Annotated

from fastapi import Depends, HTTPException

from tawthiq.record.agent import Agent
from tawthiq.web.asker import Asking

NAME_NEEDED = 428
"""Precondition Required (RFC 6585): the page asks for the writer's name and sends again."""


def _writer(asker: Asking) -> Agent:
    if asker.reviewer is None:
        raise HTTPException(NAME_NEEDED, "say first by which name you write")
    return asker.reviewer


Writing = Annotated[Agent, Depends(_writer)]
"""Who writes; the request is refused with 428 where that is not known."""
