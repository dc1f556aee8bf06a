"""Which copies a drill has: the scenario's own, then one kind of edit after the other."""

import random

from tawthiq.drill.copying import Copying, Original, planned
from tawthiq.drill.filming import Shooting
from tawthiq.drill.scenario import Scenario, Size

EDITS = (
    ("re-encode",),
    ("excerpt", "crop"),
    ("excerpt", "re-film"),
    ("excerpt", "mirror"),
    ("excerpt", "small-in-frame"),
    ("excerpt", "two-at-once"),
    ("excerpt", "speed"),
    ("excerpt", "letterbox"),
    ("excerpt", "rotation"),
    ("excerpt", "logo", "colour"),
    ("excerpt", "banner", "mute"),
    ("excerpt", "crop", "banner", "logo", "mirror", "re-encode"),
    ("compilation", "music"),
    ("excerpt", "crop", "re-encode"),
)
"""One copy after the other has these edits: every kind comes up within fourteen."""

_PER_CLIP = 7


def copy_plan(
    scenario: Scenario, size: Size, seed: int, shots: tuple[Shooting, ...], real: tuple[Original, ...]
) -> tuple[Copying, ...]:
    """All copies: those the scenario names, then others until `size.copies`; then those of real clips."""
    films = {shot.camera.id: _original(shot) for shot in shots}
    own = [copy for copy in scenario.copies if size.name in copy.sizes and set(copy.of) <= set(films)]
    made = [
        planned(f"downloads/{copy.name}", tuple(films[each] for each in copy.of), copy.edits, seed)
        for copy in own
    ]
    pool = [films[shot.camera.id] for shot in shots if shot.camera.id != "poles" and not shot.camera.damaged]
    made += _others("downloads/clip", tuple(pool), seed, size.copies - len(made))
    return (*made, *_others("downloads/real", real, seed, _PER_CLIP * len(real)))


def _others(prefix: str, pool: tuple[Original, ...], seed: int, count: int) -> list[Copying]:
    """`count` copies of originals of the pool, edits in turn."""
    rng = random.Random(f"copies {seed} {prefix}")
    made = []
    for number in range(count if pool else 0):
        edits = EDITS[number % len(EDITS)]
        several = min(len(pool), 2 if "two-at-once" in edits else 3 if "compilation" in edits else 1)
        first = pool[number % len(pool)]
        others = [each for each in pool if each != first]
        if several == 1 and edits[-1] in ("two-at-once",):
            edits = ("excerpt", "mirror")
        of = (first, *rng.sample(others, several - 1))
        made.append(planned(f"{prefix}-{number + 1:02}.mp4", of, edits, seed))
    return made


def _original(shot: Shooting) -> Original:
    return Original(
        shot.path,
        shot.seconds,
        shot.width,
        shot.height,
        90 if shot.camera.upright else 0,
        not shot.camera.silent,
    )
