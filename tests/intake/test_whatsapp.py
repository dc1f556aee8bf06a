from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.intake.reading import Reading
from tawthiq.intake.registry import reader_for
from tawthiq.intake.whatsapp import WhatsApp
from tawthiq.record.agent import AgentKind
from tawthiq.record.digest import digest_of
from tawthiq.record.selector import Lines
from tests.intake.given import document, keep, of, posts, put, sent, value

LRM, RLM = "\u200e", "\u200f"


def read(root: Path, text: str | bytes, name: str = "_chat.txt") -> Reading:
    put(root, name, text)
    return WhatsApp().read(document(root, name))


def at(*fields: int) -> datetime:
    return datetime(*fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[16/08/2013, 16:40:05] Nadia: ropes", at(2013, 8, 16, 16, 40, 5)),
        ("[8/16/13, 4:40:05 PM] Nadia: ropes", at(2013, 8, 16, 16, 40, 5)),
        ("[8/16/13, 4:40:05\u202fPM] Nadia: ropes", at(2013, 8, 16, 16, 40, 5)),
        ("[2013-08-16, 12:40:05 AM] Nadia: ropes", at(2013, 8, 16, 0, 40, 5)),
        ("[16.08.13, 12:40:05 p.m.] Nadia: ropes", at(2013, 8, 16, 12, 40, 5)),
        (f"{LRM}[16/08/2013, 16:40:05] Nadia: ropes", at(2013, 8, 16, 16, 40, 5)),
        (f"[١٦{RLM}/٨{RLM}/٢٠١٣، ٤:٤٠:٠٥ م] Nadia: ropes", at(2013, 8, 16, 16, 40, 5)),
        (f"[١٦{RLM}/٨{RLM}/٢٠١٣، ١٢:٤٠:٠٥\u00a0ص] Nadia: ropes", at(2013, 8, 16, 0, 40, 5)),
        ("16/08/2013, 16:40 - Nadia: ropes", at(2013, 8, 16, 16, 40)),
        ("8/16/13, 4:40 PM - Nadia: ropes", at(2013, 8, 16, 16, 40)),
        ("16.08.13, 16.40 - Nadia: ropes", at(2013, 8, 16, 16, 40)),
        ("2013/08/16 16:40 - Nadia: ropes", at(2013, 8, 16, 16, 40)),
        (f"١٦{RLM}/٨{RLM}/٢٠١٣، ٤:٤٠ م - Nadia: ropes", at(2013, 8, 16, 16, 40)),
        (f"\ufeff{RLM}١٦{RLM}/٨{RLM}/٢٠١٣، ٤:٤٠ م - Nadia: ropes", at(2013, 8, 16, 16, 40)),
    ],
)
def test_the_ways_a_phone_writes_a_message(tmp_path: Path, line: str, expected: datetime) -> None:
    reading = read(tmp_path, line)
    (post,) = posts(reading)
    assert (post.text, sent(post).earliest) == ("ropes", expected)
    assert not sent(post).comparable
    assert of(reading, "post")[0].said_by.name == "Nadia"
    assert sent(post).stated in line


def test_lines_are_cited_and_continuations_kept_as_found(tmp_path: Path) -> None:
    words = "first\r\n\r\nsecond \u2028 same line"
    reading = read(tmp_path, f"[16/08/2013, 16:40:05] Nadia: {words}\r\n[16/08/2013, 16:41:00] Omar: x\r\n")
    assert [s.spans[0].selectors for s in of(reading, "post")] == [(Lines(1, 3),), (Lines(4, 4),)]
    assert posts(reading)[0].text == "first\n\nsecond \u2028 same line"


def test_bidi_marks_are_kept_as_found(tmp_path: Path) -> None:
    name, words = "\u202a+000 111 222\u202c", f"{RLM}نحتاج {LRM}حبال"
    reading = read(tmp_path, f"[16/08/2013, 16:40:05] {name}: {words}")
    assert of(reading, "post")[0].said_by.name == name
    assert posts(reading)[0].text == words


def test_a_part_over_twelve_settles_the_whole_file(tmp_path: Path) -> None:
    reading = read(tmp_path, "03/04/2013, 10:00 - A: x\n13/04/2013, 10:00 - A: y")
    assert sent(posts(reading)[0]).latest == at(2013, 4, 3, 10, 1)
    other = read(tmp_path, "03/04/2013, 10:00 - A: x\n04/13/2013, 10:00 - A: y")
    assert sent(posts(other)[0]).earliest == at(2013, 3, 4, 10)


def test_a_chat_runs_forward(tmp_path: Path) -> None:
    reading = read(tmp_path, "05/01/2013, 10:00 - A: x\n03/02/2013, 10:00 - A: y")
    assert [sent(p).earliest for p in posts(reading)] == [at(2013, 1, 5, 10), at(2013, 2, 3, 10)]


def test_what_stays_open_keeps_both_readings(tmp_path: Path) -> None:
    (post,) = posts(read(tmp_path, "[03/04/2013, 10:00:00] A: x"))
    assert (sent(post).earliest, sent(post).latest) == (at(2013, 3, 4, 10), at(2013, 4, 3, 10))
    assert sent(post).stated == "03/04/2013, 10:00:00"


def test_dates_that_contradict_each_other_settle_nothing(tmp_path: Path) -> None:
    reading = read(tmp_path, "13/04/2013, 10:00 - A: x\n04/13/2013, 10:00 - A: y\n03/04/2013, 10:00 - A: z")
    assert [sent(p).earliest for p in posts(reading)][:2] == [at(2013, 4, 13, 10)] * 2
    last = sent(posts(reading)[2])
    assert (last.earliest, last.latest) == (at(2013, 3, 4, 10), at(2013, 4, 3, 10, 1))


def test_two_digits_before_a_dash_may_be_a_year(tmp_path: Path) -> None:
    (post,) = posts(read(tmp_path, "[13-08-16, 10:00:00] A: x"))
    assert (sent(post).earliest, sent(post).latest) == (at(2013, 8, 16, 10), at(2016, 8, 13, 10))


def test_years_of_other_calendars_are_words(tmp_path: Path) -> None:
    (post,) = posts(read(tmp_path, "[٩/١٠/١٤٣٤ هـ، ٤:٤٠:٠٥ م] نادية: حبال"))
    assert (sent(post).earliest, sent(post).latest) == (None, None)
    assert "١٤٣٤" in sent(post).stated


def test_impossible_times_are_rejects_with_their_line(tmp_path: Path) -> None:
    lines = [
        "[16/08/2013, 10:00:00] A: x",
        "[31/02/2013, 10:00:00] A: x",
        "[16/08/2013, 25:00:00] A: x",
        "[16/08/2013, 13:00:00 PM] A: x",
        "more",
    ]
    reading = read(tmp_path, "\n".join(lines))
    assert [r.where for r in reading.rejects] == ["line 2", "line 3", "line 4"]
    assert (reading.found, reading.lost, len(posts(reading))) == (4, 3, 1)


@pytest.mark.parametrize(
    "words",
    [
        f"{LRM}<attached: 00000037-VIDEO.mp4>",
        f"{LRM}<المُرفق: 00000037-VIDEO.mp4>",
        f"{LRM}<المرفق: 00000037-VIDEO.mp4>",
        f"look {LRM}<attached: 00000037-VIDEO.mp4>",
        f"{LRM}00000037-VIDEO.mp4 (file attached)\nlook",
        "00000037-VIDEO.mp4 (الملف مرفق)",
    ],
)
def test_attachments_are_joined(tmp_path: Path, words: str) -> None:
    put(tmp_path, "00000037-VIDEO.mp4", b"film")
    (post,) = posts(read(tmp_path, f"[16/08/2013, 10:00:00] Nadia: {words}"))
    assert [(a.name, a.item) for a in post.attachments] == [("00000037-VIDEO.mp4", digest_of(b"film"))]
    assert post.text == words


@pytest.mark.parametrize(
    "words",
    ["<Media omitted>", "<تم استبعاد الوسائط>", "لم يتم إدراج الصورة", "image omitted", "video omitted"],
)
def test_what_was_left_out_keeps_its_note(tmp_path: Path, words: str) -> None:
    (post,) = posts(read(tmp_path, f"[16/08/2013, 10:00:00] Nadia: {LRM}{words}"))
    assert [(a.item, a.note) for a in post.attachments] == [(None, words)]


def test_a_word_in_a_sentence_is_no_attachment(tmp_path: Path) -> None:
    (post,) = posts(read(tmp_path, "[16/08/2013, 10:00:00] Nadia: they left the image omitted"))
    assert post.attachments == ()


@pytest.mark.parametrize(
    "line",
    [
        f"[16/08/2013, 10:00:00] Rescue: {LRM}Messages and calls are end-to-end encrypted.",
        f"[16/08/2013, 10:00:00] Rescue: {LRM}الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
        f"[16/08/2013, 10:00:00] {LRM}Omar added Nadia",
        "16/08/2013, 10:00 - Messages and calls are end-to-end encrypted.",
        '16/08/2013, 10:00 - Omar changed the subject to "Aid: east"',
        "16/08/2013, 10:00 - أضاف عمر نادية",
    ],
)
def test_system_lines_are_nobodys_words(tmp_path: Path, line: str) -> None:
    reading = read(tmp_path, line)
    (post,) = posts(reading)
    assert post.text == ""
    assert post.service in line
    assert of(reading, "post")[0].said_by.kind is AgentKind.UNKNOWN


def test_a_person_who_writes_that_someone_left_is_no_system_line(tmp_path: Path) -> None:
    reading = read(tmp_path, "[16/08/2013, 10:00:00] Nadia: Omar left\n[16/08/2013, 10:01:00] Omar: no: here")
    assert [p.text for p in posts(reading)] == ["Omar left", "no: here"]
    assert [s.said_by.name for s in of(reading, "post")] == ["Nadia", "Omar"]


def test_edits_and_pins(tmp_path: Path) -> None:
    words = f"here https://maps.google.com/?q=36.19,37.14 {LRM}<This message was edited>"
    reading = read(tmp_path, f"[16/08/2013, 10:00:00] Nadia: {words}")
    (post,) = posts(reading)
    assert post.edited is not None
    assert value(reading, "post.place").latitude == Decimal("36.19")


def test_bytes_that_are_not_utf8_spoil_their_own_message(tmp_path: Path) -> None:
    lines = b"[16/08/2013, 10:00:00] A: x\n[16/08/2013, 10:00:00] A: \xff\xfe\n[16/08/2013, 10:00:00] A: z"
    reading = read(tmp_path, lines)
    assert [p.text for p in posts(reading)] == ["x", "z"]
    assert [(r.where, r.reason) for r in reading.rejects] == [("line 2", "holds bytes that are not UTF-8")]


def test_words_before_the_first_message_are_reported(tmp_path: Path) -> None:
    reading = read(tmp_path, "cut off here\n[16/08/2013, 10:00:00] A: x")
    assert [r.where for r in reading.rejects] == ["line 1"]
    assert (reading.found, reading.lost) == (2, 1)


def test_it_is_recognised_by_name_or_content() -> None:
    def called(name: str, head: bytes = b"") -> str:
        found = reader_for(name, head)
        return found.name if found else ""

    assert called("x/_chat.txt") == "whatsapp"
    assert called("WhatsApp Chat with Nadia.txt") == "whatsapp"
    assert called("دردشة واتساب مع نادية.txt") == "whatsapp"
    assert called("renamed.txt", b"16/08/2013, 10:00 - A: x") == "whatsapp"
    assert called("notes.txt", b"on 16/08/2013 we went") == ""


@pytest.mark.parametrize(
    "line", ["[1/1/1" + LRM * 100_000, "[16/08/2013, 10:00:00] A: " + "<attached: " * 50_000, LRM * 200_000]
)
def test_hostile_lines_cost_little(tmp_path: Path, line: str) -> None:
    start = process_time()
    read(tmp_path, line)
    assert process_time() - start < 2


_STAMP = st.sampled_from(
    ["[16/08/2013, 10:00:00] ", "8/16/13, 4:40 PM - ", "[٣١/٢/٢٠١٣، ٢:٥٦:٠٠ م] ", "[99/99/9999, 99:99:99] "]
)
_LINE = st.tuples(_STAMP | st.just(""), st.text(max_size=12)).map("".join)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(_LINE, max_size=12))
def test_posts_in_are_posts_out_and_rejects(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    root = tmp_path_factory.mktemp("law")
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    reading = read(root, content)
    told = {s.spans[0].selectors for s in of(reading, "post")}
    assert reading.found == len(told) + len({r.where for r in reading.rejects})
    assert reading.lost == len(reading.rejects)
    covered = [s.spans[0].selectors[0] for s in of(reading, "post")]
    spans = [(c.first, c.last) for c in covered if isinstance(c, Lines)]
    assert all(last < first for (_, last), (first, _) in pairwise(spans))
    keep(reading)
    assert reading == WhatsApp().read(document(root, "_chat.txt"))
