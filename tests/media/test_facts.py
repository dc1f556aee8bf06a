"""What containers and cameras state, as drafts."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from tawthiq.media.exif import exif_facts, exif_time
from tawthiq.media.facts import UNSTATED_RADIUS, clock_of, facts, radius_of
from tawthiq.media.kinds import Role
from tawthiq.media.lock import Locks
from tawthiq.media.messages import End
from tawthiq.media.probe import Probe, StreamProbe, Tag
from tawthiq.record.agent import software
from tawthiq.record.area import Circle
from tawthiq.record.digest import digest_of
from tawthiq.record.draft import signed
from tawthiq.record.measure import Exact, Quantity
from tawthiq.record.value import Term, Text, Value
from tawthiq.record.when import When
from tests.media import clips
from tests.media.watched import here

VIDEO = StreamProbe(0, "video", "h264", Fraction(1, 600), rate=Fraction(30), width=1280, height=720)


def stated(**tags: str) -> dict[str, Value]:
    probe = Probe(
        "mp4",
        Role.VIDEO,
        duration=Fraction(420),
        width=720,
        height=1280,
        rotation=90,
        video=0,
        streams=(VIDEO,),
        tags=tuple(Tag(key.replace("__", "."), value) for key, value in tags.items()),
    )
    return {draft.property: draft.value for draft in facts(probe)}


def test_a_container() -> None:
    found = stated(encoder="Lavf")
    assert found == {
        "media.size": Text("720 × 1280"),
        "media.rotation": Quantity(Decimal(90), "deg"),
        "media.duration": Exact(Fraction(420), "s"),
        "media.streams": Text("0 video h264 1280×720"),
        "media.codec": Text("video: h264"),
        "media.frame-rate": Exact(Fraction(30), "1/s"),
        "media.device": Text("Lavf"),
        "media.edit": Term("rewritten"),
    }


@pytest.mark.parametrize(
    ("words", "zone", "hour"),
    [
        ("2013-08-16T09:40:00.000000Z", "UTC", 9),
        ("2013-08-16T12:40:00+03:00", "+03:00", 9),
        ("2013-08-16T12:40:00+0300", "+03:00", 9),
        ("2013-08-16 12:40:00", "", 12),
    ],
)
def test_clocks_keep_their_zone_and_their_words(words: str, zone: str, hour: int) -> None:
    clock = clock_of(words)
    assert (clock.zone, clock.stated) == (zone, words)
    assert clock.earliest == datetime(2013, 8, 16, hour, 40, tzinfo=UTC if zone else None)


def test_a_clock_that_is_none_is_kept_as_words() -> None:
    assert clock_of("يوم الجمعة") == When(stated="يوم الجمعة")


def test_devices_and_places() -> None:
    apple = {
        "com__apple__quicktime__make": "Apple",
        "com__apple__quicktime__model": "iPhone 4",
        "com__apple__quicktime__location__ISO6709": "+36.1900+037.1500+390.000/",
        "com__apple__quicktime__location__accuracy__horizontal": "65.0",
    }
    found = stated(**apple)
    assert found["media.device"] == Text("Apple iPhone 4")
    place = Circle(Decimal("36.19"), Decimal("37.15"), Decimal("65.0"), "+36.1900+037.1500+390.000/")
    assert found["media.location"] == place
    plain = stated(location="+36.1900+037.1500/")["media.location"]
    assert isinstance(plain, Circle) and plain.radius == UNSTATED_RADIUS
    assert stated(location="Aleppo")["media.location"] == Text("Aleppo")
    assert stated(location="+99.0+037.1/")["media.location"] == Text("+99.0+037.1/")


@pytest.mark.parametrize("accuracy", [None, "", "x", "0", "-5", "1/0", "inf", "nan"])
def test_accuracy_that_makes_no_sense_is_not_believed(accuracy: str | None) -> None:
    assert radius_of(accuracy) == UNSTATED_RADIUS


def test_damage_points_at_the_first_missing_second() -> None:
    probe = Probe("mp4", Role.VIDEO, duration=Fraction(60))
    end = End(Fraction(31), 900, complete=False, locks=Locks(), errors=2)
    (damage,) = (d for d in facts(probe, end) if d.property == "media.damage")
    assert isinstance(damage.value, Text)
    assert damage.value.text == "readable until 31.000 s; stated length 60.000 s; 2 packets did not decode"


def test_a_camera() -> None:
    probe = here(clips.picture()).probe
    assert probe is not None
    found = {draft.property: draft.value for draft in exif_facts(probe)}
    assert found["exif.device"] == Text("Nokia N8")
    assert found["exif.location"] == Circle(
        Decimal("36.19"), Decimal("37.15"), UNSTATED_RADIUS, "36/1 11/1 24/1 37/1 9/1 0/1"
    )
    time = found["exif.time"]
    assert isinstance(time, When) and not time.comparable


def test_a_camera_that_states_its_offset() -> None:
    time = exif_time("2013:08:16 12:40:00", "+03:00")
    assert (time.zone, time.earliest) == ("+03:00", datetime(2013, 8, 16, 9, 40, tzinfo=UTC))
    assert exif_time("    :  :  ", None) == When(stated="    :  :  ")


@pytest.mark.parametrize("content", [clips.plain(), clips.picture(), clips.damaged_tail()])
def test_every_draft_can_be_signed(content: bytes) -> None:
    account = here(content)
    assert account.probe is not None
    drafts = [*facts(account.probe, account.end), *exif_facts(account.probe)]
    assert len(drafts) > 2
    for draft in drafts:
        signed(draft, digest_of(content), software("tawthiq.media", "1"))
