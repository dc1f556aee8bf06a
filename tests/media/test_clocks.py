"""What clocks are taken to say: of files our own encoder writes, with boxes patched."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from tawthiq.drill import encode
from tawthiq.drill.sound import Mix, event_sound
from tawthiq.media.clocks import EDIT_SIGNS, SPREAD, edit_signs, filming_of, is_unset
from tawthiq.media.facts import facts
from tawthiq.media.probe import EditEntry, Probe
from tawthiq.record.value import Term, Unknown, Value
from tawthiq.record.when import instant, wall_clock
from tests.media import clips
from tests.media.watched import here

BEGAN = datetime(2013, 8, 16, 10, 2, tzinfo=UTC)
ENDED = BEGAN + timedelta(seconds=3)
IN_1904 = int((ENDED - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds())

WHOLE = EditEntry(1, Fraction(10), Fraction(2, 15), Fraction(1))


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Three seconds as a phone closes them, sound alone."""
    path = tmp_path_factory.mktemp("phone") / "clip.mp4"
    encode.write(path, encode.PHONE, sound=event_sound(1, 3.0, Mix()), ended_at=ENDED)
    return path.read_bytes()


def _probe(content: bytes) -> Probe:
    probe = here(content).probe
    assert probe is not None
    return probe


def _facts(content: bytes) -> Mapping[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for draft in facts(_probe(content)):
        found.setdefault(draft.property, []).append(draft.value)
    return found


def test_filming_began_one_length_before_the_file_was_closed(phone: bytes) -> None:
    found = filming_of(instant(ENDED), _probe(phone))
    assert found is not None and found.began.earliest and found.began.latest
    middle = found.began.earliest + (found.began.latest - found.began.earliest) / 2
    assert abs(middle - BEGAN) < timedelta(seconds=0.2)
    assert found.began.latest - found.began.earliest == 2 * SPREAD
    assert "taken as the end of filming" in found.caveat
    assert found.began.stated == found.caveat


def test_a_file_as_the_phone_closed_it_shows_no_sign_of_editing(phone: bytes) -> None:
    assert list(edit_signs(_probe(phone))) == []
    assert "media.edit" not in _facts(phone)


def test_clocks_that_differ_only_bound(phone: bytes) -> None:
    edited = clips.with_clock(phone, b"tkhd", IN_1904 - 3600)
    found = filming_of(instant(ENDED), _probe(edited))
    assert found is not None
    assert (found.began.earliest, found.began.latest) == (None, ENDED)
    said = _facts(edited)
    assert said["media.edit"] == [Term("clocks-differ")]
    assert any("tkhd of track 1" in getattr(clock, "stated", "") for clock in said["media.clock"])


@pytest.mark.parametrize("seconds", [0, 100, 2_082_844_800, 2_082_844_860])
def test_a_clock_that_nobody_set_says_nothing(phone: bytes, seconds: int) -> None:
    unset = phone
    for kind, nth in ((b"mvhd", 0), (b"tkhd", 0), (b"mdhd", 0)):
        unset = clips.with_clock(unset, kind, seconds, nth=nth)
    clocks = _facts(unset)["media.clock"]
    assert clocks and all(isinstance(clock, Unknown) for clock in clocks)


def test_no_zone_no_length_no_reading(phone: bytes) -> None:
    probe = _probe(phone)
    assert filming_of(wall_clock(ENDED), probe) is None
    assert filming_of(instant(datetime(1970, 1, 1, tzinfo=UTC)), probe) is None
    assert is_unset(datetime(2000, 1, 2, tzinfo=UTC)) and not is_unset(ENDED)


def test_a_file_changed_later_and_one_that_a_program_wrote(phone: bytes) -> None:
    later = clips.with_clock(phone, b"mvhd", IN_1904, IN_1904 + 600)
    assert list(edit_signs(_probe(later))) == ["modified-later"]
    written = _probe(clips.plain())  # the muxer signs it
    assert "rewritten" in edit_signs(written)
    found = filming_of(instant(ENDED), written)
    assert found is not None and "Lavf" in found.caveat


@pytest.mark.parametrize(
    ("edits", "signs"),
    [
        ([WHOLE], []),
        ([EditEntry(1, Fraction(7), Fraction(3), Fraction(1))], ["beginning-hidden", "end-hidden"]),
        ([EditEntry(1, Fraction(5), Fraction(0), Fraction(2))], ["speed-changed", "end-hidden"]),
        ([EditEntry(1, Fraction(5), Fraction(n), Fraction(1)) for n in (0, 6)], ["pieces"]),
        ([EditEntry(1, Fraction(1), None, Fraction(1)), WHOLE], []),
    ],
)  # fmt: skip
def test_what_edit_lists_hide(phone: bytes, edits: list[EditEntry], signs: list[str]) -> None:
    probe = replace(_probe(phone), edits=tuple(edits), duration=Fraction(10))
    assert list(edit_signs(probe)) == signs
    assert set(signs) <= set(EDIT_SIGNS)


def test_matroska_tells_its_date(tmp_path: Path) -> None:
    path = tmp_path / "clip.mkv"
    encode.write(path, encode.PHONE, sound=event_sound(1, 3.0, Mix()), ended_at=ENDED)
    (clock,) = _facts(path.read_bytes())["media.clock"]
    assert clock == instant(ENDED, stated=getattr(clock, "stated", ""))
