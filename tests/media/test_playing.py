from dataclasses import replace
from fractions import Fraction

import pytest

from tawthiq.media.kinds import Role
from tawthiq.media.playing import plays
from tawthiq.media.probe import Probe, StreamProbe

PHONE = Probe(
    "mp4",
    Role.VIDEO,
    video=0,
    audio=1,
    streams=(
        StreamProbe(0, "video", "h264", Fraction(1, 90000), pixel_format="yuv420p"),
        StreamProbe(1, "audio", "aac", Fraction(1, 48000)),
    ),
)


def of(kind: str, video: str, pixels: str, audio: str) -> Probe:
    seen, heard = PHONE.streams
    streams = (replace(seen, codec=video, pixel_format=pixels), replace(heard, codec=audio))
    return replace(PHONE, kind=kind, streams=streams)


def test_what_phones_make_plays() -> None:
    assert plays(PHONE)
    assert plays(of("mov", "h264", "yuvj420p", "aac"))
    assert plays(of("webm", "vp9", "yuv420p10le", "opus"))


@pytest.mark.parametrize(
    ("kind", "video", "pixels", "audio"),
    [
        ("mp4", "hevc", "yuv420p", "aac"),
        ("mov", "hevc", "yuv420p10le", "aac"),
        ("mp4", "h264", "yuv420p10le", "aac"),
        ("mp4", "h264", "yuv422p", "aac"),
        ("mp4", "mpeg4", "yuv420p", "aac"),
        ("3gp", "h263", "yuv420p", "amr_nb"),
        ("3gp", "h264", "yuv420p", "amr_nb"),
        ("mov", "h264", "yuv420p", "pcm_s16le"),
        ("avi", "h264", "yuv420p", "mp3"),
        ("matroska", "hevc", "yuv420p", "opus"),
        ("mpeg-ts", "h264", "yuv420p", "aac"),
        ("webm", "vp9", "yuv420p", "ac3"),
    ],
)
def test_what_no_browser_is_sure_to_play(kind: str, video: str, pixels: str, audio: str) -> None:
    assert not plays(of(kind, video, pixels, audio))


def test_sound_alone_and_pictures() -> None:
    sound = replace(PHONE, video=None)
    assert plays(sound)
    assert not plays(replace(sound, kind="amr"))
    assert plays(Probe("jpeg", Role.PICTURE))
