from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tawthiq.drill.encode import (
    PHONE,
    PLATFORM,
    STREAMED,
    UNEVEN,
    UPRIGHT,
    VOICE,
    Recipe,
    Timed,
    write,
)
from tawthiq.drill.sound import RATE, Sound
from tawthiq.record.errors import ExtraMissing


def _pictures(ticks: list[int]) -> list[Timed]:
    picture = np.random.default_rng(1).integers(0, 255, (90, 160, 3), np.uint8)
    return [(tick, np.roll(picture // (1 + tick % 3), tick, axis=1)) for tick in ticks]


def _tone(seconds: float) -> Sound:
    return np.asarray(0.4 * np.sin(np.arange(int(seconds * RATE)) * 0.06), np.float32)


@pytest.mark.parametrize(
    ("name", "recipe", "codecs"),
    [
        ("a.mp4", PHONE, ("h264", "aac")),
        ("p.mp4", PLATFORM, ("h264", "aac")),
        ("b.mp4", STREAMED, ("h264", "aac")),
        ("c.webm", UNEVEN, ("vp9", "opus")),
    ],
)
def test_a_recipe_writes_its_codecs_the_same_bytes_each_time(
    tmp_path: Path, name: str, recipe: Recipe, codecs: tuple[str, str]
) -> None:
    step = 1 if recipe.tick == Fraction(1, 15) else 67
    for folder in ("one", "two", "three"):
        (tmp_path / folder).mkdir()
        frames = _pictures([number * step for number in range(15)])
        write(tmp_path / folder / name, recipe, pictures=frames, sound=_tone(1))
    one, *others = (path.read_bytes() for path in tmp_path.glob(f"*/{name}"))
    assert others == [one, one]
    with av.open(str(tmp_path / "one" / name)) as box:
        assert tuple(stream.codec_context.codec.canonical_name for stream in box.streams) == codecs


def test_uneven_pictures_keep_their_moments(tmp_path: Path) -> None:
    ticks = [0, 55, 122, 255, 310, 443]
    write(tmp_path / "u.webm", UNEVEN, pictures=_pictures(ticks))
    with av.open(str(tmp_path / "u.webm")) as box:
        assert [frame.pts for frame in box.decode(video=0)] == ticks
        assert not box.streams.audio


def test_an_upright_film_is_to_be_turned_clockwise(tmp_path: Path) -> None:
    write(tmp_path / "r.mp4", UPRIGHT, pictures=_pictures([0, 1]))
    with av.open(str(tmp_path / "r.mp4")) as box:
        assert next(box.decode(video=0)).rotation == -90


def test_a_streamed_film_has_its_index_first(tmp_path: Path) -> None:
    for name, recipe in (("s.mp4", STREAMED), ("p.mp4", PHONE)):
        write(tmp_path / name, recipe, pictures=_pictures([0, 1]))
    first, last = ((tmp_path / name).read_bytes() for name in ("s.mp4", "p.mp4"))
    assert first.index(b"moov") < first.index(b"mdat")
    assert last.index(b"moov") > last.index(b"mdat")


def test_sound_alone_is_sound_alone(tmp_path: Path) -> None:
    write(tmp_path / "v.opus", VOICE, sound=_tone(1))
    with av.open(str(tmp_path / "v.opus")) as box:
        assert not box.streams.video
        assert sum(frame.samples for frame in box.decode(audio=0)) >= RATE


def test_the_end_of_recording_is_written_in_utc(tmp_path: Path) -> None:
    ended = datetime(2013, 8, 16, 13, 5, 32, tzinfo=timezone(timedelta(hours=3)))
    write(tmp_path / "t.mp4", PHONE, pictures=_pictures([0, 1]), ended_at=ended)
    with av.open(str(tmp_path / "t.mp4")) as box:
        stamp = box.metadata["creation_time"]
    assert datetime.fromisoformat(stamp) == ended.astimezone(UTC)


def test_a_codec_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtraMissing, match="nosuchcodec"):
        write(tmp_path / "x.mp4", Recipe(video="nosuchcodec"), pictures=_pictures([0]))
    with pytest.raises(ExtraMissing, match="nosuchsound"):
        write(tmp_path / "x.mp4", Recipe(audio="nosuchsound"), sound=_tone(1))
