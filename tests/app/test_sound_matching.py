"""Sound apart from pictures: other pictures over a copied sound, and pictures with their sound gone."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from tawthiq.app.building import build
from tawthiq.app.copies import copies_found
from tawthiq.app.rematching import match_record
from tawthiq.drill.encode import Recipe, write
from tawthiq.drill.sound import RATE as SOUND_RATE
from tawthiq.drill.sound import Mix, Sound, event_sound, heard
from tawthiq.record.digest import Digest
from tawthiq.record.value import Overlap
from tests.app.case import about, entries, items, stated
from tests.match.invented import RATE, Pictures, film

SECONDS = 12


def film_file(path: Path, shown: Pictures, sound: Sound | None = None) -> None:
    """Writes grey pictures, RATE a second, as a platform would."""
    pictures = enumerate(np.asarray(cv2.cvtColor(p, cv2.COLOR_GRAY2BGR), np.uint8) for p in shown)
    write(path, Recipe(tick=Fraction(1, RATE), options={"crf": "28"}), pictures=pictures, sound=sound)


def sound_in(path: Path) -> Sound:
    """The sound of a file, as somebody takes it to lay it under other pictures."""
    with av.open(str(path)) as box:
        return np.concatenate([frame.to_ndarray()[0] for frame in box.decode(audio=0)])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One recording; its sound under other pictures; its pictures under another sound, and under none."""
    folder = tmp_path_factory.mktemp("sounds")
    (films := folder / "films").mkdir()
    moment, other = (
        heard(event_sound(seed, 13, Mix()), 0, SECONDS, level=0.6, seed=seed) for seed in (41, 42)
    )
    shown = film(1, SECONDS)
    film_file(films / "whole.mp4", shown, moment)
    late = sound_in(films / "whole.mp4")[3 * SOUND_RATE :]
    film_file(films / "other-pictures.mp4", film(2, 9), late)
    film_file(films / "other-sound.mp4", shown[3 * RATE :], other[: 9 * SOUND_RATE])
    film_file(films / "no-sound.mp4", shown[3 * RATE : 11 * RATE])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        yield build([films], folder / "sounds.record").record


def names(record: Path) -> dict[Digest, str]:
    return {row.item.digest: Path(row.names[0]).stem for row in items(record).values() if row.names}


def test_a_copied_sound_under_other_pictures_is_same_sound_and_never_a_moment(built: Path) -> None:
    named = names(built)
    (row,) = stated(built, "same-sound")
    value = row.statement.value
    assert isinstance(value, Overlap)
    assert (named[about(row)], named[value.other]) == ("other-pictures", "whole")
    assert float(value.offset) == pytest.approx(3, abs=0.06), (
        "within what a codec puts before the first sample"
    )
    assert float(value.end - value.start) == pytest.approx(9, abs=1)
    assert value.sound == "same" and value.probability is None
    assert row.statement.is_proposal
    assert not stated(built, "same-moment")


def test_pictures_whose_sound_is_replaced_or_gone_are_copies_that_say_so(built: Path) -> None:
    named = names(built)
    said = {}
    for row in stated(built, "same-footage"):
        assert isinstance(row.statement.value, Overlap)
        said[frozenset((named[about(row)], named[row.statement.value.other]))] = row.statement.value.sound
    assert said[frozenset(("other-sound", "whole"))] == "replaced"
    assert {sound for pair, sound in said.items() if "no-sound" in pair} == {"absent"}


def test_who_shares_sound_alone_makes_a_family_of_its_own(built: Path) -> None:
    named = names(built)
    found = copies_found(built)
    families = [{named[m.item] for m in f.members} for f in found.families]
    assert families == [{"whole", "other-sound", "no-sound"}]
    assert [{named[m] for m in f.members} for f in found.sound_families] == [{"whole", "other-pictures"}]
    assert found.distinct == 2, "who shares only sound is a recording of its own"


def test_nothing_is_asked_twice(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAWTHIQ_HOME", str(built.parent / "home"))
    before = entries(built)
    match_record(built)
    assert entries(built) == before
