"""What a second pass costs, for each part: CPU seconds a minute of footage, cutting and reading apart.

    python -m benchmarks.second_pass FILM [--speech-model DIR] [--sound-model DIR] [--spoken FOLDER]
                                     [--picture-model DIR --picture-words FILE]

FILM is any video; parts whose model is not named are told as not there. `--spoken`: a folder of *.wav, 16
kHz mono, with a file `transcription` of lines "words (name)" (Debian's pocketsphinx-testdata has one of
LibriVox), on which the share of wrong words is measured too. One process, one thread, no locks.
"""

import argparse
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from benchmarks.impulse_scenes import wav
from tawthiq.app.extras import offered
from tawthiq.app.second_pass import SecondPass
from tawthiq.app.wanted import Wanted
from tawthiq.media.analyser import Analyser
from tawthiq.media.caps import Caps
from tawthiq.media.excerpts import COLUMNS, FULL_SCALE, RATE
from tawthiq.media.lock import Locks
from tawthiq.media.messages import End, Header, Maker, Measured
from tawthiq.media.second import Reader, cut_locked, made
from tawthiq.record.draft import Draft
from tawthiq.record.media_time import MediaTime, rational
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Text
from tawthiq.store.tracks import read_track

Excerpt = tuple[Measured, dict[str, npt.NDArray[Any]]]
_HEARD_AT_ONCE = 28


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("film", type=Path)
    for name in ("speech-model", "sound-model", "spoken", "picture-model", "picture-words"):
        options.add_argument(f"--{name}", type=Path)
    chosen = options.parse_args()
    wanted = Wanted(
        speech_model=chosen.speech_model,
        read_text=True,
        sound_model=chosen.sound_model,
        translate=bool(chosen.speech_model),
        picture_model=chosen.picture_model,
        picture_words=chosen.picture_words,
    )
    found = offered(wanted)
    for line in found.missing:
        print(f"not there: {line}")
    for each in found.passes:
        one_part(each, chosen.film)
        if chosen.spoken and each.stage == "second/speech":
            words_wrong(_reader(each), chosen.spoken)


def one_part(this: SecondPass, film: Path) -> None:
    """Cut and read all of a film, which is the dearest case: the first pass chooses a part of it."""
    excerpts, seconds, cutting = cut_out(this, film)
    begun = _cpu()
    reader = _reader(this)
    loading = _cpu() - begun
    begun = _cpu()
    said = sum(1 for header, columns in excerpts for _ in reader.read(header, columns))
    reading = _cpu() - begun
    minutes = float(seconds) / 60
    read = sum(float(_length(header)) for header, _ in excerpts) / 60 if this.chosen_by else minutes
    print(
        f"{this.stage}: cutting {cutting / minutes:.2f} s, reading {reading / max(read, 1e-9):.2f} s of CPU"
        f" a minute; loading {loading:.2f} s once; {said} findings in {len(excerpts)} excerpts"
    )


def cut_out(this: SecondPass, film: Path) -> tuple[list[Excerpt], MediaTime, float]:
    """The excerpts of a film, its length, and the CPU seconds that cutting took."""
    excerpts: list[Excerpt] = []
    ends: list[End] = []

    def sent(header: Header, blob: bytes) -> None:
        match header:
            case Measured():
                excerpts.append((header, read_track(blob)))
            case End():
                ends.append(header)

    settings = {"spans": list(_spans()), "rate": RATE} if this.chosen_by else {}
    excerpter = cast(Analyser, made(this.excerpter, settings))
    begun = _cpu()
    with film.open("rb") as file:
        cut_locked(file, excerpter, Caps(), Locks(), sent)
    return excerpts, ends[-1].seconds, _cpu() - begun


def _cpu() -> float:
    """CPU seconds of this process and of the programs that it started and that ended."""
    return sum(os.times()[:4])


def _spans() -> Iterator[list[str]]:
    """All of an hour, in pieces that a model hears at once."""
    for start in range(0, 3600, _HEARD_AT_ONCE):
        yield [rational(MediaTime(start)), rational(MediaTime(start + _HEARD_AT_ONCE))]


def _reader(this: SecondPass) -> Reader:
    return cast(Reader, made(this.reader, cast("dict[str, Any]", this.settings)))


def _length(header: Measured) -> MediaTime:
    (seconds,) = (s for s in header.selectors if isinstance(s, Seconds))
    return (seconds.end or seconds.start) - seconds.start


def words_wrong(reader: Reader, folder: Path) -> None:
    """The word error rate over all clips: words replaced, left out or put in, of those spoken."""
    wrong = spoken = 0
    lines = next(folder.rglob("transcription")).read_text("utf-8").splitlines()
    for line in lines:
        said = re.fullmatch(r"(.*) \((\S+)\)", line)
        path = next(folder.rglob(f"{said[2]}.wav"), None) if said else None
        if said is None or path is None:
            continue
        true = _words(re.sub(r"</?s>", "", said[1]))
        heard = [word for draft in _read(reader, wav(path)) for word in _words(_text(draft))]
        errors = edits(true, heard)
        wrong, spoken = wrong + errors, spoken + len(true)
    print(f"words wrong: {wrong} of {spoken}, {wrong / spoken:.3f}")


def _read(reader: Reader, sound: npt.NDArray[np.float64]) -> Iterable[Draft]:
    samples = np.clip(sound * FULL_SCALE, -FULL_SCALE, FULL_SCALE).astype(np.int16)
    span = Seconds(MediaTime(0), MediaTime(len(samples), RATE))
    header = Measured(Maker("benchmark", "1"), "x.sound", COLUMNS, len(samples), (span,))
    return reader.read(header, {"sample": samples})


def _text(draft: Draft) -> str:
    return draft.value.text if isinstance(draft.value, Text) else ""


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower().replace("mr.", "mister"))


def edits(true: list[str], heard: list[str]) -> int:
    """The fewest words to replace, leave out or put in (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(true, 1):
        before, row = row, [number]
        for place, other in enumerate(heard, 1):
            row.append(min(row[-1] + 1, before[place] + 1, before[place - 1] + (word != other)))
    return row[-1]


if __name__ == "__main__":
    main()
