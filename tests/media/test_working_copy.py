import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from tawthiq.engine.executor import Ending
from tawthiq.engine.local import LocalExecutor
from tawthiq.media.caps import Caps
from tawthiq.media.conformance import check_analyser
from tawthiq.media.kinds import MP4, sniff
from tawthiq.media.playing import plays
from tawthiq.media.probing import probe_media
from tawthiq.media.second import PRELOAD, excerpt_task
from tawthiq.media.specimen import Specimen, clip
from tawthiq.media.watching import Account, account_of

MAKER = "tawthiq.media.working_copy:WorkingCopy"
TIMES = (0, 0.04, 0.2, 0.24, 0.7, 0.74, 1.5, 1.52, 2.0)
ODD = Specimen(times=TIMES, pixel_format="yuv420p10le", width=161, height=121)
"""Ten bits, which browsers do not play, and a frame rate that varies."""


def copied(content: bytes, folder: Path) -> tuple[Account, bytes]:
    path = folder / "film"
    path.write_bytes(content)
    task = excerpt_task(path, MAKER, {}, key="0" * 64, seconds=60)
    outcome = next(LocalExecutor(1, preload=PRELOAD).run([task]))
    assert outcome.ending is Ending.FINISHED, outcome.detail
    account = account_of(outcome)
    return account, b"".join(piece.content for piece in account.pieces)


def seconds_of(content: bytes) -> list[Fraction]:
    """Media seconds of every frame by the pts stored."""
    kind = sniff(content[:4096])
    assert kind
    probe = probe_media(io.BytesIO(content), kind, Caps())
    with av.open(io.BytesIO(content), "r") as container:
        stream = container.streams.video[0]
        assert stream.time_base
        return [(f.pts or 0) * stream.time_base - probe.zero for f in container.decode(stream)]


@pytest.mark.parametrize(
    "recipe",
    [
        replace(ODD, width=160, height=120),
        replace(ODD, width=160, height=120, sound_delay=0.3, audio_codec="pcm_s16le", container="mov"),
        Specimen(seconds=1, video_codec="mpeg4", container="avi", audio_codec="pcm_s16le"),
        Specimen(seconds=1, start=5, container="matroska", pixel_format="yuv420p10le"),
        Specimen(seconds=1, rate=30, container="mpegts", start=3),
    ],
)
def test_every_frame_keeps_its_second(recipe: Specimen, tmp_path: Path) -> None:
    original = clip(recipe)
    account, made = copied(original, tmp_path)
    assert account.faults == ()
    times = seconds_of(original)
    assert len(times) >= 9
    assert seconds_of(made) == times
    probe = probe_media(io.BytesIO(made), MP4, Caps())
    assert probe.zero <= 0
    assert plays(probe)


def test_it_is_upright_and_no_larger_than_is_needed(tmp_path: Path) -> None:
    _, made = copied(clip(Specimen(seconds=0.2, width=1600, height=800, rotation=90)), tmp_path)
    with av.open(io.BytesIO(made)) as container:
        video = container.streams.video[0]
        assert (video.width, video.height) == (640, 1280)


def test_sound_alone_becomes_sound_alone(tmp_path: Path) -> None:
    account, made = copied(
        clip(Specimen(has_pictures=False, container="wav", audio_codec="pcm_s16le")), tmp_path
    )
    assert account.pieces[0].header.media_type == "audio/mp4"
    probe = probe_media(io.BytesIO(made), MP4, Caps())
    assert probe.video is None
    assert probe.duration == pytest.approx(2, abs=0.03)


def test_what_breaks_off_is_copied_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = clip(Specimen(seconds=4, container="mpegts"))
    account, made = copied(whole[: len(whole) // 2], tmp_path)
    assert account.end
    assert 20 < len(seconds_of(made)) < 100


def test_it_keeps_what_every_analyser_promises() -> None:
    check_analyser(MAKER)
