"""yt-dlp's `*.info.json`: what the platform said of the video that lies beside it, and the comments.

`upload_date` is a day in UTC and is kept as one; where it and `timestamp` disagree, both are kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from tawthiq.intake.dates import unix_when
from tawthiq.intake.json_text import (
    decimal_at,
    is_sound,
    list_at,
    pointer_key,
    read_json,
    text_at,
    word_at,
)
from tawthiq.intake.reading import Document, Outcome, Pen, Reading, Told, gather, pen_of
from tawthiq.intake.shelf import Shelf, shelf_of
from tawthiq.record.agent import UNKNOWN_VOICE, Agent, AgentKind
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken, SourceError
from tawthiq.record.measure import Exact
from tawthiq.record.post import Post
from tawthiq.record.selector import Pointer
from tawthiq.record.span import Citation, Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Text, Value
from tawthiq.record.when import When, certainly_before

_SUFFIX = ".info.json"
_MEDIA = ("mp4", "webm", "mkv", "mov", "m4v", "avi", "flv", "3gp", "ts", "m4a", "mp3", "ogg", "opus", "wav")


@dataclass(frozen=True, slots=True)
class YtDlp:
    """Reader of `*.info.json`."""

    name: str = "yt-dlp"
    version: str = "1"

    def recognises(self, name: str, head: bytes) -> bool:
        """By the ending that yt-dlp gives."""
        return name.lower().endswith(_SUFFIX)

    def read(self, document: Document) -> Reading:
        """The page (one post), then its comments (one post each). Raises SourceError if not an object."""
        page = read_json(document)
        if not isinstance(page, dict):
            raise SourceError(f"{document.name} is not an object, as every info.json is")
        return gather(_outcomes(page, pen_of(self, document), shelf_of(document)))


def _outcomes(page: Mapping[str, Any], pen: Pen, shelf: Shelf) -> Iterator[Outcome]:
    video = _video(page, pen.document, shelf)
    yield _page(page, Span(video) if video else pen.span(), pen)
    for position, comment in enumerate(list_at(page, "comments")):
        yield _comment(comment, page, Pointer(f"/comments/{position}"), pen)


def _video(page: Mapping[str, Any], document: Document, shelf: Shelf) -> Digest | None:
    downloads = [d for d in list_at(page, "requested_downloads") if isinstance(d, dict)]
    paths = [text_at(d, key) for d in (page, *downloads) for key in ("_filename", "filename", "filepath")]
    names = [path.replace("\\", "/").rpartition("/")[2] for path in paths if path]
    stem = document.name[len(document.folder) : -len(_SUFFIX)]
    names += [f"{stem}.{extension}" for extension in (text_at(page, "ext"), *_MEDIA) if extension]
    return next((found for name in names if (found := shelf.beside(name))), None)


def _page(page: Mapping[str, Any], about: Citation, pen: Pen) -> Told | Reject:
    """Whatever the page says, field by field; a broken field is a reject and spoils no other."""
    said: list[Statement] = []
    rejects: list[Reject] = []
    for key, term, by in _fields(page):
        at = Pointer(f"/{pointer_key(key)}")
        try:
            value = _value(page, key)
        except LawBroken as cause:
            rejects.append(pen.reject(at.pointer, cause.message))
            continue
        if value is not None:
            said.append(pen.write(term, value, at, about=about, said_by=by))
    if not said:
        return pen.reject("", "says nothing of a page: no title, address, uploader or time")
    return Told(tuple(said), tuple(rejects))


def _fields(page: Mapping[str, Any]) -> Iterator[tuple[str, str, Agent]]:
    """Each field, the property it states, and who states it: the uploader, or the platform."""
    uploader, platform = _uploader(page), _platform(page)
    yield "title", "page.title", uploader
    yield "description", "page.description", uploader
    yield ("uploader" if text_at(page, "uploader") else "channel"), "page.uploader", uploader
    yield ("webpage_url" if text_at(page, "webpage_url") else "original_url"), "page.url", platform
    yield "timestamp", "page.uploaded", platform
    if not _same_day(page):
        yield "upload_date", "page.uploaded", platform
    yield "location", "post.place", uploader
    # Not media.duration: that is what the container says, and a cut download disagrees with its page.
    yield "duration", "x.page.duration", platform
    yield "id", "x.page.id", platform
    yield "epoch", "x.page.fetched", UNKNOWN_VOICE


def _value(page: Mapping[str, Any], key: str) -> Value | None:
    """The value of a field, None where it is absent. Raises LawBroken where it is of another shape."""
    if page.get(key) in (None, ""):
        return None
    if not is_sound(page[key]):
        raise LawBroken("cannot be kept as text: half of a surrogate pair, or nested too deep")
    if key == "upload_date":
        return _day(str(page[key]))
    if key in {"timestamp", "epoch", "duration"}:
        seconds = decimal_at(page, key)
        if seconds is None:
            raise LawBroken(f"{page[key]!r:.80} is no number of seconds")
        return Exact(Fraction(seconds), "s") if key == "duration" else unix_when(str(int(seconds)))
    if not (words := word_at(page, key)):
        raise LawBroken(f"expected words, found {type(page[key]).__name__}")
    return Text(words)


def _day(text: str) -> When:
    try:
        start = datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC)
        return When(start, start + timedelta(days=1), "UTC", text)
    except (ValueError, OverflowError) as cause:
        raise LawBroken(f"{text!r} is no day; expected YYYYMMDD") from cause


def _same_day(page: Mapping[str, Any]) -> bool:
    """Whether the day of upload adds nothing to the instant: it holds it, as it should."""
    try:
        day, moment = _value(page, "upload_date"), _value(page, "timestamp")
    except LawBroken:
        return False
    if not isinstance(day, When) or not isinstance(moment, When):
        return False
    return certainly_before(day, moment) is not True and certainly_before(moment, day) is not True


def _uploader(page: Mapping[str, Any]) -> Agent:
    name, account = text_at(page, "uploader", "channel"), word_at(page, "uploader_id", "channel_id")
    if not (name or account) or not is_sound([name, account]):
        return UNKNOWN_VOICE
    return Agent(AgentKind.ACCOUNT, name or account, account=account)


def _platform(page: Mapping[str, Any]) -> Agent:
    name = text_at(page, "extractor_key", "extractor")
    return Agent(AgentKind.GROUP, name) if name and is_sound(name) else UNKNOWN_VOICE


def _comment(comment: object, page: Mapping[str, Any], at: Pointer, pen: Pen) -> Told | Reject:
    if not isinstance(comment, dict) or not is_sound(comment):
        return pen.reject(at.pointer, "expected a comment that can be kept as text")
    parent = word_at(comment, "parent")
    try:
        post = Post(
            text=text_at(comment, "text"),
            number=word_at(comment, "id"),
            sent=_comment_time(comment, page),
            reply_to="" if parent == "root" else parent,
        )
    except LawBroken as cause:
        return pen.reject(at.pointer, cause.message)
    name, account = text_at(comment, "author"), word_at(comment, "author_id")
    author = Agent(AgentKind.ACCOUNT, name or account, account=account) if name or account else UNKNOWN_VOICE
    return Told((pen.write("post", post, at, said_by=author, said_at=post.sent),))


def _comment_time(comment: Mapping[str, Any], page: Mapping[str, Any]) -> When | None:
    """The time of a comment. YouTube only shows "3 years ago" and yt-dlp reckons a stamp from it, so
    there the words are kept, and the download as the latest it can be."""
    words, stamp = text_at(comment, "_time_text", "time_text"), word_at(comment, "timestamp")
    if not words and not text_at(page, "extractor_key", "extractor").lower().startswith("youtube"):
        return unix_when(stamp) if stamp else None
    fetched, stated = decimal_at(page, "epoch"), words or stamp
    latest = unix_when(str(int(fetched))).latest if fetched else None
    return When(None, latest, "UTC" if latest else "", stated) if latest or stated else None
