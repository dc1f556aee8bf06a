"""Telegram Desktop's `result.json`: one chat, or the full export with its list of chats.

`date` is the exporter's wall clock without a zone; `date_unixtime` is the instant and is used where it
is there. Schema: tdesktop, export_output_json.cpp.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tawthiq.intake.dates import iso_when, unix_when
from tawthiq.intake.json_text import (
    decimal_at,
    is_sound,
    list_at,
    object_at,
    read_json,
    text_at,
    word_at,
)
from tawthiq.intake.places import pin
from tawthiq.intake.reading import Aside, Document, Outcome, Pen, Reading, Told, gather, pen_of
from tawthiq.intake.shelf import CONTACT_CARD, Shelf, shelf_of
from tawthiq.record.agent import UNKNOWN_VOICE, Agent, AgentKind
from tawthiq.record.area import Circle
from tawthiq.record.bodies import Reject
from tawthiq.record.errors import LawBroken
from tawthiq.record.post import Attachment, Post
from tawthiq.record.selector import Pointer
from tawthiq.record.statement import Modality, Statement
from tawthiq.record.value import Text
from tawthiq.record.when import When

NOT_NAMED = "(not named)"
"""Stands for the origin of a forward where the export holds none, as after a deleted account."""

_FILES = ("photo", "file", "thumbnail")


@dataclass(frozen=True, slots=True)
class Telegram:
    """Reader of `result.json`."""

    name: str = "telegram"
    version: str = "1"

    def recognises(self, name: str, head: bytes) -> bool:
        """By the keys an export begins with; the file's name may have been changed."""
        if not name.lower().endswith(".json") or name.lower().endswith(".info.json"):
            return False
        single = b'"messages"' in head and b'"type"' in head
        return single or b'"personal_information"' in head or (b'"chats"' in head and b'"list"' in head)

    def read(self, document: Document) -> Reading:
        """One statement `post` for every message, and the name of every chat."""
        return gather(_outcomes(read_json(document), pen_of(self, document), shelf_of(document)))


def _outcomes(export: object, pen: Pen, shelf: Shelf) -> Iterator[Outcome]:
    for where, chat in _chats(export):
        if not isinstance(chat, dict) or not isinstance(chat.get("messages"), list):
            yield pen.reject(where, "expected a chat with a list of messages")
            continue
        if text_at(chat, "name") and is_sound(chat["name"]):
            yield Aside((_chat_name(chat["name"], where, pen),))
        for position, message in enumerate(chat["messages"]):
            yield _outcome(message, f"{where}/messages/{position}", pen, shelf)


def _chats(export: object) -> Iterator[tuple[str, Any]]:
    lists = ("chats", "left_chats")
    if not isinstance(export, dict) or not any(key in export for key in lists):
        yield "", export
        return
    for key in lists:
        for position, chat in enumerate(list_at(object_at(export, key), "list")):
            yield f"/{key}/list/{position}", chat


def _chat_name(name: str, where: str, pen: Pen) -> Statement:
    return pen.write("page.title", Text(name), Pointer(where), said_by=Agent(AgentKind.GROUP, name))


def _outcome(message: object, where: str, pen: Pen, shelf: Shelf) -> Told | Reject:
    if not isinstance(message, dict) or "id" not in message:
        return pen.reject(where, "expected a message with an id")
    if not is_sound(message):
        return pen.reject(where, "cannot be kept as text: half of a surrogate pair, or nested too deep")
    try:
        post = _post(message, shelf)
    except LawBroken as cause:
        return pen.reject(where, cause.message)
    author = _author(message)
    modality = Modality.REPORTS if post.forwarded_from else Modality.ASSERTS
    said = pen.write("post", post, Pointer(where), said_by=author, said_at=post.sent, modality=modality)
    return _with_place(said, message, where, pen)


def _post(message: Mapping[str, Any], shelf: Shelf) -> Post:
    return Post(
        text=_text(message.get("text")),
        number=word_at(message, "id"),
        sent=_time(message, "date"),
        edited=_time(message, "edited"),
        forwarded_from=_origin(message),
        reply_to=word_at(message, "reply_to_message_id"),
        service="" if message.get("type", "message") == "message" else _service(message),
        attachments=tuple(_attachments(message, shelf)),
    )


def _text(text: object) -> str:
    if isinstance(text, list):
        return "".join(map(_text, text))
    return text_at(text, "text") if isinstance(text, dict) else text if isinstance(text, str) else ""


def _time(message: Mapping[str, Any], key: str) -> When | None:
    """The instant where the export holds it, else the wall clock. Raises LawBroken on a broken time."""
    stamp, local = word_at(message, f"{key}_unixtime"), word_at(message, key)
    if stamp:
        return unix_when(stamp)
    return iso_when(local) if local else None


def _origin(message: Mapping[str, Any]) -> str:
    keys = ("forwarded_from", "saved_from")
    return word_at(message, *keys) or (NOT_NAMED if any(key in message for key in keys) else "")


def _service(message: Mapping[str, Any]) -> str:
    members = ", ".join(m for m in list_at(message, "members") if isinstance(m, str))
    words = (text_at(message, "action") or text_at(message, "type"), text_at(message, "title"), members)
    return ": ".join(filter(None, words)) or "service"


def _author(message: Mapping[str, Any]) -> Agent:
    name, account = text_at(message, "from", "actor"), word_at(message, "from_id", "actor_id")
    if not (name or account):
        return UNKNOWN_VOICE
    kind = AgentKind.GROUP if account.startswith(("channel", "chat")) else AgentKind.ACCOUNT
    return Agent(kind, name or account, account=account)


def _attachments(message: Mapping[str, Any], shelf: Shelf) -> Iterator[Attachment]:
    for key in _FILES:
        if path := text_at(message, key):
            yield _file(path, key, message, shelf)
    if "contact_information" in message or "contact_vcard" in message:
        yield Attachment("contact", note=CONTACT_CARD)
    if poll := object_at(message, "poll"):
        answers = [text_at(a, "text") for a in list_at(poll, "answers") if isinstance(a, dict)]
        yield Attachment("poll", note=" | ".join((_text(poll.get("question")), *answers)))


def _file(path: str, key: str, message: Mapping[str, Any], shelf: Shelf) -> Attachment:
    if path.startswith("(") and path.endswith(")"):
        return Attachment(text_at(message, "file_name") if key == "file" else key, note=path)
    item = shelf.beside(path)
    found = Attachment(path, item) if item else shelf.attachment(path)
    return Attachment(path, found.item, "thumbnail") if key == "thumbnail" and found.item else found


def _with_place(said: Statement, message: Mapping[str, Any], where: str, pen: Pen) -> Told:
    if message.get("location_information") is None:
        return Told((said,))
    at = Pointer(f"{where}/location_information")
    try:
        circle = _circle(message)
    except LawBroken as cause:
        return Told((said,), (pen.reject(at.pointer, cause.message),))
    place = pen.write("post.place", circle, at, about=said.about, said_by=said.said_by, said_at=said.said_at)
    return Told((said, place))


def _circle(message: Mapping[str, Any]) -> Circle:
    location = object_at(message, "location_information")
    latitude, longitude = decimal_at(location, "latitude"), decimal_at(location, "longitude")
    if latitude is None or longitude is None:
        raise LawBroken("a location without two numbers of degrees")
    words = (text_at(message, "place_name"), text_at(message, "address"), f"{latitude}, {longitude}")
    return pin(latitude, longitude, "; ".join(filter(None, words)))
