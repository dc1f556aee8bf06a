"""Bad input: of each kind all that can be known is kept, and what cannot is a reject that says where."""

import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tawthiq.app.watching import Footage, Harvest, harvested
from tawthiq.media.caps import Caps
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import MediaError, MediaTooLarge, NotMedia
from tawthiq.record.item import Item
from tawthiq.watch.hashes import Hashes
from tawthiq.watch.impulses import Impulses
from tawthiq.watch.loudness import Loudness
from tawthiq.watch.shots import Shots
from tests.media import clips
from tests.media.watched import here, in_child

SECOND = Specimen(seconds=1)


def watched(content: bytes) -> Harvest:
    footage = Footage(Item(digest_of(content), len(content), "video/mp4"), Path("clip"), "clip")
    return harvested(footage, here(content, Shots(), Hashes(), Loudness(), Impulses()))


def properties(harvest: Harvest) -> set[str]:
    return {statement.property for statement in harvest.statements}


def remuxed(container: str, kept: range, streams: int = 1) -> bytes:
    """A second of footage with only the picture packets in `kept`, and its sound `streams` times."""
    file = io.BytesIO()
    with (
        av.open(io.BytesIO(clip(replace(SECOND, seconds=3))), "r") as source,
        av.open(file, "w", format=container) as target,
    ):
        picture = target.add_stream_from_template(source.streams.video[0])
        sounds = [target.add_stream_from_template(source.streams.audio[0]) for _ in range(streams)]
        number = 0
        for packet in source.demux():
            if packet.dts is None:
                continue
            if packet.stream.type == "video":
                number += 1
                if number - 1 in kept:
                    packet.stream = picture
                    target.mux(packet)
                continue
            content, pts, dts = bytes(packet), packet.pts, packet.dts
            for sound in sounds:
                copy = av.Packet(content)
                copy.pts, copy.dts, copy.time_base, copy.stream = pts, dts, packet.time_base, sound
                target.mux(copy)
    return file.getvalue()


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, clip(SECOND)[:40]], ids=["empty", "zeros", "head"])
def test_what_is_no_footage_at_all(content: bytes) -> None:
    with pytest.raises((NotMedia, MediaError)):
        watched(content)


def test_truncated() -> None:
    harvest = watched(clips.damaged_tail())
    assert {"track.frames", "track.hash"} <= properties(harvest)
    (reject,) = [r for r in harvest.rejects if r.where]
    assert reject.reason.startswith("damaged: readable until 0:0")


ODD = {
    "sound only": (clips.SOUND_ONLY, {"track.waveform"}, {"track.frames", "track.hash"}),
    "no sound": (clips.MUTE, {"track.frames", "track.hash"}, {"track.waveform", "sound.loudness"}),
    "one frame": (clips.ONE_FRAME, {"track.frames", "track.hash"}, {"shot.cut"}),
    "240 frames a second": (Specimen(seconds=1, rate=240, cuts=(0.5,)), {"shot.cut", "track.hash"}, set()),
    "turned": (clips.ROTATED, {"track.frames", "media.rotation"}, set()),
    "ten bits": (
        replace(SECOND, video_codec="libx265", pixel_format="yuv420p10le"),
        {"track.frames", "track.hash"},
        set(),
    ),
    "VP9 and Opus": (
        replace(SECOND, video_codec="libvpx-vp9", audio_codec="libopus", sound_rate=48000, container="webm"),
        {"track.hash", "track.waveform"},
        set(),
    ),
    "MPEG-2": (replace(SECOND, video_codec="mpeg2video", container="mpegts"), {"track.hash"}, set()),
    "motion JPEG": (
        replace(
            SECOND, video_codec="mjpeg", pixel_format="yuvj420p", audio_codec="pcm_s16le", container="mov"
        ),
        {"track.hash"},
        set(),
    ),
    "AV1 and FLAC": (
        replace(SECOND, video_codec="libsvtav1", audio_codec="flac", container="matroska"),
        {"track.frames", "track.waveform"},
        set(),
    ),
    "ProRes of ten bits": (
        replace(SECOND, video_codec="prores_ks", pixel_format="yuv422p10le", container="mov"),
        {"track.hash", "track.waveform"},
        set(),
    ),
    "Windows Media": (
        replace(SECOND, video_codec="wmv2", tone=None, container="asf"),
        {"track.hash"},
        set(),
    ),
    "an old telephone's": (
        replace(
            SECOND,
            video_codec="h263",
            width=176,
            height=144,
            rate=15,
            audio_codec="amr_nb",
            sound_rate=8000,
            container="3gp",
        ),
        {"track.hash", "track.waveform"},
        set(),
    ),
    "without a plane of brightness": (
        replace(SECOND, video_codec="ffv1", pixel_format="bgra", container="matroska"),
        {"track.frames", "track.hash"},
        set(),
    ),
    "start not at zero": (clips.LATE_START, {"track.frames", "track.waveform"}, set()),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_only_odd_is_watched_whole(name: str) -> None:
    recipe, there, absent = ODD[name]
    harvest = watched(clip(recipe))
    assert harvest.rejects == ()
    assert there <= properties(harvest)
    assert not absent & properties(harvest)


def test_high_dynamic_range() -> None:
    """Ten bits, BT.2020 and PQ (SMPTE ST 2084), as telephones write HDR."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx265", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p10le"
        stream.options = {
            "x265-params": "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
        }
        for n in range(10):
            ramp = np.linspace(64, 940, 160, dtype=np.uint16)
            planes = np.concatenate([np.tile(ramp, (120, 1)).ravel(), np.full(160 * 60, 512, np.uint16)])
            frame = av.VideoFrame.from_ndarray(planes.reshape(180, 160), format="yuv420p10le")
            frame.pts, frame.time_base = n, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    harvest = watched(file.getvalue())
    assert {"track.frames", "track.hash"} <= properties(harvest)
    assert harvest.rejects == ()


def test_timestamps_that_jump_back() -> None:
    part = clip(replace(SECOND, container="mpegts"))
    harvest = watched(part + part)
    assert {"track.frames", "track.hash"} <= properties(harvest)
    (reject,) = harvest.rejects
    assert reject.where.startswith("0:0")
    assert "not after the one before" in reject.reason


def test_the_first_key_frame_is_missing() -> None:
    harvest = watched(remuxed("mpegts", range(10, 75)))
    assert "track.waveform" in properties(harvest)
    (reject,) = harvest.rejects
    assert reject.where == "0:00.000"
    assert "video, h264" in reject.reason


def test_three_tracks_of_sound_and_two_of_pictures() -> None:
    many = watched(remuxed("matroska", range(75), streams=3))
    assert {"track.waveform", "track.frames"} <= properties(many)
    (streams,) = [s for s in many.statements if s.property == "media.streams"]
    assert str(streams.value).count("audio") >= 3
    two = watched(clips.two_of_each())
    assert "track.frames" in properties(two)
    assert (many.rejects, two.rejects) == ((), ())


def test_8k_is_watched_in_bounded_memory_and_more_is_refused(tmp_path: Path) -> None:
    path = clips.save(tmp_path, large(7680, 4320), "8k.mov")
    account = in_child(path, ["tawthiq.watch.hashes:Hashes"], Caps(memory=2 << 30))
    assert account.end is not None
    assert account.end.frames == 1
    with pytest.raises(MediaTooLarge):
        here(large(640, 480), caps=Caps(pixels=320 * 240))


def large(width: int, height: int) -> bytes:
    """One picture of that size."""
    file = io.BytesIO()
    with av.open(file, "w", format="mov") as container:
        stream = container.add_stream("mjpeg", rate=10)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuvj420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((height * 3 // 2, width), np.uint8), format="yuvj420p")
        frame.pts, frame.time_base = 0, Fraction(1, 10)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()
