import re

from tests.case import groups
from tests.case.clock import NOTICE
from tests.case.people import people

_IOS = re.compile(
    "\u200e?\\[[٠-٩]{1,2}\u200f/[٠-٩]{1,2}\u200f/[٠-٩]{4}\u060c [٠-٩]{1,2}:[٠-٩]{2}:[٠-٩]{2}"
    "\u00a0[صم]\\] [^:]+: "
)
_ANDROID = re.compile(r"\d\d/\d\d/\d{4}, \d\d:\d\d - ")


def test_every_message_of_the_iphone_begins_with_an_arabic_stamp() -> None:
    text, posts, service = groups.ios_arabic(people(16))
    messages = text.split("\r\n")[:-1]
    assert len(messages) == posts + service
    assert all(_IOS.match(message) for message in messages)
    assert sum(f"] {groups.GROUP_AR}: \u200e" in message for message in messages) == service
    assert any("\n" in message for message in messages)
    assert NOTICE in text


def test_midnight_and_noon_are_twelve() -> None:
    text, _, _ = groups.ios_arabic(people(16))
    assert "١٢:٥٢:١٠\u00a0م" in text
    assert "١٢:٤٠:٠٩\u00a0ص" in text
    assert "١١:٥٩:٥٩\u00a0ص" in text


def test_attachments_are_named_as_each_phone_does() -> None:
    ios, android = groups.ios_arabic(people(16))[0], groups.android_english(people(16))[0]
    for name in (groups.IOS_VIDEO, groups.IOS_PHOTO, groups.IOS_VOICE):
        assert f"\u200e<المُرفق: {name}>" in ios
    assert f"{groups.ANDROID_PHOTO} (file attached)" in android
    assert "<Media omitted>" in android


def test_the_android_export_has_one_impossible_date_and_lines_that_go_on() -> None:
    text, posts, service = groups.android_english(people(16))
    lines = text.splitlines()
    stamped = [line for line in lines if _ANDROID.match(line)]
    assert len(stamped) == posts + service + 1
    assert sum(line.startswith("45/45/2013") for line in stamped) == 1
    assert len(lines) > len(stamped)
    assert NOTICE in text


def test_the_same_people_give_the_same_bytes() -> None:
    for make in (groups.ios_arabic, groups.android_english):
        assert make(people(16)) == make(people(16)) != make(people(17))
