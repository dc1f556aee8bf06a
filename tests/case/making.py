"""The demonstration case: a folder of material as a team would get it, invented, and its truth.

truth = make_demo(Path("demo"))
"""

from fractions import Fraction
from pathlib import Path

from tawthiq.drill.one_thread import one_thread
from tawthiq.record.errors import UsageError
from tests.case import paths as at
from tests.case.films import FULL, Plan
from tests.case.media import KEPT, shoot
from tests.case.people import people
from tests.case.texts import write_texts
from tests.case.truth import DemoTruth

SHORTEST = 8


def make_demo(folder: Path, *, seed: int = 16, seconds: int = FULL) -> DemoTruth:
    """Write the case into `folder`, made if absent, with a long film of `seconds`; returns its truth.

    The same seed gives the same texts byte for byte, and the same media with the same build of
    FFmpeg. Raises UsageError when the folder holds anything or the film is under eight seconds,
    ExtraMissing when a codec is not in this build.
    """
    if seconds < SHORTEST:
        raise UsageError(f"a film of {seconds} s is too short; expected {SHORTEST} s or more")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty", mend="Name a new folder for the invented case.")
    plan, persons = Plan(Fraction(seconds)), people(seed)
    with one_thread():
        shot = shoot(folder, seed, plan)
    texts = write_texts(folder, seed, plan, persons)
    return DemoTruth(
        seed=seed,
        files=(*shot.files, *texts.files),
        long=at.LONG,
        arrival_at=plan.arrival,
        copies=shot.copies,
        same_moments=shot.same_moments,
        rotated=at.UPRIGHT,
        rotation=90,
        damaged=at.DAMAGED,
        damaged_kept=KEPT,
        silent=at.SILENT,
        not_media=(at.NOISE, at.PLAYLIST),
        posts=texts.posts,
        lists=texts.lists,
        people=persons,
        rows=texts.rows,
    )
