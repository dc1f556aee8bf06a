from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.intake.reading import Reading
from tawthiq.intake.registry import reader_for
from tawthiq.intake.telegram import Telegram
from tawthiq.record.agent import AgentKind
from tawthiq.record.area import Circle
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import SourceError
from tawthiq.record.selector import Pointer
from tawthiq.record.statement import Modality
from tests.intake.given import document, keep, of, posts, put, sent, value

PLEA = {
    "id": 5,
    "type": "message",
    "date": "2013-08-16T16:40:00",
    "date_unixtime": "1376660400",
    "from": "Rescue Point",
    "from_id": "user77",
    "text": ["We need ", {"type": "bold", "text": "ropes"}, " now"],
}


def chat(*messages: Any, name: str = "Neighbourhood") -> dict[str, Any]:
    return {"name": name, "type": "private_group", "id": 9, "messages": list(messages)}


def read(root: Path, export: Any, name: str = "result.json") -> Reading:
    put(root, name, export)
    return Telegram().read(document(root, name))


def test_a_message_is_a_post_that_cites_its_pointer(tmp_path: Path) -> None:
    reading = read(tmp_path, chat(PLEA))
    (said,) = of(reading, "post")
    assert said.spans[0].selectors == (Pointer("/messages/0"),)
    assert (said.said_by.kind, said.said_by.name, said.said_by.account) == (
        AgentKind.ACCOUNT,
        "Rescue Point",
        "user77",
    )
    (post,) = posts(reading)
    assert post.text == "We need ropes now"
    assert sent(post).earliest == datetime(2013, 8, 16, 13, 40, tzinfo=UTC)
    assert said.recorded_by.version == "telegram 1"
    assert (reading.found, reading.lost) == (1, 0)


def test_an_old_export_has_a_clock_without_zone(tmp_path: Path) -> None:
    (post,) = posts(read(tmp_path, chat({k: v for k, v in PLEA.items() if k != "date_unixtime"})))
    assert not sent(post).comparable
    assert sent(post).stated == "2013-08-16T16:40:00"


def test_the_full_export_points_into_its_chats(tmp_path: Path) -> None:
    full = {
        "about": "…",
        "personal_information": {},
        "chats": {"list": [chat(), chat(PLEA, PLEA, name="غرفة")]},
        "left_chats": {"list": [chat(PLEA)]},
    }
    reading = read(tmp_path, full)
    pointers = [s.spans[0].selectors[0] for s in of(reading, "post")]
    assert pointers == [
        Pointer("/chats/list/1/messages/0"),
        Pointer("/chats/list/1/messages/1"),
        Pointer("/left_chats/list/0/messages/0"),
    ]
    assert [s.value.text for s in of(reading, "page.title") if hasattr(s.value, "text")][1] == "غرفة"
    assert reading.found == 3


def test_forwards_report_and_an_unnamed_origin_is_not_none(tmp_path: Path) -> None:
    reading = read(
        tmp_path, chat({**PLEA, "forwarded_from": "City News"}, {**PLEA, "forwarded_from": None}, PLEA)
    )
    assert [s.modality for s in of(reading, "post")] == [Modality.REPORTS, Modality.REPORTS, Modality.ASSERTS]
    assert [p.forwarded_from for p in posts(reading)] == ["City News", "(not named)", ""]


def test_files_are_joined_and_absent_ones_keep_their_note(tmp_path: Path) -> None:
    put(tmp_path, "chat/video_files/a.mp4", b"film")
    note = "(File not included. Change data exporting settings to download.)"
    reading = read(
        tmp_path,
        chat(
            {**PLEA, "file": "video_files/a.mp4"},
            {**PLEA, "file": note, "file_name": "b.mp4"},
            {**PLEA, "photo": "photos/gone.jpg"},
            {**PLEA, "photo": "../../etc/passwd"},
        ),
        "chat/result.json",
    )
    held = [p.attachments[0] for p in posts(reading)]
    assert held[0].item == digest_of(b"film")
    assert (held[1].name, held[1].item, held[1].note) == ("b.mp4", None, note)
    assert held[2].note == "named in the export, not among the files given"
    assert held[3].item is None


def test_a_name_decomposed_by_a_mac_is_still_found(tmp_path: Path) -> None:
    apart, composed = "\u0627\u0653ثار.mp4", "\u0622ثار.mp4"
    put(tmp_path, f"files/{apart}", b"film")
    (post,) = posts(read(tmp_path, chat({**PLEA, "file": f"files/{composed}"})))
    assert post.attachments[0].item == digest_of(b"film")


def test_contacts_stay_closed_and_polls_are_told(tmp_path: Path) -> None:
    put(tmp_path, "contacts/c.vcf", b"BEGIN:VCARD")
    reading = read(
        tmp_path,
        chat(
            {
                **PLEA,
                "contact_information": {"phone_number": "+000 111"},
                "contact_vcard": "contacts/c.vcf",
                "text": "",
            },
            {**PLEA, "text": "", "poll": {"question": "Meet?", "answers": [{"text": "Yes"}, {"text": "No"}]}},
        ),
    )
    contact, poll = posts(reading)
    assert "+000" not in str(reading.statements)
    assert contact.attachments[0].item is None
    assert poll.attachments[0].note == "Meet? | Yes | No"


def test_a_pin_is_a_circle_and_a_pin_off_the_globe_spoils_nothing(tmp_path: Path) -> None:
    def at(latitude: float) -> dict[str, Any]:
        return {**PLEA, "location_information": {"latitude": latitude, "longitude": 37.1}}

    reading = read(tmp_path, chat(at(36.19), at(361.0), at(1e300)))
    circle = value(reading, "post.place")
    assert circle == Circle(Decimal("36.19"), Decimal("37.1"), Decimal(50), "36.19, 37.1")
    assert len(posts(reading)) == 3
    assert [r.where for r in reading.rejects] == [f"/messages/{n}/location_information" for n in (1, 2)]
    assert (reading.found, reading.lost) == (3, 0)


def test_service_messages_have_the_actor_and_the_action(tmp_path: Path) -> None:
    service = {
        "id": 1,
        "type": "service",
        "date": "2013-08-16T10:00:00",
        "actor": "Samer",
        "actor_id": "user3",
        "action": "invite_members",
        "members": ["Nadia", None],
        "text": "",
    }
    reading = read(tmp_path, chat(service))
    (post,) = posts(reading)
    assert post.service == "invite_members: Nadia"
    assert of(reading, "post")[0].said_by.account == "user3"


def test_broken_messages_are_located_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken: list[Any] = [
        7,
        {"no": "id"},
        {**PLEA, "date_unixtime": "99999999999999"},
        {**PLEA, "date_unixtime": "soon"},
    ]
    reading = read(tmp_path, chat(*broken, PLEA))
    assert [r.where for r in reading.rejects] == [f"/messages/{n}" for n in range(4)]
    assert len(posts(reading)) == 1
    assert all(r.item and r.path == "result.json" for r in reading.rejects)


def test_half_a_surrogate_pair_is_a_reject(tmp_path: Path) -> None:
    put(
        tmp_path,
        "result.json",
        b'{"name":"\\ud83d","messages":[{"id":1,"text":"\\ud83d"},{"id":2,"text":"ok"}]}',
    )
    reading = Telegram().read(document(tmp_path, "result.json"))
    assert [p.number for p in posts(reading)] == ["2"]
    assert reading.lost == 1


def test_bytes_that_are_not_utf8_spoil_their_own_message(tmp_path: Path) -> None:
    put(tmp_path, "result.json", b'{"messages":[{"id":1,"text":"\xff"},{"id":2,"text":"ok"}]}')
    reading = Telegram().read(document(tmp_path, "result.json"))
    assert [p.number for p in posts(reading)] == ["2"]
    assert [r.where for r in reading.rejects] == ["/messages/0"]


@pytest.mark.parametrize("text", [b"{", b"[" * 100_000, b"\xff\xfe{}", b'{"messages": [' + b"{}," * 5])
def test_what_is_not_whole_json_is_an_error(tmp_path: Path, text: bytes) -> None:
    put(tmp_path, "result.json", text)
    with pytest.raises(SourceError):
        Telegram().read(document(tmp_path, "result.json"))


def test_it_is_recognised_by_what_it_holds() -> None:
    head = b'{\n "name": "x",\n "type": "personal_chat",\n "id": 1,\n "messages": ['
    found = reader_for("old/renamed.json", head)
    assert found is not None
    assert found.name == "telegram"
    assert reader_for("x.json", b'{"a": 1}') is None


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_MESSAGE = _ANY | st.dictionaries(
    st.sampled_from(
        [
            "id",
            "type",
            "date",
            "date_unixtime",
            "from",
            "from_id",
            "text",
            "photo",
            "file",
            "poll",
            "location_information",
            "forwarded_from",
            "edited",
            "reply_to_message_id",
            "members",
            "action",
        ]
    ),
    _ANY,
)


@settings(max_examples=150, deadline=None)
@given(messages=st.lists(_MESSAGE, max_size=8))
def test_posts_in_are_posts_out_and_rejects(
    tmp_path_factory: pytest.TempPathFactory, messages: list[Any]
) -> None:
    root = tmp_path_factory.mktemp("law")
    reading = read(root, chat(*messages))
    told = {s.spans[0].selectors for s in of(reading, "post")}
    lost = {r.where for r in reading.rejects if not r.where.endswith("location_information")}
    assert reading.found == len(messages) == len(told) + len(lost)
    keep(reading)
    assert reading == Telegram().read(document(root, "result.json"))
