from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tawthiq.drill.copying import Original, cuts, make_copy, overlays, planned, told
from tawthiq.drill.copyplan import EDITS
from tawthiq.drill.encode import PHONE, write
from tawthiq.drill.footage import uneven_ticks
from tawthiq.drill.recode import decoded

LONG = Original("long.mp4", Fraction(8), 160, 90, 0, True)
SHORT = Original("short.mp4", Fraction(5), 128, 96, 0, False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies")
    for original in (LONG, SHORT):
        picture = np.random.default_rng(1).integers(0, 255, (original.height, original.width, 3), np.uint8)
        count = int(original.seconds * 15)
        pictures = [(tick, np.roll(picture, 2 * tick, axis=1)) for tick in range(count)]
        sound = np.zeros(int(original.seconds * 48_000), np.float32) if original.sound else None
        write(folder / original.path, PHONE, pictures=pictures, sound=sound)
    return folder


@pytest.mark.parametrize("edits", EDITS)
def test_a_copy_is_as_long_and_as_large_as_told(folder: Path, edits: tuple[str, ...]) -> None:
    several = "two-at-once" in edits or "compilation" in edits
    copying = planned("made/copy.mp4", (LONG, SHORT) if several else (LONG,), edits, 4)
    make_copy(folder, copying)
    with av.open(str(folder / copying.path)) as box:
        film = box.streams.video[0]
        assert (film.width, film.height) == copying.size
        assert abs(film.frames - int(copying.seconds * 15)) <= 2
        assert abs((box.duration or 0) / 1_000_000 - copying.seconds) < 0.2
        assert bool(box.streams.audio) == ("mute" not in edits)
    for segment in told(copying).segments:
        assert segment.a.ends <= copying.seconds
        assert segment.b.ends <= (LONG if segment.b.path == LONG.path else SHORT).seconds
        assert segment.b.ends - segment.b.begins == segment.speed * (segment.a.ends - segment.a.begins)
    assert len(cuts(copying)) == ("compilation" in edits)
    assert {each.kind for each in overlays(copying)} == {"label"} | ({"logo", "banner"} & set(edits))


def test_the_same_seed_plans_the_same_copy_and_another_does_not() -> None:
    one, again, other = (planned("c.mp4", (LONG,), ("excerpt", "crop"), seed) for seed in (1, 1, 2))
    assert one == again != other


def test_two_at_once_show_the_same_moment_even_where_pictures_come_unevenly(tmp_path: Path) -> None:
    """Each film says its second by its brightness; one of them takes pictures at uneven moments."""
    even = Original("even.mp4", Fraction(8), 96, 64, 0, False)
    uneven = Original("uneven.mp4", Fraction(8), 96, 64, 0, False)
    recipe = replace(PHONE, tick=Fraction(1, 1000))
    for original, way, ticks in (
        (even, PHONE, list(range(120))),
        (uneven, recipe, uneven_ticks(3, Fraction(8))),
    ):
        pictures = [
            (tick, np.full((64, 96, 3), 20 + round(25 * tick * way.tick), np.uint8)) for tick in ticks
        ]
        write(tmp_path / original.path, way, pictures=pictures)
    copying = planned("copy.mp4", (even, uneven), ("two-at-once",), 4)
    make_copy(tmp_path, copying)
    left, right = told(copying).segments
    shown = list(decoded(tmp_path / "copy.mp4", Fraction(0), Fraction(9)))
    assert float(shown[-1][0]) > 7.8
    for second, picture in shown:
        for segment, side in ((left, picture[32:40, 10:38]), (right, picture[32:40, 58:86])):
            assert side.mean() == pytest.approx(
                20 + 25 * float(segment.b.begins + second), abs=15
            )  # of 200; the codec holds greys back
