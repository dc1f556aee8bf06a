"""The preserved bytes of items: footage by ranges for the player, everything else only as a download.

What came from outside is hostile. Only video, sound and pictures of kinds that a browser decodes are shown,
under the type that their first bytes have and under a policy that lets them do nothing; a page or drawing
that could run something never is.
"""

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from tawthiq.app.footage_bytes import shown_bytes
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.page_list import Page

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


@router.get("/object/{digest}")
def bytes_of(digest: str, desk: AtDesk, asker: Asking) -> Response:
    """The item's bytes, whole or the ranges asked for. 404 where the asker may not see it."""
    found = shown_bytes(desk.index, digest, seen_by=asker.seen_by)
    if kind := _SHOWN.get(found.media_type):
        return FileResponse(found.path, media_type=kind, headers=_HARMLESS)
    return FileResponse(
        found.path, media_type="application/octet-stream", filename=f"{found.digest}.bin", headers=_HARMLESS
    )
