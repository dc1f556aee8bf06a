import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.case import channel
from tests.case.clock import NOTICE
from tests.case.people import people

VIDEO, PHOTO = channel.Attached(4321, 20, 320, 180), channel.Attached(99, 0, 426, 240)


@pytest.fixture
def messages() -> list[dict[str, Any]]:
    text, _, _ = channel.export(people(16), VIDEO, PHOTO)
    chat = json.loads(text)
    assert chat["type"] == "public_channel"
    assert isinstance(chat["messages"], list)
    return chat["messages"]


def _whole(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [message for message in messages if "id" in message]


def test_counts_are_exact(messages: list[dict[str, Any]]) -> None:
    _, posts, service = channel.export(people(16), VIDEO, PHOTO)
    whole = _whole(messages)
    assert service == sum(message["type"] == "service" for message in whole) == 2
    assert posts == len(whole) - service
    broken = [message for message in messages if "id" not in message]
    assert len(broken) == 1
    assert "date" not in broken[0]


def test_the_same_people_give_the_same_bytes() -> None:
    one, other, third = (channel.export(people(seed), VIDEO, PHOTO)[0] for seed in (16, 16, 17))
    assert one == other != third


def test_local_date_is_three_hours_ahead_of_unixtime(messages: list[dict[str, Any]]) -> None:
    for message in _whole(messages):
        local = datetime.fromisoformat(message["date"]).replace(tzinfo=UTC)
        world = datetime.fromtimestamp(int(message["date_unixtime"]), UTC)
        assert local - world == timedelta(hours=3)


def test_messages_are_in_order_of_id_and_time(messages: list[dict[str, Any]]) -> None:
    whole = _whole(messages)
    assert [m["id"] for m in whole] == sorted({m["id"] for m in whole})
    told = {m["id"]: int(m["date_unixtime"]) for m in whole}
    assert list(told.values()) == sorted(told.values())
    for message in whole:
        assert told.get(message.get("reply_to_message_id"), 0) < told[message["id"]]


def test_text_and_entities_say_the_same(messages: list[dict[str, Any]]) -> None:
    kinds = set()
    for message in messages:
        text = message["text"]
        kinds.add(type(text))
        pieces = [text] if isinstance(text, str) else text
        words = "".join(piece if isinstance(piece, str) else piece["text"] for piece in pieces)
        assert words == "".join(entity["text"] for entity in message["text_entities"])
    assert kinds == {str, list}


def test_every_form_a_reader_must_know_is_there(messages: list[dict[str, Any]]) -> None:
    fields = {field for message in messages for field in message}
    wanted = {
        "forwarded_from",
        "reply_to_message_id",
        "edited_unixtime",
        "location_information",
        "poll",
        "photo",
        "action",
    }
    assert wanted <= fields
    files = [message["file"] for message in messages if "file" in message]
    assert files == [channel.VIDEO, channel.NOT_INCLUDED]
    assert messages[1]["text"].startswith(NOTICE)
