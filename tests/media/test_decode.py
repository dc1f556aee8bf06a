"""The pass: what analysers are shown, when, and what damage does to it."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from tawthiq.media.analyser import Seen
from tawthiq.media.kinds import Role
from tawthiq.media.specimen import Specimen, clip, texture
from tawthiq.media.watching import Account
from tawthiq.store.tracks import read_track
from tawthiq.watch.hashes import Hashes
from tawthiq.watch.key_frames import KeyFrames
from tawthiq.watch.shots import Shots
from tests.media import clips
from tests.media.analysers import Failing, Quiet
from tests.media.watched import here


def shown(content: bytes) -> tuple[Quiet, Account]:
    quiet = Quiet()
    return quiet, here(content, quiet)


def times(seen: list[Seen]) -> list[float]:
    return [float(s.time) for s in seen]


def test_every_frame_is_seen_and_sampled_ones_in_colour() -> None:
    quiet, account = shown(clips.plain())
    assert times(quiet.seen) == pytest.approx([n / 25 for n in range(50)], abs=0.001)
    assert all(s.luma is not None and s.luma.shape == (30, 40) for s in quiet.seen)
    pictures = [s for s in quiet.seen if s.picture is not None]
    assert times(pictures) == pytest.approx([n / 4 for n in range(8)], abs=0.04)
    assert all(s.picture is not None and s.picture.shape == (48, 64, 3) for s in pictures)
    assert account.end is not None and account.end.complete
    assert account.end.frames == 50
    assert quiet.watched is not None
    assert quiet.watched.seconds == account.end.seconds == pytest.approx(2, abs=0.05)


def test_a_frame_cites_its_stream_and_pts() -> None:
    quiet, _ = shown(clips.plain())
    frame = quiet.seen[10].frame
    assert frame is not None
    assert (frame.stream, frame.pts, frame.time_base) == (0, 5120, Fraction(1, 12800))


def test_colours_and_brightness_are_those_of_the_picture() -> None:
    quiet, _ = shown(clip(replace(clips.PLAIN, seconds=0.2, width=64, height=48)))
    expected = texture(replace(clips.PLAIN, width=64, height=48), 0, 0)
    seen = quiet.seen[0]
    assert seen.picture is not None and seen.luma is not None
    assert np.abs(seen.picture.astype(int) - expected).mean() < 30
    grey = expected @ [0.299, 0.587, 0.114]
    correlation = np.corrcoef(seen.luma.ravel(), grey[::2, ::2].ravel())[0, 1]
    assert correlation > 0.9


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pictures_and_brightness_are_upright(degrees: int) -> None:
    plain, _ = shown(clips.plain())
    turned, _ = shown(clips.with_display_matrix(clips.plain(), degrees))
    for before, after in zip(plain.seen, turned.seen, strict=True):
        for one, other in ((before.luma, after.luma), (before.picture, after.picture)):
            if one is not None and other is not None:
                # np.rot90 turns anticlockwise
                assert np.abs(np.rot90(one, -degrees // 90).astype(int) - other).mean() < 3


def test_a_specimen_turns_as_it_says() -> None:
    quiet, account = shown(clip(clips.ROTATED))
    assert account.probe is not None and account.probe.rotation == 90
    assert quiet.seen[0].luma is not None and quiet.seen[0].luma.shape == (40, 30)


def test_variable_frame_rate_keeps_its_times() -> None:
    quiet, _ = shown(clip(clips.VARIABLE))
    assert times(quiet.seen) == pytest.approx(clips.VARIABLE.times, abs=0.001)


def test_sound_comes_at_the_rate_asked_for_and_at_its_time() -> None:
    quiet, _ = shown(clip(replace(clips.PLAIN, seconds=3, sound_delay=1, container="matroska")))
    assert {h.rate for h in quiet.heard} == {8000}
    assert float(quiet.heard[0].time) == pytest.approx(1, abs=0.05)
    samples = np.concatenate([h.samples for h in quiet.heard])
    assert len(samples) / 8000 == pytest.approx(3, abs=0.1)
    for before, after in zip(quiet.heard, quiet.heard[1:], strict=False):
        assert float(after.time - before.time) == pytest.approx(len(before.samples) / 8000, abs=0.002)
    loudest = np.abs(np.fft.rfft(samples)).argmax() * 8000 / len(samples)
    assert loudest == pytest.approx(440, abs=2)
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.1)


def test_footage_without_sound_and_sound_without_footage() -> None:
    mute, _ = shown(clip(clips.MUTE))
    assert (len(mute.seen), mute.heard) == (25, [])
    dark, account = shown(clips.wav(1.3))
    assert dark.seen == []
    assert sum(len(h.samples) for h in dark.heard) == 10400
    assert account.tracks == ()


def test_one_frame() -> None:
    quiet, account = shown(clip(clips.ONE_FRAME))
    assert times(quiet.seen) == [0.0]
    assert account.end is not None and account.end.complete


def test_the_track_of_frames_finds_every_frame() -> None:
    account = here(clip(replace(clips.PLAIN, start=3, container="matroska")))
    (track,) = account.tracks
    columns = read_track(track.npz)
    assert [c.name for c in track.header.columns] == list(columns) == ["pts", "seconds", "key", "luma"]
    assert track.header.columns[0].unit == "1/1000 s"
    assert len(columns["pts"]) == 50
    assert (np.diff(columns["pts"]) > 0).all()
    assert columns["key"][0] == 1
    assert columns["seconds"] == pytest.approx(np.arange(50) / 25, abs=0.002)


def test_the_head_of_a_truncated_clip_is_seen() -> None:
    quiet, account = shown(clips.damaged_tail())
    assert account.end is not None
    assert not account.end.complete
    assert 1 < account.end.seconds < 5.5
    assert len(quiet.seen) == account.end.frames > 25
    assert quiet.watched is not None


def test_noise_in_the_middle_does_not_end_the_pass() -> None:
    content = bytearray(clips.header_first(clip(replace(clips.PLAIN, seconds=6))))
    half = len(content) // 2
    content[half : half + 4000] = b"\xff" * 4000
    quiet, account = shown(bytes(content))
    assert account.end is not None
    assert account.end.errors + account.end.corrupt + (150 - account.end.frames) > 0
    assert times(quiet.seen)[-1] > 5


def test_only_the_chosen_streams_are_watched() -> None:
    quiet, account = shown(clips.two_of_each())
    assert account.end is not None and account.end.frames == 10
    assert {s.luma.shape for s in quiet.seen if s.luma is not None} == {(32, 32)}


def test_one_analyser_failing_leaves_the_others() -> None:
    quiet = Quiet()
    account = here(clips.plain(), Failing(), quiet)
    (fault,) = account.faults
    assert fault.by.name == "test.failing"
    assert fault.what == "ZeroDivisionError: قسمة على صفر"
    assert fault.at is not None and 1 < fault.at < 1.1
    assert len(quiet.seen) == 50
    assert [f.by.name for f in account.found] == ["test.quiet"]
    assert not account.is_complete


@pytest.mark.parametrize(
    ("codec", "pixel_format"), [("libx264", "yuv420p10le"), ("libx264", "yuv444p"), ("mjpeg", "yuvj422p")]
)
def test_other_pixel_formats(codec: str, pixel_format: str) -> None:
    recipe = Specimen(seconds=0.4, width=64, height=48, video_codec=codec, pixel_format=pixel_format)
    quiet, _ = shown(clip(replace(recipe, container="matroska")))
    plain, _ = shown(clip(replace(recipe, video_codec="libx264", pixel_format="yuv420p")))
    for one, other in zip(plain.seen, quiet.seen, strict=True):
        assert one.luma is not None and other.luma is not None
        assert np.abs(one.luma.astype(int) - other.luma).mean() < 20


def test_a_picture_without_a_plane_of_brightness() -> None:
    quiet, _ = shown(clip(Specimen(seconds=0.4, video_codec="png", pixel_format="rgb24", container="mov")))
    assert quiet.seen[0].luma is not None and quiet.seen[0].luma.std() > 20


def test_footage_that_changes_its_size() -> None:
    small = clip(Specimen(seconds=1, width=32, height=24, tone=None, container="mpegts"))
    large = clip(Specimen(seconds=1, width=48, height=36, tone=None, start=1, container="mpegts"))
    quiet = Quiet()
    account = here(small + large, quiet, Shots(), KeyFrames(), Hashes())
    assert account.faults == ()
    assert len({s.luma.shape for s in quiet.seen if s.luma is not None}) == 2
    assert times(quiet.seen)[-1] > 1.5


def test_a_cover_is_no_footage() -> None:
    account = here(clips.with_cover())
    assert account.probe is not None
    assert (account.probe.role, account.probe.video) == (Role.AUDIO, None)
    assert [s.is_cover for s in account.probe.streams].count(True) == 1
