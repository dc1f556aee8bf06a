"""What watching says of cameras that walk and of sirens in drills whose truth is known.

    python -m benchmarks.drill_watching [--seed N] [--speech FOLDER]

Walking: each camera of each scenario, for a quarter of its full length, drawn small and not encoded; by half
seconds, how fast it truly goes along the street and how the record says that it is held. Sirens: the sound of
every film of the small drills; a siren is loud where it is at most 12 dB under the loudest steady sound, as
the score of a drill has it. Figures from drills are figures about code, never about evidence.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from scipy.signal import resample_poly

from benchmarks.watch_quality import spans
from tawthiq.drill.filming import Shooting, pictures_of, shootings, street_length
from tawthiq.drill.footage import PICTURES_A_SECOND
from tawthiq.drill.one_thread import one_thread
from tawthiq.drill.scenario import SIZES, Scenario, read_scenario
from tawthiq.drill.score_heard import LOUD_WITHIN
from tawthiq.drill.sound import RATE
from tawthiq.drill.soundtrack import soundtracks
from tawthiq.drill.speech import Utterance, read_speech
from tawthiq.media.analyser import Finding, Seen, Watched
from tawthiq.record.draft import Draft
from tawthiq.record.selector import Frame, Seconds
from tawthiq.record.value import Term
from tawthiq.watch.camera import Camera
from tawthiq.watch.tones import Tones
from tawthiq.watch.windows import SOUND_RATE

SCENARIOS = ("market-street", "night-strike", "old-footage")
SHORT = replace(SIZES["small"], scale=0.25)
LONG_SIDE, SHORT_SIDE = 320, 180
STANDS, SLOW, WALKS = 0.15, 0.5, 0.8
"""Metres a second along the street, over some two seconds."""

Said = list[tuple[str, float, float]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seed", type=int, default=9303)
    options.add_argument("--speech", type=Path, help="a folder of speech, lent to the drills")
    chosen = options.parse_args()
    lent = read_speech(chosen.speech).utterances if chosen.speech else ()
    scenarios = [read_scenario(name) for name in SCENARIOS]
    with one_thread():
        walking(scenarios, chosen.seed)
        sirens(scenarios, chosen.seed, lent)


def walking(scenarios: Sequence[Scenario], seed: int) -> None:
    told: Counter[tuple[str, str]] = Counter()
    for scenario in scenarios:
        for shot in shootings(scenario, SHORT, seed):
            if shot.event.scene != "yard":  # a film of poles, on a stand
                told.update(compared(shot, how_held(scenario, shot, seed)))
    for truth in sorted({truth for truth, _ in told}):
        row = {said: count for (true, said), count in told.items() if true == truth}
        print(
            f"{truth}, {sum(row.values()) / 2:.0f} s: "
            + ", ".join(f"{s} {n / 2:.1f}" for s, n in row.items())
        )


def how_held(scenario: Scenario, shot: Shooting, seed: int) -> Said:
    """What the analyser says of a film, by stretches."""
    size = (LONG_SIDE, SHORT_SIDE) if shot.width > shot.height else (SHORT_SIDE, LONG_SIDE)
    small = replace(shot, width=size[0], height=size[1])
    tick = Fraction(1, 1000) if shot.camera.uneven else Fraction(1, PICTURES_A_SECOND)
    camera, found = Camera(), list[Finding]()
    for at, picture in pictures_of(scenario, SHORT, small, seed, tick):
        upright = np.rot90(picture, -1) if shot.camera.upright else picture
        grey = cv2.cvtColor(np.ascontiguousarray(upright), cv2.COLOR_RGB2GRAY)[::4, ::4]
        luma = (16 + grey * (219 / 255)).astype(np.uint8)
        found += camera.see(Seen(at * tick, Frame(0, at, tick), is_key=False, luma=luma, picture=None))
    found += camera.finish(Watched(shot.seconds))
    return [
        (each.value.term, float(s.start), float(s.end or s.start))
        for each in found
        if isinstance(each, Draft) and isinstance(each.value, Term)
        for s in each.selectors
        if isinstance(s, Seconds)
    ]


def compared(shot: Shooting, said: Said) -> Iterator[tuple[str, str]]:
    """Truth and what is said of each half second of a film."""
    for at in np.arange(0.25, float(shot.seconds), 0.5).tolist():
        before, after = (shot.walk.pose(max(0.0, at + step)).place[2] for step in (-1.0, 1.0))
        speed = abs(after - before) / (at + 1.0 - max(0.0, at - 1.0))
        terms = [term for term, start, end in said if start <= at < end]
        words = "walking" if "walking" in terms else "+".join(terms) or "nothing"
        kinds = {STANDS: "1 stands", SLOW: "2 creeps", WALKS: "3 walks slowly", np.inf: "4 walks"}
        yield next(kind for least, kind in kinds.items() if speed < least), words


def sirens(scenarios: Sequence[Scenario], seed: int, lent: tuple[Utterance, ...]) -> None:
    small = SIZES["small"]
    hit = loud = wrong = without = 0.0
    for scenario in scenarios:
        shots = shootings(scenario, small, seed)
        for number, event in enumerate(scenario.events):
            length = street_length(scenario, small)
            heard = soundtracks(event, shots, length, small.scale, seed * 100 + number, lent)
            for path, sound in heard.tracks.items():
                levels = {each.kind: each.level_mdb for each in heard.steady if each.path == path}
                sampled = resample_poly(sound, 1, RATE // SOUND_RATE)
                found = sum(end - start for start, end in spans(Tones(), sampled, "sound.siren"))
                seconds = len(sound) / RATE
                if "siren" not in levels:
                    wrong, without = wrong + found, without + seconds
                elif levels["siren"] >= max(levels.values()) - LOUD_WITHIN:
                    hit, loud = hit + found, loud + seconds
    print(
        f"sirens: found {hit / loud:.2f} of {loud:.0f} loud seconds; {wrong:.0f} s in {without:.0f} without"
    )


if __name__ == "__main__":
    main()
