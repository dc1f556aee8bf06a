import json
from pathlib import Path

from tests.case import channel
from tests.case import chats as posts
from tests.case.truth import DemoTruth


def test_every_file_a_chat_names_lies_beside_it(demo_folder: Path, demo_truth: DemoTruth) -> None:
    chat = json.loads((demo_folder / posts.TELEGRAM / "result.json").read_text())
    for message in chat["messages"]:
        for name in (message.get("file"), message.get("photo")):
            if name not in (None, channel.NOT_INCLUDED):
                found = demo_folder / posts.TELEGRAM / name
                size = message.get("file_size") or message.get("photo_file_size")
                assert found.stat().st_size == size


def test_the_truth_counts_the_chats_on_the_disk(demo_folder: Path, demo_truth: DemoTruth) -> None:
    channel, ios, android = demo_truth.posts
    chat = json.loads((demo_folder / channel.path).read_text())
    assert len(chat["messages"]) == channel.posts + channel.service + channel.rejects
    messages = (demo_folder / ios.path).read_bytes().count(b"\r\n")
    assert messages == ios.posts + ios.service + ios.rejects
    stamps = (demo_folder / android.path).read_text().count("/2013, ")
    assert stamps == android.posts + android.service + android.rejects
