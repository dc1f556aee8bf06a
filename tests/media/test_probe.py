"""What a file says of itself: streams, zero, rotation, and its maker's words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tawthiq.media.caps import Caps
from tawthiq.media.kinds import Role
from tawthiq.media.probe import Probe
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.canonical import canonical, parse_object
from tawthiq.record.codec import from_json, to_json
from tawthiq.record.errors import MediaError, MediaTooLarge
from tests.media import clips
from tests.media.watched import here


def probed(content: bytes, caps: Caps | None = None) -> Probe:
    probe = here(content, caps=caps).probe
    assert probe is not None
    return probe


def test_a_plain_clip() -> None:
    probe = probed(clips.plain())
    assert (probe.kind, probe.role) == ("mp4", Role.VIDEO)
    assert (probe.width, probe.height, probe.rotation, float(probe.zero)) == (160, 120, 0, 0.0)
    assert probe.duration == pytest.approx(2, abs=0.05)
    video, audio = probe.stream(probe.video), probe.stream(probe.audio)
    assert video is not None and audio is not None
    assert (video.codec, video.rate, video.time_base) == ("h264", Fraction(25), Fraction(1, 12800))
    assert (audio.codec, audio.sample_rate, audio.channels) == ("aac", 44100, 1)
    assert probe.tag("Major_Brand") == "isom"
    assert probe.tag("nothing") is None


@pytest.mark.parametrize(
    "content",
    [clips.plain(), clip(clips.VARIABLE), clips.two_of_each(), clips.picture(), clips.wav(1)],
)
def test_a_probe_comes_back_from_its_canonical_form(content: bytes) -> None:
    probe = probed(content)
    assert from_json(Probe, parse_object(canonical(to_json(probe)))) == probe


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_the_matrix_of_a_telephone_turns_the_picture(degrees: int) -> None:
    probe = probed(clips.with_display_matrix(clips.plain(), degrees))
    assert probe.rotation == degrees
    assert (probe.width, probe.height) == ((160, 120) if degrees == 180 else (120, 160))


def test_zero_is_the_earliest_sample_of_any_stream() -> None:
    late_sound = probed(clip(replace(clips.LATE_START, container="matroska")))
    assert late_sound.zero == pytest.approx(5, abs=0.05)
    late_pictures = probed(clip(replace(clips.LATE_START, sound_delay=-0.5, container="matroska")))
    assert late_pictures.zero == pytest.approx(4.5, abs=0.05)


def test_transport_streams_start_anywhere() -> None:
    account = here(clip(replace(clips.PLAIN, container="mpegts", start=5)))
    assert account.probe is not None and account.end is not None
    assert account.probe.zero > 1
    assert account.end.seconds == pytest.approx(2, abs=0.1)


def test_frames_that_an_edit_list_hides_or_shifts() -> None:
    content = clip(replace(clips.PLAIN, tone=None))
    plain, shown = probed(content), probed(clips.without_edit_lists(content))
    assert plain.zero == 0
    assert shown.zero >= 0


def test_the_default_stream_is_chosen_and_the_others_are_noted() -> None:
    probe = probed(clips.two_of_each())
    assert [stream.role for stream in probe.streams] == ["video", "video", "audio", "audio"]
    assert (probe.video, probe.audio) == (0, 2)
    assert [stream.width for stream in probe.streams[:2]] == [64, 96]


def test_sound_alone() -> None:
    probe = probed(clips.wav(1))
    assert (probe.role, probe.video, probe.audio) == (Role.AUDIO, None, 0)
    assert probe.duration == 1


@pytest.mark.parametrize(
    ("caps", "what"),
    [(Caps(pixels=1000), "160 × 120"), (Caps(streams=1), "2 streams"), (Caps(seconds=1), "2 s")],
)
def test_caps(caps: Caps, what: str) -> None:
    with pytest.raises(MediaTooLarge, match=what):
        here(clips.plain(), caps=caps)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7])
def test_a_clip_without_its_index_cannot_be_opened(share: float) -> None:
    content = clips.plain()
    with pytest.raises(MediaError):
        here(content[: int(len(content) * share)])


def test_pixels_that_are_not_square() -> None:
    wide = Specimen(seconds=0.2, width=120, height=120)
    content = clip(wide)
    assert probed(content).width == 120
