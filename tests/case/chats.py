"""Writes the invented chats: a Telegram channel and two WhatsApp groups, with their media beside them."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tawthiq.drill.names import Person
from tawthiq.drill.truth_footage import Kind
from tests.case import channel, groups
from tests.case.channel import Attached
from tests.case.truth import DemoFile, PostCount

TELEGRAM = "chats/ChatExport_2013-08-16"
IOS = f"chats/{groups.IOS_FOLDER}"
ANDROID = f"chats/{groups.GROUP_EN}"


@dataclass(frozen=True)
class ChatMedia:
    """Files made before, to be laid beside the chats. `video` holds what Telegram says of `clip`."""

    clip: Path
    video: Attached
    picture: Path
    photo: Attached
    silent: Path
    voice: Path


def write_chats(
    folder: Path, people: tuple[Person, ...], media: ChatMedia
) -> tuple[list[DemoFile], list[PostCount]]:
    """Write all three chats under `folder`; returns their text files and what each holds."""
    text, posts, service = channel.export(people, media.video, media.photo)
    ios, ios_posts, ios_service = groups.ios_arabic(people)
    android, android_posts, android_service = groups.android_english(people)
    counts = [
        PostCount(f"{TELEGRAM}/result.json", posts, service, 1),
        PostCount(f"{IOS}/_chat.txt", ios_posts, ios_service, 0),
        PostCount(f"{ANDROID}/{groups.ANDROID_TEXT}", android_posts, android_service, 1),
    ]
    for count, written in zip(counts, (text, ios, android), strict=True):
        _bytes(folder / count.path, written.encode())
    for source, path in chat_media(media):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / path)
    what = ("Telegram Desktop export", "WhatsApp export, iOS, Arabic", "WhatsApp export, Android")
    files = [
        DemoFile(count.path, Kind.CHAT, f"{kind}; invented") for count, kind in zip(counts, what, strict=True)
    ]
    return files, counts


def chat_media(media: ChatMedia) -> list[tuple[Path, str]]:
    """Which file goes under which path below the case's folder."""
    return [
        (media.clip, f"{TELEGRAM}/{channel.VIDEO}"),
        (media.picture, f"{TELEGRAM}/{channel.PHOTO}"),
        (media.silent, f"{IOS}/{groups.IOS_VIDEO}"),
        (media.picture, f"{IOS}/{groups.IOS_PHOTO}"),
        (media.voice, f"{IOS}/{groups.IOS_VOICE}"),
        (media.picture, f"{ANDROID}/{groups.ANDROID_PHOTO}"),
    ]


def _bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
