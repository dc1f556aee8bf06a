"""WhatsApp's exported chat: iOS `_chat.txt` and Android `WhatsApp Chat with X.txt`, Arabic and English.

A message begins with its date and runs to the next line that does. The clock is the exporter's phone,
without a zone, and the order of day and month is the phone's too: both stay open unless the file
settles them (`dates`). Lines are counted by line feeds, as editors do.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise

from tawthiq.intake.dates import Order, Parts, possible_orders, readings, when_of
from tawthiq.intake.places import pin
from tawthiq.intake.reading import Document, Outcome, Pen, Reading, Told, gather, pen_of
from tawthiq.intake.shelf import Shelf, shelf_of
from tawthiq.record.agent import UNKNOWN_VOICE, Agent, AgentKind
from tawthiq.record.bodies import Reject
from tawthiq.record.errors import LawBroken
from tawthiq.record.post import Attachment, Post
from tawthiq.record.selector import Lines
from tawthiq.record.when import When

# Every repetition is bounded: a hostile line of a million marks must not cost a million squared.
_MARKS = r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]{0,4}"
_GAP = r"[ \t\u00a0\u202f\u200e\u200f\u061c]{0,4}"
_STAMP = (
    rf"(?P<stamp>(?P<first>\d{{1,4}}){_MARKS}(?P<separator>[/.\-]){_GAP}(?P<second>\d{{1,2}})"
    rf"{_MARKS}[/.\-]{_GAP}(?P<third>\d{{1,4}})(?:{_GAP}هـ)?\.?{_MARKS}[,،]?{_GAP}"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<seconds>\d\d))?"
    rf"(?:{_GAP}(?P<half>[AaPp]\.?{_GAP}[Mm]\.?|[صم]))?)"
)
_IOS = re.compile(rf"{_MARKS}\[{_STAMP}{_MARKS}\]{_GAP}")
_ANDROID = re.compile(rf"{_MARKS}{_STAMP}{_GAP}-{_GAP}")
_AUTHOR = re.compile(r"([^\n]{1,120}?):(?: |\n|\Z)")

_FILE = re.compile(
    r"<(?:attached|المُرفق|المرفق|مُرفق|مرفق): ([^>\n]{1,255})>"
    r"|^[\u200e\u200f]{0,4}([^\n]{1,255}?\.\w{1,5}) \((?:file attached|الملف مرفق|ملف مرفق)\)",
    re.MULTILINE,
)
_OMITTED = re.compile(
    r"^[\u200e\u200f]{0,4}(<(?:Media omitted|تم استبعاد الوسائط|الوسائط غير مدرجة)>)$"
    r"|^[\u200e\u200f]{0,4}(لم يتم إدراج [^\n]{1,40})$"
    r"|\u200e((?:image|video|audio|sticker|GIF|document|Contact card) omitted)$",
    re.MULTILINE,
)
_EDITED = re.compile(r"<(?:This message was edited|تم تعديل هذه الرسالة)>")
_PIN = re.compile(r"https://maps\.google\.com/\?q=(-?\d{1,3}\.\d{1,20}),(-?\d{1,3}\.\d{1,20})", re.ASCII)
_SYSTEM = re.compile(
    r"end-to-end encrypted|security code|message was deleted|missed (?:voice|video|group) call"
    r"|(?:created|joined|changed|deleted) (?:this |the |their )?(?:group|using|subject|message|phone)"
    r"|\b(?:added|removed|left|pinned|blocked|turned (?:on|off))\b"
    r"|مشفرة|رمز الأمان|أنشأ|أضاف|غادر|أزال|تمت? إزالة|انضم|غيّر|غيَّر|تم تغيير|حذف|حُذفت|مكالمة",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:^|/)(?:_chat|WhatsApp Chat with [^/]*|WhatsApp Chat - [^/]*|دردشة واتساب مع[^/]*)\.txt\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Message:
    """Lines `first` to `last`: the date as matched, and the words after it as found."""

    first: int
    last: int
    date: re.Match[str]
    words: str

    @property
    def stamp(self) -> str:
        """The date and time as written."""
        return self.date["stamp"]

    @property
    def parts(self) -> Parts:
        """The three numbers of the date."""
        return Parts(self.date["first"], self.date["second"], self.date["third"], self.date["separator"])

    @property
    def bracketed(self) -> bool:
        """Whether it is written as iOS does."""
        return self.date.re is _IOS


@dataclass(frozen=True, slots=True)
class WhatsApp:
    """Reader of one exported chat."""

    name: str = "whatsapp"
    version: str = "1"

    def recognises(self, name: str, head: bytes) -> bool:
        """By the first lines; a text that is only called like a chat is left to others."""
        if not name.lower().endswith(".txt"):
            return False
        lines = head.decode("utf-8", "ignore").split("\n")[:3]
        return bool(_CALLED.search(name)) or any(_header(line) for line in lines)

    def read(self, document: Document) -> Reading:
        """One statement `post` for every message and system line."""
        return gather(_outcomes(document, pen_of(self, document), shelf_of(document)))


def _outcomes(document: Document, pen: Pen, shelf: Shelf) -> Iterator[Outcome]:
    # Bytes that are not UTF-8 spoil their own message only: surrogateescape marks where they stood.
    lines = document.content().decode("utf-8", "surrogateescape").split("\n")
    starts = [(n, match) for n, line in enumerate(lines) if (match := _header(line))]
    before = lines[: starts[0][0]] if starts else lines
    if any(line.strip("\ufeff \r") for line in before):
        yield pen.reject("line 1", "words before the first dated message")
    stretches = pairwise([*(n for n, _ in starts), len(lines)])
    messages = [
        _message(lines[n:end], n, match) for (_, match), (n, end) in zip(starts, stretches, strict=True)
    ]
    orders = possible_orders([m.parts for m in messages], in_time_order=True)
    for message in messages:
        yield _outcome(message, orders, pen, shelf)


def _header(line: str) -> re.Match[str] | None:
    return _IOS.match(line) or _ANDROID.match(line)


def _message(lines: Sequence[str], at: int, date: re.Match[str]) -> _Message:
    words = "\n".join(line.removesuffix("\r") for line in lines)[date.end() :].rstrip("\n")
    return _Message(at + 1, at + 1 + words.count("\n"), date, words)


def _outcome(message: _Message, orders: Sequence[Order], pen: Pen, shelf: Shelf) -> Told | Reject:
    where = f"line {message.first}"
    try:
        (message.stamp + message.words).encode("utf-8")
        author, text, service = _spoken(message)
        post = Post(
            text=text,
            sent=_sent(message, orders),
            edited=When(stated=edited[0]) if (edited := _EDITED.search(text)) else None,
            service=service,
            attachments=tuple(_attachments(text, shelf)),
        )
    except UnicodeEncodeError:
        return pen.reject(where, "holds bytes that are not UTF-8")
    except LawBroken as cause:
        return pen.reject(where, cause.message)
    at = Lines(message.first, message.last)
    said = pen.write("post", post, at, said_by=author, said_at=post.sent)
    if not (found := _PIN.search(text)):
        return Told((said,))
    try:
        circle = pin(Decimal(found[1]), Decimal(found[2]), found[0])
    except LawBroken as cause:
        return Told((said,), (pen.reject(where, cause.message),))
    return Told((said, pen.write("post.place", circle, at, said_by=author, said_at=post.sent)))


def _spoken(message: _Message) -> tuple[Agent, str, str]:
    """Who speaks, the words, and the words of a system line; one of the last two is empty.

    iOS puts a name before system lines too, and marks them with U+200E: such a line is nobody's.
    """
    named = _AUTHOR.match(message.words)
    if not named or _quotes_system_words(named[1]):
        return UNKNOWN_VOICE, "", message.words
    text = message.words[named.end() :]
    is_file = _FILE.search(text) or _OMITTED.search(text)
    if message.bracketed and text.startswith("\u200e") and not is_file and _SYSTEM.search(text):
        return UNKNOWN_VOICE, "", message.words
    return Agent(AgentKind.ACCOUNT, named[1]), text, ""


def _quotes_system_words(name: str) -> bool:
    # 'Abu Samer changed the subject to "Aid: east"' has a colon and no author.
    return bool(re.search(r"[\"“”«»]", name)) and bool(_SYSTEM.search(name))


def _sent(message: _Message, orders: Sequence[Order]) -> When:
    at = _time(message)
    if message.parts.other_calendar:
        return When(stated=message.stamp)
    days: Sequence[date] = readings(message.parts, orders)
    if not days:
        raise LawBroken(f"{message.stamp!r} is no day of the calendar")
    lasting = timedelta(0) if message.date["seconds"] else timedelta(minutes=1)
    return when_of(days, at, lasting=lasting, zone="", stated=message.stamp)


def _time(message: _Message) -> time:
    hour, minute, seconds, half = message.date.group("hour", "minute", "seconds", "half")
    if half and int(hour) > 12:
        raise LawBroken(f"{message.stamp!r} has an hour over 12 with a half of the day")
    afternoon = half is not None and half[0] in "Ppم"
    try:
        return time(int(hour) % 12 + 12 * afternoon if half else int(hour), int(minute), int(seconds or 0))
    except ValueError as cause:
        raise LawBroken(f"{message.stamp!r} is no time of the day: {cause}") from cause


def _attachments(text: str, shelf: Shelf) -> Iterator[Attachment]:
    for found in _FILE.finditer(text):
        yield shelf.attachment(found[1] or found[2])
    for omitted in _OMITTED.finditer(text):
        yield Attachment("", note=omitted[1] or omitted[2] or omitted[3])
