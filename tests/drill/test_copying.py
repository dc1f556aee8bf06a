from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tawthiq.drill.copying import Original, cuts, make_copy, overlays, planned, told
from tawthiq.drill.copyplan import EDITS
from tawthiq.drill.encode import PHONE, write

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
