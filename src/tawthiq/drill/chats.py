"""Writes drafts into chats as seven programs export them, and says where each post lies."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from tawthiq.drill import telegram, whatsapp
from tawthiq.drill.drafts import Draft
from tawthiq.drill.scenario import Scenario
from tawthiq.drill.truth_posts import ChatTruth, PostTruth, RejectTruth
from tawthiq.drill.whatsapp import Line

NOTICE = "تمرين مختلق / invented drill"
_CHANNELS = {
    "telegram": ("أخبار شارع السوق (تمرين مختلق)", "chats/ChatExport_market"),
    "echo": ("شبكة الصدى (تمرين مختلق)", "chats/ChatExport_echo"),
}
_GROUPS = {
    "ios-ar": ("إنقاذ السوق (تمرين)", "chats/WhatsApp Chat - إنقاذ السوق/_chat.txt", "whatsapp-ios-ar"),
    "ios-en": ("Market rescue (drill)", "chats/WhatsApp Chat - Market rescue/_chat.txt", "whatsapp-ios-en"),
    "android-ar": (
        "جيران السوق (تمرين)",
        "chats/دردشة واتساب مع جيران السوق.txt",
        "whatsapp-android-ar",
    ),
    "android-en": (
        "Market neighbours (drill)",
        "chats/android/WhatsApp Chat with Market neighbours.txt",
        "whatsapp-android-en",
    ),
}
SHEET = "posts/monitored-posts.csv"
_SHEET_COLUMNS = ("url", "author", "posted at", "text")
SHEET_MAPPING = """kind = "posts"
confirmed_by = "invented analyst"
confirmed_on = "2013-08-18"
publisher = "invented monitor"

[columns]
"url" = "url"
"author" = "author"
"posted at" = "sent"
"text" = "text"
"""


@dataclass(frozen=True)
class Chat:
    """A chat: its file's path and text, what is true of it, and films to lay beside it by their source."""

    path: str
    text: str
    told: ChatTruth
    posts: tuple[PostTruth, ...]
    beside: tuple[tuple[str, str], ...] = ()
    rejects: tuple[RejectTruth, ...] = ()


@dataclass(frozen=True)
class _Numbered:
    """A draft with the id that the truth gives it."""

    id: str
    draft: Draft
    when: datetime


def chats(scenario: Scenario, drafts: tuple[Draft, ...]) -> tuple[Chat, ...]:
    """All chats of a scenario."""
    ids = {draft.key: f"p{number:04}" for number, draft in enumerate(drafts, start=1)}
    numbered = [
        _Numbered(ids[draft.key], draft, _floor(scenario.epoch + timedelta(seconds=float(draft.at))))
        for draft in drafts
    ]
    made = [_telegram(chat, numbered, ids) for chat in _CHANNELS]
    made += [_whatsapp(chat, numbered, ids) for chat in _GROUPS]
    return (*made, _sheet(numbered, ids))


def _floor(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _told(post: _Numbered, path: str, locator: str, ids: dict[str, str], attached: str | None) -> PostTruth:
    draft = post.draft
    return PostTruth(
        id=post.id,
        path=path,
        locator=locator,
        at=draft.at,
        kind=draft.kind,
        author=draft.author,
        language=draft.language,
        stances=draft.stances,
        needs=(draft.need[0],) if draft.need else (),
        repeats=ids[draft.repeats] if draft.repeats else None,
        answers=ids.get(draft.answers or ""),
        attached=attached,
        person=draft.person,
    )


def _telegram(chat: str, numbered: list[_Numbered], ids: dict[str, str]) -> Chat:
    """A channel; its fifth object is cut off and must be refused."""
    name, folder = _CHANNELS[chat]
    path = f"{folder}/result.json"
    mine = [post for post in numbered if post.draft.chat == chat]
    first = mine[0].when if mine else numbered[0].when
    start = first - timedelta(hours=3)
    messages = [
        telegram.service(1, start, name, action="create_channel", title=name),
        telegram.message(name, 2, start + timedelta(minutes=1), f"{NOTICE}: كل ما في هذه القناة مختلق."),
    ]
    numbers: dict[str, int] = {}
    told: list[PostTruth] = []
    beside: list[tuple[str, str]] = []
    rejects: list[RejectTruth] = []
    for number, post in enumerate(mine, start=3):
        if len(messages) == 4:
            messages.append(telegram.broken(name))
            rejects.append(RejectTruth(path, "/messages/4", "a message without id and date"))
        more: dict[str, object] = {}
        attached = None
        if post.draft.attached:
            inside = f"video_files/video_{number}@{post.when:%d-%m-%Y_%H-%M-%S}.mp4"
            attached = f"{folder}/{inside}"
            beside.append((post.draft.attached, attached))
            more |= {"file": inside, "media_type": "video_file", "mime_type": "video/mp4"}
        if post.draft.repeats and chat == "echo":
            more["forwarded_from"] = _CHANNELS["telegram"][0]
        if post.draft.answers in numbers:
            more["reply_to_message_id"] = numbers[post.draft.answers or ""]
        numbers[post.draft.key] = number
        told.append(_told(post, path, f"/messages/{len(messages)}", ids, attached))
        messages.append(telegram.message(name, number, post.when, post.draft.words, **more))
    truth = ChatTruth(path, "telegram", len(mine) + 1, 1, len(rejects))
    return Chat(path, telegram.chat_text(name, messages), truth, tuple(told), tuple(beside), tuple(rejects))


def _whatsapp(chat: str, numbered: list[_Numbered], ids: dict[str, str]) -> Chat:
    name, path, form = _GROUPS[chat]
    mine = [post for post in numbered if post.draft.chat == chat]
    start = (mine[0].when if mine else numbered[0].when) - timedelta(hours=2)
    arabic = chat.endswith("-ar")
    made = "تم إنشاء المجموعة" if arabic else f'Drill Medic created group "{name}"'
    lines = [Line(start, None, made), Line(start, "مدرب" if arabic else "Trainer", NOTICE)]
    at, told, beside = len(lines) + 1, [], []
    for number, post in enumerate(mine, start=1):
        attached, inside = None, None
        if post.draft.attached:
            inside = _media_name(chat, number, post.when)
            attached = str(PurePosixPath(path).with_name(inside))
            beside.append((post.draft.attached, attached))
            # An attachment and its words are two messages, as on the phones.
            lines.append(Line(post.when, post.draft.author, "", inside))
            told.append(_told(post, path, f"line/{at}", ids, attached))
        else:
            lines.append(Line(post.when, post.draft.author, post.draft.words))
            told.append(_told(post, path, f"line/{at}", ids, None))
        at += 1
    write = _hand(chat, name)
    end = "\r\n" if chat.startswith("ios") else "\n"
    text = "".join(write(line) + end for line in lines)
    truth = ChatTruth(path, form, len(mine) + 1, 1, 0)
    return Chat(path, text, truth, tuple(told), tuple(beside))


def _hand(chat: str, group: str) -> Callable[[Line], str]:
    """How that program writes a line."""
    hands: dict[str, Callable[[Line], str]] = {
        "ios-ar": lambda line: whatsapp.ios_line(line, group),
        "ios-en": lambda line: whatsapp.ios_english_line(line, group),
        "android-ar": whatsapp.android_arabic_line,
        "android-en": whatsapp.android_line,
    }
    return hands[chat]


def _media_name(chat: str, number: int, when: datetime) -> str:
    if chat.startswith("ios"):
        return f"{number:08}-VIDEO-{when:%Y-%m-%d-%H-%M-%S}.mp4"
    return f"VID-{when:%Y%m%d}-WA{number:04}.mp4"


def _sheet(numbered: list[_Numbered], ids: dict[str, str]) -> Chat:
    """Posts that a monitor copied into a sheet, with their zone."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(_SHEET_COLUMNS)
    mine = [post for post in numbered if post.draft.chat == "sheet"]
    told = []
    for row, post in enumerate(mine, start=2):
        url = f"https://example.invalid/drill/{post.id}"
        writer.writerow((url, post.draft.author, post.when.isoformat(), post.draft.words))
        told.append(_told(post, SHEET, f"row/{row}", ids, None))
    return Chat(SHEET, page.getvalue(), ChatTruth(SHEET, "csv", len(mine), 0, 0), tuple(told))


def laid_beside(made: Iterable[Chat]) -> tuple[tuple[str, str], ...]:
    """(source, copy) of every film that lies beside a chat, both below the material."""
    return tuple(pair for chat in made for pair in chat.beside)
