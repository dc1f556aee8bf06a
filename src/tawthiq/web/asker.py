"""Who asks: in which language, what they may see, and by which name they write things down.

Kept in cookies of this browser. The name is asked for once; a pseudonym does.
"""

from dataclasses import dataclass
from typing import Annotated, cast
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from starlette.responses import Response

from tawthiq.app.desk import Desk
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.item import Access
from tawthiq.web.words import LANGUAGES

_YEAR = 365 * 24 * 3600
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Asker:
    """`seen_by`: the strictest mark that is shown. `blind`: machine proposals stay hidden.

    `plain`: footage as text and stills only, nothing plays.
    """

    language: str = "en"
    seen_by: Access = Access.TEAM
    blind: bool = False
    plain: bool = False
    reviewer: Agent | None = None


def asker(request: Request) -> Asker:
    """Who asks, by the cookies and the languages the browser prefers."""
    held = request.cookies
    seen = held.get("seen", "")
    return Asker(
        _language(held.get("language", ""), request.headers.get("accept-language", "")),
        Access(seen) if seen in set(Access) else Access.TEAM,
        held.get("blind") == "1",
        held.get("plain") == "1",
        _reviewer(held.get("reviewer", "")),
    )


def desk(request: Request) -> Desk:
    """The record this server was opened on."""
    return cast(Desk, request.app.state.desk)


Asking = Annotated[Asker, Depends(asker)]
AtDesk = Annotated[Desk, Depends(desk)]


def remember(answer: Response, **preferences: str) -> None:
    """Keeps preferences in the browser for a year."""
    for name, value in preferences.items():
        answer.set_cookie(name, quote(value), max_age=_YEAR, httponly=True, samesite="strict")


def remember_reviewer(answer: Response, name: str, *, pseudonym: bool) -> None:
    """Keeps by which name this browser's user writes things down."""
    remember(answer, reviewer=f"{'p' if pseudonym else 'n'}{name.strip()[:_LONGEST_NAME]}")


def _reviewer(held: str) -> Agent | None:
    kind, name = unquote(held)[:1], unquote(held)[1:].strip()
    if not name or kind not in {"p", "n"}:
        return None
    return Agent(AgentKind.PSEUDONYM if kind == "p" else AgentKind.PERSON, name)


def _language(chosen: str, accepted: str) -> str:
    if chosen in LANGUAGES:
        return chosen
    wanted = (part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((language for language in wanted if language in LANGUAGES), LANGUAGES[0])
