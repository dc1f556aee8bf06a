"""What download tools leave beside footage: those of yt-dlp and of auto-archiver.

Every address is under `example.invalid`, which by standard never leads anywhere.
"""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

from tests.case.clock import CITY_EN, NOTICE, at

VIDEO_ID = "Inv3nt3dK16"
TITLE = "Arrival at the source - invented drill"
UPLOADED_AT = at(14, 20)
SHEET_COLUMNS = (
    "link",
    "archive status",
    "destination folder",
    "archive location",
    "archive date",
    "thumbnail",
    "upload timestamp",
    "upload title",
    "text content",
    "screenshot",
    "hash",
    "perceptual hashes",
    "wacz",
    "replaywebpage",
)

_POST = "https://example.invalid/post/7"
_POST_TITLE = "Second camera - invented drill"
_POSTED_AT = at(15, 10)
_ARCHIVED_AT = datetime(2013, 8, 17, 9, 0, tzinfo=UTC)


def info_json(file_name: str, seconds: int) -> str:
    """yt-dlp's sidecar for a video of that file name and length."""
    info: dict[str, Any] = {
        "id": VIDEO_ID,
        "title": TITLE,
        "webpage_url": f"https://example.invalid/watch?v={VIDEO_ID}",
        "extractor": "invented",
        "extractor_key": "Invented",
        "uploader": "أخبار قرية المثال (مختلق)",
        "uploader_id": "invented_village_news",
        "upload_date": UPLOADED_AT.astimezone(UTC).strftime("%Y%m%d"),
        "timestamp": int(UPLOADED_AT.timestamp()),
        "duration": seconds,
        "description": f"{NOTICE}. {CITY_EN}, 16 August 2013.\nلحظة الوصول إلى المكان",
        "tags": ["invented", "drill"],
        "view_count": 16,
        "availability": "public",
        "live_status": "not_live",
        "ext": "mp4",
        "_filename": file_name,
        "filename": file_name,
        "epoch": int(_ARCHIVED_AT.timestamp()),
        "_type": "video",
        "_version": {"version": "2026.10.26", "repository": "yt-dlp/yt-dlp"},
    }
    return json.dumps(info, ensure_ascii=False) + "\n"


def sheet_csv(location: str, digest: str) -> str:
    """auto-archiver's sheet saved as CSV: one archived post, and one that failed."""
    day = _ARCHIVED_AT.isoformat()
    done = {
        "link": _POST,
        "archive status": "generic_extractor: success",
        "destination folder": "invented-post-7",
        "archive location": location,
        "archive date": day,
        "upload timestamp": _POSTED_AT.astimezone(UTC).isoformat(),
        "upload title": _POST_TITLE,
        "text content": NOTICE,
        "hash": f"SHA-256:{digest}",
    }
    failed = {
        "link": "https://example.invalid/post/8",
        "archive status": "Archive failed: no archiver",
        "archive date": day,
        "hash": "not-calculated",
    }
    page = io.StringIO(newline="")
    writer = csv.DictWriter(page, SHEET_COLUMNS, restval="")
    writer.writeheader()
    writer.writerows([done, failed])
    return page.getvalue()


def database_csv(key: str, digest: str) -> str:
    """auto-archiver's CSV database: cells are Python reprs, dates among them, as its own code writes them."""
    moment = "datetime.datetime(2013, 8, 17, 9, 0, tzinfo=datetime.timezone.utc)"
    posted = f"datetime.datetime(2013, 8, 16, {_POSTED_AT.hour}, {_POSTED_AT.minute}, tzinfo=tzlocal())"
    metadata = (
        f"{{'_processed_at': {moment}, 'url': {_POST!r}, 'title': {_POST_TITLE!r}, "
        f"'content': {NOTICE!r}, 'timestamp': {posted}}}"
    )
    page = io.StringIO(newline="")
    rows = [("status", "metadata", "media"), ("success", metadata, repr([_media(key, digest)]))]
    csv.writer(page).writerows(rows)
    return page.getvalue()


def metadata_json(key: str, digest: str) -> str:
    """auto-archiver's `metadata.json` of the archived post."""
    metadata = {
        "_processed_at": _ARCHIVED_AT.timestamp(),
        "url": _POST,
        "title": _POST_TITLE,
        "content": NOTICE,
        "timestamp": _POSTED_AT.timestamp(),
    }
    item = {"status": "success", "metadata": metadata, "media": [_media(key, digest)]}
    return json.dumps(item, ensure_ascii=False, indent=4) + "\n"


def _media(key: str, digest: str) -> dict[str, Any]:
    return {
        "filename": f"tmp/invented/{key.rsplit('/', 1)[-1]}",
        "_key": key,
        "urls": [f"local_archive/{key}"],
        "properties": {"hash": f"SHA-256:{digest}", "id": "media_0", "duration": None},
        "_mimetype": "video/webm",
    }
