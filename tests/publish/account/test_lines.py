from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from tawthiq.publish.account.lines import account
from tawthiq.publish.account.told import Line, Look, Subject, Told
from tawthiq.publish.account.words import line_words
from tawthiq.record import value as v
from tawthiq.record.measure import Quantity
from tawthiq.record.review import Standing
from tawthiq.record.selector import Region
from tawthiq.record.statement import Method
from tests.publish.account.saying import ANALYST, ITEM, SUBJECT, event, noted, told


def english(*what: Told, subject: Subject = SUBJECT) -> list[str]:
    return [line_words(line, "en") for line in account(subject, what)]


def test_the_shape_of_the_essay() -> None:
    said = english(
        event("speech", 0, 41), event("chant", 41, 130), noted("arrival at the source", 205),
        told("shot.cut", Quantity(Decimal("0.9"), "1"), 205),
    )  # fmt: skip
    assert said == [
        "0:00–0:41 speech [machine]",
        "0:41–2:10 voice reciting or chanting (weak hint) [machine]",
        "2:10–7:00 cut at 3:25 [machine]",
        "3:25 noted: arrival at the source [by: invented analyst]",
    ]


def test_seven_busy_minutes_are_read_in_half_a_minute() -> None:
    many = [event("speech", n * 7.0, n * 7 + 3.0) for n in range(60)]
    many += [event("impulse", n * 5.3) for n in range(79)]
    many += [told("shot.cut", Quantity(Decimal(1), "1"), n * 4.1) for n in range(100)]
    many += [event("siren", n * 40.0, n * 40 + 25.0) for n in range(10)]
    words = " ".join(english(*many)).split()
    assert len(words) < 200
    assert {id for line in account(SUBJECT, many) for id in line.ids} == {t.id for t in many}


def test_less_than_a_second_is_told_at_its_second() -> None:
    short = Subject(ITEM, "invented.mp4", Fraction(7))
    said = english(event("speech", 0, 0.5), event("siren", 0, 2.5), subject=short)
    assert said[0] == "0:00–0:02 speech 0:00, siren-like sound [machine]"


def test_what_lasts_throughout_is_told_once() -> None:
    said = english(event("siren", 0, 400), event("speech", 0, 100), event("drone", 200, 300))
    assert said == [
        "0:00–7:00 siren-like sound [machine]",
        "0:00–1:40 speech [machine]",
        "1:40–3:20 nothing else found",
        "3:20–5:00 engine or aircraft drone [machine]",
        "5:00–7:00 nothing else found",
    ]


def test_when_filming_began_is_told_to_the_second_and_no_narrower() -> None:
    moment = datetime(2013, 8, 16, 10, 1, 39, 200_000, UTC)
    (said, *_) = english(told("time", v.When(moment, moment + timedelta(seconds=40), "UTC")))
    assert said == "start of filming: 2013-08-16 10:01:39 – 10:02:20 UTC [machine]"


def test_what_was_rejected_is_left_out_and_what_was_accepted_says_by_whom() -> None:
    said = english(
        event("siren", 0, 200, standing=Standing.REJECTED),
        event("speech", 0, 420, standing=Standing.ACCEPTED, reviewers=("R. Analyst",)),
        event("drone", 0, 420, standing=Standing.DISPUTED, reviewers=("R. Analyst", "S. Other")),
    )
    assert said == [
        "0:00–7:00 speech [machine, accepted by: R. Analyst];"
        " engine or aircraft drone [disputed: R. Analyst, S. Other]"
    ]


def test_nothing_is_invented_where_nothing_was_found() -> None:
    assert english() == ["0:00–7:00 nothing found"]
    nothing: tuple[Line, ...] = account(Subject(ITEM), ())
    assert nothing == ()


def test_what_was_not_looked_at_is_said_last() -> None:
    subject = Subject(
        ITEM, "", Fraction(10), (("pictures", Look.DONE), ("sound", Look.NOT_THERE), ("text", Look.NOT_DONE))
    )
    streams = told("media.streams", v.Text("0 video h264"))
    (*_, last) = account(subject, [streams])
    assert line_words(last, "en") == "there is no sound, not looked at: text on screen"
    assert line_words(last, "ar") == "غير موجود: الصوت، لم يُفحص: النص على الشاشة"
    assert last.ids == (streams.id,)


def test_unknown_is_told_as_unknown() -> None:
    unknown = told("observation", v.Unknown("dead or alive cannot be seen"), 232)
    assert "3:52 noted as not known: dead or alive cannot be seen [machine]" in english(unknown)
    assert (
        "not known (its clock was never set)"
        in english(told("time", v.Unknown("its clock was never set")))[0]
    )


def test_words_heard_and_words_on_screen_are_quoted_few_and_marked() -> None:
    corner = Region(Decimal(1), Decimal(1), Decimal(20), Decimal(10))
    said = english(
        *(told("transcription", v.Text(f"word {n}"), n, n + 1) for n in range(5)),
        told("transcription", v.Text("حلب"), 3, 9, region=corner),
    )
    assert said == ["0:00–7:00 words heard: “word 0 / word 1” and 3 more, text on screen: “حلب” [machine]"]


def test_many_bangs_may_be_blows_and_are_told_from_when_to_when() -> None:
    few, many = ([event("impulse", 10 + n) for n in range(count)] for count in (3, 12))
    (line,) = [x for x in account(SUBJECT, few) if x.ids]
    assert line_words(line, "en").endswith("bang-like sound ×3 (0:10, 0:11, 0:12) [machine]")
    (line,) = [x for x in account(SUBJECT, many) if x.ids]
    assert line_words(line, "en").endswith("repeated blows or bangs ×12 (0:10–0:21) [machine]")
    assert "طرقات أو دويّ متكرر" in line_words(line, "ar")


def test_a_few_bangs_of_a_recording_that_has_many_are_told_as_some_of_them() -> None:
    bangs = [event("impulse", 10 + 40 * n) for n in range(9)]
    said = english(event("siren", 100, 140), *bangs)
    assert sum("blow- or bang-like sound" in line for line in said) == 3
    assert not [line for line in said if " bang-like" in line and "or bang-like" not in line]


def test_a_machine_translation_stands_beside_the_words_and_says_that_it_is_unproven() -> None:
    heard = told("transcription", v.Text("كلمات", "ar"), 5, 8)
    put = told("translation", v.Text("words", "en"), 5, 8, method=Method.INFERRED)
    by_a_person = told("translation", v.Text("my words", "en"), 5, 8, by=ANALYST, standing=Standing.STATED)
    words = " ".join(line_words(line, "en") for line in account(SUBJECT, [heard, put, by_a_person]))
    assert "words heard: “كلمات”" in words
    assert "translated by a machine, unproven: “words”" in words
    assert "translated: “my words”" in words


def test_what_a_person_writes_takes_the_place_of_what_it_cites_there_and_only_there() -> None:
    speech = event("speech", 0, 420)
    written = noted("a man counts aloud", 0, 200, instead_of=[speech.id])
    said = english(speech, written)
    assert said[0] == "0:00–3:20 noted: a man counts aloud [by: invented analyst]"
    assert "3:20–7:00 speech [machine]" in said
    assert not any(line.startswith("0:00") and "speech" in line for line in said)


def test_every_line_carries_its_statements() -> None:
    what = [event("speech", 0, 41), noted("arrival", 205), event("impulse", 300)]
    lines = account(SUBJECT, what)
    assert {id for line in lines for id in line.ids} == {t.id for t in what}
    for line in lines:
        assert line.ids or line_words(line, "en").endswith("nothing found")


def test_the_order_in_which_statements_come_does_not_matter_to_what_is_said() -> None:
    what = [event("speech", 0, 41), event("siren", 20, 80), noted("arrival", 205), event("impulse", 300)]
    one = {frozenset(line_words(x, "en")) for x in account(SUBJECT, what)}
    other = {frozenset(line_words(x, "en")) for x in account(SUBJECT, reversed(what))}
    assert one == other
