"""Who may talk to the local server: the browser that was handed the key, on this machine, from our pages.

Any page of the web may make a browser send requests to 127.0.0.1, and names can be pointed there. So the
Host must be ours (a name pointed here is refused), the cookie must be the one given for the key in the
opening address, a request must not come from another site or another port, and a write must carry the
Origin of our pages and the token printed in them.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"

_READS = frozenset({"GET", "HEAD"})

_LARGEST = 8 * 2**20
"""Bytes of a write: a pass over an item names at most 50,000 proposals by 64 digits each."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing inline, nothing from elsewhere (W3C Content Security Policy 3)."""

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

ENTRY = "/enter"
CSRF_HEADER = "x-tawthiq-token"

_NO_KEY = (
    "Open the address that `tawthiq open` printed: it holds the key to this record.\n"
    "افتح العنوان الذي طبعه الأمر tawthiq open: فيه مفتاح هذا السجل.\n"
)


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one run: in the opening address, in the cookie, and in our pages for writes."""

    entry: str = field(default_factory=_secret)
    session: str = field(default_factory=_secret)
    csrf: str = field(default_factory=_secret)


class Guard:
    """Refuses whatever does not come from our own pages; adds the headers that bind every answer."""

    def __init__(self, app: ASGIApp, keys: Keys, port: int) -> None:
        self._app, self._keys = app, keys
        self._hosts = {f"{LOOPBACK}:{port}", f"localhost:{port}"}
        self._cookie = f"tawthiq-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        answer = self._refusal(scope) if scope["type"] == "http" else PlainTextResponse("", 400)
        await (answer or self._app)(scope, receive, _bound(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts:
            return PlainTextResponse("this server answers to its own name only\n", 421)
        if scope["path"] == ENTRY:
            return self._entry(scope)
        if not _same(_cookies(headers).get(self._cookie, ""), self._keys.session):
            return PlainTextResponse(_NO_KEY, 403)
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
            return PlainTextResponse("asked for by a page that is not ours\n", 403)
        if scope["method"] in _READS:
            return None
        if not self._may_write(headers):
            return PlainTextResponse("a write must come from our own pages\n", 403)
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > _LARGEST:
            return PlainTextResponse(
                "a write says how long it is, and is no longer than our pages make it\n", 413
            )
        return None

    def _entry(self, scope: Scope) -> Response:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
        if not _same(given, self._keys.entry):
            return PlainTextResponse(_NO_KEY, 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self._keys.session, httponly=True, samesite="strict", path="/")
        return answer

    def _may_write(self, headers: Headers) -> bool:
        ours = headers.get("origin") == f"http://{headers['host']}"
        return ours and _same(headers.get(CSRF_HEADER, ""), self._keys.csrf)


def _same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode(), secret.encode())


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _bound(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
