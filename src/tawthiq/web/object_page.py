"""The preserved bytes of items: footage by ranges for the player, everything else only as a download.

What came from outside is hostile. Only video, sound and pictures of kinds that a browser decodes are shown,
under the type that their first bytes have and under a policy that lets them do nothing; a page or drawing
that could run something never is.
"""

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from tawthiq.app.care import is_covered
from tawthiq.app.footage_bytes import shown_bytes
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.page_list import Page
from tawthiq.web.rendering import STATIC

router = APIRouter()
PAGE = Page("object", router)

_SHOWN = {
    "video/mp4": "video/mp4",
    "video/quicktime": "video/mp4",
    "video/3gpp": "video/mp4",
    "video/webm": "video/webm",
    "video/matroska": "video/webm",
    "audio/mp4": "audio/mp4",
    "audio/mpeg": "audio/mpeg",
    "audio/aac": "audio/aac",
    "audio/flac": "audio/flac",
    "audio/vnd.wave": "audio/wav",
    "video/ogg": "video/ogg",
    "image/jpeg": "image/jpeg",
    "image/png": "image/png",
    "image/gif": "image/gif",
    "image/webp": "image/webp",
    "image/bmp": "image/bmp",
    "image/avif": "image/avif",
}
"""What may be shown, and as what: browsers try a container under its family's name. No SVG, HTML, PDF."""

_HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


_COVER = STATIC / "covered.svg"


@router.get("/object/{digest}")
def bytes_of(
    digest: str, desk: AtDesk, asker: Asking, take: str | None = None, uncovered: str | None = None
) -> Response:
    """The item's bytes, whole or the ranges asked for. 404 where the asker may not see it.

    `take`: as a file to keep. In the text-only way of working nothing else is handed out. A picture of what
    is marked as hard to look at is covered, wherever it is listed, unless asked for `uncovered`.
    """
    found = shown_bytes(desk.index, digest, seen_by=asker.seen_by)
    kind = "" if take is not None else _SHOWN.get(found.media_type, "")
    if kind and asker.plain:
        return Response(status_code=204, headers=_HARMLESS)
    if kind.startswith("image/") and uncovered is None and is_covered(desk.index, found.digest):
        return FileResponse(_COVER, media_type="image/svg+xml", headers=_HARMLESS)
    if kind:
        return FileResponse(found.path, media_type=kind, headers=_HARMLESS)
    return FileResponse(
        found.path, media_type="application/octet-stream", filename=f"{found.digest}.bin", headers=_HARMLESS
    )
