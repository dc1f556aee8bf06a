"""Posts with a film as auto-archiver keeps them: a folder each, with the film and `metadata.json`.

No digests: they would depend on the build of FFmpeg, and posts are the same on every machine.
"""

import json
from datetime import datetime, timedelta
from fractions import Fraction

from tawthiq.drill.chats import NOTICE, Chat
from tawthiq.drill.scenario import Scenario
from tawthiq.drill.truth_posts import ChatTruth, PostTruth

_FOLDER = "auto-archiver/local_archive"


def archived(scenario: Scenario, films: tuple[str, ...]) -> tuple[Chat, ...]:
    """One archived post for each film, the first nine hours after the strike."""
    return tuple(_post(scenario, number, path) for number, path in enumerate(films, start=1))


def _post(scenario: Scenario, number: int, film: str) -> Chat:
    key = f"drill-{number}/film.mp4"
    path = f"{_FOLDER}/drill-{number}/metadata.json"
    at = Fraction(scenario.struck + 9 * 3600 + 1300 * number)
    posted = scenario.epoch + timedelta(seconds=float(at))
    told = PostTruth(
        id=f"a{number:04}",
        path=path,
        locator="/metadata",
        at=at,
        kind="repost",
        author="invented-uploader",
        language="en",
        attached=f"{_FOLDER}/{key}",
    )
    text = json.dumps(_item(number, key, posted), ensure_ascii=False, indent=4) + "\n"
    truth = ChatTruth(path, "auto-archiver", 1, 0, 0)
    return Chat(path, text, truth, (told,), ((film, f"{_FOLDER}/{key}"),))


def _item(number: int, key: str, posted: datetime) -> dict[str, object]:
    media = {
        "filename": f"tmp/drill/{key}",
        "_key": key,
        "urls": [f"local_archive/{key}"],
        "properties": {"id": "media_0", "duration": None},
        "_mimetype": "video/mp4",
    }
    metadata = {
        "_processed_at": (posted + timedelta(days=1)).timestamp(),
        "url": f"https://example.invalid/drill/archived/{number}",
        "title": f"Film {number} - {NOTICE}",
        "content": NOTICE,
        "timestamp": posted.timestamp(),
    }
    return {"status": "success", "metadata": metadata, "media": [media]}
