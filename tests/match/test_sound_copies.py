"""Sound alone: what was copied is found where it lies; what another microphone heard is no copy."""

import io

import av
import numpy as np
import pytest

from tawthiq.drill.sound import Mix, event_sound
from tawthiq.match.sound_copies import SoundCopy, copied_sound
from tawthiq.match.sound_marks import SoundShelf, marks_of
from tawthiq.match.sounding import Sounding
from tests.match.test_sync import RATE, Sound, camera, stored

MIX = Mix(sirens=0.1)


@pytest.fixture(scope="module")
def heard() -> list[Sound]:
    """Two recordings of two events, 12 s each."""
    return [camera(event_sound(seed, 12, MIX), 0, 12, seed) for seed in (31, 32)]


@pytest.fixture(scope="module")
def held(heard: list[Sound]) -> list[Sounding]:
    return [stored(sound, str(n)) for n, sound in enumerate(heard)]


@pytest.fixture(scope="module")
def shelf(held: list[Sounding]) -> SoundShelf:
    shelf = SoundShelf()
    for each in held:
        shelf.add(marks_of(each))
    return shelf


def found(shelf: SoundShelf, held: list[Sounding], sound: Sound) -> dict[int, tuple[SoundCopy, ...]]:
    asked = stored(sound)
    offsets = shelf.ask(marks_of(asked))
    copies = {n: [c for at in some for c in copied_sound(asked, held[n], at)] for n, some in offsets.items()}
    return {n: tuple(some) for n, some in copies.items() if some}


def cut(sound: Sound, start: float, seconds: float) -> Sound:
    return sound[round(start * RATE) : round((start + seconds) * RATE)]


def coded(sound: Sound) -> Sound:
    """At half the level, through AAC at 24 kbit/s, as a platform does it."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as box:
        stream = box.add_stream("aac", rate=RATE, layout="mono", bit_rate=24_000)
        for at in range(0, len(sound), 1024):
            block = np.ascontiguousarray(0.5 * sound[None, at : at + 1024], np.float32)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = RATE, at
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
    with av.open(io.BytesIO(file.getvalue()), "r") as box:
        return np.concatenate([frame.to_ndarray()[0] for frame in box.decode(audio=0)])


def test_a_copied_sound_is_found_to_the_millisecond(
    shelf: SoundShelf, held: list[Sounding], heard: list[Sound]
) -> None:
    copies = found(shelf, held, coded(cut(heard[1], 3.263, 8)))
    assert list(copies) == [1]
    (copy,) = copies[1]
    assert copy.offset == pytest.approx(3.263, abs=0.001)
    assert (copy.start, copy.end) == (0, 8)


def test_a_compilation_of_sounds_is_found_piece_by_piece(
    shelf: SoundShelf, held: list[Sounding], heard: list[Sound]
) -> None:
    mixed = np.concatenate([cut(heard[0], 3, 5), cut(heard[1], 6, 5)])
    copies = found(shelf, held, mixed)
    assert {n: round(some[0].offset, 2) for n, some in copies.items()} == {0: 3.0, 1: 1.0}
    assert copies[1][0].start == 5


def test_a_second_microphone_of_the_moment_is_no_copy(shelf: SoundShelf, held: list[Sounding]) -> None:
    assert found(shelf, held, camera(event_sound(32, 12, MIX), 3.263, 8, 99)) == {}


def test_another_event_and_silence_are_no_copies(shelf: SoundShelf, held: list[Sounding]) -> None:
    assert found(shelf, held, camera(event_sound(77, 8, MIX), 0, 8, 9)) == {}
    assert SoundShelf().ask(marks_of(held[0])) == {}
    flat = Sounding(held[0].item, held[0].cepstrum * 0, held[0].whitened * 0)
    assert len(marks_of(flat).key) == 0
    assert copied_sound(flat, flat, 0.0) == ()
