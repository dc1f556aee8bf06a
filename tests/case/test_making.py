import hashlib
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from tawthiq.drill.recode import decoded
from tawthiq.drill.truth_footage import Kind
from tawthiq.record.errors import UsageError
from tests.case.films import Plan
from tests.case.making import make_demo
from tests.case.truth import DemoTruth


def _paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _difference(one: np.ndarray, other: np.ndarray) -> float:
    size = (160, 90)
    pair = [cv2.resize(each, size, interpolation=cv2.INTER_AREA) for each in (one, other)]
    return float(np.abs(pair[0].astype(np.float32) - pair[1].astype(np.float32)).mean())


def test_the_truth_names_every_file_on_the_disk_once(demo_folder: Path, demo_truth: DemoTruth) -> None:
    named = [each.path for each in demo_truth.files]
    assert len(named) == len(set(named))
    assert set(named) == _paths(demo_folder)


def test_files_of_the_same_bytes_are_those_the_truth_calls_exact_copies(
    demo_folder: Path, demo_truth: DemoTruth
) -> None:
    on_disk: dict[str, set[str]] = defaultdict(set)
    for each in demo_truth.files:
        on_disk[_digest(demo_folder / each.path)].add(each.path)
    told: dict[str, set[str]] = defaultdict(set)
    for pair in demo_truth.copies:
        if pair.exact:
            assert pair.offset == 0
            told[pair.of] |= {pair.of, pair.copy}
    assert sorted(map(sorted, told.values())) == sorted(
        sorted(group) for group in on_disk.values() if len(group) > 1
    )


def test_a_cut_copy_shows_the_same_pictures_at_its_offset_and_no_others(
    demo_folder: Path, demo_truth: DemoTruth
) -> None:
    (pair,) = (each for each in demo_truth.copies if not each.exact)
    seconds = demo_truth.file(pair.copy).seconds
    assert seconds is not None
    copy = list(decoded(demo_folder / pair.copy, Fraction(0), seconds))
    of = dict(decoded(demo_folder / pair.of, pair.offset, seconds))
    assert len(copy) == len(of) == seconds * 15
    same = [_difference(shown, of[at + pair.offset]) for at, shown in copy]
    shifted = [_difference(shown, of[at + pair.offset + 1]) for at, shown in copy[:15]]
    assert max(same) < 8
    assert min(shifted) > 1.5 * max(same[:15])


def test_the_picture_changes_at_the_arrival_more_than_anywhere_else(
    demo_folder: Path, demo_truth: DemoTruth
) -> None:
    shown = list(decoded(demo_folder / demo_truth.long, Fraction(0), Fraction(9)))
    steps = [_difference(shown[i - 1][1], shown[i][1]) for i in range(1, len(shown))]
    assert shown[int(np.argmax(steps)) + 1][0] == demo_truth.arrival_at
    assert max(steps) > 1.5 * sorted(steps)[-2]


@pytest.mark.parametrize("kind", [Kind.VIDEO, Kind.SOUND])
def test_footage_opens_and_lasts_as_told(kind: Kind, demo_folder: Path, demo_truth: DemoTruth) -> None:
    for each in demo_truth.files:
        if each.kind is not kind:
            continue
        with av.open(str(demo_folder / each.path)) as box:
            assert bool(box.streams.video) == (kind is Kind.VIDEO)
            assert each.seconds is not None
            assert abs((box.duration or 0) / 1_000_000 - each.seconds) < 0.15, each.path


def test_only_the_silent_film_has_no_sound(demo_folder: Path, demo_truth: DemoTruth) -> None:
    silent = set()
    for each in demo_truth.files:
        if each.kind is Kind.VIDEO:
            with av.open(str(demo_folder / each.path)) as box:
                if not box.streams.audio:
                    silent.add(each.path)
    copies = {pair.copy for pair in demo_truth.copies if pair.of == demo_truth.silent}
    assert silent == {demo_truth.silent} | copies


def test_the_rotated_film_lies_on_its_side_and_says_so(demo_folder: Path, demo_truth: DemoTruth) -> None:
    with av.open(str(demo_folder / demo_truth.rotated)) as box:
        frame = next(box.decode(video=0))
    assert (frame.width, frame.height) == (426, 240)
    assert frame.rotation % 360 == (-demo_truth.rotation) % 360


def test_the_damaged_film_decodes_at_its_head_and_lacks_its_tail(
    demo_folder: Path, demo_truth: DemoTruth
) -> None:
    seconds = demo_truth.file(demo_truth.damaged).seconds
    assert seconds is not None
    shown = 0
    with av.open(str(demo_folder / demo_truth.damaged)) as box:
        assert box.streams.video[0].frames == seconds * 15
        try:
            for _ in box.decode(video=0):
                shown += 1
        except av.error.InvalidDataError:
            pass
    assert 0.3 < shown / (seconds * 15) < 0.9


def test_what_is_not_media_does_not_pretend_to_be(demo_folder: Path, demo_truth: DemoTruth) -> None:
    noise, playlist = demo_truth.not_media
    with pytest.raises(av.error.InvalidDataError):
        av.open(str(demo_folder / noise))
    assert (demo_folder / playlist).read_bytes().startswith(b"#EXTM3U")


def test_films_tell_their_end_in_utc_and_no_place(demo_folder: Path, demo_truth: DemoTruth) -> None:
    with av.open(str(demo_folder / demo_truth.long)) as box:
        told = dict(box.metadata)
    assert told["creation_time"] == "2013-08-16T10:02:08.000000Z"
    assert not [key for key in told if "location" in key]


def test_the_same_seed_gives_the_same_case(demo_folder: Path, demo_truth: DemoTruth, tmp_path: Path) -> None:
    again = make_demo(tmp_path, seconds=8)
    assert again == demo_truth
    for each in again.files:
        assert _digest(tmp_path / each.path) == _digest(demo_folder / each.path), each.path


def test_full_size_puts_the_arrival_at_3_25_and_the_cut_at_3_10() -> None:
    plan = Plan(Fraction(212))
    assert plan.arrival == 205
    assert plan.length(20) == 20
    assert plan.start(190, plan.length(20)) == 190


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(UsageError, match="not empty"):
        make_demo(tmp_path, seconds=8)
    assert _paths(tmp_path) == {"mine.txt"}


def test_a_film_too_short_to_hold_the_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="too short"):
        make_demo(tmp_path / "case", seconds=7)
    assert not (tmp_path / "case").exists()
